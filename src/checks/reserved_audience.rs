//! `reserved-audience-claim`, `reserved-audience`: custom claims on access tokens for Auth0's own APIs
//! (`domain.md` §3.6; AT-04).

use super::{Facts, sites, wording::quoted};
use crate::claims::name::classify_by;
use crate::claims::{NameClass, VerdictCode};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::endpoint::audience::is_auth0_audience;
use crate::place::Place;
use crate::report::Claim;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    let audience = quoted(facts.endpoint.audience.as_deref().unwrap_or_default());
    for claim in facts.lost_first_to(VerdictCode::DropAuth0Audience) {
        let name = quoted(&claim.name);
        let message = match classify_by(
            &claim.name,
            !facts.scenario.switches.is("SW-11", "private"),
        ) {
            // `SW-12`: staff say so, and the documentation shows a token that holds one.
            class if class.is_namespaced() => format!(
                "Auth0 drops claim {name} from access tokens for its own API {audience}, with a namespace or without"
            ),
            NameClass::Profile(_) => format!(
                "Auth0 probably drops profile claim {name} from access tokens for its own API {audience}, because the name has no namespace"
            ),
            _ => format!(
                "Auth0 drops claim {name} from access tokens for its own API {audience}, because the name has no namespace"
            ),
        };
        let finding = Diagnostic::new(Code::ReservedAudienceClaim, message)
            .help("request the `audience` of an API of your own");
        findings.push(sites::at_name(facts, finding, claim));
    }
    if !is_auth0_audience(
        facts.endpoint.audience.as_deref().unwrap_or_default(),
        &facts.scenario.tenant,
    ) {
        return;
    }
    let kept: Vec<&Claim> = facts.kept_on_access_token().collect();
    if kept.is_empty() {
        return;
    }
    let finding = Diagnostic::new(Code::ReservedAudience, format!("the access token is for Auth0's own API {audience}, where custom claims are not reliable"))
        .help("request the `audience` of an API of your own")
        .at(Place::pointer(facts.scenario.request.parameter_pointer("audience")));
    findings.push(sites::label_writes(facts, finding, kept, "is set here"));
}
