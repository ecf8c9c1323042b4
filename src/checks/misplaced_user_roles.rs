//! `misplaced-user-roles`: roles that are assigned in the Dashboard are not on `user` (`domain.md` §4.3, §4.4; MD-06).

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Facts, cure, wording};
use crate::diagnostics::{Code, Collector, Diagnostic, Edit, Fix};
use crate::place::Place;
use crate::report::{OriginKind, Target};
use crate::script::source::Read;
use crate::script::{ScriptRun, WriteTo};

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    // The Authorization Extension or another rule may put them there.
    if facts
        .login
        .writes
        .iter()
        .any(|write| write.to == WriteTo::Claim(Target::User, "roles".to_owned()))
    {
        return;
    }
    for run in facts.live_runs() {
        let mut by_path: BTreeMap<String, Vec<&Read>> = BTreeMap::new();
        let (user, instead, reads) = match run.kind {
            OriginKind::Action => ("event.user", IN_ACTIONS, &run.source.facts.action_reads),
            _ => ("user", IN_RULES, &run.source.facts.user_reads),
        };
        for read in reads {
            let below: Vec<&str> = user.split('.').collect();
            let mut path: Vec<&str> = read.path.iter().map(String::as_str).collect();
            if !path.starts_with(&below) {
                continue;
            }
            path.drain(..below.len());
            if matches!(
                path.as_slice(),
                ["roles", ..] | ["app_metadata" | "user_metadata", "roles", ..]
            ) && !exists(facts, &path)
            {
                let way = path
                    .iter()
                    .take_while(|part| **part != "roles")
                    .fold(user.to_owned(), |path, part| format!("{path}.{part}"));
                by_path.entry(format!("{way}.roles")).or_default().push(read);
            }
        }
        for (shown, reads) in by_path {
            if let Some(finding) = finding(facts, run, &shown, &reads, instead) {
                findings.push(finding);
            }
        }
    }
}

/// Where the roles are, guarded: not every flow has them.
const IN_RULES: &str = "(context.authorization || {}).roles";
const IN_ACTIONS: &str = "(event.authorization || {}).roles";

/// One finding for a path, however often the script reads it.
fn finding(
    facts: &Facts<'_>,
    run: &ScriptRun,
    shown: &str,
    reads: &[&Read],
    instead: &str,
) -> Option<Diagnostic> {
    let first = reads.first()?;
    let known = facts.scenario.authorization.roles.as_deref().unwrap_or_default();
    let message = if known.is_empty() {
        format!("`{shown}` does not exist: roles that are assigned in Auth0 are not on `user`")
    } else {
        format!(
            "`{shown}` does not exist: the roles {} of this user are not on `user`",
            wording::list(known.iter().map(String::as_str))
        )
    };
    let finding = Diagnostic::new(Code::MisplacedUserRoles, message)
        .help(format!("read {}", wording::quoted(instead)))
        .at(Place::script(&run.script, Some(first.span)));
    // Each read is replaced as far as the list; a method of it stays as it is.
    let edits: Option<Vec<Edit>> = reads
        .iter()
        .map(|read| {
            let (start, end) = read.bytes;
            let written = run.source.text.get(start..end)?;
            written
                .starts_with(shown)
                .then(|| cure::script_edit(run, (start, start + shown.len()), instead))
        })
        .collect();
    let title = format!("Read the roles from {}", wording::quoted(instead));
    Some(match edits {
        Some(edits) => finding.fix(Fix::editing(title, edits)),
        None => finding,
    })
}

/// Whether this user has it, as stored or merged from `app_metadata`.
fn exists(facts: &Facts<'_>, path: &[&str]) -> bool {
    let to_roles = path.split_inclusive(|part| *part == "roles").next().unwrap_or_default();
    let at = |user: &serde_json::Map<String, Value>| {
        let (first, rest) = to_roles.split_first()?;
        rest.iter().try_fold(user.get(*first)?, |value, part| value.get(part)).map(drop)
    };
    let merged = to_roles == ["roles"]
        && facts
            .scenario
            .user
            .get("app_metadata")
            .and_then(|metadata| metadata.get("roles"))
            .is_some();
    merged || at(&facts.scenario.user).is_some() || at(&facts.login.user).is_some()
}
