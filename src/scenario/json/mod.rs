//! Text → scenario and findings. The only place that knows the wire form of `formats.md`.

mod fields;
mod http;
mod request;
mod scripts;
mod settings;

use serde_json::Value;

use super::defaults::authentication_method;
use super::{
    Action, Authorization, Instant, Object, Overrides, Permission, RULES_LAST_DAY, Request,
    SWITCHES, Scenario, Switches, jsonc,
};
use crate::diagnostics::{Code, Diagnostic};
use crate::place::Place;
use fields::{Fields, Findings, texts};

pub use super::jsonc::Fault;

/// Version of the scenario format.
pub const VERSION: u64 = 1;

/// Bytes of text that are read; beyond it, `oversized-input`.
pub const TEXT_BYTES: usize = 5_000_000;

const KNOWN: [&str; 21] = [
    "claimscope",
    "name",
    "now",
    "tenant",
    "client",
    "resource_servers",
    "connection",
    "organization",
    "request",
    "user",
    "authorization",
    "authentication",
    "session",
    "stats",
    "configuration",
    "rules",
    "actions",
    "http",
    "overrides",
    "switches",
    "expect",
];

impl Fault {
    /// The fault as the finding `scenario-syntax`.
    pub fn to_diagnostic(&self) -> Diagnostic {
        Diagnostic::new(Code::ScenarioSyntax, self.message.clone()).at(Place::Scenario {
            pointer: String::new(),
            line: Some(self.line),
            column: Some(self.column),
        })
    }
}

/// Reads a scenario from JSON with comments and trailing commas. `present` is the time when none is given and no rule
/// is switched on.
///
/// # Errors
/// The text is no JSON. Whatever else is wrong is a finding of the scenario.
pub fn read(text: &str, present: Instant) -> Result<Scenario, Fault> {
    if text.len() > TEXT_BYTES {
        let finding = Diagnostic::new(
            Code::OversizedInput,
            format!("the scenario has {} bytes; up to {TEXT_BYTES} are read", text.len()),
        )
        .help("the defaults are simulated in its place")
        .at(Place::pointer(""));
        let mut scenario = from_value(&Value::Object(Object::new()), present);
        scenario.findings = vec![finding];
        return Ok(scenario);
    }
    Ok(from_value(&jsonc::read(text)?, present))
}

/// Reads a scenario from JSON. Raises `scenario-type`, `scenario-value`, `scenario-coerced`, `unknown-field`,
/// `scenario-duplicate`, `scenario-date`, `scenario-empty` and `unsupported-action`.
pub fn from_value(value: &Value, present: Instant) -> Scenario {
    let mut findings = Findings::default();
    let fields = Fields::new(Some(value), "", &KNOWN, &mut findings);
    if value.is_null() {
        findings.wrong_type("", "an object", value);
    }
    if let Some(version) =
        fields.given_count("claimscope", &mut findings).filter(|version| *version != VERSION)
    {
        findings.wrong_value(
            "/claimscope",
            format_args!("is {version}; this is read as version {VERSION}"),
            None,
        );
    }
    let tenant = settings::tenant(fields.get("tenant"), &mut findings);
    let connection = settings::connection(fields.get("connection"), &mut findings);
    let mut names = scripts::Names::default();
    let rules = scripts::rules(&fields, &mut names, &mut findings);
    let actions = scripts::actions(&fields, &mut names, &mut findings);
    if rules.is_empty() && actions.is_empty() {
        findings.push(|| {
            Diagnostic::new(Code::ScenarioEmpty, "the scenario holds no script, so no claim is set")
                .help("add a rule")
                .at(Place::pointer("/rules"))
        });
    }
    let given = fields.given_instant("now", &mut findings);
    let now = given.unwrap_or_else(|| {
        if !rules.iter().any(|rule| rule.enabled) {
            return present;
        }
        findings.push(|| {
            Diagnostic::new(
                Code::ScenarioDate,
                "no date is given, so the login happens on 2026-11-17, the last full day of Rules",
            )
            .help("set `now` to simulate another day")
            .at(Place::pointer("/now"))
        });
        RULES_LAST_DAY
    });
    let default = Scenario::default();
    Scenario {
        name: fields.text("name", "", &mut findings),
        now,
        now_given: given.is_some(),
        client: settings::client(fields.get("client"), &mut findings),
        resource_servers: settings::resource_servers(&fields, &mut findings),
        organization: settings::organization(fields.get("organization"), &mut findings),
        request: request(fields.get("request"), &actions, &mut findings),
        // The fixture stands in for an absent user only: `{}` is a user without any attribute.
        user: fields.given_object("user", &mut findings).unwrap_or(default.user),
        authorization: authorization(fields.get("authorization"), &mut findings),
        authentication_methods: authentication(
            fields.get("authentication"),
            &connection.strategy,
            now,
            &mut findings,
        ),
        session_id: session(&fields, default.session_id, &mut findings),
        logins_count: Fields::new(fields.get("stats"), "/stats", &["logins_count"], &mut findings)
            .count("logins_count", default.logins_count, &mut findings),
        configuration: configuration(fields.get("configuration"), &mut findings),
        http: http::replies(&fields, &mut findings),
        overrides: overrides(fields.get("overrides"), &mut findings),
        switches: switches(fields.get("switches"), &mut findings),
        expect: fields.get("expect").cloned(),
        tenant,
        connection,
        rules,
        actions,
        findings: findings.0,
    }
}

/// Roles as names or as answers of `GET /users/{id}/roles`; `null` leaves `context.authorization` undefined.
fn authorization(value: Option<&Value>, findings: &mut Findings) -> Authorization {
    let fields = Fields::new(value, "/authorization", &["roles", "permissions"], findings);
    let roles = if fields.is_null("roles") {
        None
    } else {
        Some(fields.names("roles", "name", findings).unwrap_or_default())
    };
    let mut permissions = Vec::new();
    for (at, item) in fields.list("permissions", findings).unwrap_or_default() {
        let known = [
            "resource_server_identifier",
            "permission_name",
            "resource_server_name",
            "description",
            "sources",
        ];
        let fields = Fields::new(Some(item), at, &known, findings);
        if let (Some(resource_server_identifier), Some(permission_name)) = (
            fields.required_text("resource_server_identifier", findings),
            fields.required_text("permission_name", findings),
        ) {
            permissions.push(Permission { resource_server_identifier, permission_name });
        }
    }
    Authorization { roles, permissions }
}

fn authentication(
    value: Option<&Value>,
    strategy: &str,
    now: Instant,
    findings: &mut Findings,
) -> Vec<Value> {
    let fields = Fields::new(value, "/authentication", &["methods"], findings);
    let Some(methods) = fields.list("methods", findings) else {
        return vec![authentication_method(strategy, now)];
    };
    let mut entries = Vec::new();
    for (at, method) in methods {
        match method {
            Value::Object(_) => entries.push(method.clone()),
            Value::String(name) => {
                entries.push(serde_json::json!({ "name": name, "timestamp": now.0 }));
            }
            other => findings.wrong_type(&at, "an object", other),
        }
    }
    entries
}

/// `null`, for the session or its id, is a login without a session.
fn session(fields: &Fields<'_>, default: String, findings: &mut Findings) -> String {
    let session = Fields::open(fields.get("session"), "/session", findings);
    if fields.is_null("session") || session.is_null("id") {
        String::new()
    } else {
        session.given_text("id", findings).unwrap_or(default)
    }
}

/// Rules settings are texts (`domain.md` §4.5), also as the list `[{key, value}]`.
fn configuration(value: Option<&Value>, findings: &mut Findings) -> Object {
    texts(value, "/configuration", "key", findings)
}

/// The request, which may resume one of the Actions.
fn request(value: Option<&Value>, actions: &[Action], findings: &mut Findings) -> Request {
    let request = request::request(value, findings);
    let id = &request.resumes;
    if !id.is_empty() && !actions.iter().any(|action| action.id == *id) {
        findings.wrong_value("/request/resumes", "is the id of no Action", None);
    }
    request
}

fn overrides(value: Option<&Value>, findings: &mut Findings) -> Overrides {
    let fields = Fields::new(value, "/overrides", &["user", "context", "event"], findings);
    let mut patch = |name| fields.given_object(name, findings).map(Value::Object);
    Overrides { user: patch("user"), context: patch("context"), event: patch("event") }
}

fn switches(value: Option<&Value>, findings: &mut Findings) -> Switches {
    let mut switches = Switches::default();
    let ids: Vec<&str> = SWITCHES.iter().map(|switch| switch.id).collect();
    let fields = Fields::new(value, "/switches", &ids, findings);
    for switch in &SWITCHES {
        if let Some(default) = switch.values.first() {
            let value = fields.word(switch.id, default, switch.values, findings);
            if fields.get(switch.id).is_some() {
                switches.set(switch.id, &value);
            }
        }
    }
    switches
}

#[cfg(test)]
mod tests;
