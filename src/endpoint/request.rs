//! The request as people paste it: a full URL, a query inside the path, a method before it, slashes too many.

use serde_json::Value;

use crate::builtin::lower;
use crate::scenario::{Object, Scenario};

/// A scenario's request, read tolerantly.
#[derive(Clone, Debug)]
pub(super) struct Asked<'a> {
    pub(super) scenario: &'a Scenario,
    /// Path without host, query and trailing slash.
    pub(super) path: String,
    /// Host of a full URL.
    pub(super) host: Option<String>,
    /// Parameters that stood inside the path.
    inline: Object,
}

impl<'a> Asked<'a> {
    pub(super) fn read(scenario: &'a Scenario) -> Self {
        let text = scenario.request.path.trim();
        // `POST /oauth/ro HTTP/1.1`, as a log or a manual has it.
        let text = text
            .split_ascii_whitespace()
            .find(|word| !is_method(word) && !word.starts_with("HTTP/"))
            .unwrap_or(text);
        let (host, rest) = match text.split_once("://") {
            Some((scheme, rest))
                if scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http") =>
            {
                let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
                let (authority, rest) = rest.split_at_checked(end).unwrap_or((rest, ""));
                (Some(lower(authority)), rest)
            }
            _ => (None, text),
        };
        let (rest, _) = rest.split_once('#').unwrap_or((rest, ""));
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        Self {
            scenario,
            path: format!("/{}", segments.join("/")),
            host,
            inline: parse_query(query),
        }
    }

    /// A parameter as text; empty counts as absent.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        let inline =
            || self.inline.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
        self.scenario.request.parameter(name).or_else(inline)
    }

    /// Whether the parameter stands inside the path, where a pointer cannot reach it.
    pub(super) fn is_inline(&self, name: &str) -> bool {
        self.scenario.request.parameter(name).is_none() && self.inline.contains_key(name)
    }

    /// Pointer of a parameter, or of where it would be put in a request with this method.
    pub(super) fn pointer(&self, name: &str, method: &str) -> String {
        let request = &self.scenario.request;
        if self.is_inline(name) {
            "/request/path".into()
        } else if request.body.contains_key(name) || request.query.contains_key(name) {
            request.parameter_pointer(name)
        } else {
            format!("/request/{}/{name}", if method == "POST" { "body" } else { "query" })
        }
    }

    /// Words of a parameter that is a list, each once.
    pub(super) fn words(&self, name: &str) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        for word in self.parameter(name).unwrap_or_default().split_whitespace() {
            if !words.iter().any(|known| known == word) {
                words.push(word.into());
            }
        }
        words
    }

    /// Host that the request went to.
    pub(super) fn host(&self) -> &str {
        match &self.host {
            Some(host) if self.scenario.request.hostname.is_empty() => host,
            _ => self.scenario.host(),
        }
    }
}

/// A method before the path, with the slash that a reader may have put before it.
fn is_method(word: &str) -> bool {
    matches!(
        word.trim_start_matches('/'),
        "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS"
    )
}

fn parse_query(query: &str) -> Object {
    query
        .split('&')
        .filter_map(|pair| {
            let (name, value) = pair.split_once('=')?;
            Some((decode(name), Value::String(decode(value))))
        })
        .collect()
}

/// Percent-decoding of a form (WHATWG URL, `application/x-www-form-urlencoded`); what is malformed stays as it is.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let digits = (ahead.next().and_then(hex), ahead.next().and_then(hex));
        match (byte, digits) {
            (b'%', (Some(high), Some(low))) => {
                bytes.push(high * 16 + low);
                rest = ahead;
            }
            (b'+', _) => bytes.push(b' '),
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_decoded_and_what_is_malformed_stays() {
        let query = parse_query(
            "scope=openid+profile%20email&x=%zz&audience=https%3A%2F%2Fapi.acme.com&flag",
        );
        assert_eq!(query["scope"], "openid profile email");
        assert_eq!(query["x"], "%zz");
        assert_eq!(query["audience"], "https://api.acme.com");
        assert!(!query.contains_key("flag"));
    }
}
