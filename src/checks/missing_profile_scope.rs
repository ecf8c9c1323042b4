//! `missing-profile-scope`: what the user has and the scope does not ask for (`domain.md` §2.1; SC-02).

use std::collections::BTreeMap;

use super::{Facts, cure, wording};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::{ArtifactKind, Place};
use crate::report::ModeKind;

/// Scopes whose absence is worth a note; few applications expect a phone number or an address.
const NOTED: [&str; 2] = ["profile", "email"];

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    // Beside claims of scripts the note would be noise: their author chose the scope and asks about something else.
    if facts.endpoint.mode != ModeKind::OidcConformant || facts.claims_of_scripts().next().is_some()
    {
        return;
    }
    let mut by_scope: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for left_out in &facts.composed.left_out {
        // A scope that was asked for and is missing all the same has another cause.
        let asked = facts.endpoint.requested_scopes.iter().any(|scope| scope == left_out.scope);
        if left_out.artifact == ArtifactKind::IdToken && NOTED.contains(&left_out.scope) && !asked {
            by_scope.entry(left_out.scope).or_default().push(&left_out.name);
        }
    }
    if by_scope.is_empty() {
        return;
    }
    let scopes: Vec<&str> = by_scope.keys().copied().collect();
    let names: Vec<&str> = by_scope.into_values().flatten().collect();
    let (verb, pronoun) = if names.len() == 1 { ("is", "it") } else { ("are", "them") };
    let lacked = wording::list(scopes.iter().copied());
    let mut finding = Diagnostic::new(
        Code::MissingProfileScope,
        format!(
            "{} {verb} left out of the ID token, because the scope lacks {lacked}",
            wording::list(names)
        ),
    )
    .help(format!("add {lacked} to the scope of the request if the application needs {pronoun}"))
    .at(Place::pointer(facts.scenario.request.parameter_pointer("scope")));
    if let Some(fix) = cure::add_scope(&facts.scenario.request, &scopes.join(" ")) {
        finding = finding.fix(fix);
    }
    findings.push(finding);
}
