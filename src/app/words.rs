//! Text of the core on the page: code in backticks, and values as JSON.

use serde_json::Value;
use yew::Html;

use super::el::{Part, copy, el, group};

/// A sentence whose code stands in backticks.
#[inline(never)]
pub fn words(text: &str) -> Html {
    group()
        .each(text.split('`').enumerate().map(|(index, part)| {
            let part = copy(part);
            if index % 2 == 1 { el("code").with(part).done() } else { part.node() }
        }))
        .done()
}

/// A sentence with a capital, also where it begins with code or a capital already.
pub fn sentence(text: &str) -> Html {
    words(&super::gates::capital(text))
}

/// A value as JSON in one line, cut for display.
pub fn value(value: Option<&Value>, limit: usize) -> String {
    let text = value.map_or_else(|| "undefined".to_owned(), Value::to_string);
    cut(&text, limit)
}

/// The first characters, and how many were left out.
pub fn cut(text: &str, limit: usize) -> String {
    let text = plain(text);
    match text.char_indices().nth(limit) {
        Some((end, _)) => format!(
            "{}… ({} more)",
            text.get(..end).unwrap_or_default(),
            text.chars().count() - limit
        ),
        None => text,
    }
}

/// A name without the signs that turn the direction of writing: the name that is seen is the one that counts.
pub fn plain(text: &str) -> String {
    let turns = |sign| matches!(sign, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|sign| if turns(sign) { '•' } else { sign }).collect()
}

/// `1 claim`, `2 claims`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A number with one decimal: `12.0`.
pub fn tenths(number: f64) -> String {
    // The formatter of the standard library prints every float exactly, in 15 kB.
    #[expect(clippy::cast_possible_truncation, reason = "screens and times are far below 2^53")]
    let all = (number * 10.0).round() as i64;
    let sign = if all < 0 { "-" } else { "" };
    format!("{sign}{}.{}", all.unsigned_abs() / 10, all.unsigned_abs() % 10)
}

/// The same, without a decimal where it is zero.
pub fn decimal(number: f64) -> String {
    let text = tenths(number);
    text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
}

/// Day and month of a date as people read it: `17 Nov 2026`.
pub fn day(iso: &str) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut parts = iso.get(..10).unwrap_or_default().split('-').map(str::parse::<usize>);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) => {
            format!("{day} {} {year}", MONTHS.get(month.wrapping_sub(1)).copied().unwrap_or("?"))
        }
        _ => iso.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_by_people() {
        assert_eq!(day("2026-11-17T12:00:00Z"), "17 Nov 2026");
        assert_eq!(day("soon"), "soon");
    }

    #[test]
    fn a_number_has_one_decimal_at_most() {
        assert_eq!([tenths(4.25), tenths(12.0), tenths(-3.12)], ["4.3", "12.0", "-3.1"]);
        assert_eq!([decimal(22.0), decimal(48.5)], ["22", "48.5"]);
    }

    #[test]
    fn a_name_cannot_be_turned_around() {
        assert_eq!(plain("a\u{202e}b"), "a•b");
    }

    #[test]
    fn a_long_text_says_how_much_is_left_out() {
        assert_eq!(cut("äbcdef", 2), "äb… (4 more)");
        assert_eq!(cut("ab", 2), "ab");
    }
}
