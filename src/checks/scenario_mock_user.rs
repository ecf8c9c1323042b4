//! `scenario-mock-user`: the profile that the Try dialog fills in (`domain.md` §4.8; TR-01).

use serde_json::Value;

use super::Facts;
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::Place;

/// The mock of "Try this rule", by its id and by its name and address:
/// <https://auth0.com/docs/customize/rules/debug-rules>.
const MOCK: (&str, &str) = ("auth0|0123456789", "jdoe@foobar.com");

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    let (id, address) = MOCK;
    let is = |member: &str, value: &str| {
        facts.scenario.user.get(member).and_then(Value::as_str) == Some(value)
    };
    if is("user_id", id) && (is("email", address) || is("name", address)) {
        findings.push(
            Diagnostic::new(
                Code::ScenarioMockUser,
                "the user is the mock that the Try dialog of the rules editor fills in, and nobody who logs in",
            )
            .help("paste the profile of a real user: the mock has no roles and no metadata of yours, so a rule that works with it may do nothing in a login")
            .at(Place::pointer("/user/user_id")),
        );
    }
}
