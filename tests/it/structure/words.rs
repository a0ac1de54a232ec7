//! Words of a text and of the names in it.

/// The words of `text` in lower case: `RowOrder` and `row_order` are `row` and `order`.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut was_lower = false;
    for c in text.chars() {
        let begins = c.is_uppercase() && was_lower;
        if (begins || !c.is_alphabetic()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphabetic() {
            word.extend(c.to_lowercase());
        }
        was_lower = c.is_lowercase();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Whether `word` is `known` or its plural.
pub(crate) fn is_form(word: &str, known: &str) -> bool {
    let rest = word.strip_prefix(known);
    rest.is_some_and(|rest| ["", "s", "es"].contains(&rest))
}

#[test]
fn words_of_names_and_sentences() {
    assert_eq!(
        words("RowOrder::row_order"),
        ["row", "order", "row", "order"]
    );
    assert_eq!(words("No UTF8; a \u{634}."), ["no", "utf", "a", "\u{634}"]);
    assert!(is_form("wishes", "wish") && is_form("twin", "twin"));
    assert!(!is_form("housing", "house") && !is_form("indoor", "door"));
}
