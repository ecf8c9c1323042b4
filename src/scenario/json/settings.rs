//! Tenant, application, APIs, connection and organisation, in the shapes of the Management API (`domain.md` §8.3, §8.4).
//! The names after the empty line of each list are Auth0's own and change nothing that is simulated.

use serde_json::Value;

use super::fields::{Fields, Findings};
use crate::scenario::{Client, Connection, Organization, ResourceServer, Tenant};

const TENANT: &[&str] = &[
    "domain",
    "custom_domains",
    "default_audience",
    "default_directory",
    "legacy_custom_claims",
    "flags",
    "sandbox_version",
    "resource_parameter_profile",
    "allow_organization_name_in_authentication_api",
    "rules_on_password_and_refresh",
    "created_at",
    "friendly_name",
    "picture_url",
    "support_email",
    "support_url",
    "legacy_sandbox_version",
    "sandbox_versions_available",
    "session_lifetime",
    "idle_session_lifetime",
    "ephemeral_session_lifetime",
    "idle_ephemeral_session_lifetime",
    "session_cookie",
    "sessions",
    "oidc_logout",
    "change_password",
    "guardian_mfa_page",
    "error_page",
    "device_flow",
    "default_token_quota",
    "enabled_locales",
    "allowed_logout_urls",
    "default_redirection_uri",
    "mtls",
    "customize_mfa_in_postlogin_action",
    "acr_values_supported",
    "pushed_authorization_requests_supported",
    "authorization_response_iss_parameter_supported",
    "skip_non_verifiable_callback_uri_confirmation_prompt",
];

const CLIENT: &[&str] = &[
    "client_id",
    "name",
    "app_type",
    "is_first_party",
    "oidc_conformant",
    "grant_types",
    "jwt_configuration",
    "client_metadata",
    "addons",
    "third_party_security_mode",
    "tenant",
    "global",
    "description",
    "client_secret",
    "logo_uri",
    "callbacks",
    "allowed_origins",
    "web_origins",
    "client_aliases",
    "allowed_clients",
    "allowed_logout_urls",
    "session_transfer",
    "oidc_logout",
    "oidc_backchannel_logout",
    "signing_keys",
    "encryption_key",
    "sso",
    "sso_disabled",
    "cross_origin_authentication",
    "cross_origin_auth",
    "cross_origin_loc",
    "custom_login_page_on",
    "custom_login_page",
    "custom_login_page_preview",
    "form_template",
    "token_endpoint_auth_method",
    "initiate_login_uri",
    "mobile",
    "refresh_token",
    "default_organization",
    "organization_usage",
    "organization_require_behavior",
    "organization_discovery_methods",
    "client_authentication_methods",
    "require_pushed_authorization_requests",
    "require_proof_of_possession",
    "signed_request_object",
    "compliance_level",
    "token_exchange",
    "token_quota",
    "par_request_expiry",
    "resource_server_identifier",
    "express_configuration",
    "callback_url_template",
    "owners",
    "config_route",
    "is_token_endpoint_ip_header_trusted",
    "native_social_login",
    "skip_non_verifiable_callback_uri_confirmation_prompt",
    "async_approval_notification_channels",
];

const RESOURCE_SERVER: &[&str] = &[
    "identifier",
    "scopes",
    "signing_alg",
    "token_lifetime",
    "token_lifetime_for_web",
    "token_dialect",
    "enforce_policies",
    "allow_offline_access",
    "token_encryption",
    "id",
    "name",
    "is_system",
    "signing_secret",
    "skip_consent_for_verifiable_first_party_clients",
    "verificationLocation",
    "verificationKey",
    "consent_policy",
    "authorization_details",
    "proof_of_possession",
    "subject_type_authorization",
    "client_id",
    "allow_online_access",
];

const CONNECTION: &[&str] = &[
    "id",
    "name",
    "strategy",
    "metadata",
    "options",
    "display_name",
    "enabled_clients",
    "realms",
    "is_domain_connection",
    "show_as_button",
    "provisioning_ticket_url",
    "authentication",
    "connected_accounts",
];

const ORGANIZATION: &[&str] =
    &["id", "name", "display_name", "metadata", "branding", "enabled_connections", "token_quota"];

/// Connections of these names have a strategy of the same name (`domain.md` §4.4).
const NAMED_AFTER_STRATEGY: &[&str] = &[
    "google-oauth2",
    "facebook",
    "twitter",
    "github",
    "linkedin",
    "windowslive",
    "apple",
    "sms",
    "email",
];

pub(super) fn tenant(value: Option<&Value>, findings: &mut Findings) -> Tenant {
    let fields = Fields::new(value, "/tenant", TENANT, findings);
    let default = Tenant::default();
    let mut flags = fields.object("flags", findings);
    let flag_fields = Fields::open(
        fields.get("flags").filter(|flags| flags.is_object()),
        "/tenant/flags",
        findings,
    );
    let enable_legacy_profile =
        flag_fields.truth("enable_legacy_profile", default.enable_legacy_profile, findings);
    flags.shift_remove("enable_legacy_profile");
    let sandbox_version = match fields.get("sandbox_version") {
        // The number is what the field looks like, so it is no fault.
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => fields.given_text("sandbox_version", findings),
    };
    let versions = ["4", "8", "12", "16", "18", "22"];
    let sandbox_version = match sandbox_version {
        Some(version) if versions.contains(&version.as_str()) => version,
        Some(version) => {
            findings.not_a_word("/tenant/sandbox_version", &version, &versions);
            default.sandbox_version
        }
        None => default.sandbox_version,
    };
    Tenant {
        domain: host(&fields.text("domain", &default.domain, findings)),
        custom_domains: fields
            .names("custom_domains", "domain", findings)
            .unwrap_or_default()
            .iter()
            .map(|domain| host(domain))
            .collect(),
        default_audience: fields.text("default_audience", "", findings),
        default_directory: fields.text("default_directory", "", findings),
        // Only findings ask for it, and the page raises none.
        created_at: if cfg!(feature = "engine") {
            fields.given_instant("created_at", findings)
        } else {
            None
        },
        legacy_custom_claims: fields.truth(
            "legacy_custom_claims",
            default.legacy_custom_claims,
            findings,
        ),
        enable_legacy_profile,
        flags,
        sandbox_version,
        resource_parameter_profile: fields.word(
            "resource_parameter_profile",
            &default.resource_parameter_profile,
            &["audience", "compatibility"],
            findings,
        ),
        allow_organization_name_in_authentication_api: fields.truth(
            "allow_organization_name_in_authentication_api",
            default.allow_organization_name_in_authentication_api,
            findings,
        ),
        rules_on_password_and_refresh: fields.truth(
            "rules_on_password_and_refresh",
            default.rules_on_password_and_refresh,
            findings,
        ),
    }
}

/// A host name, also out of a pasted URL.
fn host(text: &str) -> String {
    match text.split_once("://") {
        Some((_, rest)) => rest.split(['/', '?', '#']).next().unwrap_or_default().to_owned(),
        None => text.trim_end_matches('/').to_owned(),
    }
}

pub(super) fn client(value: Option<&Value>, findings: &mut Findings) -> Client {
    let fields = Fields::new(value, "/client", CLIENT, findings);
    let default = Client::default();
    let known = ["alg", "lifetime_in_seconds", "scopes", "secret_encoded"];
    let jwt =
        Fields::new(fields.get("jwt_configuration"), "/client/jwt_configuration", &known, findings);
    Client {
        client_id: fields.text("client_id", &default.client_id, findings),
        name: fields.text("name", &default.name, findings),
        app_type: fields.text("app_type", "", findings),
        is_first_party: fields.truth("is_first_party", default.is_first_party, findings),
        oidc_conformant: fields.truth("oidc_conformant", default.oidc_conformant, findings),
        grant_types: fields.names("grant_types", "name", findings),
        alg: jwt.word("alg", &default.alg, &["HS256", "RS256", "RS512", "PS256"], findings),
        lifetime_in_seconds: jwt.count(
            "lifetime_in_seconds",
            default.lifetime_in_seconds,
            findings,
        ),
        jwt_scopes: jwt.object("scopes", findings),
        client_metadata: fields.object("client_metadata", findings),
        addons: fields.object("addons", findings),
        third_party_security_mode: fields.word(
            "third_party_security_mode",
            "",
            &["strict", "permissive"],
            findings,
        ),
    }
}

pub(super) fn resource_servers(
    scenario: &Fields<'_>,
    findings: &mut Findings,
) -> Vec<ResourceServer> {
    let mut servers = Vec::new();
    for (at, item) in scenario.list("resource_servers", findings).unwrap_or_default() {
        let fields = Fields::new(Some(item), at, RESOURCE_SERVER, findings);
        let default = ResourceServer::default();
        let dialects =
            ["access_token", "access_token_authz", "rfc9068_profile", "rfc9068_profile_authz"];
        servers.push(ResourceServer {
            identifier: fields.required_text("identifier", findings).unwrap_or_default(),
            scopes: fields.names("scopes", "value", findings).unwrap_or_default(),
            signing_alg: fields.word(
                "signing_alg",
                &default.signing_alg,
                &["HS256", "RS256", "RS512", "PS256"],
                findings,
            ),
            token_lifetime: fields.count("token_lifetime", default.token_lifetime, findings),
            token_lifetime_for_web: fields.given_count("token_lifetime_for_web", findings),
            token_dialect: fields.word(
                "token_dialect",
                &default.token_dialect,
                &dialects,
                findings,
            ),
            enforce_policies: fields.truth("enforce_policies", default.enforce_policies, findings),
            allow_offline_access: fields.truth(
                "allow_offline_access",
                default.allow_offline_access,
                findings,
            ),
            // The Management API has an object here: format and key.
            token_encryption: match fields.get("token_encryption") {
                Some(Value::Object(_)) => true,
                _ => fields.truth("token_encryption", default.token_encryption, findings),
            },
        });
    }
    servers
}

pub(super) fn connection(value: Option<&Value>, findings: &mut Findings) -> Connection {
    let fields = Fields::new(value, "/connection", CONNECTION, findings);
    let default = Connection::default();
    let name = fields.given_text("name", findings);
    let strategy = fields.given_text("strategy", findings);
    let known = |name: &&str| NAMED_AFTER_STRATEGY.contains(name);
    Connection {
        id: fields.text("id", &default.id, findings),
        strategy: match (&strategy, name.as_deref().filter(known)) {
            (Some(strategy), _) => strategy.clone(),
            (None, Some(name)) => name.to_owned(),
            (None, None) => default.strategy,
        },
        name: match (name, strategy.as_deref().filter(known)) {
            (Some(name), _) => name,
            (None, Some(strategy)) => strategy.to_owned(),
            (None, None) => default.name,
        },
        metadata: fields.object("metadata", findings),
        options: fields.object("options", findings),
    }
}

pub(super) fn organization(value: Option<&Value>, findings: &mut Findings) -> Option<Organization> {
    let given = value.filter(|value| value.is_object());
    let fields = Fields::new(value, "/organization", ORGANIZATION, findings);
    given?;
    let default = Organization::default();
    let name = fields.text("name", &default.name, findings);
    Some(Organization {
        id: fields.text("id", &default.id, findings),
        display_name: fields.text("display_name", &name, findings),
        metadata: fields.object("metadata", findings),
        name,
    })
}
