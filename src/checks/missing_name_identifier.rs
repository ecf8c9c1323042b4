//! `missing-name-identifier`: nothing to name the user by in an assertion (`domain.md` §2.9).

use serde_json::Value;

use super::{Facts, mappings, text};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::Place;
use crate::report::OriginKind;
use crate::tokens::saml;

const FIELD: &str = "nameIdentifierProbes";
const SETTER: &str = "api.samlResponse.setNameIdentifierProbes";

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    if facts.composed.saml.unnamed.is_none() {
        return;
    }
    let message =
        "the assertion names no user, because no attribute of `nameIdentifierProbes` has a value";
    findings.push(
        Diagnostic::new(Code::MissingNameIdentifier, message)
            .help("give the user such an attribute, or name one that every user has in `nameIdentifierProbes`")
            .at(place(facts)),
    );
}

/// Where the probes were set: by an Action, a rule or the add-on; the user, where they are the default ones.
fn place(facts: &Facts<'_>) -> Place {
    let by_action = facts.login.of(OriginKind::Action).find_map(|run| {
        let effect = run.effects.iter().rev().find(|effect| effect.kind == SETTER)?;
        let span = effect.line.and_then(|line| text::line(&run.source.text, line));
        Some(Place::script(&run.script, span))
    });
    let by_rule = || {
        facts
            .login
            .context
            .get("samlConfiguration")?
            .get(FIELD)
            .filter(|probes| probes.is_array())?;
        mappings::place(facts.login, FIELD)
    };
    let by_add_on = || {
        let (name, settings) = saml::add_on(facts.scenario, facts.endpoint)?;
        settings.get(FIELD).filter(|probes: &&Value| probes.is_array())?;
        Some(Place::pointer(format!("/client/addons/{name}/{FIELD}")))
    };
    by_action.or_else(by_rule).or_else(by_add_on).unwrap_or_else(|| Place::pointer("/user"))
}
