//! JSON text to value. `serde_json` reads into any type, and what it needs for that is 6 kB of the page's download; this
//! reads the one type that the page holds. It accepts the same texts and says the same about the others.

use std::fmt;

use serde_json::{Number, Value};

use crate::builtin;
use crate::scenario::Object;

/// How deep lists and objects may nest.
const DEPTH: usize = 127;

const VALUE_ENDS: &str = "EOF while parsing a value";
const STRING_ENDS: &str = "EOF while parsing a string";

/// Why a text is no JSON, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// What is wrong: a few words.
    pub(crate) reason: &'static str,
    /// Line in the text, from 1.
    pub(crate) line: usize,
    /// Column in the text, from 1, in bytes of UTF-8.
    pub(crate) column: usize,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { reason, line, column } = self;
        write!(f, "{reason} at line {line} column {column}")
    }
}

/// Reads a JSON text (RFC 8259).
///
/// # Errors
/// The text is no JSON, or nests too deep.
#[inline(never)]
pub(crate) fn read(text: &str) -> Result<Value, Fault> {
    let mut reader = Reader { text, at: 0, depth: 0 };
    reader.document().map_err(|reason| reader.fault(reason))
}

/// What was read, or what is wrong with the byte at which the reader stands.
type Read<T> = Result<T, &'static str>;

struct Reader<'a> {
    text: &'a str,
    /// The byte that comes next.
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn document(&mut self) -> Read<Value> {
        let value = self.value()?;
        self.after_space();
        if self.has_ended() { Ok(value) } else { Err("trailing characters") }
    }

    fn has_ended(&self) -> bool {
        self.at >= self.text.len()
    }

    /// The byte that comes next; 0, which no rule of JSON accepts, at the end.
    #[inline(never)]
    fn next(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or_default()
    }

    /// The byte that comes next when white space is skipped.
    #[inline(never)]
    fn after_space(&mut self) -> u8 {
        while matches!(self.next(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
        self.next()
    }

    /// What is wrong here: that the text ends, or what stands in it.
    fn either(&self, ended: &'static str, unexpected: &'static str) -> &'static str {
        if self.has_ended() { ended } else { unexpected }
    }

    fn value(&mut self) -> Read<Value> {
        match self.after_space() {
            b'"' => self.string().map(Value::String),
            b'-' | b'0'..=b'9' => self.number(),
            b'n' => self.word("null", Value::Null),
            b't' => self.word("true", Value::Bool(true)),
            b'f' => self.word("false", Value::Bool(false)),
            open @ (b'[' | b'{') => {
                if self.depth == DEPTH {
                    return Err("recursion limit exceeded");
                }
                self.at += 1;
                self.depth += 1;
                let value = if open == b'[' { self.list() } else { self.object() };
                self.depth -= 1;
                value
            }
            _ => Err(self.either(VALUE_ENDS, "expected value")),
        }
    }

    fn word(&mut self, word: &str, value: Value) -> Read<Value> {
        for byte in word.bytes() {
            if self.next() != byte {
                return Err(self.either(VALUE_ENDS, "expected ident"));
            }
            self.at += 1;
        }
        Ok(value)
    }

    fn list(&mut self) -> Read<Value> {
        let mut list = Vec::new();
        let faults = ["EOF while parsing a list", "expected `,` or `]`"];
        while self.has_more(list.is_empty(), b']', faults)? {
            list.push(self.value()?);
        }
        Ok(Value::Array(list))
    }

    fn object(&mut self) -> Read<Value> {
        let mut object = Object::new();
        let faults @ [ended, _] = ["EOF while parsing an object", "expected `,` or `}`"];
        while self.has_more(object.is_empty(), b'}', faults)? {
            if self.after_space() != b'"' {
                return Err(self.either(VALUE_ENDS, "key must be a string"));
            }
            let name = self.string()?;
            if self.after_space() != b':' {
                return Err(self.either(ended, "expected `:`"));
            }
            self.at += 1;
            object.insert(name, self.value()?);
        }
        Ok(Value::Object(object))
    }

    /// Goes on to the next item, past the comma before it, or past the end of the list.
    #[inline(never)]
    fn has_more(
        &mut self,
        first: bool,
        close: u8,
        [ended, unexpected]: [&'static str; 2],
    ) -> Read<bool> {
        let next = self.after_space();
        if next == close {
            self.at += 1;
            return Ok(false);
        }
        if self.has_ended() {
            return Err(ended);
        }
        if first {
            return Ok(true);
        }
        if next != b',' {
            return Err(unexpected);
        }
        self.at += 1;
        if self.after_space() == close { Err("trailing comma") } else { Ok(true) }
    }

    #[inline(never)]
    fn string(&mut self) -> Read<String> {
        let mut string = String::new();
        self.at += 1;
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let ends = |byte| matches!(byte, b'"' | b'\\' | 0..=0x1F);
            let plain = rest.bytes().position(ends).unwrap_or(rest.len());
            string.push_str(rest.get(..plain).unwrap_or_default());
            self.at += plain;
            match self.next() {
                b'"' => {
                    self.at += 1;
                    return Ok(string);
                }
                b'\\' => string.push(self.escape()?),
                _ => {
                    return Err(self.either(
                        STRING_ENDS,
                        "control character (\\u0000-\\u001F) found while parsing a string",
                    ));
                }
            }
        }
    }

    fn escape(&mut self) -> Read<char> {
        self.at += 1;
        let escaped = match self.next() {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => self.code_point()?,
            plain @ (b'"' | b'\\' | b'/') => char::from(plain),
            _ => return Err(self.either(STRING_ENDS, "invalid escape")),
        };
        self.at += 1;
        Ok(escaped)
    }

    /// The character of an escape of one or two UTF-16 units, from its `u` to the last of its digits.
    fn code_point(&mut self) -> Read<char> {
        let first = self.unit()?;
        if !(0xD800..0xDC00).contains(&first) {
            return char::from_u32(first).ok_or("lone leading surrogate in hex escape");
        }
        for byte in *b"\\u" {
            self.at += 1;
            if self.next() != byte {
                return Err(self.either(STRING_ENDS, "unexpected end of hex escape"));
            }
        }
        let second = self.unit()?;
        let low = (0xDC00..0xE000).contains(&second);
        let code = 0x1_0000 + ((first & 0x3FF) << 10) + (second & 0x3FF);
        char::from_u32(code).filter(|_| low).ok_or("lone leading surrogate in hex escape")
    }

    #[inline(never)]
    fn unit(&mut self) -> Read<u32> {
        let Some(digits) = self.text.as_bytes().get(self.at + 1..self.at + 5) else {
            self.at = self.text.len();
            return Err(STRING_ENDS);
        };
        self.at += 4;
        digits.iter().try_fold(0, |unit, digit| {
            Ok(unit * 16 + char::from(*digit).to_digit(16).ok_or("invalid escape")?)
        })
    }

    fn number(&mut self) -> Read<Value> {
        let start = self.at;
        let negative = self.next() == b'-';
        if negative {
            self.at += 1;
        }
        if self.next() == b'0' {
            self.at += 1;
            if self.next().is_ascii_digit() {
                return Err("invalid number");
            }
        } else {
            self.digits()?;
        }
        let whole = !matches!(self.next(), b'.' | b'e' | b'E');
        if self.next() == b'.' {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.next(), b'e' | b'E') {
            self.at += 1;
            if matches!(self.next(), b'+' | b'-') {
                self.at += 1;
            }
            self.digits()?;
        }
        let text = self.text.get(start..self.at).unwrap_or_default();
        let integer = match (whole, negative) {
            (false, _) => None,
            (true, false) => text.parse::<u64>().ok().map(Number::from),
            // A zero with a sign is a fraction: no integer keeps the sign.
            (true, true) => text.parse::<i64>().ok().filter(|number| *number < 0).map(Number::from),
        };
        let number = integer.or_else(|| Number::from_f64(builtin::number(text)?));
        number.map(Value::Number).ok_or_else(|| {
            self.at -= 1;
            "number out of range"
        })
    }

    /// Goes past one digit or more.
    #[inline(never)]
    fn digits(&mut self) -> Read<()> {
        if !self.next().is_ascii_digit() {
            return Err(self.either(VALUE_ENDS, "invalid number"));
        }
        while self.next().is_ascii_digit() {
            self.at += 1;
        }
        Ok(())
    }

    /// Lines and columns are those of the byte at which the reader stands, or of the last one.
    fn fault(&self, reason: &'static str) -> Fault {
        let (mut line, mut column) = (1, 0);
        for byte in self.text.bytes().take(self.at + 1) {
            column += 1;
            if byte == b'\n' {
                line += 1;
                column = 0;
            }
        }
        Fault { reason, line, column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `serde_json` reads the same, or says the same.
    fn same(text: &str) {
        let theirs = serde_json::from_str(text).map_err(|error| error.to_string());
        let ours = read(text).map_err(|fault| fault.to_string());
        assert_eq!(ours, theirs, "{text}");
        // An order of members and a sign of zero count too.
        let written = |read: Result<Value, String>| read.map(|value| value.to_string());
        assert_eq!(written(ours), written(theirs), "{text}");
    }

    /// Each text, all its beginnings, and the text with each of its characters replaced.
    fn same_when_broken(text: &str) {
        same(text);
        for (at, letter) in text.char_indices() {
            let (before, rest) = text.split_at(at);
            let after = rest.strip_prefix(letter).unwrap();
            same(before);
            for other in ["", "\"", "\\", "0", "}", "]", ",", ":", "-", "e", "u", "\n", "\0", "é"]
            {
                same(&[before, other, after].concat());
            }
        }
    }

    #[test]
    fn a_text_is_read_as_serde_json_reads_it_and_so_is_any_broken_one() {
        for text in [
            r#" {"a": [1, -2, 3.25, -0, 0, 1e3, 2.5E-1, 0.5e+2], "b": {"": {}}, "a": null, "c": [true, false, []]} "#,
            "\r\n{\n\t\"é\" : \"ä😀\"\n}\n",
            r#"["\"\\\/\b\f\n\r\t\u00e9\u0000\ud83d\ude00", "\ud800x", "\ud800\n", "\ud800\u0041", "\udc00"]"#,
        ] {
            same_when_broken(text);
        }
    }

    #[test]
    fn numbers_are_kept_exactly_or_refused() {
        for text in [
            "9007199254740993",
            "18446744073709551615",
            "18446744073709551616",
            "-9223372036854775808",
            "-9223372036854775809",
            "1e999",
            "-1e999",
            "1e-999",
            "-0.0",
        ] {
            same(text);
        }
        // `serde_json` would be off in the last place.
        assert_eq!(read("9007199254740e93").unwrap().as_f64(), Some(9.007_199_254_74e105));
    }

    #[test]
    fn depth_has_an_end() {
        for depth in [126, 127, 128, 100_000] {
            same(&"[".repeat(depth));
            same(&["[".repeat(depth), "]".repeat(depth)].concat());
            same(&["{\"a\":".repeat(depth), "1".into(), "}".repeat(depth)].concat());
        }
    }

    #[test]
    fn what_the_page_fetches_is_read_as_serde_json_reads_it() {
        for text in [
            include_str!("../../static/first.json"),
            include_str!("../../static/inputs.json"),
            include_str!("../../static/help.json"),
            include_str!("../../static/examples/index.json"),
            include_str!("../../static/examples/oauth-ro.json"),
        ] {
            same(text);
        }
    }
}
