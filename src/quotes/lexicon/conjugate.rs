//! A reporting verb's past, present and participle → all its forms in the
//! third person, with their gender and number; a noun's forms with pronouns.
//!
//! First and second person are left out: «أقول» is the writer's own voice.

/// Grammatical gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::quotes) enum Gender {
    Masculine,
    Feminine,
}

/// Grammatical number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::quotes) enum Number {
    One,
    Two,
    Many,
}

/// What a form agrees with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::quotes) struct Agreement {
    pub(in crate::quotes) gender: Gender,
    pub(in crate::quotes) number: Number,
}

/// What a form is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::quotes) enum Form {
    Past,
    Present,
    /// مضيفا, مشيرة
    Participle,
    /// قوله, تصريحات
    Noun,
}

/// One form as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::quotes) struct Inflected {
    pub(in crate::quotes) word: String,
    pub(in crate::quotes) form: Form,
    pub(in crate::quotes) agreement: Agreement,
    pub(in crate::quotes) object: bool,
}

const HE: Agreement = agreement(Gender::Masculine, Number::One);
const SHE: Agreement = agreement(Gender::Feminine, Number::One);
const THEY: Agreement = agreement(Gender::Masculine, Number::Many);
const THEY_WOMEN: Agreement = agreement(Gender::Feminine, Number::Many);
const BOTH: Agreement = agreement(Gender::Masculine, Number::Two);
const BOTH_WOMEN: Agreement = agreement(Gender::Feminine, Number::Two);

/// Object pronouns that are written onto a verb.
const OBJECTS: [&str; 4] = ["ه", "ها", "هم", "هما"];

const fn agreement(gender: Gender, number: Number) -> Agreement {
    Agreement { gender, number }
}

/// All forms of a verb; `-` stands for a part that is not used.
pub(super) fn verb(past: &str, present: &str, participle: &str) -> Vec<Inflected> {
    let mut forms = Vec::new();
    past_forms(past, &mut forms);
    present_forms(present, &mut forms);
    if participle != "-" {
        participle_forms(participle, &mut forms);
    }
    forms
}

/// A noun with and without pronouns, in the singular and the plural in ات.
pub(super) fn noun(noun: &str) -> Vec<Inflected> {
    let mut forms = Vec::new();
    let open = noun.strip_suffix('ة').map(|stem| format!("{stem}ت"));
    let bound = open.clone().unwrap_or_else(|| noun.to_owned());
    let plural = format!("{}ات", noun.strip_suffix('ة').unwrap_or(noun));
    let pronouns = [("ه", HE), ("ها", SHE), ("هم", THEY), ("هما", BOTH)];
    for (stem, free) in [(bound.as_str(), noun), (plural.as_str(), plural.as_str())] {
        put(&mut forms, free.to_owned(), Form::Noun, HE, false);
        for (pronoun, who) in pronouns {
            put(
                &mut forms,
                format!("{stem}{pronoun}"),
                Form::Noun,
                who,
                true,
            );
        }
    }
    forms
}

fn put(forms: &mut Vec<Inflected>, word: String, form: Form, agreement: Agreement, object: bool) {
    forms.push(Inflected {
        word,
        form,
        agreement,
        object,
    });
}

/// A form and the same with each object pronoun; `before` is its shape in front of one.
fn with_objects(forms: &mut Vec<Inflected>, word: &str, before: &str, form: Form, who: Agreement) {
    put(forms, word.to_owned(), form, who, false);
    for object in OBJECTS {
        put(forms, format!("{before}{object}"), form, who, true);
    }
}

fn past_forms(past: &str, forms: &mut Vec<Inflected>) {
    // A weak last letter falls before ت and وا (نفى: نفت, نفوا) and turns to ا before a pronoun (نفاه).
    let weak = past.strip_suffix('ى').or_else(|| past.strip_suffix('ا'));
    let stem = weak.unwrap_or(past);
    let before = if weak.is_some() {
        format!("{stem}ا")
    } else {
        past.to_owned()
    };
    with_objects(forms, past, &before, Form::Past, HE);
    let she = format!("{stem}ت");
    with_objects(forms, &she, &she, Form::Past, SHE);
    with_objects(
        forms,
        &format!("{stem}وا"),
        &format!("{stem}و"),
        Form::Past,
        THEY,
    );
    let dual = match past.chars().last() {
        Some('ى') => format!("{stem}يا"),
        Some('ا') => format!("{stem}وا"),
        _ => format!("{past}ا"),
    };
    put(forms, dual, Form::Past, BOTH, false);
    put(forms, format!("{stem}تا"), Form::Past, BOTH_WOMEN, false);
    if weak.is_none() {
        put(
            forms,
            format!("{}ن", short(past)),
            Form::Past,
            THEY_WOMEN,
            false,
        );
    }
}

/// A hollow verb before ن: قال, قلن; others as they are.
fn short(past: &str) -> String {
    let letters: Vec<char> = past.chars().collect();
    match letters[..] {
        [first, 'ا', last] => [first, last].iter().collect(),
        _ => past.to_owned(),
    }
}

fn present_forms(present: &str, forms: &mut Vec<Inflected>) {
    let Some(rest) = present.strip_prefix('ي') else {
        return;
    };
    let weak = rest
        .strip_suffix('ي')
        .or_else(|| rest.strip_suffix('و'))
        .or_else(|| rest.strip_suffix('ى'));
    let stem = weak.unwrap_or(rest);
    let before = match rest.strip_suffix('ى') {
        Some(stem) => format!("{stem}ا"),
        None => rest.to_owned(),
    };
    let dual = match rest.strip_suffix('ى') {
        Some(stem) => format!("{stem}ي"),
        None => rest.to_owned(),
    };
    for future in ["", "س", "ل"] {
        for (person, who) in [('ي', HE), ('ت', SHE)] {
            let word = format!("{future}{person}{rest}");
            let bound = format!("{future}{person}{before}");
            with_objects(forms, &word, &bound, Form::Present, who);
        }
        let endings = [
            (format!("ي{stem}ون"), THEY),
            (format!("ي{stem}وا"), THEY),
            (format!("ي{dual}ان"), BOTH),
            (format!("ت{dual}ان"), BOTH_WOMEN),
            (format!("ي{rest}ن"), THEY_WOMEN),
        ];
        for (word, who) in endings {
            put(forms, format!("{future}{word}"), Form::Present, who, false);
        }
    }
}

/// The participle as a circumstance (مضيفا) in gender and number; راو gives راويا.
fn participle_forms(participle: &str, forms: &mut Vec<Inflected>) {
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
    let stem = if defective {
        format!("{participle}ي")
    } else {
        participle.to_owned()
    };
    put(forms, format!("{stem}ا"), Form::Participle, HE, false);
    put(forms, format!("{stem}ة"), Form::Participle, SHE, false);
    put(
        forms,
        format!("{participle}ين"),
        Form::Participle,
        THEY,
        false,
    );
    put(
        forms,
        format!("{stem}ات"),
        Form::Participle,
        THEY_WOMEN,
        false,
    );
    put(
        forms,
        format!("{stem}تين"),
        Form::Participle,
        BOTH_WOMEN,
        false,
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(forms: &[Inflected], word: &str, who: Agreement) -> bool {
        forms
            .iter()
            .any(|form| form.word == word && form.agreement == who)
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
        for (word, who) in [
            ("نفت", SHE),
            ("نفوا", THEY),
            ("ينفون", THEY),
            ("نفاه", HE),
            ("نافيا", HE),
        ] {
            assert!(has(&forms, word, who), "{word}");
        }
        let forms = verb("دعا", "يدعو", "داع");
        for (word, who) in [
            ("دعت", SHE),
            ("دعوا", THEY),
            ("يدعون", THEY),
            ("دعاه", HE),
            ("داعية", SHE),
        ] {
            assert!(has(&forms, word, who), "{word}");
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
