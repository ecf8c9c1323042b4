//! `overwritten-rule-claim`, `inactive-after-rule`: rules and Actions that do the same
//! (`domain.md` §3.11, §5.3; OR-06, AC-10).

use super::{
    Facts, sites, text,
    wording::{quoted, titled},
};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::Place;
use crate::report::OriginKind;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for claim in facts.claims_of_scripts() {
        let before = claim.earlier.iter().find(|one| one.origin.kind == OriginKind::Rule);
        let (Some(before), OriginKind::Action) = (before, claim.origin.kind) else { continue };
        let mut finding = Diagnostic::new(
            Code::OverwrittenRuleClaim,
            format!(
                "claim {} is set by rule {} and again by Action {}, whose value counts",
                quoted(&claim.name),
                quoted(&before.origin.script),
                quoted(&claim.origin.script)
            ),
        )
        .help("set it in one place: switch the rule off once the Action has taken over");
        if let Some(place) = sites::origin_place(&claim.origin) {
            finding = finding.at(place);
        }
        if let Some(place) = sites::origin_place(&before.origin) {
            finding = finding.label(place, "set here first");
        }
        findings.push(finding);
    }
    for run in facts.login.of(OriginKind::Action) {
        for effect in run.effects.iter().filter(|one| one.kind == "api.rules.wasExecuted") {
            let id = effect.args.first().and_then(serde_json::Value::as_str).unwrap_or_default();
            let rule = facts.scenario.rules.iter().find(|rule| rule.id == id);
            let Some(rule) = rule
                .filter(|rule| facts.run_of(&rule.name).is_some_and(|run| run.skipped.is_none()))
            else {
                continue;
            };
            let span = effect.line.and_then(|line| text::line(&run.source.text, line));
            findings.push(
                Diagnostic::new(
                    Code::InactiveAfterRule,
                    format!(
                        "rule {} ran, so {} leaves out what it does only in its place",
                        quoted(&rule.name),
                        titled(run)
                    ),
                )
                .help("switch the rule off to let the Action take over")
                .at(Place::script(&run.script, span)),
            );
        }
    }
}
