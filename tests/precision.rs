//! A script that is right raises no error and no warning: a false alarm costs more trust than a missing hint.
//! More of them, one a section, are under `tests/precision`; a title that ends with `(not CODE)` names the finding that
//! something like it would raise.
#![cfg(feature = "engine")]
#![expect(clippy::unwrap_used, reason = "the date of the test is a date")]

#[cfg(test)]
#[expect(dead_code, reason = "cases use more of it")]
mod support;

use std::path::Path;

use claimscope::diagnostics::{Code, Diagnostic, Severity};
use claimscope::pipeline::simulate;
use claimscope::scenario::{Instant, json};
use serde_json::{Value, json};

/// Rules as people write them, after Auth0's templates.
const RIGHT: &[(&str, &str)] = &[
    (
        "roles under a namespace, guarded",
        "function addRoles(user, context, callback) {\n  const namespace = 'https://acme.com/';\n  const assigned = (context.authorization || {}).roles || [];\n  context.idToken[namespace + 'roles'] = assigned;\n  context.accessToken[`${namespace}roles`] = assigned;\n  return callback(null, user, context);\n}",
    ),
    (
        "metadata made first",
        "function (user, context, callback) {\n  user.app_metadata = user.app_metadata || {};\n  user.app_metadata.visits = (user.app_metadata.visits || 0) + 1;\n  auth0.users.updateAppMetadata(user.user_id, user.app_metadata)\n    .then(function () {\n      context.idToken['https://acme.com/visits'] = user.app_metadata.visits;\n      callback(null, user, context);\n    })\n    .catch(function (err) { callback(err); });\n}",
    ),
    (
        "other parameter names, a claim object under another name",
        "function (u, ctx, cb) {\n  var token = ctx.idToken;\n  token['https://acme.com/email'] = u.email;\n  cb(null, u, ctx);\n}",
    ),
    (
        "a claim set in one of two branches",
        "function (user, context, callback) {\n  if (user.email_verified) {\n    context.idToken['https://acme.com/tier'] = 'full';\n  } else {\n    context.idToken['https://acme.com/tier'] = 'trial';\n  }\n  callback(null, user, context);\n}",
    ),
    (
        "a profile claim that its scope allows",
        "function (user, context, callback) {\n  context.idToken.picture = 'https://cdn.acme.com/ada.png';\n  callback(null, user, context);\n}",
    ),
    (
        "an async rule",
        "async function (user, context, callback) {\n  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));\n  await wait(20);\n  context.idToken['https://acme.com/team'] = 'blue';\n  callback(null, user, context);\n}",
    ),
    (
        "a value passed on to a later part",
        "function (user, context, callback) {\n  context.acme = { team: 'blue' };\n  user.team = 'blue';\n  context.idToken['https://acme.com/team'] = context.acme.team;\n  callback(null, user, context);\n}",
    ),
    (
        "claim objects made when they are missing",
        "function (user, context, callback) {\n  context.idToken = context.idToken || {};\n  context.accessToken = context.accessToken || {};\n  context.idToken['https://acme.com/a'] = 1;\n  callback(null, user, context);\n}",
    ),
    (
        "a claim object spread into a new one",
        "function (user, context, callback) {\n  context.idToken['https://acme.com/a'] = 1;\n  context.idToken = Object.assign({}, context.idToken, { 'https://acme.com/b': 2 });\n  callback(null, user, context);\n}",
    ),
    (
        "an error handed on only where there is one",
        "function (user, context, callback) {\n  let error;\n  setTimeout(function () {\n    context.idToken['https://acme.com/a'] = 1;\n    callback(error, user, context);\n  }, 5);\n}",
    ),
    (
        "a scope added to those that were asked for",
        "function (user, context, callback) {\n  const asked = ((context.request.query || {}).scope || '').split(' ');\n  context.accessToken.scope = asked.concat('read:orders');\n  context.idToken['https://acme.com/a'] = 1;\n  callback(null, user, context);\n}",
    ),
    (
        "names that look like restricted ones",
        "function (user, context, callback) {\n  context.idToken.role = 'admin';\n  context.idToken['user_roles'] = ['admin'];\n  context.idToken['urn:acme:role'] = 'admin';\n  context.idToken['https://notauth0.com/role'] = 'admin';\n  context.idToken['https://acme.com'] = 'admin';\n  context.idToken['http://localhost:3000/role'] = 'admin';\n  context.idToken['https://acme.com/see/https://other.com/x'] = 1;\n  callback(null, user, context);\n}",
    ),
    (
        "optional values left out",
        "function (user, context, callback) {\n  const meta = user.user_metadata || {};\n  if (meta.nothing) context.idToken['https://acme.com/nothing'] = meta.nothing;\n  context.idToken['https://acme.com/lang'] = meta.lang ?? null;\n  callback(null, user, context);\n}",
    ),
    (
        "a guarded redirect that is not taken",
        "function (user, context, callback) {\n  if (context.protocol === 'redirect-callback') return callback(null, user, context);\n  if (!user.email_verified) { context.redirect = { url: 'https://acme.com/verify' }; }\n  context.idToken['https://acme.com/a'] = 1;\n  callback(null, user, context);\n}",
    ),
    (
        "a second factor in the browser",
        "function (user, context, callback) {\n  context.multifactor = { provider: 'any', allowRememberBrowser: false };\n  context.idToken['https://acme.com/a'] = 1;\n  callback(null, user, context);\n}",
    ),
    (
        "what is deleted on purpose",
        "function (user, context, callback) {\n  context.idToken['https://acme.com/a'] = 1;\n  context.idToken['https://acme.com/b'] = 2;\n  delete context.idToken['https://acme.com/a'];\n  callback(null, user, context);\n}",
    ),
    (
        "a SAML mapping that is guarded",
        "function (user, context, callback) {\n  if (context.protocol === 'samlp') {\n    context.samlConfiguration = context.samlConfiguration || {};\n    context.samlConfiguration.mappings = { 'urn:dept': 'app_metadata.dept' };\n  }\n  context.idToken['https://acme.com/a'] = 1;\n  callback(null, user, context);\n}",
    ),
    (
        "an arrow function with destructuring",
        "(user, context, callback) => {\n  const { app_metadata: { plan } = {} } = user;\n  context.idToken['https://acme.com/plan'] = plan || 'free';\n  callback(null, user, context);\n}",
    ),
];

fn simulated(script: &str, more: &Value) -> Vec<Diagnostic> {
    let rules = json!([{ "id": "rul_1", "name": "Rule", "order": 1, "enabled": true, "stage": "login_success", "script": script }]);
    let mut rules = json!({ "rules": rules });
    claimscope::scenario::pointer::merge_patch(&mut rules, more);
    of_login(&rules)
}

/// A login with this over what it usually has.
fn of_login(more: &Value) -> Vec<Diagnostic> {
    let mut document = json!({
        "now": "2026-06-01T12:00:00Z",
        "tenant": { "domain": "acme.eu.auth0.com" },
        "resource_servers": [{ "identifier": "https://api.acme.com", "scopes": [{ "value": "read:orders" }] }],
        "request": { "method": "GET", "path": "/authorize",
            "query": { "client_id": "app", "response_type": "code", "scope": "openid profile email", "audience": "https://api.acme.com" } },
        "user": { "user_id": "auth0|1", "email": "ada@acme.com", "email_verified": true, "name": "Ada", "user_metadata": { "lang": "de" } },
    });
    claimscope::scenario::pointer::merge_patch(&mut document, more);
    simulate(&json::from_value(&document, Instant::parse("2026-06-01").unwrap())).diagnostics
}

fn alarms(findings: &[Diagnostic]) -> Vec<String> {
    findings
        .iter()
        .filter(|finding| finding.severity != Severity::Note)
        .map(|finding| format!("{}: {}", finding.code.name(), finding.message))
        .collect()
}

#[test]
fn a_right_script_raises_no_alarm() {
    let mut failures = Vec::new();
    for (what, script) in RIGHT {
        let alarms = alarms(&simulated(script, &json!({})));
        if !alarms.is_empty() {
            failures.push(format!("{what}: {}", alarms.join("; ")));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn a_login_without_scripts_raises_no_alarm() {
    for request in [
        json!({ "query": { "response_type": "code", "scope": "openid" } }),
        json!({ "method": "POST", "path": "/oauth/token", "query": null, "body": { "grant_type": "client_credentials", "audience": "https://api.acme.com" } }),
        json!({ "query": { "response_type": "token", "scope": "read:orders" } }),
    ] {
        let more = json!({ "rules": null, "request": request });
        assert_eq!(alarms(&simulated("", &more)), Vec::<String>::new(), "{request}");
    }
}

#[test]
fn a_right_login_raises_no_alarm() {
    let mut failures = Vec::new();
    let mut scripts = RIGHT.len();
    for file in support::files(Path::new("tests/precision"), "md") {
        for case in support::read(&file).unwrap_or_else(|fault| panic!("{fault}")) {
            let document = case.document(None).unwrap_or_else(|fault| panic!("{fault}"));
            scripts += 1;
            let findings = of_login(&document);
            let mut unwanted = alarms(&findings);
            if let Some(code) = not(&case.title) {
                assert!(Code::ALL.iter().any(|known| known.name() == code), "{}", case.place());
                unwanted.extend(
                    findings
                        .iter()
                        .filter(|finding| finding.code.name() == code)
                        .map(|finding| format!("{code}: {}", finding.message)),
                );
            }
            if !unwanted.is_empty() {
                failures.push(format!("{}: {}", case.place(), unwanted.join("; ")));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(scripts >= 100, "only {scripts} right scripts");
}

/// The code at the end of a title: `… (not CODE)`.
fn not(title: &str) -> Option<&str> {
    title.rsplit_once("(not ")?.1.strip_suffix(')')
}
