//! Articles as people have them: the direction of their paragraphs, letters as presentation forms, and files of every
//! format and encoding → the right paragraphs, names and quotes.

use qari::article::{Article, FieldPaths, LoadOptions, ParagraphRole, Warning};
use qari::layout::Direction;
use qari::{Analysis, EntityKind};

const FIRST: &str = "قالت وزيرة النقل ليلى منصور، الأحد، إن ميناء الواحة سيستقبل أول سفينة في الشتاء المقبل، وإن التوسعة اكتملت.";
const SECOND: &str = "وأضافت أن كلفة المشروع بلغت 120 مليون دينار، دفعت الحكومة نصفها، وجاء الباقي من صندوق المدن الساحلية.";

/// The article in a file of that name.
fn read(bytes: impl Into<Vec<u8>>, name: &str) -> Article {
    let read = Article::from_bytes(bytes.into(), name, &LoadOptions::default());
    read.unwrap_or_else(|error| panic!("{error}"))
}

/// `<` for each paragraph that reads right to left, `>` for each other.
fn directions(article: &Article) -> String {
    let paragraphs = article.paragraphs.iter();
    let signs = paragraphs.map(|paragraph| match paragraph.direction {
        Direction::RightToLeft => '<',
        Direction::LeftToRight => '>',
    });
    signs.collect()
}

#[test]
fn an_arabic_paragraph_may_begin_with_a_latin_word() {
    let text = format!(
        "iPhone 15 يصل إلى الأسواق العربية\n\n{FIRST}\nBBC عربي نقلت عن المدير قوله إن العمل انتهى.\n\
         (Reuters) - قال مسؤول إن الأمر انتهى.\nFIFA: «المباراة ستقام في موعدها»\n\
         This line is English, and only English.\n20 – 30"
    );
    let article = Article::from_text(&text, "-");
    assert_eq!(article.direction, Direction::RightToLeft);
    assert_eq!(directions(&article), "<<<<<><");
    assert_eq!(article.label_direction(), Direction::RightToLeft);
    let english = Article::from_text(
        "The port opens today\n\nThe word for it is ميناء, we say.\nميناء الواحة",
        "-",
    );
    assert_eq!(directions(&english), ">><");
}

#[test]
fn the_direction_that_a_page_or_the_user_states_is_heeded() {
    let page = format!(
        "<html dir=rtl><body><article><h1>Port</h1><p>{FIRST}<p>An English paragraph of some words.\
         <p dir=rtl>Also English, said to be the other way.<p>{SECOND}<blockquote dir=ltr>{FIRST}</blockquote>"
    );
    assert_eq!(directions(&read(page, "a.html")), "><><<>");
    let options = LoadOptions {
        direction: Some(Direction::LeftToRight),
        ..LoadOptions::default()
    };
    let forced = Article::from_bytes(FIRST.into(), "-", &options);
    assert_eq!(
        forced.map(|article| directions(&article)).ok().as_deref(),
        Some(">")
    );
}

/// The kind of each name with its number of mentions, and the spaces of each quote with its speaker.
#[derive(Debug, PartialEq)]
struct Found {
    names: Vec<(EntityKind, usize)>,
    quotes: Vec<(String, Option<usize>)>,
}

fn found(article: &Article) -> Found {
    let analysis = Analysis::of(article);
    let entities = analysis.entities.list.iter();
    let names = entities
        .map(|entity| (entity.kind, entity.mentions.len()))
        .collect();
    let quotes = analysis.quotes.list.iter().map(|quote| {
        let words = quote.span.of(&article.text).chars();
        let speaker = quote.speaker.map(|id| id.0);
        (words.filter(|c| *c == ' ').collect(), speaker)
    });
    Found {
        names,
        quotes: quotes.collect(),
    }
}

#[test]
fn presentation_forms_give_the_names_and_quotes_of_their_letters() {
    let letters = "قال وزير الخارجية السعودي فيصل بن فرحان إن بلاده ترحب بالاتفاق.\n\n\
                   وأضاف فيصل بن فرحان: «الأمن في القاهرة وبغداد أولوية».";
    let forms = "ﻗﺎﻝ ﻭﺯﻳﺮ ﺍﻟﺨﺎﺭﺟﻴﺔ ﺍﻟﺴﻌﻮﺩﻱ ﻓﻴﺼﻞ ﺑﻦ ﻓﺮﺣﺎﻥ ﺇﻥ ﺑﻼﺩﻩ ﺗﺮﺣﺐ ﺑﺎﻻﺗﻔﺎﻕ.\n\n\
                 ﻭﺃﺿﺎﻑ ﻓﻴﺼﻞ ﺑﻦ ﻓﺮﺣﺎﻥ: «ﺍﻷﻣﻦ ﻓﻲ ﺍﻟﻘﺎﻫﺮﺓ ﻭﺑﻐﺪﺍﺩ ﺃﻭﻟﻮﻳﺔ».";
    let expected = found(&Article::from_text(letters, "-"));
    assert!(
        !expected.names.is_empty() && expected.quotes.len() == 2,
        "{expected:?}"
    );
    let article = Article::from_text(forms, "-");
    assert_eq!(found(&article), expected);
    assert!(article.text.contains("ﻓﻴﺼﻞ"), "the text itself stays");
    let analysis = Analysis::of(&article);
    let names = analysis.entities.list.iter().map(|entity| &entity.name);
    assert!(names.clone().any(|name| name == "فيصل بن فرحان"));
    let speakers = &analysis.quotes.speakers;
    assert!(
        speakers
            .iter()
            .all(|speaker| speaker.name == "فيصل بن فرحان")
    );
}

/// The paragraphs, one a line.
fn paragraphs(article: &Article) -> String {
    let paragraphs = article.paragraphs.iter();
    let texts: Vec<&str> = paragraphs
        .map(|paragraph| paragraph.span.of(&article.text))
        .collect();
    texts.join("\n")
}

#[test]
fn lines_that_a_mail_program_broke_and_quoted_are_joined() {
    let mail = "ميناء الواحة يفتح أبوابه

> قالت وزيرة النقل ليلى منصور، الأحد، إن
> ميناء الواحة سيستقبل أول سفينة في الشتاء
> المقبل، وإن التوسعة اكتملت.

وأضافت أن كلفة المشروع بلغت 120 مليون
دينار، دفعت الحكومة نصفها، وجاء الباقي
من صندوق المدن الساحلية.
";
    let expected = format!("ميناء الواحة يفتح أبوابه\n{FIRST}\n{SECOND}");
    assert_eq!(paragraphs(&Article::from_text(mail, "-")), expected);
}

#[test]
fn text_that_was_saved_in_a_wrong_encoding_is_mended_and_said() {
    // «قال الوزير نعم» in UTF-8 and in windows-1256, both read as windows-1252.
    for wrong in [
        "Ù\u{201A}Ø§Ù\u{201E} Ø§Ù\u{201E}Ù\u{2C6}Ø²Ù\u{160}Ø± Ù\u{2020}Ø¹Ù\u{2026}",
        "ÞÇá ÇáæÒíÑ äÚã",
    ] {
        let article = read(wrong, "a.txt");
        assert_eq!(article.text, "قال الوزير نعم");
        assert_eq!(article.warnings, [Warning::MojibakeMended(1)]);
    }
    // One line of windows-1256 in a file of UTF-8.
    let line: &[u8] = b"\xde\xc7\xe1 \xc7\xe1\xe6\xd2\xed\xd1 \xe4\xda\xe3";
    let file = [FIRST.as_bytes(), b"\n", line, b"\n", SECOND.as_bytes()].concat();
    let article = read(file, "a.txt");
    assert_eq!(
        paragraphs(&article),
        format!("{FIRST}\nقال الوزير نعم\n{SECOND}")
    );
    assert_eq!(article.warnings, [Warning::MixedEncodings(1)]);
}

#[test]
fn a_json_field_can_be_named_and_the_message_lists_those_found() {
    let json = format!(r#"{{"a": {{"words": "{FIRST}"}}, "id": 7}}"#);
    let error = Article::from_bytes(json.clone().into(), "a.json", &LoadOptions::default());
    let message = error.map_err(|error| error.to_string()).unwrap_err();
    assert!(
        message.contains("it has a, id; name it with --field"),
        "{message}"
    );
    let options = LoadOptions {
        fields: FieldPaths {
            text: Some("a.words".to_owned()),
            title: None,
        },
        ..LoadOptions::default()
    };
    let article = Article::from_bytes(json.into(), "a.json", &options);
    assert_eq!(
        article.map(|article| article.text).ok().as_deref(),
        Some(FIRST)
    );
}

#[test]
fn the_credit_of_a_picture_is_no_paragraph_of_the_article() {
    let text = format!("الميناء يفتح أبوابه\n\nصدر الصورة، EPA\n{FIRST}\n{SECOND}");
    let article = Article::from_text(&text, "-");
    assert_eq!(article.paragraphs[1].role, ParagraphRole::Furniture);
    let byline = "ليلى منصور 3 مارس 2024 انسخ الرابط";
    let article = Article::from_text(&format!("الميناء يفتح أبوابه\n{byline}\n{FIRST}"), "-");
    assert_eq!(article.paragraphs[1].role, ParagraphRole::Furniture);
    let found = Analysis::of(&article).entities;
    let name = found.list.iter().find(|entity| entity.name == "ليلى منصور");
    // Not the mention in the byline.
    assert!(name.is_none_or(|name| {
        name.mentions
            .iter()
            .all(|mention| mention.span.start > article.paragraphs[1].span.end)
    }));
    let article = Article::from_text(
        &format!("الميناء يفتح أبوابه\n\nصدر الصورة، EPA\n{FIRST}"),
        "-",
    );
    assert_eq!(article.paragraphs[2].role, ParagraphRole::Body);
}

#[test]
fn text_in_visual_order_is_said_and_turned_on_request() {
    let visual = ".قافتالاب بحرت هدالب نإ ناحرف نب لصيف يدوعسلا ةيجراخلا ريزو لاق\n\n\
        .«ةيولوأ دادغبو ةرهاقلا يف نمألا» :ناحرف نب لصيف فاضأو\n";
    let article = read(visual, "visual.txt");
    assert_eq!(article.warnings, [Warning::VisualOrder]);
    let options = LoadOptions {
        from_visual: true,
        ..LoadOptions::default()
    };
    let expected = "قال وزير الخارجية السعودي فيصل بن فرحان إن بلاده ترحب بالاتفاق.\n\n\
        وأضاف فيصل بن فرحان: «الأمن في القاهرة وبغداد أولوية».\n";
    let turned = Article::from_bytes(visual.into(), "visual.txt", &options).unwrap();
    assert_eq!((turned.text.as_str(), turned.warnings.len()), (expected, 0));
    let mail = format!("Subject: x\nContent-Type: text/plain; charset=utf-8\n\n{visual}");
    for (file, name) in [
        (format!("{{\"text\": {visual:?}}}"), "a.json"),
        (mail, "a.eml"),
    ] {
        let turned = Article::from_bytes(file.into(), name, &options).unwrap();
        assert!(turned.text.contains("فيصل بن فرحان إن بلاده"), "{name}");
    }
}
