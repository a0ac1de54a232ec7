//! An environment as a line, for the tests of this module: `TERM=xterm COLORTERM=truecolor`.
//!
//! Values hold no blanks; a variable that is not in the line is not set.

/// What looks a variable up in `line`.
pub(super) fn variables(line: &str) -> impl Fn(&str) -> Option<String> {
    move |name| {
        let mut pairs = line.split(' ').filter_map(|pair| pair.split_once('='));
        let (_, value) = pairs.find(|(key, _)| *key == name)?;
        Some(value.to_owned())
    }
}
