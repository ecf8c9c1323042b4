//! The shapes of the formats: what an empty scenario means, and that a report survives its JSON form.

use claimscope::claims::{Evidence, VerdictCode};
use claimscope::diagnostics::{Code, Diagnostic, Edit, Fix};
use claimscope::place::{ArtifactKind, Place, Span};
use claimscope::report::{
    Artifact, Claim, ConsoleLine, Cut, Earlier, Effect, Flip, Format, HttpRequest, Lost, Mode,
    ModeKind, Origin, OriginKind, Outcome, Reason, Report, Run, RunOutcome, ScriptError, Target,
    Verdict, Weight, json as report_json,
};
use claimscope::scenario::{Instant, SWITCHES, Scenario, json as scenario_json};
use serde_json::{Value, json};

#[expect(clippy::needless_pass_by_value, reason = "the value is made for it")]
fn object(value: Value) -> serde_json::Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}

/// A report in which every field has something to say.
#[expect(clippy::too_many_lines, reason = "one value, field by field")]
fn full() -> Report {
    let origin = Origin {
        kind: OriginKind::Rule,
        script: "Add role".into(),
        line: Some(4),
        column: Some(5),
        end_column: Some(48),
        step: Some(7),
    };
    let span = Span { line: 4, column: 5, end_line: 4, end_column: 48 };
    let cut = Cut {
        code: VerdictCode::DropModeLegacy,
        text: "the flow is legacy".into(),
        evidence: Evidence::Staff,
        source: "https://community.auth0.com/t/1".into(),
        as_of: "2026-08-20".into(),
        switch: Some("SW-04".into()),
    };
    Report {
        claimscope: 1,
        mode: Mode {
            kind: ModeKind::Legacy,
            protocol: Some("oauth2-resource-owner".into()),
            reasons: vec![Reason {
                fact: "POST /oauth/ro".into(),
                text: "legacy only".into(),
                weight: Weight::Decides,
                pointer: "/request/path".into(),
                evidence: Evidence::Documented,
                source: "https://auth0.com/docs".into(),
                as_of: "2026-08-20".into(),
                switch: Some("SW-01".into()),
                flip: Some(Flip {
                    title: "Send it to /oauth/token".into(),
                    set: vec![("/request/path".into(), json!("/oauth/token"))],
                }),
            }],
        },
        outcome: Outcome::Denied {
            code: "access_denied".into(),
            message: "no".into(),
            by: "Add role".into(),
        },
        artifacts: vec![Artifact {
            kind: ArtifactKind::IdToken,
            issued: true,
            format: Format::Jwt,
            why: "openid".into(),
            header: object(json!({ "alg": "RS256" })),
            payload: object(json!({ "z": 1, "a": 1.5, "": null })),
            encoded: "e30.e30.".into(),
            bytes: 8,
        }],
        claims: vec![Claim {
            name: "https://acme.com/role".into(),
            target: Target::IdToken,
            value: Some(json!(null)),
            stand_in: Some("require(\"pg\").query()".into()),
            origin: origin.clone(),
            earlier: vec![Earlier { origin: origin.clone(), value: None }],
            overwritten_by: Some(origin),
            lost: Some(Lost::Replaced),
            verdicts: vec![Verdict {
                artifact: ArtifactKind::IdToken,
                code: VerdictCode::DropModeLegacy,
                also: vec![VerdictCode::DropRestricted],
                evidence: Evidence::Staff,
                source: cut.source.clone(),
                as_of: cut.as_of.clone(),
                switch: cut.switch.clone(),
                reasons: vec![cut],
            }],
        }],
        runs: vec![Run {
            script: "Add role".into(),
            kind: OriginKind::Rule,
            outcome: RunOutcome::NoCallback,
            error: Some(ScriptError {
                name: "TypeError".into(),
                message: "x".into(),
                line: Some(1),
                column: None,
                stack: String::new(),
            }),
            callback_calls: 1,
            virtual_ms: 40,
            console: vec![ConsoleLine { level: "log".into(), text: "…".into(), line: Some(3) }],
            effects: vec![Effect {
                kind: "context.redirect".into(),
                args: vec![json!({ "url": "https://x" })],
                line: Some(9),
                step: Some(12),
            }],
            requests: vec![HttpRequest {
                method: "GET".into(),
                url: "https://hr".into(),
                matched: Some(0),
                status: Some(200),
                line: Some(5),
            }],
            id_token: object(json!({ "b": 1, "a": 2 })),
            access_token: object(json!({})),
            steps: 31,
        }],
        diagnostics: vec![
            Diagnostic::new(Code::ReservedNamespace, "m")
                .help("h")
                .at(Place::script("Add role", Some(span)))
                .label(Place::script("B", None), "l")
                .label(Place::pointer("/tenant/domain"), "p")
                .fix(Fix::editing(
                    "Rename",
                    vec![Edit {
                        pointer: "/rules/0/script".into(),
                        start: 92,
                        end: 117,
                        text: "x".into(),
                    }],
                ))
                .fix(Fix::setting("Set", "/http/-", json!({ "url": "*" }))),
            Diagnostic::new(Code::ScenarioSyntax, "m").at(Place::Scenario {
                pointer: String::new(),
                line: Some(2),
                column: Some(3),
            }),
        ],
    }
}

#[test]
fn a_report_survives_its_json_form() {
    let report = full();
    let text = report_json::write(&report);
    let back = report_json::read(&text).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(back, report);
    assert_eq!(report_json::read(&report_json::write_pretty(&report)), report_json::read(&text));
    assert!(report_json::read("{}").is_err());
}

#[test]
fn a_value_of_null_is_not_the_same_as_none() {
    for value in [None, Some(Value::Null)] {
        let mut report = full();
        for claim in &mut report.claims {
            claim.value.clone_from(&value);
            for earlier in &mut claim.earlier {
                earlier.value.clone_from(&value);
            }
        }
        assert!(report.claims.iter().any(|claim| !claim.earlier.is_empty()));
        assert_eq!(report_json::read(&report_json::write(&report)), Ok(report));
    }
}

#[test]
fn a_report_has_the_shape_of_the_format() {
    let value = json!(full());
    let names = |pointer: &str| -> Vec<String> {
        value
            .pointer(pointer)
            .and_then(Value::as_object)
            .map(|object| object.keys().cloned().collect())
            .unwrap_or_default()
    };
    assert_eq!(
        names(""),
        ["claimscope", "mode", "outcome", "artifacts", "claims", "runs", "diagnostics"]
    );
    assert_eq!(
        value["outcome"],
        json!({ "kind": "denied", "code": "access_denied", "message": "no", "by": "Add role" })
    );
    assert_eq!(
        names("/artifacts/0"),
        ["kind", "issued", "format", "why", "header", "payload", "encoded", "bytes"]
    );
    assert_eq!(names("/artifacts/0/payload"), ["z", "a", ""]);
    assert_eq!(
        value["claims"][0]["origin"],
        json!({ "kind": "rule", "script": "Add role", "line": 4, "column": 5, "end_column": 48, "step": 7 })
    );
    assert_eq!(value["claims"][0]["stand_in"], "require(\"pg\").query()");
    assert_eq!(value["claims"][0]["verdicts"][0]["code"], "drop-mode-legacy");
    assert_eq!(
        names("/runs/0"),
        [
            "script",
            "kind",
            "outcome",
            "error",
            "callback_calls",
            "virtual_ms",
            "console",
            "effects",
            "requests",
            "id_token",
            "access_token",
            "steps"
        ]
    );
    assert_eq!(value["runs"][0]["outcome"], "no-callback");
    let finding = &value["diagnostics"][0];
    assert_eq!(
        finding["location"],
        json!({ "script": "Add role", "line": 4, "column": 5, "end_line": 4, "end_column": 48 })
    );
    assert_eq!(
        (&finding["code"], &finding["severity"], &finding["docs"]),
        (
            &json!("reserved-namespace"),
            &json!("error"),
            &json!("docs/diagnostics/reserved-namespace.md")
        )
    );
    assert_eq!(
        finding["fixes"][0]["edits"][0],
        json!({ "pointer": "/rules/0/script", "start": 92, "end": 117, "text": "x" })
    );
    assert_eq!(finding["fixes"][0]["set"], json!([]));
    assert_eq!(
        finding["fixes"][1],
        json!({ "title": "Set", "edits": [], "set": [["/http/-", { "url": "*" }]] })
    );
}

#[test]
fn codes_are_written_as_the_format_has_them() {
    for code in VerdictCode::ALL {
        assert_eq!(json!(code), json!(code.name()));
    }
    for code in Code::ALL {
        assert_eq!(json!(code), json!(code.name()));
    }
}

/// The example of the format, as its page shows it.
const EXAMPLE: &str = r#"{
  "claimscope": 1,                                   // format version
  "name": "The role claim is lost at /oauth/ro",
  "now": "2026-11-17T12:00:00Z",
  "tenant": {
    "domain": "acme.eu.auth0.com", "custom_domains": ["login.acme.com"], "default_audience": "", "default_directory": "",
    "legacy_custom_claims": false, "flags": { "enable_legacy_profile": false }, "sandbox_version": "22"
  },
  "client": {
    "client_id": "abc", "name": "My web app", "app_type": "spa", "is_first_party": true,
    "oidc_conformant": true, "grant_types": ["authorization_code"],
    "jwt_configuration": { "alg": "RS256", "lifetime_in_seconds": 36000, "scopes": {} },
    "client_metadata": {}, "addons": {}
  },
  "resource_servers": [{
    "identifier": "https://api.acme.com", "scopes": [{ "value": "read:orders" }],
    "signing_alg": "RS256", "token_lifetime": 86400, "token_dialect": "access_token",
    "enforce_policies": false, "allow_offline_access": false
  }],
  "connection": { "id": "con_1", "name": "Username-Password-Authentication", "strategy": "auth0", "metadata": {} },
  "organization": { "id": "org_1", "name": "acme", "display_name": "Acme", "metadata": {} },
  "request": {
    "method": "GET", "path": "/authorize", "query": { "response_type": "code", "scope": "openid profile email" },
    "body": {}, "headers": {}, "ip": "203.0.113.7", "user_agent": "…", "geoip": {}
  },
  "user": { "user_id": "auth0|1", "email": "ada@acme.com", "app_metadata": { "role": "admin" } },
  "authorization": { "roles": ["editor"],
    "permissions": [{ "resource_server_identifier": "https://api.acme.com", "permission_name": "read:orders" }] },
  "authentication": { "methods": [{ "name": "pwd", "timestamp": "2026-11-23T12:00:00Z" }] },
  "session": { "id": "s_1" },
  "stats": { "logins_count": 5 },
  "configuration": { "NAMESPACE": "https://acme.com/" },
  "rules": [{ "id": "rul_1", "name": "Add role", "order": 1, "enabled": true, "stage": "login_success",
              "script": "function (user, context, callback) { callback(null, user, context); }" }],
  "overrides": { "user": {}, "context": { "protocol": "oidc-basic-profile" } },
  "switches": { "SW-04": "honour-on-authorize" },
  "expect": {
    "mode": "oidc-conformant",
    "id_token": { "https://acme.com/role": "admin", "roles": { "$absent": "drop-restricted" } } },
}"#;

#[test]
fn the_example_of_the_format_is_read_without_a_finding() {
    let scenario =
        scenario_json::read(EXAMPLE, Instant(0)).unwrap_or_else(|fault| panic!("{fault:?}"));
    assert_eq!(scenario.findings, []);
    assert_eq!(
        (scenario.name.as_str(), scenario.now.to_string().as_str(), scenario.now_given),
        ("The role claim is lost at /oauth/ro", "2026-11-17T12:00:00.000Z", true)
    );
    assert_eq!(scenario.client.grant_types, Some(vec!["authorization_code".into()]));
    assert_eq!(scenario.resource_servers[0].scopes, ["read:orders"]);
    assert_eq!((scenario.session_id.as_str(), scenario.logins_count), ("s_1", 5));
    assert_eq!(scenario.rules[0].pointer, "/rules/0/script");
    assert!(scenario.switches.is("SW-04", "honour-on-authorize"));
    assert_eq!(scenario.overrides.context, Some(json!({ "protocol": "oidc-basic-profile" })));
}

#[test]
fn the_defaults_are_those_of_the_specification() {
    let Scenario { tenant, client, request, connection, .. } = Scenario::default();
    assert_eq!(
        (tenant.domain.as_str(), tenant.legacy_custom_claims, tenant.rules_on_password_and_refresh),
        ("tenant.example.auth0.com", false, true)
    );
    assert_eq!(
        (
            client.oidc_conformant,
            client.alg.as_str(),
            client.lifetime_in_seconds,
            client.grant_types
        ),
        (true, "RS256", 36_000, None)
    );
    assert_eq!(
        (request.method.as_str(), request.path.as_str(), request.scopes()),
        ("GET", "/authorize", vec!["openid", "profile", "email"])
    );
    assert_eq!(
        (connection.name.as_str(), connection.strategy.as_str()),
        ("Username-Password-Authentication", "auth0")
    );
}

#[test]
fn the_page_offers_the_switches_that_there_are() {
    let offered: Value = serde_json::from_str(include_str!("../static/inputs.json")).unwrap();
    let known: Vec<Value> =
        SWITCHES.iter().map(|one| json!([one.id, one.question, one.values])).collect();
    assert_eq!(offered["switches"], Value::Array(known));
}

/// The fenced examples of the page about the formats: a scenario and a report.
fn documented(index: usize) -> String {
    let page = include_str!("../docs/formats.md");
    let block = page.split("```jsonc\n").nth(index + 1).unwrap_or_default();
    block.split("\n```").next().unwrap_or_default().to_owned()
}

#[test]
fn the_documented_scenario_is_read_without_findings_and_is_what_it_expects() {
    let scenario = scenario_json::read(&documented(0), Instant(0)).unwrap();
    assert_eq!(scenario.findings, []);
    let report = claimscope::pipeline::simulate(&scenario);
    let expected = scenario.expect.clone().unwrap_or_default();
    assert_eq!(claimscope::report::expect::differences(&report, &expected), []);
}

#[test]
fn the_documented_report_has_the_members_that_reports_have() {
    /// Paths of all members; what a script or a token fills is left closed.
    fn members(at: &str, value: &Value, found: &mut std::collections::BTreeSet<String>) {
        const OPEN: [&str; 13] = [
            "header",
            "payload",
            "value",
            "args",
            "outcome",
            "error",
            "earlier",
            "overwritten_by",
            "id_token",
            "access_token",
            "location",
            "labels",
            "set",
        ];
        match value {
            Value::Object(object) => {
                for (name, value) in object {
                    let at = format!("{at}/{name}");
                    if !OPEN.contains(&name.as_str()) {
                        members(&at, value, found);
                    }
                    found.insert(at);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| members(at, item, found)),
            _ => {}
        }
    }
    let plain = documented(1)
        .lines()
        .map(|line| line.split("  // ").next().unwrap_or_default().trim_end().to_owned() + "\n")
        .collect::<String>();
    let stated: Value = serde_json::from_str(&plain).unwrap();
    let (mut written, mut real) = Default::default();
    members("", &stated, &mut written);
    members("", &json!(full()), &mut real);
    let unstated: Vec<_> = real.difference(&written).collect();
    assert!(unstated.is_empty(), "docs/formats.md does not have {unstated:?}");
    let made_up: Vec<_> = written.difference(&real).collect();
    assert!(made_up.is_empty(), "reports do not have {made_up:?}");
}
