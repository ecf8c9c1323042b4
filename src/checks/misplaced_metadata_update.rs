//! `misplaced-metadata-update`, `restricted-metadata-key`: what a script stored with `auth0.users.update…Metadata`
//! (`domain.md` §4.3, §4.5; MD-05, MD-13).

use serde_json::Value;

use super::{Facts, text, wording::quoted};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::{Place, Span};
use crate::report::Effect;
use crate::scenario::Object;
use crate::script::ScriptRun;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for run in &facts.login.runs {
        for effect in &run.effects {
            if let Some(key) = set_by_action(effect) {
                findings.push(restricted(run, effect, "metadata", key));
            }
            let Some((field, stored)) = update(effect) else { continue };
            if let Some(key) = forbidden_key(stored) {
                findings.push(restricted(run, effect, field, key));
            }
            for (key, value) in stored {
                let now = facts.login.user.get(field).and_then(|metadata| metadata.get(key));
                if now.unwrap_or(&Value::Null) == value || !is_read(facts, field, key) {
                    continue;
                }
                findings.push(
                    Diagnostic::new(
                        Code::MisplacedMetadataUpdate,
                        format!("{} is stored, but `user` keeps the old value for this login, and a script reads it", quoted(&format!("{field}.{key}"))),
                    )
                    .help(format!("set {} as well", quoted(&format!("user.{field}.{key}"))))
                    .at(Place::script(&run.script, line(run, effect))),
                );
            }
        }
    }
}

fn restricted(run: &ScriptRun, effect: &Effect, field: &str, key: &str) -> Diagnostic {
    Diagnostic::new(
        Code::RestrictedMetadataKey,
        format!(
            "Auth0 refuses the key {} in `{field}`: it contains a dot or starts with a dollar sign",
            quoted(key)
        ),
    )
    .help("rename the key, for example with an underscore")
    .at(Place::script(&run.script, line(run, effect)))
}

/// The key of `api.user.set…Metadata` that Auth0 refuses, or one in its value.
fn set_by_action(effect: &Effect) -> Option<&str> {
    if !matches!(effect.kind.as_str(), "api.user.setAppMetadata" | "api.user.setUserMetadata") {
        return None;
    }
    let key = effect.args.first()?.as_str()?;
    if key.contains('.') || key.starts_with('$') {
        return Some(key);
    }
    effect.args.get(1)?.as_object().and_then(forbidden_key)
}

/// Which metadata a call stored, and what.
fn update(effect: &Effect) -> Option<(&'static str, &Object)> {
    let field = match effect.kind.as_str() {
        "auth0.users.updateAppMetadata" | "auth0.ManagementClient.updateAppMetadata" => {
            "app_metadata"
        }
        "auth0.users.updateUserMetadata" | "auth0.ManagementClient.updateUserMetadata" => {
            "user_metadata"
        }
        _ => return None,
    };
    Some((field, effect.args.get(1)?.as_object()?))
}

/// The first key, at any depth, that metadata must not have.
fn forbidden_key(object: &Object) -> Option<&str> {
    let mut open = vec![object];
    while let Some(object) = open.pop() {
        for (key, value) in object {
            if key.contains('.') || key.starts_with('$') {
                return Some(key);
            }
            match value {
                Value::Object(inner) => open.push(inner),
                Value::Array(items) => open.extend(items.iter().filter_map(Value::as_object)),
                _ => {}
            }
        }
    }
    None
}

/// Whether some script of the login reads that key of the user.
fn is_read(facts: &Facts<'_>, field: &str, key: &str) -> bool {
    facts.live_runs().any(|run| {
        run.source.facts.user_reads.iter().any(|read| {
            let mut path = read.path.iter().map(String::as_str).filter(|part| *part != "user");
            path.next() == Some(field) && path.next().is_none_or(|part| part == key)
        })
    })
}

fn line(run: &ScriptRun, effect: &Effect) -> Option<Span> {
    text::line(&run.source.text, effect.line?)
}
