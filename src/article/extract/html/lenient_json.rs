//! JSON as pages hold it in scripts → its value; two common faults are mended.
//!
//! Sites write the text of an article into JSON-LD with its line ends as they are, which JSON forbids inside a string, and
//! leave a comma before a closing bracket. Both are mended if the script cannot be read as it stands; any other fault still
//! makes it unreadable.

use serde_json::Value;

/// The value in `script`; `None` where it is no JSON even with these faults mended. Linear.
pub(super) fn read(script: &str) -> Option<Value> {
    let read = |text: &str| serde_json::from_str(text).ok();
    read(script).or_else(|| read(&mended(script)))
}

/// The script with its controls inside strings escaped, and without commas before closing brackets.
fn mended(script: &str) -> String {
    let mut out = String::with_capacity(script.len() + 16);
    let (mut in_string, mut escaped) = (false, false);
    for c in script.chars() {
        if in_string {
            match c {
                '\n' => out.push_str("\\n"),
                c if c.is_ascii_control() => out.push(' '),
                c => out.push(c),
            }
            in_string = escaped || c != '"';
            escaped = c == '\\' && !escaped;
            continue;
        }
        in_string = c == '"';
        if matches!(c, '}' | ']') {
            let end = out.trim_end().len();
            if out[..end].ends_with(',') {
                out.truncate(end - 1);
            }
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_and_trailing_commas_are_mended() {
        let value = read("{\"a\": \"س\n\\\"ص\\\",]\t\", \"b\": [1, 2, ],\n}");
        let expected = serde_json::json!({"a": "س\n\"ص\",] ", "b": [1, 2]});
        assert_eq!(value, Some(expected));
        assert_eq!(read("{\"a\": }"), None);
        assert_eq!(read("{'a': 1}"), None);
    }
}
