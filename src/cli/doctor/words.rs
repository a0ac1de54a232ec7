//! The words of the doctor's page, Arabic first.
//!
//! Where the interface is Arabic the question stands in English too: whoever needs the doctor may not be able to read
//! Arabic on this screen yet.

use crate::ui::Lang;

/// One text in both languages.
#[derive(Clone, Copy, Debug)]
pub(super) struct BilingualText(&'static str, &'static str);

impl BilingualText {
    /// The text in `lang`.
    pub(super) const fn text(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Arabic => self.0,
            Lang::English => self.1,
        }
    }
}

/// What is looked at: two lam-alefs, a bracketed word, Latin letters, digits, a full stop. Invented.
pub(super) const SAMPLE: &str = "قال الأستاذ (سمير): لا نقرأ في qari إلا 25 خبرا.";

pub(super) const ASKING: BilingualText = BilingualText("تُسأل الطرفية…", "asking the terminal…");
pub(super) const QUESTION: BilingualText = BilingualText(
    "أي سطر من هذه يُقرأ صحيحا؟ اضغط رقمه.",
    "Which of these lines reads right? Press its number.",
);
pub(super) const RIGHT: BilingualText = BilingualText(
    "الصحيح: في أقصى اليمين كلمة «قال» وفي أقصى اليسار النقطة، والحروف متصلة، والقوسان يضمان الاسم، و25 وqari من اليسار إلى اليمين.",
    "Right is: at the right end the word qala (qaf, alef, lam), at the left end the full stop; letters joined, brackets around the name, qari and 25 from left to right.",
);
pub(super) const AUTOMATIC: BilingualText = BilingualText("اختيار qari", "qari's own choice");
pub(super) const KEPT: BilingualText = BilingualText("المحفوظ", "kept");
pub(super) const IN_USE: BilingualText = BilingualText("المستعمل", "in use");
pub(super) const KEY_NONE: BilingualText = BilingualText("لا شيء منها", "none of them");
pub(super) const KEY_ENTER: BilingualText = BilingualText("كما هو", "as it is");
pub(super) const KEY_FORGET: BilingualText = BilingualText("انسَ المحفوظ", "forget the kept");
pub(super) const KEY_FOUND: BilingualText = BilingualText("ما عُرف", "findings");
pub(super) const KEY_BACK: BilingualText = BilingualText("رجوع", "back");
pub(super) const TOO_SMALL: BilingualText =
    BilingualText("الشاشة أصغر من 60×22", "Screen smaller than 60x22");
