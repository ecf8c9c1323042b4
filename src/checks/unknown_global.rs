//! `unknown-global`: modules that were globals before Node 16 (`domain.md` §4.5; RT-07).

use super::{
    Facts, cure, text,
    wording::{quoted, titled},
};
use crate::diagnostics::{Code, Collector, Diagnostic, Fix};
use crate::place::{Place, Span};
use crate::report::ScriptError;
use crate::script::ScriptRun;
use crate::script::library::{IMPLICIT, Implicit};
use crate::script::source::Shape;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for run in &facts.login.runs {
        let Some(cause) = cause(run) else { continue };
        let name = quoted(cause.implicit.name);
        let finding = Diagnostic::new(
            Code::UnknownGlobal,
            format!("{name} is not defined: modules are no globals any more from Node 16 on, and {} does not require it", titled(run)),
        )
        .at(Place::script(&run.script, cause.span));
        findings.push(match cause.implicit.module {
            Some(module) => {
                let finding = finding.help(format!(
                    "require it first: `const {} = require('{module}')`",
                    cause.implicit.name
                ));
                match require(run, cause.implicit.name, module) {
                    Some(fix) => finding.fix(fix),
                    None => finding,
                }
            }
            None => finding.help("require a module for it inside the script"),
        });
    }
}

/// The global that ended the rule.
pub(super) struct Cause {
    implicit: &'static Implicit,
    span: Option<Span>,
}

/// The name that is not defined, if it was a module once.
pub(super) fn cause(run: &ScriptRun) -> Option<Cause> {
    let error = run.error.as_ref().filter(|error| error.name == "ReferenceError")?;
    let name = undefined_name(error)?;
    let implicit = IMPLICIT.iter().find(|implicit| implicit.name == name)?;
    let place = super::script_threw::place(error);
    let used = run
        .source
        .facts
        .free_identifiers
        .iter()
        .filter(|(free, _)| free == name)
        .map(|(_, span)| *span);
    // The engine names the place of the call; the name itself stands in the same line.
    let span =
        used.min_by_key(|span| error.line.map_or(0, |line| line.abs_diff(span.line))).or(place);
    Some(Cause { implicit, span })
}

fn undefined_name(error: &ScriptError) -> Option<&str> {
    Some(error.message.strip_suffix(" is not defined")?.trim_matches('\''))
}

/// The offset behind the brace that opens the function's body.
fn body_start(run: &ScriptRun) -> Option<usize> {
    let Shape::Function(function) = &run.source.shape else { return None };
    let text = &run.source.text;
    let (_, end) =
        function.is_literal.then(|| text::bytes(text, function.params_span)).flatten()?;
    let rest = text.get(end..)?;
    let brace = rest.find('{')?;
    // Anything but white space and `=>` in between is a comment, or an arrow function without a body of its own.
    rest.get(..brace)?
        .chars()
        .all(|char| char.is_whitespace() || matches!(char, '=' | '>'))
        .then_some(end + brace + 1)
}

/// Requires the module at the start of the function's body.
fn require(run: &ScriptRun, name: &str, module: &str) -> Option<Fix> {
    let at = body_start(run)?;
    Some(cure::in_script(
        run,
        (at, at),
        format!("\n  const {name} = require('{module}');"),
        format!("Require `{module}`"),
    ))
}
