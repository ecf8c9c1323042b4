//! What was pasted. A rule is one expression that evaluates to a function (`domain.md` §4.1); an Action is a module that
//! exports handlers (§5.1).

use crate::place::Span;

/// What a text is, taken as a rule or as an Action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One expression. Whether it evaluates to a function is known only when it runs.
    Function(Function),
    /// The statements of an Action.
    Module(Module),
    /// JavaScript, but not what it should be.
    Not(NotOneFunction),
    /// No JavaScript.
    Syntax(Fault),
    /// Longer than [`crate::script::limits::SCRIPT_BYTES`].
    TooLong,
    /// Nested so deeply that it is not parsed; the place where it became too deep.
    TooDeep(Span),
}

impl Default for Shape {
    fn default() -> Self {
        Self::Not(NotOneFunction {
            kind: NotKind::Empty,
            span: START,
            message: "the rule is empty".to_owned(),
            fix: None,
        })
    }
}

const START: Span = Span { line: 1, column: 1, end_line: 1, end_column: 1 };

/// The module of an Action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module {
    /// What it exports, as far as its text tells.
    pub exports: Vec<Export>,
}

/// One export of a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// Name: `onExecutePostLogin`.
    pub name: String,
    /// Where it is assigned.
    pub span: Span,
}

/// The function of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says something of its own about the function"
)]
pub struct Function {
    /// Names of the parameters by position; `None` for a pattern. Only for a function that is written out.
    pub params: Vec<Option<String>>,
    /// `...rest` follows the parameters.
    pub rest: bool,
    /// The range of the parameter list or, without one, of the whole expression.
    pub params_span: Span,
    /// The range of the expression.
    pub span: Span,
    /// `async`.
    pub is_async: bool,
    /// Written with `=>`.
    pub is_arrow: bool,
    /// The function is written out, and not the result of a call or the value of a name.
    pub is_literal: bool,
}

/// Why a text is not one function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotOneFunction {
    /// What stands there instead.
    pub kind: NotKind,
    /// Where.
    pub span: Span,
    /// One sentence.
    pub message: String,
    /// The replacement that makes it one function: UTF-8 start and end, and the text.
    pub fix: Option<(usize, usize, String)>,
}

/// What stands there instead of one function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotKind {
    /// A `;` after the function.
    TrailingSemicolon,
    /// A statement before the function.
    StatementBefore,
    /// A statement after the function.
    StatementAfter,
    /// Two functions or more.
    SeveralFunctions,
    /// The code of an Action: `exports.onExecutePostLogin = …`.
    ActionCode,
    /// `module.exports = …`.
    ModuleExports,
    /// Statements, and no function among them.
    NotAFunction,
    /// Nothing, or comments alone.
    Empty,
    /// The function of a rule, where an Action should be.
    RuleCode,
}

/// A syntax error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What was found, in plain words.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What to do, if we know.
    pub help: Option<String>,
    /// Another place that explains it, such as the bracket that was opened, with a few words.
    pub label: Option<(Span, String)>,
}
