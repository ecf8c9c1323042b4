//! `misplaced-claim`: expected in one token, set for another one only (`domain.md` §7.2; AT-02, AT-03). What is looked at
//! is what the scenario expects.

use super::wording::quoted;
use super::{Facts, cure, sites};
use crate::diagnostics::{Code, Collector, Diagnostic, Fix};
use crate::place::{ArtifactKind, Place};
use crate::report::expect::{self, Wanted};
use crate::report::{Claim, Format, OriginKind, Target};
use crate::script::ScriptRun;
use crate::script::source::ClaimWrite;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    let mut told: Vec<(&str, Target)> = Vec::new();
    for wanted in expect::wanted(facts.scenario.expect.as_ref()) {
        let Some(target) = target(wanted.kind) else { continue };
        // `/userinfo` shows what the ID token does: one cure for both.
        if !told.contains(&(wanted.name, target))
            && let Some(claim) = elsewhere(facts, &wanted, target)
        {
            told.push((wanted.name, target));
            findings.push(finding(facts, &wanted, target, claim));
        }
    }
}

/// The claim object that an artifact takes its claims from.
pub(super) fn target(kind: ArtifactKind) -> Option<Target> {
    match kind {
        ArtifactKind::IdToken | ArtifactKind::Userinfo => Some(Target::IdToken),
        ArtifactKind::AccessToken => Some(Target::AccessToken),
        _ => None,
    }
}

/// The claim as it reaches another token, if no script sets it for this one: what was set and lost has other findings.
fn elsewhere<'a>(facts: &Facts<'a>, wanted: &Wanted<'_>, target: Target) -> Option<&'a Claim> {
    let lacks = facts.artifacts.iter().any(|artifact| {
        artifact.kind == wanted.kind
            && artifact.issued
            && !artifact.payload.contains_key(wanted.name)
    });
    let is_set = facts
        .claims_of_scripts()
        .any(|claim| claim.target == target && claim.name == wanted.name)
        || facts.login.runs.iter().flat_map(|run| &run.source.facts.claim_writes).any(|write| {
            write.target == target && write.name.as_deref().is_none_or(|name| name == wanted.name)
        });
    facts.claims_of_scripts().find(|claim| {
        lacks
            && !is_set
            && claim.name == wanted.name
            && claim.verdicts.iter().any(|verdict| verdict.code.is_kept())
    })
}

fn finding(facts: &Facts<'_>, wanted: &Wanted<'_>, target: Target, claim: &Claim) -> Diagnostic {
    let run = facts.run_of(&claim.origin.script);
    let root = if claim.origin.kind == OriginKind::Action { "api" } else { "context" };
    let opaque = wanted.kind == ArtifactKind::AccessToken
        && facts
            .artifacts
            .iter()
            .any(|artifact| artifact.kind == wanted.kind && artifact.format == Format::Opaque);
    let more = if opaque {
        ", and send the `audience` of an API: this access token is opaque"
    } else {
        ""
    };
    let finding = Diagnostic::new(
        Code::MisplacedClaim,
        format!(
            "claim {} is expected in `{}`, and {} sets it on `{root}.{}` only",
            quoted(wanted.name),
            wanted.kind.name(),
            quoted(&claim.origin.script),
            claim.target.label(),
        ),
    )
    .help(format!("set it on `{root}.{}` too{more}", target.label()))
    .label(Place::pointer(wanted.pointer()), "is expected here");
    let finding = sites::at_name(facts, finding, claim);
    let write = sites::static_write(facts, claim);
    match run.zip(write).and_then(|(run, write)| set_there_too(run, write, target)) {
        Some(fix) => finding.fix(fix),
        None => finding,
    }
}

/// The same statement once more, for the other token. Only where the write is a statement of a block, on an object that is
/// written out.
fn set_there_too(run: &ScriptRun, write: &ClaimWrite, target: Target) -> Option<Fix> {
    let text = run.source.text.as_str();
    let (start, end) = run.source.statement_range(write.statement?)?;
    let indent = indent_in_block(text.get(..start)?)?;
    let statement = text.get(start..end)?.trim_end_matches(';');
    let head = text.get(start..write.name_bytes.0)?;
    let own = ["[", ".", ".setCustomClaim("].into_iter().find_map(|end| head.strip_suffix(end))?;
    let root = own.strip_suffix(write.target.label())?;
    let is_root = |char: char| char.is_alphanumeric() || matches!(char, '_' | '$' | '.');
    if !root.chars().all(is_root) || !root.ends_with('.') {
        return None;
    }
    let tail = statement.get(write.name_bytes.1 - start..)?;
    let other = format!("{root}{}", target.label());
    let is_call = run.kind == OriginKind::Action;
    let (close, value) =
        if is_call { ("", tail.strip_suffix(')')?) } else { tail.split_once('=')? };
    let added = if !matches!(close.trim(), "" | "]") {
        return None;
    } else if is_plain(value) {
        format!("{other}{}", statement.get(own.len()..)?)
    } else if is_call {
        return None;
    } else {
        // Evaluated once: a call may answer otherwise the second time.
        let left = statement.get(..statement.len() - value.len() - 1)?.trim_end();
        format!("{other}{} = {left}", left.get(own.len()..)?)
    };
    let fix = format!("\n{indent}{added};");
    Some(cure::in_script(run, (end, end), fix, format!("Set it on `{other}` too")))
}

/// The indent of a statement that begins its line and stands in a block: a second one may follow it.
fn indent_in_block(before: &str) -> Option<&str> {
    let mut lines = before.rsplit('\n');
    let indent = lines.next().filter(|line| line.trim().is_empty())?;
    let earlier = lines.map(str::trim).find(|line| !line.is_empty() && !line.starts_with("//"))?;
    earlier.ends_with(['{', '}', ';']).then_some(indent)
}

/// Whether writing the value twice does no more than writing it once: it is made of names and constants alone.
fn is_plain(value: &str) -> bool {
    let is_plain = |char: char| char.is_alphanumeric() || " _$.,?|:/-'\"[]".contains(char);
    value.chars().all(is_plain) && !value.contains("--")
}
