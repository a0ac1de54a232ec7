//! The index of outlets → the outlet of each annotated article, and folds that hold whole outlets.
//!
//! What an outlet's articles are measured by must not have been trained on that outlet: its names, its habits of writing and
//! its phrases repeat. An article that the index does not name has no outlet; such articles are assigned to folds at random.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

use super::corpus::AnnotatedArticle;
use super::error::TrainError;
use super::random::Random;

/// Outlets by the name of an article: `[{"id": "f001", "outlet": "…"}, …]`.
///
/// # Errors
///
/// A file that cannot be read or is not in its form.
pub(crate) fn read_index(path: &Path) -> Result<HashMap<String, String>, TrainError> {
    #[derive(serde::Deserialize)]
    struct Entry {
        id: String,
        outlet: String,
    }
    let json = fs::read_to_string(path).map_err(TrainError::io(path))?;
    let entries: Vec<Entry> = serde_json::from_str(&json).map_err(|error| TrainError::Line {
        path: path.display().to_string(),
        line: error.line(),
        expected: "a list of objects with id and outlet",
    })?;
    Ok(entries
        .into_iter()
        .map(|entry| (entry.id, entry.outlet))
        .collect())
}

/// The fold of each article.
///
/// All articles of an outlet are in one fold: outlets in the order of their size, each into the fold that has the fewest
/// articles so far. The others follow in random order, assigned in turn.
pub(crate) fn folds(annotated: &[AnnotatedArticle], folds: usize, seed: u64) -> Vec<usize> {
    let mut fold = vec![0; annotated.len()];
    let mut by_outlet: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut others = Vec::new();
    for (index, article) in annotated.iter().enumerate() {
        match &article.outlet {
            Some(outlet) => by_outlet.entry(outlet).or_default().push(index),
            None => others.push(index),
        }
    }
    let mut outlets: Vec<Vec<usize>> = by_outlet.into_values().collect();
    outlets.sort_by_key(|articles| Reverse(articles.len()));
    let mut sizes = vec![0; folds];
    for articles in outlets {
        let smallest = (0..folds).min_by_key(|&fold| sizes[fold]).unwrap_or(0);
        sizes[smallest] += articles.len();
        for article in articles {
            fold[article] = smallest;
        }
    }
    Random::new(seed).shuffle(&mut others);
    for (place, article) in others.into_iter().enumerate() {
        fold[article] = place % folds;
    }
    fold
}

#[cfg(test)]
mod tests {
    use super::super::corpus;
    use super::*;

    /// Articles without text, of these outlets; `-` is none.
    fn articles(outlets: &str) -> Vec<AnnotatedArticle> {
        let article = |outlet: &str| AnnotatedArticle {
            outlet: (outlet != "-").then(|| outlet.to_owned()),
            ..corpus::parse("a", "نص\n").unwrap()
        };
        outlets.split(' ').map(article).collect()
    }

    #[test]
    fn an_outlet_is_in_one_fold_and_folds_are_of_like_size() {
        let dealt = folds(&articles("a a a a b b b c c d"), 2, 1);
        assert_eq!(dealt, [0, 0, 0, 0, 1, 1, 1, 1, 1, 0]);
    }

    #[test]
    fn articles_without_an_outlet_are_spread_and_the_same_each_time() {
        let many = vec!["-"; 23].join(" ");
        let fold = folds(&articles(&many), 5, 1);
        let sizes = |f| fold.iter().filter(|&&g| g == f).count();
        assert_eq!((0..5).map(sizes).collect::<Vec<_>>(), [5, 5, 5, 4, 4]);
        assert_eq!(fold, folds(&articles(&many), 5, 1));
    }
}
