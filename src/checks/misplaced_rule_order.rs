//! `misplaced-rule-order`: a rule reads what only a later one sets (`domain.md` §3.11, §4.1; OR-03).

use serde_json::Value;

use super::{Facts, text, wording::quoted};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::Place;
use crate::scenario::Object;
use crate::script::source::Read;
use crate::script::{ScriptRun, Skip};

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    let runs = &facts.login.runs;
    for (at, reader) in runs.iter().enumerate().filter(|(_, run)| run.steps > 0) {
        let mut told: Vec<&[String]> = Vec::new();
        for read in &reader.source.facts.user_reads {
            let path = read.path.as_slice();
            // `user` alone, and metadata as a whole, are read by every rule.
            if !is_a_value(path) || told.contains(&path) || exists(&facts.scenario.user, path) {
                continue;
            }
            let written_by_then = runs.iter().take(at + 1).any(|run| written(run, path).is_some());
            let mut later = runs
                .iter()
                .skip(at + 1)
                .filter(|run| matches!(run.skipped, None | Some(Skip::Earlier)));
            let Some((writer, place)) =
                later.find_map(|run| Some((run, written(run, path)?))).filter(|_| !written_by_then)
            else {
                continue;
            };
            told.push(path);
            findings.push(finding(reader, read, writer, place));
        }
    }
}

fn finding(reader: &ScriptRun, read: &Read, writer: &ScriptRun, place: Place) -> Diagnostic {
    let path = quoted(&read.path.join("."));
    Diagnostic::new(
        Code::MisplacedRuleOrder,
        format!(
            "rule {} reads {path}, which is not there before rule {} sets it later",
            quoted(&reader.script),
            quoted(&writer.script)
        ),
    )
    .help(format!(
        "give rule {} an `order` below that of {}",
        quoted(&writer.script),
        quoted(&reader.script)
    ))
    .at(Place::script(&reader.script, Some(read.span)))
    .label(place, "is set here, too late")
}

fn is_metadata(name: &str) -> bool {
    matches!(name, "app_metadata" | "user_metadata")
}

/// A path to an attribute, or to a member of metadata.
fn is_a_value(path: &[String]) -> bool {
    match path {
        [user, name] => user == "user" && !is_metadata(name),
        [user, _, _, ..] => user == "user",
        _ => false,
    }
}

/// Whether the user has it: `app_metadata` stands on the root too.
fn exists(user: &Object, path: &[String]) -> bool {
    let rest = path.get(1..).unwrap_or_default();
    let found = |object: &Object| {
        let (first, rest) = rest.split_first()?;
        let value = rest.iter().try_fold(object.get(first)?, |value, part| value.get(part))?;
        (!value.is_null()).then_some(())
    };
    let merged = user.get("app_metadata").and_then(Value::as_object);
    found(user).or_else(|| merged.and_then(found)).is_some()
}

/// Where a rule sets the path, or the object that holds it.
fn written(run: &ScriptRun, path: &[String]) -> Option<Place> {
    let write = run.source.facts.user_writes.iter().find(|write| {
        let whole =
            write.path.len() == 2 && write.path.get(1).is_some_and(|name| is_metadata(name));
        path.starts_with(&write.path) && write.path.len() > 1 && !whole
    });
    if let Some(write) = write {
        return Some(Place::script(&run.script, Some(write.span)));
    }
    // What a rule stores becomes a member of the user at the next login.
    let [_, field, key, ..] = path else { return None };
    let kind = match field.as_str() {
        "app_metadata" => "auth0.users.updateAppMetadata",
        "user_metadata" => "auth0.users.updateUserMetadata",
        _ => return None,
    };
    let stores = run.effects.iter().find(|effect| {
        effect.kind == kind && effect.args.get(1).is_some_and(|stored| stored.get(key).is_some())
    })?;
    let line = stores.line.and_then(|line| text::line(&run.source.text, line));
    Some(Place::script(&run.script, line))
}
