//! `misplaced-saml-claim`: a claim does not become an attribute of its name (`domain.md` §2.9; SM-04).

use super::{Facts, cure, sites, text, wording::quoted};
use crate::diagnostics::{Code, Collector, Diagnostic, Fix};
use crate::endpoint::Flow;
use crate::report::{Claim, Target};
use crate::tokens::saml::SetBy;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    let attributes = &facts.composed.saml;
    // Who maps something knows that assertions follow mappings.
    let maps = attributes.rows.iter().any(|row| matches!(row.set_by, SetBy::Rule | SetBy::Action));
    if facts.endpoint.flow != Flow::Federated || maps {
        return;
    }
    for claim in facts.claims_of_scripts() {
        let is_metadata = matches!(claim.name.as_str(), "app_metadata" | "user_metadata");
        let is_mapped = attributes.rows.iter().any(|row| {
            let by_hand = row.set_by == SetBy::AddOn && row.path.as_deref() == Some(&claim.name);
            by_hand || row.name == claim.name
        });
        if claim.target != Target::IdToken
            || claim.value.is_none()
            || claim.overwritten_by.is_some()
            || is_metadata
            || is_mapped
            || facts.outcome != &crate::report::Outcome::Issued
        {
            continue;
        }
        let under = attributes
            .present()
            .find(|(row, _)| row.path.as_deref() == Some(&claim.name))
            .map(|(row, _)| row.name.as_str());
        let name = quoted(&claim.name);
        let message = match under {
            Some(under) => {
                format!("claim {name} becomes the attribute {} of the assertion", quoted(under))
            }
            None => format!("claim {name} enters no assertion: attributes follow mappings"),
        };
        let finding = Diagnostic::new(Code::MisplacedSamlClaim, message).help(format!(
            "map it to a path of the user: `context.samlConfiguration.mappings[{}]`",
            cure::literal(&super::wording::one_line(&claim.name), '\'')
        ));
        let finding = sites::at_name(facts, finding, claim);
        findings.push(match fix(facts, claim) {
            Some(fix) => finding.fix(fix),
            None => finding,
        });
    }
}

/// A mapping in place of the claim, where its value is a path of the user.
fn fix(facts: &Facts<'_>, claim: &Claim) -> Option<Fix> {
    let run = facts.run_of(&claim.origin.script)?;
    let write = sites::static_write(facts, claim)?;
    let (user, path) = write.value_path.as_deref()?.split_first()?;
    if user != "user" || path.is_empty() || write.name.as_deref() != Some(&claim.name) {
        return None;
    }
    let bytes = text::bytes(&run.source.text, write.span)?;
    let context = text::slice(&run.source.text, write.span)?.split('.').next()?;
    let text = format!(
        "{context}.samlConfiguration.mappings = Object.assign({{}}, {context}.samlConfiguration.mappings, {{ {}: {} }})",
        cure::literal(&claim.name, '\''),
        cure::literal(&path.join("."), '\'')
    );
    // Through another name of the claim object the text does not say what the context is called.
    let is_name = |char: char| char.is_alphanumeric() || matches!(char, '_' | '$');
    let direct = run.source.text.get(bytes.0..)?.strip_prefix(context)?.starts_with(".idToken");
    (direct && context.chars().all(is_name))
        .then(|| cure::in_script(run, bytes, text, "Map it instead"))
}
