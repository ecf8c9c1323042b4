//! The inputs: sections over one document.

use serde_json::Value;

use super::browser;
use super::document::{Kind, count, flag, text};
use super::el::{El, On, button, copy, el, group};
use super::field::Fields;
use super::input_section::input_section;
use super::json_field::json_field;
use super::key_values::{Member, key_values};
use super::state::{Action, Dialog, Section, State};
use super::words::{counted, sentence};
use crate::endpoint::sdk;
use crate::report::verdict::Tone;
use crate::report::{ModeKind, Weight};

/// Requests that a login can start with (`domain.md` §1).
const ENDPOINTS: &[&str] = &[
    "GET /authorize",
    "POST /oauth/token",
    "POST /oauth/ro",
    "POST /oauth/access_token",
    "POST /delegation",
    "POST /tokeninfo",
    "GET /userinfo",
    "GET /continue",
];

/// Grants of `/oauth/token` (RFC 6749 and Auth0's own).
const GRANTS: &[&str] = &[
    "authorization_code",
    "refresh_token",
    "client_credentials",
    "password",
    "http://auth0.com/oauth/grant-type/password-realm",
    "http://auth0.com/oauth/grant-type/passwordless/otp",
    "http://auth0.com/oauth/grant-type/mfa-otp",
    "urn:ietf:params:oauth:grant-type:device_code",
];

const RESPONSE_TYPES: &[&str] = &[
    "code",
    "token",
    "id_token",
    "id_token token",
    "code id_token",
    "code token",
    "code id_token token",
];
const SCOPES: &[&str] = &["openid", "openid profile email", "openid profile email offline_access"];

/// The fields of a section.
type Body = fn(&Fields<'_>, &State) -> El;

/// The sections.
pub fn inputs(state: &State, on: &On) -> El {
    let document = &*state.document;
    // What decides the mode is in nobody's way when all claims arrive.
    let kept = state.finished.as_ref().is_some_and(|finished| finished.said.tone == Tone::Kept);
    let cause = state
        .mode()
        .filter(|(_, mode)| mode.kind != ModeKind::OidcConformant && !kept)
        .and_then(|(_, mode)| mode.reasons.iter().find(|reason| reason.weight == Weight::Decides))
        .map(|reason| reason.pointer.as_str());
    let fields = &Fields { document, cause, on };
    let mut sections: Vec<(Section, &'static str, String, Body)> = vec![
        (Section::Request, "Request", [method(document), " ", path(document)].concat(), request),
        (Section::User, "User", user_summary(document), user),
        (Section::Client, "Client and APIs", client_summary(document), client),
        (Section::Tenant, "Tenant", tenant_summary(document), tenant),
        (Section::Settings, "Settings", settings_summary(document), settings),
    ];
    if state.script.kind == Kind::Action {
        sections.insert(4, (Section::Action, "Action", state.script_name(), action));
    }
    el("div.inputs-list").each(sections.into_iter().map(|(section, title, summary, body)| {
        // A closed section costs nothing: its fields are not made.
        let open = state.open.sections.contains(&section);
        input_section(section, title, summary, open.then(|| body(fields, state)), on)
    }))
}

fn method(document: &Value) -> &str {
    match text(document, "/request/method") {
        "" => "GET",
        given => given,
    }
}

fn path(document: &Value) -> &str {
    match text(document, "/request/path") {
        "" => "/authorize",
        given => given,
    }
}

fn request(fields: &Fields<'_>, state: &State) -> El {
    let Fields { document, on, .. } = fields;
    let in_body = method(document).eq_ignore_ascii_case("POST");
    let known: &[(&str, &'static str, &'static [&'static str])] = match path(document) {
        "/oauth/token" => &[
            ("grant_type", "required", GRANTS),
            ("audience", "none: opaque access token", &[]),
            ("scope", "none", SCOPES),
        ],
        "/authorize" => &[
            ("response_type", "code", RESPONSE_TYPES),
            ("audience", "none: opaque access token", &[]),
            ("scope", "none", SCOPES),
        ],
        "/userinfo" | "/tokeninfo" | "/continue" => &[],
        _ => &[
            ("connection", "required", &[]),
            ("scope", "none", SCOPES),
            ("device", "none: no refresh token", &[]),
        ],
    };
    let object = if in_body { "/request/body" } else { "/request/query" };
    let mut others = members(document, object);
    others.retain(|(name, _)| !known.iter().any(|(known, ..)| known == name));
    group()
        .with(sdk_call(state, on))
        .with(endpoint(fields))
        .each(known.iter().map(|(name, placeholder, values)| {
            fields.suggest(label(name), &Fields::parameter(name, in_body), placeholder, values)
        }))
        .with(key_values(object, &others, "parameter", fields.cause, on))
}

/// `grant_type` as a label.
fn label(name: &str) -> String {
    let words = name.replace('_', " ");
    super::gates::capital(match words.as_str() {
        "grant type" => "grant",
        "response type" => "response",
        other => other,
    })
}

/// Fills the request in from the line of code that people know. The rest of the request stays.
fn sdk_call(state: &State, on: &On) -> El {
    let mut libraries: Vec<(&str, Vec<El>)> = Vec::new();
    for (index, library, call) in state.calls.iter().flat_map(|table| sdk::calls(table)) {
        let choice = el("option").attr("value", index).with(copy(call));
        match libraries.last_mut().filter(|(last, _)| *last == library) {
            Some((_, choices)) => choices.push(choice),
            None => libraries.push((library, vec![choice])),
        }
    }
    el("div.field").with(el("label.field__label[for=in-sdk] SDK call")).with(
        el("select.field__control[id=in-sdk]")
            .on("change", on, |event| {
                let select = event.target()?;
                let index = browser::text_of(event)?.parse().ok()?;
                browser::set_property(&select, "value", "");
                Some(Action::CallChosen(index))
            })
            .with(el("option[value][selected=selected] Fill in…"))
            .each(libraries.into_iter().map(|(library, choices)| {
                el("optgroup").attr("label", copy(library)).each(choices)
            })),
    )
}

fn endpoint(fields: &Fields<'_>) -> El {
    let Fields { document, on, cause } = fields;
    let current = [method(document), " ", path(document)].concat();
    let option = |value: &str| {
        el("option").attr("value", copy(value)).flag("selected", value == current).with(copy(value))
    };
    let other = !ENDPOINTS.contains(&&*current);
    el("div.field")
        .mark("data-cause", *cause == Some("/request/path"))
        .with(el("label.field__label[for=in-endpoint] Path"))
        .with(
            el("select.field__control[id=in-endpoint][data-pointer=/request/path]")
                .changed(on, |value| {
                    let (method, path) = value.split_once(' ').unwrap_or(("GET", &value));
                    Action::FieldsSet(vec![
                        ("/request/method".into(), Some(method.into())),
                        ("/request/path".into(), Some(path.into())),
                    ])
                })
                .each(ENDPOINTS.iter().map(|value| option(value)))
                .with(other.then(|| option(&current))),
        )
}

fn members<'a>(document: &'a Value, at: &str) -> Vec<Member<'a>> {
    document.pointer(at).and_then(Value::as_object).into_iter().flatten().collect()
}

fn user_summary(document: &Value) -> String {
    let who = [text(document, "/user/email"), text(document, "/user/user_id"), "default user"]
        .into_iter()
        .find(|text| !text.is_empty());
    let who = who.unwrap_or_default();
    match count(document, "/authorization/roles") {
        0 => who.into(),
        roles => format!("{who}, {}", counted(roles, "role", "roles")),
    }
}

fn user(fields: &Fields<'_>, state: &State) -> El {
    let on = fields.on;
    let profile = json_field("Profile, as JSON", "/user", "the default user", "14", state, on);
    let permissions = "/authorization/permissions";
    let permissions = json_field("Permissions, as JSON", permissions, "none", "3", state, on);
    let strategies = [
        ("", "auth0, a database"),
        ("google-oauth2", "google-oauth2"),
        ("sms", "sms"),
        ("email", "email"),
        ("samlp", "samlp"),
        ("waad", "waad"),
        ("oidc", "oidc"),
    ];
    group()
        .with(profile)
        .with(fields.list("Roles", "/authorization/roles", "none"))
        .with(permissions)
        .with(fields.text("Connection", "/connection/name", "Username-Password-Authentication"))
        .with(fields.choice("Strategy", "/connection/strategy", &strategies))
        .with(json_field("Organization", "/organization", "none", "2", state, on))
}

fn client_summary(document: &Value) -> String {
    let name = [text(document, "/client/name"), text(document, "/client/client_id"), "default app"]
        .into_iter()
        .find(|text| !text.is_empty());
    let conformant = if flag(document, "/client/oidc_conformant", true) {
        "conformant"
    } else {
        "conformant off"
    };
    format!("{}, {conformant}", name.unwrap_or_default())
}

fn client(fields: &Fields<'_>, state: &State) -> El {
    let types = [
        ("", "not known"),
        ("spa", "single page"),
        ("regular_web", "regular web"),
        ("native", "native"),
        ("non_interactive", "machine to machine"),
    ];
    let algorithms = [("", "RS256"), ("HS256", "HS256"), ("PS256", "PS256")];
    let grants = "not known: nothing is refused";
    let metadata = "/client/client_metadata";
    group()
        .with(fields.text("Name", "/client/name", "My App"))
        .with(fields.text("Client ID", "/client/client_id", ""))
        .with(fields.choice("Type", "/client/app_type", &types))
        .with(fields.switch("OIDC Conformant", "/client/oidc_conformant", true))
        .with(fields.switch("First-party application", "/client/is_first_party", true))
        .with(fields.choice("Signs with", "/client/jwt_configuration/alg", &algorithms))
        .with(fields.list("Grants", "/client/grant_types", grants))
        .with(json_field("APIs, as JSON", "/resource_servers", "none", "8", state, fields.on))
        .with(json_field("client_metadata", metadata, "none", "3", state, fields.on))
}

fn tenant_summary(document: &Value) -> String {
    match text(document, "/tenant/domain") {
        "" => "default tenant".into(),
        domain => domain.into(),
    }
}

fn tenant(fields: &Fields<'_>, _: &State) -> El {
    let versions = [("", "22"), ("18", "18"), ("16", "16"), ("12", "12"), ("8", "8"), ("4", "4")];
    let profile = "/tenant/flags/enable_legacy_profile";
    group()
        .with(fields.text("Domain", "/tenant/domain", "tenant.eu.auth0.com"))
        .with(fields.list("Custom domains", "/tenant/custom_domains", "no custom domain"))
        .with(fields.text("Audience", "/tenant/default_audience", "no default audience"))
        .with(fields.text("Directory", "/tenant/default_directory", "no default directory"))
        .with(fields.text("Created", "/tenant/created_at", "unknown"))
        .with(fields.switch("Only namespaced claims", "/tenant/legacy_custom_claims", false))
        .with(fields.switch("Legacy user profile", profile, false))
        .with(fields.choice("Node", "/tenant/sandbox_version", &versions))
}

/// What belongs to the Action in the editor alone.
fn action(fields: &Fields<'_>, state: &State) -> El {
    let script = state.script;
    let triggers = [("", "post-login"), ("credentials-exchange", "credentials-exchange")];
    let json = |label, member: &str| {
        json_field(label, &script.pointer(member), "none", "3", state, fields.on)
    };
    group()
        .with(fields.choice("Trigger", &script.pointer("trigger"), &triggers))
        .with(fields.switch("Deployed", &script.pointer("deployed"), true))
        .with(json("Secrets, as JSON", "secrets"))
        .with(json("Dependencies, as JSON", "dependencies"))
}

fn settings_summary(document: &Value) -> String {
    let names: Vec<&str> =
        members(document, "/configuration").into_iter().map(|(name, _)| name.as_str()).collect();
    if names.is_empty() { "no setting".into() } else { names.join(", ") }
}

fn settings(fields: &Fields<'_>, state: &State) -> El {
    let Fields { document, on, .. } = fields;
    let members = members(document, "/configuration");
    let set = count(document, "/switches");
    let rows = state.calls.as_ref().and_then(|table| table.get("switches")?.as_array());
    let rows: Vec<El> = rows.into_iter().flatten().filter_map(|row| switch(row, fields)).collect();
    let disputed = format!("Disputed points: {set} of {} decided otherwise", rows.len());
    let replies = "none: each request fails as a refused connection";
    let http =
        json_field("Replies to requests of scripts, as JSON", "/http", replies, "4", state, on);
    group().with(key_values("/configuration", &members, "setting", None, on)).with(http).with(
        el("details.switches")
            .with(el("summary").with(disputed))
            .with(
                button(
                    "button.line-link",
                    on,
                    Action::DialogOpened(Dialog::Why(ASSUMPTIONS.into())),
                )
                .with("Why each is disputed"),
            )
            .each(rows),
    )
}

/// The page that lists all assumptions.
const ASSUMPTIONS: &str = "docs/assumptions.md";

/// One disputed point, `[id, question, values]`; the first value is the default.
fn switch(row: &Value, fields: &Fields<'_>) -> Option<El> {
    let id = row.get(0)?.as_str()?;
    let values = row.get(2)?.as_array()?;
    let at = ["/switches/", id].concat();
    let options: Vec<(&str, &str)> = values
        .iter()
        .filter_map(Value::as_str)
        .enumerate()
        .map(|(index, value)| (if index == 0 { "" } else { value }, value))
        .collect();
    Some(
        el("div.switches__row")
            .with(el("p.switches__question").with(sentence(row.get(1)?.as_str()?)))
            .with(fields.choice(copy(id), &at, &options)),
    )
}
