//! `inactive-action`, `inactive-draft`, `inactive-trigger`: an Action that did not run, and why
//! (`domain.md` §5.1, §1.8; AC-01, AC-02, AC-04).

use super::{Facts, wording::titled};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::endpoint::Trigger;
use crate::place::Place;
use crate::report::{ModeKind, OriginKind};
use crate::scenario::Action;
use crate::script::{ScriptRun, Skip};

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for run in facts.login.of(OriginKind::Action) {
        let mut actions = facts.scenario.actions.iter();
        let Some(action) = actions.find(|action| action.name == run.script) else { continue };
        if let Some(finding) = why(facts, run, action) {
            findings.push(finding);
        }
    }
}

fn why(facts: &Facts<'_>, run: &ScriptRun, action: &Action) -> Option<Diagnostic> {
    let name = titled(run);
    let at = |member: &str| Place::pointer(format!("{}/{member}", action.place));
    Some(match run.skipped? {
        Skip::Unbound => Diagnostic::new(
            Code::InactiveAction,
            format!("{name} does not run: it is not bound to the flow of its trigger"),
        )
        .help("add it to the flow of the trigger, and apply the change")
        .at(at("bound")),
        Skip::Undeployed => Diagnostic::new(
            Code::InactiveDraft,
            format!("{name} does not run as it is written here: this version is not deployed"),
        )
        .help("deploy the Action; until then the version that was deployed before goes on running")
        .at(at("deployed")),
        Skip::Trigger => {
            let trigger = facts.endpoint.trigger.map_or("none", Trigger::name);
            Diagnostic::new(
                Code::InactiveTrigger,
                format!(
                    "{name} belongs to the trigger `{}`, and this request runs `{trigger}`",
                    action.trigger
                ),
            )
            .help(format!("set the claim in an Action of the trigger `{trigger}`"))
            .at(at("trigger"))
        }
        Skip::Endpoint if facts.endpoint.refusal.is_none() => {
            let what = match facts.endpoint.mode {
                ModeKind::NoToken => "issues no token of a user",
                _ => "runs no Action",
            };
            Diagnostic::new(
                Code::InactiveEndpoint,
                format!("{name} does not run: this request {what}"),
            )
            .help("simulate the request that logs the user in")
            .at(Place::pointer("/request/path"))
        }
        _ => return None,
    })
}
