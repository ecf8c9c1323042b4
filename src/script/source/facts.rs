//! What stands in a rule's text, whether or not it runs.

use crate::place::Span;
use crate::report::Target;

/// Everything that checks want to know about a text. Paths begin with `user`, `context` or `callback` (in an Action:
/// `event` or `api`) whatever the parameters are called, and aliases are followed.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Writes to members of the claim objects.
    pub claim_writes: Vec<ClaimWrite>,
    /// `context.idToken = …`.
    pub claim_object_replacements: Vec<(Target, Span)>,
    /// Every `context.<name>`.
    pub context_members: Vec<ContextMember>,
    /// Reads of `user` and what lies below it.
    pub user_reads: Vec<Read>,
    /// Writes to `user` and what lies below it.
    pub user_writes: Vec<UserWrite>,
    /// Reads of `context.request.query.<name>` and `context.request.body.<name>`.
    pub request_reads: Vec<Read>,
    /// Reads of `event` and `api` and what lies below them, calls included.
    pub action_reads: Vec<Read>,
    /// Writes to `event` and what lies below it.
    pub event_writes: Vec<UserWrite>,
    /// Names that nothing in the text declares and that are not merely tested with `typeof`.
    pub free_identifiers: Vec<(String, Span)>,
    /// Calls of `require`, with the name if it is constant.
    pub requires: Vec<(Option<String>, Span)>,
    /// Syntax that older versions of Node.js do not know.
    pub newer_syntax: Vec<NewerSyntax>,
    /// Calls of the callback.
    pub callback_calls: Vec<CallbackSite>,
    /// Parameters of the rule that are assigned to: position, name and place.
    pub assigned_params: Vec<(usize, String, Span)>,
}

/// A write to a member of a claim object.
#[derive(Clone, Debug)]
pub struct ClaimWrite {
    /// Which claim object.
    pub target: Target,
    /// The name, if it is constant.
    pub name: Option<String>,
    /// What the name is composed of.
    pub name_parts: Vec<Part>,
    /// Where the name is written.
    pub name_span: Span,
    /// The same in bytes of the text, for fixes.
    pub name_bytes: (usize, usize),
    /// The whole expression.
    pub span: Span,
    /// The value as it is written.
    pub value_text: String,
    /// Where the value is written.
    pub value_span: Span,
    /// Which value it is, if it is a path.
    pub value_path: Option<Vec<String>>,
    /// The statement it belongs to, as an index of the source's statements.
    pub statement: Option<usize>,
    /// What decides whether it is reached, from the outside in.
    pub guards: Vec<Guard>,
}

/// A part of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Written out.
    Literal(String),
    /// A name in the text; its value, if that is constant; where it is used.
    Binding {
        /// The name.
        name: String,
        /// Its constant value.
        value: Option<String>,
        /// What it is set to, as a path: `auth0.domain`.
        path: Option<Vec<String>>,
        /// Where it is used.
        span: Span,
    },
    /// `configuration.<key>`.
    Config(String),
    /// Another path: `context.request.hostname`.
    Path(Vec<String>),
    /// Anything else, as it is written.
    Other(String),
}

/// A condition before something is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guard {
    /// The condition as it is written.
    pub test_text: String,
    /// Where.
    pub test_span: Span,
    /// How it decides.
    pub kind: GuardKind,
    /// The first statement of the branch that it leads to (of the branch that leaves, for an early return), as an index
    /// of the source's statements.
    pub statement: Option<usize>,
}

/// How a condition decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuardKind {
    /// It must be true.
    If,
    /// It must be false.
    Else,
    /// It must be false, for otherwise the function is left before.
    EarlyReturn,
    /// Left side of `&&`, `||` or `??`.
    Logical,
    /// Condition of `? :`.
    Ternary,
}

/// A `context.<name>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContextMember {
    /// The name.
    pub name: String,
    /// Where the name is written.
    pub span: Span,
    /// The same in bytes of the text, for fixes.
    pub bytes: (usize, usize),
    /// It is assigned to.
    pub write: bool,
}

/// A read of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// The path, without a method that is called on it.
    pub path: Vec<String>,
    /// The method that is called on it.
    pub method: Option<String>,
    /// Where it is read.
    pub span: Span,
    /// The same in bytes of the text, for fixes.
    pub bytes: (usize, usize),
    /// Whatever might be undefined on the way has been tested, has a default or is read with `?.`.
    pub guarded: bool,
    /// Another value stands in where there is none: `a.b || c`.
    pub has_default: bool,
    /// The shortest beginning of the path whose member is read although it might be undefined: its range.
    pub unguarded_at: Option<(Span, (usize, usize))>,
}

/// A write below `user` or `event`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserWrite {
    /// The path.
    pub path: Vec<String>,
    /// The whole expression.
    pub span: Span,
}

/// A call of the callback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallbackSite {
    /// The call.
    pub span: Span,
    /// Number of arguments.
    pub args: usize,
    /// Its value is returned, so that nothing runs after it.
    pub returned: bool,
}

/// Syntax that older versions of Node.js do not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewerSyntax {
    /// What it is called.
    pub feature: &'static str,
    /// The first major version of Node.js that reads it.
    pub since_node: u32,
    /// Where.
    pub span: Span,
}
