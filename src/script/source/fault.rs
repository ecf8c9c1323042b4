//! Syntax errors in plain words.

use oxc_diagnostics::OxcDiagnostic;

use super::lines::Lines;
use super::shape::Fault;
use super::tokens::{Kind, Token, Tokens};

/// What the parser said.
#[derive(Clone, Debug, Default)]
pub(super) struct Complaint {
    pub(super) message: String,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) help: Option<String>,
}

impl Complaint {
    pub(super) fn of(error: &OxcDiagnostic) -> Self {
        let label = error.labels.first();
        Self {
            message: error.message.to_string(),
            start: label.map_or(0, |label| label.offset() as usize),
            end: label.map_or(0, |label| label.offset() as usize + label.len() as usize),
            help: error.help.as_ref().map(ToString::to_string),
        }
    }
}

/// Turns what the parser said into a fault that someone who does not know the grammar can act on.
#[expect(
    clippy::too_many_lines,
    reason = "one case after the other, in the order in which they are tried"
)]
pub(super) fn explain(text: &str, lines: &Lines, tokens: &Tokens, complaint: &Complaint) -> Fault {
    let span = |start: usize, end: usize| lines.span(text, start, end.max(start));
    let at = complaint.start.min(text.len());
    let found = tokens.all.iter().find(|token| token.end > at);
    if complaint.message.starts_with("Unterminated string") {
        return Fault {
            message: "a text is not closed before the end of the line".to_owned(),
            span: span(at, complaint.end),
            help: Some(
                "add the closing quote, or use backticks for a text of several lines".to_owned(),
            ),
            label: None,
        };
    }
    for (start, what, cure) in [
        ("Unterminated multiline comment", "a comment is not closed", "add `*/`"),
        (
            "Unterminated regular expression",
            "a regular expression is not closed",
            "add the closing `/`",
        ),
    ] {
        if complaint.message.starts_with(start) {
            return Fault {
                message: what.to_owned(),
                span: span(at, complaint.end),
                help: Some(cure.to_owned()),
                label: None,
            };
        }
    }
    if let Some(fault) = bracket(text, lines, tokens) {
        return fault;
    }
    let Some(found) = found else {
        return Fault {
            message: "the text ends too early".to_owned(),
            span: span(text.len(), text.len()),
            help: Some("something is missing at the end".to_owned()),
            label: None,
        };
    };
    let word = short(found.text(text));
    let place = span(found.start, found.end);
    let index = tokens.all.iter().position(|token| token.start == found.start).unwrap_or(0);
    let before = index.checked_sub(1).and_then(|index| tokens.all.get(index));
    if complaint.message.contains("Unexpected token") || complaint.message.starts_with("Expected") {
        if let Some(before) = before {
            let last = before.text(text);
            let ends = matches!(found.text(text), ";" | ")" | "}" | "]" | ",");
            if before.kind == Kind::Punctuation && ends && is_assignment(last) {
                return Fault {
                    message: format!(
                        "nothing is assigned: a value is missing between `{last}` and `{word}`"
                    ),
                    span: span(before.start, found.end),
                    help: Some(format!("write a value after `{last}`")),
                    label: None,
                };
            }
            if before.kind == Kind::Punctuation && ends && !matches!(last, ";" | "++" | "--") {
                return Fault {
                    message: format!("a value is missing between `{last}` and `{word}`"),
                    span: span(before.start, found.end),
                    help: Some(format!("write a value after `{last}`, or remove it")),
                    label: None,
                };
            }
            if matches!(found.kind, Kind::Word | Kind::Value)
                && matches!(before.kind, Kind::Word | Kind::Value | Kind::Close)
                && !complaint.message.contains("`=>`")
            {
                let last = short(last);
                return Fault {
                    message: format!("`{word}` cannot follow `{last}` here"),
                    span: place,
                    help: Some(
                        "an operator, a comma or a line end is missing between them".to_owned(),
                    ),
                    label: None,
                };
            }
        }
        let expected =
            complaint.message.strip_prefix("Expected `").and_then(|rest| rest.split_once('`'));
        return Fault {
            message: match expected {
                Some((expected, _)) => {
                    format!("`{expected}` is expected here, but `{word}` stands here")
                }
                None => format!("`{word}` cannot stand here"),
            },
            span: place,
            help: complaint.help.as_deref().map(plain),
            label: None,
        };
    }
    Fault {
        message: plain(&complaint.message),
        span: span(at, complaint.end.max(at)),
        help: complaint.help.as_deref().map(plain),
        label: None,
    }
}

/// The bracket that is missing or too many.
fn bracket(text: &str, lines: &Lines, tokens: &Tokens) -> Option<Fault> {
    let mut open: Vec<&Token> = Vec::new();
    for token in &tokens.all {
        let word = token.text(text);
        match token.kind {
            Kind::Open => open.push(token),
            Kind::Close => {
                // Nothing of its kind is open.
                let stray = !open.iter().any(|opener| counterpart(opener.text(text)) == word);
                let Some(opener) = open.pop().filter(|_| !stray) else {
                    return Some(Fault {
                        message: format!("`{word}` closes nothing"),
                        span: lines.span(text, token.start, token.end),
                        help: Some(format!(
                            "remove it, or add the missing `{}` before it",
                            counterpart(word)
                        )),
                        label: None,
                    });
                };
                let wanted = counterpart(opener.text(text));
                if wanted != word {
                    let place = lines.span(text, opener.start, opener.end);
                    return Some(Fault {
                        message: format!(
                            "`{word}` stands where `{wanted}` is missing: `{}` was opened in line {}",
                            opener.text(text),
                            place.line
                        ),
                        span: lines.span(text, token.start, token.end),
                        help: Some(format!("add `{wanted}` before it")),
                        label: Some((place, "opened here".to_owned())),
                    });
                }
            }
            _ => {}
        }
    }
    let opener = open.pop()?;
    let place = lines.span(text, opener.start, opener.end);
    let wanted = counterpart(opener.text(text));
    Some(Fault {
        message: format!(
            "`{wanted}` is missing: `{}`, opened in line {}, is never closed",
            opener.text(text),
            place.line
        ),
        span: place,
        help: Some(format!("add `{wanted}`")),
        label: Some((lines.span(text, text.len(), text.len()), "the text ends here".to_owned())),
    })
}

fn counterpart(bracket: &str) -> &'static str {
    match bracket {
        "(" => ")",
        "[" => "]",
        "{" | "${" => "}",
        ")" => "(",
        "]" => "[",
        "}" => "{",
        _ => "`",
    }
}

fn is_assignment(operator: &str) -> bool {
    operator.ends_with('=') && !matches!(operator, "==" | "===" | "!=" | "!==" | "<=" | ">=")
}

fn short(word: &str) -> String {
    let mut characters =
        word.chars().map(|character| if character.is_control() { ' ' } else { character });
    let start: String = characters.by_ref().take(24).collect();
    if characters.next().is_some() { format!("{start}…") } else { start }
}

/// House style: no capital, no full stop, no line break.
fn plain(message: &str) -> String {
    let message = message.trim().trim_end_matches('.').replace('\n', " ");
    let mut characters = message.chars();
    match characters.next() {
        Some(first) => std::iter::once(first.to_ascii_lowercase()).chain(characters).collect(),
        None => String::new(),
    }
}
