//! The tables of `domain.md` §9.1 to §9.3: every row through the decision and the filter, its id in the failure.
#![expect(
    clippy::expect_used,
    clippy::needless_pass_by_value,
    clippy::large_stack_arrays,
    reason = "helpers of a test; values are handed over and the tables are long"
)]

use claimscope::claims::attribute::{LegacyScopes, judge_attribute};
use claimscope::claims::filter::{ValueFact, judge};
use claimscope::endpoint::{self, Endpoint, Flow, TokenFormat};
use claimscope::place::ArtifactKind::{self, AccessToken, IdToken, Userinfo};
use claimscope::report::{ModeKind, Weight};
use claimscope::scenario::{RULES_LAST_DAY, Scenario, json};
use serde_json::{Value, json};

const TENANT: &str = "acme.eu.auth0.com";
const API: &str = "https://api.acme.com";

/// The surroundings of all vectors, with a merge patch over them.
fn scenario(patch: &Value) -> Scenario {
    let mut text = json!({
        "now": "2026-11-17T12:00:00Z",
        "tenant": { "domain": TENANT, "custom_domains": ["login.acme.com"], "default_directory": "Users", "flags": { "enable_legacy_profile": true } },
        "client": { "oidc_conformant": true },
        "resource_servers": [{ "identifier": API, "signing_alg": "RS256" }],
        "request": { "method": "GET", "path": "/authorize", "query": { "response_type": "code", "scope": "openid profile email", "audience": API } },
    });
    claimscope::scenario::pointer::merge_patch(&mut text, patch);
    json::read(&text.to_string(), RULES_LAST_DAY).expect("the fixture is JSON")
}

fn verdict(scenario: &Scenario, artifact: ArtifactKind, name: &str) -> &'static str {
    let endpoint = endpoint::decide(scenario);
    if let Some(refusal) = &endpoint.refusal {
        return if refusal.message.is_empty() { "refused without a reason" } else { "fail-flow" };
    }
    let around = endpoint.surroundings(scenario, artifact, &endpoint.granted_scopes);
    let judgement = judge(name, ValueFact::Json(&json!("x")), &around);
    assert_eq!(judgement.cuts.is_empty(), judgement.code.is_kept());
    assert!(judgement.basis.source.starts_with("https://"), "{name:?} has no source");
    for (_, text, _) in &judgement.cuts {
        assert!(!text.is_empty() && !text.contains('\n') && !text.ends_with('.'), "{text:?}");
    }
    judgement.code.name()
}

/// Row, name, scope, then ID token and access token in E1, ID token, access token and `/userinfo` in E2.
type NameRow = (&'static str, &'static str, &'static str, [&'static str; 5]);

const SCOPE: &str = "openid profile email";
const KEPT: [&str; 5] = ["keep"; 5];
const OPEN: [&str; 5] =
    ["drop-namespace-required", "drop-namespace-required", "keep", "keep", "keep"];
const RESERVED: [&str; 5] = [
    "userinfo-only",
    "drop-reserved-namespace",
    "drop-reserved-namespace",
    "drop-reserved-namespace",
    "drop-reserved-namespace",
];

const fn gone(code: &'static str) -> [&'static str; 5] {
    ["drop-namespace-required", "drop-namespace-required", code, code, code]
}

const RESTRICTED: [&str; 5] = gone("drop-restricted");
const SCOPED: [&str; 5] =
    ["drop-scope", "drop-profile-on-at", "drop-scope", "drop-scope", "drop-scope"];

const NAMES: [NameRow; 44] = [
    ("N1", "https://acme.com/role", SCOPE, KEPT),
    ("N2", "http://acme.com/role", SCOPE, KEPT),
    ("N3", "role", SCOPE, OPEN),
    ("N4", "roles", SCOPE, RESTRICTED),
    ("N5", "https://acme.auth0.com/x", SCOPE, RESERVED),
    ("N6", "https://acme.eu.auth0.com/x", SCOPE, RESERVED),
    ("N7", "https://x.webtask.io/a", SCOPE, RESERVED),
    ("N7", "https://webtask.run/a", SCOPE, RESERVED),
    ("N8", "https://notauth0.com/x", SCOPE, KEPT),
    ("N9", "https://auth0.com.acme.com/x", SCOPE, KEPT),
    ("N10", "https://acme.com/auth0.com", SCOPE, KEPT),
    ("N11", "https://AUTH0.com/x", SCOPE, RESERVED),
    ("N12", "https://login.acme.com/x", SCOPE, KEPT),
    ("N13", "urn:acme:role", SCOPE, OPEN),
    ("N14", "urn:auth0:role", SCOPE, gone("drop-reserved-namespace")),
    ("N15", "$x", SCOPE, gone("drop-dollar")),
    ("N16", "a.b", SCOPE, OPEN),
    ("N16", "a$b", SCOPE, OPEN),
    ("N17", "", SCOPE, gone("drop-empty-key")),
    (
        "N18",
        "picture",
        SCOPE,
        ["keep-override", "drop-profile-on-at", "keep-override", "keep", "keep-override"],
    ),
    ("N19", "email", "openid profile", SCOPED),
    ("N20", "address", SCOPE, SCOPED),
    ("N21", "acme.com/role", SCOPE, OPEN),
    ("N22", "ftp://acme.com/x", SCOPE, OPEN),
    ("N23", "http://localhost:3000/x", SCOPE, KEPT),
    ("N24", "https://10.0.0.1:8443/x", SCOPE, KEPT),
    ("N25", "https://acme.com", SCOPE, KEPT),
    ("N26", "https://", SCOPE, OPEN),
    ("N27", "undefinedrole", SCOPE, OPEN),
    ("N28", "sub", SCOPE, RESTRICTED),
    ("N28", "iss", SCOPE, RESTRICTED),
    ("N28", "exp", SCOPE, RESTRICTED),
    ("N28", "aud", SCOPE, RESTRICTED),
    ("N28", "azp", SCOPE, RESTRICTED),
    ("N28", "gty", SCOPE, RESTRICTED),
    ("N28", "permissions", SCOPE, RESTRICTED),
    ("N28", "org_id", SCOPE, RESTRICTED),
    ("N29", "x5t#S256", SCOPE, RESTRICTED),
    ("N30", "scope", SCOPE, RESTRICTED),
    ("N31", "Roles", SCOPE, OPEN),
    // §3.9, beyond §9.1.
    ("§3.9 single slash", "https:/acme.com/role", SCOPE, KEPT),
    ("§3.9 double slash", "https://acme.com//role", SCOPE, KEPT),
    ("§3.9 user in the URL", "https://user:pw@auth0.com/x", SCOPE, RESERVED),
    ("§3.9 prototype", "__proto__", SCOPE, OPEN),
];

#[test]
fn names_meet_the_verdicts_of_9_1() {
    for (row, name, scope, expected) in NAMES {
        let era = |legacy_custom_claims: bool| {
            scenario(
                &json!({ "tenant": { "legacy_custom_claims": legacy_custom_claims }, "request": { "query": { "scope": scope } } }),
            )
        };
        let (closed, open) = (era(true), era(false));
        let found = [
            verdict(&closed, IdToken, name),
            verdict(&closed, AccessToken, name),
            verdict(&open, IdToken, name),
            verdict(&open, AccessToken, name),
            verdict(&open, Userinfo, name),
        ];
        assert_eq!(found, expected, "{row}: {name:?}");
    }
}

#[test]
fn a_reserved_host_shows_in_userinfo_while_names_must_be_namespaced() {
    let closed = scenario(&json!({ "tenant": { "legacy_custom_claims": true } }));
    assert_eq!(verdict(&closed, Userinfo, "https://acme.auth0.com/x"), "keep", "§3.4, ReservedUrl");
}

#[test]
fn audiences_meet_the_verdicts_of_9_2() {
    let keep = "keep";
    let (opaque, auth0) = ("drop-opaque", "drop-auth0-audience");
    let (jwt, none) = (TokenFormat::Jwt, TokenFormat::Opaque);
    let ask = |audience: Value| json!({ "request": { "query": { "audience": audience } } });
    for (row, patch, private, namespaced, format) in [
        ("A1", ask(Value::Null), opaque, opaque, none),
        ("A2", ask(json!(format!("https://{TENANT}/userinfo"))), opaque, opaque, none),
        ("A2 custom domain", ask(json!("https://login.acme.com/userinfo")), opaque, opaque, none),
        ("A2 bare domain", ask(json!(format!("https://{TENANT}/"))), opaque, opaque, none),
        ("A3", ask(json!(format!("https://{TENANT}/api/v2/"))), auth0, keep, jwt),
        ("A4", ask(json!(format!("https://{TENANT}/api/v2"))), auth0, keep, jwt),
        ("A5", ask(json!(format!("https://{TENANT}/mfa/"))), auth0, keep, jwt),
        ("A6", json!({}), keep, keep, jwt),
        (
            "A7",
            json!({ "resource_servers": [{ "identifier": API, "signing_alg": "HS256" }] }),
            keep,
            keep,
            jwt,
        ),
        (
            "A8",
            json!({ "tenant": { "default_audience": API }, "request": { "query": { "audience": null } } }),
            keep,
            keep,
            jwt,
        ),
        ("A9", ask(json!("https://nobody.acme.com")), "fail-flow", "fail-flow", none),
        ("A10", json!({ "request": { "query": { "scope": "profile" } } }), keep, keep, jwt),
        (
            "§1.7 encrypted",
            json!({ "resource_servers": [{ "identifier": API, "token_encryption": {} }] }),
            keep,
            keep,
            TokenFormat::Jwe,
        ),
    ] {
        let scenario = scenario(&patch);
        let endpoint = endpoint::decide(&scenario);
        if row != "§1.7 encrypted" {
            assert_eq!(endpoint.access_token, format, "{row}: format");
        }
        assert_eq!(verdict(&scenario, AccessToken, "x"), private, "{row}: x");
        assert_eq!(
            verdict(&scenario, AccessToken, "https://acme.com/x"),
            namespaced,
            "{row}: https://acme.com/x"
        );
        if !row.starts_with("A9") && !row.starts_with("A10") {
            assert_eq!(
                verdict(&scenario, IdToken, "https://acme.com/x"),
                keep,
                "{row}: the ID token is unaffected"
            );
        }
    }
}

#[test]
fn the_audience_claim_has_room_for_userinfo_only_beside_rs256_and_openid() {
    let aud = |patch: Value| {
        let scenario = scenario(&patch);
        let endpoint = endpoint::decide(&scenario);
        endpoint::audience::aud_claim(&endpoint, &scenario, &endpoint.granted_scopes)
    };
    assert_eq!(aud(json!({})), Some(json!([API, format!("https://{TENANT}/userinfo")])), "A6");
    assert_eq!(
        aud(json!({ "resource_servers": [{ "identifier": API, "signing_alg": "HS256" }] })),
        Some(json!(API)),
        "A7"
    );
    let without_openid = json!({ "request": { "query": { "scope": "profile" } } });
    assert_eq!(aud(without_openid.clone()), Some(json!(API)), "A10");
    let scenario = scenario(&without_openid);
    assert_eq!(
        verdict(&scenario, IdToken, "https://acme.com/x"),
        "drop-no-artefact",
        "A10: ID token"
    );
    assert_eq!(
        verdict(&scenario, Userinfo, "https://acme.com/x"),
        "drop-no-artefact",
        "A10: /userinfo"
    );
}

/// A request of §9.3: application not conformant, no default audience.
fn legacy(request: Value) -> Scenario {
    let mut patch = json!({ "client": { "oidc_conformant": false }, "request": { "query": { "response_type": null, "scope": null, "audience": null } } });
    claimscope::scenario::pointer::merge_patch(&mut patch, &json!({ "request": request }));
    // The patch of a patch drops its nulls, which are meant for the scenario.
    if let Some(query) = patch.pointer_mut("/request/query").and_then(Value::as_object_mut) {
        for name in ["response_type", "scope", "audience"] {
            query.entry(name).or_insert(Value::Null);
        }
    }
    scenario(&patch)
}

fn authorize(query: Value) -> Scenario {
    legacy(json!({ "query": query }))
}

fn post(path: &str, body: Value) -> Scenario {
    legacy(json!({ "method": "POST", "path": path, "body": body }))
}

fn attribute(
    endpoint: &Endpoint,
    scenario: &Scenario,
    scripted: &Value,
    name: &str,
) -> &'static str {
    let scopes = LegacyScopes {
        requested: &endpoint.requested_scopes,
        mappings: [scripted.as_object().expect("an object"), &scenario.client.jwt_scopes],
        legacy_profile: scenario.tenant.enable_legacy_profile,
        full_profile: false,
    };
    judge_attribute(name, ValueFact::Json(&json!(1)), &scopes).code.name()
}

#[test]
fn modes_meet_the_verdicts_of_9_3() {
    use ModeKind::{Legacy, MachineToMachine, OidcConformant};
    let name = "https://acme.com/x";
    let userinfo = format!("https://{TENANT}/userinfo");
    let m6 = json!({ "response_type": "code", "scope": "openid" });
    let conformant = |mut scenario: Scenario| {
        scenario.client.oidc_conformant = true;
        scenario
    };
    let mut m8 = authorize(m6.clone());
    m8.tenant.default_audience = API.into();
    let grant =
        |grant: &str| post("/oauth/token", json!({ "grant_type": grant, "scope": "openid" }));
    for (row, scenario, mode, expected) in [
        (
            "M1",
            post("/oauth/ro", json!({ "scope": "openid favorite" })),
            Legacy,
            "drop-mode-legacy",
        ),
        ("M2", post("/oauth/ro", json!({ "scope": "openid" })), Legacy, "drop-mode-legacy"),
        (
            "M3",
            authorize(json!({ "response_type": "token", "scope": "openid favorite" })),
            Legacy,
            "drop-mode-legacy",
        ),
        (
            "M4",
            authorize(
                json!({ "response_type": "token", "scope": "openid favorite", "audience": API }),
            ),
            OidcConformant,
            "drop-no-artefact",
        ),
        (
            "M5",
            authorize(json!({ "response_type": "code", "scope": "openid", "audience": userinfo })),
            OidcConformant,
            "keep",
        ),
        ("M6", authorize(m6.clone()), Legacy, "drop-mode-legacy"),
        ("M7", conformant(authorize(m6.clone())), OidcConformant, "keep"),
        ("M8", m8, OidcConformant, "keep"),
        ("M9", grant("password"), OidcConformant, "keep"),
        (
            "M10",
            post("/oauth/token", json!({ "grant_type": "client_credentials", "audience": API })),
            MachineToMachine,
            "drop-no-artefact",
        ),
        (
            "M11",
            post("/delegation", json!({ "scope": "openid favorite" })),
            Legacy,
            "drop-mode-legacy",
        ),
        (
            "M12",
            conformant(post("/oauth/ro", json!({ "scope": "openid favorite" }))),
            Legacy,
            "fail-flow",
        ),
        ("M13", grant("refresh_token"), OidcConformant, "keep"),
    ] {
        assert_eq!(endpoint::decide(&scenario).mode, mode, "{row}: mode");
        assert_eq!(verdict(&scenario, IdToken, name), expected, "{row}: {name}");
    }
    let m4 =
        authorize(json!({ "response_type": "token", "scope": "openid favorite", "audience": API }));
    assert_eq!(verdict(&m4, Userinfo, name), "keep", "M4: /userinfo");
    let m5 = endpoint::decide(&authorize(
        json!({ "response_type": "code", "scope": "openid", "audience": userinfo }),
    ));
    assert_eq!(m5.access_token, TokenFormat::Opaque, "M5: access token");
    assert_eq!(
        endpoint::decide(&grant("password")).access_token,
        TokenFormat::Opaque,
        "M9: access token"
    );
    assert!(
        !endpoint::decide(&post(
            "/oauth/token",
            json!({ "grant_type": "client_credentials", "audience": API })
        ))
        .rules_run,
        "M10: rules"
    );
    assert_eq!(
        endpoint::decide(&grant("refresh_token")).protocol,
        Some("oauth2-refresh-token"),
        "M13: protocol"
    );
    let silent = conformant(authorize(
        json!({ "response_type": "code", "scope": "openid", "prompt": "none" }),
    ));
    assert!(
        !endpoint::decide(&silent).interactive && endpoint::decide(&silent).rules_run,
        "M14: no interaction"
    );
    assert!(!endpoint::decide(&grant("password")).interactive, "M15: no interaction");
}

#[test]
fn legacy_scopes_ask_for_attributes_as_in_9_3() {
    let nothing = json!({});
    let team = json!({ "team": ["groups", "dept"] });
    for (row, scenario, scripted, name, expected) in [
        (
            "M1",
            post("/oauth/ro", json!({ "scope": "openid favorite" })),
            &nothing,
            "favorite",
            "keep",
        ),
        (
            "M2",
            post("/oauth/ro", json!({ "scope": "openid" })),
            &nothing,
            "favorite",
            "drop-scope-name",
        ),
        (
            "M3",
            authorize(json!({ "response_type": "token", "scope": "openid favorite" })),
            &nothing,
            "favorite",
            "keep",
        ),
        (
            "M6",
            authorize(json!({ "response_type": "code", "scope": "openid" })),
            &nothing,
            "favorite",
            "drop-scope-name",
        ),
        (
            "M11",
            post("/delegation", json!({ "scope": "openid favorite" })),
            &nothing,
            "favorite",
            "keep",
        ),
        ("M16", post("/oauth/ro", json!({ "scope": "openid plan" })), &nothing, "plan", "keep"),
        ("M17", post("/oauth/ro", json!({ "scope": "openid team" })), &team, "groups", "keep"),
        ("M17", post("/oauth/ro", json!({ "scope": "openid team" })), &team, "dept", "keep"),
    ] {
        let endpoint = endpoint::decide(&scenario);
        assert_eq!(endpoint.mode, ModeKind::Legacy, "{row}: mode");
        assert_eq!(attribute(&endpoint, &scenario, scripted, name), expected, "{row}: {name}");
    }
}

#[test]
fn a_legacy_verdict_names_what_a_conformant_endpoint_would_still_cut() {
    let scenario = post("/oauth/ro", json!({ "scope": "openid", "connection": "Users" }));
    let endpoint = endpoint::decide(&scenario);
    let also = |artifact, name: &str| {
        let around = endpoint.surroundings(&scenario, artifact, &endpoint.granted_scopes);
        judge(name, ValueFact::Json(&json!(1)), &around)
            .also()
            .map(claimscope::claims::VerdictCode::name)
            .collect::<Vec<_>>()
    };
    assert_eq!(also(IdToken, "https://acme.com/role"), [""; 0]);
    assert_eq!(also(AccessToken, "https://acme.com/role"), ["drop-opaque"]);
    assert_eq!(also(IdToken, "https://acme.eu.auth0.com/plan"), ["drop-reserved-namespace"]);
    assert_eq!(also(IdToken, "roles"), ["drop-restricted"]);
    let facts: Vec<(&str, String)> = endpoint
        .reasons
        .iter()
        .map(|reason| {
            (
                reason.fact.as_str(),
                serde_json::to_value(reason.weight)
                    .expect("a word")
                    .as_str()
                    .unwrap_or_default()
                    .to_owned(),
            )
        })
        .collect();
    assert_eq!(
        facts,
        [
            ("POST /oauth/ro", "decides".to_owned()),
            ("oidc_conformant: false", "holds".to_owned()),
            ("legacy/grant-type/ro", "holds".to_owned()),
            ("audience: none", "idle".to_owned()),
        ]
    );
}

/// Applies the flip of one fact to the wire form, and decides again.
fn flipped(request: &Value, fact: &str) -> (ModeKind, Option<String>) {
    let mut document = json!({ "tenant": { "domain": TENANT }, "client": { "oidc_conformant": false }, "request": request });
    let before = json::read(&document.to_string(), RULES_LAST_DAY).expect("JSON");
    let reason = endpoint::decide(&before)
        .reasons
        .into_iter()
        .find(|reason| reason.fact == fact)
        .expect("the fact");
    for (pointer, value) in reason.flip.expect("a flip").set {
        claimscope::scenario::pointer::set(
            &mut document,
            &pointer,
            Some(value).filter(|value| !value.is_null()),
        );
    }
    let after = endpoint::decide(&json::read(&document.to_string(), RULES_LAST_DAY).expect("JSON"));
    (after.mode, after.refusal.map(|refusal| refusal.message))
}

#[test]
fn the_flip_of_a_fact_turns_the_mode_around() {
    let ro = json!({ "method": "POST", "path": "/oauth/ro", "body": { "connection": "Users", "scope": "openid" } });
    assert_eq!(flipped(&ro, "POST /oauth/ro"), (ModeKind::OidcConformant, None));
    assert!(flipped(&ro, "oidc_conformant: false").1.is_some());
    assert!(flipped(&ro, "legacy/grant-type/ro").1.is_some());
    assert_eq!(flipped(&ro, "audience: none").0, ModeKind::Legacy);
    let code = json!({ "method": "GET", "path": "/authorize", "query": { "response_type": "code", "scope": "openid" } });
    for fact in ["oidc_conformant: false", "audience: none", "default_audience: none"] {
        assert_eq!(flipped(&code, fact).0, ModeKind::OidcConformant, "{fact}");
    }
    let delegation =
        json!({ "method": "POST", "path": "/delegation", "body": { "scope": "openid" } });
    assert_eq!(flipped(&delegation, "POST /delegation"), (ModeKind::OidcConformant, None));
}

#[test]
fn a_path_is_read_as_people_paste_it() {
    for path in [
        "/oauth/ro/",
        "oauth/ro",
        "POST /oauth/ro",
        "https://acme.eu.auth0.com/oauth/ro?x=1",
        "POST /oauth/ro HTTP/1.1",
        "//oauth//ro#top",
    ] {
        let scenario = legacy(json!({ "method": "POST", "path": path, "body": {} }));
        assert_eq!(endpoint::decide(&scenario).flow, Flow::ResourceOwner, "{path}");
    }
    let scenario = legacy(
        json!({ "path": "https://login.acme.com/authorize?response_type=code&scope=openid%20email&audience=https%3A%2F%2Fapi.acme.com" }),
    );
    let endpoint = endpoint::decide(&scenario);
    assert_eq!(endpoint.audience.as_deref(), Some(API));
    assert_eq!(endpoint.granted_scopes, ["openid", "email"]);
    assert_eq!(endpoint::issuer(&scenario), "https://login.acme.com/");
}

#[test]
fn what_an_endpoint_refuses_says_which_input_is_at_fault() {
    let grant =
        |grant: &str| post("/oauth/token", json!({ "grant_type": grant, "scope": "openid" }));
    let without_directory = {
        let mut scenario = grant("password");
        scenario.tenant.default_directory = String::new();
        scenario
    };
    let with_grants = |mut scenario: Scenario, grants: &[&str]| {
        scenario.client.grant_types =
            Some(grants.iter().map(|grant| (*grant).to_owned()).collect());
        scenario
    };
    for (what, scenario, pointer) in [
        ("no grant type", post("/oauth/token", json!({})), "/request/body/grant_type"),
        ("unknown grant type", grant("magic"), "/request/body/grant_type"),
        ("no default directory", without_directory, "/tenant/default_directory"),
        (
            "grant not allowed",
            with_grants(grant("password"), &["authorization_code"]),
            "/client/grant_types",
        ),
        (
            "legacy grant not allowed",
            with_grants(post("/oauth/ro", json!({})), &["authorization_code"]),
            "/client/grant_types",
        ),
        (
            "no response type",
            authorize(json!({ "scope": "openid" })),
            "/request/query/response_type",
        ),
        (
            "unknown response type",
            authorize(json!({ "response_type": "cookie" })),
            "/request/query/response_type",
        ),
        (
            "no nonce",
            scenario(&json!({ "request": { "query": { "response_type": "id_token" } } })),
            "/request/query/nonce",
        ),
        ("no audience", grant("client_credentials"), "/request/body/audience"),
        (
            "unknown audience",
            scenario(&json!({ "request": { "query": { "audience": "https://x.acme.com" } } })),
            "/request/query/audience",
        ),
    ] {
        let refusal =
            endpoint::decide(&scenario).refusal.unwrap_or_else(|| panic!("{what}: not refused"));
        assert_eq!(refusal.pointer, pointer, "{what}");
    }
}

#[test]
fn scopes_follow_the_api_and_the_permissions_of_the_user() {
    let patch = json!({
        "resource_servers": [{ "identifier": API, "scopes": [{ "value": "read:orders" }, { "value": "write:orders" }], "enforce_policies": true, "token_dialect": "access_token_authz", "allow_offline_access": true }],
        "authorization": { "permissions": [{ "resource_server_identifier": API, "permission_name": "read:orders" }] },
        "request": { "query": { "scope": "openid roles write:orders offline_access read:orders" } },
    });
    let endpoint = endpoint::decide(&scenario(&patch));
    assert_eq!(endpoint.granted_scopes, ["openid", "offline_access", "read:orders"]);
    assert_eq!(endpoint.permissions, ["read:orders"]);
    assert!(endpoint.returns_refresh_token);
}

#[test]
fn every_request_has_two_to_four_facts_of_which_one_decides() {
    let endpoints = endpoint::tables::ENDPOINTS
        .iter()
        .map(|row| (row.path.replace("**", "x").replace('*', "x"), row.grant_type));
    let grants = endpoint::grants::GRANTS
        .iter()
        .map(|row| ("/oauth/token".to_owned(), Some(row.grant_type)));
    let unknown = [
        ("/nowhere".to_owned(), None),
        ("/oauth/token".to_owned(), None),
        ("/oauth/token".to_owned(), Some("magic")),
    ];
    for (path, grant_type) in endpoints.chain(grants).chain(unknown) {
        for (conformant, audience, default_audience) in
            [(false, "", ""), (true, "", ""), (false, API, ""), (true, "", API), (false, "", API)]
        {
            let mut scenario = post(
                &path,
                json!({ "grant_type": grant_type, "audience": audience, "scope": "openid" }),
            );
            scenario.client.oidc_conformant = conformant;
            scenario.tenant.default_audience = default_audience.into();
            let endpoint = endpoint::decide(&scenario);
            let what = format!("{path} {grant_type:?} {conformant} {audience} {default_audience}");
            let facts: Vec<&str> =
                endpoint.reasons.iter().map(|reason| reason.fact.as_str()).collect();
            assert!((2..=4).contains(&facts.len()), "{what}: {facts:?}");
            assert_eq!(
                endpoint.reasons.iter().filter(|reason| reason.weight == Weight::Decides).count(),
                1,
                "{what}: {facts:?}"
            );
            assert!(
                endpoint.reasons.iter().all(|reason| reason.source.starts_with("https://")
                    && reason.pointer.starts_with('/')),
                "{what}"
            );
            for artifact in [
                IdToken,
                AccessToken,
                Userinfo,
                ArtifactKind::DelegationToken,
                ArtifactKind::SamlAssertion,
            ] {
                let around = endpoint.surroundings(&scenario, artifact, &endpoint.granted_scopes);
                let kept =
                    judge("https://acme.com/x", ValueFact::Json(&json!(1)), &around).code.is_kept();
                assert!(
                    !kept || endpoint.mode != ModeKind::Legacy,
                    "{what}: {artifact:?} is kept in legacy mode"
                );
            }
        }
    }
}

#[test]
fn the_switches_of_the_request_decide_what_they_are_named_for() {
    let switched = |mut scenario: Scenario, id: &str, value: &str| {
        assert!(scenario.switches.set(id, value));
        endpoint::decide(&scenario)
    };
    let refresh = post(
        "/oauth/token",
        json!({ "grant_type": "refresh_token", "issued_by_legacy_flow": true }),
    );
    assert_eq!(
        endpoint::decide(&refresh).refusal.map(|refusal| refusal.code),
        Some("invalid_grant"),
        "SW-01"
    );
    assert_eq!(switched(refresh, "SW-01", "refresh").refusal, None, "SW-01");
    let code = authorize(json!({ "response_type": "code", "scope": "openid" }));
    assert_eq!(
        switched(code.clone(), "SW-02", "conformant").mode,
        ModeKind::OidcConformant,
        "SW-02"
    );
    let otp = post(
        "/oauth/token",
        json!({ "grant_type": "http://auth0.com/oauth/grant-type/passwordless/otp", "scope": "openid" }),
    );
    assert_eq!(endpoint::decide(&otp).protocol, Some("oauth2-password"), "SW-03");
    assert_eq!(
        switched(otp, "SW-03", "oauth2-resource-owner").protocol,
        Some("oauth2-resource-owner"),
        "SW-03"
    );
    let mut honoured = code;
    assert!(honoured.switches.set("SW-04", "honour-on-authorize"));
    assert_eq!(verdict(&honoured, IdToken, "https://acme.com/x"), "keep", "SW-04");
    assert_eq!(verdict(&honoured, IdToken, "role"), "drop-mode-legacy", "SW-04");
}

#[test]
fn a_request_that_completes_or_resumes_a_login_has_the_scopes_of_that_login() {
    for scenario in [
        legacy(json!({ "path": "/continue", "query": { "state": "s" } })),
        post("/oauth/token", json!({ "grant_type": "authorization_code", "code": "c" })),
        post("/oauth/token", json!({ "grant_type": "refresh_token" })),
    ] {
        assert!(
            endpoint::decide(&scenario).requested_scopes.contains(&"openid".to_owned()),
            "{}",
            scenario.request.path
        );
    }
    assert_eq!(
        endpoint::decide(&legacy(json!({ "path": "/continue" }))).protocol,
        Some("redirect-callback")
    );
}

#[test]
fn a_strict_third_party_gets_no_oidc_scope_and_no_login_beside_active_rules() {
    let mut strict = scenario(
        &json!({ "client": { "is_first_party": false, "third_party_security_mode": "strict" } }),
    );
    let endpoint = endpoint::decide(&strict);
    assert_eq!((endpoint.refusal, endpoint.returns_id_token), (None, false));
    assert!(endpoint.granted_scopes.is_empty());
    let ruled = scenario(
        &json!({ "rules": [{ "name": "A", "script": "function (user, context, callback) { callback(null, user, context); }" }] }),
    );
    strict.rules = ruled.rules;
    assert_eq!(
        endpoint::decide(&strict).refusal.map(|refusal| refusal.pointer).as_deref(),
        Some("/client/third_party_security_mode")
    );
}
