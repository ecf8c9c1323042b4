//! A linear, forgiving reading of a text: enough to judge how deeply it is nested before a parser recurses into it, to
//! find the bracket that was never closed, and to know where the engine begins a new line.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name or a keyword.
    Word,
    /// A number, text, regular expression or part of a template.
    Value,
    /// `(`, `[`, `{`, `${` or the backtick that opens a template.
    Open,
    /// Their counterparts.
    Close,
    /// Any other punctuation.
    Punctuation,
}

/// One token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) newline_before: bool,
}

impl Token {
    pub(super) fn text<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

/// The tokens of a text, and where QuickJS begins a new line in it.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    pub(super) all: Vec<Token>,
    /// Byte offsets. QuickJS does not count a lone carriage return in a comment.
    pub(super) engine_lines: Vec<usize>,
}

/// Keywords after which an expression follows, so that `/` begins a regular expression.
const BEFORE_EXPRESSION: &[&str] = &[
    "return",
    "typeof",
    "case",
    "do",
    "else",
    "in",
    "instanceof",
    "new",
    "void",
    "delete",
    "throw",
    "yield",
    "await",
    "of",
];

/// Punctuation of several characters, longest first.
const OPERATORS: &[&str] = &[
    ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "=>", "==", "!=",
    "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=",
    "<<", ">>", "**",
];

pub(super) fn scan(text: &str) -> Tokens {
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        at: 0,
        newline: false,
        open: Vec::new(),
        found: Tokens::default(),
    };
    scanner.found.engine_lines.push(0);
    scanner.run();
    scanner.found
}

struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    newline: bool,
    /// Open brackets: `(`, `[`, `{`, `$` for `${`.
    open: Vec<u8>,
    found: Tokens,
}

impl Scanner<'_> {
    fn run(&mut self) {
        while let Some(byte) = self.peek(0) {
            match byte {
                b'\n' | b'\r' => self.line_end(),
                b' ' | b'\t' | 0x0b | 0x0c => self.at += 1,
                b'/' if self.peek(1) == Some(b'/') => self.line_comment(),
                b'/' if self.peek(1) == Some(b'*') => self.block_comment(),
                b'/' if self.regex_may_follow() && self.regex_end().is_some() => {
                    let end = self.regex_end().unwrap_or(self.at + 1);
                    self.push(Kind::Value, end);
                }
                b'"' | b'\'' => self.string(byte),
                b'`' => {
                    self.push(Kind::Open, self.at + 1);
                    self.template();
                }
                b'(' | b'[' | b'{' => {
                    self.open.push(byte);
                    self.push(Kind::Open, self.at + 1);
                }
                b'}' if self.open.last() == Some(&b'$') => {
                    self.open.pop();
                    self.push(Kind::Close, self.at + 1);
                    self.template();
                }
                b')' | b']' | b'}' => {
                    self.open.pop();
                    self.push(Kind::Close, self.at + 1);
                }
                b'0'..=b'9' => self.word(Kind::Value),
                b'.' if self.peek(1).is_some_and(|next| next.is_ascii_digit()) => {
                    self.word(Kind::Value);
                }
                b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' | b'#' | b'@' | b'\\' => {
                    self.word(Kind::Word);
                }
                0x80.. => self.wide(),
                _ => self.operator(),
            }
        }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn push(&mut self, kind: Kind, end: usize) {
        self.found.all.push(Token { kind, start: self.at, end, newline_before: self.newline });
        self.newline = false;
        self.at = end;
    }

    fn line_end(&mut self) {
        self.at += if self.bytes.get(self.at..self.at + 2) == Some(b"\r\n") { 2 } else { 1 };
        self.newline = true;
        self.found.engine_lines.push(self.at);
    }

    fn line_comment(&mut self) {
        while let Some(byte) = self.peek(0) {
            if matches!(byte, b'\n' | b'\r') || self.separator() {
                return;
            }
            self.at += 1;
        }
    }

    fn block_comment(&mut self) {
        self.at += 2;
        while let Some(byte) = self.peek(0) {
            if byte == b'*' && self.peek(1) == Some(b'/') {
                self.at += 2;
                return;
            }
            self.at += 1;
            if byte == b'\n' {
                self.newline = true;
                self.found.engine_lines.push(self.at);
            }
        }
    }

    /// U+2028 or U+2029: a line end to JavaScript, though not to editors.
    fn separator(&self) -> bool {
        matches!(self.bytes.get(self.at..self.at + 3), Some([0xe2, 0x80, 0xa8 | 0xa9]))
    }

    fn wide(&mut self) {
        if self.separator() {
            self.at += 3;
            self.newline = true;
            self.found.engine_lines.push(self.at);
            return;
        }
        let character =
            self.text.get(self.at..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
        if character.is_whitespace() || character == '\u{feff}' {
            self.at += character.len_utf8();
        } else {
            self.word(Kind::Word);
        }
    }

    fn word(&mut self, kind: Kind) {
        let mut end = self.at + 1;
        while let Some(byte) = self.bytes.get(end) {
            let goes_on = byte.is_ascii_alphanumeric()
                || matches!(byte, b'_' | b'$' | b'\\')
                || (*byte >= 0x80
                    && !matches!(self.bytes.get(end..end + 3), Some([0xe2, 0x80, 0xa8 | 0xa9])))
                || (kind == Kind::Value && *byte == b'.');
            if !goes_on {
                break;
            }
            end += 1;
        }
        self.push(kind, end);
    }

    fn operator(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = OPERATORS
            .iter()
            .find(|operator| rest.starts_with(operator.as_bytes()))
            .map_or(1, |found| found.len());
        // `a?.5:b` is a conditional.
        let length = if rest.starts_with(b"?.") && rest.get(2).is_some_and(u8::is_ascii_digit) {
            1
        } else {
            length
        };
        self.push(Kind::Punctuation, self.at + length);
    }

    fn string(&mut self, quote: u8) {
        let mut end = self.at + 1;
        let mut lines = Vec::new();
        while let Some(byte) = self.bytes.get(end).copied() {
            if byte == quote {
                end += 1;
                break;
            }
            if matches!(byte, b'\n' | b'\r') {
                break;
            }
            end += 1;
            if byte == b'\\' {
                match self.bytes.get(end).copied() {
                    Some(b'\r') if self.bytes.get(end + 1) == Some(&b'\n') => {
                        end += 2;
                        lines.push(end);
                    }
                    Some(b'\n' | b'\r') => {
                        end += 1;
                        lines.push(end);
                    }
                    Some(_) => end += 1,
                    None => {}
                }
            }
        }
        self.push(Kind::Value, end.min(self.bytes.len()));
        self.found.engine_lines.append(&mut lines);
    }

    /// The characters of a template up to `${` or the closing backtick.
    fn template(&mut self) {
        while let Some(byte) = self.peek(0) {
            match byte {
                // The engine counts an escaped line end like any other.
                b'\\' => self.at += if matches!(self.peek(1), Some(b'\n' | b'\r')) { 1 } else { 2 },
                b'`' => {
                    self.push(Kind::Close, self.at + 1);
                    return;
                }
                b'$' if self.peek(1) == Some(b'{') => {
                    self.open.push(b'$');
                    self.push(Kind::Open, self.at + 2);
                    return;
                }
                b'\n' | b'\r' => {
                    let newline = self.newline;
                    self.line_end();
                    self.newline = newline;
                }
                _ => self.at += 1,
            }
        }
        self.at = self.bytes.len();
    }

    fn regex_may_follow(&self) -> bool {
        let Some(last) = self.found.all.last() else { return true };
        match last.kind {
            Kind::Word => BEFORE_EXPRESSION.contains(&last.text(self.text)),
            Kind::Value => false,
            Kind::Open => true,
            Kind::Close => last.text(self.text) == "}",
            Kind::Punctuation => !matches!(last.text(self.text), "++" | "--"),
        }
    }

    fn regex_end(&self) -> Option<usize> {
        let mut end = self.at + 1;
        let mut class = false;
        loop {
            match *self.bytes.get(end)? {
                b'\n' | b'\r' => return None,
                b'\\' => end += 1,
                b'[' => class = true,
                b']' => class = false,
                b'/' if !class => break,
                _ => {}
            }
            end += 1;
        }
        end += 1;
        while self.bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) {
            end += 1;
        }
        Some(end)
    }
}
