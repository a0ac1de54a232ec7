//! A folded word → what is left of it behind و ف, ب ل ك س and ال.
//!
//! Arabic writes *and*, *so*, *in*, *for*, *like*, the future and the article onto the next word, in
//! this order: conjunction (و ف), particle (ب ل ك س), article (ال). ل and ال together are written لل.
//!
//! There are two families of functions. Those on [`str`] serve rules that compare with a list of words
//! and cut only what they name; those on rows of `char` serve the entity model, whose tables are
//! built from the same cuts (so a change there means training anew).

/// Conjunctions of one letter.
pub(crate) const CONJUNCTIONS: [char; 2] = ['و', 'ف'];

/// Prepositions of one letter.
pub(crate) const PREPOSITIONS: [char; 3] = ['ب', 'ل', 'ك'];

/// The article.
pub(crate) const ARTICLE: &str = "ال";

/// The preposition ل joined with the article: للدولة is ل and الدولة.
pub(crate) const JOINED_ARTICLE: &str = "لل";

/// Whether a word has at least `least` letters.
fn has_letters(word: &str, least: usize) -> bool {
    least == 0 || word.chars().nth(least - 1).is_some()
}

/// `word` without a و or ف in front, where at least `least` letters are left.
pub(crate) fn without_conjunction(word: &str, least: usize) -> Option<&str> {
    word.strip_prefix(CONJUNCTIONS)
        .filter(|rest| has_letters(rest, least))
}

/// `word` without one of the letters `prepositions` in front, where at least `least` letters are left.
///
/// Most callers pass [`PREPOSITIONS`]; one whose verb takes ب alone passes that. Of للدولة it leaves
/// لدولة: see [`behind_preposition`].
pub(crate) fn without_preposition<'w>(
    word: &'w str,
    prepositions: &[char],
    least: usize,
) -> Option<&'w str> {
    word.strip_prefix(prepositions)
        .filter(|rest| has_letters(rest, least))
}

/// `word` without the article in front, where at least `least` letters are left.
pub(crate) fn without_article(word: &str, least: usize) -> Option<&str> {
    word.strip_prefix(ARTICLE)
        .filter(|rest| has_letters(rest, least))
}

/// `word` without لل, that is without ل and the article, where at least `least` letters are left.
pub(crate) fn without_joined_article(word: &str, least: usize) -> Option<&str> {
    word.strip_prefix(JOINED_ARTICLE)
        .filter(|rest| has_letters(rest, least))
}

/// The noun behind the preposition that `word` begins with, without its article.
///
/// بالدولة, للدولة and بدولة all give دولة. Behind ل a second ل counts as the article; behind the other
/// prepositions only ال does. `None` where no preposition of `prepositions` stands in front.
///
/// ```text
/// behind_preposition("للدوله", &['ل'])  == Some("دوله")
/// behind_preposition("بلديه", &['ب'])   == Some("لديه")
/// ```
pub(crate) fn behind_preposition<'w>(word: &'w str, prepositions: &[char]) -> Option<&'w str> {
    let rest = without_preposition(word, prepositions, 0)?;
    let joined = || rest.strip_prefix('ل').filter(|_| word.starts_with('ل'));
    Some(without_article(rest, 0).or_else(joined).unwrap_or(rest))
}

/// `word` as it stands, without a conjunction, without the article, and without both.
///
/// The word itself comes first, so that وزير is found before زير. Two letters at least are left
/// behind a conjunction, and two behind the article, or any short word would be another with
/// something in front. Prepositions stay.
///
/// ```text
/// readings("والمدير")  ==  ["والمدير", "المدير", "مدير"]
/// ```
pub(crate) fn readings(word: &str) -> impl Iterator<Item = &str> {
    let joined = without_conjunction(word, 2);
    [
        Some(word),
        joined,
        without_article(word, 2),
        joined.and_then(|rest| without_article(rest, 2)),
    ]
    .into_iter()
    .flatten()
}

/// A noun without conjunction, preposition and article, where they stand together.
///
/// The word itself where nothing can be taken off. Two letters at least are left. و goes only in
/// front of an article, since وزير begins with its own; ب and ك go only with the article, since
/// بيان and كتاب begin with their own.
pub(crate) fn noun_stem(word: &str) -> &str {
    let word = match word.strip_prefix('و') {
        Some(rest) if rest.starts_with(ARTICLE) || rest.starts_with(JOINED_ARTICLE) => rest,
        Some(_) | None => word,
    };
    ["بال", "كال", JOINED_ARTICLE, ARTICLE]
        .iter()
        .find_map(|front| word.strip_prefix(front).filter(|rest| has_letters(rest, 2)))
        .unwrap_or(word)
}

/// Whether a row of letters begins with the article.
pub(crate) fn begins_with_article(letters: &[char]) -> bool {
    letters.starts_with(&['ا', 'ل'])
}

/// Letters that may be cut off the front of a word as proclitics, fewest first.
///
/// One of و ف ب ل ك س, or one of the last four behind و or ف; two letters at least are left. The
/// article is not cut: the entity model knows words with it.
pub(crate) fn cuts(letters: &[char]) -> impl Iterator<Item = usize> {
    let is_particle = |at: usize| {
        letters
            .get(at)
            .is_some_and(|c| *c == 'س' || PREPOSITIONS.contains(c))
    };
    let is_conjunction = letters.first().is_some_and(|c| CONJUNCTIONS.contains(c));
    let is_enough = |cut: usize| letters.len() >= cut + 2;
    [
        ((is_conjunction || is_particle(0)) && is_enough(1)).then_some(1),
        (is_conjunction && is_particle(1) && is_enough(2)).then_some(2),
    ]
    .into_iter()
    .flatten()
}

/// What is left of a word behind `cut` proclitics, with the alef that ل took from the article
/// given back: للمصنع is ل and المصنع.
pub(crate) fn stem_letters(letters: &[char], cut: usize) -> Vec<char> {
    let rest = &letters[cut..];
    if cut > 0 && letters[cut - 1] == 'ل' && rest.first() == Some(&'ل') && rest.len() > 2 {
        let mut stem = vec!['ا'];
        stem.extend_from_slice(rest);
        return stem;
    }
    rest.to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_are_offered_from_the_whole_word_on() {
        let shown = |word| readings(word).collect::<Vec<_>>().join(" ");
        assert_eq!(shown("والمدير"), "والمدير المدير مدير");
        assert_eq!(shown("المدير"), "المدير مدير");
        assert_eq!(shown("وزير"), "وزير زير");
        assert_eq!(shown("واب"), "واب اب");
        // One letter is no word.
        assert_eq!(shown("وب"), "وب");
        assert_eq!(shown("الف"), "الف");
        assert_eq!(shown("بالمدير"), "بالمدير");
    }

    #[test]
    fn a_cut_leaves_the_letters_that_are_asked_for() {
        assert_eq!(without_conjunction("فقال", 3), Some("قال"));
        assert_eq!(without_conjunction("فقال", 4), None);
        assert_eq!(without_conjunction("قال", 0), None);
        assert_eq!(without_conjunction("و", 0), Some(""));
        assert_eq!(without_preposition("بقول", &PREPOSITIONS, 3), Some("قول"));
        assert_eq!(without_preposition("لقول", &['ب'], 3), None);
        assert_eq!(without_article("الت", 2), None);
        assert_eq!(without_joined_article("للبيان", 2), Some("بيان"));
    }

    #[test]
    fn the_article_goes_with_its_preposition() {
        assert_eq!(behind_preposition("بالدوله", &PREPOSITIONS), Some("دوله"));
        assert_eq!(behind_preposition("للدوله", &PREPOSITIONS), Some("دوله"));
        assert_eq!(behind_preposition("بدوله", &PREPOSITIONS), Some("دوله"));
        // Behind ب a ل is the word's own.
        assert_eq!(behind_preposition("بلديه", &PREPOSITIONS), Some("لديه"));
        assert_eq!(behind_preposition("دوله", &PREPOSITIONS), None);
    }

    #[test]
    fn nouns_lose_what_stands_before_their_article() {
        for (word, stem) in [
            ("والوزير", "وزير"),
            ("وللوزير", "وزير"),
            ("بالوزير", "وزير"),
            ("وبالوزير", "وبالوزير"),
            ("وزير", "وزير"),
            ("بيان", "بيان"),
            ("ال", "ال"),
        ] {
            assert_eq!(noun_stem(word), stem, "{word}");
        }
    }

    #[test]
    fn rows_of_letters_are_cut_in_the_order_of_proclitics() {
        let shown = |word: &str| {
            let letters: Vec<char> = word.chars().collect();
            cuts(&letters)
                .map(|cut| stem_letters(&letters, cut).into_iter().collect())
                .collect::<Vec<String>>()
        };
        assert_eq!(shown("فسيكتب"), ["سيكتب", "يكتب"]);
        assert_eq!(shown("وللمصنع"), ["للمصنع", "المصنع"]);
        assert_eq!(shown("للمصنع"), ["المصنع"]);
        assert_eq!(shown("لله"), ["له"]);
        assert!(shown("بو").is_empty() && shown("مصر").is_empty());
    }
}
