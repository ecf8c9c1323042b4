//! How deeply a text is nested, judged before anything recurses into it.

use super::tokens::{Kind, Token, Tokens};

/// Levels of brackets, operators and statements that are parsed. The parser recurses at each of them; a page's
/// WebAssembly has a stack of 1 MiB, on which this leaves ample room.
pub(super) const LEVELS: usize = 250;

/// The bracket, operator or statement at which [`LEVELS`] is exceeded, as a byte offset.
pub(super) fn too_deep(text: &str, tokens: &Tokens) -> Option<usize> {
    let mut frames: Vec<Frame> = Vec::new();
    let mut frame = Frame::default();
    let mut below = 0;
    let mut last: Option<&Token> = None;
    for (index, token) in tokens.all.iter().enumerate() {
        let word = token.text(text);
        if token.newline_before
            && last.is_some_and(|last| ends_expression(last, text))
            && begins_statement(token, word)
        {
            frame.next_expression();
            if last.is_some_and(|last| last.text(text) != ")") && word != "else" {
                frame.statements = 0;
            }
        }
        match token.kind {
            Kind::Open => {
                frame.links += usize::from(last.is_some_and(|last| ends_expression(last, text)));
                below += 1 + frame.levels();
                frames.push(std::mem::take(&mut frame));
            }
            Kind::Close => {
                frame = frames.pop().unwrap_or_default();
                below = below.saturating_sub(1 + frame.levels());
                if word == "}"
                    && let Some(next) = tokens.all.get(index + 1)
                    && begins_statement(next, next.text(text))
                {
                    frame.next_expression();
                    if next.text(text) != "else" {
                        frame.statements = 0;
                    }
                }
            }
            Kind::Punctuation => match word {
                ";" => {
                    let next = tokens.all.get(index + 1).map_or("", |next| next.text(text));
                    frame.next_expression();
                    if next != "else" {
                        frame.statements = 0;
                    }
                }
                "," => frame.next_expression(),
                "." | "?." => frame.links += 1,
                "===" | "!==" | "==" | "!=" | "<" | ">" | "<=" | ">=" | "*" | "/" | "%" | "&&"
                | "||" | "??" | "|" | "&" | "^" | ">>" | "<<" | ">>>" => frame.links = 0,
                // Between two operands these nest to the left, which costs the parser nothing.
                "+" | "-" if last.is_some_and(|last| ends_expression(last, text)) => {
                    frame.links = 0;
                }
                _ => {
                    frame.operators += 1;
                    frame.links = 0;
                }
            },
            Kind::Word => match word {
                "case" | "default" => frame.next_expression(),
                "if" | "else" | "for" | "while" | "do" | "with" => frame.statements += 1,
                "new" | "typeof" | "void" | "delete" | "await" | "yield" | "async" | "function"
                | "class" => {
                    frame.operators += 1;
                }
                _ => {}
            },
            Kind::Value => {}
        }
        if below + frame.levels() > LEVELS {
            return Some(token.start);
        }
        last = Some(token);
    }
    None
}

/// What lies open between two brackets.
#[derive(Default)]
struct Frame {
    /// Operators of the present expression.
    operators: usize,
    /// Members and calls of the present chain.
    links: usize,
    /// Statements that are bodies of each other.
    statements: usize,
}

impl Frame {
    fn levels(&self) -> usize {
        // A chain nests to the left, which costs the parser nothing, but whoever walks the tree recurses into it.
        self.operators + self.statements + self.links / LINKS_PER_LEVEL
    }

    fn next_expression(&mut self) {
        self.operators = 0;
        self.links = 0;
    }
}

/// How many members and calls of a chain cost as much as one bracket.
const LINKS_PER_LEVEL: usize = 2;

fn ends_expression(token: &Token, text: &str) -> bool {
    match token.kind {
        Kind::Word => !matches!(
            token.text(text),
            "return"
                | "typeof"
                | "case"
                | "do"
                | "else"
                | "in"
                | "of"
                | "instanceof"
                | "new"
                | "void"
                | "delete"
                | "throw"
                | "yield"
                | "await"
                | "async"
                | "function"
                | "class"
                | "if"
                | "for"
                | "while"
                | "with"
        ),
        Kind::Value | Kind::Close => true,
        Kind::Open => false,
        Kind::Punctuation => matches!(token.text(text), "++" | "--"),
    }
}

fn begins_statement(token: &Token, word: &str) -> bool {
    token.kind == Kind::Word && !matches!(word, "in" | "of" | "instanceof")
}
