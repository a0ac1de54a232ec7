//! Where a reported clause ends: where the narrator takes over again.
//!
//! The narrator takes over at a participle behind a comma, at a verb of saying
//! with و, at a source phrase, at a connective that leads to another's speech
//! (بينما, فيما, أما), and at the phrases that only comment (في إشارة إلى). A noun
//! phrase ends sooner than a clause. Commas alone end nothing: speech has them, too.
//!
//! It is asked with the start of the clause and the cues behind it; it never moves a start,
//! and never ends a clause behind the sentence. Where nothing tells that the narrator speaks
//! again, the clause runs to the end of the sentence.

use super::annotated::AnnotatedText;
use super::cue::{Cue, CueKind};
use super::grammar;
use super::lexicon::conjugate::{Agreement, Number};
use super::lexicon::{Lexicon, SourceShape};
use crate::text::morphology::proclitics::without_conjunction;

/// Words that one clause has at most; no writer's has more.
///
/// It bounds every search of this file, for a text that is one endless sentence.
pub(super) const LONGEST: usize = 600;

/// A cue with whether it reports something, as far as is known before the end is.
///
/// The end of «قال سامر إن الوزارة تؤكد أن المال كاف، وأضاف …» depends on what the later
/// verbs report, and what they report depends on where they may look. So contents are
/// looked for first (`report::cues_with_content`), the ends after that, with these.
#[derive(Clone, Copy, Debug)]
pub(super) struct LaterCue<'c> {
    pub(super) cue: &'c Cue,
    /// Whether content was found behind it.
    pub(super) reports: bool,
    /// Whether that content is a clause or words in marks, no noun phrase.
    pub(super) solid: bool,
}

/// The clause or phrase whose end is looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct ContentSpan {
    /// Its first word.
    pub(super) start: usize,
    /// One past the last word of the sentence.
    pub(super) limit: usize,
    /// Whether it is a noun phrase.
    pub(super) phrase: bool,
    /// Gender and number of the one who says it, where known.
    ///
    /// `None` where either is not known; then no verb is told from his.
    pub(super) speaker_agreement: Option<Agreement>,
}

/// One past the last word of what is said; `later` are the sentence's cues behind its start, in order.
///
/// Four steps, each of which can only make the clause shorter: the first cue at which the
/// narrator speaks again; the narrator's closing phrases; for a noun phrase the first clause
/// joined to it; long marks of their own. Then marks and connectives are taken off the end.
/// One word is left where there is one before `span.limit`.
pub(super) fn end(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    span: ContentSpan,
    later: &[LaterCue<'_>],
) -> usize {
    let start = span.start;
    let limit = span.limit.min(start + LONGEST);
    let mut end = limit;
    for later_cue in later {
        let at = later_cue.cue.at;
        if at <= start || at >= limit {
            continue;
        }
        if let Some(cut) = resumes(text, lexicon, span, later_cue) {
            end = cut;
            break;
        }
    }
    let end = narrator_phrase(text, start, end).unwrap_or(end);
    let end = if span.phrase {
        phrase_end(text, start, end)
    } else {
        end
    };
    let end = own_clause(text, start, end).unwrap_or(end);
    trim(text, start, end)
}

/// Where the narrator's words that lead to a cue begin, if the narrator speaks there.
///
/// In this order, and the first that fits decides:
///
/// A source phrase with a speaker behind it ends the clause («إن المال كاف، بحسب الوزارة»).
/// A participle behind a comma does, reporting or not («، مضيفا»), and so does a strong verb
/// with و behind a comma («، وأضاف»). From here on only cues that report something count: one
/// that reports nothing is part of what is span. A participle without a comma ends it where
/// it cannot be a passive adjective. A verb does not behind a relative pronoun («الرجل الذي
/// قال إن …» is told by the speaker), behind حيث, nor with و where it has no subject and
/// cannot be the speaker's: in «قالت سلمى إن الوزير زار المدينة وأكد أن المال كاف» the last
/// clause is still hers. All other verbs end it with و, behind a comma where they are
/// strong and report a clause, or behind a connective of the narrator's. A noun does so only
/// behind كما.
fn resumes(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    span: ContentSpan,
    later_cue: &LaterCue<'_>,
) -> Option<usize> {
    let start = span.start;
    let cue = later_cue.cue;
    let at = cue.at;
    let comma = at > start && text.is_comma(at - 1);
    match cue.kind {
        CueKind::Source(shape) => source_resumes(text, lexicon, cue, shape),
        CueKind::Word(_) if cue.is_participle() && comma => Some(at),
        CueKind::Word(_) if cue.is_finite() && cue.joined && comma && !cue.is_weak(lexicon) => {
            Some(at)
        }
        CueKind::Word(_) if !later_cue.reports => None,
        CueKind::Word(_) if cue.is_participle() => {
            (!cue.is_weak(lexicon) && !may_be_passive(cue, lexicon)).then_some(at)
        }
        CueKind::Word(_) if cue.is_finite() => {
            let before = text.key(at.wrapping_sub(1));
            if grammar::is_relative(without_conjunction(before, 0).unwrap_or(before)) {
                return None;
            }
            let nominal = grammar::is_nominal(text, lexicon, cue.end);
            if cue.joined && !nominal && differs(cue, span.speaker_agreement) {
                return None;
            }
            // «، حيث قال …» is the narrator's verb with a subject of its own or none.
            if text.key(at.wrapping_sub(1)) == "حيث" && nominal {
                let narrates = later_cue.solid && !cue.is_weak(lexicon);
                return (narrates && at > start + 2).then_some(at - 1);
            }
            if let Some(apart) = apart(text, start, at) {
                return Some(apart);
            }
            if cue.joined || comma && later_cue.solid && !cue.is_weak(lexicon) {
                return Some(at);
            }
            if !cue.is_weak(lexicon)
                && let Some(front) = fronting(text, start, at)
            {
                return Some(front);
            }
            let connective = lead(text, start, at);
            connective.filter(|&lead| lead > start)
        }
        CueKind::Word(_) => {
            lead(text, start, at).filter(|&lead| lead > start && text.key(lead) == "كما")
        }
    }
}

/// Whether a verb without a subject cannot be the speaker's, by gender or number.
///
/// Dual and plural count as one number here: a text says of two «وأضافوا» as often as «وأضافا».
fn differs(cue: &Cue, speaker_agreement: Option<Agreement>) -> bool {
    let verb = cue.agreement();
    speaker_agreement.is_some_and(|speaker_agreement| {
        let number =
            (speaker_agreement.number == Number::Singular) != (verb.number == Number::Singular);
        number || verb.number == Number::Singular && speaker_agreement.gender != verb.gender
    })
}

/// A noun phrase ends where a clause of the narrator's is joined to it.
///
/// «دعا سامر إلى وقف القتال، الذي بدأ أمس»: the relative clause is the narrator's. Behind
/// a clause with أن it may be the speaker's own and is left to him.
fn phrase_end(text: &AnnotatedText<'_>, start: usize, end: usize) -> usize {
    (start + 2..end)
        .find(|&at| {
            text.is_comma(at - 1)
                && text.words[at].pair.is_none()
                && (grammar::is_relative(text.key(at))
                    || matches!(
                        text.key(at),
                        "بينما"
                            | "فيما"
                            | "كما"
                            | "لكن"
                            | "ولكن"
                            | "وذلك"
                            | "والتي"
                            | "والذي"
                            | "اما"
                            | "واما"
                            | "وهو"
                            | "وهي"
                    ))
        })
        .unwrap_or(end)
}

/// Participles that in the passive are plain adjectives (مهددة بأن).
///
/// Unvowelled, مهدِّدا (he who threatens) and مهدَّدا (he who is threatened) are one word; in
/// front of أن without a comma the second is as likely.
fn may_be_passive(cue: &Cue, lexicon: &Lexicon) -> bool {
    cue.entry(lexicon).is_none_or(|entry| {
        matches!(
            entry.lemma.as_str(),
            "هدد" | "اتهم" | "طالب" | "توقع" | "استبعد" | "كرر"
        )
    })
}

/// A source phrase ends a clause where a speaker follows and not a law or a list.
///
/// «حسب القانون» and «وفقا للجدول» are part of what is said: the word behind must be a name,
/// marks, or a noun for one who speaks. «على حد قوله» holds its speaker in its pronoun.
fn source_resumes(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    cue: &Cue,
    shape: SourceShape,
) -> Option<usize> {
    let next = cue.end;
    let speaker = text.named(next).is_some()
        || text.opens.get(next).copied().flatten().is_some()
        || grammar::speaks_behind(lexicon, text.key(next));
    let speaks = match shape {
        SourceShape::Pronoun => true,
        SourceShape::Name | SourceShape::Lam => speaker,
        SourceShape::Verb => lexicon_verb(text, lexicon, next),
    };
    speaks.then_some(cue.at)
}

fn lexicon_verb(text: &AnnotatedText<'_>, lexicon: &Lexicon, at: usize) -> bool {
    !lexicon.senses(text.key(at)).is_empty()
}

/// A phrase that the narrator puts in front of his verb: «، وعن … أوضح».
///
/// «قال سامر إن المال كاف، وعن موعد الافتتاح أوضح أنه قريب»: the clause ends at وعن, not at
/// the verb. It is asked for strong verbs only; before a weak one the phrase may be span.
fn fronting(text: &AnnotatedText<'_>, start: usize, at: usize) -> Option<usize> {
    let from = at.saturating_sub(18).max(start + 1);
    (from..at).rev().find(|&i| {
        text.is_comma(i - 1)
            && matches!(
                text.key(i),
                "وعن"
                    | "وحول"
                    | "وبخصوص"
                    | "وبشان"
                    | "وفيما"
                    | "وردا"
                    | "وتعليقا"
                    | "وبالنسبه"
                    | "بدوره"
                    | "بدورها"
                    | "بدورهم"
                    | "وبدوره"
                    | "وبدورها"
            )
    })
}

/// أما in front of the verb that it sets its subject apart for (؛ أما فلان فيرى).
///
/// The ف on the verb is what أما asks for, so both must be there; أما alone is also said by
/// speakers who compare. A verb that differs from the speaker does not come here: «قال سامر …،
/// أما سلمى فترى» is left in what he says.
fn apart(text: &AnnotatedText<'_>, start: usize, at: usize) -> Option<usize> {
    let from = at.saturating_sub(18).max(start + 1);
    let sets = |i: &usize| text.is_comma(i - 1) && matches!(text.key(*i), "اما" | "واما");
    let then = text.key(at).starts_with('ف');
    (from..at).rev().find(sets).filter(|_| then)
}

/// The connective (بينما, فيما, كما, لكن) that leads to a cue at most a few words on.
///
/// The connective must have a comma in front of it or the cue right behind it; بينما needs
/// neither. حيث counts only right in front of the cue: elsewhere it tells of a place.
/// A result of `start` itself would leave nothing, so callers take only what is behind it.
fn lead(text: &AnnotatedText<'_>, start: usize, at: usize) -> Option<usize> {
    let from = at.saturating_sub(8).max(start);
    // «، وتحمل عبارات تقول»: a clause of the narrator's own leads to the cue.
    let joined = (at.saturating_sub(4).max(start + 1)..at)
        .find(|&i| text.is_comma(i - 1) && text.key(i).starts_with('و') && text.named(i).is_none());
    if joined.is_some() {
        return joined;
    }
    let connective = (from..at).rev().find(|&i| {
        matches!(
            text.key(i),
            "بينما"
                | "فيما"
                | "كما"
                | "لكن"
                | "ولكن"
                | "وكان"
                | "وكانت"
                | "لكنه"
                | "لكنها"
                | "غير"
                | "الا"
                | "حيث"
        )
    })?;
    let comma = connective > start && text.is_comma(connective - 1);
    let near = at - connective <= 1;
    let follows = text.key(connective) == "حيث";
    (comma && !follows || near || text.key(connective) == "بينما").then_some(connective)
}

/// Where a clause of its own in marks begins («…»، و"…", "ولكن …"): a quote beside this one, not in it.
///
/// The pair becomes a quote of its own in `unattributed`. Shorter marks inside a clause are the
/// speaker's words in part and end nothing, so eight words are required (set by hand).
fn own_clause(text: &AnnotatedText<'_>, start: usize, end: usize) -> Option<usize> {
    (start + 3..end).find_map(|at| {
        let pair = text.opens[at].filter(|_| text.words[at].pair.is_none())?;
        let inside = text.inside(pair);
        let joined = at > 0 && text.key(at - 1) == "و" && text.is_comma(at.wrapping_sub(2));
        let opens = matches!(
            text.key(inside.start),
            "ولكن" | "ولكني" | "ولكننا" | "لكن" | "لكني" | "لكننا"
        );
        (inside.len() >= 8 && (joined || opens)).then_some(at)
    })
}

/// The narrator's own closing words (في إشارة إلى, وهو ما).
///
/// «إن المال كاف، في إشارة إلى الميزانية»: what he hints at is the narrator's reading. «في وقت»
/// and «في حين» count only with a word of saying behind, since speakers use them, too. One
/// pass over the words from `start`; marks are passed over, for what stands in them is span.
fn narrator_phrase(text: &AnnotatedText<'_>, start: usize, end: usize) -> Option<usize> {
    (start + 1..end).find(|&at| text.words[at].pair.is_none() && begins_narration(text, at))
}

/// Whether a closing phrase of the narrator's own begins at a word.
fn begins_narration(text: &AnnotatedText<'_>, at: usize) -> bool {
    let (key, next, third) = (text.key(at), text.key(at + 1), text.key(at + 2));
    let comma = text.is_comma(at - 1);
    match key {
        "في" => {
            next == "اشاره" && third == "الي"
                || matches!(next, "وقت" | "حين") && is_cue_word(text, at + 2)
                || comma && next == "الوقت" && matches!(third, "الذي" | "نفسه" | "ذاته")
        }
        "بدوره" | "بدورها" | "بدورهم" => comma,
        "من" => matches!(
            next,
            "جهته" | "جهتها" | "جانبه" | "جانبها" | "جهتهم" | "جانبهم"
        ),
        "وذلك" => next == "علي" && third == "حد",
        "وهو" | "وهي" => {
            next == "ما" && matches!(third, "اكده" | "نفاه" | "ابرز" | "نفته" | "اكدته" | "نشرته")
                || comma && next == "الامر" && third == "الذي"
        }
        "الامر" => comma && next == "الذي",
        "جاء" | "وجاء" => comma && matches!(next, "ذلك" | "هذا"),
        "قبل" => comma && next == "ان" && !is_cue_word(text, at + 2),
        _ => false,
    }
}

fn is_cue_word(text: &AnnotatedText<'_>, at: usize) -> bool {
    !super::lexicon::lexicon().senses(text.key(at)).is_empty()
}

/// Takes marks and connectives off the end.
///
/// A question mark stays, as does a closing mark whose opener is inside; one whose opener
/// stands before `start` goes. The first word is never taken, whatever it is.
pub(super) fn trim(text: &AnnotatedText<'_>, start: usize, mut end: usize) -> usize {
    while end > start + 1 {
        let last = end - 1;
        let closes = text.is_mark(last)
            && !matches!(
                text.raw(last),
                "»" | "\"" | "”" | "“" | ")" | "]" | "%" | "؟" | "?" | "!"
            );
        let connective = matches!(
            text.key(last),
            "و" | "كما"
                | "فيما"
                | "بينما"
                | "لكن"
                | "ولكن"
                | "وقد"
                | "قد"
                | "وكان"
                | "وكانت"
                | "حيث"
                | "وذلك"
        ) && text.words[last].pair.is_none();
        let unmatched = text.is_mark(last)
            && matches!(text.raw(last), "»" | "\"" | "”" | "“")
            && text.closes[last].is_none_or(|pair| text.pairs[pair].open < start);
        if closes || connective || unmatched {
            end -= 1;
        } else {
            break;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use crate::quotes::notation::check;

    #[test]
    fn ends_where_the_narrator_goes_on() {
        check("قال [P:سامر خليل] إن {i P:البرنامج مستمر}، مضيفا أن {i P:العمل جار}.");
        check("قال [P:سامر خليل] إن {i P:البرنامج مستمر} محذرا من أنه {i P:قد يتوقف}.");
        check("قال [P:سامر خليل] إن {i P:البرنامج مستمر}، ودعا الناس إلى {i P:الصبر}.");
        check(
            "قالت [O:وزارة الصحة] إن {i O:البرنامج مستمر} بينما قال [P:سامر خليل] إنه {i P:توقف}.",
        );
        check("قال [P:سامر خليل] إن {i P:البرنامج مستمر}، في إشارة إلى الخطة الجديدة.");
    }

    #[test]
    fn coordinated_that_goes_on() {
        check("قال [P:سامر خليل] إن {i P:البرنامج مستمر وإن العمل جار وأن المال كاف}.");
    }

    #[test]
    fn a_quote_beside_the_clause_is_its_own() {
        check(
            "وأكد [P:سامر خليل] أن {i P:البرنامج مستمر}، و«{d P:سوف نعمل معا في كل المدن حتى نهاية الصيف}».",
        );
    }

    #[test]
    fn a_noun_phrase_ends_before_a_relative_clause() {
        check("أعلن [P:سامر خليل] {i P:تأجيل البطولة}، التي كانت مقررة في الربيع.");
    }

    #[test]
    fn another_is_set_apart() {
        check(
            "قال [P:سامر خليل] إن {i P:البرنامج مستمر}؛ أما [P2:نادر عوض] فيرى أن {i P2:العمل جار}.",
        );
    }
}
