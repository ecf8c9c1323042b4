//! `simulate`: the order of things.

mod matrix;
mod outcome;
mod refresh;
mod saml;
mod verdicts;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::checks::{self, Facts};
use crate::claims::VerdictCode;
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::endpoint::{self, Endpoint, Flow};
use crate::report::{Claim, Mode, Outcome, Report, Run, VERSION};
use crate::scenario::Scenario;
use crate::script::library::stand_in_of;
use crate::script::{self, Login, ScriptRun};
use crate::tokens::{self, Composed, Ingredients};
use verdicts::Block;

/// Simulates one login. Never fails: whatever goes wrong is in the report. Equal scenarios give equal reports.
///
/// Raises `internal-fault` for a fault of our own.
pub fn simulate(scenario: &Scenario) -> Report {
    catch_unwind(AssertUnwindSafe(|| simulated(scenario)))
        .unwrap_or_else(|_| internal_fault(scenario))
}

fn simulated(scenario: &Scenario) -> Report {
    let endpoint = endpoint::decide(scenario);
    let start = script::build(scenario, &endpoint);
    let login = script::run(scenario, &endpoint, &start);
    let rows = matrix::rows(&login, &endpoint);
    let script_scopes = matrix::script_scopes(&login, &endpoint);
    let mut outcome = outcome::after_scripts(scenario, &endpoint, &login);
    let mut block = verdicts::block(&outcome, &endpoint);
    if block.is_none()
        && let Some(found) = verdicts::unserializable(&rows, &endpoint)
    {
        outcome = outcome::unserializable(&found);
        block = Some(found);
    }
    let saml_changes = saml::changes(&login);
    let pour = |claims: &Poured, block: Option<&Block>| {
        tokens::compose(&Ingredients {
            scenario,
            endpoint: &endpoint,
            user: &login.user,
            stored_user: &scenario.user,
            context: &login.context,
            id_token_claims: &claims.id_token,
            userinfo_claims: &claims.userinfo,
            access_token_claims: &claims.access_token,
            script_scopes: script_scopes.as_deref(),
            saml_changes: &saml_changes,
            blocked: block.map(|block| block.text.as_str()),
        })
    };
    // What is issued does not depend on the claims, but a claim's verdict depends on what is issued.
    let granted = tokens::granted_scopes(&endpoint, script_scopes.as_deref());
    let mut judged = verdicts::judge(scenario, &endpoint, &granted, &rows, block.as_ref());
    if block.is_none()
        && let Some(found) = verdicts::oversized(&judged)
    {
        outcome = outcome::oversized(&found);
        judged = verdicts::judge(scenario, &endpoint, &granted, &rows, Some(&found));
        block = Some(found);
    }
    let mut poured = Poured::of(&judged, block.as_ref());
    let mut composed = pour(&poured, block.as_ref());
    if block.is_none()
        && let Some(found) = verdicts::oversized_fragment(&endpoint, &composed)
    {
        outcome = outcome::oversized_fragment();
        judged = verdicts::judge(scenario, &endpoint, &granted, &rows, Some(&found));
        block = Some(found);
        poured = Poured::of(&judged, block.as_ref());
        composed = pour(&poured, block.as_ref());
    }
    if let Some(probes) = composed.saml.unnamed.as_deref() {
        // What was composed stays: it tells which attributes have no value.
        let found = verdicts::unnamed();
        outcome = outcome::unnamed(&endpoint, probes);
        judged = verdicts::judge(scenario, &endpoint, &granted, &rows, Some(&found));
        block = Some(found);
    }
    let mut claims = verdicts::with_legacy_and_standard(
        scenario,
        &login.context,
        judged,
        &composed,
        &endpoint,
        block.as_ref(),
    );
    if endpoint.flow == Flow::Federated {
        claims = saml::with_attributes(claims, &login, &saml_changes, &composed, block.as_ref());
    }
    for claim in &mut claims {
        let value = claim.value.as_ref().map(ToString::to_string).unwrap_or_default();
        claim.stand_in = stand_in_of(&value).or_else(|| stand_in_of(&claim.name));
    }
    report(scenario, endpoint, login, outcome, claims, composed)
}

/// The custom claims that enter each artifact, in the order in which they were first written.
#[derive(Debug, Default)]
struct Poured {
    id_token: Vec<tokens::Passed>,
    userinfo: Vec<tokens::Passed>,
    access_token: Vec<tokens::Passed>,
}

impl Poured {
    fn of(claims: &[Claim], block: Option<&Block>) -> Self {
        use crate::place::ArtifactKind;
        let mut poured = Self::default();
        if block.is_some() {
            return poured;
        }
        for claim in claims {
            let Some(value) = &claim.value else { continue };
            for verdict in claim.verdicts.iter().filter(|verdict| verdict.code.is_kept()) {
                let passed = (claim.name.clone(), value.clone());
                match verdict.artifact {
                    ArtifactKind::IdToken | ArtifactKind::SamlAssertion => {
                        poured.id_token.push(passed);
                    }
                    ArtifactKind::Userinfo => poured.userinfo.push(passed),
                    ArtifactKind::AccessToken => poured.access_token.push(passed),
                    _ => {}
                }
            }
        }
        poured
    }
}

fn report(
    scenario: &Scenario,
    endpoint: Endpoint,
    login: Login,
    outcome: Outcome,
    claims: Vec<Claim>,
    composed: Composed,
) -> Report {
    let mut findings = Collector::default();
    for finding in &scenario.findings {
        findings.push(finding.clone());
    }
    let refreshed = refresh::run(scenario, &endpoint, &login, &outcome);
    checks::run(
        &Facts {
            scenario,
            endpoint: &endpoint,
            login: &login,
            outcome: &outcome,
            claims: &claims,
            artifacts: &composed.artifacts,
            composed: &composed,
            refreshed: refreshed.as_ref(),
        },
        &mut findings,
    );
    let order: Vec<String> = login.runs.iter().map(|run| run.script.clone()).collect();
    Report {
        claimscope: VERSION,
        mode: Mode {
            kind: endpoint.mode,
            protocol: endpoint.protocol.map(Into::into),
            reasons: endpoint.reasons,
        },
        outcome,
        artifacts: composed.artifacts,
        claims,
        runs: login.runs.into_iter().map(run).collect(),
        diagnostics: findings.finish(&order),
    }
}

fn run(run: ScriptRun) -> Run {
    Run {
        script: run.script,
        kind: run.kind,
        outcome: run.outcome,
        error: run.error,
        callback_calls: u32::try_from(run.callbacks.len()).unwrap_or(u32::MAX),
        virtual_ms: run.virtual_ms,
        console: run.console,
        effects: run.effects,
        requests: run.requests.into_iter().map(|(request, _)| request).collect(),
        id_token: run.id_token,
        access_token: run.access_token,
        steps: run.steps,
    }
}

/// A report that says nothing but that we failed.
fn internal_fault(scenario: &Scenario) -> Report {
    let message = "claimscope itself failed on this scenario, so this report says nothing about it";
    let finding = Diagnostic::new(Code::InternalFault, message)
        .help("send us the scenario without its secrets, so that we can mend this");
    let mut diagnostics = scenario.findings.clone();
    diagnostics.push(finding);
    Report {
        claimscope: VERSION,
        mode: Mode { kind: crate::report::ModeKind::NoToken, protocol: None, reasons: Vec::new() },
        outcome: Outcome::Failed {
            code: VerdictCode::FailFlow.name().into(),
            message: message.into(),
            by: None,
        },
        artifacts: Vec::new(),
        claims: Vec::new(),
        runs: Vec::new(),
        diagnostics,
    }
}
