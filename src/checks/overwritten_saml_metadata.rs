//! `overwritten-saml-metadata`: metadata on the claim object took the place of the user's own, and a mapping of an
//! assertion no longer finds what it reads (`domain.md` §2.9; SM-03).

use serde_json::Value;

use super::{Facts, mappings, sites, wording};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::report::Target;
use crate::tokens::saml::{self, SetBy};

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    if !saml::replaces_metadata(facts.scenario) {
        return;
    }
    let metadata = facts.claims_of_scripts().filter(|claim| {
        claim.target == Target::IdToken
            && matches!(claim.name.as_str(), "app_metadata" | "user_metadata")
            && matches!(claim.value, Some(Value::Object(_)))
    });
    for claim in metadata {
        let prefix = format!("{}.", claim.name);
        let lost = facts.composed.saml.rows.iter().filter(|row| {
            row.value.is_none()
                && matches!(row.set_by, SetBy::Rule | SetBy::AddOn)
                && row.path.as_deref().is_some_and(|path| {
                    path.starts_with(&prefix) && saml::lookup(&facts.login.user, path).is_some()
                })
        });
        let lost: Vec<&str> = lost.map(|row| row.name.as_str()).collect();
        if lost.is_empty() {
            continue;
        }
        let member = &claim.name;
        let mut finding = Diagnostic::new(
            Code::OverwrittenSamlMetadata,
            format!(
                "`context.idToken.{member}` takes the place of `user.{member}` for mappings, so {} has no value",
                wording::list(lost.iter().copied())
            ),
        );
        for attribute in lost {
            if let Some(place) = mappings::place(facts.login, attribute) {
                finding = finding.label(place, "reads the metadata");
            }
        }
        findings.push(sites::rename_to_own(facts, finding, claim, "name the claim, for example,"));
    }
}
