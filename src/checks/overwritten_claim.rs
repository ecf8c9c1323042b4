//! `overwritten-claim`: a later statement replaced the whole claim object (`domain.md` §3.11; OR-02).

use super::{Facts, sites, wording::quoted};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::Place;
use crate::report::Claim;
use crate::script::{Write, WriteTo};

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for claim in facts.claims_of_scripts() {
        let Some(replacement) = replacement(facts, claim) else { continue };
        let object = claim.target.label();
        let mut finding = Diagnostic::new(
            Code::OverwrittenClaim,
            format!(
                "claim {} is lost, because rule {} replaces `context.{object}` as a whole",
                quoted(&claim.name),
                quoted(&replacement.origin.script)
            ),
        )
        .help(format!("set single claims: `context.{object}[name] = value`"))
        .at(Place::script(&replacement.origin.script, replacement.span));
        if let Some(place) = sites::origin_place(&claim.origin) {
            finding = finding.label(place, format!("{} was set here", quoted(&claim.name)));
        }
        findings.push(finding);
    }
}

/// The write that replaced the object; a claim that was deleted one by one was meant to go.
fn replacement<'a>(facts: &Facts<'a>, claim: &Claim) -> Option<&'a Write> {
    let by = claim.overwritten_by.as_ref()?;
    facts
        .login
        .writes
        .iter()
        .find(|write| write.origin == *by && write.to == WriteTo::ClaimObject(claim.target))
}
