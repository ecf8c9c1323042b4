//! `inactive-rule`, `inactive-stage`, `inactive-end-of-life`, `inactive-client-credentials`, `inactive-endpoint`:
//! a rule that did not run, and why (`domain.md` §1.8, §4.1, §6.1; OR-01, MODE-06, RT-09).

use super::{Facts, wording::quoted};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::endpoint::Flow;
use crate::place::Place;
use crate::report::{ModeKind, OriginKind};
use crate::script::{ScriptRun, Skip};

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for run in &facts.login.runs {
        let place = Place::script(&run.script, None);
        let name = quoted(&run.script);
        match run.skipped {
            Some(Skip::Disabled) => findings.push(
                Diagnostic::new(Code::InactiveRule, format!("rule {name} is switched off and does not run"))
                    .help("enable the rule, or leave it out")
                    .at(place),
            ),
            Some(Skip::Stage) => {
                let stage = facts.scenario.rules.iter().find(|rule| rule.name == run.script).map_or("", |rule| rule.stage.as_str());
                findings.push(
                    Diagnostic::new(Code::InactiveStage, format!("rule {name} belongs to the stage {}, which is not simulated", quoted(stage)))
                        .help("create it again in the stage `login_success`: a stage cannot be changed afterwards")
                        .at(place),
                );
            }
            Some(Skip::EndOfLife) => findings.push(
                Diagnostic::new(Code::InactiveEndOfLife, format!("rule {name} does not run: Auth0 stopped executing Rules on 2026-11-18"))
                    .help("move the rule to a post-login Action; with `now` before that day the simulation still runs it")
                    .at(place)
                    .label(Place::pointer("/now"), "the simulated date"),
            ),
            // What is said of Actions is in a check of its own.
            _ => {}
        }
    }
    let idle: Vec<&ScriptRun> = facts
        .login
        .of(OriginKind::Rule)
        .filter(|run| run.skipped == Some(Skip::Endpoint))
        .collect();
    // A refused request gets that far with no rule either; the refusal says it better.
    if idle.is_empty() || facts.endpoint.refusal.is_some() {
        return;
    }
    let mut finding = no_rule_runs(facts);
    for run in idle {
        finding = finding.label(Place::script(&run.script, None), "does not run");
    }
    findings.push(finding);
}

fn no_rule_runs(facts: &Facts<'_>) -> Diagnostic {
    let endpoint = facts.endpoint;
    if endpoint.mode == ModeKind::MachineToMachine {
        return Diagnostic::new(
            Code::InactiveClientCredentials,
            "no Rule and no post-login Action runs for a `client_credentials` request",
        )
        .help("set the claim in an Action of the trigger `credentials-exchange`")
        .at(Place::pointer(facts.scenario.request.parameter_pointer("grant_type")));
    }
    let path = quoted(&facts.scenario.request.path);
    let (message, help) = match endpoint.flow {
        Flow::CodeExchange => (
            format!(
                "no rule runs for this request to {path}: the rules ran when the user logged in"
            ),
            "simulate the authorization request, which runs them",
        ),
        Flow::OtherGrant => (
            format!("probably no rule runs for this grant of {path}, which is newer than Rules"),
            "set the claim in a post-login Action",
        ),
        _ => (
            format!("no rule runs for a request to {path}"),
            "simulate the request that logs the user in",
        ),
    };
    Diagnostic::new(Code::InactiveEndpoint, message).help(help).at(Place::pointer("/request/path"))
}
