//! The scopes that are granted in the end (`domain.md` §2.4).

use crate::endpoint::Endpoint;
use crate::report::ModeKind;

/// The final scopes: those a script set, in its order, in place of all others; otherwise those that the request was granted.
/// In the legacy pipeline a script's list has no effect.
///
/// A script's list replaces `openid` and `profile` too: rules of Auth0's own documentation copy them over for that reason.
pub fn granted_scopes(endpoint: &Endpoint, script_scopes: Option<&[String]>) -> Vec<String> {
    let names = match script_scopes {
        Some(set) if endpoint.mode != ModeKind::Legacy => set,
        _ => endpoint.granted_scopes.as_slice(),
    };
    let mut granted: Vec<String> = Vec::new();
    for name in names {
        if !name.is_empty() && !granted.contains(name) {
            granted.push(name.clone());
        }
    }
    granted
}

/// Whether a scope was granted in the end.
pub(super) fn has(granted: &[String], scope: &str) -> bool {
    granted.iter().any(|name| name == scope)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::fixture;

    fn names(text: &str) -> Vec<String> {
        text.split(' ').map(Into::into).collect()
    }

    #[test]
    fn s27_and_s28_the_list_of_a_script_replaces_all_scopes_in_its_own_order() {
        let endpoint = fixture::endpoint("openid read:x write:x");
        assert_eq!(granted_scopes(&endpoint, None), names("openid read:x write:x"));
        assert_eq!(granted_scopes(&endpoint, Some(&names("read:x"))), names("read:x"));
        assert_eq!(
            granted_scopes(&endpoint, Some(&names("read:x openid read:x"))),
            names("read:x openid")
        );
    }

    #[test]
    fn the_legacy_pipeline_ignores_the_list_of_a_script() {
        let endpoint = fixture::legacy_endpoint("openid favorite");
        assert_eq!(granted_scopes(&endpoint, Some(&names("read:x"))), names("openid favorite"));
    }
}
