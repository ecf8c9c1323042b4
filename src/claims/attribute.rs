//! What becomes of an attribute of `user` in a legacy token: scope names ask for attributes (`domain.md` §2.6).

use serde_json::{Map, Value};

use super::VerdictCode;
use super::filter::{Cut, Judgement, ValueFact, quoted};
use super::gates::cut_by_value;
use super::tables::{Ground, PROFILE_NAMES};

/// What the scope names of a legacy request ask for.
#[derive(Clone, Copy, Debug)]
pub struct LegacyScopes<'a> {
    /// Requested scope names.
    pub requested: &'a [String],
    /// Scope name to attributes: `context.jwtConfiguration.scopes` first, then the application's `jwt_configuration.scopes`.
    pub mappings: [&'a Map<String, Value>; 2],
    /// Legacy User Profile: tokens may hold attributes beyond OIDC.
    pub legacy_profile: bool,
    /// `SW-10`: the scope `profile` yields the whole profile with Legacy User Profile off too.
    pub full_profile: bool,
}

impl LegacyScopes<'_> {
    /// Whether a scope name asks for the attribute, whatever Legacy User Profile says.
    pub fn asks_for(&self, attribute: &str) -> bool {
        self.requested.iter().any(|scope| {
            if let Some(attributes) =
                self.mappings.iter().find_map(|mapping| mapping.get(scope.as_str()))
            {
                return attributes.as_array().is_some_and(|names| {
                    names.iter().any(|name| name.as_str() == Some(attribute))
                });
            }
            match scope.as_str() {
                "openid" | "offline_access" | "device" => false,
                "profile" if self.legacy_profile || self.full_profile => true,
                "profile" => {
                    PROFILE_NAMES.iter().any(|row| row.name == attribute && row.scope == "profile")
                }
                name => name == attribute,
            }
        })
    }

    /// Whether the attribute may be in a token at all.
    fn allows(&self, attribute: &str) -> bool {
        self.legacy_profile
            || PROFILE_NAMES.iter().any(|row| row.name == attribute)
            || (self.full_profile && self.requested.iter().any(|scope| scope == "profile"))
    }
}

/// Judges an attribute of `user`, as the rules returned it, in a legacy ID token.
pub fn judge_attribute(name: &str, value: ValueFact<'_>, scopes: &LegacyScopes<'_>) -> Judgement {
    let mut cuts: Vec<Cut> = cut_by_value(name, value, true).into_iter().collect();
    let shown = quoted(name);
    // One verdict for both, so one reason: asking for it helps only where it is allowed.
    let cut = match (scopes.asks_for(name), scopes.allows(name)) {
        (true, true) => None,
        (false, true) => Some((
            format!(
                "no requested scope is named {shown} or asks for it, and legacy tokens hold only attributes that a scope asks for"
            ),
            Ground::AttributeNotAsked,
        )),
        (true, false) => Some((
            format!("{shown} is no OIDC profile claim, and Legacy User Profile is off"),
            Ground::LegacyProfileOff,
        )),
        (false, false) => Some((
            format!(
                "no requested scope is named {shown} or asks for it; nor is it an OIDC profile claim, and Legacy User Profile is off"
            ),
            Ground::AttributeNotAsked,
        )),
    };
    cuts.extend(cut.map(|(text, ground)| (VerdictCode::DropScopeName, text, ground.basis())));
    Judgement::of(cuts, VerdictCode::Keep, Ground::AttributeNotAsked.basis())
}

/// Judges an attribute of `user`, as the rules returned it, in the answer of the legacy `/userinfo` (`domain.md` §2.7):
/// the whole profile with Legacy User Profile on, else OIDC profile claims by scope.
pub fn judge_in_userinfo(name: &str, value: ValueFact<'_>, scopes: &LegacyScopes<'_>) -> Judgement {
    let requested = |scope: &str| scopes.requested.iter().any(|one| one == scope);
    let whole = scopes.legacy_profile || (scopes.full_profile && requested("profile"));
    let mut cuts: Vec<Cut> = cut_by_value(name, value, true).into_iter().collect();
    let shown = quoted(name);
    if !whole {
        let cut = match PROFILE_NAMES.iter().find(|row| row.name == name) {
            Some(row) if requested(row.scope) => None,
            Some(row) => Some((
                format!("{shown} needs the scope `{}`, which was not requested", row.scope),
                Ground::AttributeNotAsked,
            )),
            None => Some((
                format!("{shown} is no OIDC profile claim, and Legacy User Profile is off"),
                Ground::LegacyProfileOff,
            )),
        };
        cuts.extend(cut.map(|(text, ground)| (VerdictCode::DropScopeName, text, ground.basis())));
    }
    Judgement::of(cuts, VerdictCode::Keep, Ground::AttributeInUserinfo.basis())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_scope_name_asks_for_the_attribute_of_that_name() {
        let requested: Vec<String> = ["openid", "favorite", "team"].map(Into::into).into();
        let scripted = json!({"team": ["groups", "dept"]});
        let none = Map::new();
        let scopes = LegacyScopes {
            requested: &requested,
            mappings: [scripted.as_object().unwrap(), &none],
            legacy_profile: true,
            full_profile: false,
        };
        for (name, code) in [
            ("favorite", VerdictCode::Keep),
            ("groups", VerdictCode::Keep),
            ("team", VerdictCode::DropScopeName),
            ("plan", VerdictCode::DropScopeName),
        ] {
            assert_eq!(
                judge_attribute(name, ValueFact::Json(&json!(1)), &scopes).code,
                code,
                "{name}"
            );
        }
        let off = LegacyScopes { legacy_profile: false, ..scopes };
        assert_eq!(
            judge_attribute("favorite", ValueFact::Json(&json!(1)), &off).code,
            VerdictCode::DropScopeName
        );
        // Neither asked for nor allowed: one verdict, one reason.
        assert_eq!(judge_attribute("plan", ValueFact::Json(&json!(1)), &off).cuts.len(), 1);
    }

    #[test]
    fn the_legacy_userinfo_answers_with_the_whole_profile_or_with_oidc_claims() {
        let requested: Vec<String> = ["openid", "email"].map(Into::into).into();
        let none = Map::new();
        let on = LegacyScopes {
            requested: &requested,
            mappings: [&none, &none],
            legacy_profile: true,
            full_profile: false,
        };
        let off = LegacyScopes { legacy_profile: false, ..on };
        let code = |name, scopes: &LegacyScopes<'_>| {
            judge_in_userinfo(name, ValueFact::Json(&json!(1)), scopes).code
        };
        assert_eq!(code("favorite", &on), VerdictCode::Keep);
        assert_eq!(code("favorite", &off), VerdictCode::DropScopeName);
        assert_eq!(code("email", &off), VerdictCode::Keep);
        assert_eq!(code("nickname", &off), VerdictCode::DropScopeName);
    }
}
