//! `inactive-branch`: a claim that was not set, because a condition before it was false (`domain.md` §7.2; OR-05).

use serde_json::Value;

use super::{
    Facts, text,
    wording::{one_line, quoted},
};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::{Place, Span};
use crate::report::verdict::RETURNED;
use crate::report::{RunOutcome, Target};
use crate::script::source::{ClaimWrite, Guard, GuardKind};
use crate::script::{ScriptRun, WriteTo};

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for run in facts.login.runs.iter().filter(|run| run.outcome == RunOutcome::Ok) {
        let mut told: Vec<(Target, &str)> = Vec::new();
        for write in &run.source.facts.claim_writes {
            let Some(name) = write.name.as_deref() else { continue };
            if is_set_somewhere(facts, write.target, name) || told.contains(&(write.target, name)) {
                continue;
            }
            let Some(guard) = deciding(run, write) else { continue };
            told.push((write.target, name));
            let help = match values(facts, &guard.test_text).as_slice() {
                [] => "change the condition, or simulate a login that meets it".to_owned(),
                values => format!(
                    "here {}: change the condition, or simulate a login that meets it",
                    values.join(" and ")
                ),
            };
            let finding = Diagnostic::new(
                Code::InactiveBranch,
                format!("claim {} was not set, because {}", quoted(name), why(run, guard)),
            )
            .help(help)
            .at(Place::script(&run.script, Some(write.name_span)))
            .label(Place::script(&run.script, Some(guard.test_span)), "the condition");
            findings.push(match returned(run, guard) {
                Some(span) => finding.label(Place::script(&run.script, Some(span)), RETURNED),
                None => finding,
            });
        }
    }
}

/// The statement by which the rule left early: the first `return` that ran from the guarded statement on.
fn returned(run: &ScriptRun, guard: &Guard) -> Option<Span> {
    let from = guard.statement.filter(|_| guard.kind == GuardKind::EarlyReturn)?;
    let statements = run.source.statements.iter().zip(&run.executed).skip(from);
    let is_return = |span: &Span| {
        text::slice(&run.source.text, *span).is_some_and(|text| text.starts_with("return"))
    };
    statements.filter(|(_, ran)| **ran).map(|(span, _)| *span).find(is_return)
}

fn is_set_somewhere(facts: &Facts<'_>, target: Target, name: &str) -> bool {
    facts.login.writes.iter().any(|write| write.to == WriteTo::Claim(target, name.to_owned()))
}

fn why(run: &ScriptRun, guard: &Guard) -> String {
    let (test, line) = (one_line(&guard.test_text), guard.test_span.line);
    match guard.kind {
        GuardKind::EarlyReturn => format!(
            "rule {} returned before, because `{test}` in line {line} was true",
            quoted(&run.script)
        ),
        GuardKind::If => format!("`{test}` in line {line} was false"),
        GuardKind::Else => format!("`{test}` in line {line} was true"),
        GuardKind::Logical | GuardKind::Ternary => {
            format!("`{test}` in line {line} decided otherwise")
        }
    }
}

/// The first condition, from the outside in, that kept the write from being reached; `None` if that cannot be told.
fn deciding<'a>(run: &ScriptRun, write: &'a ClaimWrite) -> Option<&'a Guard> {
    for guard in &write.guards {
        let taken = guard.statement.and_then(|statement| run.executed.get(statement)).copied();
        match guard.kind {
            GuardKind::If | GuardKind::Else if !taken? => return Some(guard),
            GuardKind::EarlyReturn if taken? => return Some(guard),
            // An expression has no statements of its own: it decided if the statement around it ran.
            GuardKind::Logical | GuardKind::Ternary => {
                let ran =
                    write.statement.and_then(|statement| run.executed.get(statement)).copied()?;
                return ran.then_some(guard);
            }
            GuardKind::If | GuardKind::Else | GuardKind::EarlyReturn => {}
        }
    }
    None
}

/// What the members of `context` and `user` in a condition are, where no script changed them.
fn values(facts: &Facts<'_>, test: &str) -> Vec<String> {
    let mut told: Vec<String> = Vec::new();
    for path in
        test.split(|char: char| !(char.is_alphanumeric() || matches!(char, '.' | '_' | '$')))
    {
        let Some((root, rest)) = path.split_once('.') else { continue };
        let first = rest.split('.').next().unwrap_or_default();
        let (object, written) = match root {
            "context" => (&facts.login.context, WriteTo::Context(first.to_owned())),
            "user" => (&facts.login.user, WriteTo::Claim(Target::User, first.to_owned())),
            _ => continue,
        };
        if facts.login.writes.iter().any(|write| write.to == written) {
            continue;
        }
        let mut parts = rest.split('.');
        let value = parts
            .next()
            .and_then(|part| object.get(part))
            .and_then(|value| parts.try_fold(value, |value, part| value.get(part)));
        let shown = match value {
            Some(value @ (Value::String(_) | Value::Number(_) | Value::Bool(_) | Value::Null)) => {
                quoted(&value.to_string())
            }
            // A method, or something too large to show.
            _ => continue,
        };
        let sentence = format!("`{path}` is {shown}");
        if !told.contains(&sentence) && told.len() < 3 {
            told.push(sentence);
        }
    }
    told
}
