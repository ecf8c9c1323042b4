//! `stale-claim`: tokens are snapshots of the profile (`domain.md` §7.2; FR-01).

use serde_json::Value;

use super::misplaced_claim::target;
use super::wording::quoted;
use super::{Facts, sites};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::Place;
use crate::report::expect::{self, Wanted};
use crate::report::{Claim, Target};
use crate::scenario::pointer;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    let mut told: Vec<(&str, Target)> = Vec::new();
    for wanted in expect::wanted(facts.scenario.expect.as_ref()) {
        if let Some((claim, path)) = delivered(facts, &wanted)
            && !told.contains(&(wanted.name, claim.target))
        {
            told.push((wanted.name, claim.target));
            findings.push(finding(&wanted, claim, &path));
        }
    }
}

/// The claim that arrives with another value, and the metadata that it was read from, if that holds this value.
fn delivered<'a>(facts: &Facts<'a>, wanted: &Wanted<'_>) -> Option<(&'a Claim, Vec<String>)> {
    let target = target(wanted.kind)?;
    let artifact = facts.artifacts.iter().find(|artifact| artifact.kind == wanted.kind)?;
    let value = artifact.payload.get(wanted.name).filter(|_| artifact.issued)?;
    if expect::same(value, wanted.value) {
        return None;
    }
    let claim = facts.claims_of_scripts().find(|claim| {
        claim.target == target
            && claim.name == wanted.name
            && claim.value.as_ref() == Some(value)
            && claim
                .verdicts
                .iter()
                .any(|verdict| verdict.artifact == wanted.kind && verdict.code.is_kept())
    })?;
    let read = sites::static_write(facts, claim)?.value_path.as_deref()?;
    let path = match read {
        [root, rest @ ..] if root == "user" => rest,
        [root, user, rest @ ..] if root == "event" && user == "user" => rest,
        _ => return None,
    };
    let [metadata, below @ ..] = path else { return None };
    if !matches!(metadata.as_str(), "app_metadata" | "user_metadata") {
        return None;
    }
    let first = facts.scenario.user.get(metadata)?;
    let stored = below.iter().try_fold(first, |value, name| value.get(name))?;
    expect::same(stored, value).then(|| (claim, path.to_vec()))
}

fn finding(wanted: &Wanted<'_>, claim: &Claim, path: &[String]) -> Diagnostic {
    let held = claim.value.as_ref().map(Value::to_string).unwrap_or_default();
    let names: Vec<String> = path.iter().map(|name| pointer::escape(name)).collect();
    let finding = Diagnostic::new(
        Code::StaleClaim,
        format!(
            "claim {} is {} as in the profile, where {} is expected",
            quoted(wanted.name),
            quoted(&held),
            quoted(&wanted.value.to_string())
        ),
    )
    .help(format!("a token keeps what {} was when it was issued: store the new value, then renew the token by a login, `prompt=none` or a refresh", quoted(&path.join("."))))
    .at(Place::pointer(format!("/user/{}", names.join("/"))))
    .label(Place::pointer(wanted.pointer()), "another value is expected here");
    match sites::origin_place(&claim.origin) {
        Some(place) => finding.label(place, "and read from the profile here"),
        None => finding,
    }
}
