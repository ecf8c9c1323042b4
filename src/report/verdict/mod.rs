//! The answer in one sentence: mode, colon, result.

use std::fmt;

use serde::Serialize;

use super::{Claim, ModeKind, Outcome, Report, Run, RunOutcome, Target};
use crate::claims::VerdictCode;
use crate::diagnostics::{Code, Diagnostic};
use crate::place::ArtifactKind;

/// Label of the statement by which a rule left before it wrote a claim.
pub const RETURNED: &str = "returned here";

/// How good the answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    /// Every custom claim reaches a token.
    Kept,
    /// Some do.
    Partly,
    /// None does, or no token is issued.
    Dropped,
    /// There was no custom claim to deliver.
    Neutral,
}

/// The answer: `lead: rest`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// How good it is.
    pub tone: Tone,
    /// The mode, or how the login ended.
    pub lead: String,
    /// The result.
    pub rest: String,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.lead, self.rest)
    }
}

/// The one-sentence answer of a report.
pub fn verdict(report: &Report) -> Verdict {
    // What was too large to be read was not simulated: what the defaults do is no answer.
    if report.diagnostics.iter().any(|finding| finding.code == Code::OversizedInput) {
        return ended("Not run", "the scenario is larger than what is simulated".into());
    }
    match &report.outcome {
        Outcome::Issued => issued(report),
        Outcome::Denied { by, .. } => ended(
            "Denied",
            format!(
                "{}{}, so no token is issued",
                said(by, "ended the login"),
                line_of(report, by, Code::ScriptDenied)
            ),
        ),
        Outcome::Redirected { url, by } => ended(
            "Redirected",
            format!(
                "{}, so no token is issued yet",
                said(by, &format!("sends the user to {}", clean(url)))
            ),
        ),
        Outcome::Prompted { by, .. } => ended(
            "Prompted",
            format!("{}, so no token is issued yet", said(by, "shows the user a form first")),
        ),
        Outcome::MfaRequired { by } => ended(
            "MFA required",
            format!("{}, so no token is issued yet", said(by, "asks for a second factor")),
        ),
        Outcome::Failed { code, message, by } => failed(report, code, message, by.as_deref()),
    }
}

fn ended(lead: &str, rest: String) -> Verdict {
    Verdict { tone: Tone::Dropped, lead: lead.into(), rest }
}

fn failed(report: &Report, code: &str, message: &str, by: Option<&str>) -> Verdict {
    let has =
        |codes: &[Code]| report.diagnostics.iter().any(|finding| codes.contains(&finding.code));
    let Some(by) = by else {
        if has(&[Code::MissingNameIdentifier]) {
            return ended("Failed", "the assertion names no user, so it is not issued".into());
        }
        // The sentence is plain text, without signs for code.
        let message = clean(&message.trim_end_matches('.').replace('`', ""));
        let reason = if has(&[Code::OversizedFragment]) {
            // What Auth0 answers is two sentences.
            "the token is too large for the URL fragment".into()
        } else if message.is_empty() {
            clean(code)
        } else {
            message
        };
        // The endpoint said no: that belongs to the mode. A fault of ours or a size does not.
        let apart = [Code::InternalFault, Code::OversizedFragment, Code::OversizedClaims];
        return if has(&apart) {
            ended("Failed", format!("{reason}, so no token is issued"))
        } else if report.mode.kind == ModeKind::NoToken {
            ended(report.mode.kind.label(), reason)
        } else {
            ended(report.mode.kind.label(), format!("{reason}, so no token is issued"))
        };
    };
    let unsent = |code| {
        report.claims.iter().find(|claim| claim.verdicts.iter().any(|verdict| verdict.code == code))
    };
    if let Some(claim) = unsent(VerdictCode::FailSerialize) {
        return ended(
            "Failed",
            format!(
                "the value of {} cannot be serialised, so no token is issued",
                short(&claim.name)
            ),
        );
    }
    if unsent(VerdictCode::FailPayload).is_some() {
        return ended(
            "Failed",
            "the custom claims of one token are over 100 KB, so no token is issued".into(),
        );
    }
    let run = report.runs.iter().find(|run| run.script == by);
    let (lead, words, code) = match run.map(|run| run.outcome) {
        Some(RunOutcome::Threw | RunOutcome::Rejected) => ("Failed", threw(run), Code::ScriptThrew),
        Some(RunOutcome::NoCallback) => {
            // What never happened has no line.
            let rest = said(by, "never called its callback");
            return ended("Failed", format!("{rest}, so no token is issued"));
        }
        Some(RunOutcome::TimedOut) => {
            ("Stopped", "was still running after 20 seconds".into(), Code::ScriptTimeout)
        }
        Some(RunOutcome::Limit) => ("Stopped", "reached a limit".into(), Code::ScriptLimit),
        Some(RunOutcome::SyntaxError) => ("Failed", "does not parse".into(), Code::ScriptSyntax),
        _ => ("Failed", "ended the login".into(), Code::ScriptThrew),
    };
    ended(lead, format!("{}{}, so no token is issued", said(by, &words), line_of(report, by, code)))
}

fn threw(run: Option<&Run>) -> String {
    let name = run
        .and_then(|run| run.error.as_ref())
        .map(|error| clean(&error.name))
        .filter(|name| !name.is_empty());
    name.map_or_else(|| "threw".into(), |name| format!("threw {}", with_article(&name)))
}

fn with_article(name: &str) -> String {
    let article = if name.starts_with(['A', 'E', 'I', 'O', 'U']) { "an" } else { "a" };
    format!("{article} {name}")
}

/// The script as the subject of a sentence.
fn said(script: &str, words: &str) -> String {
    if script.is_empty() {
        format!("a script {words}")
    } else {
        format!("\"{}\" {words}", clean(script))
    }
}

/// ` at line 4`, where the line is known.
fn line_of(report: &Report, script: &str, code: Code) -> String {
    let run = report.runs.iter().find(|run| run.script == script);
    let error = run.and_then(|run| run.error.as_ref());
    let finding = report
        .diagnostics
        .iter()
        .filter(|finding| finding.code == code)
        .find_map(|finding| line(finding, script));
    // An Action goes on after it said no: the line is that of the call.
    let deny = run
        .filter(|_| code == Code::ScriptDenied)
        .and_then(|run| run.effects.iter().rev().find(|effect| effect.kind == "api.access.deny"))
        .and_then(|effect| effect.line);
    finding
        .or(error.and_then(|error| error.line))
        .or(deny)
        .map_or_else(String::new, |line| format!(" at line {line}"))
}

/// Line of a finding in this script.
fn line(finding: &Diagnostic, script: &str) -> Option<u32> {
    let place = finding.location.as_ref()?;
    place.span().filter(|_| place.script_name() == Some(script)).map(|span| span.line)
}

fn issued(report: &Report) -> Verdict {
    let lead = report.mode.kind.label().to_owned();
    match report.mode.kind {
        ModeKind::MachineToMachine
            if report.runs.iter().all(|run| run.outcome == RunOutcome::Skipped) =>
        {
            let rest = "no Rule and no post-login Action runs here".into();
            return Verdict { tone: Tone::Neutral, lead, rest };
        }
        ModeKind::NoToken => {
            return Verdict {
                tone: Tone::Neutral,
                lead,
                rest: "this request issues no token of a user".into(),
            };
        }
        ModeKind::MachineToMachine
        | ModeKind::OidcConformant
        | ModeKind::Legacy
        | ModeKind::SamlWsFed => {}
    }
    let claims = counted(&report.claims);
    let names = by_name(&claims);
    if report.mode.kind == ModeKind::SamlWsFed && !names.is_empty() {
        return asserted(lead, &names);
    }
    let all = names.len();
    let fully = names.iter().filter(|of_name| of_name.iter().all(|claim| reaches(claim))).count();
    let partly =
        names.iter().filter(|of_name| of_name.iter().any(|claim| reaches(claim))).count() - fully;
    let tone = match (fully, partly, all) {
        (_, _, 0) => Tone::Neutral,
        (0, 0, _) => Tone::Dropped,
        (fully, _, all) if fully == all => Tone::Kept,
        _ => Tone::Partly,
    };
    let rest = match (fully, partly, all) {
        (_, _, 0) => nothing_set(report),
        (0, 0, 1) => {
            let name = claims.first().map(|claim| claim.name.as_str()).unwrap_or_default();
            format!("the custom claim {} reaches no token", short(name))
        }
        (0, 0, all) => format!("none of {all} custom claims reaches a token"),
        (_, _, 1) => one(&claims),
        (2, _, 2) => "both custom claims reach their tokens".into(),
        (fully, _, all) if fully == all => format!("all {all} custom claims reach their tokens"),
        (0, 2, 2) => "both custom claims reach only some of their tokens".into(),
        (0, partly, all) if partly == all => {
            format!("all {all} custom claims reach only some of their tokens")
        }
        (0, partly, all) => {
            format!("none of {all} custom claims reaches all its tokens, {partly} some of them")
        }
        (fully, partly, all) => {
            let reach = if fully == 1 { "reaches its tokens" } else { "reach their tokens" };
            let some =
                if partly == 0 { String::new() } else { format!(", {partly} only some of them") };
            format!("{fully} of {all} custom claims {reach}{some}")
        }
    };
    let tone =
        if tone == Tone::Kept && all == 1 && rest.contains(", but ") { Tone::Partly } else { tone };
    Verdict { tone, lead, rest }
}

/// How many of the attributes that scripts set are in the assertion.
fn asserted(lead: String, names: &[Vec<&Claim>]) -> Verdict {
    let all = names.len();
    let inside = names.iter().filter(|of_name| of_name.iter().any(|claim| reaches(claim))).count();
    let tone = match inside {
        0 => Tone::Dropped,
        inside if inside == all => Tone::Kept,
        _ => Tone::Partly,
    };
    let name = || {
        let first = names.first().and_then(|of_name| of_name.first());
        first.map(|claim| short(&claim.name)).unwrap_or_default()
    };
    let rest = match (inside, all) {
        (0, 1) => format!("{} is not in the assertion", name()),
        (_, 1) => format!("{} is in the assertion", name()),
        (0, all) => format!("none of {all} custom attributes is in the assertion"),
        (2, 2) => "both custom attributes are in the assertion".into(),
        (inside, all) if inside == all => {
            format!("all {all} custom attributes are in the assertion")
        }
        (1, all) => format!("1 of {all} custom attributes is in the assertion"),
        (inside, all) => format!("{inside} of {all} custom attributes are in the assertion"),
    };
    Verdict { tone, lead, rest }
}

/// The claims by name, in the order in which they were first written: people count names, though a name may have been
/// written to both tokens.
pub fn by_name<'a>(claims: &[&'a Claim]) -> Vec<Vec<&'a Claim>> {
    let mut names: Vec<Vec<&Claim>> = Vec::new();
    for claim in claims {
        let same = names
            .iter_mut()
            .find(|of_name| of_name.first().is_some_and(|first| first.name == claim.name));
        match same {
            Some(of_name) => of_name.push(claim),
            None => names.push(vec![claim]),
        }
    }
    names
}

/// The claims that a script meant for a token. A change of the user counts where it reached a token, or where nothing
/// else was written: scripts use the user as a place to work on. What a mapping of an assertion set, which no step of a
/// script wrote, was meant for it.
pub fn counted(claims: &[Claim]) -> Vec<&Claim> {
    let is_mapping = |claim: &Claim| {
        let asserted = |verdict: &super::Verdict| verdict.artifact == ArtifactKind::SamlAssertion;
        claim.origin.step.is_none() && claim.verdicts.iter().any(asserted)
    };
    let is_aimed =
        |claim: &Claim| claim.is_custom() && (claim.target != Target::User || is_mapping(claim));
    let aimed = claims.iter().any(is_aimed);
    claims
        .iter()
        .filter(|claim| claim.is_custom() && (is_aimed(claim) || !aimed || reaches(claim)))
        .collect()
}

/// Whether the claim reaches at least one of the tokens it was aimed at.
pub fn reaches(claim: &Claim) -> bool {
    claim.overwritten_by.is_none() && claim.verdicts.iter().any(|verdict| verdict.code.is_kept())
}

/// One name, on one or both claim objects: where it arrives, and what is in the way elsewhere.
fn one(claims: &[&Claim]) -> String {
    let verdicts = || {
        claims
            .iter()
            .filter(|claim| claim.overwritten_by.is_none())
            .flat_map(|claim| &claim.verdicts)
    };
    let mut kept: Vec<&str> = Vec::new();
    for verdict in verdicts().filter(|verdict| verdict.code.is_kept()) {
        let label = verdict.artifact.label();
        if !kept.contains(&label) {
            kept.push(label);
        }
    }
    let dropped = verdicts()
        .find(|verdict| !verdict.code.is_kept() && !kept.contains(&verdict.artifact.label()));
    let name = claims.first().map(|claim| short(&claim.name)).unwrap_or_default();
    let places: Vec<String> = kept
        .iter()
        .map(
            |label| {
                if label.starts_with('/') { (*label).to_owned() } else { format!("the {label}") }
            },
        )
        .collect();
    let reached = format!("{name} reaches {}", listed(&places));
    let Some(dropped) = dropped else { return reached };
    let label = dropped.artifact.label();
    let article = if label.starts_with('/') { "" } else { "the " };
    match dropped.code {
        VerdictCode::DropOpaque => format!("{reached}, but the access token is opaque"),
        VerdictCode::DropNoArtefact => {
            format!("{reached}, but {} is not issued", format!("{article}{label}").trim())
        }
        _ => format!("{reached}, but not {article}{label}"),
    }
}

/// `a`, `a and b`, `a, b and c`.
fn listed(items: &[String]) -> String {
    match items.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// What people call the claim: the part after the namespace.
fn short(name: &str) -> String {
    let tail = if name.contains("://") {
        name.trim_end_matches('/').rsplit(['/', '#']).next().unwrap_or(name)
    } else {
        name
    };
    let tail = clean(tail);
    if tail.is_empty() { "without a name".into() } else { tail }
}

/// Why there is no custom claim, as far as the report knows.
fn nothing_set(report: &Report) -> String {
    if let Some(branch) =
        report.diagnostics.iter().find(|finding| finding.code == Code::InactiveBranch)
        && let Some(script) = branch.location.as_ref().and_then(|place| place.script_name())
    {
        let returned = branch.labels.iter().find(|label| label.text == RETURNED);
        let (words, line) = match returned.and_then(|label| label.place.span()) {
            Some(returned) => ("returned", Some(returned.line)),
            None => ("skipped the write", line(branch, script)),
        };
        let at = line.map_or_else(String::new, |line| format!(" at line {line}"));
        return format!("no claim was set, because {}{at}", said(script, words));
    }
    let has = |code| report.diagnostics.iter().any(|finding: &Diagnostic| finding.code == code);
    let skipped = report.runs.iter().all(|run| run.outcome == RunOutcome::Skipped);
    if report.runs.is_empty() {
        "no claim was set, because there is no script".into()
    } else if skipped && has(Code::InactiveDraft) {
        "no claim was set, because the Action is not deployed".into()
    } else if skipped && has(Code::InactiveAction) {
        "no claim was set, because no Action is bound to its flow".into()
    } else if skipped && has(Code::InactiveEndOfLife) {
        "no claim was set, because Rules stopped executing on 2026-11-18".into()
    } else if skipped && has(Code::InactiveEndpoint) {
        "no claim was set, because no script runs for this request".into()
    } else if skipped && has(Code::InactiveRule) {
        "no claim was set, because no Rule is switched on".into()
    } else if skipped {
        "no claim was set, because no script ran".into()
    } else {
        "no claim was set".into()
    }
}

/// User text in one line of readable length.
fn clean(text: &str) -> String {
    let line: String =
        text.chars().map(|char| if char.is_control() { ' ' } else { char }).collect();
    let line = line.trim();
    if line.chars().count() <= 80 {
        line.to_owned()
    } else {
        line.chars().take(79).chain(['…']).collect()
    }
}

#[cfg(test)]
mod tests;
