//! `missing-permission`: RBAC withholds a requested permission (`domain.md` §2.4; SC-05, MD-12).

use super::{Facts, overwritten_scope, wording::quoted};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::Place;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    let endpoint = facts.endpoint;
    let Some((index, api)) =
        endpoint.api.and_then(|index| Some((index, facts.scenario.resource_servers.get(index)?)))
    else {
        return;
    };
    // A script that set the scopes itself has overridden RBAC.
    if !api.enforce_policies
        || endpoint.refusal.is_some()
        || overwritten_scope::of_script(facts).is_some()
    {
        return;
    }
    for scope in &endpoint.requested_scopes {
        if endpoint.grants(scope) || !api.scopes.contains(scope) {
            continue;
        }
        let help = if facts.scenario.organization.is_some() {
            "assign the permission through a role in the organization: in an organization login no other role counts"
        } else {
            "assign the permission to the user, directly or through a role"
        };
        findings.push(
            Diagnostic::new(
                Code::MissingPermission,
                format!("{} was requested and not granted, because the user lacks that permission of {}", quoted(scope), quoted(&api.identifier)),
            )
            .help(help)
            .at(Place::pointer(facts.scenario.request.parameter_pointer("scope")))
            .label(Place::pointer(format!("/resource_servers/{index}/enforce_policies")), "RBAC is on"),
        );
    }
}
