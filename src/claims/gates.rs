//! The gates that a single claim meets, each with its sentence (`domain.md` §3.4, §3.8).

use serde_json::Value;

use super::VerdictCode;
use super::filter::{Cut, Surroundings, ValueFact, quoted};
use super::name::{NameClass, has_single_slash, host, is_unusual, reserved_host};
use super::tables::{Ground, RESERVED_URN};
use crate::place::ArtifactKind;

pub(super) fn cut_by_value(name: &str, value: ValueFact<'_>, keeps_null: bool) -> Option<Cut> {
    match value {
        ValueFact::Json(Value::Null) if !keeps_null => {
            let text =
                format!("the value of {} is null, which counts as no value here", quoted(name));
            Some((VerdictCode::DropValueUndefined, text, Ground::NullValue.basis()))
        }
        ValueFact::Json(_) | ValueFact::Converted(_) => None,
        ValueFact::Nothing(what) => {
            let text = format!("the value of {} is {what}: there is nothing to send", quoted(name));
            Some((VerdictCode::DropValueUndefined, text, Ground::NoValue.basis()))
        }
        ValueFact::Unserializable(why) => {
            let why = why.split_whitespace().collect::<Vec<_>>().join(" ");
            let text = format!(
                "the value of {} cannot be serialised, so the login probably fails: {why}",
                quoted(name)
            );
            Some((VerdictCode::FailSerialize, text, Ground::Unserializable.basis()))
        }
    }
}

/// While names must be namespaced, the restrictions of the open era stand behind that one: lifting it saves no `roles`.
pub(super) fn cut_by_class(
    name: &str,
    class: NameClass,
    around: &Surroundings,
    cuts: &mut Vec<Cut>,
) {
    let shown = quoted(name);
    if around.namespaced_only {
        let ground = match class {
            NameClass::Namespaced | NameClass::ReservedUrl | NameClass::Profile(_) => None,
            NameClass::Urn if around.policy.keeps_urn => None,
            NameClass::Urn => Some(Ground::UrnInNamespacedEra),
            _ if has_single_slash(name) => Some(Ground::SingleSlash),
            _ => Some(Ground::NamespaceRequired),
        };
        if let Some(ground) = ground {
            let text = match ground {
                Ground::UrnInNamespacedEra => format!(
                    "{shown} is a URN, and while the tenant demands namespaced names probably only http and https URLs count"
                ),
                _ => format!(
                    "{shown} is no http or https URL, and the tenant demands namespaced names"
                ),
            };
            cuts.push((VerdictCode::DropNamespaceRequired, text, ground.basis()));
        }
    }
    match class {
        NameClass::ReservedUrl => cuts.extend(cut_by_host(name, around)),
        NameClass::ReservedUrn => {
            let text = format!(
                "{shown} lies under `{RESERVED_URN}`, a namespace that Auth0 keeps for itself"
            );
            cuts.push((VerdictCode::DropReservedNamespace, text, Ground::ReservedUrn.basis()));
        }
        NameClass::Restricted => {
            let text = format!(
                "{shown} is one of the 60 restricted names that Auth0 drops from every token"
            );
            cuts.push((VerdictCode::DropRestricted, text, Ground::Restricted.basis()));
        }
        NameClass::Private if name == "scope" && !around.policy.keeps_scope_name => {
            let text = "the token has a `scope` of its own, so Auth0 probably drops a custom claim of that name";
            cuts.push((VerdictCode::DropRestricted, text.into(), Ground::ScopeName.basis()));
        }
        NameClass::Dollar => {
            let text = format!("{shown} starts with `$`, and Auth0 drops such names");
            cuts.push((VerdictCode::DropDollar, text, Ground::Dollar.basis()));
        }
        NameClass::Empty if !around.policy.keeps_empty_name => {
            let text = "the name is empty, and Auth0 probably drops such a claim";
            cuts.push((VerdictCode::DropEmptyKey, text.into(), Ground::EmptyName.basis()));
        }
        NameClass::Profile(_)
            if around.namespaced_only && around.artifact == ArtifactKind::AccessToken =>
        {
            let text = format!(
                "{shown} is a profile claim, and while names must be namespaced Auth0 keeps those out of access tokens"
            );
            cuts.push((VerdictCode::DropProfileOnAt, text, Ground::ProfileOnAccessToken.basis()));
        }
        _ => {}
    }
}

fn cut_by_host(name: &str, around: &Surroundings) -> Option<Cut> {
    let host = host(name)?;
    let row = reserved_host(&host)?;
    let unusual = is_unusual(name);
    let lies = match (host == row.host, unusual) {
        (true, false) => format!("`{host}` is a host"),
        (true, true) => format!("`{host}` probably counts as the host of the name, and is one"),
        (false, false) => format!("{} lies under `{}`, a host", quoted(&host), row.host),
        (false, true) => {
            format!(
                "{} probably counts as the host of the name, and lies under `{}`, one",
                quoted(&host),
                row.host
            )
        }
    };
    let basis_of = |basis| if unusual { Ground::UnusualName.basis() } else { basis };
    if around.namespaced_only {
        match around.artifact {
            ArtifactKind::Userinfo => return None,
            ArtifactKind::IdToken => {
                let text = format!(
                    "{lies} that Auth0 keeps for itself: while names must be namespaced, the claim shows in `/userinfo` only"
                );
                let basis = basis_of(Ground::UserinfoOnly.basis());
                return Some((VerdictCode::UserinfoOnly, text, basis));
            }
            _ => {}
        }
    }
    Some((
        VerdictCode::DropReservedNamespace,
        format!("{lies} that Auth0 keeps for itself"),
        basis_of(row.basis),
    ))
}

pub(super) fn cut_by_audience(name: &str, class: NameClass, around: &Surroundings) -> Option<Cut> {
    if around.artifact != ArtifactKind::AccessToken {
        return None;
    }
    let audience = around.auth0_audience.as_deref()?;
    let name = quoted(name);
    let token = format!("the access token is for {}, one of Auth0's own APIs", quoted(audience));
    let (text, ground) = match class {
        NameClass::Namespaced | NameClass::Urn
            if around.policy.keeps_namespaced_on_auth0_audience =>
        {
            return None;
        }
        NameClass::Namespaced | NameClass::Urn => {
            (format!("{token}, and those take no custom claim"), Ground::NamespacedBarred)
        }
        // Dropped by their namespace already, which is one in form.
        NameClass::ReservedUrl | NameClass::ReservedUrn => return None,
        NameClass::Profile(_) => (
            format!("{name} has no namespace, and {token}, so Auth0 probably drops it"),
            Ground::ProfileOnAuth0Audience,
        ),
        _ => (format!("{name} has no namespace, and {token}"), Ground::Auth0Audience),
    };
    Some((VerdictCode::DropAuth0Audience, text, ground.basis()))
}

pub(super) fn cut_by_scope(name: &str, class: NameClass, around: &Surroundings) -> Option<Cut> {
    let NameClass::Profile(scope) = class else { return None };
    if !around.policy.enforces_scope || around.scopes.iter().any(|granted| granted == scope) {
        return None;
    }
    let text = format!("{} needs the scope `{scope}`, which was not granted", quoted(name));
    Some((VerdictCode::DropScope, text, Ground::ScopeMissing.basis()))
}
