//! `missing-profile-scope`: what the user has and the scope does not ask for (`domain.md` §2.1; SC-02).

use std::collections::BTreeMap;

use super::{Facts, cure, wording};
use crate::claims::{NameClass, classify};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::{ArtifactKind, Place};
use crate::report::{ModeKind, OriginKind};

/// Scopes whose absence is worth a note; few applications expect a phone number or an address.
const NOTED: [&str; 2] = ["profile", "email"];

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    let issued = facts.artifacts.iter().any(|artifact| artifact.kind == ArtifactKind::IdToken && artifact.issued);
    if facts.endpoint.mode != ModeKind::OidcConformant || !issued || facts.scenario.request.parameter("scope").is_none() {
        return;
    }
    let mut left_out: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, value) in &facts.scenario.user {
        if let NameClass::Profile(scope) = classify(name)
            && NOTED.contains(&scope)
            && !value.is_null()
            && !facts.endpoint.grants(scope)
            && !in_id_token(facts, name)
        {
            left_out.entry(scope).or_default().push(name);
        }
    }
    for (scope, names) in left_out {
        let (verb, pronoun) = if names.len() == 1 { ("is", "it") } else { ("are", "them") };
        let mut finding = Diagnostic::new(
            Code::MissingProfileScope,
            format!("{} {verb} left out of the ID token, because the scope lacks `{scope}`", wording::list(names)),
        )
        .help(format!("add `{scope}` to the scope of the request if the application needs {pronoun}"))
        .at(Place::pointer(facts.scenario.request.parameter_pointer("scope")));
        if let Some(fix) = cure::add_scope(&facts.scenario.request, scope) {
            finding = finding.fix(fix);
        }
        findings.push(finding);
    }
}

/// Whether a script put the claim there all the same.
fn in_id_token(facts: &Facts<'_>, name: &str) -> bool {
    facts.claims.iter().any(|claim| {
        claim.name == name
            && (claim.origin.kind != OriginKind::Standard
                || claim.verdicts.iter().any(|verdict| verdict.artifact == ArtifactKind::IdToken && verdict.code.is_kept()))
    })
}
