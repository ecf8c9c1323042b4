//! How we know a thing.

use serde::Serialize;

/// Grade of the evidence (`domain.md`, source tags D, T, U, I).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Evidence {
    /// Auth0's documentation or a standard says so.
    Documented,
    /// Auth0 staff said so in a thread or issue.
    Staff,
    /// Users report it.
    Observed,
    /// Our inference; a switch or a note goes with it.
    Inferred,
}

impl Evidence {
    /// The word on the wire and on the page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Staff => "staff",
            Self::Observed => "observed",
            Self::Inferred => "inferred",
        }
    }
}

/// What a row of a table rests on: grade, source and the day the source was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Basis {
    /// Grade.
    pub evidence: Evidence,
    /// URL of the source.
    pub source: &'static str,
    /// Day on which the source said so, `YYYY-MM-DD`.
    pub as_of: &'static str,
    /// The switch that decides otherwise, where sources are silent or disagree (`domain.md` §3.12).
    pub switch: Option<&'static str>,
}

impl Basis {
    /// A documented fact.
    pub const fn documented(source: &'static str) -> Self {
        Self { evidence: Evidence::Documented, source, as_of: READ_ON, switch: None }
    }
    /// A statement of Auth0's staff.
    pub const fn staff(source: &'static str) -> Self {
        Self { evidence: Evidence::Staff, source, as_of: READ_ON, switch: None }
    }
    /// A report by users.
    pub const fn observed(source: &'static str) -> Self {
        Self { evidence: Evidence::Observed, source, as_of: READ_ON, switch: None }
    }
    /// Our inference from a source.
    pub const fn inferred(source: &'static str) -> Self {
        Self { evidence: Evidence::Inferred, source, as_of: READ_ON, switch: None }
    }
    /// The same, decided otherwise by a switch.
    #[must_use]
    pub const fn switched(self, switch: &'static str) -> Self {
        Self { switch: Some(switch), ..self }
    }
    /// The same, read on another day (`YYYY-MM-DD`).
    #[must_use]
    pub const fn as_of(self, as_of: &'static str) -> Self {
        Self { as_of, ..self }
    }
}

/// The day on which the stored documentation was read.
pub const READ_ON: &str = "2026-08-20";
