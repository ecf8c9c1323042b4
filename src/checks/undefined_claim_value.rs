//! `undefined-claim-value`, `undefined-linked-attribute`, `undefined-connection-attribute`: there was nothing to send
//! (`domain.md` §3.8, §4.3; MD-02, MD-07, MD-08, MD-09).

use serde_json::{Map, Value};

use super::{Facts, cure, sites, text, wording::quoted};
use crate::claims::VerdictCode;
use crate::diagnostics::{Code, Collector, Diagnostic, Fix, nearest};
use crate::report::{Claim, Target};
use crate::script::source::ClaimWrite;
use crate::script::{Held, ScriptRun};

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for claim in facts.claims_of_scripts() {
        let has_no_value = claim.verdicts.iter().any(|verdict| {
            verdict.code == VerdictCode::DropValueUndefined
                || verdict.also.contains(&VerdictCode::DropValueUndefined)
        });
        // A claim that was deleted, lost or written too late has none either, and was not set to nothing.
        let Some(what) = held(facts, claim).filter(|_| has_no_value) else { continue };
        let read = user_path(facts, claim);
        let finding = sites::at_name(
            facts,
            Diagnostic::new(
                cause(facts, read.as_deref()),
                format!(
                    "claim {} was set to {what}, so there is nothing to send",
                    quoted(&claim.name)
                ),
            ),
            claim,
        );
        findings.push(explained(facts, claim, finding));
    }
}

/// What the claim object holds.
fn held(facts: &Facts<'_>, claim: &Claim) -> Option<&'static str> {
    let object = if claim.target == Target::AccessToken {
        &facts.login.access_token
    } else {
        &facts.login.id_token
    };
    object.members.iter().find(|(name, _)| *name == claim.name).and_then(|(_, held)| match held {
        Held::Nothing(what) => Some(*what),
        _ => None,
    })
}

/// The attribute that the claim was read from, without `user`.
fn user_path(facts: &Facts<'_>, claim: &Claim) -> Option<Vec<String>> {
    let path = sites::static_write(facts, claim)?.value_path.as_deref()?;
    let (root, rest) = path.split_first()?;
    (root == "user").then(|| rest.to_vec())
}

/// What kind of gap it is.
fn cause(facts: &Facts<'_>, path: Option<&[String]>) -> Code {
    let Some(path) = path else { return Code::UndefinedClaimValue };
    let parts: Vec<&str> = path.iter().map(String::as_str).collect();
    match (near(&facts.login.user, &parts), parts.as_slice()) {
        (Some(other), _) if other.contains("].profileData.") => Code::UndefinedLinkedAttribute,
        // A connection fills the root; metadata and what Auth0 keeps itself come from elsewhere.
        (None, [attribute])
            if connection_help(facts).is_some()
                && !matches!(*attribute, "roles" | "groups" | "permissions" | "multifactor") =>
        {
            Code::UndefinedConnectionAttribute
        }
        _ => Code::UndefinedClaimValue,
    }
}

/// Strategies whose attributes come from another provider as they are mapped in the connection.
const ENTERPRISE: [&str; 9] =
    ["samlp", "oidc", "okta", "waad", "adfs", "ad", "auth0-adldap", "google-apps", "pingfederate"];

/// Strategies without a provider of attributes.
const OWN: [&str; 4] = ["auth0", "sms", "email", ""];

/// What to do about an attribute that the connection did not deliver.
fn connection_help(facts: &Facts<'_>) -> Option<&'static str> {
    let strategy = facts.scenario.connection.strategy.as_str();
    if OWN.contains(&strategy) {
        None
    } else if ENTERPRISE.contains(&strategy) {
        Some("map the attribute in the connection, and look at what the provider sends")
    } else {
        Some(
            "ask for it in the connection's permissions: the provider sends only what was asked for and what the user has",
        )
    }
}

/// With the path that was read, and what exists near it.
fn explained(facts: &Facts<'_>, claim: &Claim, finding: Diagnostic) -> Diagnostic {
    const USUAL: &str = "give it a default, or set it only where there is a value";
    let Some(write) = sites::static_write(facts, claim) else { return finding.help(USUAL) };
    let Some(path) = write.value_path.as_deref() else { return finding.help(USUAL) };
    let names: Vec<&str> = path.iter().map(String::as_str).collect();
    let (root, user, rest) = match names.as_slice() {
        ["user", rest @ ..] => ("user", &facts.login.user, rest),
        ["event", "user", rest @ ..] => ("event.user", &facts.login.stored_user, rest),
        _ => return finding.help(USUAL),
    };
    let Some(other) = near(user, rest) else {
        let what = quoted(&path.join("."));
        if let Some(help) =
            connection_help(facts).filter(|_| finding.code == Code::UndefinedConnectionAttribute)
        {
            let connection = quoted(&facts.scenario.connection.name);
            return finding.help(format!("connection {connection} did not deliver {what}: {help}"));
        }
        return finding.help(format!("{what} does not exist on this user: give it a default, or set it only where there is a value"));
    };
    let other = format!("{root}.{other}");
    let finding = finding.help(format!(
        "{} does not exist on this user, but {} does",
        quoted(&path.join(".")),
        quoted(&other)
    ));
    match replace_value(facts.run_of(&claim.origin.script), write, path, &other) {
        Some(fix) => finding.fix(fix),
        None => finding,
    }
}

fn replace_value(
    run: Option<&ScriptRun>,
    write: &ClaimWrite,
    path: &[String],
    other: &str,
) -> Option<Fix> {
    let run = run?;
    // An alias or a guard in the text is more than the path, and stays.
    let text = &run.source.text;
    let is_plain = text::slice(text, write.value_span)? == path.join(".") && !other.contains('[');
    is_plain.then_some(())?;
    Some(cure::in_script(
        run,
        text::bytes(text, write.value_span)?,
        other,
        format!("Read {}", quoted(other)),
    ))
}

/// The nearest path that exists: a sibling of almost that name, else the same name elsewhere on the user.
fn near(user: &Map<String, Value>, path: &[&str]) -> Option<String> {
    let (last, way) = path.split_last()?;
    if let Some(parent) = object_at(user, way) {
        let siblings =
            parent.iter().filter(|(_, value)| !value.is_null()).map(|(key, _)| key.as_str());
        if let Some(sibling) = nearest(last, siblings.filter(|key| is_identifier(key))) {
            return Some(way.iter().chain([&sibling]).copied().collect::<Vec<_>>().join("."));
        }
    }
    let mut found = Vec::new();
    search(user, last, "", 0, &mut found);
    found.into_iter().min_by_key(|path| (path.matches(['.', '[']).count(), path.len()))
}

fn object_at<'a>(user: &'a Map<String, Value>, path: &[&str]) -> Option<&'a Map<String, Value>> {
    path.iter().try_fold(user, |object, part| object.get(*part)?.as_object())
}

/// Paths at which a member of this name exists.
fn search(
    object: &Map<String, Value>,
    name: &str,
    at: &str,
    depth: usize,
    found: &mut Vec<String>,
) {
    if depth > 4 || found.len() > 20 {
        return;
    }
    for (key, value) in object.iter().filter(|(key, _)| is_identifier(key)) {
        let path = if at.is_empty() { key.clone() } else { format!("{at}.{key}") };
        if key == name && !value.is_null() {
            found.push(path.clone());
        }
        match value {
            Value::Object(inner) => search(inner, name, &path, depth + 1, found),
            Value::Array(items) => {
                for (index, inner) in items
                    .iter()
                    .take(8)
                    .enumerate()
                    .filter_map(|(index, item)| Some((index, item.as_object()?)))
                {
                    search(inner, name, &format!("{path}[{index}]"), depth + 1, found);
                }
            }
            _ => {}
        }
    }
}

fn is_identifier(key: &str) -> bool {
    key.starts_with(|char: char| char.is_alphabetic() || matches!(char, '_' | '$'))
        && key.chars().all(|char| char.is_alphanumeric() || matches!(char, '_' | '$'))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn near_path(path: &[&str]) -> Option<String> {
        let user = json!({
            "email": "a@b.c", "department": null, "app_metadata": {"role": "admin", "team": {"name": "blue"}},
            "identities": [{"provider": "auth0"}, {"provider": "google-oauth2", "profileData": {"family_name": "Roe"}}],
        });
        near(user.as_object().unwrap(), path)
    }

    #[test]
    fn a_misspelt_member_finds_its_sibling() {
        assert_eq!(near_path(&["app_metadata", "rol"]).as_deref(), Some("app_metadata.role"));
        assert_eq!(near_path(&["emial"]).as_deref(), Some("email"));
    }

    #[test]
    fn a_member_is_found_where_it_lies() {
        assert_eq!(near_path(&["user_metadata", "role"]).as_deref(), Some("app_metadata.role"));
        assert_eq!(
            near_path(&["family_name"]).as_deref(),
            Some("identities[1].profileData.family_name")
        );
        assert_eq!(near_path(&["department"]), None);
    }
}
