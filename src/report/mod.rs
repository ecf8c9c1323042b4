//! What comes out: plain data, in the shapes of `formats.md`. It derives its JSON form here, once,
//! because the worker writes it and the page reads it.

mod claim;
pub mod expect;
pub mod json;
mod run;
mod said;
pub mod text;
pub mod verdict;

pub use claim::{Claim, Cut, Earlier, Lost, Origin, OriginKind, Target, Verdict};
pub use run::{ConsoleLine, Effect, HttpRequest, Run, RunOutcome, ScriptError};
pub use said::Said;
pub use verdict::{by_name, counted, reaches};

use serde::Serialize;
use serde_json::Value;

use crate::claims::Evidence;
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
    /// The switch that decides it otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub switch: Option<String>,
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
    /// A form is shown before the login goes on.
    Prompted {
        /// Id of the form.
        form: String,
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
