//! The inputs: five sections over one document.

use std::rc::Rc;

use serde_json::Value;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::document::{count, flag, text};
use super::field::Fields;
use super::input_section::input_section;
use super::json_field::JsonField;
use super::key_values::KeyValues;
use super::state::{Action, Section};
use super::words::{counted, sentence};
use crate::endpoint::sdk::CALLS;
use crate::report::{Mode, ModeKind, Weight};
use crate::scenario::{SWITCHES, Scenario};

/// See [`inputs`].
#[derive(Debug)]
pub struct Props {
    /// The scenario.
    pub document: Rc<Value>,
    /// The same, as the core reads it.
    pub scenario: Rc<Scenario>,
    /// The mode, for the mark on the field that decides it.
    pub mode: Option<Rc<Mode>>,
    /// Open sections.
    pub sections: Vec<Section>,
    /// What happens.
    pub on: Callback<Action>,
}

/// Requests that a login can start with (`domain.md` §1).
const ENDPOINTS: &[(&str, &str)] = &[
    ("GET", "/authorize"),
    ("POST", "/oauth/token"),
    ("POST", "/oauth/ro"),
    ("POST", "/oauth/access_token"),
    ("POST", "/delegation"),
    ("POST", "/tokeninfo"),
    ("GET", "/userinfo"),
    ("GET", "/continue"),
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

/// The sections.
///
/// No component: it has no state, and each component adds 4 kB.
pub fn inputs(Props { document, scenario, mode, sections, on }: &Props) -> Html {
    let cause =
        mode.as_ref().filter(|mode| mode.kind != ModeKind::OidcConformant).and_then(|mode| {
            mode.reasons
                .iter()
                .find(|reason| reason.weight == Weight::Decides)
                .map(|reason| reason.pointer.as_str())
        });
    let fields = Fields { document, cause, on };
    let section =
        |section: Section, title: &'static str, summary: String, body: &dyn Fn() -> Html| {
            let open = sections.contains(&section);
            // A closed section costs nothing: its fields are not made.
            input_section(
                section,
                title,
                summary,
                open,
                on,
                if open {
                    body()
                } else {
                    html! {}
                },
            )
        };
    html! {
        <div class="inputs-list">
            { section(Section::Request, "Request", format!("{} {}", method(document), path(document)), &|| request(&fields, scenario)) }
            { section(Section::User, "User", user_summary(document), &|| user(&fields)) }
            { section(Section::Client, "Client and APIs", client_summary(document), &|| client(&fields)) }
            { section(Section::Tenant, "Tenant", text(document, "/tenant/domain").to_owned(), &|| tenant(&fields)) }
            { section(Section::Settings, "Settings", settings_summary(document), &|| settings(&fields)) }
        </div>
    }
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

fn request(fields: &Fields<'_>, scenario: &Rc<Scenario>) -> Html {
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
    let others = members(document, object, |name| !known.iter().any(|(known, ..)| *known == name));
    html! {
        <>
            { sdk_call(scenario, on) }
            { endpoint(fields) }
            { for known.iter().map(|(name, placeholder, values)| fields.suggest(&label(name), &Fields::parameter(name, in_body), placeholder, values)) }
            <KeyValues pointer={object} members={others} noun="parameter" cause={fields.cause.map(|at| AttrValue::from(at.to_owned()))} on={(*on).clone()} />
        </>
    }
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
fn sdk_call(scenario: &Rc<Scenario>, on: &Callback<Action>) -> Html {
    let scenario = Rc::clone(scenario);
    let on = on.clone();
    let chosen = Callback::from(move |event: Event| {
        let select = event.target_unchecked_into::<HtmlSelectElement>();
        let call = select.value().parse::<usize>().ok().and_then(|index| CALLS.get(index));
        select.set_value("");
        if let Some(Value::Object(request)) = call.map(|call| call.request(&scenario)) {
            on.emit(Action::FieldsSet(
                request
                    .into_iter()
                    .map(|(name, value)| (format!("/request/{name}"), Some(value)))
                    .collect(),
            ));
        }
    });
    let mut libraries: Vec<&str> = CALLS.iter().map(|call| call.library).collect();
    libraries.dedup();
    html! {
        <div class="field">
            <label class="field__label" for="in-sdk">{ "SDK call" }</label>
            <select class="field__control" id="in-sdk" onchange={chosen}>
                <option value="" selected=true>{ "Fill in…" }</option>
                { for libraries.into_iter().map(|library| html! {
                    <optgroup label={library}>
                        { for CALLS.iter().enumerate().filter(|(_, call)| call.library == library).map(|(index, call)| html! { <option value={index.to_string()}>{ call.call }</option> }) }
                    </optgroup>
                }) }
            </select>
        </div>
    }
}

fn endpoint(fields: &Fields<'_>) -> Html {
    let Fields { document, on, cause } = fields;
    let current = format!("{} {}", method(document), path(document));
    let chosen = on.reform(|event: Event| {
        let value = event.target_unchecked_into::<HtmlSelectElement>().value();
        let (method, path) = value.split_once(' ').unwrap_or(("GET", &value));
        Action::FieldsSet(vec![
            ("/request/method".into(), Some(method.into())),
            ("/request/path".into(), Some(path.into())),
        ])
    });
    let other = (!ENDPOINTS.iter().any(|(method, path)| current == format!("{method} {path}")))
        .then(|| current.clone());
    html! {
        <div class="field" data-cause={(*cause == Some("/request/path")).then_some("true")}>
            <label class="field__label" for="in-endpoint">{ "Path" }</label>
            <select class="field__control" id="in-endpoint" data-pointer="/request/path" onchange={chosen}>
                { for ENDPOINTS.iter().map(|(method, path)| {
                    let value = format!("{method} {path}");
                    html! { <option value={value.clone()} selected={value == current}>{ &value }</option> }
                }) }
                if let Some(other) = other { <option value={other.clone()} selected=true>{ &other }</option> }
            </select>
        </div>
    }
}

fn members(document: &Value, at: &str, keep: impl Fn(&str) -> bool) -> Vec<(AttrValue, Value)> {
    let object = document.pointer(at).and_then(Value::as_object);
    object
        .into_iter()
        .flatten()
        .filter(|(name, _)| keep(name))
        .map(|(name, value)| (AttrValue::from(name.clone()), value.clone()))
        .collect()
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

fn user(fields: &Fields<'_>) -> Html {
    let Fields { document, on, .. } = fields;
    html! {
        <>
            <JsonField label="Profile, as JSON" pointer="/user" value={document.pointer("/user").cloned()} placeholder="the default user" rows=14 on={(*on).clone()} />
            { fields.list("Roles", "/authorization/roles", "none") }
            <JsonField label="Permissions, as JSON" pointer="/authorization/permissions" value={document.pointer("/authorization/permissions").cloned()} placeholder="none" rows=3 on={(*on).clone()} />
            { fields.text("Connection", "/connection/name", "Username-Password-Authentication") }
            { fields.choice("Strategy", "/connection/strategy", &[("", "auth0, a database"), ("google-oauth2", "google-oauth2"), ("sms", "sms"), ("email", "email"), ("samlp", "samlp"), ("waad", "waad"), ("oidc", "oidc")]) }
            <JsonField label="Organization" pointer="/organization" value={document.pointer("/organization").cloned()} placeholder="none" rows=2 on={(*on).clone()} />
        </>
    }
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

fn client(fields: &Fields<'_>) -> Html {
    let Fields { document, on, .. } = fields;
    html! {
        <>
            { fields.text("Name", "/client/name", "My App") }
            { fields.text("Client ID", "/client/client_id", "") }
            { fields.choice("Type", "/client/app_type", &[("", "not known"), ("spa", "single page"), ("regular_web", "regular web"), ("native", "native"), ("non_interactive", "machine to machine")]) }
            { fields.switch("OIDC Conformant", "/client/oidc_conformant", true) }
            { fields.switch("First-party application", "/client/is_first_party", true) }
            { fields.choice("Signs with", "/client/jwt_configuration/alg", &[("", "RS256"), ("HS256", "HS256"), ("PS256", "PS256")]) }
            { fields.list("Grants", "/client/grant_types", "not known: nothing is refused") }
            <JsonField label="APIs, as JSON" pointer="/resource_servers" value={document.pointer("/resource_servers").cloned()} placeholder="none" rows=8 on={(*on).clone()} />
            <JsonField label="client_metadata" pointer="/client/client_metadata" value={document.pointer("/client/client_metadata").cloned()} placeholder="none" rows=3 on={(*on).clone()} />
        </>
    }
}

fn tenant(fields: &Fields<'_>) -> Html {
    html! {
        <>
            { fields.text("Domain", "/tenant/domain", "tenant.eu.auth0.com") }
            { fields.list("Custom domains", "/tenant/custom_domains", "no custom domain") }
            { fields.text("Audience", "/tenant/default_audience", "no default audience") }
            { fields.text("Directory", "/tenant/default_directory", "no default directory") }
            { fields.switch("Only namespaced claims", "/tenant/legacy_custom_claims", false) }
            { fields.switch("Legacy user profile", "/tenant/flags/enable_legacy_profile", false) }
            { fields.choice("Node", "/tenant/sandbox_version", &[("", "22"), ("18", "18"), ("16", "16"), ("12", "12"), ("8", "8"), ("4", "4")]) }
        </>
    }
}

fn settings_summary(document: &Value) -> String {
    let names: Vec<String> = members(document, "/configuration", |_| true)
        .into_iter()
        .map(|(name, _)| name.to_string())
        .collect();
    if names.is_empty() { "no setting".into() } else { names.join(", ") }
}

fn settings(fields: &Fields<'_>) -> Html {
    let Fields { document, on, .. } = fields;
    let set = count(document, "/switches");
    html! {
        <>
            <KeyValues pointer="/configuration" members={members(document, "/configuration", |_| true)} noun="setting" on={(*on).clone()} />
            <details class="switches">
                <summary>{ format!("Disputed points: {set} of {} decided otherwise", SWITCHES.len()) }</summary>
                { for SWITCHES.iter().map(|switch| {
                    let options: Vec<(&'static str, &'static str)> =
                        switch.values.iter().enumerate().map(|(index, value)| (if index == 0 { "" } else { *value }, *value)).collect();
                    html! { <div class="switches__row">
                        <p class="switches__question">{ sentence(switch.question) }</p>
                        { fields.choice(switch.id, &format!("/switches/{}", switch.id), &options) }
                    </div> }
                }) }
            </details>
        </>
    }
}
