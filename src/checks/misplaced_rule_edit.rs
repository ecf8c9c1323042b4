//! `misplaced-rule-edit`: the cure is a change of a rule, and rules are read-only until they stop (`domain.md` §6.1; RT-09).

use super::{Facts, wording};
use crate::diagnostics::{Code, Collector, Diagnostic, Severity};
use crate::place::Place;
use crate::report::OriginKind;
use crate::scenario::{RULES_END, RULES_READ_ONLY};
use crate::script::ScriptRun;

/// Findings in the text of a rule whose cure lies elsewhere: in the request, the tenant, the connection or the scenario.
const ELSEWHERE: &[Code] = &[
    Code::MisplacedRuleOrder,
    Code::MissingClaimScope,
    Code::MissingSecret,
    Code::OpaqueAccessToken,
    Code::ReservedAudienceClaim,
    Code::ScriptNewerSyntax,
    Code::UndefinedConnectionAttribute,
    Code::UndefinedNamespace,
    Code::UnknownAddedScope,
    Code::UnlistedModule,
    Code::UnmatchedRequest,
    Code::UnsupportedClaimValue,
];

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    if !(RULES_READ_ONLY..RULES_END).contains(&facts.scenario.now) {
        return;
    }
    let rules: Vec<&ScriptRun> = facts
        .live_runs()
        .filter(|run| run.kind == OriginKind::Rule)
        .filter(|run| findings.raised().iter().any(|finding| asks_for_edit(finding, run)))
        .collect();
    let Some(first) = rules.first() else { return };
    let (noun, verb) = if rules.len() == 1 { ("rule", "stays") } else { ("rules", "stay") };
    let names = wording::list(rules.iter().map(|run| run.script.as_str()));
    findings.push(
        Diagnostic::new(
            Code::MisplacedRuleEdit,
            format!("rules are read-only since 2024-11-18, so {noun} {names} {verb} as written"),
        )
        .help("write it as an Action of the trigger `post-login` and switch the rule off; on 2026-11-18 rules stop anyway")
        .at(Place::script(&first.script, None)),
    );
}

/// Whether a finding offers to change the text of a rule or, where it offers nothing, stands there and says what to do.
fn asks_for_edit(finding: &Diagnostic, rule: &ScriptRun) -> bool {
    if !finding.fixes.is_empty() {
        return finding
            .fixes
            .iter()
            .flat_map(|fix| &fix.edits)
            .any(|edit| edit.pointer == rule.pointer);
    }
    finding.severity != Severity::Note
        && finding.help.is_some()
        && finding.location.as_ref().and_then(Place::script_name) == Some(rule.script.as_str())
        && !ELSEWHERE.contains(&finding.code)
}
