//! `missing-claim-scope`, `missing-claim-scope-password`: a profile claim is tied to its scope, even when a script sets it
//! (`domain.md` §3.5; PC-02, PC-03).

use super::{Facts, cure, sites, wording::quoted};
use crate::claims::{NameClass, VerdictCode, classify};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::endpoint::Flow;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for claim in facts.lost_first_to(VerdictCode::DropScope) {
        let NameClass::Profile(scope) = classify(&claim.name) else { continue };
        let name = quoted(&claim.name);
        let mut finding = Diagnostic::new(
            Code::MissingClaimScope,
            format!("claim {name} belongs to the scope `{scope}`, which was not granted, so Auth0 drops it"),
        )
        .help(format!("request the scope `{scope}`, or set the value under a name of your own"));
        if let Some(fix) = cure::add_scope(&facts.scenario.request, scope) {
            finding = finding.fix(fix);
        }
        findings.push(sites::at_name(facts, finding, claim));
    }
    if facts.endpoint.flow != Flow::Password {
        return;
    }
    for claim in facts.kept_on_access_token() {
        if matches!(classify(&claim.name), NameClass::Profile(_)) {
            let finding = Diagnostic::new(
                Code::MissingClaimScopePassword,
                format!(
                    "users report that {} does not reach the access token of a password grant",
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
}
