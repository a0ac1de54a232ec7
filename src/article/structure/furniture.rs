//! A line → whether it is page furniture: a credit, byline, date, row of buttons, counter or notice.
//!
//! Told by form alone, with the words of `article/data/furniture.txt`:
//!
//! | line | form |
//! |---|---|
//! | credit, byline, invitation | short, and begins with a listed opening («صدر الصورة، …», «تابعونا على …») |
//! | notice | begins with a listed notice («جميع الحقوق محفوظة …»), of any length |
//! | date | nothing but words of dates and numbers, at least one number |
//! | buttons, counters | nothing but listed words and numbers («انسخ الرابط», «12 تعليقا») |
//! | number, address | nothing but a page number or counter, a time of day, or a web address |
//! | mixed | above the first prose, half of its words are such and a date or a button is among them |
//!
//! A name alone is not told from other short lines. What is furniture by an element or class of a web page is the subject
//! of `extract`.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::link::line_key;
use crate::characters::quotation_mark;

/// Longest line that an opening makes furniture, in words: a sentence may begin alike.
const LONGEST_OPENED: usize = 14;
/// Longest row of dates and buttons, in words.
const LONGEST_ROW: usize = 20;
/// Longest notice, in words.
const LONGEST_NOTICE: usize = 40;
/// Characters at the start of a line that contain the longest opening, marks and spaces included.
const BEGINNING: usize = 80;
/// Characters at the start of a line that contain its first word, marks included.
const FIRST_WORD: usize = 32;
/// Between an opening that needs a separator and what follows.
const SEPARATORS: [char; 7] = [':', '|', '/', '،', ',', '–', '-'];

/// A way to begin a line of furniture.
struct FurnitureOpening {
    /// Folded.
    key: String,
    /// It may begin a sentence too, so a separator must follow.
    needs_separator: bool,
    /// Most words of the line.
    longest: usize,
}

/// The lists of the data file, folded.
#[derive(Default)]
struct FurnitureLists {
    openings: Vec<FurnitureOpening>,
    /// The first word of each opening: most lines need no other test.
    first_words: HashSet<String>,
    date: HashSet<String>,
    share: HashSet<String>,
}

/// Read once.
static LISTS: LazyLock<FurnitureLists> = LazyLock::new(|| {
    let mut lists = FurnitureLists::default();
    let mut section = "";
    for line in include_str!("../data/furniture.txt").lines() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        if line.starts_with('[') {
            section = line.trim_matches(['[', ']']);
            continue;
        }
        let bare = line.trim_end_matches([' ', ':', ',']);
        let key = line_key(bare.chars());
        match section {
            "date" => {
                lists.date.insert(key);
            }
            "share" => {
                lists.share.insert(key);
            }
            _opening_or_notice => {
                lists.first_words.insert(first_word(&key).to_owned());
                lists.openings.push(FurnitureOpening {
                    key,
                    needs_separator: bare.len() < line.len(),
                    longest: if section == "notice" {
                        LONGEST_NOTICE
                    } else {
                        LONGEST_OPENED
                    },
                });
            }
        }
    }
    lists
});

/// What a line is, apart from an article's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FurnitureForm {
    /// Furniture wherever it stands.
    Certain,
    /// Furniture if it stands above the first prose: a byline with its date and buttons.
    AboveText,
}

/// The form of `line`, which has no white space at its ends; `None` for text.
///
/// Only the first words of a long line are read.
pub(super) fn furniture_form(line: &str) -> Option<FurnitureForm> {
    let first = line_key(line.chars().take(FIRST_WORD));
    let first = first_word(&first);
    if LISTS.first_words.contains(first) && is_opened(line) {
        return Some(FurnitureForm::Certain);
    }
    let may_be_row = !line.ends_with(['.', ':', '؟', '!'])
        && line.split_whitespace().nth(LONGEST_ROW).is_none()
        && (LISTS.share.contains(first)
            || line.starts_with("http")
            || line.contains(char::is_numeric));
    if may_be_row { row_form(line) } else { None }
}

/// The first run of letters and digits in a folded line.
fn first_word(key: &str) -> &str {
    let key = key.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = key.find(|c: char| !c.is_alphanumeric());
    &key[..end.unwrap_or(key.len())]
}

/// Whether a listed opening begins the line. With a colon it may be speech, too: then neither a quotation nor a stop follows.
fn is_opened(line: &str) -> bool {
    let count = line.split_whitespace().take(LONGEST_NOTICE + 1).count();
    let may_be_speech = line.contains(|c| quotation_mark(c).is_some()) || line.ends_with('.');
    let beginning = line_key(line.chars().take(BEGINNING));
    let beginning = beginning.trim_start_matches(|c: char| !c.is_alphanumeric());
    LISTS.openings.iter().any(|opening| {
        let Some(rest) = beginning.strip_prefix(opening.key.as_str()) else {
            return false;
        };
        count <= opening.longest
            && !rest.starts_with(char::is_alphanumeric)
            && (!opening.needs_separator
                || (rest.trim_start().starts_with(SEPARATORS) && !may_be_speech))
    })
}

/// The form of a line that holds dates, buttons and counters.
fn row_form(line: &str) -> Option<FurnitureForm> {
    let key = line_key(line.chars());
    let words = key.split(|c: char| !c.is_alphanumeric());
    let (mut all, mut numbers, mut dates, mut shares) = (0, 0, 0, 0);
    for word in words.filter(|word| !word.is_empty()) {
        all += 1;
        let letters = word.trim_start_matches(char::is_numeric);
        if letters.is_empty() {
            numbers += 1;
        } else if LISTS.share.contains(letters) {
            shares += 1;
        } else if LISTS.date.contains(letters) {
            dates += 1;
            numbers += usize::from(letters.len() < word.len());
        }
    }
    let known = numbers + dates + shares;
    let is_row = shares > 0 || (numbers > 0 && dates > 0);
    // A number alone: of digits, and nothing that makes it a value or a result; or a time of day.
    let is_time = key.chars().all(|c| c.is_numeric() || c == ':') && key.contains(':');
    let is_number = numbers == all && all <= 3;
    let is_number = is_number && (is_time || (all == 1 && key.chars().all(char::is_numeric)));
    let is_address = line.starts_with("https://") || line.starts_with("http://");
    if is_number || (is_address && !line.contains(' ')) || (is_row && known >= all) {
        return Some(FurnitureForm::Certain);
    }
    let is_dated = numbers >= 2 && dates > 0;
    let is_mixed = (is_dated || shares >= 2) && known * 2 >= all;
    is_mixed.then_some(FurnitureForm::AboveText)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_bylines_dates_buttons_counters_and_notices_are_furniture() {
        for line in [
            "صدر الصورة، EPA",
            "مصدر الصورة Getty Images",
            "التعليق على الصورة، منظر الميناء",
            "Author, سلمى درويش",
            "بقلم: سلمى درويش",
            "تابعوا أخبار الساحل عبر غوغل نيوز",
            "حمّل الآن تطبيق الصحيفة للهواتف المحمولة",
            "الآراء الواردة أدناه لا تعبر عن رأي الصحيفة، بل تعكس وجهات نظر أصحابها فقط.",
            "© جميع الحقوق محفوظة لصحيفة الساحل 2024",
            "3 مارس/ آذار 2024",
            "نُشر في: الأحد، 12 أكتوبر 2025 - 14:30",
            "آخر تحديث: ١٢ أيار ٢٠٢٤ الساعة ٠٩:١٥ بتوقيت غرينتش",
            "منذ 3 ساعات",
            "مدة القراءة: 4 دقائق",
            "2min read",
            "انسخ الرابط",
            "شارك فيسبوك تويتر واتساب",
            "12 تعليقا",
            "التعليقات (3)",
            "مشاركة",
            "إعلان",
            "3",
            "14:30",
            "https://sahel.example/news",
            "وسوم: الميناء، ليلى منصور، الواحة",
        ] {
            assert_eq!(furniture_form(line), Some(FurnitureForm::Certain), "{line}");
        }
        for line in [
            "سلمى درويش مراسلة 3 مارس/ آذار 2024 2min انسخ الرابط",
            "كريم حداد - الواحة 12 أكتوبر 2025",
        ] {
            assert_eq!(
                furniture_form(line),
                Some(FurnitureForm::AboveText),
                "{line}"
            );
        }
    }

    #[test]
    fn text_that_begins_or_reads_alike_is_text() {
        for line in [
            "كتب سليم عون على صفحته إن الميناء مفتوح",
            "المصدر قال إن الميناء مفتوح",
            "الصورة التي نشرها الوزير أثارت الجدل في المدينة",
            "اشترك في الندوة ثلاثة وزراء، وحضرها عدد كبير من الكتاب والصحفيين والطلاب من كل مدن الساحل.",
            "شارك الوزير في الافتتاح",
            "تابع الجمهور المباراة من الشرفات",
            "الأحد الأول في رمضان",
            "3-1",
            "12.5%",
            "1,250",
            "توسعة الميناء في مارس",
            "في 3 مارس 2024.",
            "عقد الاجتماع يوم الأحد في القاهرة وحضره وزير النقل وعدد من النواب",
            "كتب: «الميناء مفتوح للجميع»",
        ] {
            assert_eq!(furniture_form(line), None, "{line}");
        }
    }
}
