//! Rules and Actions, each with a name of its own.

use std::collections::BTreeMap;

use serde_json::Value;

use super::fields::{Fields, Findings, shortened};
use crate::diagnostics::{Code, Diagnostic};
use crate::place::Place;
use crate::scenario::{Action, Object, Rule};

const RULE: &[&str] = &["id", "name", "order", "enabled", "stage", "script"];

const ACTION: &[&str] = &[
    "id",
    "name",
    "trigger",
    "bound",
    "deployed",
    "code",
    "secrets",
    "dependencies",
    "supported_triggers",
    "runtime",
    "deployed_version",
    "all_changes_deployed",
    "status",
    "installed_integration_id",
    "integration",
    "created_at",
    "updated_at",
    "built_at",
    "deploy",
    "modules",
];

/// The names that are taken: reports point to scripts by name.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Each with the number after which the next free one is looked for.
    taken: BTreeMap<String, u32>,
}

impl Names {
    /// The name itself, or with a number that makes it unique.
    fn take(&mut self, name: String, at: &str, findings: &mut Findings) -> String {
        let Some(mut number) = self.taken.get(&name).copied() else {
            self.taken.insert(name.clone(), 1);
            return name;
        };
        let unique = loop {
            number += 1;
            let unique = format!("{name} ({number})");
            if !self.taken.contains_key(&unique) {
                break unique;
            }
        };
        self.taken.insert(name.clone(), number);
        self.taken.insert(unique.clone(), 1);
        findings.push(|| {
            Diagnostic::new(
                Code::ScenarioDuplicate,
                format!("two scripts are named `{}`", shortened(&name)),
            )
            .help(format!("this one is called `{}` in the report", shortened(&unique)))
            .at(Place::pointer(at))
        });
        unique
    }
}

pub(super) fn rules(
    scenario: &Fields<'_>,
    names: &mut Names,
    findings: &mut Findings,
) -> Vec<Rule> {
    let mut rules = Vec::new();
    let given = scenario.list("rules", findings).unwrap_or_default();
    // Ties are decided by the id as a text (`SW-20`), so ids of our own are padded: ten rules keep the list's order.
    let digits = given.len().to_string().len();
    for (index, (at, item)) in given.into_iter().enumerate() {
        let fields = Fields::new(Some(item), at, RULE, findings);
        let name = fields
            .given_text("name", findings)
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| format!("Rule {}", index + 1));
        let stage = fields.text("stage", "login_success", findings);
        let stages = ["login_success", "login_failure", "pre_authorize"];
        if !stages.contains(&stage.as_str()) {
            findings.not_a_word(&fields.pointer("stage"), &stage, &stages);
        }
        rules.push(Rule {
            id: fields.text("id", &format!("rul_{:0digits$}", index + 1), findings),
            name: names.take(name, &fields.pointer("name"), findings),
            order: order(&fields, findings),
            enabled: fields.truth("enabled", true, findings),
            stage,
            script: fields.required_text("script", findings).unwrap_or_default(),
            pointer: fields.pointer("script"),
        });
    }
    rules
}

fn order(fields: &Fields<'_>, findings: &mut Findings) -> Option<f64> {
    let value = fields.get("order")?;
    if let Some(text) = value.as_str()
        && let Some(order) = crate::builtin::number(text)
    {
        findings.coerced(&fields.pointer("order"), "is text and was read as a number");
        return Some(order);
    }
    if !value.is_number() {
        findings.wrong_type(&fields.pointer("order"), "a number", value);
    }
    value.as_f64()
}

pub(super) fn actions(
    scenario: &Fields<'_>,
    names: &mut Names,
    findings: &mut Findings,
) -> Vec<Action> {
    let mut actions = Vec::new();
    for (index, (at, item)) in
        scenario.list("actions", findings).unwrap_or_default().into_iter().enumerate()
    {
        let fields = Fields::new(Some(item), at.clone(), ACTION, findings);
        let name = fields
            .given_text("name", findings)
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| format!("Action {}", index + 1));
        let supported = fields.list("supported_triggers", findings).unwrap_or_default();
        let supported =
            supported.first().and_then(|(_, trigger)| trigger.get("id")).and_then(Value::as_str);
        let name = names.take(name, &fields.pointer("name"), findings);
        actions.push(Action {
            id: fields.text("id", &format!("act_{}", index + 1), findings),
            name,
            trigger: fields.text("trigger", supported.unwrap_or("post-login"), findings),
            bound: fields.truth("bound", true, findings),
            deployed: fields.truth("deployed", true, findings) && deployment(&fields, findings),
            code: fields.text("code", "", findings),
            secrets: secrets(&fields, findings),
            dependencies: dependencies(&fields, findings),
            pointer: fields.pointer("code"),
        });
    }
    actions
}

/// Whether the draft is what runs, where the Management API's own fields say it (`domain.md` §8.3).
fn deployment(fields: &Fields<'_>, findings: &mut Findings) -> bool {
    let built = fields.given_text("status", findings).is_none_or(|status| status == "built");
    fields.truth("all_changes_deployed", true, findings) && built
}

/// The names of `[{name, version}]`.
fn dependencies(fields: &Fields<'_>, findings: &mut Findings) -> Vec<String> {
    let listed = fields.list("dependencies", findings).unwrap_or_default();
    let name = |item: &Value| item.get("name").and_then(Value::as_str).map(Into::into);
    listed.into_iter().filter_map(|(_, item)| name(item)).collect()
}

/// A map, or the list `[{name, value}]`.
fn secrets(fields: &Fields<'_>, findings: &mut Findings) -> Object {
    let Some(Value::Array(items)) = fields.get("secrets") else {
        return fields.object("secrets", findings);
    };
    let mut secrets = Object::new();
    for item in items {
        if let Some(name) = item.get("name").and_then(Value::as_str) {
            secrets.insert(name.to_owned(), item.get("value").cloned().unwrap_or_default());
        }
    }
    secrets
}
