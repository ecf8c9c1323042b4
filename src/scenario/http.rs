//! What the outside answers to the requests of scripts (`formats.md`, `http`).

use serde_json::Value;

/// Virtual time that an answer takes when its row names none, in milliseconds.
pub const DELAY_MS: u64 = 50;

/// One row: which requests it answers, and with what.
#[derive(Clone, Debug, PartialEq)]
pub struct HttpReply {
    /// Method; empty for any.
    pub method: String,
    /// URL, exact or with `*` for any text.
    pub url: String,
    /// HTTP status.
    pub status: u16,
    /// Headers.
    pub headers: Vec<(String, String)>,
    /// Text, or what is sent as JSON.
    pub body: Value,
    /// Virtual time until the answer, in milliseconds.
    pub delay_ms: u64,
    /// How often the row answers; `None` for always.
    pub times: Option<u64>,
    /// The code of the error that comes in place of an answer: `ECONNRESET`, `ETIMEDOUT` …
    pub error: Option<String>,
}

impl HttpReply {
    /// Whether the row answers such a request.
    pub fn matches(&self, method: &str, url: &str) -> bool {
        (self.method.is_empty() || self.method.eq_ignore_ascii_case(method))
            && fits(with_root(&self.url).as_bytes(), with_root(url).as_bytes())
    }

    /// The body as it is sent.
    pub fn text(&self) -> String {
        match &self.body {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }
    }
}

/// The URL as clients send it: host in small letters and without the usual port, the path `/` where it has none, and no
/// fragment.
fn with_root(url: &str) -> String {
    let url = url.split('#').next().unwrap_or_default();
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let (host, tail) = rest.split_at(rest.find(['/', '?', '*']).unwrap_or(rest.len()));
    let (scheme, host) = (scheme.to_ascii_lowercase(), host.to_ascii_lowercase());
    let port = if scheme == "https" { ":443" } else { ":80" };
    let host = host.strip_suffix(port).unwrap_or(&host);
    let slash = if tail.starts_with(['/', '*']) { "" } else { "/" };
    format!("{scheme}://{host}{slash}{tail}")
}

/// Whether a text fits a pattern in which `*` stands for any text.
fn fits(pattern: &[u8], text: &[u8]) -> bool {
    let (mut at, mut from) = (0, 0);
    // Where to go on when it does not fit: behind the last `*`, one letter further.
    let mut retry: Option<(usize, usize)> = None;
    while from < text.len() {
        if pattern.get(at) == Some(&b'*') {
            at += 1;
            retry = Some((at, from));
        } else if pattern.get(at).is_some() && pattern.get(at) == text.get(from) {
            at += 1;
            from += 1;
        } else if let Some((star, seen)) = retry {
            at = star;
            from = seen + 1;
            retry = Some((star, from));
        } else {
            return false;
        }
    }
    pattern.get(at..).is_none_or(|rest| rest.iter().all(|byte| *byte == b'*'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_text() {
        for (pattern, text, expected) in [
            ("https://a.com/users/*", "https://a.com/users/1?x=2", true),
            ("https://a.com/users/*", "https://a.com/users", false),
            ("*", "https://a.com/", true),
            ("https://*.com/*/b", "https://a.com/x/a/b", true),
            ("https://a.com", "https://a.com/", true),
            ("https://a.com", "https://a.com?x=1", false),
            ("https://a.com?x=1", "https://a.com/?x=1", true),
            ("https://a.com/x", "https://a.com/x#there", true),
            ("https://a.com/x", "https://a.com/xy", false),
            ("HTTPS://A.com:443/X", "https://a.com/X", true),
            ("https://a.com/X", "https://a.com/x", false),
            ("https://a.com:8443/*", "https://a.com:8443/x", true),
        ] {
            let fits = fits(with_root(pattern).as_bytes(), with_root(text).as_bytes());
            assert_eq!(fits, expected, "{pattern} and {text}");
        }
    }
}
