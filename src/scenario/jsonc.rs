//! JSON as people write it: comments, trailing commas and a byte order mark are blanked out in place, so that every
//! position stays what the author sees.

use serde_json::Value;

/// Why a text is no JSON, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong: one sentence, no full stop.
    pub message: String,
    /// Line in the text, from 1.
    pub line: u32,
    /// Column in the text, from 1, in UTF-16 units.
    pub column: u32,
}

/// Reads a JSON text with comments and trailing commas.
///
/// # Errors
/// The text is no JSON even so.
pub fn read(text: &str) -> Result<Value, Fault> {
    let plain = blank(text)?;
    serde_json::from_str(&plain).map_err(|error| {
        // serde_json counts columns in bytes, from 1; blanking keeps the bytes where they were.
        let start = line_start(text, error.line());
        let offset = start + error.column().saturating_sub(1);
        fault(text, offset, words(&error))
    })
}

/// The same text as plain JSON, byte for byte as long.
fn blank(text: &str) -> Result<String, Fault> {
    let mut bytes = text.as_bytes().to_vec();
    let mut at = 0;
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        fill(&mut bytes, 0, 3);
        at = 3;
    }
    // The last byte that is neither space nor comment, the one before it, and where the last one stands.
    let mut last = (0, 0_u8);
    let mut before_last = 0_u8;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => {
                let end = string_end(&mut bytes, at);
                before_last = last.1;
                last = (at, b'"');
                at = end;
                continue;
            }
            b'/' if bytes.get(at + 1) == Some(&b'/') => {
                let end = bytes
                    .iter()
                    .skip(at)
                    .position(|byte| matches!(byte, b'\n' | b'\r'))
                    .map_or(bytes.len(), |length| at + length);
                fill(&mut bytes, at, end);
                at = end;
                continue;
            }
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                let close = bytes
                    .get(at + 2..)
                    .and_then(|rest| rest.windows(2).position(|pair| pair == b"*/"));
                let Some(close) = close else {
                    return Err(fault(text, at, "a comment begins here and is not closed".into()));
                };
                let end = at + 2 + close + 2;
                fill(&mut bytes, at, end);
                at = end;
                continue;
            }
            b'}' | b']' => {
                // Only a comma after a value is a trailing one; `[,]` stays the fault that it is.
                if last.1 == b',' && !matches!(before_last, 0 | b'[' | b'{' | b',' | b':') {
                    fill(&mut bytes, last.0, last.0 + 1);
                }
                before_last = last.1;
                last = (at, byte);
            }
            _ if byte.is_ascii_whitespace() => {}
            _ => {
                before_last = last.1;
                last = (at, byte);
            }
        }
        at += 1;
    }
    // Only whole characters were replaced, and by ASCII.
    String::from_utf8(bytes).map_err(|_| fault(text, 0, "the text is not UTF-8".into()))
}

/// Replaces a range by spaces; line breaks stay.
fn fill(bytes: &mut [u8], start: usize, end: usize) {
    for byte in bytes.iter_mut().take(end).skip(start) {
        if !matches!(*byte, b'\n' | b'\r') {
            *byte = b' ';
        }
    }
}

/// Where the string that begins at `start` ends. Escapes of lone surrogates become U+FFFD on the way: JavaScript writes
/// such strings, and Rust cannot hold them.
fn string_end(bytes: &mut [u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => match surrogate(bytes, at) {
                Some(0xD800..=0xDBFF)
                    if matches!(surrogate(bytes, at + 6), Some(0xDC00..=0xDFFF)) =>
                {
                    at += 12;
                }
                Some(_) => {
                    for (byte, new) in bytes.iter_mut().skip(at).zip(*b"\\ufffd") {
                        *byte = new;
                    }
                    at += 6;
                }
                None => at += 2,
            },
            _ => at += 1,
        }
    }
    at.min(bytes.len())
}

/// The surrogate that an escape at `at` stands for, if it is one.
fn surrogate(bytes: &[u8], at: usize) -> Option<u32> {
    let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
    let mut unit = 0;
    for digit in digits {
        unit = unit * 16 + char::from(*digit).to_digit(16)?;
    }
    (0xD800..=0xDFFF).contains(&unit).then_some(unit)
}

/// Byte offset at which a line (from 1) starts.
fn line_start(text: &str, line: usize) -> usize {
    if line <= 1 {
        return 0;
    }
    text.bytes()
        .enumerate()
        .filter(|(_, byte)| *byte == b'\n')
        .nth(line - 2)
        .map_or(text.len(), |(at, _)| at + 1)
}

/// A fault at a byte offset.
fn fault(text: &str, offset: usize, message: String) -> Fault {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = text.split_at_checked(offset).map_or("", |(before, _)| before);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .trim_start_matches('\u{feff}')
        .encode_utf16()
        .count()
        + 1;
    Fault {
        message,
        line: u32::try_from(line).unwrap_or(u32::MAX),
        column: u32::try_from(column).unwrap_or(u32::MAX),
    }
}

/// What the parser says, for people.
fn words(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(text, _)| text);
    match text {
        "EOF while parsing a value" => "the text ends where a value should stand",
        "EOF while parsing a list" => "the text ends inside a list: `]` is missing",
        "EOF while parsing an object" => "the text ends inside an object: `}` is missing",
        "EOF while parsing a string" => "the text ends inside a string: `\"` is missing",
        "expected value" | "expected ident" => "a value should stand here: text in double quotes, a number, `true`, `false`, `null`, `{` or `[`",
        "expected `,` or `}`" => "a comma or `}` should stand here",
        "expected `,` or `]`" => "a comma or `]` should stand here",
        "expected `:`" => "a colon should stand here",
        "key must be a string" => "a field name should stand here, in double quotes",
        "trailing comma" => "a comma stands here without a value before it",
        "trailing characters" => "there is text after the end of the value",
        "invalid escape" => "this escape is not one of JSON's",
        "invalid number" => "this is no number of JSON",
        "number out of range" => "this number is out of range",
        "recursion limit exceeded" => "this is nested more than 127 levels deep",
        "control character (\\u0000-\\u001F) found while parsing a string" => "a line break or control character stands in a string: write `\\n`, or close the string with `\"`",
        other => other,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn comments_trailing_commas_and_a_byte_order_mark_are_accepted() {
        let text = "\u{feff}// first\n{ /* a */ \"a\": [1, 2, /* last */ ], // b\n \"b\": \"// no comment, ]\", \n}\n// end";
        assert_eq!(read(text).unwrap(), json!({"a": [1, 2], "b": "// no comment, ]"}));
    }

    #[test]
    fn a_fault_has_the_position_an_editor_shows() {
        let at = |text: &str| read(text).map_err(|fault| (fault.line, fault.column)).unwrap_err();
        assert_eq!(at("{\n  \"ä😀\": x }"), (2, 10));
        assert_eq!(at("\u{feff}{x}"), (1, 2));
        assert_eq!(at("{\"a\": 1 /* open"), (1, 9));
        assert_eq!(at("/* é */ {,}"), (1, 10));
        assert_eq!(at("[1,,2]"), (1, 4));
        assert_eq!(at("[,]"), (1, 2));
        assert_eq!(at("{\r\n\"a\" 1}"), (2, 5));
        assert_eq!(at(""), (1, 1));
    }

    #[test]
    fn lone_surrogates_become_the_replacement_character() {
        assert_eq!(
            read(r#"["\ud800", "\uDC00x", "\ud83d\ude00", "\\ud800", "\ud800\ud83d\ude00"]"#)
                .unwrap(),
            json!(["\u{fffd}", "\u{fffd}x", "😀", "\\ud800", "\u{fffd}😀"])
        );
    }

    #[test]
    fn garbage_and_depth_are_faults() {
        for text in [
            "\"",
            "\"\\",
            "\"\\u",
            "\"\\ud800",
            "{\"a\":\"\\ud8",
            "/",
            "/*",
            "/*/",
            "//",
            "]",
            "é",
            "\\",
            "\u{0}",
            "1e999",
            "nul",
            "{\"a\":1}}",
            "'a'",
        ] {
            assert!(read(text).is_err(), "{text:?}");
        }
        assert!(read(&"[".repeat(1_000_000)).unwrap_err().message.contains("nested"));
        assert!(read(&"{\"a\":".repeat(1_000_000)).is_err());
        assert!(read(&"/".repeat(5_000_000)).is_err());
        assert!(read(&"\"\\ud800".repeat(700_000)).is_err());
        assert!(read(&"[1,],".repeat(1_000_000)).is_err());
    }
}
