//! `restricted-profile-claim`: profile claims stay out of access tokens while namespaces are demanded
//! (`domain.md` §3.4, era E1; PC-01).

use super::{Facts, sites, wording::quoted};
use crate::claims::VerdictCode;
use crate::diagnostics::{Code, Collector, Diagnostic};

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for claim in facts.lost_first_to(VerdictCode::DropProfileOnAt) {
        let finding = Diagnostic::new(
            Code::RestrictedProfileClaim,
            format!(
                "profile claim {} does not reach an access token while the tenant demands namespaced names",
                quoted(&claim.name)
            ),
        );
        findings.push(sites::rename_to_own(
            facts,
            finding,
            claim,
            "set the value under a name of your own, for example",
        ));
    }
}
