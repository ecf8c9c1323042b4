//! `misplaced-claim`: expected in one token, set for another one only (`domain.md` §7.2; AT-02, AT-03). What is looked at
//! is what the scenario expects.

use super::wording::{quoted, titled};
use super::{Facts, cure, sites};
use crate::diagnostics::{Code, Collector, Diagnostic, Fix};
use crate::place::{ArtifactKind, Place};
use crate::report::expect::{self, Wanted};
use crate::report::{Claim, Format, OriginKind, Target};
use crate::script::ScriptRun;
use crate::script::source::ClaimWrite;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    let mut told: Vec<(&str, Target)> = Vec::new();
    for wanted in facts.scenario.expect.iter().flat_map(expect::wanted) {
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
    let object = match claim.origin.kind {
        OriginKind::Action => format!("`api.{}`", target.label()),
        _ => format!("`context.{}`", target.label()),
    };
    let opaque = wanted.kind == ArtifactKind::AccessToken
        && facts
            .artifacts
            .iter()
            .any(|artifact| artifact.kind == wanted.kind && artifact.format == Format::Opaque);
    let others = match claim.target {
        Target::AccessToken => "access token",
        _ => "ID token",
    };
    let finding = Diagnostic::new(
        Code::MisplacedClaim,
        format!(
            "claim {} is expected in {}, and {} sets it for the {others} only",
            quoted(wanted.name),
            in_words(wanted.kind),
            run.map_or_else(|| "a script".into(), titled),
        ),
    )
    .help(if opaque {
        format!(
            "set it on {object} too, and send the `audience` of an API: this access token is opaque"
        )
    } else {
        format!("set it on {object} too")
    })
    .label(Place::pointer(wanted.pointer()), "is expected here");
    let finding = sites::at_name(facts, finding, claim);
    let write = sites::static_write(facts, claim);
    match run.zip(write).and_then(|(run, write)| set_there_too(run, write, target)) {
        Some(fix) => finding.fix(fix),
        None => finding,
    }
}

fn in_words(kind: ArtifactKind) -> String {
    match kind {
        ArtifactKind::Userinfo => format!("`{}`", kind.label()),
        _ => format!("the {}", kind.label()),
    }
}

/// The same statement once more, for the other token. Only where the write is a statement of a block.
fn set_there_too(run: &ScriptRun, write: &ClaimWrite, target: Target) -> Option<Fix> {
    let text = run.source.text.as_str();
    let (start, end) = run.source.statement_range(write.statement?)?;
    let (before, statement) = (text.get(..start)?, text.get(start..end)?.trim_end_matches(';'));
    let indent = indent_in_block(before)?;
    let (root, rest) = statement.split_once('.')?;
    let rest = rest.strip_prefix(write.target.label())?;
    let is_name = |char: char| char.is_alphanumeric() || matches!(char, '_' | '$');
    if !root.chars().all(is_name) {
        return None;
    }
    let own = format!("{root}.{}", write.target.label());
    let name = text.get(write.name_bytes.0..write.name_bytes.1)?;
    let other = format!("{root}.{}", target.label());
    let added = if run.kind == OriginKind::Action {
        let arguments = rest.strip_prefix(".setCustomClaim(")?.strip_suffix(')')?;
        let value = arguments.strip_prefix(name)?;
        is_plain(value).then(|| format!("{other}{rest}"))?
    } else {
        let (access, value) = member(rest, name)?;
        let value = value.trim_start().strip_prefix('=').filter(|value| !value.starts_with('='))?;
        if is_plain(value) {
            format!("{other}{access} ={value}")
        } else {
            // Evaluated once: a call may answer otherwise the second time.
            format!("{other}{access} = {own}{access}")
        }
    };
    let fix = format!("\n{indent}{added};");
    Some(cure::in_script(run, (end, end), fix, format!("Set it on `{other}` too")))
}

/// A member access of that name at the beginning, and what follows it.
fn member<'a>(text: &'a str, name: &str) -> Option<(&'a str, &'a str)> {
    let inner = text.strip_prefix('.').and_then(|text| text.strip_prefix(name));
    let rest = if let Some(rest) = inner {
        rest
    } else {
        let inner = text.strip_prefix('[')?.trim_start().strip_prefix(name)?;
        inner.trim_start().strip_prefix(']')?
    };
    text.split_at_checked(text.len() - rest.len())
}

/// The indent of a statement that begins its line and stands in a block: a second one may follow it.
fn indent_in_block(before: &str) -> Option<&str> {
    let mut lines = before.rsplit('\n');
    let indent = lines.next().filter(|line| line.trim().is_empty())?;
    let earlier = lines.map(str::trim).find(|line| !line.is_empty() && !line.starts_with("//"))?;
    earlier.ends_with(['{', '}', ';']).then_some(indent)
}

/// Whether writing the value twice does no more than writing it once: it calls and changes nothing.
fn is_plain(value: &str) -> bool {
    let word = |word: &str| value.split(|char: char| !char.is_alphanumeric()).any(|it| it == word);
    let compared = value.replace("===", "").replace("!==", "").replace("==", "").replace("!=", "");
    let compared = compared.replace("=>", "(").replace("<=", "").replace(">=", "");
    !compared.contains(['(', '=', '`', '\n'])
        && !["++", "--"].iter().any(|change| value.contains(change))
        && !["await", "yield", "new", "delete"].into_iter().any(word)
}
