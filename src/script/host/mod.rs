//! What a script can reach: the functions behind `prelude.js`. They hold plain data only; a JavaScript value kept in a Rust
//! closure would be a cycle that the engine's collector cannot see.

mod api;
mod faults;
mod modules;
mod natives;
mod network;

use std::cell::RefCell;
use std::rc::Rc;

use super::source::Source;
use super::{
    CallbackCall, CallbackError, ClaimObject, Held, Limit, Passed, Write, WriteKind, WriteTo,
    failure, library, limits, words,
};
use crate::place::Span;
use crate::report::{ConsoleLine, Effect, HttpRequest, Origin, OriginKind, ScriptError, Target};
use crate::scenario::{Object, Tenant};

pub(super) use api::install as install_api;
pub(super) use natives::{install, marker};
pub(super) use network::Network;

/// What the host remembers while the scripts of one phase run.
#[derive(Default)]
pub(super) struct Host {
    /// What runs: rules, or Actions.
    pub(super) kind: OriginKind,
    /// What the Actions asked for.
    pub(super) asked: api::Asked,
    /// Virtual time since 1970, in milliseconds.
    pub(super) now_ms: f64,
    /// The parsed rules, in the order in which they run.
    pub(super) sources: Vec<Rc<Source>>,
    /// Their names.
    pub(super) names: Vec<String>,
    /// The modules that each Action declares, where it is known.
    pub(super) dependencies: Vec<Option<Vec<String>>>,
    /// Which one runs.
    pub(super) at: usize,
    /// Steps of the whole login.
    pub(super) total_steps: u32,
    /// What the running rule did so far.
    pub(super) rule: RuleState,
    /// Writes of the whole login. Those of the running rule have no value yet.
    pub(super) writes: Vec<Write>,
    /// Index in `writes` for each value that the prelude keeps.
    pub(super) awaiting_value: Vec<usize>,
    /// State at the last callback.
    pub(super) snapshot: Snapshot,
    /// The user as stored, and its id.
    pub(super) stored_user: Object,
    /// Set when the script must not go on.
    pub(super) stopped: Option<Limit>,
    /// How often the engine asked whether to go on, since the login began.
    pub(super) polls: u32,
    /// What the scenario answers requests with.
    pub(super) network: Network,
    /// Whether a module of the library is being loaded.
    pub(super) loading: bool,
    /// Files of the library that scripts asked for.
    pub(super) wanted: Vec<String>,
    /// The tenant's Node version: decides which globals there are.
    pub(super) node: u32,
}

/// What one rule did so far.
#[derive(Default)]
pub(super) struct RuleState {
    pub(super) steps: u32,
    /// Work done so far, in the units of `limits::WORK`.
    pub(super) work: u32,
    pub(super) executed: Vec<bool>,
    pub(super) statement: usize,
    pub(super) callbacks: Vec<CallbackCall>,
    /// The callback was called and the state was taken: what is written now is lost.
    pub(super) closed: bool,
    pub(super) console: Vec<ConsoleLine>,
    pub(super) console_dropped: u64,
    pub(super) effects: Vec<Effect>,
    /// Index of a write and of the effect that it is.
    pub(super) effect_of: Vec<(usize, usize)>,
    pub(super) required: Vec<(String, Option<Span>)>,
    /// Requests to the network, each with its place.
    pub(super) requests: Vec<(HttpRequest, Option<Span>)>,
    pub(super) rejection: Option<ScriptError>,
}

/// The objects as a rule returned them.
#[derive(Default, Clone)]
pub(super) struct Snapshot {
    pub(super) user: Object,
    pub(super) context: Object,
    pub(super) id_token: ClaimObject,
    pub(super) access_token: ClaimObject,
}

/// Shared by the functions that the prelude calls.
pub(super) type Shared = Rc<RefCell<Host>>;

/// Which kind of object a proxy of the prelude watches; the numbers are those of `prelude.js`.
fn watched(what: u32, name: &str) -> WriteTo {
    match (what, name) {
        (0, _) => WriteTo::Claim(Target::IdToken, name.into()),
        (1, _) => WriteTo::Claim(Target::AccessToken, name.into()),
        (2, _) => WriteTo::Claim(Target::User, name.into()),
        (_, "idToken") => WriteTo::ClaimObject(Target::IdToken),
        (_, "accessToken") => WriteTo::ClaimObject(Target::AccessToken),
        _ => WriteTo::Context(name.into()),
    }
}

/// Members of `context` whose writing does something outside it (`domain.md` §2.10).
const EFFECTIVE_MEMBERS: [&str; 6] = [
    "redirect",
    "multifactor",
    "primaryUser",
    "samlConfiguration",
    "jwtConfiguration",
    "addonConfiguration",
];

impl Host {
    /// A host with the tenant's version of Node.
    pub(super) fn of(tenant: &Tenant) -> Self {
        let node = tenant.sandbox_version.parse().unwrap_or(library::NEWEST_NODE);
        Self { node, ..Self::default() }
    }

    /// Position of a stack's first script frame, in the pasted text.
    pub(super) fn position(&self, stack: &str) -> Option<(usize, u32, u32)> {
        let (script, line, column) = failure::first_frame(stack)?;
        let (line, column) = self.sources.get(script)?.original(line, column, true)?;
        Some((script, line, column))
    }

    /// What the engine says of a fault, as Node says it. `missing` is `undefined` or `null`, where the fault is that one.
    fn in_nodes_words(&self, message: &str, stack: &str, missing: &str) -> String {
        words::in_nodes_words(message, stack, self.place(stack), missing)
    }

    /// Path of the object that could not be taken apart.
    fn taken_apart(&self, message: &str, stack: &str) -> Vec<String> {
        let place = self.place(stack).filter(|_| message == words::NO_OBJECT);
        let path = place.and_then(|(source, line, column)| source.taken_apart_at(line, column));
        path.unwrap_or_default().to_vec()
    }

    fn place(&self, stack: &str) -> Option<(&Source, u32, u32)> {
        let (script, line, column) = self.position(stack)?;
        Some((self.sources.get(script)?, line, column))
    }

    /// Range of the expression at a stack's first script frame, or of the statement that runs.
    fn span(&self, stack: &str) -> Option<Span> {
        let source = self.sources.get(self.at)?;
        match self.position(stack) {
            Some((script, line, column)) if script == self.at => source.write_at(line, column),
            _ => source.statements.get(self.rule.statement).copied(),
        }
    }

    /// Range of the call at a stack's first script frame.
    fn call_span(&self, stack: &str) -> Option<Span> {
        self.span(stack)
    }

    fn origin(&self, span: Option<Span>) -> Origin {
        Origin {
            kind: self.kind,
            script: self.names.get(self.at).cloned().unwrap_or_default(),
            line: span.map(|span| span.line),
            column: span.map(|span| span.column),
            end_column: span.filter(|span| span.end_line == span.line).map(|span| span.end_column),
            step: Some(self.total_steps),
        }
    }

    /// Notes a write or a deletion. `true` if it is to be carried out and its value kept.
    fn write(&mut self, what: u32, name: &str, deleted: bool, stack: &str) -> bool {
        if self.writes.len() >= limits::WRITES {
            self.stopped.get_or_insert(Limit::Writes);
            return false;
        }
        self.spend(limits::WORK_OF_WRITE);
        let span = self.span(stack);
        let late = self.rule.closed;
        let to = watched(what, name);
        if let (WriteTo::Context(name), false) = (&to, late)
            && EFFECTIVE_MEMBERS.contains(&name.as_str())
        {
            let kind = format!("context.{name}");
            self.rule.effect_of.push((self.writes.len(), self.rule.effects.len()));
            self.rule.effects.push(Effect {
                kind,
                args: Vec::new(),
                line: span.map(|span| span.line),
                step: Some(self.total_steps),
            });
        }
        // The value follows when the script is finished.
        let kind =
            if deleted { WriteKind::Deleted } else { WriteKind::Set(Held::Nothing("undefined")) };
        if !late {
            self.awaiting_value.push(self.writes.len());
        }
        self.writes.push(Write { origin: self.origin(span), span, to, kind, late });
        !late
    }

    /// Notes a call of the callback. `true` for the first one.
    fn callback(
        &mut self,
        error: CallbackError,
        user: Passed,
        context: Passed,
        stack: &str,
    ) -> bool {
        let span = self.call_span(stack);
        self.rule.callbacks.push(CallbackCall { span, error, user, context });
        self.rule.callbacks.len() == 1
    }

    /// Counts a statement. `false` when the script has used up its steps.
    fn step(&mut self, statement: usize) -> bool {
        self.total_steps = self.total_steps.saturating_add(1);
        let rule = &mut self.rule;
        rule.steps += 1;
        rule.statement = statement;
        if let Some(executed) = rule.executed.get_mut(statement) {
            *executed = true;
        }
        self.spend(1)
    }

    /// Counts work. `false` when the script may do no more.
    pub(super) fn spend(&mut self, work: u32) -> bool {
        self.rule.work = self.rule.work.saturating_add(work);
        if self.rule.work > limits::WORK {
            self.stopped.get_or_insert(Limit::Steps);
        }
        self.stopped.is_none()
    }

    fn log(&mut self, level: &str, text: &str, stack: &str) {
        let line = self.position(stack).map(|(_, line, _)| line);
        let text = if text.len() > limits::CONSOLE_CHARS {
            let cut: String = text.chars().take(limits::CONSOLE_CHARS).collect();
            format!("{cut}… {} bytes in all", text.len())
        } else {
            text.to_owned()
        };
        self.rule.console.push(ConsoleLine { level: level.into(), text, line });
    }
}
