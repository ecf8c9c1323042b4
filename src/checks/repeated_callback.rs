//! `repeated-callback`: only the first call counts (`domain.md` §4.2; CB-02).

use super::{Facts, wording::quoted};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::Place;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for run in &facts.login.runs {
        let [first, second, ..] = run.callbacks.as_slice() else { continue };
        let mut finding = Diagnostic::new(
            Code::RepeatedCallback,
            format!("rule {} calls `callback` {} times, and only the first call counts", quoted(&run.script), run.callbacks.len()),
        )
        .help("leave the function with the first call: `return callback(…)`")
        .at(Place::script(&run.script, second.span));
        if let Some(span) = first.span {
            finding = finding.label(Place::script(&run.script, Some(span)), "the call that counts");
        }
        findings.push(finding);
    }
}
