//! Properties of the layout of every text, tested with random Arabic, mixed and hostile ones.

use icu_properties::CodePointMapData;
use icu_properties::props::BidiClass as ClassData;
use proptest::prelude::*;
use unicode_bidi::{BidiClass, BidiInfo, Level};

use super::graphemes::graphemes;
use super::width::{is_invisible, is_mark};
use super::*;
use crate::span::Span;

/// Every character that has a rule of its own somewhere in this module.
const ALPHABET: &str = "ابتلآأإكمنهوي ىة\u{6A9}\u{6CC}\u{6D5}abc xyz0129٠٣٩ \"«»“”‘’()[]{}،.,:؛؟!%٪/+-…$\u{640}\u{64B}\u{64E}\u{651}\u{670}\u{654}\u{301}\u{200B}\u{200C}\u{200D}\u{200E}\u{200F}\u{61C}\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}\u{2066}\u{2067}\u{2068}\u{2069}\u{AD}\u{A0}\u{3000}\t\n\r\u{2028}\u{1B}\u{0}\u{9B}漢字👍\u{1F3FD}🇪🇬\u{FE0F}\u{600}\u{6DD}א\u{5B8}क\u{94D}\u{1160}";

/// Up to 60 characters of the alphabet, with more spaces.
fn words() -> impl Strategy<Value = String> {
    let chars: Vec<char> = ALPHABET.chars().chain("      ".chars()).collect();
    prop::collection::vec(prop::sample::select(chars), 0..60).prop_map(String::from_iter)
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => words(),
        2 => "[ابتلآأإ \u{64E}\u{651}.،]{0,80}",
        1 => any::<String>(),
    ]
}

fn target() -> impl Strategy<Value = LayoutTarget> {
    (any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(order, shaping, tashkeel)| {
        LayoutTarget {
            order: if order {
                RowOrder::Visual
            } else {
                RowOrder::Logical
            },
            shaping: if shaping {
                Shaping::Forms
            } else {
                Shaping::Base
            },
            tashkeel: if tashkeel {
                Tashkeel::Keep
            } else {
                Tashkeel::Strip
            },
        }
    })
}

fn prepared(text: &str, target: LayoutTarget) -> PreparedParagraph {
    prepare(
        text,
        Span::new(0, text.len()),
        Direction::RightToLeft,
        target,
    )
}

/// Cells of a line in logical order.
fn logical(line: &VisualLine) -> Vec<&Cell> {
    let mut cells: Vec<&Cell> = line.cells.iter().collect();
    cells.sort_by_key(|cell| cell.span.start);
    cells
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_byte_is_in_one_cell_or_omitted_for_a_reason(text in text(), target in target(), width in 1u16..20) {
        let prepared = prepared(&text, target);
        let mut at = 0;
        // All letters of a word ligature have its span, on the next line too.
        let mut before = Span::default();
        for line in prepared.lines(&text, width) {
            prop_assert_eq!(line.span.start, at, "lines follow each other without a gap");
            at = line.span.end;
            let mut from = line.span.start;
            let omitted = |span: Span, last: bool| {
                span.of(&text).chars().all(|c| {
                    is_invisible(c)
                        || last && c.is_whitespace()
                        // Marks without a letter.
                        || target.tashkeel == Tashkeel::Strip && is_mark(c)
                })
            };
            for cell in logical(&line) {
                if std::mem::replace(&mut before, cell.span) == cell.span {
                    continue;
                }
                prop_assert!(cell.span.start >= from && cell.span.end <= line.span.end, "no overlap");
                prop_assert!(omitted(Span::new(from, cell.span.start), false));
                from = cell.span.end;
            }
            prop_assert!(omitted(Span::new(from, line.span.end), true));
        }
        prop_assert_eq!(at, text.len());
    }

    #[test]
    fn no_line_is_wider_than_the_pane(text in text(), target in target(), width in 1u16..20) {
        for line in prepared(&text, target).lines(&text, width) {
            let sum: u16 = line.cells.iter().map(|cell| cell.width).sum();
            prop_assert_eq!(sum, line.width);
            prop_assert!(line.width <= width || line.cells.len() == 1, "{:?}", line);
        }
    }

    #[test]
    fn a_line_begins_and_ends_between_clusters_and_never_with_a_bare_mark(text in text(), target in target(), width in 1u16..20) {
        let starts: Vec<usize> = graphemes(&text).map(|(at, _)| at).collect();
        let prepared = prepared(&text, target);
        for range in prepared.wrap(width).into_iter().skip(1) {
            let start = prepared.span_of(range).start;
            prop_assert!(starts.contains(&start) || start == text.len());
            let first = text[start..].chars().find(|&c| !is_invisible(c));
            let before = text[..start].chars().next_back();
            if first.is_some_and(is_mark) {
                prop_assert!(
                    before.is_none_or(|c| c.is_whitespace() || is_invisible(c)),
                    "a mark was separated from {before:?}"
                );
            }
        }
    }

    #[test]
    fn no_cell_contains_a_control_character(text in text(), target in target(), width in 1u16..20) {
        for line in prepared(&text, target).lines(&text, width) {
            for cell in &line.cells {
                prop_assert!(!cell.symbol.is_empty() && cell.width > 0);
                prop_assert!(!cell.symbol.chars().any(char::is_control), "{:?}", cell);
                let direction_mark = |c| matches!(c, '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
                prop_assert!(!cell.symbol.contains(direction_mark), "{:?}", cell);
            }
        }
    }

    #[test]
    fn order_changes_positions_and_mirrors_only(text in text(), target in target(), width in 1u16..20) {
        let cells = |order| {
            let lines = prepared(&text, LayoutTarget { order, ..target }).lines(&text, width);
            lines
                .iter()
                .map(|line| logical(line).into_iter().map(|cell| (cell.span, cell.width, cell.level)).collect::<Vec<_>>())
                .collect::<Vec<_>>()
        };
        prop_assert_eq!(cells(RowOrder::Visual), cells(RowOrder::Logical));
    }

    #[test]
    fn shaping_joins_cells_and_loses_none(text in text(), tashkeel in any::<bool>()) {
        let tashkeel = if tashkeel { Tashkeel::Keep } else { Tashkeel::Strip };
        let line = |shaping| label(&text, Direction::RightToLeft, LayoutTarget { order: RowOrder::Logical, shaping, tashkeel });
        let (forms, letters) = (line(Shaping::Forms), line(Shaping::Base));
        let ligatures = letters.cells.len() - forms.cells.len();
        prop_assert_eq!(usize::from(letters.width - forms.width), ligatures);
        let made = forms.cells.iter().filter(|cell| cell.symbol.starts_with(|c| matches!(c, '\u{FEF5}'..='\u{FEFC}')) && !cell.span.of(&text).starts_with(|c| matches!(c, '\u{FEF5}'..='\u{FEFC}'))).count();
        prop_assert_eq!(made, ligatures);
    }

    #[test]
    fn a_truncated_line_fits_and_covers_the_same_bytes(text in text(), target in target(), width in 0u16..20) {
        let whole = label(&text, Direction::RightToLeft, target);
        let cut = whole.clone().truncated(width);
        prop_assert!(cut.width <= width);
        let sum: u16 = cut.cells.iter().map(|cell| cell.width).sum();
        prop_assert_eq!(sum, cut.width);
        if whole.width <= width {
            prop_assert_eq!(cut, whole);
        } else if width > 0 {
            let last = logical(&cut).into_iter().map(|cell| cell.span.end).max();
            prop_assert_eq!(last, Some(whole.span.end));
        }
    }

    #[test]
    fn scrolling_down_and_up_again_returns_to_the_same_row(
        paragraphs in prop::collection::vec(words(), 0..8),
        gaps in prop::collection::vec(0u16..3, 8),
        (width, start, rows) in (1u16..20, 0isize..60, -60isize..60),
    ) {
        let text = paragraphs.join("\n");
        let mut at = 0;
        let blocks = paragraphs.iter().map(|one| {
            let span = Span::new(at, at + one.len());
            at = span.end + 1;
            span
        }).collect();
        let mut flow = Flow::new(blocks, Direction::RightToLeft, LayoutTarget::default(), width);
        for (block, &gap) in gaps.iter().enumerate() {
            flow.set_gap_before(block, gap);
        }
        let first = flow.first();
        let (from, _) = flow.advance(&text, first, start);
        let (to, moved) = flow.advance(&text, from, rows);
        prop_assert!(moved.abs() <= rows.abs());
        prop_assert_eq!((to > from, to < from), (moved > 0, moved < 0));
        prop_assert_eq!(flow.advance(&text, to, -moved), (from, -moved));
        // Row by row is the same as in one call.
        let mut slow = from;
        for _ in 0..moved.abs() {
            slow = flow.advance(&text, slow, moved.signum()).0;
        }
        prop_assert_eq!(slow, to);
        // A line is found again by its first byte.
        let span = flow.line_span(&text, to);
        if !span.is_empty() {
            prop_assert_eq!(flow.row_of(&text, span.start), to);
        }
        let (end, all) = flow.advance(&text, first, isize::MAX);
        prop_assert_eq!(end, flow.last(&text));
        let shown = flow.visible(&text, first, u16::MAX).len();
        prop_assert_eq!(shown, if paragraphs.is_empty() { 0 } else { all.unsigned_abs() + 1 });
    }

    #[test]
    fn a_changed_flow_shows_the_same_as_a_new_one(
        text in text(),
        (before, after) in (target(), target()),
        (narrow, wide) in (1u16..20, 1u16..20),
    ) {
        let blocks = vec![Span::new(0, text.len())];
        let mut changed = Flow::new(blocks.clone(), Direction::RightToLeft, before, narrow);
        let top = changed.first();
        changed.visible(&text, top, 9);
        changed.set_target(after);
        changed.set_width(wide);
        let mut fresh = Flow::new(blocks, Direction::RightToLeft, after, wide);
        prop_assert_eq!(changed.visible(&text, top, u16::MAX), fresh.visible(&text, top, u16::MAX));
    }

    #[test]
    fn a_wrapped_line_has_the_levels_and_order_of_the_library(text in text(), width in 1u16..20) {
        // The library's L1 and L2 work on bytes of a line; ours on its clusters. One paragraph only.
        let text: String = text.chars().filter(|&c| bidi_class(c) != BidiClass::B).collect();
        let target = LayoutTarget { shaping: Shaping::Base, ..LayoutTarget::default() };
        // Ligatures of words are written out: their letters have no order in the library.
        prop_assume!(!text.contains(|c| matches!(c, '\u{FDF0}'..='\u{FDFD}')));
        let prepared = prepared(&text, target);
        let base = Level::new(prepared.direction().level()).ok();
        let info = BidiInfo::new_with_data_source(&CodePointMapData::<ClassData>::new(), &text, base);
        for range in prepared.wrap(width) {
            let line = prepared.line(&text, range);
            let Some(paragraph) = info.paragraphs.first() else { continue };
            let levels = info.reordered_levels(paragraph, line.span.start..line.span.end);
            let chars: Vec<usize> = text.char_indices().map(|(at, _)| at).filter(|&at| line.span.contains(at)).collect();
            let by_char: Vec<Level> = chars.iter().map(|&at| levels[at]).collect();
            // Only clusters of one level can be compared with a row of characters (U+0600 with a letter has two).
            let one_level = |cell: &Cell| {
                let drawn = chars.iter().filter(|&&at| cell.span.contains(at) && !text[at..].starts_with(is_invisible));
                let mut levels = drawn.map(|&at| levels[at]);
                let first = levels.next();
                levels.all(|level| Some(level) == first)
            };
            if !line.cells.iter().all(one_level) {
                continue;
            }
            // The position of a cell is that of its first visible character.
            let bases: Vec<usize> = line.cells.iter().map(|cell| {
                let drawn = cell.span.of(&text).find(|c| !is_invisible(c)).unwrap_or(0);
                cell.span.start + drawn
            }).collect();
            let wanted: Vec<usize> = BidiInfo::reorder_visual(&by_char)
                .into_iter()
                .map(|index| chars[index])
                .filter(|at| bases.contains(at))
                .collect();
            prop_assert_eq!(&bases, &wanted);
            for (cell, &at) in line.cells.iter().zip(&bases) {
                prop_assert_eq!(cell.level, levels[at].number(), "{:?}", cell);
            }
        }
    }
}
