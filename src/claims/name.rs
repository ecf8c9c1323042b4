//! What a claim name is (`domain.md` §3.4).

use super::tables::{PROFILE_NAMES, RESERVED_HOSTS, RESERVED_URN, RESTRICTED_NAMES, ReservedHost};
use crate::builtin::lower;

/// Class of a claim name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameClass {
    /// Empty.
    Empty,
    /// Starts with `$`.
    Dollar,
    /// A URL under one of Auth0's hosts.
    ReservedUrl,
    /// A URL that anyone may use.
    Namespaced,
    /// `urn:auth0` or below it.
    ReservedUrn,
    /// Another URN.
    Urn,
    /// One of the 60 restricted names.
    Restricted,
    /// An OIDC profile claim, with the scope it belongs to.
    Profile(&'static str),
    /// Any other name.
    Private,
}

impl NameClass {
    /// Whether the name carries a namespace of its owner.
    pub fn is_namespaced(self) -> bool {
        matches!(self, Self::Namespaced | Self::Urn)
    }
}

/// The class of a name, a single slash after the scheme taken as a namespace (`SW-11`, default).
pub fn classify(name: &str) -> NameClass {
    classify_by(name, true)
}

/// The class of a name; `single_slash` says whether `https:/acme.com/role` is namespaced (`SW-11`).
pub fn classify_by(name: &str, single_slash: bool) -> NameClass {
    if name.is_empty() {
        return NameClass::Empty;
    }
    if name.starts_with('$') {
        return NameClass::Dollar;
    }
    if let Some(rest) = after_scheme(name) {
        return match host(name) {
            Some(host) if reserved_host(&host).is_some() => NameClass::ReservedUrl,
            Some(_) => NameClass::Namespaced,
            // `https://` and `https:///x` have an empty host; a single slash has none at all.
            None if rest.starts_with('/') && !rest.starts_with("//") && single_slash => {
                NameClass::Namespaced
            }
            None => NameClass::Private,
        };
    }
    if strip_prefix_ignoring_case(name, "urn:").is_some() {
        let reserved = name
            .strip_prefix(RESERVED_URN)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(':'));
        return if reserved { NameClass::ReservedUrn } else { NameClass::Urn };
    }
    if RESTRICTED_NAMES.contains(&name) {
        return NameClass::Restricted;
    }
    match PROFILE_NAMES.iter().find(|row| row.name == name) {
        Some(row) => NameClass::Profile(row.scope),
        None => NameClass::Private,
    }
}

/// Whether the scheme is followed by one slash instead of two.
pub fn has_single_slash(name: &str) -> bool {
    after_scheme(name).is_some_and(|rest| rest.starts_with('/') && !rest.starts_with("//"))
}

/// Host of a name that is an `http` or `https` URL: lower case, without user, port and trailing dot. `None` if it has none.
pub fn host(name: &str) -> Option<String> {
    let authority = after_scheme(name)?.strip_prefix("//")?;
    let authority = authority.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = if authority.starts_with('[') {
        // An IPv6 literal: its colons are no port (RFC 3986, section 3.2.2).
        authority.split_inclusive(']').next().unwrap_or_default()
    } else {
        authority.split(':').next().unwrap_or_default()
    };
    let host = lower(host.strip_suffix('.').unwrap_or(host));
    (!host.is_empty()).then_some(host)
}

/// Whether the class of the name rests on our reading alone (`domain.md` §3.2, §3.9).
pub fn is_unusual(name: &str) -> bool {
    // Members that every JavaScript object has: a filter that looks names up in one may trip over them.
    const OF_OBJECTS: [&str; 5] =
        ["__proto__", "constructor", "hasOwnProperty", "toString", "valueOf"];
    let listed = || RESTRICTED_NAMES.into_iter().chain(PROFILE_NAMES.iter().map(|row| row.name));
    if OF_OBJECTS.contains(&name)
        || listed().any(|known| known != name && known.eq_ignore_ascii_case(name))
    {
        return true;
    }
    let (Some(rest), Some(host)) = (after_scheme(name), host(name)) else { return false };
    let authority = rest.trim_start_matches('/').split(['/', '?', '#', '\\']).next().unwrap_or("");
    let capitals = name
        .split(':')
        .next()
        .is_some_and(|scheme| scheme.contains(|char: char| char.is_ascii_uppercase()));
    let address = host.starts_with('[') || host.parse::<std::net::Ipv4Addr>().is_ok();
    // What stands beside the host in the authority is a user or a port; the colons of `[::1]` are neither.
    let beside = authority.contains('@')
        || authority.rsplit(']').next().is_some_and(|rest| rest.contains(':'));
    let unlisted = host == "auth0app.com" || host.ends_with(".auth0app.com");
    capitals || address || beside || unlisted
}

/// The row under which a host is reserved: the host itself or one below it, compared label by label.
pub fn reserved_host(host: &str) -> Option<&'static ReservedHost> {
    RESERVED_HOSTS.iter().find(|row| {
        host.strip_suffix(row.host).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    })
}

/// What follows `http:` or `https:`, when at least one slash does.
fn after_scheme(name: &str) -> Option<&str> {
    let rest = strip_prefix_ignoring_case(name, "https:")
        .or_else(|| strip_prefix_ignoring_case(name, "http:"))?;
    rest.starts_with('/').then_some(rest)
}

fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, tail) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edge_cases_of_the_specification_are_classified() {
        use NameClass::{
            Dollar, Empty, Namespaced, Private, Profile, ReservedUrl, ReservedUrn, Restricted, Urn,
        };
        for (name, class) in [
            ("https://acme.com/role", Namespaced),
            ("https://acme.com", Namespaced),
            ("https://acme.comrole", Namespaced),
            ("https://acme.com//role", Namespaced),
            ("https:/acme.com/role", Namespaced),
            ("http://localhost:3000/x", Namespaced),
            ("https://10.0.0.1:8080/x", Namespaced),
            ("https://[::1]/x", Namespaced),
            ("https://[::1]:8443/x", Namespaced),
            ("https://user:pw@auth0.com/x", ReservedUrl),
            ("https://auth0.com@acme.com/x", Namespaced),
            ("https://acme.com/auth0.com/x", Namespaced),
            ("https://acme.com?auth0.com", Namespaced),
            ("https://acme.auth0.com/x", ReservedUrl),
            ("https://auth0.com", ReservedUrl),
            ("https://AUTH0.com./x", ReservedUrl),
            ("https://auth0.com:443/x", ReservedUrl),
            ("https://acme.auth0app.com/x", Namespaced),
            ("https://notauth0.com/x", Namespaced),
            ("https://auth0.com.evil.io/x", Namespaced),
            ("HTTPS://ACME.com/x", Namespaced),
            ("https://", Private),
            ("https:///x", Private),
            ("https:acme.com", Private),
            ("ftp://acme.com/x", Private),
            ("acme.com/role", Private),
            ("//acme.com/role", Private),
            ("urn:acme:role", Urn),
            ("URN:acme:role", Urn),
            ("urn:auth0", ReservedUrn),
            ("urn:auth0:x", ReservedUrn),
            ("urn:auth0x:y", Urn),
            ("$role", Dollar),
            ("ro$le", Private),
            ("", Empty),
            (" ", Private),
            ("__proto__", Private),
            ("roles", Restricted),
            ("Roles", Private),
            ("role", Private),
            ("scope", Private),
            ("email", Profile("email")),
            ("phone_number_verified", Profile("phone")),
            ("zoneinfo", Profile("profile")),
        ] {
            assert_eq!(classify(name), class, "{name:?}");
        }
        assert_eq!(classify_by("https:/acme.com/role", false), Private);
    }

    #[test]
    fn what_no_source_shows_is_told_from_what_is_documented() {
        for name in [
            "https://10.0.0.1/x",
            "https://[::1]/x",
            "http://localhost:3000/x",
            "https://user:pw@auth0.com/x",
            "HTTPS://acme.com/x",
            "https://acme.auth0app.com/x",
            "__proto__",
            "constructor",
            "Roles",
            "Email",
        ] {
            assert!(is_unusual(name), "{name}");
        }
        for name in
            ["https://acme.com/a:b@c", "http://localhost/x", "roles", "email", "role", "urn:a:b"]
        {
            assert!(!is_unusual(name), "{name}");
        }
    }

    #[test]
    fn a_name_of_several_byte_characters_is_no_trouble() {
        assert_eq!(classify("ü://"), NameClass::Private);
        assert_eq!(classify("httpß://x"), NameClass::Private);
        assert_eq!(classify("https://\u{1F600}.auth0.com/"), NameClass::ReservedUrl);
    }
}
