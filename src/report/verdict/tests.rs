use super::*;
use crate::claims::Evidence;
use crate::place::{Place, Span};
use crate::report::OriginKind;
use crate::report::{Mode, Origin, ScriptError};
use serde_json::json;

fn report(kind: ModeKind, outcome: Outcome, claims: Vec<Claim>) -> Report {
    Report {
        claimscope: 1,
        mode: Mode { kind, protocol: None, reasons: Vec::new() },
        outcome,
        artifacts: Vec::new(),
        claims,
        runs: Vec::new(),
        diagnostics: Vec::new(),
    }
}

fn claim(name: &str, target: Target, verdicts: &[(ArtifactKind, VerdictCode)]) -> Claim {
    let verdict = |(artifact, code): &(ArtifactKind, VerdictCode)| crate::report::Verdict {
        artifact: *artifact,
        code: *code,
        also: Vec::new(),
        evidence: Evidence::Documented,
        source: String::new(),
        as_of: String::new(),
        switch: None,
        reasons: Vec::new(),
    };
    Claim {
        name: name.into(),
        target,
        value: Some(json!("x")),
        stand_in: None,
        origin: Origin { kind: OriginKind::Rule, script: "A".into(), ..Origin::standard() },
        earlier: Vec::new(),
        overwritten_by: None,
        lost: None,
        verdicts: verdicts.iter().map(verdict).collect(),
    }
}

fn kept(name: &str) -> Claim {
    claim(
        name,
        Target::IdToken,
        &[(ArtifactKind::IdToken, VerdictCode::Keep), (ArtifactKind::Userinfo, VerdictCode::Keep)],
    )
}

fn dropped(name: &str) -> Claim {
    claim(name, Target::IdToken, &[(ArtifactKind::IdToken, VerdictCode::DropRestricted)])
}

fn run(script: &str, outcome: RunOutcome) -> Run {
    Run {
        script: script.into(),
        kind: OriginKind::Rule,
        outcome,
        error: None,
        callback_calls: 0,
        virtual_ms: 0,
        console: Vec::new(),
        effects: Vec::new(),
        requests: Vec::new(),
        id_token: serde_json::Map::new(),
        access_token: serde_json::Map::new(),
        steps: 0,
    }
}

fn says(kind: ModeKind, claims: Vec<Claim>) -> String {
    verdict(&report(kind, Outcome::Issued, claims)).to_string()
}

#[test]
fn claims_are_counted_and_none_comes_before_figures() {
    let legacy = ["a", "b", "c"].map(|name| {
        claim(name, Target::IdToken, &[(ArtifactKind::IdToken, VerdictCode::DropModeLegacy)])
    });
    assert_eq!(
        says(ModeKind::Legacy, legacy.to_vec()),
        "Legacy endpoint: none of 3 custom claims reaches a token"
    );
    let oidc = |claims| says(ModeKind::OidcConformant, claims);
    assert_eq!(
        oidc(vec![kept("a"), dropped("b"), dropped("c")]),
        "OIDC-conformant: 1 of 3 custom claims reaches its tokens"
    );
    assert_eq!(
        oidc(["a", "b", "c", "d"].map(kept).to_vec()),
        "OIDC-conformant: all 4 custom claims reach their tokens"
    );
    assert_eq!(
        oidc(vec![kept("a"), kept("b")]),
        "OIDC-conformant: both custom claims reach their tokens"
    );
    assert_eq!(
        oidc(vec![dropped("roles")]),
        "OIDC-conformant: the custom claim roles reaches no token"
    );
}

#[test]
fn one_name_is_followed_to_each_token() {
    let opaque = claim(
        "https://acme.com/role",
        Target::AccessToken,
        &[(ArtifactKind::AccessToken, VerdictCode::DropOpaque)],
    );
    let report = report(
        ModeKind::OidcConformant,
        Outcome::Issued,
        vec![kept("https://acme.com/role"), opaque],
    );
    let verdict = verdict(&report);
    assert_eq!(
        verdict.to_string(),
        "OIDC-conformant: role reaches the ID token and /userinfo, but the access token is opaque"
    );
    assert_eq!(verdict.tone, Tone::Partly);
    assert_eq!(
        says(ModeKind::OidcConformant, vec![kept("role")]),
        "OIDC-conformant: role reaches the ID token and /userinfo"
    );
}

#[test]
fn a_name_counts_once_and_arrives_when_both_tokens_keep_it() {
    let on_access_token =
        |name, code| claim(name, Target::AccessToken, &[(ArtifactKind::AccessToken, code)]);
    let oidc = |claims| says(ModeKind::OidcConformant, claims);
    let role = || [kept("role"), on_access_token("role", VerdictCode::Keep)];
    let plan = || [kept("plan"), on_access_token("plan", VerdictCode::DropOpaque)];
    assert_eq!(
        oidc([role().to_vec(), vec![kept("x")]].concat()),
        "OIDC-conformant: both custom claims reach their tokens"
    );
    assert_eq!(
        oidc([role().to_vec(), plan().to_vec()].concat()),
        "OIDC-conformant: 1 of 2 custom claims reaches its tokens, 1 only some of them"
    );
    assert_eq!(
        oidc([plan().to_vec(), vec![dropped("x")]].concat()),
        "OIDC-conformant: none of 2 custom claims reaches all its tokens, 1 some of them"
    );
}

#[test]
fn a_token_that_is_too_large_fails_the_login_whatever_the_mode() {
    let message = "The generated token is too large. Try with more specific scopes.".into();
    let outcome = Outcome::Failed { code: "invalid_request".into(), message, by: None };
    let mut report = report(ModeKind::OidcConformant, outcome, Vec::new());
    report.diagnostics = vec![Diagnostic::new(Code::OversizedFragment, "x")];
    assert_eq!(
        verdict(&report).to_string(),
        "Failed: the token is too large for the URL fragment, so no token is issued"
    );
}

#[test]
fn work_on_the_user_counts_only_where_it_was_the_aim() {
    let user = claim("roles", Target::User, &[(ArtifactKind::IdToken, VerdictCode::DropScopeName)]);
    assert_eq!(
        says(ModeKind::OidcConformant, vec![kept("a"), kept("b"), user.clone()]),
        "OIDC-conformant: both custom claims reach their tokens"
    );
    assert_eq!(
        says(ModeKind::Legacy, vec![user]),
        "Legacy endpoint: the custom claim roles reaches no token"
    );
}

#[test]
fn without_a_claim_the_reason_is_named() {
    assert_eq!(
        says(ModeKind::MachineToMachine, Vec::new()),
        "Machine to machine: no Rule and no post-login Action runs here"
    );
    let mut report = report(ModeKind::OidcConformant, Outcome::Issued, Vec::new());
    assert_eq!(
        verdict(&report).to_string(),
        "OIDC-conformant: no claim was set, because there is no script"
    );
    report.runs = vec![run("A", RunOutcome::Skipped)];
    report.diagnostics = vec![Diagnostic::new(Code::InactiveEndOfLife, "x")];
    assert_eq!(
        verdict(&report).to_string(),
        "OIDC-conformant: no claim was set, because Rules stopped executing on 2026-11-18"
    );
    report.runs = vec![run("Add claims", RunOutcome::Ok)];
    let span = Span { line: 6, column: 1, end_line: 6, end_column: 2 };
    report.diagnostics = vec![
        Diagnostic::new(Code::InactiveBranch, "x").at(Place::script("Add claims", Some(span))),
    ];
    assert_eq!(
        verdict(&report).to_string(),
        "OIDC-conformant: no claim was set, because \"Add claims\" skipped the write at line 6"
    );
}

#[test]
fn a_login_that_ends_early_names_the_script_and_the_line() {
    let denied = Outcome::Denied {
        code: "access_denied".into(),
        message: "no".into(),
        by: "Check domain".into(),
    };
    let mut report = report(ModeKind::OidcConformant, denied, vec![kept("a")]);
    assert_eq!(
        verdict(&report).to_string(),
        "Denied: \"Check domain\" ended the login, so no token is issued"
    );
    let span = Span { line: 12, column: 1, end_line: 12, end_column: 2 };
    report.diagnostics = vec![
        Diagnostic::new(Code::ScriptDenied, "x").at(Place::script("Check domain", Some(span))),
    ];
    assert_eq!(
        verdict(&report).to_string(),
        "Denied: \"Check domain\" ended the login at line 12, so no token is issued"
    );
    report.outcome =
        Outcome::Failed { code: "access_denied".into(), message: "x".into(), by: Some("B".into()) };
    let error = ScriptError {
        name: "TypeError".into(),
        message: "x".into(),
        line: Some(4),
        column: None,
        stack: String::new(),
    };
    report.runs = vec![Run { error: Some(error), ..run("B", RunOutcome::Threw) }];
    assert_eq!(
        verdict(&report).to_string(),
        "Failed: \"B\" threw a TypeError at line 4, so no token is issued"
    );
    report.runs = vec![run("B", RunOutcome::Limit)];
    assert_eq!(
        verdict(&report).to_string(),
        "Stopped: \"B\" reached a limit, so no token is issued"
    );
    let message = "an OIDC-conformant application cannot use `/oauth/ro`".into();
    report.outcome = Outcome::Failed { code: "unauthorized_client".into(), message, by: None };
    report.mode.kind = ModeKind::Legacy;
    assert_eq!(
        verdict(&report).to_string(),
        "Legacy endpoint: an OIDC-conformant application cannot use /oauth/ro, so no token is issued"
    );
    report.diagnostics = vec![Diagnostic::new(Code::InternalFault, "x")];
    assert_eq!(verdict(&report).lead, "Failed");
}

#[test]
fn a_claim_that_no_token_can_hold_is_named() {
    let verdicts = [(ArtifactKind::IdToken, VerdictCode::FailSerialize)];
    let loops = claim("https://acme.com/loop", Target::IdToken, &verdicts);
    let by = Some("A".into());
    let outcome = Outcome::Failed { code: "access_denied".into(), message: "x".into(), by };
    let report = report(ModeKind::OidcConformant, outcome, vec![loops]);
    assert_eq!(
        verdict(&report).to_string(),
        "Failed: the value of loop cannot be serialised, so no token is issued"
    );
}

#[test]
fn an_assertion_has_attributes() {
    let attribute =
        |name: &str, code| claim(name, Target::User, &[(ArtifactKind::SamlAssertion, code)]);
    let (keep, drop) = (VerdictCode::Keep, VerdictCode::DropValueUndefined);
    let said = |claims| verdict(&report(ModeKind::SamlWsFed, Outcome::Issued, claims)).to_string();
    assert_eq!(said(vec![attribute("urn:a", keep)]), "SAML or WS-Fed: urn:a is in the assertion");
    assert_eq!(
        said(vec![attribute("urn:a", drop)]),
        "SAML or WS-Fed: urn:a is not in the assertion"
    );
    assert_eq!(
        said(vec![attribute("urn:a", keep), attribute("urn:b", drop)]),
        "SAML or WS-Fed: 1 of 2 custom attributes is in the assertion"
    );
    assert_eq!(said(Vec::new()), "SAML or WS-Fed: no claim was set, because there is no script");
}
