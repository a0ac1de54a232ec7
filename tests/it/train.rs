//! The trainer as a program: it learns from the sample articles, the same bytes each time, and reports what is wrong.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder of its own, gone at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("qari-train-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// The sample articles, half of them in `train` and half in `dev`.
    fn with_samples(name: &str) -> Self {
        let folder = Self::new(name);
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
        for part in ["train", "dev"] {
            fs::create_dir_all(folder.0.join(part)).unwrap();
        }
        for entry in fs::read_dir(samples).unwrap() {
            let path = entry.unwrap().path();
            let file = path.file_name().unwrap().to_str().unwrap();
            if path.extension().is_some_and(|ending| ending == "ann") {
                let part = if file < "06" { "train" } else { "dev" };
                fs::copy(&path, folder.0.join(part).join(file)).unwrap();
            }
        }
        let news: String = (0..60).map(news_line).collect();
        fs::write(folder.0.join("news.jsonl"), news).unwrap();
        fs::write(
            folder.0.join("names.tsv"),
            "salim\tس ا ل م\t12\nruba\tر ب ى\t1\n",
        )
        .unwrap();
        folder
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Invented news of a line, another for each number.
fn news_line(number: usize) -> String {
    let people = ["سالم الحداد", "ربى الزين", "نادر العلي", "هند السالم"];
    let places = ["دمشق", "تونس", "عمان", "الرباط", "صنعاء"];
    let (who, place) = (people[number % 4], places[number % 5]);
    format!(
        "{{\"title\":\"افتتاح معرض في {place}\",\"text\":\"قال {who} إن المعرض في مدينة {place} يستمر {number} يوما. \
         ووصل {who} إلى {place} أمس، وعاد إلى وزارة الثقافة.\"}}\n"
    )
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_qari-train"))
        .args(arguments)
        .output()
        .unwrap()
}

/// Trains into the folder `cache` of `folder`; the model, the results, the errors and the figures.
fn train(folder: &Folder, cache: &str, seed: &str) -> [Vec<u8>; 4] {
    let made = |name: &str| folder.path(&format!("{cache}-{name}"));
    let output = run(&[
        "--data",
        &folder.path(""),
        "--news",
        &folder.path("news.jsonl"),
        "--names",
        &folder.path("names.tsv"),
        "--cache",
        &made("cache"),
        "--keep-out",
        "12-politics-names",
        "--folds",
        "3",
        "--rounds",
        "4",
        "--seed",
        seed,
        "all",
        "--model",
        &made("model.bin"),
        "--results",
        &made("results.jsonl"),
        "--errors",
        &made("errors.tsv"),
    ]);
    let errors_shown = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{errors_shown}");
    let read = |name: &str| fs::read(made(name)).unwrap();
    [
        read("model.bin"),
        read("results.jsonl"),
        read("errors.tsv"),
        output.stdout,
    ]
}

#[test]
fn one_seed_gives_the_same_bytes() {
    let folder = Folder::with_samples("same");
    let first = train(&folder, "first", "1");
    let again = train(&folder, "again", "1");
    for (a, b) in first.iter().zip(&again) {
        assert!(a == b, "the same command made another file");
    }
    let other = train(&folder, "other", "2");
    assert!(first[0] != other[0], "the seed has no effect");

    let [model, results, errors, figures] =
        first.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    assert!(model.starts_with("QARI-NER"));
    assert_eq!(results.lines().count(), 12);
    for line in results.lines() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(
            value["source"].as_str().unwrap().split('.').next_back(),
            Some("txt")
        );
        assert!(
            value["entities"].is_array() && value["quotes"].is_array() && value["text"].is_string()
        );
    }
    assert!(errors.starts_with("article\tfault\tannotated\tfound\tcontext\n"));
    assert!(errors.lines().all(|line| line.split('\t').count() == 5));
    for part in [
        "first pass, fold 2: entities P ",
        "second pass, all: ",
        "with the net, 12-politics-names (kept out): ",
        "organization P ",
        "aliases F1 ",
        "version: 2\nchecksum: ",
    ] {
        assert!(figures.contains(part), "{part:?} is not in\n{figures}");
    }
}

#[test]
fn an_ablation_leaves_groups_out() {
    let folder = Folder::with_samples("ablation");
    let (data, cache) = (folder.path(""), folder.path("cache"));
    let common = [
        "--data",
        data.as_str(),
        "--cache",
        &cache,
        "--folds",
        "2",
        "--rounds",
        "2",
    ];
    for stage in [&["words"][..], &["silver"]] {
        assert!(run(&[&common[..], stage].concat()).status.success());
    }
    let output = run(&[
        &common[..],
        &["ablation", "--group", "lists", "--group", "article"],
    ]
    .concat());
    let figures = String::from_utf8(output.stdout).unwrap();
    let begins: Vec<&str> = figures
        .lines()
        .map(|line| line.split(['(', ':']).next().unwrap().trim())
        .collect();
    assert_eq!(begins, ["all features", "without lists", "without article"]);
}

#[test]
fn errors_name_the_file_and_the_line() {
    let folder = Folder::new("wrong");
    let (data, cache) = (folder.path(""), folder.path("cache"));
    let message = |more: &[&str], code: i32| {
        let output = run(&[&["--data", data.as_str(), "--cache", &cache], more].concat());
        assert_eq!(output.status.code(), Some(code));
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(message(&["words"], 1).contains("no annotated articles"));
    fs::create_dir(folder.0.join("train")).unwrap();
    fs::write(folder.0.join("train/a.ann"), "عنوان\nقال <P1>سالم</L1>\n").unwrap();
    assert!(message(&["words"], 1).contains("a.ann: line 2: a tag is not closed"));
    fs::write(folder.0.join("train/a.ann"), "عنوان\nقال <P1>سالم</P1>\n").unwrap();
    assert!(message(&["silver"], 1).contains("run `words` first"));
    assert!(
        message(&["--keep-out", "b", "words"], 1).contains("--keep-out b: no annotated article")
    );
    let news = folder.path("news.jsonl");
    assert!(message(&["--news", &news, "words"], 1).contains("news.jsonl: "));
    fs::write(&news, "{\"text\":\"وصل\"}\nوصل\n").unwrap();
    assert!(
        message(&["--news", &news, "words"], 1)
            .contains("news.jsonl: line 2: expected a JSON object")
    );
    assert!(message(&["ablation", "--group", "none"], 2).contains("it is one of words"));
}
