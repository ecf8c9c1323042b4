//! `inactive-branch`: a claim that was not set, because a condition before it was false (`domain.md` §7.2; OR-05).

use super::{Facts, wording::{one_line, quoted}};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::Place;
use crate::report::{RunOutcome, Target};
use crate::script::source::{ClaimWrite, Guard};
use crate::script::{RuleRun, WriteTo};

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for run in facts.login.runs.iter().filter(|run| run.outcome == RunOutcome::Ok) {
        let mut told: Vec<(Target, &str)> = Vec::new();
        for write in &run.source.facts.claim_writes {
            let Some(name) = write.name.as_deref().filter(|_| write.target != Target::User) else { continue };
            if !was_skipped(run, write) || is_set_elsewhere(facts, write.target, name) || told.contains(&(write.target, name)) {
                continue;
            }
            let Some(guard) = deciding(run, write) else { continue };
            told.push((write.target, name));
            let finding = match guard {
                Guard { returns: true, .. } => Diagnostic::new(
                    Code::InactiveBranch,
                    format!("claim {} was not set, because rule {} returned at line {}", quoted(name), quoted(&run.script), guard.span.line),
                ),
                _ => Diagnostic::new(
                    Code::InactiveBranch,
                    format!("claim {} was not set, because `{}` in line {} was {}", quoted(name), one_line(&guard.text), guard.span.line, !guard.wanted),
                ),
            };
            findings.push(
                finding
                    .help("change the condition, or simulate a login that meets it")
                    .at(Place::script(&run.script, Some(write.name_span)))
                    .label(Place::script(&run.script, Some(guard.span)), "the condition"),
            );
        }
    }
}

/// Whether the statement that sets the claim was never executed.
fn was_skipped(run: &RuleRun, write: &ClaimWrite) -> bool {
    write.statement.and_then(|statement| run.executed.get(statement)) == Some(&false)
}

fn is_set_elsewhere(facts: &Facts<'_>, target: Target, name: &str) -> bool {
    facts.login.writes.iter().any(|write| write.to == WriteTo::Claim(target, name.to_owned()))
}

/// The outermost condition that was reached and kept the statement from running: its own statement ran, while the
/// next inner one did not.
fn deciding<'a>(run: &RuleRun, write: &'a ClaimWrite) -> Option<&'a Guard> {
    let reached = |guard: &&Guard| guard.statement.and_then(|statement| run.executed.get(statement)) == Some(&true);
    write.guards.iter().filter(reached).next_back()
}
