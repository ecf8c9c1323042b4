//! The refresh that will follow a login: the rules run again, with another request (`domain.md` §1.4).

use serde_json::{Value, json};

use crate::endpoint::{self, Endpoint, Flow};
use crate::report::{ModeKind, Outcome};
use crate::scenario::{Object, Scenario};
use crate::script::{self, Login};

/// Members of `context` that are different in a refresh.
const DIFFERENT: [&str; 3] = ["request", "protocol", "sessionID"];

/// What the rules do when the refresh token of this login is exchanged; `None` where there is none, or where no rule
/// looks at anything that would be different.
pub(super) fn run(
    scenario: &Scenario,
    endpoint: &Endpoint,
    login: &Login,
    outcome: &Outcome,
) -> Option<Login> {
    let follows = endpoint.mode == ModeKind::OidcConformant
        && endpoint.returns_refresh_token
        && endpoint.flow != Flow::Refresh
        && *outcome == Outcome::Issued;
    let looks = |name: &str| {
        login.runs.iter().any(|run| {
            run.steps > 0 && run.source.facts.context_members.iter().any(|one| one.name == name)
        })
    };
    // A rule that names the protocol of a refresh knows of it.
    let knows = login.runs.iter().any(|run| run.source.text.contains("refresh-token"));
    if !follows || knows || !DIFFERENT.into_iter().any(looks) {
        return None;
    }
    let mut refresh = scenario.clone();
    refresh.request.method = "POST".into();
    refresh.request.path = "/oauth/token".into();
    refresh.request.query = Object::new();
    refresh.request.body = match json!({
        "grant_type": "refresh_token",
        "client_id": scenario.client.client_id,
        "refresh_token": "r",
    }) {
        Value::Object(body) => body,
        _ => return None,
    };
    let endpoint = endpoint::decide(&refresh);
    if endpoint.refusal.is_some() {
        return None;
    }
    Some(script::run(&refresh, &endpoint, &script::build(&refresh, &endpoint)))
}
