//! What the page holds, what can happen to it, and what then becomes of it. Nothing here knows a browser.

mod action;
mod navigate;
mod open;
mod reduce;
#[cfg(test)]
mod tests;

pub use action::Action;
pub use open::{Copies, Dialog, Open, Panel, Section, Tab, Theme, Wish};

use std::rc::Rc;

use serde_json::Value;

use super::document::{self, Kind, Script};
use super::history::History;
use super::json_field::Draft;
use crate::report::{Claim, Mode, Report, Said, by_name, counted, reaches};
use crate::scenario::{Instant, RULES_LAST_DAY};

/// Everything the page shows follows from this.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The scenario as the user has it.
    pub document: Rc<Value>,
    /// The present, for scenarios that give no date.
    pub present: Instant,
    /// What the request alone decides, and of which revision that is told.
    pub decided: Option<(u64, Rc<Mode>)>,
    /// Counts edits.
    pub revision: u64,
    /// Counts requests to run without an edit.
    pub asks: u64,
    /// The last edit was typed, so more may follow at once.
    pub typing: bool,
    /// Counts changes of texts that did not come from the editor itself.
    pub outside: u64,
    /// Run after every edit.
    pub auto: bool,
    /// What is known of the engine.
    pub engine: Engine,
    /// The last run that finished.
    pub finished: Option<Finished>,
    /// The last run of this scenario that came to a result, where the last one failed as a whole, so that it stays in sight.
    pub ran: Option<Finished>,
    /// The revision whose run was stopped at the time limit.
    pub stopped: Option<u64>,
    /// The script in the editor.
    pub script: Script,
    /// The revision with which this scenario was opened.
    pub opened: u64,
    /// The script that was edited last.
    pub edited: Option<Script>,
    /// What is open and chosen.
    pub open: Open,
    /// What can be undone.
    pub history: History,
    /// The last days' work cannot be kept: storage is denied or full.
    pub unsaved: bool,
    /// The calls of the SDKs (`static/inputs.json`), once they have come.
    pub calls: Option<Rc<Value>>,
    /// JSON texts as they were typed, while they stand for what the scenario holds.
    pub drafts: Vec<Draft>,
    /// The script that is being dragged.
    pub dragged: Option<Script>,
    /// What was copied last, and whether that worked.
    pub copied: Option<(Copies, bool)>,
    /// Light or dark.
    pub theme: Theme,
    /// The text that the dialog shows, by its address, or why it did not come.
    pub text: Option<(Rc<str>, Result<String, String>)>,
    /// Why what was asked for in the dialog was not done.
    pub fault: Option<Rc<str>>,
    /// A sentence for the one who just pressed something: "Add claims, position 1 of 3".
    pub said: Rc<str>,
}

/// The engine, as the page sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Engine {
    /// It is being fetched.
    Loading,
    /// The same, and it takes a while.
    LoadingSlowly,
    /// It answers.
    Ready,
    /// It does not: why.
    Failed(Rc<str>),
}

/// A run that came to its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Finished {
    /// The revision that was simulated.
    pub revision: u64,
    /// Milliseconds, as the engine measured them.
    pub ms: f64,
    /// The result.
    pub report: Rc<Report>,
    /// The same in words.
    pub said: Rc<Said>,
    /// Delivered and all custom claims of the run before, where they differ.
    pub before: Option<(usize, usize)>,
}

impl State {
    /// The page as it opens.
    pub fn new(document: Rc<Value>, present: Instant, mode: Option<Rc<Mode>>) -> Self {
        let script = first_script(&document);
        Self {
            document,
            present,
            decided: mode.map(|mode| (1, mode)),
            revision: 1,
            asks: 0,
            typing: false,
            outside: 1,
            auto: true,
            engine: Engine::Loading,
            finished: None,
            ran: None,
            stopped: None,
            script,
            opened: 1,
            edited: None,
            open: Open {
                tab: Tab::Matrix,
                token: None,
                claim: None,
                rows: Vec::new(),
                standard: false,
                lanes: false,
                finding: None,
                sections: vec![Section::Request],
                facts: false,
                panel: Panel::Results,
                dialog: None,
                renaming: None,
                wish: None,
            },
            history: History::default(),
            unsaved: false,
            calls: None,
            drafts: Vec::new(),
            dragged: None,
            copied: None,
            theme: Theme::System,
            text: None,
            fault: None,
            said: "".into(),
        }
    }

    /// The report, if there is one.
    pub fn report(&self) -> Option<&Report> {
        self.finished.as_ref().map(|finished| &*finished.report)
    }

    /// What is known of the mode, and the revision that it is known of.
    pub fn mode(&self) -> Option<(u64, &Mode)> {
        let decided = self.decided.as_ref().map(|(revision, mode)| (*revision, &**mode));
        let finished =
            self.finished.as_ref().map(|finished| (finished.revision, &finished.report.mode));
        match (decided, finished) {
            (Some(decided), Some(finished)) if finished.0 > decided.0 => Some(finished),
            (decided, finished) => decided.or(finished),
        }
    }

    /// The simulated time: without a date, a scenario with a rule is simulated on the last day of Rules.
    pub fn now(&self) -> Instant {
        let given = Instant::parse(document::text(&self.document, "/now").trim());
        let rules = document::entries(&self.document, Kind::Rule);
        let runs_any = || rules.iter().any(|rule| rule.on);
        given.unwrap_or_else(|| if runs_any() { RULES_LAST_DAY } else { self.present })
    }

    /// A text that was fetched from our own site, or why it did not come.
    pub fn fetched(&self, url: &str) -> Option<&Result<String, String>> {
        self.text.as_ref().filter(|(from, _)| **from == *url).map(|(_, text)| text)
    }

    /// Whether a run is awaited.
    pub fn is_awaited(&self) -> bool {
        !self.is_stopped()
            && !matches!(self.engine, Engine::Failed(_))
            && (self.finished.is_none() || self.is_stale() && self.auto)
    }

    /// Edits since the result that is shown; none when it is current.
    pub fn edits_behind(&self) -> u64 {
        self.finished.as_ref().map_or(0, |finished| self.revision - finished.revision)
    }

    /// Whether the result that is shown belongs to an earlier version.
    pub fn is_stale(&self) -> bool {
        self.edits_behind() > 0
    }

    /// Whether this very version was stopped at the time limit.
    pub fn is_stopped(&self) -> bool {
        self.stopped == Some(self.revision)
    }

    /// Name of the script in the editor.
    pub fn script_name(&self) -> String {
        document::name(&self.document, self.script)
    }
}

/// The script that says most: the first that runs and writes a claim, else the first.
fn first_script(document: &Value) -> Script {
    let scripts = document::scripts(document);
    let writes = |script: Script| {
        let code = document::code(document, script);
        ["idToken", "accessToken", "samlResponse"].into_iter().any(|word| code.contains(word))
    };
    let best = scripts.iter().find(|entry| entry.on && writes(entry.script));
    best.or_else(|| scripts.first())
        .map_or(Script { kind: Kind::Rule, index: 0 }, |entry| entry.script)
}

/// Delivered custom claims and all of them, by name as the verdict counts them: a name counts when all its writes arrive,
/// and the only one when any does.
pub fn counts(report: &Report) -> (usize, usize) {
    let claims = counted(&report.claims);
    let names = by_name(&claims);
    let arrives = |of_name: &&Vec<&Claim>| match names.len() {
        1 => of_name.iter().any(|claim| reaches(claim)),
        _ => of_name.iter().all(|claim| reaches(claim)),
    };
    (names.iter().filter(arrives).count(), names.len())
}
