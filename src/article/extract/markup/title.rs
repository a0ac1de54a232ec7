//! What a page states about its title → the title, without the site's name.

use super::document::HtmlDocument;

impl HtmlDocument {
    /// The article's title as the page states it, without the site's name.
    ///
    /// A single `<h1>` is used where nothing else is stated or what is stated begins
    /// with it; several may belong to the page's parts.
    pub(in crate::article::extract) fn title(&self) -> Option<String> {
        let stated = self
            .og_title
            .as_deref()
            .unwrap_or(&self.title_element)
            .trim();
        if let [only] = self.h1.as_slice()
            && (stated.is_empty() || stated.starts_with(only.as_str()))
        {
            return Some(only.clone());
        }
        if stated.is_empty() {
            return self.h1.first().cloned();
        }
        Some(self.without_site_name(stated).to_owned())
    }

    /// Removes « | site» or « - site» from the end of a title.
    ///
    /// The site's name must be known, or be short beside a title of three words or more,
    /// since « - » occurs inside headlines too.
    fn without_site_name<'t>(&self, title: &'t str) -> &'t str {
        const SEPARATORS: [&str; 7] = [" | ", " - ", " – ", " — ", " :: ", " » ", " • "];
        let last = SEPARATORS
            .iter()
            .filter_map(|separator| title.rsplit_once(separator))
            .min_by_key(|(_, site)| site.len());
        let Some((rest, site)) = last else {
            return title;
        };
        let named = self.site_name.as_deref() == Some(site.trim());
        // If the site is not named, the end must be as short as a name, and a title must remain.
        let short = site.split_whitespace().count() <= 4 && rest.split_whitespace().count() >= 3;
        if named || (self.og_title.is_none() && short) {
            return rest.trim();
        }
        title
    }
}
