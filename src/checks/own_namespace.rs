//! A namespace that the author of the script probably owns, for names that we propose.

use super::Facts;
use crate::claims::{NameClass, classify};

/// A claim name to propose in place of `name`, which stays recognisable in it.
pub(super) fn proposal(facts: &Facts<'_>, name: &str) -> String {
    format!("{}{}", guess(facts), leaf(name))
}

/// A namespace with a slash at its end: one that is in use already, else the customer's domain, else an example.
fn guess(facts: &Facts<'_>) -> String {
    let in_use = facts.claims_of_scripts().map(|claim| claim.name.as_str()).find_map(base);
    let in_settings = || {
        facts
            .scenario
            .configuration
            .values()
            .filter_map(|value| value.as_str())
            .find_map(|text| base(&format!("{}/", text.trim_end_matches('/'))))
    };
    let tenant = &facts.scenario.tenant;
    let custom = || {
        let domain = tenant.custom_domains.first()?;
        // `login.acme.com` belongs to `acme.com`; a shorter name stays as it is.
        let parent = domain
            .split_once('.')
            .map(|(_, parent)| parent)
            .filter(|parent| parent.contains('.') && !is_public_suffix(parent));
        Some(format!("https://{}/", parent.unwrap_or(domain)))
    };
    let by_tenant = || {
        let label = tenant.domain.strip_suffix(".auth0.com")?.split('.').next()?;
        let is_example = matches!(label, "" | "tenant" | "example");
        (!is_example && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'))
            .then(|| format!("https://{label}.com/"))
    };
    in_use
        .or_else(in_settings)
        .or_else(custom)
        .or_else(by_tenant)
        .unwrap_or_else(|| "https://example.com/".to_owned())
}

/// `co.uk` and the like: two short labels.
fn is_public_suffix(domain: &str) -> bool {
    domain.split('.').all(|label| label.len() <= 3)
}

/// The part up to the last slash, of a name whose namespace anyone may use.
fn base(name: &str) -> Option<String> {
    let (base, _) = name.rsplit_once('/')?;
    let rest = base.split_once("://")?.1;
    let host = rest.split('/').next()?;
    (classify(name) == NameClass::Namespaced
        && is_host(host)
        && !rest.contains("//")
        && !rest.ends_with('/')
        && !base.contains(|char: char| char.is_whitespace() || matches!(char, '\'' | '\\')))
    .then(|| format!("{base}/"))
}

/// The last part of a name, fit for a namespaced name.
fn leaf(name: &str) -> String {
    let last = name.trim_end_matches(['/', ':']).rsplit(['/', ':']).next().unwrap_or_default();
    let kept: String = last
        .trim_start_matches('$')
        .chars()
        .filter(|char| char.is_alphanumeric() || matches!(char, '_' | '-' | '.'))
        .collect();
    if kept.is_empty() { "claim".to_owned() } else { kept }
}

/// Whether a text looks like a host with a top-level domain: `acme.com`, `www.acme.com:8080`.
pub(super) fn is_host(text: &str) -> bool {
    let (host, port) = text.split_once(':').unwrap_or((text, "0"));
    let labels: Vec<&str> = host.split('.').collect();
    labels.len() >= 2
        && port.bytes().all(|byte| byte.is_ascii_digit())
        && labels.iter().all(|label| {
            !label.is_empty()
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        })
        && labels.last().is_some_and(|last| {
            last.len() >= 2 && last.bytes().all(|byte| byte.is_ascii_alphabetic())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_has_a_top_level_domain() {
        for host in ["acme.com", "www.acme.co.uk", "acme.com:8080"] {
            assert!(is_host(host), "{host}");
        }
        for other in ["acme", "a.b.1", "acme..com", ".com", "a b.com", "undefined", "10.0.0.1"] {
            assert!(!is_host(other), "{other}");
        }
    }

    #[test]
    fn the_proposed_name_keeps_the_last_part() {
        assert_eq!(leaf("https://acme.eu.auth0.com/plan"), "plan");
        assert_eq!(leaf("urn:auth0:role"), "role");
        assert_eq!(leaf("$role"), "role");
        assert_eq!(leaf("roles"), "roles");
        assert_eq!(leaf(""), "claim");
    }
}
