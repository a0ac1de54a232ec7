//! The labels of the tagger, in the BIO scheme: outside of names, or begin or inside of a name of a kind.

use super::EntityKind;

/// Number of labels.
pub(crate) const LABELS: usize = 7;

/// Index of the label "outside".
pub(crate) const OUTSIDE: usize = 0;

/// One score or probability for each label.
pub(crate) type LabelScores = [f32; LABELS];

/// Label of the first token of a name.
#[cfg(any(test, feature = "train"))]
pub(crate) const fn begin(kind: EntityKind) -> usize {
    1 + 2 * kind as usize
}

/// Label of any further token of a name.
#[cfg(any(test, feature = "train"))]
pub(crate) const fn inside(kind: EntityKind) -> usize {
    2 + 2 * kind as usize
}

/// The label of each token of a document in which those bytes are names. [`name_ranges`] is the inverse.
///
/// A token belongs to a name where they share a byte: و in `و[سالم]` is part of its token, and is cut
/// off again by [`mentions`](super::mentions). Of names inside each other the later in order wins.
#[cfg(any(test, feature = "train"))]
pub(crate) fn of(
    document: &crate::text::Document<'_>,
    names: impl IntoIterator<Item = (crate::span::Span, EntityKind)>,
) -> Vec<usize> {
    let mut labels = vec![OUTSIDE; document.tokens.len()];
    for (name, kind) in names {
        let first = document.token_at(name.start);
        let own = document.tokens[first..].iter().zip(&mut labels[first..]);
        let mut label = begin(kind);
        for (_, place) in own.take_while(|(token, _)| token.span.start < name.end) {
            *place = label;
            label = inside(kind);
        }
    }
    labels
}

/// The kind of a label's name; none for "outside".
pub(crate) const fn kind(label: usize) -> Option<EntityKind> {
    match label {
        1 | 2 => Some(EntityKind::Person),
        3 | 4 => Some(EntityKind::Place),
        5 | 6 => Some(EntityKind::Organization),
        _ => None,
    }
}

/// Whether a label continues a name.
pub(crate) const fn is_inside(label: usize) -> bool {
    label != OUTSIDE && label.is_multiple_of(2)
}

/// Whether `to` may stand behind `from`; a sentence begins as if after "outside".
pub(crate) const fn may_follow(from: usize, to: usize) -> bool {
    !is_inside(to) || from == to || from + 1 == to
}

/// Names as ranges of indices with their kinds, from a row of labels.
pub(crate) fn name_ranges(labels: &[usize]) -> Vec<(std::ops::Range<usize>, EntityKind)> {
    let mut out: Vec<(std::ops::Range<usize>, EntityKind)> = Vec::new();
    let mut open = None;
    for (at, &label) in labels.iter().enumerate() {
        let Some(kind) = kind(label) else {
            open = None;
            continue;
        };
        match (&mut open, out.last_mut()) {
            (Some(current), Some(last)) if is_inside(label) && *current == kind => {
                last.0.end = at + 1;
            }
            _ => {
                out.push((at..at + 1, kind));
                open = Some(kind);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_become_names() {
        let labels = [0, 1, 2, 1, 0, 5, 6, 6, 3];
        assert_eq!(
            name_ranges(&labels),
            [
                (1..3, EntityKind::Person),
                (3..4, EntityKind::Person),
                (5..8, EntityKind::Organization),
                (8..9, EntityKind::Place),
            ]
        );
    }

    #[test]
    fn inside_follows_its_own_kind_alone() {
        assert!(may_follow(1, 2) && may_follow(2, 2) && may_follow(0, 1) && may_follow(2, 5));
        assert!(!may_follow(0, 2) && !may_follow(1, 4) && !may_follow(6, 2));
    }
}
