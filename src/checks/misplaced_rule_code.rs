//! `misplaced-rule-code`: the code of a rule stands in an Action (`domain.md` §5.3; SX-05).

use super::{
    Facts,
    wording::{quoted, titled},
};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::{Place, Span};
use crate::report::OriginKind;
use crate::script::ScriptRun;
use crate::script::source::{NotKind, Shape};

/// Names that only rules know, and what an Action has instead.
const ONLY_IN_RULES: &[(&str, &str)] = &[
    (
        "context",
        "`event` holds what `context` held, and claims are set with `api.idToken.setCustomClaim(name, value)`",
    ),
    ("user", "read `event.user`"),
    ("callback", "return from the handler; deny with `api.access.deny(reason)`"),
    ("configuration", "add the value to the Action's secrets, and read `event.secrets`"),
    ("auth0", "set metadata with `api.user.setAppMetadata(key, value)`"),
    ("UnauthorizedError", "call `api.access.deny(reason)`"),
];

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for run in facts.live_runs().filter(|run| run.kind == OriginKind::Action) {
        if let Shape::Not(not) = &run.source.shape
            && not.kind == NotKind::RuleCode
        {
            findings.push(
                Diagnostic::new(
                    Code::MisplacedRuleCode,
                    format!("{} holds the code of a rule", titled(run)),
                )
                .help("write `exports.onExecutePostLogin = async (event, api) => { … }`")
                .at(Place::script(&run.script, Some(not.span))),
            );
        } else if let Some((name, instead, span)) = cause(run) {
            findings.push(
                Diagnostic::new(
                    Code::MisplacedRuleCode,
                    format!("{} uses {}, which only rules have", titled(run), quoted(name)),
                )
                .help(instead)
                .at(Place::script(&run.script, span)),
            );
        }
    }
}

/// The name whose lack ended the Action.
pub(super) fn cause(run: &ScriptRun) -> Option<(&'static str, &'static str, Option<Span>)> {
    let error = run.error.as_ref().filter(|error| error.name == "ReferenceError")?;
    let missing = error.message.strip_suffix(" is not defined")?.trim_matches('\'');
    let (name, instead) = ONLY_IN_RULES.iter().find(|(name, _)| *name == missing)?;
    let used = run.source.facts.free_identifiers.iter().filter(|(free, _)| free == name);
    let span = used
        .map(|(_, span)| *span)
        .min_by_key(|span| error.line.map_or(0, |line| line.abs_diff(span.line)));
    (run.kind == OriginKind::Action).then_some((name, instead, span))
}
