//! User input inside messages.

/// Characters of user input that a message shows.
const SHOWN_CHARS: usize = 80;

/// User input in backticks: one line, cut where it is long.
pub(super) fn quoted(text: &str) -> String {
    let mut shown: String = text
        .chars()
        .take(SHOWN_CHARS)
        .map(|char| if char.is_control() || matches!(char, '`' | '\u{2028}' | '\u{2029}') { ' ' } else { char })
        .collect();
    if text.chars().nth(SHOWN_CHARS).is_some() {
        shown.push('…');
    }
    format!("`{shown}`")
}

/// User input without backticks, for words that a script chose.
pub(super) fn one_line(text: &str) -> String {
    quoted(text).trim_matches('`').to_owned()
}

/// A list as prose: "`a`, `b` and `c`"; beyond five items the rest is counted.
pub(super) fn list<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    let items: Vec<&str> = items.into_iter().collect();
    let shown = if items.len() > 5 { 4 } else { items.len() };
    let mut words: Vec<String> = items.iter().take(shown).map(|item| quoted(item)).collect();
    if items.len() > shown {
        words.push(format!("{} more", items.len() - shown));
    }
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{} and {last}", first.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_stays_one_short_line_whatever_was_pasted() {
        assert_eq!(quoted("a\nb`c"), "`a b c`");
        assert_eq!(quoted(&"x".repeat(100)).chars().count(), SHOWN_CHARS + 3);
    }

    #[test]
    fn lists_read_as_prose() {
        assert_eq!(list(["a"]), "`a`");
        assert_eq!(list(["a", "b", "c"]), "`a`, `b` and `c`");
        assert_eq!(list(["a", "b", "c", "d", "e", "f"]), "`a`, `b`, `c`, `d` and 2 more");
    }
}
