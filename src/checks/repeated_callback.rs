//! `repeated-callback`: only the first call counts (`domain.md` §4.2; CB-02).

use super::{Facts, cure, text, wording::quoted};
use crate::diagnostics::{Code, Collector, Diagnostic, Fix};
use crate::place::Place;
use crate::script::ScriptRun;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for run in &facts.login.runs {
        let [first, second, ..] = run.callbacks.as_slice() else { continue };
        let mut finding = Diagnostic::new(
            Code::RepeatedCallback,
            format!(
                "rule {} calls `callback` {} times, and only the first call counts",
                quoted(&run.script),
                run.callbacks.len()
            ),
        )
        .help("leave the function with the first call: `return callback(…)`")
        .at(Place::script(&run.script, second.span));
        if let Some(span) = first.span {
            finding = finding.label(Place::script(&run.script, Some(span)), "the call that counts");
        }
        if let Some(fix) = leave(run) {
            finding = finding.fix(fix);
        }
        findings.push(finding);
    }
}

/// Returns from the first call, where both calls stand in one function, so that it keeps the second one from being reached.
fn leave(run: &ScriptRun) -> Option<Fix> {
    let [first, second] = run.callbacks.as_slice() else { return None };
    let text = &run.source.text;
    let (first, second) = (text::bytes(text, first.span?)?, text::bytes(text, second.span?)?);
    let is_statement = text.get(..first.0)?.trim_end().ends_with([';', '{', '}', ')']);
    (is_statement && same_function(text.get(first.1..second.0)?))
        .then(|| cure::in_script(run, (first.0, first.0), "return ", "Return from the first call"))
}

/// Whether a text between two places begins or ends no function. The end of a callback shows as a bracket too many.
fn same_function(between: &str) -> bool {
    let mut open = 0_i32;
    let balanced = between.chars().all(|char| {
        open += match char {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        open >= 0
    });
    balanced && !between.contains("function") && !between.contains("=>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_handler_is_no_place_to_go_on() {
        assert!(same_function(";\n  }\n  if (a(b)) { "));
        assert!(!same_function(";\n  });\n  "));
        assert!(!same_function("; later(() => "));
    }
}
