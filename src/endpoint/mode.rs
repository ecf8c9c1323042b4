//! Which pipeline answers: rules M1 to M5 of `domain.md` §1.1, the first that hits.

use super::grants::{self, GrantMode, GrantRow};
use super::request::Asked;
use super::tables::{self, EndpointRow, Legacy, Route, Rules};
use super::{Flow, audience, protocol};
use crate::report::ModeKind;

/// Which fact decided the mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decider {
    /// The endpoint.
    Endpoint,
    /// The grant at `/oauth/token`.
    Grant,
    /// "OIDC Conformant" is on.
    Toggle,
    /// The request names an audience, or a resource that stands for one.
    Audience,
    /// The tenant has a default audience.
    DefaultAudience,
    /// The tenant has no legacy pipeline (`SW-02`).
    Modern,
    /// Toggle off, no audience: legacy.
    Nothing,
}

/// What endpoint, grant and application decide together.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each token can be issued without the others")]
pub(super) struct Plan {
    pub(super) mode: ModeKind,
    pub(super) decider: Decider,
    pub(super) row: Option<&'static EndpointRow>,
    pub(super) grant: Option<&'static GrantRow>,
    pub(super) flow: Flow,
    pub(super) protocol: Option<&'static str>,
    pub(super) rules: Rules,
    pub(super) id_token: bool,
    pub(super) access_token: bool,
    pub(super) refresh_token: bool,
    pub(super) interactive: bool,
    /// Another request began the login and named response type and scopes.
    pub(super) begun_elsewhere: bool,
}

impl Plan {
    /// No token of a user.
    fn nothing(row: Option<&'static EndpointRow>, decider: Decider) -> Self {
        Self {
            mode: ModeKind::NoToken,
            decider,
            row,
            grant: None,
            flow: Flow::Nothing,
            protocol: None,
            rules: Rules::No,
            id_token: false,
            access_token: false,
            refresh_token: false,
            interactive: false,
            begun_elsewhere: false,
        }
    }
}

/// Decides the mode.
pub(super) fn plan(asked: &Asked<'_>) -> Plan {
    let Some(row) = tables::find(&asked.path, asked.parameter("grant_type")) else {
        return Plan::nothing(None, Decider::Endpoint);
    };
    let base = Plan {
        protocol: row.protocol,
        rules: row.rules,
        ..Plan::nothing(Some(row), Decider::Endpoint)
    };
    match row.route {
        Route::Nothing => base,
        Route::Federated => Plan {
            mode: ModeKind::SamlWsFed,
            flow: Flow::Federated,
            interactive: row.protocol != Some("wstrust-usernamemixed"),
            ..base
        },
        Route::LegacyOnly(legacy) => {
            let flow = if matches!(legacy.flow, Flow::Authorize { .. }) {
                response_type(asked).unwrap_or(legacy.flow)
            } else {
                legacy.flow
            };
            issuing(Plan {
                mode: ModeKind::Legacy,
                flow,
                protocol: row.protocol.or(protocol::of_response_type(flow)),
                ..base
            })
        }
        Route::Token => token(asked, base),
        Route::Starts(flow) => {
            let (mode, decider) = by_application(asked);
            issuing(Plan { mode, decider, flow, interactive: flow == Flow::CodeExchange, ..base })
        }
        Route::Authorize | Route::Login => {
            let (mode, decider) = by_application(asked);
            let flow = response_type(asked).unwrap_or(Flow::Authorize {
                code: true,
                token: false,
                id_token: false,
            });
            let silent = asked.words("prompt").iter().any(|word| word == "none");
            issuing(Plan {
                mode,
                decider,
                flow,
                protocol: row.protocol.or(protocol::of_response_type(flow)),
                interactive: !silent,
                begun_elsewhere: row.route == Route::Login
                    && asked.parameter("response_type").is_none(),
                ..base
            })
        }
    }
}

/// M3.
fn token(asked: &Asked<'_>, base: Plan) -> Plan {
    let found = asked
        .parameter("grant_type")
        .and_then(|grant| grants::find(grant, asked.parameter("subject_token_type")));
    let Some(grant) = found else { return Plan::nothing(base.row, Decider::Grant) };
    let (mode, decider) = match grant.mode {
        GrantMode::Conformant => (ModeKind::OidcConformant, Decider::Endpoint),
        GrantMode::Completes => by_application(asked),
        GrantMode::MachineToMachine => (ModeKind::MachineToMachine, Decider::Grant),
        GrantMode::Legacy => (ModeKind::Legacy, Decider::Grant),
        GrantMode::Nothing => (ModeKind::NoToken, Decider::Grant),
    };
    let scenario = asked.scenario;
    let since_2017 = scenario.tenant.rules_on_password_and_refresh
        || !matches!(grant.flow, Flow::Password | Flow::Refresh);
    let protocol = match grant.flow {
        Flow::PasswordlessOtp if scenario.switches.is("SW-03", "oauth2-resource-owner") => {
            Some("oauth2-resource-owner")
        }
        _ => grant.protocol,
    };
    Plan {
        mode,
        decider,
        grant: Some(grant),
        flow: grant.flow,
        protocol,
        rules: if since_2017 { grant.rules } else { Rules::No },
        id_token: grant.id_token && grant.flow != Flow::Delegation,
        access_token: !matches!(grant.flow, Flow::Nothing | Flow::Delegation),
        refresh_token: grant.refresh_token,
        interactive: grant.mode == GrantMode::Completes && grant.rules == Rules::RanEarlier,
        begun_elsewhere: grant.mode == GrantMode::Completes || grant.rules == Rules::RanEarlier,
        ..base
    }
}

/// M4: application, audience, default audience, in this order.
fn by_application(asked: &Asked<'_>) -> (ModeKind, Decider) {
    let scenario = asked.scenario;
    if scenario.client.oidc_conformant {
        (ModeKind::OidcConformant, Decider::Toggle)
    } else if asked.parameter(audience::parameter(asked)).is_some() {
        (ModeKind::OidcConformant, Decider::Audience)
    } else if !scenario.tenant.default_audience.is_empty() {
        (ModeKind::OidcConformant, Decider::DefaultAudience)
    } else if scenario.switches.is("SW-02", "conformant") {
        (ModeKind::OidcConformant, Decider::Modern)
    } else {
        (ModeKind::Legacy, Decider::Nothing)
    }
}

/// The response type as a flow; `None` if it is missing or not one.
pub(super) fn response_type(asked: &Asked<'_>) -> Option<Flow> {
    let (mut code, mut token, mut id_token) = (false, false, false);
    for word in asked.words("response_type") {
        match word.as_str() {
            "code" => code = true,
            "token" => token = true,
            "id_token" => id_token = true,
            _ => return None,
        }
    }
    (code || token || id_token).then_some(Flow::Authorize { code, token, id_token })
}

/// The grants of which a legacy endpoint needs one: at `/delegation`, the one for what is exchanged (`domain.md` §1.5).
pub(super) fn needed(asked: &Asked<'_>, legacy: Legacy) -> &'static [&'static str] {
    if legacy.flow != Flow::Delegation {
        return legacy.grants;
    }
    match (asked.parameter("id_token"), asked.parameter("refresh_token")) {
        (Some(_), None) => &[grants::GRANT_DELEGATION_ID],
        (None, Some(_)) => &[grants::GRANT_DELEGATION_REFRESH],
        _ => legacy.grants,
    }
}

/// Which tokens the flow hands out in its mode (`domain.md` §1.3, §1.5).
fn issuing(plan: Plan) -> Plan {
    let (id_token, access_token, refresh_token) = match plan.flow {
        // In legacy mode the implicit flow returns both, and a refresh token for a device.
        Flow::Authorize { code, token, .. } if plan.mode == ModeKind::Legacy => {
            (true, code || token, code || token)
        }
        Flow::Authorize { code, token, id_token } => (code || id_token, code || token, code),
        Flow::Delegation | Flow::Tokeninfo | Flow::Nothing | Flow::Federated => {
            (false, false, false)
        }
        _ => (true, true, true),
    };
    let interactive = plan.interactive
        || (matches!(plan.row.map(|row| row.route), Some(Route::LegacyOnly(_)))
            && matches!(plan.flow, Flow::Authorize { .. }));
    Plan { id_token, access_token, refresh_token, interactive, ..plan }
}
