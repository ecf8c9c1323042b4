use super::*;
use serde_json::json;

const PRESENT: Instant = Instant(1_780_000_000_000);

fn of(value: &Value) -> Scenario {
    from_value(value, PRESENT)
}

/// `code pointer` of every finding.
fn found(value: &Value) -> Vec<String> {
    of(value)
        .findings
        .iter()
        .map(|finding| {
            let Some(Place::Scenario { pointer, .. }) = &finding.location else {
                panic!("{finding:?}")
            };
            format!("{} {pointer}", finding.code.name())
        })
        .collect()
}

fn help_of(value: &Value) -> String {
    of(value)
        .findings
        .iter()
        .filter_map(|finding| finding.help.clone())
        .collect::<Vec<_>>()
        .join("; ")
}

const SCRIPT: &str = "function (user, context, callback) { callback(null, user, context); }";

fn rule() -> Value {
    json!({ "name": "A", "script": SCRIPT })
}

#[test]
fn an_empty_document_is_the_default_scenario_and_says_that_it_holds_no_script() {
    let scenario = of(&json!({}));
    assert_eq!(found(&json!({})), ["scenario-empty /rules"]);
    let default = Scenario::default();
    assert_eq!(scenario.now, PRESENT);
    assert_eq!(
        Scenario {
            now: default.now,
            findings: Vec::new(),
            authentication_methods: default.authentication_methods.clone(),
            ..scenario
        },
        default
    );
    assert_eq!(default.user.get("email"), Some(&json!("jane@example.com")));
    assert_eq!(default.request.parameter("scope"), Some("openid profile email"));
    assert_eq!(default.authorization.roles, Some(Vec::new()));
}

#[test]
fn rules_without_a_date_run_on_their_last_full_day() {
    let scenario = of(&json!({ "rules": [rule()] }));
    assert_eq!((scenario.now, scenario.now_given), (RULES_LAST_DAY, false));
    assert_eq!(found(&json!({ "rules": [rule()] })), ["scenario-date /now"]);
    let off = json!({ "rules": [{ "name": "A", "script": SCRIPT, "enabled": false }] });
    assert_eq!(of(&off).now, PRESENT);
    let given = of(&json!({ "now": "2026-12-01", "rules": [rule()] }));
    assert!(given.now_given && !given.rules_execute() && given.findings.is_empty());
    assert_eq!(
        found(&json!({ "now": "tomorrow", "rules": [rule()] })),
        ["scenario-value /now", "scenario-date /now"]
    );
    assert_eq!(
        found(&json!({ "now": 5, "rules": [rule()] })),
        ["scenario-type /now", "scenario-date /now"]
    );
}

#[test]
fn the_fixture_stands_in_for_an_absent_user_only() {
    let with = |user: Value| of(&json!({ "now": "2026-06-01", "rules": [rule()], "user": user }));
    assert!(with(json!({})).user.is_empty());
    assert_eq!(with(Value::Null).user, Scenario::default().user);
    let text = with(json!("jane"));
    assert_eq!(text.user, Scenario::default().user);
    assert_eq!(text.findings.len(), 1);
}

#[test]
fn a_wrong_type_is_a_finding_at_its_pointer_and_the_default_is_used() {
    let value = json!({ "now": "2026-06-01", "rules": [rule(), 5], "tenant": { "domain": ["x"], "flags": { "enable_legacy_profile": "yes" } },
        "client": { "oidc_conformant": "true", "jwt_configuration": { "lifetime_in_seconds": -1, "alg": "RS265" } }, "request": [], "stats": { "logins_count": "7" } });
    assert_eq!(
        found(&value),
        [
            "scenario-type /tenant/flags/enable_legacy_profile",
            "scenario-type /tenant/domain",
            "scenario-type /rules/1",
            "scenario-coerced /client/oidc_conformant",
            "scenario-value /client/jwt_configuration/alg",
            "scenario-value /client/jwt_configuration/lifetime_in_seconds",
            "scenario-type /request",
            "scenario-coerced /stats/logins_count",
        ]
    );
    let scenario = of(&value);
    assert_eq!(scenario.tenant.domain, "tenant.example.auth0.com");
    assert_eq!((scenario.client.lifetime_in_seconds, scenario.logins_count), (36_000, 7));
    assert!(help_of(&value).contains("did you mean `RS256`"));
}

#[test]
fn an_unknown_field_names_the_nearest_known_one() {
    let value = json!({ "now": "2026-06-01", "rules": [rule()], "tennant": {}, "client": { "oidc_conformat": true }, "a/b~c": 1 });
    assert_eq!(
        found(&value),
        [
            "unknown-field /tennant",
            "unknown-field /a~1b~0c",
            "unknown-field /client/oidc_conformat"
        ]
    );
    assert_eq!(help_of(&value), "did you mean `tenant`; did you mean `oidc_conformant`");
}

#[test]
fn what_the_format_names_and_nobody_simulates_says_so() {
    let value = json!({ "now": "2026-06-01", "overrides": { "event": {} }, "request": { "resumes": "act_1" },
        "actions": [{ "name": "B", "code": "exports.onExecutePostLogin = async () => {};", "secrets": [{ "name": "KEY", "value": "v" }] }] });
    assert_eq!(found(&value), Vec::<String>::new());
    assert_eq!(of(&value).actions[0].secrets, *json!({ "KEY": "v" }).as_object().unwrap());
}

#[test]
fn scripts_of_one_name_get_a_number() {
    let names =
        |value: &Value| of(value).rules.iter().map(|rule| rule.name.clone()).collect::<Vec<_>>();
    let value = json!({ "now": "2026-06-01", "rules": [rule(), { "name": "A (2)", "script": "" }, rule(), rule(), { "script": "" }] });
    assert_eq!(names(&value), ["A", "A (2)", "A (3)", "A (4)", "Rule 5"]);
    assert_eq!(
        found(&value),
        ["scenario-duplicate /rules/2/name", "scenario-duplicate /rules/3/name"]
    );
    let many = json!({ "rules": vec![rule(); 20_000] });
    assert_eq!(names(&many).last().unwrap(), "A (20000)");
    assert_eq!(of(&many).findings.len(), 500);
}

#[test]
fn answers_of_the_management_api_are_accepted() {
    let scenario = of(&json!({ "now": "2026-06-01",
        "rules": { "start": 0, "limit": 1, "total": 1, "rules": [rule()] },
        "tenant": { "flags": { "enable_legacy_profile": true, "enable_sso": true }, "sandbox_version": 18, "custom_domains": [{ "domain": "login.acme.com" }] },
        "resource_servers": [{ "identifier": "https://api", "scopes": [{ "value": "read:a", "description": "A" }, "read:b"], "token_dialect": "access_token_authz" }],
        "connection": { "strategy": "google-oauth2" },
        "authorization": { "roles": [{ "id": "rol_1", "name": "editor" }, "admin"], "permissions": [{ "resource_server_identifier": "https://api", "permission_name": "read:a" }] },
        "configuration": [{ "key": "NS", "value": "https://acme.com/" }] }));
    assert_eq!(scenario.findings, []);
    assert_eq!(scenario.rules[0].pointer, "/rules/rules/0/script");
    assert!(scenario.tenant.enable_legacy_profile);
    assert_eq!(scenario.tenant.flags, *json!({ "enable_sso": true }).as_object().unwrap());
    assert_eq!(
        (scenario.tenant.sandbox_version.as_str(), scenario.tenant.custom_domains[0].as_str()),
        ("18", "login.acme.com")
    );
    assert_eq!(scenario.resource_servers[0].scopes, ["read:a", "read:b"]);
    assert_eq!(scenario.connection.name, "google-oauth2");
    assert_eq!(
        scenario.authentication_methods,
        [json!({ "name": "federated", "timestamp": 1_780_272_000_000_i64 })]
    );
    assert_eq!(scenario.authorization.roles.unwrap(), ["editor", "admin"]);
    assert_eq!(scenario.configuration, *json!({ "NS": "https://acme.com/" }).as_object().unwrap());
}

#[test]
fn a_pasted_url_is_split_into_host_path_and_query() {
    let request =
        |value: Value| of(&json!({ "now": "2026-06-01", "rules": [rule()], "request": value }));
    let scenario = request(
        json!({ "path": "https://Login.acme.com/authorize?scope=openid%20email&state=a+b&state=a+b#x" }),
    );
    assert_eq!(scenario.findings, []);
    assert_eq!(
        (scenario.request.hostname.as_str(), scenario.request.path.as_str()),
        ("login.acme.com", "/authorize")
    );
    assert_eq!(
        scenario.request.query,
        *json!({ "scope": "openid email", "state": "a b" }).as_object().unwrap()
    );
    let twice = request(
        json!({ "path": "/authorize?scope=openid", "query": { "scope": "email", "max_age": 0 } }),
    );
    assert_eq!(
        twice.request.query,
        *json!({ "scope": "email", "max_age": "0" }).as_object().unwrap()
    );
    assert_eq!(
        twice.findings.iter().map(|finding| finding.code.name()).collect::<Vec<_>>(),
        ["scenario-coerced", "scenario-value"]
    );
}

#[test]
fn the_default_parameters_go_with_the_default_path_only() {
    let request = |value: Value| {
        of(&json!({ "now": "2026-06-01", "rules": [rule()], "request": value })).request
    };
    let legacy =
        request(json!({ "path": "/oauth/ro", "body": "grant_type=password&scope=openid" }));
    assert_eq!(
        (legacy.method.as_str(), legacy.query.len(), legacy.parameter("scope")),
        ("POST", 0, Some("openid"))
    );
    assert_eq!(request(json!({ "ip": "192.0.2.1" })).query, Scenario::default().request.query);
    assert!(request(json!({ "query": {} })).query.is_empty());
    assert_eq!(
        request(json!({ "path": "/oauth/token", "body": "{\"a\": 1}" })).body,
        *json!({ "a": 1 }).as_object().unwrap()
    );
}

#[test]
fn roles_and_session_can_be_taken_away_with_null() {
    let scenario = of(&json!({ "authorization": { "roles": null }, "session": null }));
    assert_eq!((scenario.authorization.roles, scenario.session_id.as_str()), (None, ""));
}

#[test]
fn switches_are_checked_against_their_values() {
    let value = json!({ "now": "2026-06-01", "rules": [rule()], "switches": { "SW-04": "honour-on-autorize", "SW-4": "x", "SW-16": "drop" } });
    assert_eq!(found(&value), ["unknown-field /switches/SW-4", "scenario-value /switches/SW-04"]);
    assert_eq!(help_of(&value), "did you mean `SW-04`; did you mean `honour-on-authorize`");
    assert!(of(&value).switches.is("SW-16", "drop"));
}

#[test]
fn any_json_is_a_scenario() {
    for value in [
        json!(null),
        json!([]),
        json!("x"),
        json!(1),
        json!({ "rules": {} }),
        json!({ "rules": [[[]]] }),
        json!({ "request": { "path": "://?&=%zz%" } }),
    ] {
        assert!(!of(&value).findings.is_empty(), "{value}");
    }
    let fault = read("{\n  now: 1 }", PRESENT).unwrap_err();
    assert_eq!((fault.line, fault.column), (2, 3));
    assert_eq!(fault.to_diagnostic().code.name(), "scenario-syntax");
    assert_eq!(
        read(&" ".repeat(TEXT_BYTES + 1), PRESENT).unwrap().findings[0].code,
        Code::OversizedInput
    );
}

#[test]
fn no_damaged_text_is_a_panic() {
    let text = r#"{ "now": "2026-06-01", "tenant": { "flags": {}, "sandbox_version": 22 }, "request": { "path": "https://a/b?c=%20&d", "query": "a=b", "headers": { "Host": "é" } },
        "rules": { "rules": [{ "name": "\ud800", "order": 1e3, "script": "x" }] }, "actions": [{ "supported_triggers": [{ "id": "t" }] }], /* c */ "switches": { "SW-01": null }, }"#;
    let characters: Vec<char> = text.chars().collect();
    let noise =
        ['"', '\\', '{', '}', '[', ']', ',', ':', '/', '*', '0', 'u', '\n', 'é', '\u{feff}', '%'];
    // A linear congruential generator: the same damage in every run.
    let mut seed = 1_usize;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let mut read_ones = 0;
    for _ in 0..3_000 {
        let mut damaged = characters.clone();
        for _ in 0..=next(3) {
            let at = next(damaged.len());
            match next(3) {
                0 => damaged[at] = noise[next(noise.len())],
                1 => damaged.insert(at, noise[next(noise.len())]),
                _ => drop(damaged.drain(at..(at + next(9)).min(damaged.len()))),
            }
        }
        let damaged: String = damaged.into_iter().collect();
        match read(&damaged, PRESENT) {
            Ok(_) => read_ones += 1,
            Err(fault) => {
                assert!(fault.line >= 1 && fault.column >= 1 && !fault.message.is_empty());
            }
        }
    }
    assert!(read_ones > 100, "{read_ones}");
}

#[test]
fn an_action_beyond_the_limits_of_auth0_says_so() {
    let action = |code: usize, name: usize, value: usize| json!({ "now": "2026-12-01", "actions": [{ "code": "x".repeat(code), "secrets": { "k".repeat(name): "ü".repeat(value) } }] });
    assert_eq!(found(&action(102_400, 128, 4096)), [""; 0]);
    assert_eq!(found(&action(102_401, 1, 1)), ["scenario-value /actions/0/code"]);
    assert_eq!(found(&action(1, 129, 1)), ["scenario-value /actions/0/secrets"]);
    assert_eq!(found(&action(1, 1, 4097)), ["scenario-value /actions/0/secrets"]);
}
