//! The text of `<sup>` or `<sub>` → text that does not run into what it is raised beside.
//!
//! «1,250<sup>3</sup>» is not the number 1,2503. Digits become Unicode's superscript or subscript digits, so an exponent is
//! shown as such and a footnote's number is told from the text. A footnote that is a link («\[1\]») is left out: it leads to a
//! place outside the article. Any other text is set off by a blank.

/// What stands for `inner`, the text of a `<sup>` or `<sub>` element; `is_link` tells whether it is or has a link.
pub(super) fn set_off(name: &str, inner: &str, is_link: bool) -> String {
    let bare = inner.trim();
    let is_number = !bare.is_empty()
        && bare.chars().all(|c| {
            c.is_numeric() || matches!(c, '[' | ']' | '(' | ')' | ',' | '+' | '-' | '\u{2212}')
        });
    match (is_number, is_link) {
        (true, true) => String::new(),
        (true, false) => {
            let is_raised = name == "sup";
            bare.chars()
                .map(|c| moved(c, is_raised).unwrap_or(c))
                .collect()
        }
        (false, _) if bare.is_empty() => String::new(),
        (false, _) => format!(" {bare}"),
    }
}

/// The superscript or subscript of a digit or sign.
fn moved(c: char, is_raised: bool) -> Option<char> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    const LOWERED: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
    let digit = match c {
        '0'..='9' => u32::from(c) - u32::from('0'),
        '\u{660}'..='\u{669}' => u32::from(c) - 0x660,
        '\u{6F0}'..='\u{6F9}' => u32::from(c) - 0x6F0,
        '+' => return Some(if is_raised { '⁺' } else { '₊' }),
        '-' | '\u{2212}' => return Some(if is_raised { '⁻' } else { '₋' }),
        _other => return None,
    };
    let digits = if is_raised { RAISED } else { LOWERED };
    digits.get(usize::try_from(digit).ok()?).copied()
}
