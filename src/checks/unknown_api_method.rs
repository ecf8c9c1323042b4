//! `unknown-api-method`: a call of something that `api` does not have (`domain.md` §5.3; SX-04).

use super::{
    Facts, cure,
    wording::{quoted, titled},
};
use crate::diagnostics::{Code, Collector, Diagnostic, nearest};
use crate::place::Place;
use crate::report::OriginKind;
use crate::script::source::Read;
use crate::script::{ScriptRun, surface};

/// Names that questions use and Auth0 does not have, even its migration guide (`domain.md` §5.3), with what was meant.
const SLIPS: &[(&str, &str)] = &[
    ("accessToken.setClaim", "accessToken.setCustomClaim"),
    ("accessToken.addClaim", "accessToken.setCustomClaim"),
    ("accessToken.setScope", "accessToken.addScope"),
    ("idToken.setClaim", "idToken.setCustomClaim"),
    ("idToken.addClaim", "idToken.setCustomClaim"),
    ("setCustomClaim", "idToken.setCustomClaim"),
    ("user.setMetadata", "user.setUserMetadata"),
    ("user.updateAppMetadata", "user.setAppMetadata"),
    ("user.updateUserMetadata", "user.setUserMetadata"),
    ("transaction.setTransactionMetadata", "transaction.setMetadata"),
    ("redirect.redirectTo", "redirect.sendUserTo"),
    ("access.reject", "access.deny"),
];

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for run in facts.live_runs().filter(|run| run.kind == OriginKind::Action) {
        let mut told: Vec<String> = Vec::new();
        for read in &run.source.facts.action_reads {
            let Some(called) = unknown(facts, read) else { continue };
            if !told.contains(&called) {
                findings.push(finding(facts, run, read, &called));
                told.push(called);
            }
        }
    }
}

/// Whether an exception says that such a method is no function.
pub(super) fn explains(facts: &Facts<'_>, run: &ScriptRun) -> bool {
    let Some(error) = &run.error else { return false };
    let missing = |read: &Read| {
        let Some(called) = unknown(facts, read) else { return false };
        let group = called.rsplit_once('.').map_or("", |(group, _)| group);
        error.message.contains(&called)
            || (!group.is_empty() && error.message.contains(group))
            || error.line == Some(read.span.line)
    };
    run.kind == OriginKind::Action
        && error.name == "TypeError"
        && run.source.facts.action_reads.iter().any(missing)
}

/// What is called on `api`, without `api.`, if there is no such thing.
fn unknown(facts: &Facts<'_>, read: &Read) -> Option<String> {
    let (root, way) = read.path.split_first()?;
    let method = read.method.as_deref().filter(|_| root == "api")?;
    let known = surface::methods(facts.endpoint.trigger).iter().any(|(group, names)| match way {
        [only] => only == group && names.contains(&method),
        // Something is called on what a method returned, or on a member of a function.
        _ => false,
    });
    let called = way.iter().map(String::as_str).chain([method]).collect::<Vec<_>>().join(".");
    (way.len() < 2 && !known).then_some(called)
}

fn finding(facts: &Facts<'_>, run: &ScriptRun, read: &Read, called: &str) -> Diagnostic {
    let finding = Diagnostic::new(
        Code::UnknownApiMethod,
        format!("{} calls {}, which does not exist", titled(run), quoted(&format!("api.{called}"))),
    )
    .at(Place::script(&run.script, Some(read.span)));
    let Some(right) = meant(facts, called) else {
        return finding.help("see the methods of `api` for this trigger");
    };
    let finding = finding.help(format!("call {}", quoted(&format!("api.{right}"))));
    // Written out, the call ends with its name.
    let (start, end) = read.bytes;
    let written = run.source.text.get(start..end);
    match written.filter(|written| written.ends_with(called)) {
        Some(_) => finding.fix(cure::in_script(
            run,
            (end - called.len(), end),
            &right,
            format!("Call {}", quoted(&format!("api.{right}"))),
        )),
        None => finding,
    }
}

/// What was probably meant.
fn meant(facts: &Facts<'_>, called: &str) -> Option<String> {
    let all: Vec<String> = surface::methods(facts.endpoint.trigger)
        .iter()
        .flat_map(|(group, names)| names.iter().map(move |name| format!("{group}.{name}")))
        .collect();
    let slip = SLIPS.iter().find(|(slip, _)| *slip == called).map(|(_, right)| *right);
    slip.filter(|right| all.iter().any(|known| known == right))
        .or_else(|| nearest(called, all.iter().map(String::as_str)))
        .map(Into::into)
}
