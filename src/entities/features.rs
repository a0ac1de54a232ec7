//! A sentence of atoms → the features of each token, as 64-bit numbers.
//!
//! A feature is "this template says that of this token"; the model has learned
//! what it is worth for each label. Templates that look at one word alone, at
//! whatever distance, stand in [`of_word`], so that their sum can be kept for a
//! word that comes again; those of several words stand in [`of_place`].
//!
//! | templates | function | about |
//! |---|---|---|
//! | 1–4 | [`of_word`] | the word, its stem, its proclitics, its shape |
//! | 5–7, 9, 10 | [`of_word`] | clusters from coarse to fine, lists, how many people bear it |
//! | 11–13 | `of_kinds` | how often news has it in a name of each kind |
//! | 14–18 | `of_letters` | first and last letters, nisba, length, rows of letters |
//! | 20–24 | `of_pairs` | two stems side by side or around the token |
//! | 25–38 | `of_pairs` | the same with clusters, and three in a row |
//! | 40 | [`of_place`] | the line |
//! | 41–45 | `of_quotation` | the quotation around the token |
//! | 46–50 | `of_head` | the head word before it |
//! | 51–54 | [`EVERY_STEP`], [`of_step`] | the step from the label before |
//! | 55–57 | `of_phrase` | a known phrase |
//! | 66–70 | [`article`](super::article) | the rest of the article, in the second pass |
//!
//! A template's number is part of every feature that the model has weights for: none may be
//! moved or given a second meaning without training anew.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places are cut to their greatest value before the cast; a distance of -3 or more becomes 0 or more"
)]

mod group;

use super::atoms::{Atom, Shape};
use super::hash::mix;
use super::lists::{LISTS, List};
use super::phrases::{Phrase, Phrases};
use crate::text::morphology::inflection::ends_as_nisba;
pub(crate) use group::Group;

/// Takes features as they are made.
pub(crate) trait Sink {
    /// One more feature of the token at hand.
    fn push(&mut self, group: Group, feature: u64);
}

impl<F: FnMut(Group, u64)> Sink for F {
    #[inline]
    fn push(&mut self, group: Group, feature: u64) {
        self(group, feature);
    }
}

/// Words before and after a token that its features look at, on each side.
pub(crate) const REACH: isize = 2;

/// Stands for what lies beyond a sentence's ends.
const BEYOND: u64 = 0xB0DE;

/// One number for a template at a distance, which lies from -3 to 4.
pub(crate) const fn template(number: u64, distance: isize) -> u64 {
    number * 8 + (distance + 3) as u64
}

/// Features of a token that `atom`, `distance` words after it, gives alone.
///
/// `distance` is negative for a word before the token. A word without proclitics is its own stem,
/// so that بيروت and وبيروت share template 2 and tell of each other.
pub(crate) fn of_word(atom: &Atom, distance: isize, sink: &mut impl Sink) {
    let t = |number: u64| template(number, distance);
    sink.push(Group::Words, mix(t(1), atom.whole));
    if atom.cut > 0 {
        sink.push(Group::Words, mix(t(2), atom.stem));
        sink.push(Group::Shape, mix(t(3), u64::from(atom.clitic)));
    } else {
        sink.push(Group::Words, mix(t(2), atom.whole));
    }
    sink.push(Group::Shape, mix(t(4), atom.shape as u64));
    let word = &atom.word;
    for (level, &cluster) in word.clusters.iter().enumerate() {
        if cluster > 0 {
            sink.push(
                Group::Clusters,
                mix(t(5 + level as u64), u64::from(cluster)),
            );
        }
    }
    for bit in 0..LISTS {
        if word.lists & (1 << bit) != 0 {
            sink.push(Group::Lists, mix(t(9), u64::from(bit)));
        }
    }
    if word.name_count > 0 {
        sink.push(Group::Lists, mix(t(10), u64::from(word.name_count)));
    }
    of_kinds(atom, distance, sink);
    of_letters(atom, distance, sink);
}

/// Features of how often a word is a name in news.
///
/// The token's own also together with its frequency: a share of a rare word is a guess.
fn of_kinds(atom: &Atom, distance: isize, sink: &mut impl Sink) {
    let t = |number: u64| template(number, distance);
    let known = u64::from(atom.word.frequency.min(9));
    for (kind, &share) in atom.word.kinds.iter().enumerate() {
        if share > 0 {
            let bucket = share_bucket(share);
            sink.push(Group::Silver, mix(t(11), (kind as u64) << 16 | bucket));
            if distance == 0 {
                sink.push(
                    Group::Silver,
                    mix(t(12), (kind as u64) << 16 | bucket << 8 | known),
                );
            }
        }
    }
    if atom.is_word() && distance.abs() <= 1 {
        sink.push(Group::Silver, mix(t(13), known));
    }
}

/// A share of 255 in eight steps, finer at both ends.
const fn share_bucket(share: u8) -> u64 {
    match share {
        0..=5 => 1,
        6..=25 => 2,
        26..=76 => 3,
        77..=127 => 4,
        128..=178 => 5,
        179..=229 => 6,
        230..=249 => 7,
        250..=255 => 8,
    }
}

/// Features of a word's letters.
///
/// They tell of words that nothing else knows: ـوف and ـسكي end surnames, ـستان lands. Of the
/// token and its neighbours alone; rows from the middle of a word (templates 18) of the token
/// alone, as they are many.
fn of_letters(atom: &Atom, distance: isize, sink: &mut impl Sink) {
    let letters = atom.letters.as_slice();
    if letters.len() < 2 || distance.abs() > 1 {
        return;
    }
    let t = |number: u64| template(number, distance);
    let longest = if distance == 0 { 4 } else { 3 };
    let mut front = 1;
    let mut back = 1;
    for n in 1..=longest.min(letters.len()) {
        front = mix(front, u64::from(u32::from(letters[n - 1])));
        back = mix(back, u64::from(u32::from(letters[letters.len() - n])));
        if n >= 2 || distance == 0 {
            sink.push(Group::Affixes, mix(t(14), front));
            sink.push(Group::Affixes, mix(t(15), back));
        }
    }
    if atom.shape == Shape::Definite && is_definite_nisba(letters) {
        sink.push(
            Group::Shape,
            mix(t(16), u64::from(letters[letters.len() - 1] as u32)),
        );
    }
    if distance == 0 {
        sink.push(Group::Shape, mix(t(17), letters.len().min(10) as u64));
        for n in 3..=4 {
            for row in letters.windows(n) {
                let gram = row
                    .iter()
                    .fold(n as u64, |h, &c| mix(h, u64::from(u32::from(c))));
                sink.push(Group::Ngrams, mix(t(18), gram));
            }
        }
    }
}

/// Whether a definite word ends as adjectives of origin do: ي ية يون يين يات.
///
/// الوزير الزرقاني, الشركات الزرقانية: such a word is more often an adjective than a name. By
/// letters alone; five at least, the article with them.
fn is_definite_nisba(letters: &[char]) -> bool {
    letters.len() >= 5 && ends_as_nisba(letters)
}

/// A sentence as features see it. Both rows are of one length; for [`of_step`] `places` may be
/// empty.
pub(crate) struct Sentence<'s> {
    /// Its tokens' atoms.
    pub(crate) atoms: &'s [&'s Atom],
    /// Where each token stands.
    pub(crate) places: &'s [Place],
}

/// Where a token stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// Tokens since the mark that opened the quotation around it, plus one; 0 outside.
    pub(crate) since_open: u8,
    /// Tokens to the mark that closes it, plus one; 0 outside.
    pub(crate) to_close: u8,
    /// Index in the sentence of the word before that quotation, plus one; 0 for none.
    pub(crate) before_quote: u16,
    /// Index in the sentence of the head word of an organization that it may belong to, plus one.
    pub(crate) head: u16,
    /// What a known phrase makes of it: kind, place in the phrase and share; 0 outside of any.
    pub(crate) phrase: u16,
    /// Line of the article: 0 the first, 1 a short line without a stop, 2 any other.
    pub(crate) line: u8,
}

impl<'s> Sentence<'s> {
    /// The word that far from a token, if the sentence reaches so far.
    fn at(&self, index: usize, distance: isize) -> Option<&'s Atom> {
        let at = index.checked_add_signed(distance)?;
        self.atoms.get(at).copied()
    }

    /// Its stem's hash, or [`BEYOND`].
    fn stem(&self, index: usize, distance: isize) -> u64 {
        self.at(index, distance).map_or(BEYOND, |atom| atom.stem)
    }

    /// Its cluster; for a word without one its shape, in numbers that no cluster has.
    fn cluster(&self, index: usize, distance: isize, level: usize) -> u64 {
        self.at(index, distance)
            .map_or(BEYOND, |atom| match atom.word.clusters[level] {
                0 => 0xF000 + atom.shape as u64,
                cluster => u64::from(cluster),
            })
    }
}

/// Features of a token that more than one word gives.
///
/// It also says which sides the sentence ends on: that needs no word, but the place.
pub(crate) fn of_place(sentence: &Sentence<'_>, index: usize, sink: &mut impl Sink) {
    for distance in -REACH..=REACH {
        if sentence.at(index, distance).is_none() {
            sink.push(Group::Words, mix(template(1, distance), BEYOND));
        }
    }
    of_pairs(sentence, index, sink);
    of_quotation(sentence, index, sink);
    of_phrase(sentence, index, sink);
    of_head(sentence, index, sink);
    let place = &sentence.places[index];
    sink.push(Group::Position, mix(template(40, 0), u64::from(place.line)));
}

/// Words together: stems are exact and rare, clusters coarse and frequent, so both are told.
fn of_pairs(sentence: &Sentence<'_>, index: usize, sink: &mut impl Sink) {
    let stem = |distance| sentence.stem(index, distance);
    let mut pair = |number: u64, a: u64, b: u64| {
        sink.push(Group::Pairs, mix(mix(template(number, 0), a), b));
    };
    pair(20, stem(-1), stem(0));
    pair(21, stem(0), stem(1));
    pair(22, stem(-1), stem(1));
    pair(23, stem(-2), stem(-1));
    pair(24, stem(1), stem(2));
    for level in 0..3 {
        let cluster = |distance| sentence.cluster(index, distance, level);
        let number = 25 + level as u64;
        pair(number, cluster(-1), cluster(0));
        pair(number + 4, cluster(0), cluster(1));
        if level < 2 {
            pair(33 + level as u64, cluster(-1), cluster(1));
            pair(35 + level as u64, cluster(-2), cluster(-1));
            pair(37 + level as u64, mix(cluster(-1), cluster(0)), cluster(1));
        }
    }
}

/// صحيفة «المرفأ» is a name by the word before and by being short; in قال: «وصلنا إلى هناك قبل
/// ساعة» the marks are around speech. Nothing is told of tokens outside of marks.
fn of_quotation(sentence: &Sentence<'_>, index: usize, sink: &mut impl Sink) {
    let place = &sentence.places[index];
    if place.since_open == 0 {
        return;
    }
    let length = u64::from(place.since_open) + u64::from(place.to_close) - 1;
    let since = u64::from(place.since_open);
    sink.push(Group::Quotation, mix(template(41, 0), length.min(6)));
    sink.push(
        Group::Quotation,
        mix(template(42, 0), length.min(6) << 8 | since.min(3)),
    );
    if let Some(before) = usize::from(place.before_quote).checked_sub(1) {
        let before = sentence.atoms[before];
        let short = u64::from(length <= 4);
        sink.push(
            Group::Quotation,
            mix(mix(template(43, 0), before.stem), short),
        );
        sink.push(
            Group::Quotation,
            mix(
                mix(template(44, 0), u64::from(before.word.clusters[1])),
                length.min(6),
            ),
        );
        sink.push(
            Group::Quotation,
            mix(
                mix(template(45, 0), u64::from(before.word.lists)),
                length.min(6),
            ),
        );
    }
}

/// A phrase that news uses as a name: exactly with place and share (55), by kind and place alone
/// (56), and whether a neighbour is in one too, so that its ends can be told (57).
fn of_phrase(sentence: &Sentence<'_>, index: usize, sink: &mut impl Sink) {
    let phrase = |distance: isize| {
        let at = index.checked_add_signed(distance);
        at.and_then(|at| sentence.places.get(at))
            .map_or(0, |place| place.phrase)
    };
    let here = phrase(0);
    if here > 0 {
        sink.push(Group::Phrases, mix(template(55, 0), u64::from(here)));
        sink.push(
            Group::Phrases,
            mix(template(56, 0), u64::from((here - 1) / 8)),
        );
    }
    for distance in [-1, 1] {
        let near = phrase(distance);
        if near > 0 {
            let joined = u64::from((near - 1) / 8) << 16 | u64::from(here.saturating_sub(1) / 8);
            sink.push(Group::Phrases, mix(template(57, distance), joined));
        }
    }
}

/// In وزارة شؤون الموانئ every word is told how far behind وزارة it stands, and with which
/// shape and cluster, to tell where the name ends.
fn of_head(sentence: &Sentence<'_>, index: usize, sink: &mut impl Sink) {
    let Some(head) = usize::from(sentence.places[index].head).checked_sub(1) else {
        return;
    };
    let distance = (index - head) as u64;
    let atom = sentence.atoms[index];
    let head = sentence.atoms[head];
    sink.push(Group::Heads, mix(template(46, 0), distance));
    sink.push(
        Group::Heads,
        mix(mix(template(47, 0), head.stem), distance.min(3)),
    );
    sink.push(
        Group::Heads,
        mix(mix(template(48, 0), distance), atom.shape as u64),
    );
    sink.push(
        Group::Heads,
        mix(
            mix(template(49, 0), distance),
            u64::from(atom.word.clusters[0]),
        ),
    );
    sink.push(
        Group::Heads,
        mix(
            mix(template(50, 0), u64::from(head.word.clusters[1])),
            u64::from(atom.word.clusters[0]),
        ),
    );
}

/// The feature of every step whatever: what the pairs of labels are worth by themselves.
pub(crate) const EVERY_STEP: u64 = mix(template(51, 0), 0);

/// Features of the step from the token before to this one, besides [`EVERY_STEP`]; each counts for pairs of labels.
///
/// Few and coarse, since each has 49 weights. The word and its shape decide whether a name goes on.
pub(crate) fn of_step(sentence: &Sentence<'_>, index: usize, sink: &mut impl FnMut(u64)) {
    let atom = sentence.atoms[index];
    let before = sentence.at(index, -1);
    sink(mix(template(52, 0), sentence.cluster(index, 0, 0)));
    sink(mix(template(53, 0), sentence.cluster(index, -1, 0)));
    let shapes = before.map_or(0xFF, |before| before.shape as u64) << 8 | atom.shape as u64;
    sink(mix(mix(template(54, 0), shapes), u64::from(atom.clitic)));
}

/// Where each token of a sentence stands; `line` as in [`Place::line`].
///
/// One walk. Quotations do not nest (of «… «…» …» the inner is told), and one that goes on in the
/// next sentence is not seen. A head word reaches seven words, to a stop, comma or colon, or to
/// the next head word.
pub(crate) fn places(atoms: &[&Atom], line: u8, phrases: Phrases<'_>) -> Vec<Place> {
    let mut places = vec![
        Place {
            line,
            ..Place::default()
        };
        atoms.len()
    ];
    for found in phrases.find(atoms) {
        let Phrase { kind, share } = found.phrase;
        let last = found.end - found.start - 1;
        for (at, place) in places[found.start..found.end].iter_mut().enumerate() {
            let position = match at {
                0 => 0,
                _ if at == last => 2,
                _ => 1,
            };
            place.phrase = 1 + (position * 3 + kind as u16) * 8 + u16::from(share);
        }
    }
    let mut open: Option<usize> = None;
    let mut head: Option<usize> = None;
    for (at, atom) in atoms.iter().enumerate() {
        match atom.shape {
            Shape::Straight if open.is_some() => close(&mut places, &mut open, at),
            Shape::Close => close(&mut places, &mut open, at),
            Shape::Open | Shape::Straight => open = Some(at),
            _ => {}
        }
        if let Some(found) = head {
            if at - found > 7 || matches!(atom.shape, Shape::Stop | Shape::Comma | Shape::Colon) {
                head = None;
            } else {
                places[at].head = found as u16 + 1;
            }
        }
        if atom.word.lists & List::Head as u16 != 0 && at < usize::from(u16::MAX) {
            head = Some(at);
        }
    }
    places
}

/// Ends the open quotation at token `at` and tells the tokens in it.
///
/// A mark that closes nothing does nothing.
fn close(places: &mut [Place], open: &mut Option<usize>, at: usize) {
    let Some(start) = open.take() else { return };
    // A sentence of more words than that is no sentence; its late quotations have no word before them.
    // The mark's own index is that of the word before it, plus one.
    let before = u16::try_from(start).unwrap_or(0);
    for (since, place) in places[start + 1..at].iter_mut().enumerate() {
        place.since_open = (since + 1).min(200) as u8;
        place.to_close = (at - start - 1 - since).min(200) as u8;
        place.before_quote = before;
    }
}

/// Which kind of line token `index` stands in; see [`Place::line`].
///
/// The first paragraph is the headline where a page has one; a short line without a full stop
/// (14 tokens at most) is mostly a heading, a byline or a caption.
pub(crate) fn line(document: &crate::text::Document<'_>, index: usize) -> u8 {
    let at = document
        .paragraphs
        .partition_point(|(range, _)| range.end <= index);
    match document.paragraphs.get(at) {
        _ if at == 0 => 0,
        Some((range, _)) if range.len() <= 14 && document.word(range.end - 1) != "." => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests;
