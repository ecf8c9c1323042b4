//! What the page holds, what can happen to it, and what then becomes of it. Nothing here knows a browser.

use std::collections::BTreeSet;
use std::rc::Rc;

use serde_json::Value;
use yew::Reducible;

use crate::endpoint::{self, Endpoint};
use crate::place::{ArtifactKind, Place};
use crate::report::verdict::reaches;
use crate::report::{Claim, Flip, Mode, Report, Target};
use crate::scenario::{Instant, Scenario, json, pointer};

use super::document;
use super::history::History;

/// Everything the page shows follows from this.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The scenario as the user has it.
    pub document: Rc<Value>,
    /// The present, for scenarios that give no date.
    pub present: Instant,
    /// The scenario as the core reads it.
    pub scenario: Rc<Scenario>,
    /// What the request alone decides: it needs no engine.
    pub mode: Rc<Mode>,
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
    /// The revision whose run was stopped at the time limit.
    pub stopped: Option<u64>,
    /// Index of the rule in the editor.
    pub rule: usize,
    /// What is open and chosen.
    pub open: Open,
    /// What can be undone.
    pub history: History,
    /// The last days' work cannot be kept: storage is denied or full.
    pub unsaved: bool,
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
    /// Delivered and all custom claims of the run before, where they differ.
    pub before: Option<(usize, usize)>,
}

/// What is open and chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    /// Tab of the results.
    pub tab: Tab,
    /// Token in the tab Tokens.
    pub token: Option<ArtifactKind>,
    /// The claim that is selected in all panes, by name.
    pub claim: Option<Rc<str>>,
    /// Claims whose row is open.
    pub rows: BTreeSet<Rc<str>>,
    /// The standard claims are shown.
    pub standard: bool,
    /// All lanes are drawn.
    pub lanes: bool,
    /// The finding that was last gone to, by index.
    pub finding: Option<usize>,
    /// Input sections that are open.
    pub sections: BTreeSet<Section>,
    /// The facts that a narrow page hides.
    pub facts: bool,
    /// Panel on a narrow page.
    pub panel: Panel,
    /// Dialog.
    pub dialog: Option<Dialog>,
    /// The rule that is being renamed.
    pub renaming: Option<usize>,
    /// A place that the panes should bring into view, and a count that tells a second wish for the same from the first.
    pub wish: Option<(Wish, u64)>,
}

/// Something to bring into view.
#[derive(Clone, Debug, PartialEq)]
pub enum Wish {
    /// A line of the open script, with column.
    Line(u32, u32),
    /// The input that holds a pointer.
    Input(Rc<str>),
    /// The row of a claim.
    Row(Rc<str>),
}

/// Tabs of the results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the labels on the page")]
pub enum Tab {
    Matrix,
    Tokens,
    Effects,
    Console,
    Findings,
}

/// Sections of the inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the labels on the page")]
pub enum Section {
    Request,
    User,
    Client,
    Tenant,
    Settings,
}

impl Section {
    /// The section that holds an input.
    pub fn of(at: &str) -> Option<Self> {
        let first = pointer::tokens(at).next()?;
        Some(match first.as_str() {
            "request" | "now" => Self::Request,
            "user" | "connection" | "organization" | "authorization" | "authentication"
            | "session" | "stats" => Self::User,
            "client" | "resource_servers" => Self::Client,
            "tenant" => Self::Tenant,
            "configuration" | "switches" => Self::Settings,
            _ => return None,
        })
    }
}

/// Panels of a narrow page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the labels on the page")]
pub enum Panel {
    Inputs,
    Editor,
    Results,
}

/// What may lie over the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// The list of examples.
    Examples,
    /// Keys and a few words.
    Help,
    /// Name and date of the scenario.
    Scenario,
    /// The page of a finding or verdict: a path relative to the site.
    Why(Rc<str>),
}

/// What happened, in the past tense; never what to do.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Action {
    ScenarioOpened(Rc<Value>),
    FieldTyped { pointer: Rc<str>, value: Option<Value> },
    FieldsSet(Vec<(String, Option<Value>)>),
    FactFlipped(Flip),
    ScriptEdited { rule: usize, text: Rc<str> },
    FixApplied { finding: usize, fix: usize },
    RuleAdded,
    RuleRemoved(usize),
    RuleMoved { rule: usize, to: usize },
    RuleChosen(usize),
    RenameBegun(usize),
    RenameEnded,
    Undone,
    Redone,
    RunAsked,
    AutoSwitched,
    EngineSlow,
    EngineReady,
    EngineFailed(Rc<str>),
    EngineRetried,
    RunFinished { revision: u64, ms: f64, report: Rc<Report> },
    RunStopped { revision: u64 },
    TabChosen(Tab),
    TokenChosen(ArtifactKind),
    ClaimChosen(Option<Rc<str>>),
    RowSwitched(Rc<str>),
    RowOpened(Rc<str>),
    StandardSwitched,
    LanesSwitched,
    FactsSwitched,
    PlaceChosen(Place),
    LineChosen { script: Rc<str>, line: u32, column: u32 },
    FindingChosen(usize),
    FindingStepped(i32),
    InputSought(Rc<str>),
    SectionSwitched(Section),
    PanelChosen(Panel),
    DialogOpened(Dialog),
    DialogClosed,
    StorageFailed,
}

impl State {
    /// The page as it opens.
    pub fn new(document: Rc<Value>, present: Instant) -> Self {
        let rule = first_rule(&document);
        let (scenario, mode) = derived(&document, present);
        Self {
            document,
            present,
            scenario,
            mode,
            revision: 1,
            asks: 0,
            typing: false,
            outside: 1,
            auto: true,
            engine: Engine::Loading,
            finished: None,
            stopped: None,
            rule,
            open: Open {
                tab: Tab::Matrix,
                token: None,
                claim: None,
                rows: BTreeSet::new(),
                standard: false,
                lanes: false,
                finding: None,
                sections: BTreeSet::from([Section::Request]),
                facts: false,
                panel: Panel::Results,
                dialog: None,
                renaming: None,
                wish: None,
            },
            history: History::default(),
            unsaved: false,
            said: "".into(),
        }
    }

    /// The report, if there is one.
    pub fn report(&self) -> Option<&Rc<Report>> {
        self.finished.as_ref().map(|finished| &finished.report)
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

    /// Name of the rule in the editor.
    pub fn script_name(&self) -> String {
        document::rule_name(&self.document, self.rule)
    }

    /// What an action makes of the state; nothing when it changes nothing.
    pub fn after(&self, action: Action) -> Option<Self> {
        let mut next = self.clone();
        next.said = "".into();
        let changed = next.apply(action);
        changed.then_some(next)
    }

    fn apply(&mut self, action: Action) -> bool {
        match action {
            Action::ScenarioOpened(document) => self.opened(document),
            Action::FieldTyped { pointer: at, value } => {
                return self.edit(&format!("field {at}"), true, |document| {
                    pointer::set(document, &at, value);
                });
            }
            Action::FieldsSet(fields) => {
                return self.edit("", false, |document| {
                    for (at, value) in fields {
                        pointer::set(document, &at, value);
                    }
                });
            }
            Action::FactFlipped(flip) => {
                // `null` in a flip removes the field.
                return self.edit("", false, |document| {
                    for (at, value) in flip.set {
                        pointer::set(document, &at, (!value.is_null()).then_some(value));
                    }
                });
            }
            Action::ScriptEdited { rule, text } => {
                let at = format!("/rules/{rule}/script");
                let outside = self.outside;
                let changed = self.edit(&at, true, |document| {
                    pointer::set(document, &at, Some(text.as_ref().into()));
                });
                self.outside = outside;
                return changed;
            }
            Action::FixApplied { finding, fix } => return self.fixed(finding, fix),
            Action::RuleAdded => {
                let mut added = self.rule;
                self.edit("", false, |document| added = document::add_rule(document));
                self.rule = added;
                self.open.panel = Panel::Editor;
            }
            Action::RuleRemoved(rule) => return self.removed(rule),
            Action::RuleMoved { rule, to } => {
                let name = document::rule_name(&self.document, rule);
                let changed =
                    self.edit("", false, |document| document::move_rule(document, rule, to));
                let rules = document::rules(&self.document);
                if let Some(position) = rules.iter().position(|entry| entry.index == rule) {
                    self.said =
                        format!("{name}, position {} of {}", position + 1, rules.len()).into();
                }
                return changed;
            }
            Action::RuleChosen(rule) => {
                self.choose_rule(rule);
                self.open.panel = Panel::Editor;
            }
            Action::RenameBegun(rule) => self.open.renaming = Some(rule),
            Action::RenameEnded => self.open.renaming = None,
            Action::Undone => return self.travel(false),
            Action::Redone => return self.travel(true),
            Action::RunAsked => self.asks += 1,
            Action::AutoSwitched => self.auto = !self.auto,
            other => return self.answered(other),
        }
        true
    }

    fn answered(&mut self, action: Action) -> bool {
        match action {
            Action::EngineSlow if self.engine == Engine::Loading => {
                self.engine = Engine::LoadingSlowly;
            }
            Action::EngineReady if self.engine != Engine::Ready => self.engine = Engine::Ready,
            Action::EngineFailed(reason) => self.engine = Engine::Failed(reason),
            Action::EngineRetried => {
                self.engine = Engine::Loading;
                self.asks += 1;
            }
            // A late answer is dropped.
            Action::RunFinished { revision, .. } | Action::RunStopped { revision }
                if revision != self.revision =>
            {
                return false;
            }
            Action::RunFinished { revision, ms, report } => {
                let counts = self.report().map(|old| counts(old));
                let before = counts.filter(|old| *old != self::counts(&report));
                self.engine = Engine::Ready;
                self.stopped = None;
                self.settle_selection(&report);
                self.finished = Some(Finished { revision, ms, report, before });
            }
            Action::RunStopped { revision } => self.stopped = Some(revision),
            other => return self.looked(other),
        }
        true
    }

    fn looked(&mut self, action: Action) -> bool {
        match action {
            Action::TabChosen(tab) => self.open.tab = tab,
            Action::TokenChosen(kind) => self.open.token = Some(kind),
            Action::ClaimChosen(name) if self.open.claim == name => return false,
            Action::ClaimChosen(name) => self.open.claim = name,
            Action::RowSwitched(name) => {
                if !self.open.rows.remove(&name) {
                    self.open.rows.insert(Rc::clone(&name));
                    self.open.claim = Some(name);
                }
            }
            Action::RowOpened(name) => {
                self.open.rows.insert(Rc::clone(&name));
                self.open.claim = Some(Rc::clone(&name));
                self.open.tab = Tab::Matrix;
                self.wish(Wish::Row(name));
            }
            Action::StandardSwitched => self.open.standard = !self.open.standard,
            Action::LanesSwitched => self.open.lanes = !self.open.lanes,
            Action::FactsSwitched => self.open.facts = !self.open.facts,
            Action::PlaceChosen(place) => return self.go_to(&place),
            Action::LineChosen { script, line, column } => {
                self.show_line(&script, Some((line, column)));
            }
            Action::FindingChosen(index) => return self.show_finding(index),
            Action::FindingStepped(by) => return self.step_finding(by),
            Action::InputSought(at) => self.show_input(&at),
            Action::SectionSwitched(section) => {
                if !self.open.sections.remove(&section) {
                    self.open.sections.insert(section);
                }
            }
            Action::PanelChosen(panel) => self.open.panel = panel,
            Action::DialogOpened(dialog) => self.open.dialog = Some(dialog),
            Action::DialogClosed => self.open.dialog = None,
            Action::StorageFailed if !self.unsaved => self.unsaved = true,
            _ => return false,
        }
        true
    }

    /// Changes the document. Edits of one `kind` that follow each other are undone as one.
    fn edit(&mut self, kind: &str, typing: bool, change: impl FnOnce(&mut Value)) -> bool {
        let mut document = Value::clone(&self.document);
        change(&mut document);
        if document == *self.document {
            return false;
        }
        self.history.push(kind, &self.document);
        self.replace(Rc::new(document), typing);
        true
    }

    fn replace(&mut self, document: Rc<Value>, typing: bool) {
        (self.scenario, self.mode) = derived(&document, self.present);
        self.document = document;
        self.revision += 1;
        self.outside += 1;
        self.typing = typing;
        // Auto pauses for a script that was stopped until something changes: this is the change.
        self.stopped = None;
        if self.rule >= document::count(&self.document, "/rules") {
            self.rule = first_rule(&self.document);
        }
    }

    fn opened(&mut self, document: Rc<Value>) {
        self.history.push("", &self.document);
        self.replace(document, false);
        self.rule = first_rule(&self.document);
        self.open.claim = None;
        self.open.rows.clear();
        self.open.finding = None;
        self.open.dialog = None;
        self.open.tab = Tab::Matrix;
    }

    fn removed(&mut self, rule: usize) -> bool {
        let changed = self
            .edit("", false, |document| pointer::set(document, &format!("/rules/{rule}"), None));
        if changed {
            // The later rules moved up by one place.
            if self.rule > rule {
                self.rule -= 1;
            } else if self.rule == rule {
                self.rule = first_rule(&self.document);
            }
            self.open.renaming = None;
        }
        changed
    }

    fn fixed(&mut self, finding: usize, fix: usize) -> bool {
        let Some(found) = self.report().and_then(|report| report.diagnostics.get(finding)) else {
            return false;
        };
        let Some(fix) = found.fixes.get(fix) else { return false };
        let title: Rc<str> = fix.title.as_str().into();
        if self.is_stale() {
            self.said = "That result is older than the script: wait for the next one".into();
            return true;
        }
        let Some(document) = document::apply_edits(&self.document, &fix.edits) else {
            return false;
        };
        self.history.push("", &self.document);
        self.replace(Rc::new(document), false);
        self.said = title;
        true
    }

    fn travel(&mut self, forward: bool) -> bool {
        let other = if forward {
            self.history.forward(&self.document)
        } else {
            self.history.back(&self.document)
        };
        let Some(document) = other else { return false };
        self.replace(document, false);
        self.said = if forward { "Redone".into() } else { "Undone".into() };
        true
    }

    fn choose_rule(&mut self, rule: usize) {
        if rule != self.rule {
            self.rule = rule;
            self.outside += 1;
        }
    }

    fn wish(&mut self, wish: Wish) {
        let count = self.open.wish.as_ref().map_or(0, |(_, count)| *count);
        self.open.wish = Some((wish, count + 1));
    }

    fn show_line(&mut self, script: &str, at: Option<(u32, u32)>) {
        let rule = document::rules(&self.document)
            .into_iter()
            .find(|rule| rule.name == script)
            .map(|rule| rule.index);
        if let Some(rule) = rule {
            self.choose_rule(rule);
        }
        self.open.panel = Panel::Editor;
        let (line, column) = at.unwrap_or((1, 1));
        self.wish(Wish::Line(line, column));
    }

    fn show_input(&mut self, at: &str) {
        // A rule's own fields live in the pipeline and the editor.
        let mut tokens = pointer::tokens(at);
        if tokens.next().as_deref() == Some("rules") {
            if let Some(rule) = tokens.next().and_then(|index| index.parse().ok()) {
                self.choose_rule(rule);
            }
            self.open.panel = Panel::Editor;
            return;
        }
        if at.starts_with("/now") || at.starts_with("/name") {
            self.open.dialog = Some(Dialog::Scenario);
            return;
        }
        if let Some(section) = Section::of(at) {
            self.open.sections.insert(section);
            self.open.panel = Panel::Inputs;
            self.wish(Wish::Input(at.into()));
        }
    }

    fn go_to(&mut self, place: &Place) -> bool {
        match place {
            Place::Span { script, span } => self.show_line(script, Some((span.line, span.column))),
            Place::Script { script } => self.show_line(script, None),
            Place::Scenario { pointer, .. } => self.show_input(pointer),
        }
        true
    }

    fn show_finding(&mut self, index: usize) -> bool {
        let place = self
            .report()
            .and_then(|report| report.diagnostics.get(index))
            .map(|finding| finding.location.clone());
        let Some(place) = place else { return false };
        self.open.finding = Some(index);
        if let Some(place) = place {
            return self.go_to(&place);
        }
        self.open.tab = Tab::Findings;
        self.open.panel = Panel::Results;
        true
    }

    fn step_finding(&mut self, by: i32) -> bool {
        let count = self.report().map_or(0, |report| report.diagnostics.len());
        let Some(last) = count.checked_sub(1) else { return false };
        let next = match self.open.finding {
            None if by > 0 => 0,
            None => last,
            Some(at) if by > 0 => {
                if at >= last {
                    0
                } else {
                    at + 1
                }
            }
            Some(at) => at.checked_sub(1).unwrap_or(last),
        };
        self.show_finding(next)
    }

    /// The selection survives a run by name; when its claim is gone, that is said once.
    fn settle_selection(&mut self, report: &Report) {
        if let Some(name) = self.open.claim.clone()
            && !report.claims.iter().any(|claim| claim.name == *name)
        {
            self.said = format!("{name} is no longer set").into();
            self.open.claim = None;
        }
        if self.open.finding.is_some_and(|index| index >= report.diagnostics.len()) {
            self.open.finding = None;
        }
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        self.after(action).map_or(self, Rc::new)
    }
}

/// The rule that says most: the first that runs and writes a claim, else the first.
fn first_rule(document: &Value) -> usize {
    let rules = document::rules(document);
    let writes = |index: usize| {
        let script = document::script(document, index);
        script.contains("idToken") || script.contains("accessToken")
    };
    let best =
        rules.iter().find(|rule| rule.enabled && writes(rule.index)).or_else(|| rules.first());
    best.map_or(0, |rule| rule.index)
}

/// What follows from the document alone.
fn derived(document: &Value, present: Instant) -> (Rc<Scenario>, Rc<Mode>) {
    let scenario = json::from_value(document, present);
    let Endpoint { mode, protocol, reasons, .. } = endpoint::decide(&scenario);
    (Rc::new(scenario), Rc::new(Mode { kind: mode, protocol: protocol.map(Into::into), reasons }))
}

/// The custom claims that a script meant for a token: a change of the user counts where it reaches one, or where nothing
/// else was written.
pub fn counted(report: &Report) -> Vec<&Claim> {
    let custom = || report.claims.iter().filter(|claim| claim.is_custom());
    let aimed = custom().any(|claim| claim.target != Target::User);
    custom().filter(|claim| !aimed || claim.target != Target::User || reaches(claim)).collect()
}

/// Delivered custom claims and all of them, by name and target.
pub fn counts(report: &Report) -> (usize, usize) {
    let claims = counted(report);
    (claims.iter().filter(|claim| reaches(claim)).count(), claims.len())
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
