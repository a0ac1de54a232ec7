//! A folded word's last letters → pronoun, gender, number.
//!
//! By letters alone: ان ends duals and many other words (سكان, اعلان), ه is ta marbuta, a pronoun or
//! the root's own. What an ending means for a word is for the caller's word lists to say.

use super::Gender;

/// Pronouns of the third person as they are written onto a word. [`without_pronoun`] tries the
/// longest first.
pub(crate) const PRONOUNS: [&str; 4] = ["ه", "ها", "هم", "هما"];

/// Ta marbuta before a pronoun is written ت: زميلة gives زميلته.
pub(crate) const FEMININE_POSSESSED: [&str; 3] = ["ته", "تها", "تهم"];

/// A word without the pronoun at its end, and the pronoun.
///
/// By letters, so مياه is taken for ميا and ه; ask a list about what is left.
pub(crate) fn without_pronoun(word: &str) -> Option<(&str, &'static str)> {
    let longest_first = [PRONOUNS[3], PRONOUNS[2], PRONOUNS[1], PRONOUNS[0]];
    longest_first
        .into_iter()
        .find_map(|pronoun| Some((word.strip_suffix(pronoun)?, pronoun)))
        .filter(|(rest, _)| !rest.is_empty())
}

/// The pronoun behind `stem` in `word`: `Some("")` where the word is the stem alone, `None` where it
/// is neither.
pub(crate) fn pronoun_behind<'w>(word: &'w str, stem: &str) -> Option<&'w str> {
    word.strip_prefix(stem)
        .filter(|rest| rest.is_empty() || PRONOUNS.contains(rest))
}

/// What the last letters of a noun may be.
///
/// The first that fits, in the order of the variants; the plural of a nisba counts as sound plural.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// ون or ين: the sound masculine plural, or (ين) the dual.
    SoundPlural,
    /// ان: the dual in the nominative.
    Dual,
    /// ات: the sound feminine plural.
    FemininePlural,
    /// ه: ta marbuta, or a pronoun.
    TaMarbuta,
    /// None of these.
    Other,
}

impl Ending {
    /// The ending of a word.
    pub(crate) fn of(word: &str) -> Self {
        if word.ends_with("ون") || word.ends_with("ين") {
            Self::SoundPlural
        } else if word.ends_with("ان") {
            Self::Dual
        } else if word.ends_with("ات") {
            Self::FemininePlural
        } else if word.ends_with('ه') {
            Self::TaMarbuta
        } else {
            Self::Other
        }
    }
}

/// Feminine nouns whose ending does not show it: mother, sister, daughter, one, other.
const FEMININE: [&str; 6] = ["ام", "اخت", "بنت", "احدي", "اخري", "احداهن"];

/// The gender of a noun by its ending, or as one of the few nouns that are feminine without one.
///
/// `stem` is the noun without proclitics and article ([`noun_stem`](super::proclitics::noun_stem)).
/// A plural in ات counts as feminine. Collectives (كتائب, شؤون) show nothing; they need a list.
pub(crate) fn noun_gender(stem: &str) -> Gender {
    let by_ending = matches!(Ending::of(stem), Ending::TaMarbuta | Ending::FemininePlural);
    if by_ending || FEMININE.contains(&stem) {
        Gender::Feminine
    } else {
        Gender::Masculine
    }
}

/// A dual in the construct (وزيري, وزيرا) without its ending; four letters at least are left.
///
/// By letters alone: محامي loses its own ي too, so what is left must be asked of a list.
pub(crate) fn dual_stem(word: &str) -> Option<&str> {
    word.strip_suffix(['ي', 'ا'])
        .filter(|stem| stem.chars().nth(3).is_some())
}

/// Endings of adjectives of origin: ي, its feminine and its plurals.
pub(crate) const NISBA: [&str; 5] = ["ي", "يه", "يون", "يين", "يات"];

/// Whether a word of at least four letters has the ending of an adjective of origin in the singular.
///
/// By the ending alone, so ثاني and وطني pass too.
pub(crate) fn is_nisba(word: &str) -> bool {
    word.chars().nth(3).is_some() && NISBA[..2].iter().any(|ending| word.ends_with(ending))
}

/// Whether a row of letters ends as an adjective of origin in any gender and number.
pub(crate) fn ends_as_nisba(letters: &[char]) -> bool {
    NISBA.iter().any(|ending| {
        let mut own = letters.iter().rev();
        ending.chars().rev().all(|c| own.next() == Some(&c))
    })
}

/// A sound masculine plural in the case of ين: الحوثيون gives الحوثيين. `None` for a word that does
/// not end in ون behind at least three letters.
pub(crate) fn oblique_plural(word: &str) -> Option<String> {
    word.strip_suffix("ون")
        .filter(|rest| rest.chars().nth(2).is_some())
        .map(|rest| format!("{rest}ين"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pronouns_come_off_the_end() {
        assert_eq!(without_pronoun("قولهما"), Some(("قول", "هما")));
        assert_eq!(without_pronoun("قولها"), Some(("قول", "ها")));
        assert_eq!(without_pronoun("قول"), None);
        assert_eq!(without_pronoun("هم"), None);
        assert_eq!(pronoun_behind("قوله", "قول"), Some("ه"));
        assert_eq!(pronoun_behind("قول", "قول"), Some(""));
        assert_eq!(pronoun_behind("قولنا", "قول"), None);
    }

    #[test]
    fn endings_show_gender_and_number() {
        assert_eq!(Ending::of("مهندسون"), Ending::SoundPlural);
        assert_eq!(Ending::of("وزيران"), Ending::Dual);
        assert_eq!(Ending::of("وزيرات"), Ending::FemininePlural);
        assert_eq!(Ending::of("وزيره"), Ending::TaMarbuta);
        assert_eq!(Ending::of("وزير"), Ending::Other);
        assert_eq!(noun_gender("وزيره"), Gender::Feminine);
        assert_eq!(noun_gender("اخت"), Gender::Feminine);
        assert_eq!(noun_gender("وزير"), Gender::Masculine);
    }

    #[test]
    fn short_words_lose_no_ending() {
        assert_eq!(dual_stem("وزيري"), Some("وزير"));
        assert_eq!(dual_stem("علي"), None);
        assert!(is_nisba("مصري") && is_nisba("مصريه") && !is_nisba("علي") && !is_nisba("مصر"));
        assert_eq!(oblique_plural("حوثيون").as_deref(), Some("حوثيين"));
        assert_eq!(oblique_plural("نون"), None);
    }

    #[test]
    fn every_form_of_a_nisba_is_known() {
        for word in ["مصري", "مصريه", "مصريون", "مصريين", "مصريات"] {
            let letters: Vec<char> = word.chars().collect();
            assert!(ends_as_nisba(&letters), "{word}");
            assert!(!ends_as_nisba(&letters[..3]), "{word}");
        }
    }
}
