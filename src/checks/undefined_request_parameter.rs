//! `undefined-request-parameter`: a parameter of the request that this flow does not have
//! (`domain.md` §4.4; RT-10, SC-07).

use super::{
    Facts,
    undefined_metadata::{Cause, access},
    wording::quoted,
};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::endpoint::Flow;
use crate::place::Place;
use crate::script::ScriptRun;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for run in &facts.login.runs {
        let Some(cause) = cause(run) else { continue };
        let path = cause.path().join(".");
        let parameter = cause.path().get(3).map(String::as_str);
        let elsewhere = parameter.and_then(|parameter| held_by(facts, cause.path(), parameter));
        let why = match (facts.endpoint.flow, parameter) {
            (Flow::Refresh, Some("scope" | "audience")) => {
                ": a refresh exchange has no scope and no audience in its query"
            }
            _ => "",
        };
        let mut finding = Diagnostic::new(
            Code::UndefinedRequestParameter,
            format!(
                "{} is undefined for this request, and line {} reads {} from it{why}",
                quoted(&path),
                cause.span().line,
                quoted(cause.member())
            ),
        )
        .at(Place::script(&run.script, Some(cause.span())));
        finding = match elsewhere {
            Some(elsewhere) => {
                finding.help(format!("this request sends it in {}; read both", quoted(&elsewhere)))
            }
            None => finding.help("guard it: not every flow and client sends it"),
        };
        if let Some(fix) = cause.guard(run) {
            finding = finding.fix(fix);
        }
        findings.push(finding);
    }
}

/// The access to a request parameter that ended the rule.
pub(super) fn cause(run: &ScriptRun) -> Option<Cause> {
    access(run).filter(|cause| {
        let path: Vec<&str> = cause.path().iter().map(String::as_str).collect();
        matches!(
            path.as_slice(),
            ["context", "request"] | ["context", "request", "query" | "body", ..]
        )
    })
}

/// The other half of the request, if the parameter is there.
fn held_by(facts: &Facts<'_>, path: &[String], parameter: &str) -> Option<String> {
    let other = if path.get(2).is_some_and(|part| part == "query") { "body" } else { "query" };
    let request = facts.login.context.get("request")?;
    request.get(other)?.get(parameter)?;
    Some(format!("context.request.{other}.{parameter}"))
}
