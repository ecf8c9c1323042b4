//! The request: as `formats.md` has it, or as it was copied, with a URL for its path and encoded parameters.

use serde_json::Value;

use super::fields::{Fields, Findings, as_text, kind, shortened};
use crate::scenario::{Object, Request};

const REQUEST: &[&str] = &[
    "method",
    "path",
    "query",
    "body",
    "headers",
    "hostname",
    "ip",
    "user_agent",
    "geoip",
    "resumes",
];

/// Paths that take `POST` alone (`domain.md` §1.4, §1.5).
const POSTED: &[&str] = &[
    "/oauth/token",
    "/oauth/ro",
    "/oauth/access_token",
    "/delegation",
    "/passwordless/verify",
    "/usernamepassword/login",
];

pub(super) fn request(value: Option<&Value>, findings: &mut Findings) -> Request {
    let fields = Fields::new(value, "/request", REQUEST, findings);
    let default = Request::default();
    let given = fields.given_text("path", findings);
    let target = Target::of(given.as_deref().unwrap_or(&default.path));
    let headers = texts(&fields, "headers", findings);
    let mut query = match parameters(&fields, "query", findings) {
        Some(query) => query,
        // The default is a whole request: its parameters go with its path only.
        None if target.query.is_empty()
            && fields.get("body").is_none()
            && target.path == default.path =>
        {
            default.query
        }
        None => Object::new(),
    };
    for (name, value) in pairs(target.query) {
        match query.get(&name).and_then(Value::as_str) {
            None => {
                query.insert(name, Value::String(value));
            }
            Some(other) if other == value => {}
            Some(_) => findings.wrong_value(
                "/request/path",
                format_args!("gives `{}` a second value, which is not used", shortened(&name)),
                None,
            ),
        }
    }
    let body = parameters(&fields, "body", findings).unwrap_or_default();
    let posted = !body.is_empty() || POSTED.contains(&target.path.as_str());
    let method = fields
        .text("method", if posted { "POST" } else { &default.method }, findings)
        .to_ascii_uppercase();
    let header = |name: &str| {
        headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .and_then(|(_, value)| value.as_str())
            .map(str::to_owned)
    };
    Request {
        method,
        hostname: fields
            .given_text("hostname", findings)
            .or(target.host)
            .or_else(|| header("host"))
            .unwrap_or_default()
            .to_ascii_lowercase(),
        path: target.path,
        query,
        body,
        ip: fields.text("ip", &default.ip, findings),
        user_agent: fields
            .given_text("user_agent", findings)
            .or_else(|| header("user-agent"))
            .unwrap_or(default.user_agent),
        geoip: fields.given_object("geoip", findings).unwrap_or(default.geoip),
        resumes: fields.text("resumes", "", findings),
        headers,
    }
}

/// What a request line or an address bar holds.
struct Target<'a> {
    host: Option<String>,
    path: String,
    query: &'a str,
}

impl<'a> Target<'a> {
    fn of(text: &'a str) -> Self {
        let text = text.trim();
        // A fragment never reaches the server.
        let text = text.split('#').next().unwrap_or_default();
        let (address, query) = text.split_once('?').unwrap_or((text, ""));
        let rest = address
            .split_once("://")
            .filter(|(scheme, _)| scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()))
            .map(|(_, rest)| rest);
        let (host, path) = match rest {
            Some(rest) => match rest.find('/').and_then(|at| rest.split_at_checked(at)) {
                Some((host, path)) => (Some(host.to_owned()), path),
                None => (Some(rest.to_owned()), "/"),
            },
            None => (None, address),
        };
        Self {
            host,
            path: if path.starts_with('/') { path.to_owned() } else { format!("/{path}") },
            query,
        }
    }
}

/// Parameters: an object, or text as it is sent (a query, a form, a JSON body).
fn parameters(fields: &Fields<'_>, name: &str, findings: &mut Findings) -> Option<Object> {
    let at = fields.pointer(name);
    match fields.get(name)? {
        Value::String(text) => {
            if let Ok(Value::Object(object)) = serde_json::from_str(text) {
                return Some(object);
            }
            let mut object = Object::new();
            for (name, value) in pairs(text.trim().trim_start_matches('?')) {
                if object.contains_key(&name) {
                    findings.wrong_value(
                        &at,
                        format_args!(
                            "gives `{}` a second value, which is not used",
                            shortened(&name)
                        ),
                        None,
                    );
                } else {
                    object.insert(name, Value::String(value));
                }
            }
            Some(object)
        }
        // A body may be JSON of any shape; what is not text is handed to the script as it is.
        Value::Object(object) if name == "body" => Some(object.clone()),
        _ => Some(texts(fields, name, findings)),
    }
}

/// An object of texts. What is neither text nor near to it is left out, with a finding.
fn texts(fields: &Fields<'_>, name: &str, findings: &mut Findings) -> Object {
    let mut texts = Object::new();
    let members = Fields::open(fields.get(name), fields.pointer(name), findings);
    for (name, value) in members.members() {
        let at = members.pointer(name);
        match as_text(value, &at, findings) {
            Some(text) => {
                texts.insert(name.clone(), Value::String(text));
            }
            None if value.is_null() => {}
            None => findings.wrong_value(
                &at,
                format_args!("is {}, which no parameter can be", kind(value)),
                Some("write it as text".into()),
            ),
        }
    }
    texts
}

/// The pairs of `application/x-www-form-urlencoded` text.
fn pairs(text: &str) -> impl Iterator<Item = (String, String)> + '_ {
    text.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(name), decoded(value))
    })
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match (byte, after) {
            (b'+', _) => bytes.push(b' '),
            (b'%', [high, low, after @ ..]) => {
                match (char::from(*high).to_digit(16), char::from(*low).to_digit(16)) {
                    (Some(high), Some(low)) => {
                        bytes.push(u8::try_from(high * 16 + low).unwrap_or_default());
                        rest = after;
                    }
                    _ => bytes.push(byte),
                }
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
