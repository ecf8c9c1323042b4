//! `missing-permissions-claim`: the user has permissions of the API, and its access token has no `permissions`
//! (`domain.md` §2.3, §2.4; SC-09).

use super::{Facts, wording::quoted};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::{ArtifactKind, Place};

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    let endpoint = facts.endpoint;
    let Some((index, api)) =
        endpoint.api.and_then(|index| Some((index, facts.scenario.resource_servers.get(index)?)))
    else {
        return;
    };
    let has_permissions = facts
        .scenario
        .authorization
        .permissions
        .iter()
        .any(|permission| permission.resource_server_identifier == api.identifier);
    let token = facts
        .artifacts
        .iter()
        .find(|artifact| artifact.kind == ArtifactKind::AccessToken && artifact.issued);
    if !has_permissions || token.is_none_or(|token| token.payload.contains_key("permissions")) {
        return;
    }
    let (field, reason, help) = if api.enforce_policies {
        (
            "token_dialect",
            "the API does not add permissions to its tokens",
            "turn on \u{201c}Add Permissions in the Access Token\u{201d}: dialect `access_token_authz`; the permissions that were requested are in `scope`",
        )
    } else {
        (
            "enforce_policies",
            "RBAC is off for the API",
            "turn on RBAC and \u{201c}Add Permissions in the Access Token\u{201d} for the API",
        )
    };
    findings.push(
        Diagnostic::new(
            Code::MissingPermissionsClaim,
            format!(
                "the user has permissions of {}, and the access token has no `permissions`, because {reason}",
                quoted(&api.identifier)
            ),
        )
        .help(help)
        .at(Place::pointer(format!("/resource_servers/{index}/{field}"))),
    );
}
