//! User input inside messages.

use crate::report::OriginKind;
use crate::script::ScriptRun;

/// Characters of user input that a message shows.
const SHOWN_CHARS: usize = 80;

/// Characters of a script's own sentence that a message shows.
const SENTENCE_CHARS: usize = 240;

/// User input in backticks: one line, cut where it is long.
pub(super) fn quoted(text: &str) -> String {
    format!("`{}`", cut(text, SHOWN_CHARS).replace('`', "'"))
}

/// Words that a script chose, as one line without backticks around it.
pub(super) fn one_line(text: &str) -> String {
    cut(text, SENTENCE_CHARS)
}

fn cut(text: &str, length: usize) -> String {
    let breaks = |char: char| char.is_control() || matches!(char, '\u{2028}' | '\u{2029}');
    let mut shown: String =
        text.chars().take(length).map(|char| if breaks(char) { ' ' } else { char }).collect();
    if text.chars().nth(length).is_some() {
        shown.push('…');
    }
    shown
}

/// A script with what it is: "rule `Add role`".
pub(super) fn titled(run: &ScriptRun) -> String {
    let kind = match run.kind {
        OriginKind::Action => "Action",
        _ => "rule",
    };
    format!("{kind} {}", quoted(&run.script))
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
        assert_eq!(quoted("a\nb`c"), "`a b'c`");
        assert_eq!(quoted(&"x".repeat(100)).chars().count(), SHOWN_CHARS + 3);
    }

    #[test]
    fn lists_read_as_prose() {
        assert_eq!(list(["a"]), "`a`");
        assert_eq!(list(["a", "b", "c"]), "`a`, `b` and `c`");
        assert_eq!(list(["a", "b", "c", "d", "e", "f"]), "`a`, `b`, `c`, `d` and 2 more");
    }
}
