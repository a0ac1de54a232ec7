//! Names and paths inside the interface's own sentences, so that neither reorders the other.
//!
//! UAX #9's isolates keep an inserted name in one piece and its direction from
//! spreading; a mark at the front gives the sentence the interface's direction
//! although it may begin with a name. Layout drops both kinds of control after
//! they have taken effect.

use super::lang::Lang;

/// `text` as a unit of its own direction inside a sentence (U+2068 … U+2069).
///
/// FSI and PDI (UAX #9, section 2.4): the first strong character of `text` gives its direction.
pub(crate) fn isolate(text: &str) -> String {
    format!("\u{2068}{text}\u{2069}")
}

/// A sentence of the interface, in its direction whatever it begins with.
pub(crate) fn sentence(lang: Lang, text: &str) -> String {
    let mark = match lang {
        Lang::Arabic => '\u{200F}',
        Lang::English => '\u{200E}',
    };
    format!("{mark}{text}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Direction, LayoutTarget, label};

    fn shown(text: &str) -> String {
        label(text, Direction::LeftToRight, LayoutTarget::default()).text()
    }

    #[test]
    fn an_english_sentence_that_begins_with_an_arabic_name_stays_english() {
        let text = sentence(Lang::English, &format!("{} · person", isolate("ب د")));
        assert_eq!(shown(&text), "\u{FEA9} \u{FE8F} · person");
    }

    #[test]
    fn an_arabic_sentence_that_begins_with_a_path_stays_arabic() {
        let text = sentence(Lang::Arabic, &format!("{} · د", isolate("a/b.txt")));
        assert_eq!(shown(&text), "\u{FEA9} · a/b.txt");
    }

    #[test]
    fn a_sentence_starts_in_its_own_direction() {
        use crate::layout::{Direction, first_strong};
        use crate::ui::Lang;
        use crate::ui::isolate::{isolate, sentence};

        let said = sentence(Lang::Arabic, &format!("{}: 3", isolate("news.txt")));
        assert!(said.starts_with('\u{200F}'));
        assert_eq!(first_strong(&said), Some(Direction::RightToLeft));
    }
}
