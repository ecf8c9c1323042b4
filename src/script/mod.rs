//! Runs the scripts of a login. Everything that crosses this border is plain data: the engine, the parser, the
//! instrumented text and the wrapper stay inside, and positions are those of the pasted text.

mod actions;
mod ending;
mod engine;
mod event;
mod failure;
mod held;
mod host;
mod json_fault;
pub mod library;
mod rules;
mod surroundings;
mod turn;
mod words;
#[cfg(target_family = "wasm")]
mod clock;
pub mod source;
pub mod surface;

pub use engine::prepare;
pub use rules::Start;
pub use surroundings::build;

use std::rc::Rc;

use serde_json::Value;

use crate::endpoint::Endpoint;
use crate::place::Span;
use crate::report::{
    ConsoleLine, Effect, HttpRequest, Origin, OriginKind, RunOutcome, ScriptError, Target,
};
use crate::scenario::{Object, Scenario};
use host::Network;
use source::{Source, kept};

/// Runs the rules and then the Actions of one login. Whatever a script does, the simulation goes on.
pub fn run(scenario: &Scenario, endpoint: &Endpoint, start: &Start) -> Login {
    // Its rows answer as often as they may in the whole login.
    let mut network = Network::new(&scenario.http);
    let mut login = rules::run(scenario, start, &mut network);
    actions::run(scenario, endpoint, &mut login, &mut network);
    login
}

impl Login {
    /// `context.redirect.url`, where a rule set it (`domain.md` §4.6).
    pub fn redirect(&self) -> Option<&str> {
        self.context.get("redirect")?.get("url")?.as_str().filter(|url| !url.is_empty())
    }

    /// The scripts of one kind.
    pub fn of(&self, kind: OriginKind) -> impl Iterator<Item = &ScriptRun> {
        self.runs.iter().filter(move |run| run.kind == kind)
    }
}

impl ScriptRun {
    /// A script that has not run yet.
    fn waiting(
        script: &str,
        pointer: &str,
        kind: OriginKind,
        text: &str,
        skipped: Option<Skip>,
    ) -> Self {
        Self {
            kind,
            script: script.to_owned(),
            pointer: pointer.to_owned(),
            source: kept::read(kind, text),
            outcome: RunOutcome::Skipped,
            skipped,
            limit: None,
            error: None,
            callbacks: Vec::new(),
            virtual_ms: 0,
            console: Vec::new(),
            console_dropped: 0,
            effects: Vec::new(),
            required: Vec::new(),
            requests: Vec::new(),
            missing_handler: None,
            denial: None,
            id_token: Object::new(),
            access_token: Object::new(),
            steps: 0,
            executed: Vec::new(),
        }
    }
}

/// What all scripts of one login did together.
#[derive(Debug)]
pub struct Login {
    /// One entry for each script, rules first, in the order in which they ran or would have run.
    pub runs: Vec<ScriptRun>,
    /// Every write to a claim object, to the root of `user` and to `context`, in order.
    pub writes: Vec<Write>,
    /// `user` as the last script returned it.
    pub user: Object,
    /// `context` as the last script returned it, without the claim objects.
    pub context: Object,
    /// The claim objects as the last script returned them.
    pub id_token: ClaimObject,
    /// Likewise.
    pub access_token: ClaimObject,
    /// `context.accessToken.scope` as the rules left it: a claim of an Action has nothing to do with it.
    pub rule_scope: Option<Held>,
    /// The user as stored, after `auth0.users.update…Metadata`.
    pub stored_user: Object,
    /// Why the login did not get past the scripts.
    pub stop: Option<Stop>,
    /// Pages and challenges that Actions put before the rest of the login.
    pub pauses: Vec<Pause>,
    /// Scopes that Actions added and removed, in order.
    pub scope_edits: Vec<ScopeEdit>,
}

/// Something that comes before the login goes on (`domain.md` §5.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pause {
    /// What.
    pub kind: PauseKind,
    /// The URL of a redirect, or the id of a form.
    pub to: String,
    /// Name of the script.
    pub by: String,
}

/// What an Action can put before the rest of the login.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PauseKind {
    /// `api.redirect.sendUserTo`.
    Redirect,
    /// `api.prompt.render`.
    Prompt,
    /// A factor that is challenged or enrolled before the next Action.
    Challenge,
    /// A second factor at the end of the flow.
    Mfa,
}

impl PauseKind {
    /// Whether the user is sent to a page of the tenant's own.
    pub fn is_page(self) -> bool {
        matches!(self, Self::Redirect | Self::Prompt)
    }
}

/// A scope that an Action added or removed.
#[derive(Clone, Debug, PartialEq)]
pub struct ScopeEdit {
    /// Added, not removed.
    pub added: bool,
    /// Name.
    pub name: String,
    /// Who and where.
    pub origin: Origin,
}

/// Members of a claim object, in the order in which they were first written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClaimObject {
    /// Name and value of each own enumerable member.
    pub members: Vec<(String, Held)>,
}

/// A value as JSON sees it (`domain.md` §3.8).
#[derive(Clone, Debug, PartialEq)]
pub enum Held {
    /// It can be sent.
    Json(Value),
    /// There is nothing to send: `undefined`, `a function` or `a symbol`.
    Nothing(&'static str),
    /// What JSON makes of a value of another type: a date, a map, an error, an instance of a class.
    Converted(Value),
    /// It cannot be serialised: the engine's words.
    Unserializable(String),
    /// A promise: JSON makes it `{}`.
    Promise,
}

impl Held {
    /// What would be sent.
    pub fn json(&self) -> Option<Value> {
        self.clone().into_json()
    }

    /// What would be sent, without a copy.
    pub fn into_json(self) -> Option<Value> {
        match self {
            Self::Json(value) | Self::Converted(value) => Some(value),
            Self::Promise => Some(Value::Object(Object::new())),
            Self::Nothing(_) | Self::Unserializable(_) => None,
        }
    }
}

/// Why the login did not get past the scripts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Name of the script.
    pub script: String,
    /// `true` for a refusal by the script, `false` for a failure.
    pub denied: bool,
    /// What the application sees.
    pub code: String,
    /// The description.
    pub message: String,
}

/// What one script did.
#[derive(Debug)]
pub struct ScriptRun {
    /// Rule or Action.
    pub kind: OriginKind,
    /// Name, unique in the scenario.
    pub script: String,
    /// RFC 6901 pointer of its text.
    pub pointer: String,
    /// Its text, parsed.
    pub source: Rc<Source>,
    /// How it ended.
    pub outcome: RunOutcome,
    /// Why it did not run, for [`RunOutcome::Skipped`].
    pub skipped: Option<Skip>,
    /// Which limit, for [`RunOutcome::Limit`].
    pub limit: Option<Limit>,
    /// What it threw.
    pub error: Option<ScriptError>,
    /// The calls of its callback.
    pub callbacks: Vec<CallbackCall>,
    /// Virtual milliseconds.
    pub virtual_ms: u64,
    /// What it logged, at most [`crate::script::limits::CONSOLE_LINES`] lines.
    pub console: Vec<ConsoleLine>,
    /// Lines it logged beyond that.
    pub console_dropped: u64,
    /// Calls of `auth0.*` and effective writes to `context`.
    pub effects: Vec<Effect>,
    /// Names given to `require`, with the place of the call.
    pub required: Vec<(String, Option<Span>)>,
    /// Requests to the network, each with the place of the call.
    pub requests: Vec<(HttpRequest, Option<Span>)>,
    /// The handler that an Action does not export, although its trigger calls it.
    pub missing_handler: Option<String>,
    /// Code and reason with which an Action denied the login.
    pub denial: Option<(String, String)>,
    /// The claims for the ID token after it.
    pub id_token: Object,
    /// The claims for the access token after it.
    pub access_token: Object,
    /// Executed statements.
    pub steps: u32,
    /// Which statements of [`Source::statements`] were executed at least once, by index.
    pub executed: Vec<bool>,
}

/// Why a script did not run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skip {
    /// It is switched off.
    Disabled,
    /// It belongs to another stage.
    Stage,
    /// Rules do not run for this request.
    Endpoint,
    /// Rules stopped executing on 2026-11-18.
    EndOfLife,
    /// An earlier script ended the login.
    Earlier,
    /// An earlier Action sent the user to a page, and the login waits.
    Paused,
    /// The Action is not bound to the trigger's flow.
    Unbound,
    /// The Action was never deployed.
    Undeployed,
    /// The Action belongs to another trigger.
    Trigger,
}

/// A limit at which a script is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Executed statements or engine ticks: an endless loop, or a regular expression that backtracks for ever.
    Steps,
    /// Memory.
    Memory,
    /// Nested calls.
    Stack,
    /// The text is too long.
    Text,
    /// The text is nested too deeply to be parsed.
    Nesting,
    /// Too many writes to claim objects.
    Writes,
}

/// One call of a rule's callback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallbackCall {
    /// Where.
    pub span: Option<Span>,
    /// What the first argument was.
    pub error: CallbackError,
    /// The second argument.
    pub user: Passed,
    /// The third argument.
    pub context: Passed,
}

/// First argument of the callback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallbackError {
    /// `null`.
    Null,
    /// Falsy, but not `null`: as JavaScript writes it.
    Falsy(String),
    /// An `UnauthorizedError`, with its message.
    Unauthorized(String),
    /// An `Error`, with its message.
    Error(String),
    /// A text or another value, with its text.
    Other(String),
    /// An object that looks like a user: the arguments are swapped.
    User,
}

/// Second or third argument of the callback.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passed {
    /// The object that the rule was given.
    Same,
    /// An object of its own.
    Fresh,
    /// `undefined`, or not given.
    Undefined,
    /// `null`.
    Null,
    /// No object.
    Primitive,
}

/// One write that was observed.
#[derive(Clone, Debug, PartialEq)]
pub struct Write {
    /// Who and where.
    pub origin: Origin,
    /// The range of the expression that wrote it.
    pub span: Option<Span>,
    /// What was written to.
    pub to: WriteTo,
    /// Set, deleted or replaced.
    pub kind: WriteKind,
    /// The callback had been called before: the write is lost.
    pub late: bool,
}

/// What was written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteTo {
    /// A member of a claim object or of the user's root: target and name.
    Claim(Target, String),
    /// A claim object as a whole: `context.idToken = …`.
    ClaimObject(Target),
    /// Another member of `context`.
    Context(String),
}

/// What a write did.
#[derive(Clone, Debug, PartialEq)]
pub enum WriteKind {
    /// Set to this value (as it was at that moment).
    Set(Held),
    /// Deleted.
    Deleted,
}

pub mod limits {
    //! What a script may use up. Reaching a limit is a finding.

    /// Virtual time that all rules of one login may take, or all Actions of a trigger, in milliseconds (`domain.md` §4.1,
    /// §5.1).
    pub const PHASE_MS: u64 = 20_000;
    /// Console lines that are kept for one script; the rest are counted.
    pub const CONSOLE_LINES: usize = 1000;
    /// Characters of one console line that are kept.
    pub const CONSOLE_CHARS: usize = 10_000;
    /// Bytes of one script's text.
    pub const SCRIPT_BYTES: usize = 200_000;
    /// Writes to claim objects that are kept for one login.
    pub const WRITES: usize = 1_000;
    /// Work that one rule may do: a statement is one unit.
    pub const WORK: u32 = 500_000;
    /// Work of one promise reaction.
    pub const WORK_OF_JOB: u32 = 10;
    /// Work of one timer.
    pub const WORK_OF_TIMER: u32 = 50;
    /// Work of one observed write.
    pub const WORK_OF_WRITE: u32 = 100;
    /// How often the engine may ask in one login whether to go on: once in 10,000 loop rounds, calls or steps of a
    /// regular expression.
    pub const POLLS: u32 = 500;
    /// Memory of the engine, in bytes.
    pub const MEMORY_BYTES: usize = 32 * 1024 * 1024;
    /// Stack of the engine, in bytes.
    pub const STACK_BYTES: usize = 80 * 1024;
}
