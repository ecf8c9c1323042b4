//! Findings: what is wrong, why it matters, what to do.

mod code;
mod collector;
mod nearest;

pub use code::Code;
pub use collector::Collector;
pub use nearest::nearest;

use serde::Serialize;
use serde_json::Value;

use crate::place::Place;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The claim cannot appear, or the login cannot finish.
    Error,
    /// It will probably not be what the author meant.
    Warning,
    /// Why it came out this way.
    Note,
}

impl Severity {
    /// The word in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// One finding. Its severity and page belong to its code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// What kind of finding it is.
    pub code: Code,
    /// Severity of the code, repeated for readers of the JSON.
    pub severity: Severity,
    /// What was found: one sentence, complete on its own.
    pub message: String,
    /// What to do, if we know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Where it was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<Place>,
    /// Other places that explain this one.
    pub labels: Vec<Label>,
    /// The page that explains it, relative to the site.
    pub docs: String,
    /// Edits that make it go away.
    pub fixes: Vec<Fix>,
}

impl Diagnostic {
    /// A finding without help, labels or fixes.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            help: None,
            location: None,
            labels: Vec::new(),
            docs: format!("docs/diagnostics/{}.md", code.name()),
            fixes: Vec::new(),
        }
    }

    /// The same with a remedy.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.location = Some(place);
        self
    }

    /// The same with one more place that explains it.
    #[must_use]
    pub fn label(mut self, place: Place, text: impl Into<String>) -> Self {
        self.labels.push(Label { place, text: text.into() });
        self
    }

    /// The same with one more cure.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }

    /// What to do, unless a fix that stands beside it says just that.
    pub fn help_beside_fixes(&self) -> Option<&str> {
        let said = |help: &&str| self.fixes.iter().any(|fix| fix.title.eq_ignore_ascii_case(help));
        self.help.as_deref().filter(|help| !said(help))
    }
}

/// A place that explains a finding, with a few words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Label {
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// Why it matters here.
    pub text: String,
}

/// A cure that can be applied by machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// What the cure does, as a button says it.
    pub title: String,
    /// The edits, all or none.
    pub edits: Vec<Edit>,
    /// Fields to set afterwards (RFC 6901 pointers; `-` stands for the end of a list, and `null` removes a field).
    pub set: Vec<(String, Value)>,
}

impl Fix {
    /// A cure that edits texts.
    pub fn editing(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { title: title.into(), edits, set: Vec::new() }
    }

    /// A cure that sets one field.
    pub fn setting(title: impl Into<String>, pointer: impl Into<String>, value: Value) -> Self {
        Self { title: title.into(), edits: Vec::new(), set: vec![(pointer.into(), value)] }
    }
}

/// Replaces a range of one text field of the scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// RFC 6901 pointer of the field.
    pub pointer: String,
    /// Start, as a UTF-8 offset into the field's text.
    pub start: usize,
    /// End (exclusive), as a UTF-8 offset.
    pub end: usize,
    /// What stands there afterwards.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fix_that_says_the_same_stands_for_the_help() {
        let finding = Diagnostic::new(Code::UnknownApiMethod, "it does not exist").help("call `x`");
        assert_eq!(finding.help_beside_fixes(), Some("call `x`"));
        let finding = finding.fix(Fix::editing("Call `x`", Vec::new()));
        assert_eq!(finding.help_beside_fixes(), None);
    }
}
