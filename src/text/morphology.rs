//! What the letters of one Arabic word show: proclitics, the article, pronoun suffixes, gender and
//! number, and the gender of given names.
//!
//! All functions take *folded* letters ([`fold`](super::orthography::fold)), where أ إ آ are ا, ة
//! is ه and ى is ي. They judge by letters alone and know no words: وليد begins with a possible و,
//! باريس with a possible ب. The caller, who knows words, decides whether a cut is right. It asks
//! its word lists for the whole word first, then for what is left.
//!
//! | question | function |
//! |---|---|
//! | the word, then without و or ف, without ال, without both | [`readings`](proclitics::readings) |
//! | without a conjunction, a preposition, the article | [`without_conjunction`](proclitics::without_conjunction), [`without_preposition`](proclitics::without_preposition), [`without_article`](proclitics::without_article) |
//! | what stands behind a preposition, with the article or not | [`behind_preposition`](proclitics::behind_preposition) |
//! | the head of a noun phrase without all of them | [`noun_stem`](proclitics::noun_stem) |
//! | possible cuts of a row of letters, and what is left | [`cuts`](proclitics::cuts), [`stem_letters`](proclitics::stem_letters) |
//! | a pronoun at the end | [`without_pronoun`](inflection::without_pronoun), [`pronoun_behind`](inflection::pronoun_behind) |
//! | gender and number by the ending | [`noun_gender`](inflection::noun_gender), [`Ending`](inflection::Ending) |
//! | gender of a given name | [`given_names::gender`] |
//!
//! Functions that cut take the fewest letters that must be left. The callers differ in it on
//! purpose: a list of known words can afford to try short rests, a guess cannot.

pub(crate) mod given_names;
pub(crate) mod inflection;
pub(crate) mod proclitics;

/// Grammatical gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Gender {
    Masculine,
    Feminine,
}

/// Grammatical number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Number {
    Singular,
    Dual,
    Plural,
}
