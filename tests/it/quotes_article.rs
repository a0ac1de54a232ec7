//! The quotes of one whole invented article, as a person would check them.

use std::fmt::Write;

use qari::EntityKind;
use qari::Quotes;
use qari::article::Article;
use qari::internals::quotes;
use qari::internals::text;

const NEWS: &str = "\
سامر خليل: الجسر الجديد سيفتح قبل الشتاء
قال وزير النقل في ميرانيا سامر خليل أمس إن الجسر الجديد سيفتح قبل الشتاء، مضيفا أن العمال «يعملون ليل نهار» منذ شهرين.
وأضاف: «لن نترك القرى معزولة مرة أخرى. هذا وعد قطعناه للناس».
وفي المقابل، ترى نقابة المهندسين أن الموعد غير واقعي، وحذرت من التسرع في البناء.
وقالت رئيسة النقابة، المهندسة سلمى نور، لصحيفة «الفجر»: \"طلبنا فحصا مستقلا قبل الافتتاح، ولم نتلق جوابا\". ووصفت الجدول الزمني بـ«المتهور».
صحيفة «الفجر» اعتبرت أن المشروع اختبار للحكومة، ولفتت إلى أن كلفته تضاعفت ثلاث مرات.
وذكرت الصحيفة أن «ثلاث شركات انسحبت من المناقصة بسبب تأخر الدفع».
من جهته، نفى مصدر في الوزارة انسحاب أي شركة، وقال إن العقود «قيد المراجعة».
وشدد الوزير على ضرورة الصبر، داعيا السكان إلى استخدام العبارة حتى الافتتاح.
ويعرض في المتحف هذا الأسبوع فيلم «الجسر القديم».
وبحسب سكان المنطقة، فإن العبارة لا تكفي لنقل الطلاب والمرضى.";

const NAMES: [(&str, EntityKind); 5] = [
    ("سامر خليل", EntityKind::Person),
    ("سلمى نور", EntityKind::Person),
    ("ميرانيا", EntityKind::Place),
    ("نقابة المهندسين", EntityKind::Organization),
    ("الفجر", EntityKind::Organization),
];

/// One line a quote, under its speaker.
fn listing(text: &str, quotes: &Quotes) -> String {
    let mut out = String::new();
    for (index, speaker) in quotes.speakers.iter().enumerate() {
        let role = speaker.role.map_or("", |role| role.of(text));
        let _ = writeln!(out, "{} ({role})", speaker.name);
        for quote in quotes
            .list
            .iter()
            .filter(|quote| quote.speaker.is_some_and(|id| id.0 == index))
        {
            let cue = quote.cue.map_or("", |cue| cue.of(text));
            let _ = writeln!(
                out,
                "  {:?} [{cue} {:?}] {:?} {}%: {}",
                quote.kind,
                quote.cue_class,
                quote.found_by,
                quote.confidence,
                quote.span.of(text)
            );
        }
    }
    out
}

#[test]
fn an_article_from_top_to_bottom() {
    let article = Article::from_text(NEWS, "-");
    let document = text::read(&article);
    let quotes = quotes::find(
        &document,
        &crate::support::listed::entities(&article.text, &NAMES),
    );
    crate::support::golden("quotes-article", listing(&article.text, &quotes));
}
