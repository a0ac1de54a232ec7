//! Names before the rules → names after them. The notation marks what the tagger has found, whole tokens.

use super::*;
use crate::entities::lexicon::WordLexicon;
use crate::entities::{label, mentions, notation};
use crate::text;

/// What the rules make of the marked names, in the same notation.
fn corrected(marked: &str) -> String {
    let (text, spans) = notation::unmarked(marked);
    let article = notation::article(text);
    let document = text::read(&article);
    let table = notation::lexicon(&[
        ("لبنان", GazetteerList::Country),
        ("السعودية", GazetteerList::Country),
        ("بيروت", GazetteerList::City),
        ("سلمى", GazetteerList::Given),
        ("كريم", GazetteerList::Given),
        ("محمد", GazetteerList::Given),
        ("هبة", GazetteerList::Given),
        ("ريان", GazetteerList::Given),
        ("آسيا", GazetteerList::Given),
        ("وكالة", GazetteerList::Head),
        ("رويترز", GazetteerList::Media),
        ("الشيخ", GazetteerList::Title),
        ("الشاب", GazetteerList::Title),
    ]);
    let lexicon = WordLexicon::new(&table).unwrap();
    let words = DocumentWords::new(&document, lexicon);
    let labels = label::of(&document, spans);
    let context = NameContext {
        document: &document,
        words: &words,
        lexicon,
        phrases: None,
    };
    let names = apply(context, mentions::tagged_names(&document, &words, &labels));
    notation::marked(
        &article.text,
        names.iter().map(|name| (name.span, name.kind)),
    )
}

/// The names as they are shown.
fn shown(marked: &str) -> Vec<String> {
    let (text, spans) = notation::unmarked(marked);
    let article = notation::article(text);
    let document = text::read(&article);
    let table = notation::lexicon(&[("لبنان", GazetteerList::Country)]);
    let lexicon = WordLexicon::new(&table).unwrap();
    let words = DocumentWords::new(&document, lexicon);
    let labels = label::of(&document, spans);
    let context = NameContext {
        document: &document,
        words: &words,
        lexicon,
        phrases: None,
    };
    let names = apply(context, mentions::tagged_names(&document, &words, &labels));
    names.iter().map(|name| name.shown(&document)).collect()
}

/// Asserts each pair: marked by the tagger, and after the rules.
fn assert_corrected(pairs: &[(&str, &str)]) {
    for (marked, right) in pairs {
        assert_eq!(corrected(marked), *right, "{marked}");
    }
}

#[test]
fn the_joined_article_is_shown_with_its_alef() {
    assert_eq!(shown("وصل [O:للأمم المتحدة]"), ["الأمم المتحدة"]);
    assert_eq!(shown("وصل [O:وللجيش الأمريكي]"), ["الجيش الأمريكي"]);
    assert_eq!(shown("وصل [L:للسعودية]"), ["السعودية"]);
    assert_eq!(shown("وصل [L:للبنان]"), ["لبنان"]);
    assert_eq!(shown("وصل [L:وللبنان]"), ["لبنان"]);
}

#[test]
fn the_blanks_of_the_article_are_not_shown() {
    assert_eq!(shown("وصل [P:سالم \u{A0} قدري]"), ["سالم قدري"]);
}

#[test]
fn the_first_letter_of_a_foreign_name_stays() {
    assert_corrected(&[
        ("وقال [P:بريان تومسون] إن", "وقال [P:بريان تومسون] إن"),
        ("وقال [P:ولفغانغ ماير] إن", "وقال [P:ولفغانغ ماير] إن"),
        ("فرقة [O:سبيريت وينتر] جيدة", "فرقة [O:سبيريت وينتر] جيدة"),
        // Unknown to every list: nothing stands between a verb or a title and its name.
        ("وقال [P:وسكوفيتش] إن", "وقال [P:وسكوفيتش] إن"),
        ("كان الشاب [P:بسكوفيتش] هناك", "كان الشاب [P:بسكوفيتش] هناك"),
    ]);
}

#[test]
fn a_proclitic_is_cut_where_a_known_name_is_left() {
    assert_corrected(&[
        ("قال [O:لوكالة رويترز] إن", "قال ل[O:وكالة رويترز] إن"),
        ("أشاد [P:بكريم حداد] أمس", "أشاد ب[P:كريم حداد] أمس"),
        ("زار [L:وبيروت] أمس", "زار و[L:بيروت] أمس"),
        ("بعث [P:لبريان تومسون] رسالة", "بعث ل[P:بريان تومسون] رسالة"),
    ]);
}

#[test]
fn the_article_itself_shows_how_a_name_begins() {
    assert_corrected(&[
        (
            "[P:فؤاد بوسكوف] ثم [P:بوسكوف] غدا",
            "[P:فؤاد بوسكوف] ثم [P:بوسكوف] غدا",
        ),
        (
            "[P:فؤاد سكوفيتش] أشاد [P:بسكوفيتش] غدا",
            "[P:فؤاد سكوفيتش] أشاد ب[P:سكوفيتش] غدا",
        ),
    ]);
}

#[test]
fn people_joined_by_and_are_several() {
    assert_corrected(&[
        (
            "مع [P:سعاد عبد الرحمن والشيخ عبدالله بن زايد] أمس",
            "مع [P:سعاد عبد الرحمن] والشيخ [P:عبدالله بن زايد] أمس",
        ),
        (
            "مع [P:محمد قدري وسلمى قدري وكريم حداد] أمس",
            "مع [P:محمد قدري] و[P:سلمى قدري] و[P:كريم حداد] أمس",
        ),
        (
            "مع [P:أبا مازن وأم كلثوم] أمس",
            "مع [P:أبا مازن] و[P:أم كلثوم] أمس",
        ),
        (
            "شكر [P:كريم ولسلمى حضورهما] أمس",
            "شكر [P:كريم] ول[P:سلمى] حضورهما أمس",
        ),
        // A surname that begins with و.
        ("قال [P:كريم وهبة] أمس", "قال [P:كريم وهبة] أمس"),
        (
            "قال [O:فرانس برس ولرويترز] إن",
            "قال [O:فرانس برس] ول[O:رويترز] إن",
        ),
    ]);
}

#[test]
fn initials_belong_to_the_name() {
    assert_corrected(&[
        (
            "خطاب [P:جون ف]. [P:كينيدي] أمس",
            "خطاب [P:جون ف. كينيدي] أمس",
        ),
        (
            "خطاب [P:جون] ف. [P:كينيدي] أمس",
            "خطاب [P:جون ف. كينيدي] أمس",
        ),
        ("كتبت ج. ك. [P:رولينغ] أمس", "كتبت [P:ج. ك. رولينغ] أمس"),
        (
            "المهندس م. ع. [P:الشريف] حضر",
            "المهندس [P:م. ع. الشريف] حضر",
        ),
        (
            "ذكر [P:جون ف. كينيدي وج. ك. رولينغ] أمس",
            "ذكر [P:جون ف. كينيدي] و[P:ج. ك. رولينغ] أمس",
        ),
        (
            "ذكر [P:جون ف]. [O:كينيدي وج. ك. رولينغ] أمس",
            "ذكر [P:جون ف. كينيدي] و[P:ج. ك. رولينغ] أمس",
        ),
        ("كتبت ج. ك. رولينغ أمس", "كتبت [P:ج. ك. رولينغ] أمس"),
        // Titles of one letter stay outside.
        ("قال د. [P:أحمد قدري] أمس", "قال د. [P:أحمد قدري] أمس"),
        ("مع أ.د. [P:سعاد قدري] أمس", "مع أ.د. [P:سعاد قدري] أمس"),
    ]);
}

#[test]
fn a_name_goes_on_behind_its_open_end() {
    assert_corrected(&[
        (
            "قال [P:أحمد بن محمد آل] ثاني إن",
            "قال [P:أحمد بن محمد آل ثاني] إن",
        ),
        ("كتب [P:سعيد أبو] حاكم مقاله", "كتب [P:سعيد أبو حاكم] مقاله"),
    ]);
}

#[test]
fn ordinals_belong_to_rulers() {
    assert_corrected(&[
        (
            "الملك [P:لويس] الرابع عشر هنا",
            "الملك [P:لويس الرابع عشر] هنا",
        ),
        ("حضر [P:لويس الرابع] عشر هنا", "حضر [P:لويس الرابع عشر] هنا"),
        (
            "البابا [P:يوحنا بولس] الثاني هنا",
            "البابا [P:يوحنا بولس الثاني] هنا",
        ),
        (
            "البابا [P:بنديكتوس الـ]16 إن",
            "البابا [P:بنديكتوس الـ16] إن",
        ),
        (
            "البابا [P:بنديكتوس] الـ16 إن",
            "البابا [P:بنديكتوس الـ16] إن",
        ),
        ("حضر [O:بنديكتوس الـ16] إن", "حضر [P:بنديكتوس الـ16] إن"),
        ("حضر لويس الرابع عشر هنا", "حضر [P:لويس الرابع عشر] هنا"),
        // Whoever comes second is no king.
        ("سجل [P:كريم] الثاني من ركلة", "سجل [P:كريم] الثاني من ركلة"),
    ]);
}

#[test]
fn names_behind_a_head_in_the_dual_are_found() {
    assert_corrected(&[
        ("بين حركتي فتح وحماس أمس", "بين حركتي [O:فتح] و[O:حماس] أمس"),
        (
            "بين حركتي [O:فتح] وحماس أمس",
            "بين حركتي [O:فتح] و[O:حماس] أمس",
        ),
        (
            "بين بلدتي [L:السمكة] وعين القمح أمس",
            "بين بلدتي [L:السمكة] و[L:عين القمح] أمس",
        ),
        (
            "احترق معسكرا الوادي وزهرة أمس",
            "احترق معسكرا [L:الوادي] و[L:زهرة] أمس",
        ),
        ("في مدينتي ومدينته أمس", "في مدينتي ومدينته أمس"),
        ("في مدينتي أمس", "في مدينتي أمس"),
        (
            "ترأس حزبا سياسيا وقاده للفوز",
            "ترأس حزبا سياسيا وقاده للفوز",
        ),
    ]);
}

#[test]
fn latin_names_are_found_by_lists_and_in_brackets() {
    assert_corrected(&[
        ("قال لـBBC إن", "قال لـ[O:BBC] إن"),
        ("رئيس OpenAI حضر", "رئيس [O:OpenAI] حضر"),
        ("قالت New York Times إن", "قالت [O:New York Times] إن"),
        ("زار Elon Musk دبي", "زار [P:Elon Musk] دبي"),
        (
            "مع [P:سام ألتمان] (Sam Altman) أمس",
            "مع [P:سام ألتمان] ([P:Sam Altman]) أمس",
        ),
        (
            "شركة \"[O:تورك سيل]\" (turkcell) أمس",
            "شركة \"[O:تورك سيل]\" ([O:turkcell]) أمس",
        ),
        ("نظام (GPS) عبر VPN أمس", "نظام (GPS) عبر VPN أمس"),
        ("حساب Apple ID جديد", "حساب Apple ID جديد"),
        ("كتب name@BBC أمس", "كتب name@BBC أمس"),
    ]);
}

#[test]
fn ordinary_words_are_no_names() {
    assert_corrected(&[
        ("إخفاء [L:الشعر الرمادي] اليوم", "إخفاء الشعر الرمادي اليوم"),
        ("إخفاء الشعر [L:الرمادي] اليوم", "إخفاء الشعر الرمادي اليوم"),
        ("زار [L:الرمادي] اليوم", "زار [L:الرمادي] اليوم"),
        ("أصيب [P:بفيروس كورونا] أمس", "أصيب بفيروس كورونا أمس"),
        ("مع أذان [L:المغرب] أمس", "مع أذان المغرب أمس"),
        ("قال الناشط [P:الأمازيغي] أمس", "قال الناشط الأمازيغي أمس"),
    ]);
}

#[test]
fn a_given_name_that_is_a_place_speaks_as_a_person() {
    assert_corrected(&[
        ("وقالت [L:آسيا] إن", "وقالت [P:آسيا] إن"),
        ("في [L:آسيا] مدن", "في [L:آسيا] مدن"),
    ]);
}

#[test]
fn the_name_of_a_body_ends_before_its_clause() {
    assert_corrected(&[
        (
            "مع [O:اللجنة العليا للإسكان المشكلة] من الوزراء",
            "مع [O:اللجنة العليا للإسكان] المشكلة من الوزراء",
        ),
        (
            "مع [O:الهيئة العامة للمياه المنبثقة] عن الوزارة",
            "مع [O:الهيئة العامة للمياه] المنبثقة عن الوزارة",
        ),
        (
            "وأكدت [O:لجنة الصحة أن المال كاف].",
            "وأكدت [O:لجنة الصحة] أن المال كاف.",
        ),
        // The letters of an abbreviation are no particle.
        ("قالت [O:شبكة سي ان ان] أمس", "قالت [O:شبكة سي ان ان] أمس"),
    ]);
}

#[test]
fn a_body_may_bear_the_name_of_a_person() {
    assert_corrected(&[
        (
            "مقاتلو حركة \"[P:صلاح الدين الأيوبي]\" أمس",
            "مقاتلو حركة \"[O:صلاح الدين الأيوبي]\" أمس",
        ),
        (
            "مقاتلو كتيبة «[P:سعد الدين النوري]» أمس",
            "مقاتلو كتيبة «[O:سعد الدين النوري]» أمس",
        ),
        ("رواية \"[P:صلاح الدين]\" أمس", "رواية \"[P:صلاح الدين]\" أمس"),
    ]);
}

#[test]
fn units_and_bases_are_found_by_their_form() {
    assert_corrected(&[
        (
            "وأعلن اللواء الثامن انسحابه",
            "وأعلن [O:اللواء الثامن] انسحابه",
        ),
        ("مع الفرقة الرابعة أمس", "مع [O:الفرقة الرابعة] أمس"),
        (
            "من قاعدة الوادي العسكرية صباحا",
            "من [L:قاعدة الوادي العسكرية] صباحا",
        ),
        (
            "من قاعدة [L:عين القمح] الجوية صباحا",
            "من [L:قاعدة عين القمح الجوية] صباحا",
        ),
        ("من قاعدة عسكرية صباحا", "من قاعدة عسكرية صباحا"),
        ("قاعدة عريضة من الناس", "قاعدة عريضة من الناس"),
    ]);
}

#[test]
fn spoken_initials_belong_to_the_name() {
    assert_corrected(&[
        (
            "خطاب [P:جون إف]. [P:كينيدي] أمس",
            "خطاب [P:جون إف. كينيدي] أمس",
        ),
        (
            "كتبت جي. كيه. [P:رولينغ] أمس",
            "كتبت [P:جي. كيه. رولينغ] أمس",
        ),
    ]);
}
