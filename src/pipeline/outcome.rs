//! How the login ended.

use serde_json::Value;

use super::verdicts::Block;
use crate::endpoint::{Endpoint, Flow};
use crate::report::Outcome;
use crate::scenario::Scenario;
use crate::script::{Login, Pause, PauseKind, WriteTo};

/// What the application sees when a response through the URL fragment is too large (`domain.md` §3.7).
const TOO_LARGE: &str = "The generated token is too large. Try with more specific scopes.";

/// The outcome as far as the request and the scripts decide it.
pub(super) fn after_scripts(scenario: &Scenario, endpoint: &Endpoint, login: &Login) -> Outcome {
    if let Some(refusal) = &endpoint.refusal {
        return Outcome::Failed {
            code: refusal.code.into(),
            message: refusal.message.clone(),
            by: None,
        };
    }
    if let Some(stop) = &login.stop {
        let (code, message, by) = (stop.code.clone(), stop.message.clone(), stop.script.clone());
        return if stop.denied {
            Outcome::Denied { code, message, by }
        } else {
            Outcome::Failed { code, message, by: Some(by) }
        };
    }
    let redirect = login.redirect().filter(|_| endpoint.protocol != Some("redirect-callback"));
    let mut asked = redirect.map(|url| Pause {
        kind: PauseKind::Redirect,
        to: url.into(),
        by: writer(login, "redirect"),
    });
    let from_rule = asked.is_some();
    asked = asked.or_else(|| login.pauses.iter().find(|pause| pause.kind.is_page()).cloned());
    if let Some(Pause { kind, to, by }) = asked {
        return match kind {
            _ if !endpoint.interactive => {
                let who = if from_rule { "a rule" } else { "an Action" };
                let what = if kind == PauseKind::Prompt { "form" } else { "redirect" };
                let message =
                    format!("{who} asked for a {what}, and this request allows no interaction");
                interaction_required(&message, by)
            }
            PauseKind::Redirect => Outcome::Redirected { url: to, by },
            _ => Outcome::Prompted { form: to, by },
        };
    }
    let by_rule = asks_for_mfa(login).then(|| writer(login, "multifactor"));
    let by_action = || login.pauses.iter().find(|pause| !pause.kind.is_page());
    if let Some(by) = by_rule.or_else(|| by_action().map(|pause| pause.by.clone())) {
        match endpoint.flow {
            // In the browser the user is challenged and the login goes on; a refresh exchange cannot challenge anyone.
            _ if !endpoint.ends_at_challenge() => {}
            Flow::Authorize { .. } => {
                return interaction_required(
                    "a script asked for a second factor, and this request allows no interaction",
                    by,
                );
            }
            _ => return Outcome::MfaRequired { by },
        }
    }
    if scenario.request.path.is_empty() {
        return Outcome::Failed {
            code: "invalid_request".into(),
            message: "the request has no path".into(),
            by: None,
        };
    }
    Outcome::Issued
}

/// Whether a rule asked for a second factor (`domain.md` §2.10).
fn asks_for_mfa(login: &Login) -> bool {
    let provider = login
        .context
        .get("multifactor")
        .and_then(|mfa| mfa.get("provider"))
        .and_then(Value::as_str);
    provider.is_some_and(|provider| !provider.is_empty() && provider != "none")
}

/// Name of the rule that last wrote a member of `context`.
fn writer(login: &Login, member: &str) -> String {
    let write = login.writes.iter().rev().find(|write| write.to == WriteTo::Context(member.into()));
    write.map(|write| write.origin.script.clone()).unwrap_or_default()
}

fn interaction_required(message: &str, by: String) -> Outcome {
    Outcome::Failed { code: "interaction_required".into(), message: message.into(), by: Some(by) }
}

/// A claim could not be serialised.
pub(super) fn unserializable(block: &Block) -> Outcome {
    Outcome::Failed {
        code: "access_denied".into(),
        message: block.text.clone(),
        by: block.by.clone(),
    }
}

/// The custom claims of one token are over the limit.
pub(super) fn oversized(block: &Block) -> Outcome {
    Outcome::Failed { code: "access_denied".into(), message: block.text.clone(), by: None }
}

/// An assertion has no name identifier: the words of Auth0's libraries, <https://github.com/auth0/node-samlp> and
/// <https://github.com/auth0/node-wsfed>.
pub(super) fn unnamed(endpoint: &Endpoint, probes: &[String]) -> Outcome {
    let mut message = String::from("No attribute was found to generate the nameIdentifier");
    if endpoint.protocol == Some("samlp") {
        message.push_str(". We tried with: ");
        message.push_str(&probes.join(", "));
    }
    Outcome::Failed { code: "server_error".into(), message, by: None }
}

/// A token is too large for the URL fragment.
pub(super) fn oversized_fragment() -> Outcome {
    Outcome::Failed { code: "invalid_request".into(), message: TOO_LARGE.into(), by: None }
}
