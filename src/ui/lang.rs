//! The two languages of the interface and every text it shows.
//!
//! A text is a [`Label`]; [`Label::text`] gives it in one of the two. To add a text, add a
//! line to the table below, Arabic first; a missing translation does not compile, an empty one or
//! one in the other language fails the test. Texts with a number or a name in them are put together
//! where they are shown, with the name isolated (see [`isolate`](super::isolate)).
//!
//! Nothing of an article is translated, and error messages about files are English.

use crate::quotes::SpeakerId;

/// Language of the interface; Arabic also mirrors it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// العربية
    #[default]
    Arabic,
    /// English
    English,
}

impl Lang {
    /// The language of a POSIX locale name (`ar_EG.UTF-8`); English for all but Arabic.
    pub fn of_locale(locale: &str) -> Self {
        let language = locale
            .split(['_', '.', '@', '-'])
            .next()
            .unwrap_or_default();
        if language.eq_ignore_ascii_case("ar") {
            Self::Arabic
        } else {
            Self::English
        }
    }
}

/// The letter of a speaker, in the order of the alphabet (of the abjad in Arabic), from its beginning again after the last;
/// a question mark for nobody known.
pub(crate) fn speaker_letter(speaker: Option<SpeakerId>, lang: Lang) -> char {
    let (letters, unknown) = match lang {
        Lang::Arabic => ("أبجدهوزحطيكلمنسعفصقرشتثخذضظغ", '؟'),
        Lang::English => ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", '?'),
    };
    let nth = |id: SpeakerId| letters.chars().nth(id.0 % letters.chars().count());
    speaker.and_then(nth).unwrap_or(unknown)
}

macro_rules! labels {
    ($($(#[$doc:meta])* $name:ident $arabic:literal $english:literal;)+) => {
        /// A fixed text of the interface.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Label {
            $(#[doc = $english] $name,)+
        }

        impl Label {
            /// Every label, for the test of completeness.
            #[cfg(test)]
            const ALL: &[Self] = &[$(Self::$name),+];

            /// The text in `lang`.
            pub const fn text(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$name, Lang::Arabic) => $arabic,
                      (Self::$name, Lang::English) => $english,)+
                }
            }
        }
    };
}

labels! {
    Persons "أشخاص" "people";
    Places "أماكن" "places";
    Organizations "منظمات" "organizations";
    Person "شخص" "person";
    Place "مكان" "place";
    Organization "منظمة" "organization";
    Quotes "الأقوال" "Quotes";
    QuotesUnit "أقوال" "quotes";
    NoQuotes "لا أقوال في هذا المقال" "No quotes in this article";
    NoEntities "لا أسماء في هذا المقال" "No names in this article";
    Resumed "تُستأنف القراءة من حيث توقفت" "reading goes on where it stopped";
    Analysing "يجري التحليل…" "analysing…";
    Loading "يُقرأ…" "reading…";
    Unnamed "بلا قائل معروف" "speaker not known";
    Mentions "ذكر" "mentions";
    Words "كلمة" "words";
    Articles "المقالات" "Articles";
    OrderGiven "كما وردت" "as given";
    OrderUnread "غير المقروء أولا" "unread first";
    OrderNewest "الأحدث أولا" "newest first";
    OrderTitle "بالعنوان" "by title";
    OrderSource "بالمصدر" "by source";
    FilterPrompt "تصفية:" "filter:";
    Filtered "تصفية:" "filter:";
    Of "من" "of";
    Read "قُرئ" "read";
    WithoutText "سجلا بلا نص" "records without text";
    NoProblems "كل السجلات لها نص" "all records have text";
    ProblemsTitle "سجلات بلا نص" "Records without text";
    MoreProblems "ومثلها أخرى:" "and more:";
    TooSmall "الشاشة أصغر من 40×10" "Screen smaller than 40x10";
    SearchPrompt "بحث:" "search:";
    NotFound "لا يوجد:" "not found:";
    NothingFurther "لا مزيد" "no more";
    FromStart "بلغ النهاية؛ من البداية" "past the end: from the start again";
    FromEnd "بلغ البداية؛ من النهاية" "past the start: from the end again";
    AtStart "هنا البداية" "this is the start";
    AtEnd "هنا النهاية" "this is the end";
    NoJump "لا موضع سابق" "nowhere to go back to";
    NoJumpForth "لا موضع لاحق" "nowhere to go forth to";
    NoKey "لا عمل هنا للمفتاح" "no use here for";
    Count "عدد" "count";
    StepName "اسم" "name";
    StepHit "نتيجة" "hit";
    MarkSetWhich "علامة: اضغط حرفا" "mark: press a letter";
    MarkGoWhich "إلى علامة: اضغط حرفها" "to a mark: press its letter";
    MarkSet "وُضعت العلامة" "set mark";
    MarkUnknown "لا علامة بهذا الحرف:" "no mark";
    SaysNothing "لا قول له في هذا المقال" "says nothing in this article";
    NobodyToCompare "ليس في المقال قائلان" "there are no two speakers in this article";
    CompareTitle "قائلان" "Two speakers";
    CopiedQuote "نُسخ القول" "quote copied";
    CopiedQuotes "نُسخت الأقوال وعددها" "quotes copied:";
    CopiedName "نُسخ الاسم" "name copied";
    CopiedParagraph "نُسخت الفقرة" "paragraph copied";
    CopyBy "بالأمر" "by";
    CopyThroughTmux "إلى tmux ومنه إلى الطرفية" "to tmux, and through it to the terminal";
    CopyInTmux "إلى tmux (للصق: prefix ])" "into tmux (paste: prefix ])";
    CopyNever "هذه الطرفية لا تنسخ؛" "this terminal does not copy;";
    CopyPerhaps "أُرسل وقد لا تقبله الطرفية؛" "sent, the terminal may not take it;";
    CopyTooLong "أطول مما تقبله الطرفية؛" "too long for the terminal;";
    CopyStatus "رمز الخروج" "exit status";
    CopySlow "لم ينته خلال 3 ثوان" "no end within 3 s";
    CopySaved "حُفظ في" "saved in";
    CopyAlsoSaved "وهو أيضا في" "also in";
    CopyLost "ولم يُحفظ:" "not saved:";
    Comma "؛" ";";
    MouseOn "الفأرة تعمل؛ لتحديد النص مع Shift" "mouse on; select text with Shift";
    MouseOff "الفأرة للطرفية" "mouse off";
    NothingToExplain "اختر قولا أو اسما" "select a quote or a name";
    OnlySpeaker "أقوال هذا القائل وحده:" "only this speaker:";
    AboutTitle "ما قيل عن" "said about";
    NobodySelected "اختر قائلا أو اسما" "select a speaker or a name";
    NothingAbout "لم يُقل عنه شيء:" "nothing is said about";
    HelpTitle "المفاتيح" "Keys";
    IndexTitle "الأسماء" "Names";
    WhyTitle "الدليل" "Evidence";
    WhyCue "الفعل أو اللفظ:" "cue:";
    WhySpeaker "القائل:" "speaker:";
    WhyWords "كلمات النص:" "words for him:";
    WhyElse "أو لعله:" "else perhaps:";
    WhyFoundBy "كيف عُرف:" "found by:";
    WhyConfidence "الثقة:" "how sure:";
    Sure "مؤكد" "sure";
    Unsure "غير مؤكد، تحقق بنفسك" "unsure, check it yourself";
    WhyMention "لماذا عُدّ اسما:" "why a name:";
    CardRole "صفته:" "role:";
    CardWhere "مواضعه:" "where:";
    CardSaid "أقواله:" "says:";
    IndexSaid "قال" "said";
    IndexAbout "قيل عنه" "about";
    IndexName "الاسم" "name";
    IndexWhere "من البداية إلى النهاية ◄" "◄ end · start";
    GroupMove "الحركة" "MOVE";
    GroupList "قائمة المقالات" "LIST OF ARTICLES";
    GroupFind "البحث والرجوع" "FIND AND RETURN";
    GroupQuotes "الأقوال" "QUOTES";
    GroupNames "الأسماء" "NAMES";
    GroupCopy "النسخ" "COPY";
    GroupScreen "الشاشة والبرنامج" "SCREEN AND PROGRAM";
    KeyPrompt "مفتاح:" "key:";
    NamePrompt "اسم:" "name:";
    WhyForms "يسمى أيضا:" "also called:";
    BySubject "فاعل فعل القول" "subject of the reporting verb";
    ByApposition "بدل من الفاعل" "apposition to the verb's subject";
    ByCarriedOver "القائل السابق مستمر" "the speaker before goes on";
    ByPublication "الصحيفة أو الوكالة المتحدَّث عنها" "the publication under discussion";
    ByAccording "بحسب، وفقا لـ، نقلا عن" "according to";
    ByTurn "سؤال وجواب أو عنوان" "interview turn or headline";
    MentionList "في قائمة أسماء" "a list of names has it";
    MentionCue "دلّ عليه ما حوله:" "the words around it:";
    MentionModel "حكم النموذج" "the model's judgement";
    MentionEarlier "ورد في موضع آخر:" "named elsewhere:";
    DirectQuote "قول مباشر" "direct";
    PartialQuote "كلمات مقتبسة" "quoted words";
    IndirectCount "بالمعنى" "indirect";
    IndirectQuote "كلام منقول بالمعنى" "indirect";
    InvalidBytes "بايتات غير صالحة:" "invalid bytes:";
    ControlsRemoved "رموز تحكم أزيلت:" "control characters removed:";
    MojibakeMended "أسطر أُصلح ترميزها:" "lines saved in a wrong encoding, mended:";
    MixedEncodings "أسطر بترميز آخر:" "lines in another encoding:";
    VisualOrder "الحروف محفوظة معكوسة الترتيب؛ أعد الفتح مع --from-visual" "letters are stored in visual order; open with --from-visual";
    NotAnalysed "النص أطول من أن يُبحث فيه عن الأسماء والأقوال" "too long: names and quotes are not looked for";
    UnsureCount "غير مؤكد" "unsure";
    ChipOnly "وحده" "only";
    ChipIndirect "بلا المنقول بالمعنى" "indirect hidden";
    ChipOrder "بترتيب النص" "as in the text";
    ChipTashkeel "بلا حركات" "no harakat";
    ChipHeld "ثابتة" "held";
    KeyHold "لوحة الأقوال: ثابتة أو تتبع القراءة" "quotes pane: hold, or follow reading";
    HintKeys "مفاتيح" "keys";
    HintQuote "قول" "quote";
    HintSearch "بحث" "search";
    HintFilter "تصفية" "filter";
    HintOrder "ترتيب" "order";
    HintPane "الأقوال" "quotes";
    HintOpen "فتح" "open";
    HintBack "رجوع" "back";
    HintQuit "خروج" "quit";
    HintSpeaker "قائل" "speaker";
    HintSwap "تبديل" "swap";
    HintUnsure "التالي غير المؤكد" "next unsure";
    HintClose "إغلاق" "close";
    HintMention "ذكر" "mention";
    HintNames "أسماء" "names";
    HintFind "بحث" "find";
    HintCopy "نسخ" "copy";
    HintFold "طيّ" "fold";
    ClassSay "قول" "says";
    ClassAdd "إضافة" "adds";
    ClassStress "تأكيد" "stresses";
    ClassClaim "زعم" "claims";
    ClassWarn "تحذير" "warns";
    ClassCall "دعوة" "calls for";
    ClassAsk "سؤال" "asks";
    ClassJudge "رأي" "judges";
    ClassAnnounce "إعلان" "announces";
    ClassDeny "نفي" "denies";
    ClassAccording "نسبة" "according to";
    KeyDown "سطر إلى الأسفل، أو البند التالي" "line down, or next item";
    KeyUp "سطر إلى الأعلى، أو البند السابق" "line up, or previous item";
    KeyHalfDown "نصف صفحة إلى الأسفل" "half a page down";
    KeyHalfUp "نصف صفحة إلى الأعلى" "half a page up";
    KeyPageDown "صفحة إلى الأسفل" "page down";
    KeyPageUp "صفحة إلى الأعلى" "page up";
    KeyParagraphDown "الفقرة التالية، أو القائل التالي" "next paragraph, or next speaker";
    KeyParagraphUp "الفقرة السابقة، أو القائل السابق" "previous paragraph, or previous speaker";
    KeyStart "إلى البداية" "to the start";
    KeyEnd "إلى النهاية" "to the end";
    KeyNextQuote "القول التالي" "next quote";
    KeyPreviousQuote "القول السابق" "previous quote";
    KeyNextUnsure "القول التالي غير المؤكد قائله" "next quote with an unsure speaker";
    KeyFilterPage "ابحث في هذه الصفحة" "find on this page";
    KeyNextMention "الاسم التالي" "next name";
    KeyPreviousMention "الاسم السابق" "previous name";
    KeySearch "بحث في النص" "search in the text";
    KeyEarlierSearch "بحث سابق" "earlier search";
    KeyLaterSearch "بحث لاحق" "later search";
    KeyNextStep "التالي مما سبق: نتيجة أو اسم أو قول" "next of the last step: hit, this name, quote";
    KeyPreviousStep "السابق مما سبق: نتيجة أو اسم أو قول" "previous of the last step: hit, this name, quote";
    KeyJumpBack "رجوع إلى ما قبل القفزة" "back to before the jump";
    KeyJumpForth "عودة إلى ما بعد القفزة" "forth again";
    KeySetMark "ضع علامة، ثم حرفها" "set a mark, then its letter";
    KeyGoToMark "اذهب إلى علامة، ثم حرفها" "go to a mark, then its letter";
    KeyFocusNext "بين المقال والأقوال" "between article and quotes";
    KeyFocusQuotes "إلى الأقوال (يسارا)" "to the quotes (left)";
    KeyFocusArticle "إلى المقال (يمينا)" "to the article (right)";
    KeyOpen "افتح، أو اذهب إلى القول، أو أظهر دليله" "open, go to the quote, or show its evidence";
    KeyFold "اطوِ أقوال القائل أو افتحها" "fold or unfold the speaker";
    KeyFoldAll "اطوِ أقوال الجميع أو افتحها" "fold or unfold all speakers";
    KeyFilter "أقوال قائل واحد، ثم الجميع" "this speaker only, then all";
    KeyCompare "قائلان جنبا إلى جنب؛ تبديل الجانبين" "two speakers side by side; swap them";
    KeyOrder "ترتيب الأقوال: بالقائل أو بالنص" "order of quotes: by speaker or as in the text";
    KeyIndirect "الكلام المنقول بالمعنى: إظهار أو إخفاء" "indirect speech: show or hide";
    KeyAbout "ما قاله الآخرون عنه" "what others say about him";
    KeyPane "الأقوال: إظهار أو إخفاء، أسفل المقال: شريط أو قائمة" "quotes pane: show or hide; below the article: strip or list";
    KeyIndex "فهرس الأسماء" "index of names";
    KeyWhy "الدليل على القول، أو بطاقة الاسم" "evidence for the quote, card of the name";
    KeyCopy "انسخ القول مع قائله ومصدره، أو الاسم، أو الفقرة" "copy the quote with its source, else name or paragraph";
    KeyCopySpeaker "انسخ كل أقوال القائل مع مصدرها" "copy all quotes of the speaker";
    KeyPersons "الأشخاص: تمييز أو ترك" "people: highlight or not";
    KeyPlaces "الأماكن: تمييز أو ترك" "places: highlight or not";
    KeyOrganizations "المنظمات: تمييز أو ترك" "organizations: highlight or not";
    KeyListFilter "تصفية المقالات بالعنوان والمصدر" "filter articles by title and source";
    KeyListOrder "ترتيب المقالات" "order of the articles";
    KeyListProblems "سجلات بلا نص" "records without text";
    KeyTashkeel "الحركات: إظهار أو إخفاء" "harakat: show or hide";
    KeyNextArticle "المقال التالي" "next article";
    KeyPreviousArticle "المقال السابق" "previous article";
    KeyCancel "ألغِ: البحث، القائل الواحد، الصفحة المفتوحة" "cancel: search, one speaker, open page";
    KeyCancelTyping "ألغِ البحث أو العلامة" "cancel a search or a mark";
    KeyHelp "هذه الصفحة" "this page";
    KeyMouse "الفأرة: لقارئ أو للطرفية" "mouse: for qari, or for the terminal";
    KeyRedraw "ارسم الشاشة من جديد" "draw the screen anew";
    KeySuspend "أوقف البرنامج مؤقتا" "suspend";
    KeyBack "رجوع، أو خروج" "back, or leave";
    KeyQuit "خروج" "leave";
    DoctorAsking "تُسأل الطرفية…" "asking the terminal…";
    DoctorQuestion "أي سطر من هذه يُقرأ صحيحا؟ اضغط رقمه." "Which of these lines reads right? Press its number.";
    DoctorExplanation "الصحيح: في أقصى اليمين كلمة «قال» وفي أقصى اليسار النقطة، والحروف متصلة، والقوسان يضمان الاسم، و25 وqari من اليسار إلى اليمين." "Right is: at the right end the word qala (qaf, alef, lam), at the left end the full stop; letters joined, brackets around the name, qari and 25 from left to right.";
    DoctorAutomatic "اختيار qari" "qari's own choice";
    DoctorKept "المحفوظ" "kept";
    DoctorInUse "المستعمل" "in use";
    DoctorTooSmall "الشاشة أصغر من 60×22" "Screen smaller than 60x22";
    DoctorChoose "هذا السطر صحيح" "this line reads right";
    DoctorNoneFits "لا شيء منها" "none of them";
    DoctorLeave "كما هو" "as it is";
    DoctorForget "انسَ المحفوظ" "forget the kept";
    DoctorFindings "ما عُرف" "findings";
    DoctorBack "رجوع" "back";
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has_arabic(text: &str) -> bool {
        text.chars().any(|c| ('\u{0600}'..='\u{06FF}').contains(&c))
    }

    #[test]
    fn every_text_is_there_in_both_languages() {
        for label in Label::ALL {
            let (arabic, english) = (label.text(Lang::Arabic), label.text(Lang::English));
            assert!(has_arabic(arabic), "{label:?}: {arabic}");
            assert!(
                !english.is_empty() && !has_arabic(english),
                "{label:?}: {english}"
            );
            for text in [arabic, english] {
                assert_eq!(text.trim(), text, "{label:?}");
                assert!(!text.contains(char::is_control), "{label:?}");
            }
        }
    }

    #[test]
    fn speakers_have_letters_that_go_round() {
        let letter = |id, lang| speaker_letter(Some(SpeakerId(id)), lang);
        assert_eq!(
            [0, 1, 26].map(|id| letter(id, Lang::English)),
            ['A', 'B', 'A']
        );
        assert_eq!(
            [0, 1, 28].map(|id| letter(id, Lang::Arabic)),
            ['أ', 'ب', 'أ']
        );
        assert_eq!(speaker_letter(None, Lang::English), '?');
    }

    #[test]
    fn the_locale_decides() {
        assert_eq!(Lang::of_locale("ar_EG.UTF-8"), Lang::Arabic);
        assert_eq!(Lang::of_locale("ar"), Lang::Arabic);
        assert_eq!(Lang::of_locale("en_GB"), Lang::English);
        assert_eq!(Lang::of_locale("C.UTF-8"), Lang::English);
        assert_eq!(Lang::of_locale("arn_CL"), Lang::English);
    }

    #[test]
    fn a_locale_chooses_the_language() {
        use crate::ui::Lang;

        assert_eq!(Lang::of_locale("ar_EG.UTF-8"), Lang::Arabic);
        assert_eq!(Lang::of_locale("C.UTF-8"), Lang::English);
    }
}
