//! `misplaced-saml-mapping`: a mapping that leads to nothing because it points the wrong way, begins with `user.` or is a
//! value in place of a path (`domain.md` §2.9; SM-01).

use serde_json::Value;

use super::{Facts, cure, mappings, wording::quoted};
use crate::diagnostics::{Code, Collector, Diagnostic, Fix};
use crate::place::Place;
use crate::scenario::{Object, pointer};
use crate::tokens::saml::{self, SamlAttribute, SetBy};

/// What is wrong with a mapping.
enum Fault {
    /// Attribute and path have changed places.
    Direction,
    /// The path begins with `user.`.
    Prefix(String),
    /// It is a value of the user, found at this path.
    Value(String),
    /// It is no text at all.
    NoPath,
}

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    let attributes = &facts.composed.saml;
    for row in attributes.rows.iter().filter(|row| row.value.is_none()) {
        let of_add_on = row.set_by == SetBy::AddOn;
        if !of_add_on && row.set_by != SetBy::Rule {
            continue;
        }
        let Some(fault) = fault(row, &attributes.profile, of_add_on) else { continue };
        let path = row.path.as_deref().unwrap_or_default();
        let (message, help) = words(&row.name, path, &fault, of_add_on);
        let finding = Diagnostic::new(Code::MisplacedSamlMapping, message).help(help);
        let place = if of_add_on {
            saml::add_on(facts.scenario, facts.endpoint).map(|(name, _)| {
                let path = pointer::escape(path);
                Place::pointer(format!("/client/addons/{name}/mappings/{path}"))
            })
        } else {
            mappings::place(facts.login, &row.name)
        };
        let finding = match place {
            Some(place) => finding.at(place),
            None => finding,
        };
        let fix = if of_add_on { None } else { fix(facts, row, &fault) };
        findings.push(match fix {
            Some(fix) => finding.fix(fix),
            None => finding,
        });
    }
}

fn fault(row: &SamlAttribute, profile: &Object, of_add_on: bool) -> Option<Fault> {
    let Some(path) = row.path.as_deref() else { return Some(Fault::NoPath) };
    let is_uri = |text: &str| text.contains("://") || text.starts_with("urn:");
    // Which side a URI stands on tells the direction, unless the other one is a URI too.
    if is_uri(path) && !is_uri(&row.name) {
        return Some(Fault::Direction);
    }
    if of_add_on {
        return None;
    }
    if let Some(rest) = path.strip_prefix("user.") {
        return Some(Fault::Prefix(rest.to_owned()));
    }
    path_of(profile, path).map(Fault::Value)
}

/// Where in the user a text stands.
fn path_of(profile: &Object, text: &str) -> Option<String> {
    let is_it = |value: &Value| value.as_str() == Some(text);
    profile.iter().find_map(|(name, value)| match value {
        value if is_it(value) => Some(name.clone()),
        Value::Object(members) => {
            let (member, _) = members.iter().find(|(_, value)| is_it(value))?;
            Some(format!("{name}.{member}"))
        }
        _ => None,
    })
}

fn words(attribute: &str, path: &str, fault: &Fault, of_add_on: bool) -> (String, String) {
    let (shown, other) = (quoted(attribute), quoted(path));
    match fault {
        Fault::Direction if of_add_on => (
            format!(
                "the mapping leads from {other} to {shown}, and a mapping of the add-on leads from the user to the assertion"
            ),
            format!("let {other} and {shown} change places"),
        ),
        Fault::Direction => (
            format!(
                "the mapping leads from {shown} to {other}, and a mapping of a rule leads from the assertion to the user"
            ),
            format!("let {shown} and {other} change places"),
        ),
        Fault::Prefix(rest) => (
            format!("the mapping of {shown} begins with `user.`, so it finds nothing"),
            format!("leave `user.` out: {}", quoted(rest)),
        ),
        Fault::Value(path) => (
            format!(
                "the mapping of {shown} is the value {other} and no path into the user, so it finds nothing"
            ),
            format!("name the path as a text: {}", quoted(path)),
        ),
        Fault::NoPath => (
            format!("the mapping of {shown} is no text, so it leads nowhere"),
            "name a path into the user as a text, for example `app_metadata.department`".into(),
        ),
    }
}

/// The cure, where the entry stands in the script as a whole.
fn fix(facts: &Facts<'_>, row: &SamlAttribute, fault: &Fault) -> Option<Fix> {
    let (run, entry) = mappings::written(facts.login, &row.name)?;
    let entry = entry?;
    let text = &run.source.text;
    let value = text.get(entry.value.0..entry.value.1)?;
    let quote = value.chars().next().filter(|char| matches!(char, '\'' | '"'));
    let literal = |path: &str| cure::literal(path, quote.unwrap_or('\''));
    match fault {
        Fault::Direction => {
            let is_member = text.get(..entry.name.0)?.trim_end().ends_with('.');
            let name = literal(&row.name);
            (quote.is_some() && !is_member).then(|| {
                let edits = vec![
                    cure::script_edit(run, entry.name, value),
                    cure::script_edit(run, entry.value, name),
                ];
                Fix::editing("Let them change places", edits)
            })
        }
        Fault::Prefix(rest) => {
            quote?;
            Some(cure::in_script(run, entry.value, literal(rest), "Leave `user.` out"))
        }
        // A value that the script reads from the user in one go.
        Fault::Value(_) | Fault::NoPath => {
            let path = value.strip_prefix("user.")?;
            let simple = |char: char| char.is_alphanumeric() || matches!(char, '_' | '.' | '$');
            path.chars()
                .all(simple)
                .then(|| cure::in_script(run, entry.value, literal(path), "Name the path"))
        }
    }
}
