//! `legacy-default-audience`: the tenant's default audience switches an old application to the conformant pipeline
//! (`domain.md` §1.1, M4; MODE-09).

use super::{Facts, wording::quoted};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::endpoint::Flow;
use crate::place::Place;
use crate::report::ModeKind;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    let (tenant, client, request) =
        (&facts.scenario.tenant, &facts.scenario.client, &facts.scenario.request);
    let by_resource = tenant.resource_parameter_profile == "compatibility"
        && request.parameter("resource").is_some();
    if facts.endpoint.mode != ModeKind::OidcConformant
        || !matches!(facts.endpoint.flow, Flow::Authorize { .. })
        || client.oidc_conformant
        || tenant.default_audience.is_empty()
        || request.parameter("audience").is_some()
        || by_resource
    {
        return;
    }
    findings.push(
        Diagnostic::new(
            Code::LegacyDefaultAudience,
            format!("only the default audience {} of the tenant makes this request OIDC-conformant", quoted(&tenant.default_audience)),
        )
        .help("turn on OIDC Conformant for the application, or send the `audience` where it is wanted and clear the default")
        .at(Place::pointer("/tenant/default_audience"))
        .label(Place::pointer("/client/oidc_conformant"), "off, so without an audience the legacy pipeline answers"),
    );
}
