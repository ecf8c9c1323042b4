//! Which attributes of the user enter an assertion, and under which name (`domain.md` §2.9).

use serde_json::Value;

use super::settings::{self, CLAIMS, PREFIX, SetBy, Settings};
use crate::claims::Basis;
use crate::scenario::{Instant, Object, Scenario};
use crate::tokens::{Ingredients, Passed};

/// The page of the settings.
const CUSTOMIZE: &str = "https://auth0.com/docs/authenticate/protocols/saml/saml-configuration/customize-saml-assertions";
/// The page of the mappings of rules.
const MAPPING: &str = "https://auth0.com/docs/authenticate/protocols/saml/saml-configuration/saml-attribute-mapping-examples";
/// Page "Custom claims migration".
const MIGRATION: &str = crate::claims::tables::CLAIMS_MIGRATION;

/// Mappings and their settings.
const MAPPED: Basis = Basis::documented(CUSTOMIZE);
/// What no source shows.
const INFERRED: Basis = Basis::inferred(CUSTOMIZE);
/// Metadata needs a mapping.
const METADATA: Basis = Basis::staff("https://community.auth0.com/t/11409");
/// A mapping leads to a path.
const PATHS: Basis = Basis::staff("https://community.auth0.com/t/61093");

/// An attribute of the user, and the name that it has in an assertion unless something says otherwise.
struct Row {
    path: &'static str,
    attribute: &'static str,
}

/// The mappings that hold by default: <https://auth0.com/docs/authenticate/protocols/saml/saml-configuration/customize-saml-assertions>,
/// read 2026-08-20.
const DEFAULT_MAPPINGS: [Row; 7] = [
    Row {
        path: "user_id",
        attribute: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier",
    },
    Row {
        path: "email",
        attribute: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
    },
    Row { path: "name", attribute: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name" },
    Row {
        path: "given_name",
        attribute: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname",
    },
    Row {
        path: "family_name",
        attribute: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname",
    },
    Row { path: "upn", attribute: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn" },
    Row { path: "groups", attribute: "http://schemas.xmlsoap.org/claims/Group" },
];

/// What the first identity adds, as `mapIdentities` says.
const IDENTITY_MEMBERS: [&str; 3] = ["provider", "connection", "isSocial"];

/// Since then an object on `context.idToken.app_metadata` or `.user_metadata` takes the place of the user's own for
/// mappings; before, the two were merged. A tenant that still demands namespaces is not there yet.
pub const METADATA_REPLACED_SINCE: (Instant, Basis) =
    (Instant(1_658_966_400_000), Basis::documented(MIGRATION));

/// The members of the user that hold metadata.
const METADATA_MEMBERS: [&str; 2] = ["app_metadata", "user_metadata"];

/// One attribute, or a mapping that leads to none.
#[derive(Clone, Debug, PartialEq)]
pub struct SamlAttribute {
    /// Its name in the assertion.
    pub name: String,
    /// The path in the user that it is read from; `None` for a value that was given, or a mapping that is no path.
    pub path: Option<String>,
    /// What it holds; `None` where there is nothing.
    pub value: Option<Value>,
    /// Who said so.
    pub set_by: SetBy,
    /// What the fact rests on.
    pub basis: Basis,
    /// Why it holds nothing: one sentence; empty where it holds something.
    pub why: String,
}

/// What becomes of a member of the user.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// It is an attribute, perhaps under several names.
    Kept(Basis),
    /// Nothing asks for it.
    NotAsked(String, Basis),
    /// There is nothing to send.
    Nothing(String, Basis),
}

/// The attributes of one assertion.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SamlAttributes {
    /// In the order in which they stand in it; those without a value stand in none.
    pub rows: Vec<SamlAttribute>,
    /// The user that the mappings read: as the rules returned it, with the claims of scripts.
    pub profile: Object,
    /// The attributes that could be the name identifier, where none of them has a value.
    pub unnamed: Option<Vec<String>>,
    /// Members that no mapping and no setting brings in, with the reason.
    left_out: Vec<(String, Fate)>,
}

impl SamlAttributes {
    /// Those that stand in the assertion.
    pub fn present(&self) -> impl Iterator<Item = (&SamlAttribute, &Value)> {
        self.rows.iter().filter_map(|row| Some((row, row.value.as_ref()?)))
    }

    /// What becomes of a member of the user, or of a claim of that name.
    pub fn fate(&self, member: &str) -> Fate {
        let of_member = |row: &&SamlAttribute| {
            row.path.as_deref().is_some_and(|path| root(&self.profile, path) == member)
        };
        if let Some((row, _)) = self.present().find(|(row, _)| of_member(row)) {
            return Fate::Kept(row.basis);
        }
        if let Some((_, fate)) = self.left_out.iter().find(|(name, _)| name == member) {
            return fate.clone();
        }
        match self.rows.iter().find(of_member) {
            Some(row) => Fate::Nothing(row.why.clone(), row.basis),
            None => Fate::Nothing("it was gone in the end".into(), INFERRED),
        }
    }
}

/// Whether metadata on the claim object replaces that of the user.
pub fn replaces_metadata(scenario: &Scenario) -> bool {
    scenario.now >= METADATA_REPLACED_SINCE.0 && !scenario.namespaced_only()
}

/// The user with the claims that scripts set over it.
pub fn profile(scenario: &Scenario, user: &Object, claims: &[Passed]) -> Object {
    let mut profile = user.clone();
    for (name, value) in claims {
        match (profile.get_mut(name), value) {
            (Some(Value::Object(own)), Value::Object(other))
                if METADATA_MEMBERS.contains(&name.as_str()) && !replaces_metadata(scenario) =>
            {
                own.extend(other.clone());
            }
            _ => {
                profile.insert(name.clone(), value.clone());
            }
        }
    }
    profile
}

/// What a path leads to: a member of that very name, or one member below the other.
pub fn lookup<'a>(profile: &'a Object, path: &str) -> Option<&'a Value> {
    if let Some(value) = profile.get(path) {
        return Some(value);
    }
    let mut parts = path.split('.');
    let first = profile.get(parts.next()?)?;
    parts.try_fold(first, |value, part| value.get(part))
}

/// The member of the root that a path begins with.
fn root<'a>(profile: &Object, path: &'a str) -> &'a str {
    if profile.contains_key(path) { path } else { path.split('.').next().unwrap_or(path) }
}

/// Gathers the attributes.
pub(super) fn gather(ingredients: &Ingredients<'_>, settings: &Settings<'_>) -> SamlAttributes {
    let profile = profile(ingredients.scenario, ingredients.user, ingredients.id_token_claims);
    let mut attributes =
        SamlAttributes { rows: mapped(&profile, settings), profile, ..SamlAttributes::default() };
    create_upn(&mut attributes, settings);
    pass_through(ingredients, &mut attributes, settings);
    if settings.truth(settings::IDENTITIES) {
        identities(&mut attributes);
    }
    for (name, value) in settings.changes.attributes() {
        put(&mut attributes.rows, name, None, held(value), SetBy::Action, INFERRED);
    }
    attributes
}

/// The attributes of the mappings: defaults, over them the add-on's, over them the rule's.
fn mapped(profile: &Object, settings: &Settings<'_>) -> Vec<SamlAttribute> {
    let mut mappings: Vec<(&str, Option<&str>, SetBy)> = DEFAULT_MAPPINGS
        .iter()
        .map(|row| (row.attribute, Some(row.path), SetBy::Default))
        .collect();
    // The add-on leads from the profile to the attribute, a rule from the attribute to the profile.
    for (path, attribute) in entries(settings.add_on) {
        if let Some(attribute) = attribute.as_str() {
            mappings.retain(|(name, known, _)| *known != Some(path) && *name != attribute);
            mappings.push((attribute, Some(path), SetBy::AddOn));
        }
    }
    for (attribute, path) in entries(settings.rule) {
        mappings.retain(|(name, ..)| name != attribute);
        mappings.push((attribute, path.as_str(), SetBy::Rule));
    }
    let mut rows = Vec::new();
    for (attribute, path, set_by) in mappings {
        let found = path.and_then(|path| lookup(profile, path));
        let value = found.and_then(held);
        let (why, basis) = match (path, found, &value) {
            (None, ..) => ("its mapping is a value and no path into the user".to_owned(), PATHS),
            (Some(path), None, _) => (format!("the user has no `{path}`"), MAPPED),
            (Some(path), Some(_), None) => (no_value(path), INFERRED),
            (Some(_), ..) => (String::new(), basis_of(set_by)),
        };
        // A default mapping of what the user does not have is no news.
        if value.is_some() || set_by != SetBy::Default {
            rows.push(SamlAttribute {
                name: attribute.into(),
                path: path.map(Into::into),
                value,
                set_by,
                basis,
                why,
            });
        }
    }
    rows
}

fn entries(settings: Option<&Object>) -> impl Iterator<Item = (&String, &Value)> {
    settings
        .and_then(|settings| settings.get("mappings"))
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
}

fn basis_of(set_by: SetBy) -> Basis {
    if set_by == SetBy::Rule { Basis::documented(MAPPING) } else { MAPPED }
}

/// Text that says why a value is no attribute.
fn no_value(path: &str) -> String {
    format!("`{path}` is null or an object, and neither is the value of an attribute")
}

/// A value as an attribute holds it: no object and no `null`.
fn held(value: &Value) -> Option<Value> {
    match value {
        Value::Null | Value::Object(_) => None,
        Value::Array(items) => {
            let items: Vec<Value> = items.iter().filter_map(held).collect();
            (!items.is_empty()).then_some(Value::Array(items))
        }
        value => Some(value.clone()),
    }
}

/// Sets an attribute; one of that name keeps its place.
fn put(
    rows: &mut Vec<SamlAttribute>,
    name: &str,
    path: Option<&str>,
    value: Option<Value>,
    set_by: SetBy,
    basis: Basis,
) {
    let row = SamlAttribute {
        name: name.into(),
        path: path.map(Into::into),
        value,
        set_by,
        basis,
        why: String::new(),
    };
    match rows.iter_mut().find(|known| known.name == name) {
        Some(known) => *known = row,
        None => rows.push(row),
    }
}

/// `createUpnClaim`: the user's `upn`, or the address in its place.
fn create_upn(attributes: &mut SamlAttributes, settings: &Settings<'_>) {
    let name = format!("{CLAIMS}upn");
    if !settings.truth(settings::UPN) {
        attributes.rows.retain(|row| row.name != name || row.set_by != SetBy::Default);
        return;
    }
    let known = attributes.rows.iter().any(|row| row.name == name);
    let mapped_away = attributes.rows.iter().any(|row| row.path.as_deref() == Some("upn"));
    if let Some(email) = attributes.profile.get("email").and_then(held)
        && !known
        && !mapped_away
    {
        put(&mut attributes.rows, &name, None, Some(email), SetBy::Default, INFERRED);
    }
}

/// Members of the root that no mapping reads.
fn pass_through(
    ingredients: &Ingredients<'_>,
    attributes: &mut SamlAttributes,
    settings: &Settings<'_>,
) {
    let passes = settings.truth(settings::PASSTHROUGH);
    let prefix = if settings.truth(settings::AS_IS) { "" } else { PREFIX };
    let SamlAttributes { rows, profile, left_out, .. } = attributes;
    for (member, value) in profile.iter() {
        let is_mapped = rows.iter().any(|row| row.path.as_deref() == Some(member));
        if is_mapped || member == "identities" {
            continue;
        }
        let name = format!("{prefix}{member}");
        let fate = if is_from_metadata(ingredients, profile, member) {
            let text = "metadata enters an assertion only by a mapping that finds something in it";
            Some(Fate::NotAsked(text.into(), METADATA))
        } else if held(value).is_none() {
            Some(Fate::Nothing(no_value(member), INFERRED))
        } else if !passes {
            let text = "no mapping reads it, and `passthroughClaimsWithNoMapping` is off";
            Some(Fate::NotAsked(text.into(), MAPPED))
        } else if rows.iter().any(|row| row.name == name) {
            Some(Fate::Nothing("a mapping has an attribute of that name".into(), INFERRED))
        } else {
            None
        };
        if let Some(fate) = fate {
            left_out.push((member.clone(), fate));
        } else {
            put(rows, &name, Some(member), held(value), SetBy::Default, MAPPED);
        }
    }
}

/// Metadata, or a member of `app_metadata` that stands on the root because Auth0 merged it there (`domain.md` §4.3).
fn is_from_metadata(ingredients: &Ingredients<'_>, profile: &Object, member: &str) -> bool {
    METADATA_MEMBERS.contains(&member)
        || !ingredients.id_token_claims.iter().any(|(name, _)| name == member)
            && !ingredients.stored_user.contains_key(member)
            && ingredients.stored_user.get("app_metadata").is_some_and(|metadata| {
                metadata.get(member).is_some() && metadata.get(member) == profile.get(member)
            })
}

/// `mapIdentities`: where the user comes from.
fn identities(attributes: &mut SamlAttributes) {
    let SamlAttributes { rows, profile, .. } = attributes;
    let Some(identity) = profile.get("identities").and_then(|identities| identities.get(0)) else {
        return;
    };
    for member in IDENTITY_MEMBERS {
        if let Some(value) = identity.get(member).and_then(held) {
            let name = format!("{PREFIX}identities/default/{member}");
            put(rows, &name, Some("identities"), Some(value), SetBy::Default, INFERRED);
        }
    }
}
