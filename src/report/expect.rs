//! Holds a report to what a scenario expects (`formats.md`, `expect`).

use serde_json::{Value, json};

use super::{Report, verdict};
use crate::claims::VerdictCode;
use crate::diagnostics::nearest;
use crate::place::ArtifactKind;
use crate::scenario::{Object, pointer};

const ARTIFACTS: [ArtifactKind; 7] = [
    ArtifactKind::IdToken,
    ArtifactKind::AccessToken,
    ArtifactKind::Userinfo,
    ArtifactKind::RefreshToken,
    ArtifactKind::Tokeninfo,
    ArtifactKind::DelegationToken,
    ArtifactKind::SamlAssertion,
];

/// One point at which a report is not what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// RFC 6901 pointer into `expect`.
    pub pointer: String,
    /// What was expected.
    pub expected: String,
    /// What the report says.
    pub found: String,
}

/// A claim that `expect` wants in an artifact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wanted<'a> {
    /// Where.
    pub kind: ArtifactKind,
    /// Its name.
    pub name: &'a str,
    /// Its value.
    pub value: &'a Value,
}

impl Wanted<'_> {
    /// RFC 6901 pointer of the wish in the scenario.
    pub fn pointer(&self) -> String {
        format!("/expect/{}/{}", self.kind.name(), pointer::escape(self.name))
    }
}

/// All claims that `expect` wants somewhere; what must be absent is none of them.
pub fn wanted(expect: Option<&Value>) -> Vec<Wanted<'_>> {
    let mut all = Vec::new();
    for kind in ARTIFACTS {
        let claims = expect.and_then(|expect| expect.get(kind.name())).and_then(Value::as_object);
        for (name, value) in claims.into_iter().flatten() {
            if value.get("$absent").is_none() {
                all.push(Wanted { kind, name, value });
            }
        }
    }
    all
}

/// All points at which the report is not what `expect` says.
///
/// - `mode`: the kind. `verdict`: the sentence. `outcome`: the kind, or an object that the outcome must contain.
/// - An artifact by name: an object of claims with their values, or `null` when it must not be issued. A claim may be
///   `{"$absent": code}` (not there, for that reason) or `{"$absent": true}`. An attribute of an assertion is a claim; its
///   value is a list where it has not one value.
/// - `diagnostics`: a list of codes that must all be raised.
pub fn differences(report: &Report, expect: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    let Value::Object(members) = expect else {
        difference(&mut found, String::new(), "an object", expect.to_string());
        return found;
    };
    for (name, expected) in members {
        let at = format!("/{}", pointer::escape(name));
        match name.as_str() {
            "mode" => equal(&mut found, at, expected, &json!(report.mode.kind)),
            "verdict" => {
                equal(&mut found, at, expected, &json!(verdict::verdict(report).to_string()));
            }
            "outcome" => outcome(&mut found, &at, report, expected),
            "diagnostics" => diagnostics(&mut found, &at, report, expected),
            _ => match ARTIFACTS.into_iter().find(|kind| kind.name() == name) {
                Some(kind) => artifact(&mut found, &at, report, kind, expected),
                None => unknown(&mut found, at, name),
            },
        }
    }
    found
}

fn difference(
    found: &mut Vec<Difference>,
    pointer: String,
    expected: impl Into<String>,
    actual: impl Into<String>,
) {
    found.push(Difference { pointer, expected: expected.into(), found: actual.into() });
}

fn equal(found: &mut Vec<Difference>, at: String, expected: &Value, actual: &Value) {
    if !same(expected, actual) {
        difference(found, at, expected.to_string(), actual.to_string());
    }
}

/// Equal as JSON: the order of members does not matter, and `1` is `1.0`.
pub fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter().all(|(name, value)| b.get(name).is_some_and(|other| same(value, other)))
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Number(x), Value::Number(y)) => {
            x == y || (x.is_f64() || y.is_f64()) && x.as_f64() == y.as_f64()
        }
        _ => a == b,
    }
}

fn unknown(found: &mut Vec<Difference>, at: String, name: &str) {
    let known = ARTIFACTS.iter().map(|kind| kind.name()).chain([
        "mode",
        "verdict",
        "outcome",
        "diagnostics",
    ]);
    let expected = match nearest(name, known) {
        Some(known) => format!("a known name, perhaps `{known}`"),
        None => "`mode`, `verdict`, `outcome`, `diagnostics` or an artifact".into(),
    };
    difference(found, at, expected, format!("`{name}`"));
}

fn outcome(found: &mut Vec<Difference>, at: &str, report: &Report, expected: &Value) {
    let actual = json!(report.outcome);
    let Value::Object(members) = expected else {
        equal(found, at.to_owned(), expected, actual.get("kind").unwrap_or(&Value::Null));
        return;
    };
    for (name, expected) in members {
        equal(
            found,
            format!("{at}/{}", pointer::escape(name)),
            expected,
            actual.get(name).unwrap_or(&Value::Null),
        );
    }
}

fn diagnostics(found: &mut Vec<Difference>, at: &str, report: &Report, expected: &Value) {
    let Value::Array(codes) = expected else {
        difference(found, at.to_owned(), "a list of codes", expected.to_string());
        return;
    };
    let raised: Vec<&str> = report.diagnostics.iter().map(|finding| finding.code.name()).collect();
    for (index, code) in codes.iter().enumerate() {
        if !code.as_str().is_some_and(|code| raised.contains(&code)) {
            let raised = if raised.is_empty() { "no finding".into() } else { raised.join(", ") };
            difference(found, format!("{at}/{index}"), code.to_string(), raised);
        }
    }
}

fn artifact(
    found: &mut Vec<Difference>,
    at: &str,
    report: &Report,
    kind: ArtifactKind,
    expected: &Value,
) {
    let artifact = report.artifacts.iter().find(|artifact| artifact.kind == kind);
    let issued = artifact.is_some_and(|artifact| artifact.issued);
    let empty = Object::new();
    let payload =
        artifact.filter(|artifact| artifact.issued).map_or(&empty, |artifact| &artifact.payload);
    let with_attributes =
        Some(payload).filter(|_| kind == ArtifactKind::SamlAssertion).and_then(attributes);
    let payload = with_attributes.as_ref().unwrap_or(payload);
    let claims = match expected {
        Value::Null => {
            if issued {
                difference(found, at.to_owned(), "not issued", "issued");
            }
            return;
        }
        Value::Object(claims) => claims,
        other => {
            difference(found, at.to_owned(), "an object of claims, or null", other.to_string());
            return;
        }
    };
    for (name, expected) in claims {
        let at = format!("{at}/{}", pointer::escape(name));
        match (expected.get("$absent"), payload.get(name)) {
            (None, Some(actual)) => equal(found, at, expected, actual),
            (None, None) => {
                let reasons = reasons(report, name, kind);
                let why = if issued {
                    reasons
                } else {
                    format!("{reasons} ({} not issued)", kind.name())
                };
                difference(found, at, expected.to_string(), why);
            }
            // A standard claim of that name may stand there: what a script set is absent all the same.
            (Some(Value::String(code)), Some(_)) if replaced(report, name, kind, code) => {}
            (Some(_), Some(actual)) => difference(found, at, "absent", actual.to_string()),
            (Some(Value::Bool(true)), None) => {}
            (Some(code), None) => {
                let has = code.as_str().is_some_and(|code| {
                    codes(report, name, kind).iter().any(|known| known.name() == code)
                });
                if !has {
                    difference(
                        found,
                        at,
                        format!("absent, {}", code.as_str().unwrap_or("a code")),
                        reasons(report, name, kind),
                    );
                }
            }
        }
    }
}

/// The payload of an assertion with each attribute under its name.
fn attributes(payload: &Object) -> Option<Object> {
    let mut all = payload.clone();
    for attribute in payload.get("attributes")?.as_array()? {
        let name = attribute.get("name")?.as_str()?;
        let value = match attribute.get("values")?.as_array()?.as_slice() {
            [value] => value.clone(),
            values => json!(values),
        };
        all.entry(name).or_insert(value);
    }
    Some(all)
}

/// Whether what scripts set under this name was dropped for this reason, and nothing they set was kept.
fn replaced(report: &Report, name: &str, kind: ArtifactKind, code: &str) -> bool {
    let custom = report.claims.iter().filter(|claim| claim.is_custom() && claim.name == name);
    let verdicts = || {
        custom.clone().flat_map(|claim| &claim.verdicts).filter(|verdict| verdict.artifact == kind)
    };
    let has = |verdict: &super::Verdict| {
        std::iter::once(&verdict.code).chain(&verdict.also).any(|known| known.name() == code)
    };
    verdicts().any(has) && !verdicts().any(|verdict| verdict.code.is_kept())
}

/// Why a claim is not in an artifact, the first reason first.
fn codes(report: &Report, name: &str, kind: ArtifactKind) -> Vec<VerdictCode> {
    let verdicts =
        report.claims.iter().filter(|claim| claim.name == name).flat_map(|claim| &claim.verdicts);
    verdicts
        .filter(|verdict| verdict.artifact == kind)
        .flat_map(|verdict| std::iter::once(verdict.code).chain(verdict.also.iter().copied()))
        .collect()
}

fn reasons(report: &Report, name: &str, kind: ArtifactKind) -> String {
    let names: Vec<&str> = codes(report, name, kind).iter().map(|code| code.name()).collect();
    if names.is_empty() {
        "absent, never set".into()
    } else {
        format!("absent, {}", names.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Report {
        let verdict = json!({ "artifact": "id_token", "code": "drop-restricted", "also": ["drop-scope"], "evidence": "documented", "source": "", "as_of": "" });
        crate::report::json::from_value(json!({
            "claimscope": 1, "mode": { "kind": "oidc-conformant", "protocol": null, "reasons": [] },
            "outcome": { "kind": "denied", "code": "access_denied", "message": "no", "by": "A" },
            "artifacts": [{ "kind": "id_token", "issued": true, "format": "jwt", "why": "", "header": {},
                            "payload": { "sub": "1", "n": 1.0, "o": { "a": 1, "b": 2 } }, "encoded": "", "bytes": 0 }],
            "claims": [{ "name": "roles", "target": "id_token", "value": [], "origin": { "kind": "rule", "script": "A" }, "overwritten_by": null, "verdicts": [verdict] }],
            "runs": [], "diagnostics": []
        }))
        .unwrap()
    }

    #[test]
    fn a_report_that_is_as_expected_has_no_difference() {
        let expect = json!({ "mode": "oidc-conformant", "outcome": { "kind": "denied", "by": "A" }, "access_token": null,
            "id_token": { "sub": "1", "n": 1, "o": { "b": 2, "a": 1 }, "roles": { "$absent": "drop-restricted" }, "x": { "$absent": true } }, "diagnostics": [] });
        assert_eq!(differences(&report(), &expect), []);
        assert_eq!(
            differences(
                &report(),
                &json!({ "outcome": "denied", "id_token": { "roles": { "$absent": "drop-scope" } } })
            ),
            []
        );
    }

    #[test]
    fn each_difference_says_what_was_expected_and_what_was_found() {
        let expect = json!({ "mode": "legacy", "outcome": "issued", "id_token": { "sub": "2", "roles": { "$absent": "drop-opaque" }, "role": "admin", "n": { "$absent": true } },
            "acces_token": {}, "userinfo": { "a": 1 }, "diagnostics": ["script-threw"] });
        let found: Vec<String> = differences(&report(), &expect)
            .into_iter()
            .map(|d| format!("{}: {} / {}", d.pointer, d.expected, d.found))
            .collect();
        assert_eq!(
            found,
            [
                "/mode: \"legacy\" / \"oidc-conformant\"",
                "/outcome: \"issued\" / \"denied\"",
                "/id_token/sub: \"2\" / \"1\"",
                "/id_token/roles: absent, drop-opaque / absent, drop-restricted, drop-scope",
                "/id_token/role: \"admin\" / absent, never set",
                "/id_token/n: absent / 1.0",
                "/acces_token: a known name, perhaps `access_token` / `acces_token`",
                "/userinfo/a: 1 / absent, never set (userinfo not issued)",
                "/diagnostics/0: \"script-threw\" / no finding",
            ]
        );
        assert_eq!(differences(&report(), &json!([])).len(), 1);
    }
}
