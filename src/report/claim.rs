//! The claims of a report: who wrote them, and what became of them in each artifact.

use serde::Serialize;
use serde_json::Value;

use crate::claims::{Basis, Evidence, VerdictCode};
use crate::place::ArtifactKind;

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
    /// The stand-in for a module that the value or the name comes from, as a script would write it; absent for a real one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stand_in: Option<String>,
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
    /// The value then; absent when there was none to send.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
}

/// What kind of writer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum OriginKind {
    /// A rule.
    #[default]
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
