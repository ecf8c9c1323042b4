//! `unknown-module`: `require` of something that cannot be loaded (`domain.md` §4.5; RT-03).

use super::Facts;
use super::wording::{quoted, titled};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::{Place, Span};
use crate::report::OriginKind;
use crate::script::ScriptRun;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for run in &facts.login.runs {
        let Some(cause) = cause(run) else { continue };
        let relative = cause.name.starts_with(['.', '/', '\\']);
        findings.push(
            Diagnostic::new(
                Code::UnknownModule,
                format!(
                    "{} requires the module {}, which cannot be loaded",
                    titled(run),
                    quoted(cause.name)
                ),
            )
            .help(match run.kind {
                _ if relative => {
                    "a script is one text without files beside it: put the code into the script"
                }
                OriginKind::Action => "add it to the dependencies of the Action",
                _ => "Node has no such module",
            })
            .at(Place::script(&run.script, cause.span)),
        );
    }
}

/// The module that could not be loaded.
#[derive(Debug)]
pub(super) struct Cause<'a> {
    name: &'a str,
    span: Option<Span>,
}

/// The `require` that ended the rule.
pub(super) fn cause(run: &ScriptRun) -> Option<Cause<'_>> {
    let error = run.error.as_ref()?;
    let name = error.message.strip_prefix("Cannot find module '")?.split('\'').next()?;
    let span = run
        .required
        .iter()
        .rev()
        .find(|(required, _)| required == name)
        .and_then(|(_, span)| *span);
    Some(Cause { name, span: span.or_else(|| super::script_threw::place(error)) })
}
