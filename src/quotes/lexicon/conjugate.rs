//! A reporting verb's past, present and participle → all its forms in the
//! third person, with their gender and number; a noun's forms with pronouns.
//!
//! First and second person are left out: «أقول» is the writer's own voice.
//!
//! It is no grammar of Arabic. It makes the forms that news writes, from the three parts that
//! a line of `verbs.txt` gives, and may make some that nobody writes; those cost memory and
//! nothing else. The moods of the present are not told apart but for the plural (يعلنون,
//! يعلنوا), and the passive has no forms of its own, since its letters are the active's.
//! The words are as written, with hamza and ى; they are folded when their keys are made.

pub(in crate::quotes) use crate::text::morphology::{Gender, Number};

/// What a form agrees with.
///
/// A verb in front of its subject shows nothing of two and of many: «قال الوزيران», «قال الوزراء». The number
/// counts where the subject stands in front or is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::quotes) struct Agreement {
    pub(in crate::quotes) gender: Gender,
    pub(in crate::quotes) number: Number,
}

/// What a form is.
///
/// Only the first two can have a subject of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::quotes) enum Form {
    Past,
    Present,
    /// مضيفا, مشيرة
    ///
    /// In the accusative, as a circumstance of the verb before; «المضيف» with its article is a
    /// man who has guests.
    Participle,
    /// قوله, تصريحات
    Noun,
}

/// One form as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::quotes) struct Inflected<'w> {
    /// The word in pieces: prefix, stem, ending, object pronoun.
    ///
    /// The word is their concatenation. They are never joined: a key is made from them as they
    /// are, and no string is made for a form that only few articles hold.
    pub(in crate::quotes) pieces: [&'w str; 4],
    pub(in crate::quotes) form: Form,
    pub(in crate::quotes) agreement: Agreement,
    /// «وصفه»: the noun behind such a verb is its subject, since the object is there already.
    /// For a noun the pronoun is the speaker («قوله»).
    pub(in crate::quotes) object: bool,
}

/// What takes the forms, one by one.
type FormSink<'t> = dyn FnMut(Inflected<'_>) + 't;

const HE: Agreement = agreement(Gender::Masculine, Number::Singular);
const SHE: Agreement = agreement(Gender::Feminine, Number::Singular);
const THEY: Agreement = agreement(Gender::Masculine, Number::Plural);
const THEY_WOMEN: Agreement = agreement(Gender::Feminine, Number::Plural);
const BOTH: Agreement = agreement(Gender::Masculine, Number::Dual);
const BOTH_WOMEN: Agreement = agreement(Gender::Feminine, Number::Dual);

/// Object pronouns that are written onto a verb.
///
/// Those of the third person. «أخبرني» has none and so is no cue: whom a speaker told is not
/// the narrator.
const OBJECTS: [&str; 4] = ["ه", "ها", "هم", "هما"];

const fn agreement(gender: Gender, number: Number) -> Agreement {
    Agreement { gender, number }
}

/// Gives all forms of a verb; `-` stands for a part that is not used.
///
/// Some seventy forms for a verb with all three parts, given in a fixed order, some of them
/// twice.
pub(super) fn verb(past: &str, present: &str, participle: &str, take: &mut FormSink<'_>) {
    past_forms(past, take);
    present_forms(present, take);
    if participle != "-" {
        participle_forms(participle, take);
    }
}

/// Gives a noun with and without pronouns, in the singular and the plural in ات.
///
/// تصريح gives تصريح, تصريحه, تصريحها … and تصريحات, تصريحاته …; a broken plural (أقوال) is
/// not made. Without a pronoun the agreement means nothing.
pub(super) fn noun(noun: &str, take: &mut FormSink<'_>) {
    let cut = noun.strip_suffix('ة');
    let stem = cut.unwrap_or(noun);
    let bound = if cut.is_some() { "ت" } else { "" };
    let pronouns = [("ه", HE), ("ها", SHE), ("هم", THEY), ("هما", BOTH)];
    for (free, before) in [((noun, ""), bound), ((stem, "ات"), "ات")] {
        put(take, ["", free.0, free.1, ""], Form::Noun, HE);
        for (pronoun, identity) in pronouns {
            put(take, ["", stem, before, pronoun], Form::Noun, identity);
        }
    }
}

/// The pieces go out as they are; `object` is told by the last.
fn put(take: &mut FormSink<'_>, pieces: [&str; 4], form: Form, agreement: Agreement) {
    take(Inflected {
        pieces,
        form,
        agreement,
        object: !pieces[3].is_empty(),
    });
}

/// A form, `free`, and its shape in front of a pronoun, `bound`, with each of them; stem and ending.
fn with_objects(
    take: &mut FormSink<'_>,
    prefix: &str,
    [free, bound]: [[&str; 2]; 2],
    form: Form,
    identity: Agreement,
) {
    put(take, [prefix, free[0], free[1], ""], form, identity);
    for object in OBJECTS {
        put(take, [prefix, bound[0], bound[1], object], form, identity);
    }
}

/// The stem is the past without a weak last letter: قال, نف, دع. The dual keeps the letter as
/// ي or و (نفيا, دعوا).
fn past_forms(past: &str, take: &mut FormSink<'_>) {
    // A weak last letter falls before ت and وا (نفى: نفت, نفوا) and turns to ا before a pronoun (نفاه).
    let weak = past.strip_suffix('ى').or_else(|| past.strip_suffix('ا'));
    let stem = weak.unwrap_or(past);
    let before = if weak.is_some() { "ا" } else { "" };
    let he = [[past, ""], [stem, before]];
    with_objects(take, "", he, Form::Past, HE);
    with_objects(take, "", [[stem, "ت"], [stem, "ت"]], Form::Past, SHE);
    with_objects(take, "", [[stem, "وا"], [stem, "و"]], Form::Past, THEY);
    let dual = match past.chars().last() {
        Some('ى') => "يا",
        Some('ا') => "وا",
        _ => "ا",
    };
    put(take, ["", stem, dual, ""], Form::Past, BOTH);
    put(take, ["", stem, "تا", ""], Form::Past, BOTH_WOMEN);
    if weak.is_none() {
        let short = short(past);
        put(take, ["", &short, "ن", ""], Form::Past, THEY_WOMEN);
    }
}

/// A hollow verb before ن: قال, قلن; others as they are.
///
/// Three letters with ا between: كان, قال. Verbs with a hollow stem of more letters (أفاد,
/// أفدن) keep their ا here, so their plural for women is not found.
fn short(past: &str) -> String {
    let mut letters = past.chars();
    match (
        letters.next(),
        letters.next(),
        letters.next(),
        letters.next(),
    ) {
        (Some(first), Some('ا'), Some(last), None) => [first, last].iter().collect(),
        _ => past.to_owned(),
    }
}

/// What stands in front of a present's stem, for him and for her: alone, in the future, behind ل.
///
/// Others (أ, ن) are the first person. «فليعلن» is read with its ف taken off.
const PREFIXES: [(&str, &str); 3] = [("ي", "ت"), ("سي", "ست"), ("لي", "لت")];

/// A weak last letter falls before ون and وا (ينفي, ينفون). A present that does not begin
/// with ي gives nothing; so does the `-` of a verb that is used in the past alone.
fn present_forms(present: &str, take: &mut FormSink<'_>) {
    let Some(rest) = present.strip_prefix('ي') else {
        return;
    };
    let weak = rest
        .strip_suffix('ي')
        .or_else(|| rest.strip_suffix('و'))
        .or_else(|| rest.strip_suffix('ى'));
    let stem = weak.unwrap_or(rest);
    let (before, dual) = match rest.strip_suffix('ى') {
        Some(stem) => ([stem, "ا"], [stem, "يان"]),
        None => ([rest, ""], [rest, "ان"]),
    };
    for (he, she) in PREFIXES {
        for (person, identity) in [(he, HE), (she, SHE)] {
            with_objects(take, person, [[rest, ""], before], Form::Present, identity);
        }
        let endings = [
            ([he, stem, "ون", ""], THEY),
            ([he, stem, "وا", ""], THEY),
            ([he, dual[0], dual[1], ""], BOTH),
            ([she, dual[0], dual[1], ""], BOTH_WOMEN),
            ([he, rest, "ن", ""], THEY_WOMEN),
        ];
        for (pieces, identity) in endings {
            put(take, pieces, Form::Present, identity);
        }
    }
}

/// The participle as a circumstance (مضيفا) in gender and number; راو gives راويا.
///
/// The data give it without the ending of the accusative. Which participles lack their last
/// ي cannot be told from their letters (داع, but رافع), so they are listed.
fn participle_forms(participle: &str, take: &mut FormSink<'_>) {
    let defective = matches!(
        participle,
        "راو"
            | "حاك"
            | "داع"
            | "موص"
            | "ناف"
            | "مدع"
            | "متمن"
            | "شاك"
            | "مشتك"
            | "مدل"
            | "مناد"
            | "مغن"
            | "مثن"
            | "مبد"
            | "عاز"
            | "متباه"
            | "منه"
            | "مسم"
    );
    let endings = if defective {
        ["يا", "ية", "ين", "يات", "يتين"]
    } else {
        ["ا", "ة", "ين", "ات", "تين"]
    };
    for (ending, identity) in endings.into_iter().zip(PARTICIPLES) {
        put(
            take,
            ["", participle, ending, ""],
            Form::Participle,
            identity,
        );
    }
}

/// Whom the participle's forms go with, in their order.
const PARTICIPLES: [Agreement; 5] = [HE, SHE, THEY, THEY_WOMEN, BOTH_WOMEN];

#[cfg(test)]
mod tests {
    use super::*;

    fn has(forms: &[(String, Agreement)], word: &str, identity: Agreement) -> bool {
        forms
            .iter()
            .any(|form| form.0 == word && form.1 == identity)
    }

    fn verb(past: &str, present: &str, participle: &str) -> Vec<(String, Agreement)> {
        let mut forms = Vec::new();
        super::verb(past, present, participle, &mut |form| {
            forms.push((form.pieces.concat(), form.agreement));
        });
        forms
    }

    fn noun(noun: &str) -> Vec<(String, Agreement)> {
        let mut forms = Vec::new();
        super::noun(noun, &mut |form| {
            forms.push((form.pieces.concat(), form.agreement));
        });
        forms
    }

    #[test]
    fn a_sound_verb() {
        let forms = verb("أعلن", "يعلن", "معلن");
        assert!(has(&forms, "أعلنت", SHE));
        assert!(has(&forms, "أعلنوا", THEY));
        assert!(has(&forms, "يعلنون", THEY));
        assert!(has(&forms, "ستعلن", SHE));
        assert!(has(&forms, "معلنة", SHE));
        assert!(!has(&forms, "أعلنت", HE));
    }

    #[test]
    fn weak_letters_fall_and_turn() {
        let forms = verb("نفى", "ينفي", "ناف");
        for (word, identity) in [
            ("نفت", SHE),
            ("نفوا", THEY),
            ("ينفون", THEY),
            ("نفاه", HE),
            ("نافيا", HE),
        ] {
            assert!(has(&forms, word, identity), "{word}");
        }
        let forms = verb("دعا", "يدعو", "داع");
        for (word, identity) in [
            ("دعت", SHE),
            ("دعوا", THEY),
            ("يدعون", THEY),
            ("دعاه", HE),
            ("داعية", SHE),
        ] {
            assert!(has(&forms, word, identity), "{word}");
        }
    }

    #[test]
    fn a_hollow_verb() {
        let forms = verb("قال", "يقول", "قائل");
        assert!(has(&forms, "قلن", THEY_WOMEN));
        assert!(has(&forms, "قائلا", HE));
        assert!(has(&forms, "يقولان", BOTH));
    }

    #[test]
    fn a_noun_with_its_pronouns() {
        let forms = noun("كلمة");
        assert!(has(&forms, "كلمته", HE));
        assert!(has(&forms, "كلماتها", SHE));
    }
}
