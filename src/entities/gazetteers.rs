//! The lists whose membership the lexicon keeps, one bit each.
//!
//! The lists themselves lie in `data/` (given names in the data of [`text`](crate::text)). The trainer
//! reads them and writes the bits into the model, so nothing is parsed when the program starts, and
//! looking a word up costs nothing beyond its lexicon entry (so neither `phf` nor `fst` is needed).

/// A list of words or names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub(crate) enum GazetteerList {
    /// Countries and territories.
    Country = 1,
    /// Cities.
    City = 1 << 1,
    /// Given names of Arabs.
    Given = 1 << 2,
    /// Ranks, offices and honorifics that stand before a person's name.
    Title = 1 << 3,
    /// Head words of organizations (وزارة، حزب، شركة …).
    Head = 1 << 4,
    /// Verbs of saying and doing whose subject is a person or a body.
    Verb = 1 << 5,
    /// Common nouns before a place's name (مدينة، محافظة، مطار …).
    Site = 1 << 6,
    /// Months, days and feasts.
    #[cfg_attr(
        not(feature = "train"),
        expect(
            dead_code,
            reason = "its bit is a feature of the model; no rule asks for it"
        )
    )]
    Time = 1 << 7,
    /// Newspapers, channels and agencies.
    Media = 1 << 8,
    /// Words inside personal names (بن، آل، أبو، عبد …).
    Chain = 1 << 9,
    /// Sports clubs.
    Club = 1 << 10,
    /// Parties, armed groups, international bodies and companies with a name of their own.
    Body = 1 << 11,
}

/// Number of lists.
pub(crate) const GAZETTEER_LISTS: u16 = 12;
