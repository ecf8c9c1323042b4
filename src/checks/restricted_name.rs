//! `restricted-name`, `restricted-dollar-name`, `restricted-empty-name`: names that Auth0 drops from every token
//! (`domain.md` §3.2, §3.4; CL-04, CL-07).

use super::{Facts, sites, wording::quoted};
use crate::claims::{NameClass, VerdictCode, classify};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::report::Claim;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for claim in facts.lost_by_name(VerdictCode::DropRestricted) {
        let name = quoted(&claim.name);
        let message = if classify(&claim.name) == NameClass::Restricted {
            format!("{name} is one of 60 names that Auth0 drops from every token")
        } else {
            // `scope` is not on the list (`SW-08`).
            format!("claim {name} is probably dropped, because a token has a {name} of its own")
        };
        let finding = Diagnostic::new(Code::RestrictedName, message);
        findings.push(sites::rename_to_own(facts, finding, claim, &rename(claim)));
    }
    for claim in facts.lost_by_name(VerdictCode::DropDollar) {
        let finding = Diagnostic::new(
            Code::RestrictedDollarName,
            format!(
                "claim {} starts with `$`, and Auth0 drops such names from every token",
                quoted(&claim.name)
            ),
        );
        findings.push(sites::rename_to_own(facts, finding, claim, &rename(claim)));
    }
    for claim in facts.lost_by_name(VerdictCode::DropEmptyKey) {
        let finding = Diagnostic::new(
            Code::RestrictedEmptyName,
            "a claim with an empty name probably reaches no token",
        );
        findings.push(sites::rename_to_own(facts, finding, claim, "give it a name, for example"));
    }
}

/// The remedy, which is also read apart from the message.
fn rename(claim: &Claim) -> String {
    format!("rename {}, for example to", quoted(&claim.name))
}
