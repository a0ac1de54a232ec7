//! Counts of words in news → which proclitics each word has, and the news as rows of stems and proclitics.
//!
//! A word is cut if the rest is so much more frequent than the word that the letters before it must be a clitic. For و
//! and ف a smaller ratio is sufficient than for ب, ل and ك.
//!
//! An example: if مدينة occurs twelve times in the news and بمدينة once, the ب is cut off; بحار, as frequent as حار, is
//! not cut. Only counts decide: the same word is cut in the same way in every sentence.

use std::collections::HashMap;

use super::news::News;
use crate::hash::hash_letters;
use crate::text::morphology::proclitics::{begins_with_article, cuts, stem_letters};

/// Stems of news with their counts, and the news in them.
///
/// A proclitic is a stem of its own, written with a plus sign after it (`و+`), which no word contains.
#[derive(Default)]
pub(crate) struct Stems {
    /// The stems; proclitics included.
    pub(crate) words: Vec<String>,
    /// How often each occurs as a word of its own.
    pub(crate) counts: Vec<u32>,
    /// News as stems and proclitics.
    pub(crate) tokens: Vec<u32>,
    /// Where each sentence ends in `tokens`.
    pub(crate) ends: Vec<u32>,
    /// Letters cut off each word of the news.
    pub(crate) cut: Vec<u8>,
}

/// Cuts all words of `news`.
pub(crate) fn stems(news: &News) -> Stems {
    let mut stems = Stems::default();
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut number = |word: String, stems: &mut Stems| {
        *numbers.entry(word).or_insert_with_key(|word| {
            stems.words.push(word.clone());
            stems.counts.push(0);
            stems.words.len() as u32 - 1
        })
    };
    let mut rows: Vec<Vec<u32>> = Vec::with_capacity(news.words.len());
    for word in &news.words {
        let folded: Vec<char> = word.chars().collect();
        let cut = cut_of(&folded, news);
        let mut row = Vec::new();
        for c in &folded[..cut] {
            row.push(number(format!("{c}+"), &mut stems));
        }
        row.push(number(
            stem_letters(&folded, cut).into_iter().collect(),
            &mut stems,
        ));
        stems.cut.push(cut as u8);
        rows.push(row);
    }
    let mut start = 0;
    for &end in &news.ends {
        for &word in &news.tokens[start..end as usize] {
            for &stem in &rows[word as usize] {
                stems.counts[stem as usize] += 1;
                stems.tokens.push(stem);
            }
        }
        stems.ends.push(stems.tokens.len() as u32);
        start = end as usize;
    }
    stems
}

/// Letters that are proclitics at the start of a folded word.
///
/// Of the possible cuts, the one whose rest is most frequent relative to the required ratio. The ratios of two letters
/// are multiplied. Before the article they are small, since ال rarely follows a letter of the word itself. The س of
/// the future is never cut, since it occurs before verbs.
fn cut_of(folded: &[char], news: &News) -> usize {
    if !folded
        .first()
        .is_some_and(|c| matches!(c, 'و' | 'ف' | 'ب' | 'ل' | 'ك'))
    {
        return 0;
    }
    let whole = f64::from(news.count(&folded.iter().collect::<String>()));
    let mut best = (0, 0.0);
    for cut in cuts(folded) {
        if folded[..cut].contains(&'س') {
            continue;
        }
        let stem = stem_letters(folded, cut);
        let least = if folded[..cut] == ['و'] { 2 } else { 3 };
        if stem.len() < least {
            continue;
        }
        let count = f64::from(news.count(&stem.iter().collect::<String>()));
        let article = begins_with_article(&stem) && stem.len() > 3;
        let need: f64 = folded[..cut]
            .iter()
            .map(|c| match c {
                _ if article => 0.3,
                'و' => 1.5,
                'ل' => 3.0,
                'ب' | 'ف' => 4.0,
                _ => 8.0,
            })
            .product();
        if count >= need * whole && count >= 2.0 && count / need > best.1 {
            best = (cut, count / need);
        }
    }
    best.0
}

/// The hash of a folded word.
pub(crate) fn hash(word: &str) -> u64 {
    hash_letters(word.chars())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::corpus;

    #[test]
    fn a_proclitic_comes_off_a_frequent_word() {
        let text = format!("{}بمدينه ومدينه", "مدينه ".repeat(12));
        let mut news = News::default();
        news.add(&corpus::article("a", text));
        let stems = stems(&news);
        let cut = |word: &str| stems.cut[news.words.iter().position(|w| w == word).unwrap()];
        assert_eq!([cut("مدينه"), cut("بمدينه"), cut("ومدينه")], [0, 1, 1]);
        let at = stems.words.iter().position(|w| w == "مدينه").unwrap();
        assert_eq!(stems.counts[at], 14);
    }
}
