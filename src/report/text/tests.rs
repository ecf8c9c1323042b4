use super::*;
use crate::claims::{Evidence, VerdictCode};
use crate::diagnostics::Code;
use crate::place::{ArtifactKind, Span};
use crate::report::{
    ConsoleLine, Effect, HttpRequest, Mode, ModeKind, Reason, RunOutcome, Verdict,
};
use serde_json::json;

#[expect(clippy::too_many_lines, reason = "one report with everything in it")]
fn report() -> Report {
    let origin = Origin {
        kind: OriginKind::Rule,
        script: "Add role".into(),
        line: Some(2),
        ..Origin::standard()
    };
    let verdict = |artifact, also: Vec<VerdictCode>| Verdict {
        artifact,
        code: VerdictCode::DropReservedNamespace,
        also,
        evidence: Evidence::Documented,
        source: String::new(),
        as_of: String::new(),
        switch: None,
        reasons: Vec::new(),
    };
    let run = Run {
        script: "Add role".into(),
        kind: OriginKind::Rule,
        outcome: RunOutcome::Threw,
        error: Some(ScriptError {
            name: "TypeError".into(),
            message: "a\nb".into(),
            line: Some(4),
            column: Some(5),
            stack: String::new(),
        }),
        callback_calls: 2,
        virtual_ms: 40,
        console: vec![ConsoleLine { level: "log".into(), text: "hi".into(), line: Some(3) }],
        effects: vec![Effect {
            kind: "auth0.users.updateAppMetadata".into(),
            args: vec![json!("auth0|1"), json!({"a": 1})],
            line: Some(9),
            step: None,
        }],
        requests: vec![HttpRequest {
            method: "GET".into(),
            url: "https://hr".into(),
            matched: None,
            status: None,
            line: None,
        }],
        id_token: Object::new(),
        access_token: Object::new(),
        steps: 1,
    };
    Report {
        claimscope: 1,
        mode: Mode {
            kind: ModeKind::Legacy,
            protocol: Some("oauth2-resource-owner".into()),
            reasons: vec![Reason {
                fact: "POST /oauth/ro".into(),
                text: "only the legacy pipeline answers it".into(),
                weight: Weight::Decides,
                pointer: "/request/path".into(),
                evidence: Evidence::Documented,
                source: String::new(),
                as_of: String::new(),
                switch: None,
                flip: None,
            }],
        },
        outcome: Outcome::Issued,
        artifacts: vec![Artifact {
            kind: ArtifactKind::IdToken,
            issued: true,
            format: Format::Jwt,
            why: "the scope has `openid`".into(),
            header: Object::new(),
            payload: json!({ "sub": "auth0|1", "": "x".repeat(300) }).as_object().cloned().unwrap(),
            encoded: String::new(),
            bytes: 0,
        }],
        claims: vec![Claim {
            name: "https://acme.auth0.com/role".into(),
            target: Target::IdToken,
            value: Some(json!("admin")),
            stand_in: None,
            origin,
            earlier: Vec::new(),
            overwritten_by: None,
            lost: None,
            verdicts: vec![
                verdict(ArtifactKind::IdToken, vec![VerdictCode::DropScope]),
                verdict(ArtifactKind::Userinfo, Vec::new()),
            ],
        }],
        runs: vec![run],
        diagnostics: vec![
            Diagnostic::new(
                Code::ReservedNamespace,
                "claim `x` is in a namespace that Auth0 keeps for itself",
            )
            .at(Place::script(
                "Add role",
                Some(Span { line: 2, column: 3, end_line: 2, end_column: 9 }),
            ))
            .label(Place::pointer("/tenant/domain"), "the host")
            .help("use a host that you own"),
        ],
    }
}

#[test]
fn a_report_reads_from_top_to_bottom() {
    let text = write(&report(), &Section::ALL);
    let long = format!("  \"\"   \"{}… (302 characters)", "x".repeat(199));
    let expected = [
        "Legacy endpoint: the custom claim role reaches no token",
        "",
        "mode: legacy, protocol oauth2-resource-owner",
        "  POST /oauth/ro   only the legacy pipeline answers it   decides   documented",
        "",
        "outcome: issued",
        "",
        "https://acme.auth0.com/role   \"admin\"   rule \"Add role\", line 2",
        "  id_token   drop-reserved-namespace   documented   also drop-scope",
        "  userinfo   drop-reserved-namespace   documented",
        "",
        "id_token: issued, jwt",
        "  the scope has `openid`",
        "  sub   \"auth0|1\"",
        &long,
        "",
        "rule \"Add role\": threw, 1 step, 40 ms, 2 callback calls",
        "  TypeError: a\\nb   4:5",
        "  console.log   hi   line 3",
        "  auth0.users.updateAppMetadata(\"auth0|1\", {\"a\":1})   line 9",
        "  request   GET https://hr   no reply",
        "",
        "error[reserved-namespace]: claim `x` is in a namespace that Auth0 keeps for itself",
        "  rule \"Add role\", line 2",
        "  /tenant/domain: the host",
        "  help: use a host that you own",
        "",
    ];
    assert_eq!(text, expected.join("\n"));
}

#[test]
fn a_section_alone_says_when_it_is_empty() {
    let empty = Report {
        claims: Vec::new(),
        runs: Vec::new(),
        diagnostics: Vec::new(),
        artifacts: Vec::new(),
        ..report()
    };
    let sections = [Section::Claims, Section::Console, Section::Effects, Section::Diagnostics];
    assert_eq!(
        write(&empty, &sections),
        "no script set a claim\n\nnothing logged\n\nno effect\n\nno finding\n"
    );
}
