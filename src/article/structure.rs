//! A draft → an [`Article`]: one clean text, its paragraphs and their roles.
//!
//! Each block is cleaned here and appended to the text; every non-empty line
//! is a paragraph. `structure/line.rs` and `structure/link.rs` classify a line by
//! itself; the rules here compare it with the lines around it. What the file states
//! (HTML headings, a JSON title) comes before any rule.
//!
//! The rules run in this order, and each sees the decisions of those before it:
//!
//! 1. title: the first line, or the second after a dateline;
//! 2. furniture: credits, dates, buttons and notices by their form, anywhere or above the first prose;
//! 3. headings: short lines between prose;
//! 4. link lists: short lines under a lone «اقرأ أيضا»;
//! 5. closing links: headlines after the last prose.
//!
//! Directions come last: what the file states, else the words of the article and of the paragraph.
//!
//! A rule only changes a line about which the file says nothing. Lines with «اقرأ أيضا»
//! are the exception: pages mark them as headings, and they are links.

mod furniture;
mod line;
mod link;

use std::borrow::Cow;

use super::clean;
use super::draft::ArticleDraft;
use super::provenance::Provenance;
use super::types::{Article, Paragraph, ParagraphRole, Warning};
use super::visual_order;
use crate::direction::{Direction, WordCount};
use crate::span::Span;
use furniture::FurnitureForm;
use line::LineKind;

/// The article that `draft` makes, in the order of its blocks, without a source.
///
/// The title is searched in the first lines if no block is marked as one.
pub(super) fn build(draft: ArticleDraft<'_>) -> Article {
    let Provenance {
        author,
        date,
        address,
    } = draft.provenance.cleaned();
    let mut article = Article {
        author,
        date,
        address,
        publisher: draft
            .publisher
            .map(|name| clean::line(&name).trim().to_owned())
            .filter(|name| !name.is_empty()),
        ..Article::default()
    };
    let mut removed = draft.controls_removed;
    let mut stated = Vec::new();
    let mut directions = Vec::new();
    for block in draft.blocks {
        let cleaned = clean::clean(&block.text);
        removed += cleaned.removed;
        let start = article.text.len();
        if start > 0 {
            article.text.push('\n');
            article.text.push_str(&cleaned.text);
        } else {
            article.text = match cleaned.text {
                Cow::Owned(text) => text,
                // The buffer of a clean block becomes the text: 100 MB are not copied.
                Cow::Borrowed(_) => block.text.into_owned(),
            };
        }
        for span in paragraphs(&article.text, start) {
            article
                .paragraphs
                .push(Paragraph::new(span, ParagraphRole::Body));
            stated.push(block.role);
            directions.push(block.direction);
        }
    }
    if removed > 0 {
        article.warnings.push(Warning::ControlsRemoved(removed));
    }
    warn(&mut article);
    assign_roles(&mut article, &stated);
    assign_directions(&mut article, draft.direction, &directions);
    article
}

/// Adds the warnings about the text as a whole.
fn warn(article: &mut Article) {
    if visual_order::is_visual(&article.text) {
        article.warnings.push(Warning::VisualOrder);
    }
    if !article.is_analysed() {
        article.warnings.push(Warning::NotAnalysed);
    }
}

/// Gives the article and every paragraph its direction.
///
/// `declared` is what the file states about the article, `own` what it states about each paragraph; the words decide for
/// the others.
fn assign_directions(
    article: &mut Article,
    declared: Option<Direction>,
    own: &[Option<Direction>],
) {
    let text = article.text.as_str();
    let paragraphs = article.paragraphs.iter();
    let words: Vec<WordCount> = paragraphs
        .map(|paragraph| WordCount::of(paragraph.span.of(text)))
        .collect();
    let base = declared
        .or_else(|| WordCount::article_direction(&words))
        .unwrap_or_default();
    let stated = own.iter().zip(words);
    for (paragraph, (own, words)) in article.paragraphs.iter_mut().zip(stated) {
        paragraph.direction = own.unwrap_or_else(|| base.of_words(words));
    }
    article.direction = base;
}

/// The spans in `text` of its non-empty lines from `start` on, without white space at
/// either end. A line of white space gives none.
fn paragraphs(text: &str, start: usize) -> impl Iterator<Item = Span> {
    let mut at = start;
    text[start..].split('\n').filter_map(move |line| {
        let begin = at;
        at += line.len() + 1;
        let left = line.trim_start();
        let from = begin + line.len() - left.len();
        let inner = left.trim_end();
        (!inner.is_empty()).then(|| Span::new(from, from + inner.len()))
    })
}

/// Gives every paragraph its role.
///
/// `stated` has one entry for each paragraph: its role according to the file, if any.
fn assign_roles(article: &mut Article, stated: &[Option<ParagraphRole>]) {
    let text = article.text.as_str();
    let lines: Vec<SourceLine> = article
        .paragraphs
        .iter()
        .zip(stated)
        .map(|(paragraph, role)| SourceLine {
            kind: line::kind(paragraph.span.of(text)),
            free: role.is_none(),
        })
        .collect();
    for (at, paragraph) in article.paragraphs.iter_mut().enumerate() {
        paragraph.role = match (stated[at], lines[at].kind) {
            // «اقرأ أيضا» is a link even where the page marks it as a heading.
            (
                Some(ParagraphRole::Heading | ParagraphRole::Body) | None,
                LineKind::Link | LineKind::LinkOpener,
            ) => ParagraphRole::Link,
            (Some(role), _) => role,
            (None, _) => ParagraphRole::Body,
        };
    }
    if !stated.contains(&Some(ParagraphRole::Title))
        && let Some(at) = title(&article.paragraphs, &lines, text)
    {
        article.paragraphs[at].role = ParagraphRole::Title;
    }
    article.title = article
        .paragraphs
        .iter()
        .find(|paragraph| paragraph.role == ParagraphRole::Title)
        .map(|paragraph| paragraph.span);
    furniture(article, stated);
    headings(&mut article.paragraphs, &lines);
    link_lists(&mut article.paragraphs, &lines);
    closing_links(&mut article.paragraphs, &lines);
}

/// What the rules know about a paragraph.
#[derive(Clone, Copy, Debug)]
struct SourceLine {
    kind: LineKind,
    /// The file says nothing about it, so the rules decide.
    free: bool,
}

/// Index of the title if the file marks none: the first line, or the second after a dateline
/// or an agency's name, if it has the form of a title and text follows.
fn title(paragraphs: &[Paragraph], lines: &[SourceLine], text: &str) -> Option<usize> {
    let at = usize::from(lines.first()?.kind == LineKind::Dateline);
    let paragraph = paragraphs.get(at)?;
    let fits = lines[at].free
        && paragraph.role == ParagraphRole::Body
        && paragraphs.len() > at + 1
        && line::is_title(paragraph.span.of(text));
    fits.then_some(at)
}

/// Body paragraphs and links that have the form of page furniture are furniture; what the file marks as title or heading is not.
fn furniture(article: &mut Article, stated: &[Option<ParagraphRole>]) {
    let text = article.text.as_str();
    let mut above_text = true;
    for (paragraph, stated) in article.paragraphs.iter_mut().zip(stated) {
        let may_be = matches!(paragraph.role, ParagraphRole::Body | ParagraphRole::Link)
            && *stated != Some(ParagraphRole::Heading);
        if !may_be {
            continue;
        }
        let line = paragraph.span.of(text);
        match furniture::furniture_form(line) {
            Some(form) if form == FurnitureForm::Certain || above_text => {
                paragraph.role = ParagraphRole::Furniture;
            }
            None if above_text => above_text = line::kind(line) != LineKind::Prose,
            Some(_) | None => {}
        }
    }
}

/// A short line is a heading if prose comes anywhere before it, and prose or a list directly
/// after it. Short lines before the first prose are a kicker, a date or a name.
fn headings(paragraphs: &mut [Paragraph], lines: &[SourceLine]) {
    let mut after_prose = false;
    for (at, line) in lines.iter().enumerate() {
        let before_prose = lines
            .get(at + 1)
            .is_some_and(|next| matches!(next.kind, LineKind::Prose | LineKind::Item));
        let free = line.free && paragraphs[at].role == ParagraphRole::Body;
        if free && line.kind == LineKind::Short && after_prose && before_prose {
            paragraphs[at].role = ParagraphRole::Heading;
        }
        after_prose |= line.kind == LineKind::Prose && paragraphs[at].role == ParagraphRole::Body;
    }
}

/// The short lines after a lone «اقرأ أيضا» are links, except that the last of several
/// before prose is not: it may be a heading.
fn link_lists(paragraphs: &mut [Paragraph], lines: &[SourceLine]) {
    let is_link = |at: usize| {
        lines
            .get(at)
            .is_some_and(|line| line.free && line.kind == LineKind::Short)
    };
    let mut under_opener = false;
    for at in 0..lines.len() {
        if lines[at].kind == LineKind::LinkOpener {
            under_opener = true;
            continue;
        }
        let first = at > 0 && lines[at - 1].kind == LineKind::LinkOpener;
        let last = lines
            .get(at + 1)
            .is_some_and(|next| next.kind != LineKind::Short);
        under_opener &= is_link(at) && (first || !last);
        if under_opener && paragraphs[at].role != ParagraphRole::Title {
            paragraphs[at].role = ParagraphRole::Link;
        }
    }
}

/// At least so many headlines in a row at the end are links to other articles. One alone
/// may be a signature or an agency's name.
const CLOSING_LINKS: usize = 2;

/// Headlines after the last prose are links to other articles if the article has links
/// of that kind already; else they may be the end of a poem or a list of names.
fn closing_links(paragraphs: &mut [Paragraph], lines: &[SourceLine]) {
    let has_links = lines
        .iter()
        .any(|line| matches!(line.kind, LineKind::Link | LineKind::LinkOpener));
    let count = lines
        .iter()
        .zip(paragraphs.iter())
        .rev()
        .take_while(|(line, paragraph)| {
            line.free && line.kind == LineKind::Short && paragraph.role != ParagraphRole::Title
        })
        .count();
    if has_links && count >= CLOSING_LINKS {
        let first = paragraphs.len() - count;
        for paragraph in &mut paragraphs[first..] {
            paragraph.role = ParagraphRole::Link;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: &str = "قال مدير الميناء سليمان الواحي، الأحد، إن التوسعة تبدأ في الشتاء.";

    /// The initial of each paragraph's role: Title, Heading, Body, Link.
    fn roles(lines: &[&str]) -> String {
        let article = Article::from_text(&lines.join("\n"), "-");
        let letter = |paragraph: &Paragraph| match paragraph.role {
            ParagraphRole::Title => 'T',
            ParagraphRole::Heading => 'H',
            ParagraphRole::Body => 'B',
            ParagraphRole::Link => 'L',
            ParagraphRole::Furniture => 'F',
        };
        article.paragraphs.iter().map(letter).collect()
    }

    #[test]
    fn paragraphs_are_the_non_empty_lines() {
        let article = Article::from_text("\n  أ ب \n\u{A0}\n\nج\u{200F}\n", "-");
        let got: Vec<_> = article
            .paragraphs
            .iter()
            .map(|paragraph| paragraph.span.of(&article.text))
            .collect();
        assert_eq!(got, ["أ ب", "ج\u{200F}"]);
    }

    #[test]
    fn the_first_line_is_the_title_if_it_has_the_form_of_one() {
        assert_eq!(roles(&["الميناء يفتح أبوابه", PROSE]), "TB");
        assert_eq!(roles(&["متى يفتح الميناء؟", PROSE]), "TB");
        assert_eq!(roles(&[PROSE, PROSE]), "BB");
        assert_eq!(roles(&["الميناء يفتح أبوابه"]), "B");
        assert_eq!(roles(&["و أ ن", PROSE]), "BB");
        assert_eq!(
            roles(&["الواحة – وكالات", "الميناء يفتح أبوابه", PROSE]),
            "BTB"
        );
        assert_eq!(roles(&["اقرأ أيضا: خبر آخر", PROSE]), "LB");
    }

    #[test]
    fn a_heading_is_between_paragraphs() {
        assert_eq!(roles(&["الميناء", PROSE, "كلفة التوسعة", PROSE]), "TBHB");
        assert_eq!(
            roles(&["الميناء", PROSE, "كلفة التوسعة", "- الأرصفة", "- الرافعات"]),
            "TBHBB"
        );
        // A writer's name under the title, an agency's at the end.
        assert_eq!(
            roles(&["الميناء", "ليلى منصور", PROSE, "وكالة الواحة"]),
            "TBBB"
        );
    }

    #[test]
    fn link_lines_and_lists_of_them() {
        assert_eq!(
            roles(&["الميناء", PROSE, "اقر أيضا: خبر آخر", PROSE]),
            "TBLB"
        );
        assert_eq!(
            roles(&[
                "الميناء",
                PROSE,
                "اقرأ أيضا:",
                "خبر آخر",
                "خبر ثالث",
                "عنوان قسم",
                PROSE
            ]),
            "TBLLLHB"
        );
        assert_eq!(
            roles(&["الميناء", PROSE, "اقرأ أيضا", "خبر آخر", PROSE]),
            "TBLLB"
        );
    }

    #[test]
    fn furniture_is_told_from_text() {
        let byline = "سلمى درويش مراسلة 3 مارس/ آذار 2024 2min انسخ الرابط";
        assert_eq!(
            roles(&[
                "الميناء يفتح",
                byline,
                PROSE,
                "صدر الصورة، EPA",
                PROSE,
                "12 تعليقا"
            ]),
            "TFBFBF"
        );
        // Below the first prose such a line may be text.
        assert_eq!(roles(&["الميناء يفتح", PROSE, byline]), "TBB");
    }

    #[test]
    fn headlines_at_the_end_are_links_where_there_are_links() {
        let end = ["خبر عن المطار الجديد", "خبر عن السد القديم"];
        assert_eq!(
            roles(&[PROSE, "اقرأ أيضا: خبر", PROSE, end[0], end[1]]),
            "BLBLL"
        );
        assert_eq!(roles(&[PROSE, PROSE, end[0], end[1]]), "BBBB");
    }

    #[test]
    fn what_the_file_states_comes_before_the_rules() {
        use crate::article::draft::ArticleBlock;
        let draft = ArticleDraft {
            blocks: vec![
                ArticleBlock::new("سطر قصير", None),
                ArticleBlock::new("العنوان", Some(ParagraphRole::Title)),
                ArticleBlock::new(PROSE, Some(ParagraphRole::Heading)),
                ArticleBlock::new("اقرأ أيضا: خبر", Some(ParagraphRole::Heading)),
                ArticleBlock::new("بند قصير", Some(ParagraphRole::Body)),
                ArticleBlock::new(PROSE, None),
            ],
            publisher: Some(" صحيفة\u{1B}[1m\nالواحة ".to_owned()),
            ..ArticleDraft::default()
        };
        let article = build(draft);
        let got: Vec<ParagraphRole> = article.paragraphs.iter().map(|p| p.role).collect();
        let expected = [
            ParagraphRole::Body,
            ParagraphRole::Title,
            ParagraphRole::Heading,
            ParagraphRole::Link,
            ParagraphRole::Body,
            ParagraphRole::Body,
        ];
        assert_eq!(got, expected);
        assert_eq!(article.title_text(), Some("العنوان"));
        assert_eq!(article.publisher.as_deref(), Some("صحيفة الواحة"));
    }
}
