//! A scenario and its report for the tests.

use serde_json::Value;

use crate::report::Report;

/// A scenario with three rules.
pub(crate) fn document() -> Value {
    serde_json::from_str(include_str!("../../tests/fixtures/scenario.json")).unwrap()
}

/// Its report, as the engine writes it.
pub(crate) fn report() -> Report {
    crate::report::json::read(include_str!("../../tests/fixtures/report.json")).unwrap()
}
