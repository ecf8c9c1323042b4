//! What Node says where `JSON.parse` fails: the character that it did not expect, and the text around it.

/// UTF-16 units of the text that are shown on either side of the fault, as V8 does it.
const CONTEXT: usize = 10;

/// The engine's message in the words of Node, if they differ. `line` and `column` are the engine's, from 1.
pub(super) fn in_nodes_words(
    message: &str,
    text: &str,
    line: usize,
    column: usize,
) -> Option<String> {
    let is_token = ["unexpected token: '", "Unexpected token '", "Unexpected end of JSON input"];
    let ends_late = message == "unexpected data at the end";
    if !ends_late && !is_token.iter().any(|start| message.starts_with(start)) {
        return None;
    }
    let units: Vec<u16> = text.encode_utf16().collect();
    let at = offset(&units, line, column);
    if ends_late {
        let place = place(&units, at);
        return Some(format!("Unexpected non-whitespace character after JSON at {place}"));
    }
    if units.get(at) == Some(&u16::from(b'"')) {
        return Some(format!("Unterminated string in JSON at {}", place(&units, units.len())));
    }
    let at = at + literal(units.get(at..).unwrap_or_default());
    let Some(unit) = units.get(at) else { return Some("Unexpected end of JSON input".into()) };
    // What a value becomes that was no text.
    if ["undefined", "NaN", "Infinity", "[object Object]"].contains(&text) {
        return Some(format!("\"{text}\" is not valid JSON"));
    }
    let token = String::from_utf16_lossy(&[*unit]);
    Some(format!("Unexpected token '{token}', {} is not valid JSON", excerpt(&units, at)))
}

/// Index of a place in the text.
fn offset(units: &[u16], line: usize, column: usize) -> usize {
    let breaks = units.iter().enumerate().filter(|(_, unit)| **unit == u16::from(b'\n'));
    let start = match line.checked_sub(2) {
        Some(before) => breaks.map(|(at, _)| at + 1).nth(before).unwrap_or_default(),
        None => 0,
    };
    (start + column.saturating_sub(1)).min(units.len())
}

/// How many units of `true`, `false` or `null` were there before another came.
fn literal(rest: &[u16]) -> usize {
    let common = |word: &str| word.encode_utf16().zip(rest).take_while(|(a, b)| a == *b).count();
    ["true", "false", "null"].map(common).into_iter().max().unwrap_or_default()
}

fn place(units: &[u16], at: usize) -> String {
    let before = units.get(..at).unwrap_or_default();
    let line = before.iter().filter(|unit| **unit == u16::from(b'\n')).count() + 1;
    let column = before.iter().rev().take_while(|unit| **unit != u16::from(b'\n')).count() + 1;
    format!("position {at} (line {line} column {column})")
}

fn excerpt(units: &[u16], at: usize) -> String {
    let is_long = units.len() > 2 * CONTEXT;
    let (is_cut_before, is_cut_after) =
        (is_long && at >= CONTEXT, is_long && at + CONTEXT < units.len());
    let start = if is_cut_before { at - CONTEXT } else { 0 };
    let end = if is_cut_after { at + CONTEXT } else { units.len() };
    let shown = String::from_utf16_lossy(units.get(start..end).unwrap_or_default());
    let dots = |is_cut| if is_cut { "..." } else { "" };
    format!("{}\"{shown}\"{}", dots(is_cut_before), dots(is_cut_after))
}

#[cfg(test)]
mod tests {
    use super::in_nodes_words;

    #[test]
    fn a_fault_of_json_is_worded_as_node_words_it() {
        for (message, text, line, column, node) in [
            (
                "unexpected token: '<'",
                "<html>",
                1,
                1,
                "Unexpected token '<', \"<html>\" is not valid JSON",
            ),
            (
                "unexpected token: '<'",
                "<!DOCTYPE html><html></html>",
                1,
                1,
                "Unexpected token '<', \"<!DOCTYPE \"... is not valid JSON",
            ),
            (
                "unexpected token: 'x'",
                "{ \"first\": 1, \"second\": x, \"third\": 3 }",
                1,
                25,
                "Unexpected token 'x', ...\"\"second\": x, \"third\"\"... is not valid JSON",
            ),
            (
                "unexpected token: 'y'",
                "{ \"first\": 1, \"second\": y }",
                1,
                25,
                "Unexpected token 'y', ...\"\"second\": y }\" is not valid JSON",
            ),
            (
                "unexpected token: 'not'",
                "not json",
                1,
                1,
                "Unexpected token 'o', \"not json\" is not valid JSON",
            ),
            ("unexpected token: 'tru'", "tru", 1, 1, "Unexpected end of JSON input"),
            ("unexpected token: ''", "", 1, 1, "Unexpected end of JSON input"),
            ("unexpected token: 'undefined'", "undefined", 1, 1, "\"undefined\" is not valid JSON"),
            (
                "unexpected token: 'object'",
                "[object Object]",
                1,
                2,
                "\"[object Object]\" is not valid JSON",
            ),
            (
                "unexpected token: ''",
                "{\"a\":\"b",
                1,
                6,
                "Unterminated string in JSON at position 7 (line 1 column 8)",
            ),
            (
                "unexpected data at the end",
                "1\n2",
                2,
                1,
                "Unexpected non-whitespace character after JSON at position 2 (line 2 column 1)",
            ),
        ] {
            assert_eq!(
                in_nodes_words(message, text, line, column).as_deref(),
                Some(node),
                "{text}"
            );
        }
        assert_eq!(in_nodes_words("boom", "{}", 1, 1), None);
    }
}
