//! The words of a [`AnnotatedText`] → its [`Cue`]s: every place outside quotation marks
//! where something may be reported.
//!
//! A cue is a possibility: whether anything was said is decided where its
//! content is looked for.
//!
//! Homographs are the work of this file: ذكر is «mentioned», «male» and «mention»; بين is
//! «made clear» and «between». A word counts where some sense of it fits the letters as
//! written and the words beside it. It errs towards too many: a cue without content costs
//! little, a cue that is missed loses its quote. It does not look for a subject, and does not
//! find the first or second person, which the lexicon does not hold.

use crate::text::TokenKind;
use crate::text::morphology::inflection::pronoun_behind;
use crate::text::morphology::proclitics::without_conjunction;

use super::CueClass;
use super::annotated::AnnotatedText;
use super::lexicon::conjugate::{Agreement, Form, Gender, Number};
use super::lexicon::{CueEntry, CueSense, Lexicon, SourceShape, WordList};

/// What a cue is.
///
/// The two differ in where the speaker stands: a word has a subject, a source phrase has its
/// speaker behind it or in its pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CueKind {
    /// A reporting verb or noun, as an entry of the lexicon.
    Word(CueSense),
    /// A phrase that names a source (بحسب).
    Source(SourceShape),
}

/// One place where something may be reported.
///
/// All indices are word indices. `at..end` is one word for a verb or noun, one or more for a
/// source phrase; a conjunction or ب that is written onto the first word is inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cue {
    /// Its first word.
    pub(super) at: usize,
    /// One past its last word.
    pub(super) end: usize,
    pub(super) kind: CueKind,
    /// Whether و or ف is written onto it.
    ///
    /// A verb with و has no subject in front of it in its own clause, and takes the narrator's
    /// word again behind a comma: both are asked of this.
    pub(super) joined: bool,
}

impl Cue {
    /// The lexicon's entry, for a verb, participle or noun.
    pub(super) fn entry<'l>(&self, lexicon: &'l Lexicon) -> Option<&'l CueEntry> {
        match self.kind {
            CueKind::Word(sense) => Some(lexicon.entry(sense)),
            CueKind::Source(_) => None,
        }
    }

    /// Whether it is a homograph, a cue only with its content right behind it; source phrases count as such.
    pub(super) fn is_weak(&self, lexicon: &Lexicon) -> bool {
        self.entry(lexicon)
            .is_none_or(|entry| entry.government.weak)
    }

    /// The class that is shown.
    pub(super) fn class(&self, lexicon: &Lexicon) -> CueClass {
        self.entry(lexicon)
            .map_or(CueClass::According, |entry| entry.class)
    }

    /// The sense of a verb, participle or noun.
    pub(super) fn sense(&self) -> Option<CueSense> {
        match self.kind {
            CueKind::Word(sense) => Some(sense),
            CueKind::Source(_) => None,
        }
    }

    /// Whether it is a verb in past or present.
    ///
    /// Only such a verb can have a subject behind or in front of it; «مضيفا» and «قوله» take
    /// their speaker from elsewhere.
    pub(super) fn is_finite(&self) -> bool {
        self.sense()
            .is_some_and(|sense| matches!(sense.form, Form::Past | Form::Present))
    }

    /// Whether it is a participle (مضيفا).
    pub(super) fn is_participle(&self) -> bool {
        self.sense()
            .is_some_and(|sense| sense.form == Form::Participle)
    }

    /// What it agrees with; a source phrase with anything in the masculine singular.
    pub(super) fn agreement(&self) -> Agreement {
        self.sense().map_or(
            Agreement {
                gender: Gender::Masculine,
                number: Number::Singular,
            },
            |sense| sense.agreement,
        )
    }
}

/// Verbs that stand without a subject in the present: يذكر أن, يتوقع أن.
///
/// «يُذكر أن المركز افتتح قبل عام» is the writer's own remark, in the passive, which letters
/// do not show. The same verbs with a subject («يتوقع سامر أن …») are cues: أن must follow at
/// once.
const IMPERSONAL: [&str; 10] = [
    "اظهر",
    "اثبت",
    "ذكر",
    "توقع",
    "رجح",
    "لاحظ",
    "قدر",
    "زعم",
    "عد",
    "اعتبر",
];

/// Finds the cues of some words that stand right inside the pair `within`, or in none.
///
/// In the order of the text, none inside another. Linear: a word is looked up once for each
/// reading of its first letters, and held against the few source phrases. Words of a name
/// are no cues (a man may be called صرح), except a first word with a clitic on it.
///
/// `within` keeps the levels apart: `None` reads the narrator's words and leaves all that
/// stands in marks alone, a pair reads what its speaker says himself and not what he quotes.
pub(super) fn find(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    words: std::ops::Range<usize>,
    within: Option<usize>,
) -> Vec<Cue> {
    let (from, to) = (words.start, words.end);
    let mut cues = Vec::new();
    let mut at = from;
    while at < to {
        let named = text
            .named(at)
            .is_some_and(|named| named.first != at || named.clitic == 0);
        if text.words[at].pair != within || named {
            at += 1;
            continue;
        }
        let cue = source(text, lexicon, at).or_else(|| word(text, lexicon, at));
        match cue {
            Some(cue) => {
                at = cue.end;
                cues.push(cue);
            }
            None => at += 1,
        }
    }
    cues
}

/// The source phrase that begins at a word.
///
/// The longest phrase that fits wins: «على حد قوله» before a shorter one with the same first
/// word. Only the last word of a phrase may carry a pronoun.
fn source(text: &AnnotatedText<'_>, lexicon: &Lexicon, at: usize) -> Option<Cue> {
    let key = text.key(at);
    let joined = without_conjunction(key, 0);
    let mut best: Option<Cue> = None;
    for source in &lexicon.sources {
        let Some(first) = source.words.first() else {
            continue;
        };
        let with_conjunction = joined == Some(first.as_str());
        if key != first && !with_conjunction {
            continue;
        }
        let pronoun = source.shape == SourceShape::Pronoun;
        let rest = source.words[1..].iter().enumerate().all(|(i, word)| {
            let next = text.key(at + 1 + i);
            let last = i + 2 == source.words.len();
            if pronoun && last {
                pronoun_behind(next, word).is_some()
            } else {
                next == word
            }
        });
        let end = at + source.words.len();
        if rest && best.is_none_or(|cue| cue.end < end) {
            best = Some(Cue {
                at,
                end,
                kind: CueKind::Source(source.shape),
                joined: with_conjunction,
            });
        }
    }
    best
}

/// The reporting word at a word: a verb before a participle before a noun.
///
/// The word as it stands is asked first: the و of وصف is its own. Then without و or ف
/// (وأضاف), and last without ب, for nouns alone: «بقوله» is a cue, «بقال» is a grocer.
/// سموه is an honour («his highness») before it is «they called him».
fn word(text: &AnnotatedText<'_>, lexicon: &Lexicon, at: usize) -> Option<Cue> {
    let key = text.key(at);
    if lexicon.has(WordList::Honours, key) {
        return None;
    }
    let whole = best_sense(text, lexicon, at, key).map(|sense| (sense, false));
    let (sense, joined) = whole
        .or_else(|| {
            let rest = key
                .strip_prefix(['و', 'ف', 'ا'])
                .filter(|rest| rest.chars().count() >= 2)?;
            let conjunction = !key.starts_with('ا');
            let sense = best_sense(text, lexicon, at, rest).filter(|_| conjunction)?;
            Some((sense, true))
        })
        .or_else(|| {
            // بقوله, بالقول
            let rest = key.strip_prefix("بال").or_else(|| key.strip_prefix('ب'))?;
            let sense =
                best_sense(text, lexicon, at, rest).filter(|sense| sense.form == Form::Noun)?;
            Some((sense, false))
        })?;
    Some(Cue {
        at,
        end: at + 1,
        kind: CueKind::Word(sense),
        joined,
    })
}

/// One reading of a word's letters: of the senses that fit, the best by [`rank`]; of equals
/// the first in the data file.
fn best_sense(
    text: &AnnotatedText<'_>,
    lexicon: &Lexicon,
    at: usize,
    key: &str,
) -> Option<CueSense> {
    lexicon
        .senses(key)
        .iter()
        .copied()
        .filter(|sense| fits(text, lexicon, at, *sense))
        .min_by_key(|sense| rank(lexicon, *sense))
}

/// Strong verbs first, then participles, weak verbs, nouns.
///
/// Lower is better. Of two alike the one without an object pronoun comes first.
fn rank(lexicon: &Lexicon, sense: CueSense) -> (u8, bool) {
    let weak = lexicon.entry(sense).government.weak;
    let form = match sense.form {
        Form::Past | Form::Present => u8::from(weak) * 2,
        Form::Participle => 1,
        Form::Noun => 3,
    };
    (form, sense.object)
}

/// Whether the word as written can be that form.
///
/// Keys are folded, so what folding hides is asked of the raw word here: ى and ي, ة and ه, the
/// hamza. Then what stands in front: a particle that makes the verb part of another clause
/// (لم يقل, أن يعلن), a number in front of a participle. Then verbs that are cues in one
/// construction only, and homographs.
fn fits(text: &AnnotatedText<'_>, lexicon: &Lexicon, at: usize, sense: CueSense) -> bool {
    let entry = lexicon.entry(sense);
    let base = sense.form == Form::Past && !sense.object && text.key(at).ends_with('ي');
    // نفى is a cue, نفي («a denial») is not that verb; a text that writes ى as ي loses it here.
    if base && entry.ends_in_maqsura && !text.raw(at).trim_end_matches(is_haraka).ends_with('ى') {
        return false;
    }
    // دعوة is no دعوه, and a participle is written with ة.
    if matches!(entry.lemma.as_str(), "بين" | "تخوف") && sense.object {
        return false;
    }
    let marbuta = text.raw(at).trim_end_matches(is_haraka).ends_with('ة');
    if marbuta && sense.object {
        return false;
    }
    let before = at.checked_sub(1).map_or("", |i| text.key(i));
    // «لن يعلن», «قرر أن يطالب»: nothing has been span.
    let modal = sense.form == Form::Present
        && (super::grammar::is_that(before) && !text.key(at).starts_with(['و', 'ف'])
            || matches!(before, "لن" | "لم" | "كي" | "لكي" | "وان" | "الا" | "لا"));
    if modal {
        return false;
    }
    // أتهم is the writer's «I accuse», no misspelt اتهم.
    let hamza = text.raw(at).trim_start_matches(['و', 'ف']).starts_with('أ');
    if sense.form == Form::Past && hamza && entry.lemma_starts_bare {
        return false;
    }
    // «20 متهما»
    let counted = at > 0 && text.words[at - 1].kind == TokenKind::Number;
    if counted && sense.form == Form::Participle {
        return false;
    }
    // «جاء في البيان», «بيان جاء فيه»: something stands in a paper.
    if matches!(entry.lemma.as_str(), "جاء" | "ورد") {
        return stands_in_paper(text, lexicon, at);
    }
    // «عبر عن قلقه» but not «عبر الحدود»: its complement must be near.
    if entry.lemma == "عبر"
        && !(at + 1..at + 7).any(|i| matches!(text.key(i), "عن" | "ان" | "بان" | "فيه" | "فيها"))
    {
        return false;
    }
    let homograph = sense.form == Form::Past && entry.government.weak;
    if homograph && !opens_clause(text, lexicon, at) {
        return false;
    }
    let he =
        sense.agreement.gender == Gender::Masculine && sense.agreement.number == Number::Singular;
    let that = matches!(text.key(at + 1), "ان" | "بان" | "انه" | "بانه");
    let impersonal =
        sense.form == Form::Present && he && that && IMPERSONAL.contains(&entry.lemma.as_str());
    !impersonal
}

/// Whether a paper stands behind the verb at a word (جاء في البيان), or a pronoun for one (بيان جاء فيه).
///
/// «جاء الضيوف في المساء» has no paper and so is no cue. Here the paper is the speaker, and
/// whose paper it is comes out in the registry.
fn stands_in_paper(text: &AnnotatedText<'_>, lexicon: &Lexicon, at: usize) -> bool {
    let noun = text.key(at + 2);
    let paper = || {
        let other = matches!(noun, "نص" | "قرار" | "القرار" | "حكم" | "تصريح" | "محضر");
        other || lexicon.knows(WordList::Papers, noun)
    };
    match text.key(at + 1) {
        "في" => paper(),
        "فيه" | "فيها" => true,
        _ => false,
    }
}

/// Whether a homograph can be a verb where it stands: no preposition or verbal noun in front of it (عدم ذكر, إلى رفض).
///
/// Only the word in front is asked. At the head of a paragraph, or with و or ف on it, a
/// homograph may be a verb. Those that are prepositions far more often (بين, عبر, حسب, وفق)
/// need more: a mark, a name or a verbal particle like قد in front of them.
fn opens_clause(text: &AnnotatedText<'_>, lexicon: &Lexicon, at: usize) -> bool {
    let key = text.key(at);
    let Some(before) = at
        .checked_sub(1)
        .filter(|&i| text.words[i].paragraph == text.words[at].paragraph)
    else {
        return true;
    };
    if senses_joined(lexicon, key) {
        return true;
    }
    let preposition = matches!(key, "بين" | "عبر" | "حسب" | "نقل" | "حمل" | "وفق");
    if preposition {
        return text.is_mark(before)
            || matches!(
                text.key(before),
                "كما" | "وقد" | "قد" | "ثم" | "حيث" | "فيما" | "بينما"
            )
            || text.named(before).is_some();
    }
    let word = text.key(before);
    let governs = matches!(
        word,
        "في" | "من"
            | "الي"
            | "علي"
            | "عن"
            | "بعد"
            | "قبل"
            | "دون"
            | "بدون"
            | "عدم"
            | "خلال"
            | "عند"
            | "حول"
            | "بين"
            | "رغم"
            | "اثر"
            | "عقب"
            | "منذ"
            | "بسبب"
            | "ب"
            | "ل"
            | "مع"
            | "اي"
            | "كل"
            | "بشان"
    );
    let noun = lexicon.has(WordList::Contents, word) || lexicon.has(WordList::Works, word);
    !governs && !noun
}

/// Whether the word is a cue only with its و or ف taken off.
fn senses_joined(lexicon: &Lexicon, key: &str) -> bool {
    lexicon.senses(key).is_empty()
}

fn is_haraka(c: char) -> bool {
    crate::text::orthography::is_mark(c)
}

#[cfg(test)]
mod tests {
    use crate::quotes::notation::check;

    #[test]
    fn homographs_are_no_cues() {
        check("كتب العلوم بين الرفوف والطاولة.");
        check("طلب [P:سامر خليل] عدم ذكر اسمه أمام الناس.");
        check("بناء على طلب الوزير أن يحضر.");
    }

    #[test]
    fn the_writers_own_voice_is_no_cue() {
        check("أقول إن البرنامج مستمر.");
        check("يذكر أن البرنامج مستمر.");
    }

    #[test]
    fn all_persons_and_tenses() {
        check("تقول [P:سلمى نور] إن {i P:البرنامج مستمر}.");
        check("وسيعلن [P:سامر خليل] أن {i P:البرنامج مستمر}.");
        check("واعتبر [P:سامر خليل] أن {i P:البرنامج مستمر}.");
    }
}
