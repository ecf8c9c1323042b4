//! What an action makes of the state.

use std::rc::Rc;

use serde_json::Value;

use super::open::{Panel, Tab, Wish};
use super::{Action, Engine, Finished, State, counts, first_script};
use crate::app::document::{self, Script};
use crate::app::json_field::{self, Draft, LONG};
use crate::app::json_text;
use crate::claims::VerdictCode;
use crate::diagnostics::Code;
use crate::endpoint::sdk;
use crate::report::{Outcome, Report};
use crate::scenario::pointer;

impl State {
    /// What an action makes of the state; nothing when it changes nothing.
    pub fn after(&self, action: Action) -> Option<Self> {
        let mut next = self.clone();
        next.hear(action).then_some(next)
    }

    /// The same in place; `false` when it changes nothing.
    pub fn hear(&mut self, action: Action) -> bool {
        let said = std::mem::replace(&mut self.said, "".into());
        let changed = self.apply(action);
        if !changed {
            self.said = said;
        }
        changed
    }

    fn apply(&mut self, action: Action) -> bool {
        match action {
            Action::ScenarioOpened(document) => self.opened(document),
            Action::FieldTyped { pointer: at, value } => {
                return self.edit(&format!("field {at}"), true, |document| {
                    pointer::set(document, &at, value);
                });
            }
            Action::JsonTyped { pointer: at, text } => return self.json_typed(&at, text),
            Action::JsonRested(at) => return self.json_read(&at),
            Action::JsonOpened(text) => match json_text::read(&text) {
                Ok(document) if document.is_object() => self.opened(Rc::new(document)),
                Ok(_) => {
                    self.fault = Some("A scenario is an object. Nothing was changed.".into());
                }
                Err(fault) => {
                    self.fault = Some(format!("Not JSON: {fault}. Nothing was changed.").into());
                }
            },
            Action::FieldsSet(fields) => return self.set(fields),
            Action::MemberAdded(at) => {
                self.set(vec![(at.to_string(), Some("".into()))]);
                // What comes next is its value.
                self.show_input(&at);
            }
            Action::MemberRemoved(at) => return self.set(vec![(at.to_string(), None)]),
            Action::CallChosen(index) => {
                let blank = |name: &str| document::blank(&self.document, name);
                let filled = |table: &Rc<Value>| sdk::request(table, index, blank);
                let Some(request) = self.calls.as_ref().and_then(filled) else { return false };
                let set =
                    |(name, value): (String, Value)| (["/request/", &name].concat(), Some(value));
                return self.set(request.into_iter().map(set).collect());
            }
            Action::FactFlipped { flip, .. } => {
                return self.edit("", false, |document| put(document, &flip.set));
            }
            Action::ScriptEdited { script, text } => {
                let at = script.text_pointer();
                let outside = self.outside;
                let changed = self.edit(&at, true, |document| {
                    pointer::set(document, &at, Some(text.as_ref().into()));
                });
                self.outside = outside;
                if changed {
                    self.edited = Some(script);
                }
                return changed;
            }
            Action::FixApplied { finding, fix } => return self.fixed(finding, fix),
            Action::ScriptAdded(kind) => {
                let mut added = self.script;
                self.edit("", false, |document| added = document::add(document, kind));
                self.script = added;
                self.open.panel = Panel::Editor;
                // The empty line of the new script.
                self.wish(Wish::Line(2, 3));
            }
            Action::ScriptRemoved(script) => return self.removed(script),
            Action::DragBegun(script) => self.dragged = Some(script),
            Action::Dropped { kind, to } => {
                // Rules stay before Actions.
                if let Some(script) = self.dragged.take().filter(|script| script.kind == kind) {
                    self.moved(script, to);
                }
            }
            Action::ScriptMoved { script, to } => return self.moved(script, to),
            Action::ScriptChosen(script) => {
                self.choose(script);
                self.open.panel = Panel::Editor;
            }
            Action::RenameBegun(script) => self.open.renaming = Some(script),
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
            Action::ModeDecided { revision, .. }
            | Action::RunFinished { revision, .. }
            | Action::RunStopped { revision }
                if revision != self.revision =>
            {
                return false;
            }
            Action::RunFinished { revision, ms, report, said } => {
                let failed = failed_as_a_whole(&report);
                // A result of another scenario is none of this one.
                let opened = self.opened;
                let last = self.ran.as_ref().or(self.finished.as_ref());
                let before = last
                    .filter(|old| old.revision >= opened)
                    .map(|old| counts(&old.report))
                    .filter(|old| !failed && *old != counts(&report));
                self.engine = Engine::Ready;
                self.stopped = None;
                let old = self.finished.take();
                if revision == opened && old.as_ref().is_none_or(|old| old.revision < revision) {
                    self.show_stop(&report.outcome);
                }
                if failed {
                    let ran =
                        old.filter(|old| old.revision >= opened && !failed_as_a_whole(&old.report));
                    self.ran = ran.or(self.ran.take());
                } else {
                    self.ran = None;
                    self.settle_selection(&report);
                }
                self.finished = Some(Finished { revision, ms, report, said, before });
            }
            Action::ModeDecided { revision, mode, .. } => self.decided = Some((revision, mode)),
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
                if let Some(at) = self.open.rows.iter().position(|open| *open == name) {
                    self.open.rows.remove(at);
                } else {
                    self.open.rows.push(Rc::clone(&name));
                    self.open.claim = Some(name);
                }
            }
            Action::RowOpened(name) => {
                if !self.open.rows.contains(&name) {
                    self.open.rows.push(Rc::clone(&name));
                }
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
                let sections = &mut self.open.sections;
                match sections.iter().position(|open| *open == section) {
                    Some(at) => {
                        sections.remove(at);
                    }
                    None => sections.push(section),
                }
            }
            Action::PanelChosen(panel) => self.open.panel = panel,
            Action::DialogOpened(dialog) => {
                self.open.dialog = Some(dialog);
                self.text = None;
                self.fault = None;
            }
            Action::DialogClosed if self.open.dialog.is_some() => self.open.dialog = None,
            other => return self.told(other),
        }
        true
    }

    /// What the browser did for the page.
    fn told(&mut self, action: Action) -> bool {
        match action {
            Action::StorageFailed if !self.unsaved => self.unsaved = true,
            Action::TextFetched { url, text } => self.text = Some((url, text)),
            Action::CallsFetched(table) => self.calls = Some(table),
            Action::ExampleFailed(reason) => self.fault = Some(reason),
            Action::Copied(what, worked) => self.copied = Some((what, worked)),
            Action::CopyForgotten if self.copied.is_some() => self.copied = None,
            Action::ThemeFound(theme) if theme != self.theme => self.theme = theme,
            Action::ThemeTurned => self.theme = self.theme.next(),
            _ => return false,
        }
        true
    }

    /// Sets fields, and takes away those without a value.
    fn set(&mut self, fields: Vec<(String, Option<Value>)>) -> bool {
        self.edit("", false, |document| {
            for (at, value) in fields {
                pointer::set(document, &at, value);
            }
        })
    }

    fn moved(&mut self, script: Script, to: usize) -> bool {
        let mut document = Value::clone(&self.document);
        let now = document::move_to(&mut document, script, to);
        let changed = self.edit("", false, |old| *old = document);
        if changed {
            let (open, moved) = (now(self.script), now(script));
            // The editor follows a script whose place in the document is another one.
            self.script = open;
            self.edited = self.edited.map(now);
            let all = document::entries(&self.document, script.kind);
            if let Some(position) = all.iter().position(|entry| entry.script == moved) {
                let name = document::name(&self.document, moved);
                self.said = format!("{name}, position {} of {}", position + 1, all.len()).into();
            }
        }
        changed
    }

    fn json_typed(&mut self, at: &Rc<str>, text: Rc<str>) -> bool {
        let value = self.document.pointer(at).cloned();
        let long = text.len() > LONG;
        let old = self.drafts.iter().position(|draft| draft.pointer == *at);
        // A long text is read when the keys have come to rest; until then nothing new is said of it.
        let fault = old.map(|old| self.drafts.swap_remove(old)).and_then(|old| old.fault);
        self.drafts.push(Draft { pointer: Rc::clone(at), text, value, fault });
        if !long {
            self.json_read(at);
        }
        true
    }

    /// Reads a text that was typed. What does not parse is kept, and the last valid value is used.
    fn json_read(&mut self, at: &str) -> bool {
        let Some(draft) = self.drafts.iter_mut().find(|draft| *draft.pointer == *at) else {
            return false;
        };
        match json_field::read(&draft.text) {
            Ok(value) => {
                draft.value.clone_from(&value);
                draft.fault = None;
                self.edit(&["field ", at].concat(), true, |document| {
                    pointer::set(document, at, value);
                });
            }
            Err(fault) => draft.fault = Some(fault.into()),
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
        self.document = document;
        // A change from elsewhere replaces a text that was typed; our own leaves it as it is.
        let now = &self.document;
        self.drafts.retain(|draft| now.pointer(&draft.pointer) == draft.value.as_ref());
        self.revision += 1;
        self.outside += 1;
        self.typing = typing;
        // Auto pauses for a script that was stopped until something changes: this is the change.
        self.stopped = None;
        if self.script.index >= document::count(&self.document, self.script.kind.list()) {
            self.script = first_script(&self.document);
        }
    }

    fn opened(&mut self, document: Rc<Value>) {
        self.history.push("", &self.document);
        self.replace(document, false);
        self.script = first_script(&self.document);
        self.drafts.clear();
        self.ran = None;
        self.opened = self.revision;
        self.edited = None;
        self.open.claim = None;
        self.open.rows.clear();
        self.open.finding = None;
        self.open.dialog = None;
        self.open.tab = Tab::Matrix;
    }

    fn removed(&mut self, script: Script) -> bool {
        let changed =
            self.edit("", false, |document| pointer::set(document, &script.pointer(""), None));
        if changed {
            // The later ones of its kind moved up by one place.
            if self.script == script {
                self.script = first_script(&self.document);
            } else if self.script.kind == script.kind && self.script.index > script.index {
                self.script.index -= 1;
            }
            self.edited = None;
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
        let Some(mut document) = document::apply_edits(&self.document, &fix.edits) else {
            return false;
        };
        put(&mut document, &fix.set);
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
}

/// Sets fields as a flip or a fix names them: `null` removes one.
fn put(document: &mut Value, fields: &[(String, Value)]) {
    for (at, value) in fields {
        pointer::set(document, at, Some(value.clone()).filter(|value| !value.is_null()));
    }
}

/// The login failed and nothing is known of any claim: between two keys of a line, a script seldom parses.
fn failed_as_a_whole(report: &Report) -> bool {
    let whole = |code| matches!(code, VerdictCode::FailScript | VerdictCode::FailFlow);
    if report.diagnostics.iter().any(|finding| finding.code == Code::OversizedInput) {
        return true;
    }
    matches!(report.outcome, Outcome::Failed { .. })
        && report
            .claims
            .iter()
            .filter(|claim| claim.is_custom())
            .flat_map(|claim| &claim.verdicts)
            .all(|verdict| whole(verdict.code))
}
