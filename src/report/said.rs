//! What is said of a report. The worker says it, so that the page need not know how.

use serde::Serialize;

use super::verdict::{Tone, Verdict, verdict};
use super::{Report, text};

/// A report in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// How good the answer is.
    pub tone: Tone,
    /// The mode, or how the login ended.
    pub lead: String,
    /// The result.
    pub rest: String,
    /// The whole report as text.
    pub text: String,
}

impl Said {
    /// The words for a report.
    pub fn of(report: &Report) -> Self {
        let Verdict { tone, lead, rest } = verdict(report);
        Self { tone, lead, rest, text: text::write(report, &text::Section::ALL) }
    }
}
