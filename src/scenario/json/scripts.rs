//! Rules and Actions, each with a name of its own.

use std::collections::BTreeMap;

use serde_json::Value;

use super::fields::{Fields, Findings, shortened, texts};
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

/// Bytes of an Action's text (`domain.md` §5.1).
const CODE_BYTES: usize = 102_400;

/// Characters of a secret's name, and of its value (`domain.md` §5.1).
const SECRET_NAME_CHARS: usize = 128;
const SECRET_VALUE_CHARS: usize = 4096;

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
        let version = version(&fields, &name, findings);
        if version.code.len() > CODE_BYTES {
            let message =
                format_args!("has {} bytes, and Auth0 stores {CODE_BYTES}", version.code.len());
            findings.wrong_value(&version.pointer, message, None);
        }
        actions.push(Action {
            id: fields.text("id", &format!("act_{}", index + 1), findings),
            name,
            trigger: fields.text("trigger", supported.unwrap_or("post-login"), findings),
            bound: fields.truth("bound", true, findings),
            deployed: fields.truth("deployed", true, findings) && version.deployed,
            code: version.code,
            secrets: secrets(&fields, findings),
            dependencies: dependencies(&fields, findings),
            place: at,
            pointer: version.pointer,
        });
    }
    actions
}

/// The text that runs, as far as the Management API's own fields tell it.
struct Version {
    code: String,
    pointer: String,
    deployed: bool,
}

/// The deployed version, or the draft where there is no other (`domain.md` §8.3). Raises `inactive-draft` where the draft is
/// not what Auth0 runs.
fn version(fields: &Fields<'_>, name: &str, findings: &mut Findings) -> Version {
    let draft = fields.text("code", "", findings);
    let at = fields.pointer("deployed_version");
    let version = Fields::open(fields.get("deployed_version"), at, findings);
    let is_deployed = version.truth("deployed", true, findings);
    let is_built = fields.given_text("status", findings).is_none_or(|status| status == "built");
    let is_current = fields.truth("all_changes_deployed", true, findings);
    let deployed_code = version.given_text("code", findings).filter(|_| is_deployed);
    let mut outdated = |message: &str, help: &str| {
        let message = format!("Action `{}` {message}", shortened(name));
        let at = Place::pointer(fields.pointer("code"));
        findings.push(|| Diagnostic::new(Code::InactiveDraft, message).help(help).at(at));
    };
    if let Some(code) = deployed_code {
        if !draft.is_empty() && draft != code {
            outdated(
                "runs in its deployed version, which is not the draft in `code`",
                "deploy the draft; to simulate it before that, leave `deployed_version` out",
            );
        }
        return Version { code, pointer: version.pointer("code"), deployed: true };
    }
    let deployed = is_deployed && is_built;
    if deployed && !is_current {
        outdated(
            "is simulated as it is written here, and Auth0 runs the version that was deployed before",
            "deploy the Action, or add its `deployed_version` to see what runs",
        );
    }
    Version { code: draft, pointer: fields.pointer("code"), deployed }
}

/// The names of `[{name, version}]`.
fn dependencies(fields: &Fields<'_>, findings: &mut Findings) -> Option<Vec<String>> {
    let name = |item: &Value| item.get("name").and_then(Value::as_str).map(Into::into);
    let listed = fields.list("dependencies", findings)?;
    Some(listed.into_iter().filter_map(|(_, item)| name(item)).collect())
}

/// A map, or the list `[{name, value}]`.
fn secrets(fields: &Fields<'_>, findings: &mut Findings) -> Object {
    let at = fields.pointer("secrets");
    let secrets = texts(fields.get("secrets"), &at, "name", findings);
    for (name, value) in &secrets {
        let length = value.as_str().unwrap_or_default().chars().count();
        if name.chars().count() > SECRET_NAME_CHARS || length > SECRET_VALUE_CHARS {
            let message = format_args!(
                "has the secret `{}`, which is too long for Auth0 to store",
                shortened(name)
            );
            let help = format!(
                "a name has {SECRET_NAME_CHARS} characters at most, and a value {SECRET_VALUE_CHARS}"
            );
            findings.wrong_value(&at, message, Some(help));
        }
    }
    secrets
}
