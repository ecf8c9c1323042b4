//! `oversized-console`: more lines than are kept.

use super::{Facts, wording::titled};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::Place;
use crate::script::limits;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for run in facts.login.runs.iter().filter(|run| run.console_dropped > 0) {
        findings.push(
            Diagnostic::new(
                Code::OversizedConsole,
                format!(
                    "{} logged {} lines beyond the first {}, which are not shown",
                    titled(run),
                    run.console_dropped,
                    limits::CONSOLE_LINES
                ),
            )
            .help("log less in loops")
            .at(Place::script(&run.script, None)),
        );
    }
}
