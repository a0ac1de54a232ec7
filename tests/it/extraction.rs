//! Web pages → how much of their article is found, and how much else: precision, recall and F1, for qari and for
//! `dom_smoothie` alone in the same run.
//!
//! The measure is that of Scrapinghub's article extraction benchmark: overlapping runs of four words (shingles), counted with
//! repetitions, of what was found and of what is right; precision and recall are means over the pages. The pages are invented
//! on the structures of Arabic news sites (`tests/data/extraction`). `cargo test --test it extraction -- --nocapture` shows
//! every page.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use qari::article::{Article, LoadOptions, ParagraphRole};

/// Words of a shingle.
const SHINGLE: usize = 4;
/// Least F1 of qari.
const LEAST: f64 = 0.97;

/// A page and the text of its article.
struct GoldPage {
    name: String,
    html: String,
    text: String,
}

/// A file of `tests/data/extraction`.
fn data(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/extraction");
    fs::read_to_string(folder.join(name)).unwrap()
}

/// All pages, their placeholders filled in.
fn pages() -> Vec<GoldPage> {
    let texts = data("text.txt");
    let texts: HashMap<&str, &str> = texts
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .collect();
    let file = data("pages.html");
    let pages = file.split("\n=== ").skip(1);
    pages
        .map(|page| {
            let (name, template) = page.split_once('\n').unwrap();
            let mut html = String::new();
            let mut text = Vec::new();
            let mut rest = template;
            while let Some((before, after)) = rest.split_once('{') {
                html.push_str(before);
                let key = after.split('}').next().unwrap_or_default();
                if let Some(words) = texts.get(key) {
                    html.push_str(words);
                    if key != "t" {
                        text.push(*words);
                    }
                    rest = &after[key.len() + 1..];
                } else {
                    html.push('{');
                    rest = after;
                }
            }
            html.push_str(rest);
            GoldPage {
                name: name.to_owned(),
                html,
                text: text.join("\n"),
            }
        })
        .collect()
}

/// The shingles of a text with their counts. A shorter text is one shingle.
fn shingles(text: &str) -> HashMap<Vec<&str>, usize> {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let mut counts = HashMap::new();
    if words.is_empty() {
        return counts;
    }
    for shingle in words.windows(SHINGLE.min(words.len())) {
        *counts.entry(shingle.to_vec()).or_default() += 1;
    }
    counts
}

/// Precision and recall of `found`.
fn score(found: &str, right: &str) -> (f64, f64) {
    let (found, right) = (shingles(found), shingles(right));
    let common: usize = right
        .iter()
        .map(|(shingle, count)| found.get(shingle).copied().unwrap_or(0).min(*count))
        .sum();
    let share = |all: &HashMap<Vec<&str>, usize>| {
        let all: usize = all.values().sum();
        if all == 0 { 0.0 } else { ratio(common, all) }
    };
    (share(&found), share(&right))
}

fn ratio(part: usize, all: usize) -> f64 {
    f64::from(u32::try_from(part).unwrap()) / f64::from(u32::try_from(all).unwrap())
}

/// Precision, recall and F1 over all pages.
fn summary(scores: &[(f64, f64)]) -> (f64, f64, f64) {
    let count = ratio(scores.len(), 1);
    let precision = scores.iter().map(|score| score.0).sum::<f64>() / count;
    let recall = scores.iter().map(|score| score.1).sum::<f64>() / count;
    (
        precision,
        recall,
        2.0 * precision * recall / (precision + recall),
    )
}

/// The text of the article as qari shows it, without its title and what is dimmed.
fn by_qari(html: &str) -> String {
    let bytes = html.as_bytes().to_vec();
    let Ok(article) = Article::from_bytes(bytes, "page.html", &LoadOptions::default()) else {
        return String::new();
    };
    let paragraphs = article
        .paragraphs
        .iter()
        .filter(|paragraph| matches!(paragraph.role, ParagraphRole::Body | ParagraphRole::Heading));
    let texts: Vec<&str> = paragraphs
        .map(|paragraph| paragraph.span.of(&article.text))
        .collect();
    texts.join("\n")
}

/// The text that reader view finds in the page as it is.
fn by_reader_view(html: &str) -> String {
    let parsed = dom_smoothie::Readability::new(html, None, None)
        .and_then(|mut readability| readability.parse());
    parsed.map_or_else(
        |_| String::new(),
        |article| article.text_content.to_string(),
    )
}

#[test]
fn the_article_is_found_and_little_else() {
    let pages = pages();
    assert_eq!(pages.len(), 30);
    let (mut own, mut others) = (Vec::new(), Vec::new());
    for page in &pages {
        let (mine, theirs) = (by_qari(&page.html), by_reader_view(&page.html));
        let (mine, theirs) = (score(&mine, &page.text), score(&theirs, &page.text));
        println!(
            "{:40} qari {:.3} {:.3}   reader view {:.3} {:.3}",
            page.name, mine.0, mine.1, theirs.0, theirs.1
        );
        own.push(mine);
        others.push(theirs);
    }
    let (own, others) = (summary(&own), summary(&others));
    println!("qari: precision, recall, F1 {own:.3?}; reader view alone {others:.3?}");
    assert!(own.2 >= LEAST, "{own:.3?}");
    assert!(own.2 >= others.2, "{own:.3?} {others:.3?}");
}

#[test]
fn shingles_are_counted_with_repetitions() {
    assert_eq!(score("أ ب ج د ه", "أ ب ج د ه"), (1.0, 1.0));
    assert_eq!(score("أ ب ج د ه و", "أ ب ج د ه"), (2.0 / 3.0, 1.0));
    assert_eq!(score("أ ب ج د أ ب ج د", "أ ب ج د"), (0.2, 1.0));
    assert_eq!(score("", "أ"), (0.0, 0.0));
}
