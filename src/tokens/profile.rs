//! The profile claims of `OpenID` Connect, from the user's attributes by scope (`domain.md` §2.1).

use serde_json::Value;

use super::granted;
use super::payload::{LeftOut, Payload};
use super::sources;
use crate::claims::Basis;
use crate::place::ArtifactKind;
use crate::scenario::{Instant, Object, Switches};

/// One profile claim.
#[derive(Clone, Copy, Debug)]
pub struct ProfileClaim {
    /// Name in the token.
    pub name: &'static str,
    /// The scope that asks for it.
    pub scope: &'static str,
    /// Attributes of the user it is read from; the first that has a value.
    pub attributes: &'static [&'static str],
    /// What the row rests on.
    pub basis: Basis,
}

const fn row(
    name: &'static str,
    scope: &'static str,
    attributes: &'static [&'static str],
) -> ProfileClaim {
    ProfileClaim { name, scope, attributes, basis: sources::OIDC_SCOPES }
}

/// All of them (`OpenID` Connect Core, sections 5.1 and 5.4), in the order in which they enter a token.
pub const PROFILE_CLAIMS: [ProfileClaim; 19] = [
    row("name", "profile", &["name"]),
    row("family_name", "profile", &["family_name"]),
    row("given_name", "profile", &["given_name"]),
    row("middle_name", "profile", &["middle_name"]),
    row("nickname", "profile", &["nickname"]),
    row("preferred_username", "profile", &["preferred_username"]),
    row("profile", "profile", &["profile"]),
    row("picture", "profile", &["picture"]),
    row("website", "profile", &["website"]),
    row("gender", "profile", &["gender"]),
    row("birthdate", "profile", &["birthdate"]),
    row("zoneinfo", "profile", &["zoneinfo"]),
    row("locale", "profile", &["locale"]),
    ProfileClaim {
        basis: sources::OIDC_SCOPES.switched("SW-06"),
        ..row("updated_at", "profile", &["updated_at"])
    },
    row("email", "email", &["email"]),
    row("email_verified", "email", &["email_verified"]),
    row("phone_number", "phone", &["phone_number"]),
    // The user attribute of Auth0 is `phone_verified`, the claim of the standard is not.
    ProfileClaim {
        basis: sources::OIDC_SCOPES.switched("SW-05"),
        ..row("phone_number_verified", "phone", &["phone_verified", "phone_number_verified"])
    },
    row("address", "address", &["address"]),
];

impl ProfileClaim {
    /// The name in the token, as `SW-05` has it.
    pub fn name_under(&self, switches: &Switches) -> &'static str {
        if self.name == "phone_number_verified" && switches.is("SW-05", "phone_verified") {
            "phone_verified"
        } else {
            self.name
        }
    }

    /// The user's value, as `SW-06` has it; none where the user has none.
    pub fn value(&self, user: &Object, switches: &Switches) -> Option<Value> {
        let value = self
            .attributes
            .iter()
            .find_map(|name| user.get(*name).filter(|value| !value.is_null()))?;
        if self.name == "updated_at" && switches.is("SW-06", "epoch") {
            return Some(
                value
                    .as_str()
                    .and_then(Instant::parse)
                    .map_or_else(|| value.clone(), |at| at.seconds().into()),
            );
        }
        Some(value.clone())
    }
}

/// Puts the profile claims that the scopes ask for, and notes those the user has and no scope asks for.
pub(super) fn enter(
    payload: &mut Payload,
    artifact: ArtifactKind,
    user: &Object,
    scopes: &[String],
    switches: &Switches,
    left_out: &mut Vec<LeftOut>,
) {
    for claim in &PROFILE_CLAIMS {
        let Some(value) = claim.value(user, switches) else { continue };
        let name = claim.name_under(switches);
        if granted::has(scopes, claim.scope) {
            payload.standard(
                name,
                value,
                claim.basis,
                format!("scope `{}` asks for it", claim.scope),
            );
        } else {
            left_out.push(LeftOut { artifact, name: name.into(), scope: claim.scope });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::tables::PROFILE_NAMES;
    use serde_json::json;

    #[test]
    fn the_table_has_the_names_and_scopes_that_the_filter_knows() {
        let mut own = PROFILE_CLAIMS.map(|claim| (claim.name, claim.scope));
        let mut known = PROFILE_NAMES.map(|row| (row.name, row.scope));
        own.sort_unstable();
        known.sort_unstable();
        assert_eq!(own, known);
    }

    #[test]
    fn the_disputed_forms_follow_their_switches() {
        let user =
            json!({"phone_verified": true, "updated_at": "1970-01-01T00:01:00.000Z", "name": null});
        let user = user.as_object().unwrap();
        let claim = |name| PROFILE_CLAIMS.iter().find(|claim| claim.name == name).unwrap();
        let mut switches = Switches::default();
        assert_eq!(claim("phone_number_verified").name_under(&switches), "phone_number_verified");
        assert_eq!(claim("phone_number_verified").value(user, &switches), Some(json!(true)));
        assert_eq!(
            claim("updated_at").value(user, &switches),
            Some(json!("1970-01-01T00:01:00.000Z"))
        );
        assert_eq!(claim("name").value(user, &switches), None);
        assert!(switches.set("SW-05", "phone_verified") && switches.set("SW-06", "epoch"));
        assert_eq!(claim("phone_number_verified").name_under(&switches), "phone_verified");
        assert_eq!(claim("updated_at").value(user, &switches), Some(json!(60)));
    }
}
