//! Arguments of the program: what is said of mistyped ones, and which quotes the filters choose.

use std::process::Command;

use crate::support::command::{finish, run, run_with, sample};

const ARTICLE: &str = "افتتاح مكتبة الحي القديم\nدمشق: قال سامر الحلواني مدير المكتبة: «سنفتح الأبواب كل يوم حتى المساء».\nوأضاف أن وزارة الثقافة ستدعم المشروع.\n";

#[test]
fn a_mistyped_command_and_a_wrong_variable_are_named() {
    let ran = run(["prnt", "a.txt"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert!(
        ran.err.contains("'prnt'") && ran.err.contains("'print'"),
        "{}",
        ran.err
    );
    let ran = run(["novel"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("novel: no such file"), "{}", ran.err);
    let output = Command::new(env!("CARGO_BIN_EXE_qari"))
        .arg("keys")
        .env("QARI_LANG", "xx")
        .output();
    let ran = finish(output.unwrap());
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("'xx' for 'QARI_LANG'"), "{}", ran.err);
    assert!(
        run(["keys", "--lang", "xx"])
            .err
            .contains("for '--lang <LANG>'")
    );
}

#[test]
fn quotes_can_be_chosen_by_speaker_and_kind() {
    let rows = |options: &[&str]| {
        let args = [&["quotes", "--format", "json"], options].concat();
        run_with(&args, ARTICLE.as_bytes()).out.lines().count()
    };
    assert_eq!(rows(&[]), 2);
    assert_eq!(rows(&["--speaker", "الحلوانى"]), 2);
    assert_eq!(rows(&["--speaker", "ليلى"]), 0);
    assert_eq!(rows(&["--kind", "direct,partial"]), 1);
    assert_eq!(rows(&["--about", "الثقافة"]), 1);
}

#[test]
fn quotes_below_a_confidence_are_left_out() {
    let samples = sample("");
    let confidences = |least: &str| -> Vec<u64> {
        let ran = run([
            "quotes",
            "--format",
            "json",
            "--min-confidence",
            least,
            &samples,
        ]);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
        let rows = ran
            .out
            .lines()
            .map(|row| serde_json::from_str(row).unwrap());
        rows.map(|row: serde_json::Value| row["confidence"].as_u64().unwrap())
            .collect()
    };
    let all = confidences("0");
    let sure: Vec<u64> = all
        .iter()
        .copied()
        .filter(|&confidence| confidence >= 80)
        .collect();
    assert!(!sure.is_empty() && sure.len() < all.len());
    assert_eq!(confidences("80"), sure);
    assert_eq!(
        run(["quotes", "--min-confidence", "101", &samples]).code,
        Some(2)
    );
}
