//! What the scripts of a report did.

use serde::Serialize;
use serde_json::Value;

use super::OriginKind;
use crate::scenario::Object;

/// How one script ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RunOutcome {
    /// It went on to the next script.
    Ok,
    /// It denied the login.
    Denied,
    /// It threw.
    Threw,
    /// Its promise was rejected.
    Rejected,
    /// It never called back.
    NoCallback,
    /// Over the 20 seconds of virtual time.
    TimedOut,
    /// Stopped at a limit: steps, memory, stack, size.
    Limit,
    /// It does not parse.
    SyntaxError,
    /// It did not run.
    Skipped,
}

impl RunOutcome {
    /// The code on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Denied => "denied",
            Self::Threw => "threw",
            Self::Rejected => "rejected",
            Self::NoCallback => "no-callback",
            Self::TimedOut => "timed-out",
            Self::Limit => "limit",
            Self::SyntaxError => "syntax-error",
            Self::Skipped => "skipped",
        }
    }
}

/// What one script did.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Run {
    /// Name of the script.
    pub script: String,
    /// Rule or Action.
    pub kind: OriginKind,
    /// How it ended.
    pub outcome: RunOutcome,
    /// What it threw, or why it did not parse.
    pub error: Option<ScriptError>,
    /// How often it called back.
    pub callback_calls: u32,
    /// Virtual milliseconds it took.
    pub virtual_ms: u64,
    /// What it logged.
    pub console: Vec<ConsoleLine>,
    /// What it did to the world, in order.
    pub effects: Vec<Effect>,
    /// What it asked of the network.
    pub requests: Vec<HttpRequest>,
    /// `context.idToken` after this script, before any filter.
    pub id_token: Object,
    /// `context.accessToken` after this script, before any filter.
    pub access_token: Object,
    /// Statements it executed.
    pub steps: u32,
}

/// An exception.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScriptError {
    /// `TypeError` and so on.
    pub name: String,
    /// Its message.
    pub message: String,
    /// Line in the pasted text, from 1.
    pub line: Option<u32>,
    /// Column, from 1, in UTF-16 units.
    pub column: Option<u32>,
    /// The stack, with positions of the pasted text.
    pub stack: String,
}

/// One line on the console.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConsoleLine {
    /// `log`, `info`, `warn`, `error`, `debug`.
    pub level: String,
    /// The text as Node prints it.
    pub text: String,
    /// Line of the call, from 1.
    pub line: Option<u32>,
}

/// One thing a script did to the world outside it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Effect {
    /// `auth0.users.updateAppMetadata`, `context.redirect` …
    pub kind: String,
    /// What it was called with, as JSON.
    pub args: Vec<Value>,
    /// Line, from 1.
    pub line: Option<u32>,
    /// Step, from 1.
    pub step: Option<u32>,
}

/// One request to the network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HttpRequest {
    /// `GET` …
    pub method: String,
    /// URL.
    pub url: String,
    /// Index of the reply in the scenario.
    pub matched: Option<usize>,
    /// HTTP status.
    pub status: Option<u16>,
    /// Line, from 1.
    pub line: Option<u32>,
}
