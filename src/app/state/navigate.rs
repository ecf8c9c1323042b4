//! Going to places: lines, inputs, findings, claims.

use super::State;
use super::open::{Dialog, Panel, Section, Tab, Wish};
use crate::app::document::{self, Kind, Script};
use crate::place::Place;
use crate::report::{Outcome, Report};
use crate::scenario::pointer;

impl State {
    pub(super) fn choose(&mut self, script: Script) {
        if script != self.script {
            self.script = script;
            self.outside += 1;
        }
    }

    /// Opens the script that ended the login: that is what there is to look at.
    pub(super) fn show_stop(&mut self, outcome: &Outcome) {
        let (Outcome::Denied { by, .. } | Outcome::Failed { by: Some(by), .. }) = outcome else {
            return;
        };
        if let Some(script) = self.named(by) {
            self.choose(script);
        }
    }

    fn named(&self, name: &str) -> Option<Script> {
        let all = document::scripts(&self.document);
        all.into_iter().find(|entry| entry.name == name).map(|entry| entry.script)
    }

    pub(super) fn wish(&mut self, wish: Wish) {
        let count = self.open.wish.as_ref().map_or(0, |(_, count)| *count);
        self.open.wish = Some((wish, count + 1));
    }

    pub(super) fn show_line(&mut self, script: &str, at: Option<(u32, u32)>) {
        if let Some(script) = self.named(script) {
            self.choose(script);
        }
        self.open.panel = Panel::Editor;
        let (line, column) = at.unwrap_or((1, 1));
        self.wish(Wish::Line(line, column));
    }

    pub(super) fn show_input(&mut self, at: &str) {
        // A script's own fields live in the pipeline and the editor, and some of an Action's among the inputs.
        let mut tokens = pointer::tokens(at);
        let kind = match tokens.next().as_deref() {
            Some("rules") => Some(Kind::Rule),
            Some("actions") => Some(Kind::Action),
            _ => None,
        };
        if let Some(kind) = kind {
            if let Some(index) = tokens.next().and_then(|index| index.parse().ok()) {
                self.choose(Script { kind, index });
            }
            let member = tokens.next();
            let below = ["trigger", "deployed", "secrets", "dependencies", "id"];
            let is_input = member.is_some_and(|member| below.contains(&member.as_str()));
            if kind == Kind::Rule || !is_input {
                self.open.panel = Panel::Editor;
                return;
            }
        }
        if at.starts_with("/now") || at.starts_with("/name") || at.starts_with("/expect") {
            self.open.dialog = Some(Dialog::Scenario);
            return;
        }
        if let Some(section) = Section::of(at) {
            if !self.open.sections.contains(&section) {
                self.open.sections.push(section);
            }
            self.open.panel = Panel::Inputs;
            self.wish(Wish::Input(at.into()));
        }
    }

    pub(super) fn go_to(&mut self, place: &Place) -> bool {
        match place {
            Place::Span { script, span } => self.show_line(script, Some((span.line, span.column))),
            Place::Script { script } => self.show_line(script, None),
            Place::Scenario { pointer, .. } => self.show_input(pointer),
        }
        true
    }

    pub(super) fn show_finding(&mut self, index: usize) -> bool {
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

    pub(super) fn step_finding(&mut self, by: i32) -> bool {
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
    pub(super) fn settle_selection(&mut self, report: &Report) {
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
