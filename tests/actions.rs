//! What the simulation puts on `api` is what its table lists (`domain.md` §5.3 and §5.5).
#![cfg(feature = "engine")]
#![expect(clippy::unwrap_used, reason = "what a test needs and does not find fails the test")]

use claimscope::pipeline::simulate;
use claimscope::scenario::{Instant, json};
use claimscope::script::surface::{CREDENTIALS_EXCHANGE, Group, POST_LOGIN};
use serde_json::{Value, json};

/// `group: method, …` for each group that a handler finds on `api`.
fn found(trigger: &str, handler: &str, request: &Value) -> Vec<String> {
    let code = format!(
        "exports.{handler} = async (event, api) => {{ \
           for (const group of Object.keys(api).sort()) console.log(`${{group}}: ${{Object.keys(api[group]).sort().join(', ')}}`); \
         }};"
    );
    let scenario = json!({
        "actions": [{ "name": "Look", "trigger": trigger, "code": code }],
        "resource_servers": [{ "identifier": "https://api.acme.com" }],
        "request": request,
    });
    let scenario = json::read(&scenario.to_string(), Instant(1_790_000_000_000)).unwrap();
    let report = simulate(&scenario);
    report.runs.iter().flat_map(|run| &run.console).map(|line| line.text.clone()).collect()
}

fn listed(groups: &[Group], without: &str) -> Vec<String> {
    let row = |(group, names): &Group| {
        let mut names: Vec<&str> = names.iter().copied().filter(|name| *name != without).collect();
        names.sort_unstable();
        format!("{group}: {}", names.join(", "))
    };
    groups.iter().map(row).collect()
}

#[test]
fn a_post_login_action_finds_what_the_table_lists() {
    let login =
        json!({ "path": "/authorize", "query": { "response_type": "code", "scope": "openid" } });
    assert_eq!(
        found("post-login", "onExecutePostLogin", &login),
        listed(POST_LOGIN, "recordMethod")
    );
    let back = json!({ "path": "/continue", "query": { "state": "s" } });
    assert_eq!(found("post-login", "onContinuePostLogin", &back), listed(POST_LOGIN, ""));
}

#[test]
fn a_credentials_exchange_action_finds_what_the_table_lists() {
    let request = json!({ "method": "POST", "path": "/oauth/token",
        "body": { "grant_type": "client_credentials", "audience": "https://api.acme.com" } });
    let found = found("credentials-exchange", "onExecuteCredentialsExchange", &request);
    assert_eq!(found, listed(CREDENTIALS_EXCHANGE, ""));
}
