//! Sentences of `constructions.txt`, each with its names and quotes in the notation of the tests: one
//! line for each construction that was once read wrongly.

use super::notation::{find, parse, render};

#[test]
fn every_line_is_read_as_written() {
    let mut wrong = Vec::new();
    for line in include_str!("constructions.txt").lines() {
        if line.is_empty() || line.starts_with("//") {
            continue;
        }
        let parsed = parse(line);
        let got = render(&parsed, &find(&parsed));
        if got != line {
            wrong.push(format!("want {line}\ngot  {got}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
