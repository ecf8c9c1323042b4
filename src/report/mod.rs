//! What comes out: plain data, in the shapes of `formats.md`. It derives its JSON form here, once,
//! because the worker writes it and the page reads it.

pub mod expect;
pub mod json;
pub mod text;
pub mod verdict;

use serde::Serialize;
use serde_json::Value;

use crate::claims::{Basis, Evidence, VerdictCode};
use crate::diagnostics::Diagnostic;
use crate::place::ArtifactKind;
use crate::scenario::Object;

/// Version of the report format.
pub const VERSION: u32 = 1;

/// Everything one simulation found out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// [`VERSION`].
    pub claimscope: u32,
    /// Which pipeline answers the request, and why.
    pub mode: Mode,
    /// How the login ended.
    pub outcome: Outcome,
    /// The tokens and answers, issued or not.
    pub artifacts: Vec<Artifact>,
    /// One row for each name and target.
    pub claims: Vec<Claim>,
    /// One entry for each script, in the order in which they ran.
    pub runs: Vec<Run>,
    /// What is wrong, or worth knowing.
    pub diagnostics: Vec<Diagnostic>,
}

/// Which pipeline answers a request (`domain.md` §1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ModeKind {
    /// The OIDC-conformant pipeline.
    OidcConformant,
    /// The legacy pipeline.
    Legacy,
    /// SAML 2.0 or WS-Federation.
    SamlWsFed,
    /// Client credentials: no user.
    MachineToMachine,
    /// The request issues no token of a user.
    NoToken,
}

impl ModeKind {
    /// The words that begin the verdict.
    pub fn label(self) -> &'static str {
        match self {
            Self::OidcConformant => "OIDC-conformant",
            Self::Legacy => "Legacy endpoint",
            Self::SamlWsFed => "SAML or WS-Fed",
            Self::MachineToMachine => "Machine to machine",
            Self::NoToken => "No token",
        }
    }
}

/// The mode with its proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mode {
    /// Which pipeline.
    pub kind: ModeKind,
    /// `context.protocol`, where scripts run (`domain.md` §1.10).
    pub protocol: Option<String>,
    /// The facts that decided it, in the order in which they were looked at.
    pub reasons: Vec<Reason>,
}

/// How much a fact weighs in the decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// It decides the mode.
    Decides,
    /// If it were otherwise, the outcome would be another.
    Holds,
    /// It has no effect on this request.
    Idle,
}

/// One fact of the proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The fact itself, as short as a label: `POST /oauth/ro`, `audience: none`.
    pub fact: String,
    /// What it means: half a sentence.
    pub text: String,
    /// How much it weighs.
    pub weight: Weight,
    /// The input that holds it (RFC 6901).
    pub pointer: String,
    /// Grade.
    pub evidence: Evidence,
    /// URL of the source.
    pub source: String,
    /// Day on which the source said so.
    pub as_of: String,
    /// What to set at `pointer` to turn the fact around; absent where that makes no sense.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flip: Option<Flip>,
}

/// A change of one input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Flip {
    /// What the change does, for a button: "Send it to /oauth/token".
    pub title: String,
    /// Sets (or with `null` removes) these fields (RFC 6901 pointers).
    pub set: Vec<(String, Value)>,
}

/// How the login ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Outcome {
    /// The request was answered as asked.
    Issued,
    /// A script said no.
    Denied {
        /// What the application sees.
        code: String,
        /// The script's words.
        message: String,
        /// Name of the script.
        by: String,
    },
    /// The user is sent to another page before the login goes on.
    Redirected {
        /// Where to.
        url: String,
        /// Name of the script.
        by: String,
    },
    /// Multi-factor authentication is asked for.
    MfaRequired {
        /// Name of the script.
        by: String,
    },
    /// Something failed: a script, a limit, a size, or the endpoint refused.
    Failed {
        /// What the application sees: `access_denied`, `invalid_request` …
        code: String,
        /// What went wrong.
        message: String,
        /// Name of the script, where one is at fault.
        #[serde(skip_serializing_if = "Option::is_none")]
        by: Option<String>,
    },
}

/// How an artifact is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// A signed token that anyone can read (RFC 7519).
    Jwt,
    /// A string without readable content.
    Opaque,
    /// An encrypted token (RFC 7516).
    Jwe,
    /// A JSON answer.
    Json,
    /// An XML document.
    Xml,
}

/// One token or answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Artifact {
    /// Which one.
    pub kind: ArtifactKind,
    /// Whether this request yields it.
    pub issued: bool,
    /// How it is encoded.
    pub format: Format,
    /// Why it is issued, or is not, or is opaque: one sentence.
    pub why: String,
    /// JOSE header, for a JWT.
    pub header: Object,
    /// Claims, in the order in which they entered.
    pub payload: Object,
    /// As sent; empty when not issued.
    pub encoded: String,
    /// Size as sent, in bytes.
    pub bytes: usize,
}

/// Which object a claim was written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// `context.idToken`, or an ID-token claim of the pipeline.
    IdToken,
    /// `context.accessToken`, or an access-token claim of the pipeline.
    AccessToken,
    /// The user object: legacy tokens are filled from it.
    User,
}

impl Target {
    /// As a script writes it.
    pub fn label(self) -> &'static str {
        match self {
            Self::IdToken => "idToken",
            Self::AccessToken => "accessToken",
            Self::User => "user",
        }
    }
}

/// One claim: a name and the object it was written to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Claim {
    /// The name, verbatim.
    pub name: String,
    /// Where it was written.
    pub target: Target,
    /// The value as JSON; absent when there is none to send (`undefined`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// Who wrote it (the last writer).
    pub origin: Origin,
    /// Earlier writes of the same name, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Earlier>,
    /// Where the value was lost again: a later script replaced or deleted it.
    pub overwritten_by: Option<Origin>,
    /// How the written value was lost before any gate; absent where the gates decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lost: Option<Lost>,
    /// One for each artifact it could reach.
    pub verdicts: Vec<Verdict>,
}

/// How a value that a script wrote was lost before any gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Lost {
    /// Written after the callback, when the claims had been taken.
    Late,
    /// A later statement replaced the whole object.
    Replaced,
    /// A later statement deleted the name.
    Deleted,
}

impl Claim {
    /// How the written value was lost before any gate, for the row: `written too late`, or ``replaced by `X`, line 3``.
    pub fn loss(&self) -> Option<String> {
        let by = || match &self.overwritten_by {
            Some(Origin { script, line: Some(line), .. }) => format!(" by `{script}`, line {line}"),
            Some(Origin { script, .. }) => format!(" by `{script}`"),
            None => String::new(),
        };
        Some(match self.lost? {
            Lost::Late => "written too late".into(),
            Lost::Replaced => format!("replaced{}", by()),
            Lost::Deleted => format!("deleted{}", by()),
        })
    }

    /// Whether a script wrote it.
    pub fn is_custom(&self) -> bool {
        self.origin.kind != OriginKind::Standard
    }
}

/// A write that a later one replaced.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Earlier {
    /// Who wrote it.
    pub origin: Origin,
    /// The value then.
    pub value: Option<Value>,
}

/// What kind of writer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum OriginKind {
    /// A rule.
    Rule,
    /// An Action.
    Action,
    /// Auth0 itself.
    Standard,
}

/// Who wrote a claim, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// What kind of writer.
    pub kind: OriginKind,
    /// Name of the script; empty for Auth0 itself.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub script: String,
    /// Line of the write, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Column of the write, from 1, in UTF-16 units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// Column after the write, if it ends in the same line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_column: Option<u32>,
    /// Step of the run at which it happened, from 1 over all scripts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<u32>,
}

impl Origin {
    /// Auth0 itself.
    pub fn standard() -> Self {
        Self {
            kind: OriginKind::Standard,
            script: String::new(),
            line: None,
            column: None,
            end_column: None,
            step: None,
        }
    }
}

/// What becomes of a claim in one artifact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Which artifact.
    pub artifact: ArtifactKind,
    /// The first reason, in the order of the gates (`domain.md` §3.4).
    pub code: VerdictCode,
    /// The further reasons.
    pub also: Vec<VerdictCode>,
    /// Grade of the first reason.
    pub evidence: Evidence,
    /// Source of the first reason.
    pub source: String,
    /// Day of that source.
    pub as_of: String,
    /// The switch that decides it otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub switch: Option<String>,
    /// All reasons in order, each with what it rests on; empty for a delivered claim.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Cut>,
}

/// One reason for which a claim is dropped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cut {
    /// The reason.
    pub code: VerdictCode,
    /// One sentence about this claim and this request.
    pub text: String,
    /// Grade.
    pub evidence: Evidence,
    /// Source.
    pub source: String,
    /// Day of the source.
    pub as_of: String,
    /// The switch that decides it otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub switch: Option<String>,
}

impl Cut {
    /// A reason that rests on a row of a table.
    pub fn new(code: VerdictCode, text: impl Into<String>, basis: Basis) -> Self {
        Self {
            code,
            text: text.into(),
            evidence: basis.evidence,
            source: basis.source.into(),
            as_of: basis.as_of.into(),
            switch: basis.switch.map(Into::into),
        }
    }
}

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
