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
    if !scopes.asks_for(name) {
        let text = format!(
            "no requested scope is named {shown} or asks for it, and legacy tokens hold only attributes that a scope asks for"
        );
        cuts.push((VerdictCode::DropScopeName, text, Ground::AttributeNotAsked.basis()));
    }
    if !scopes.allows(name) {
        let text = format!("{shown} is no OIDC profile claim, and Legacy User Profile is off");
        cuts.push((VerdictCode::DropScopeName, text, Ground::LegacyProfileOff.basis()));
    }
    Judgement::of(cuts, VerdictCode::Keep, Ground::AttributeNotAsked.basis())
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
    }
}
