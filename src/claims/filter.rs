//! Turns one claim into a verdict with its reasons, gate by gate: mode, artifact, opaque, value, class, audience, scope
//! (`domain.md` §3.4). Size is judged last, over all claims of a token that are left.

use serde_json::Value;

use super::gates::{cut_by_audience, cut_by_class, cut_by_scope, cut_by_value};
use super::name::{NameClass, classify_by, has_single_slash, is_unusual};
use super::tables::{CUSTOM_CLAIMS_BYTES, Ground};
use super::{Basis, VerdictCode};
use crate::place::ArtifactKind;

/// A value as JSON sees it (`domain.md` §3.8).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ValueFact<'a> {
    /// It can be sent.
    Json(&'a Value),
    /// JSON makes this of a value of another type: a date, a promise, an instance of a class.
    Converted(&'a Value),
    /// There is nothing to send: `undefined`, `a function` or `a symbol`.
    Nothing(&'a str),
    /// It cannot be serialised: the engine's words.
    Unserializable(&'a str),
}

/// Something in the way of every claim of an artifact, with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// One sentence about this request.
    pub text: String,
    /// What it rests on.
    pub basis: Basis,
}

impl Obstacle {
    /// An obstacle on a ground of the tables.
    pub fn new(text: impl Into<String>, ground: Ground) -> Self {
        Self { text: text.into(), basis: ground.basis() }
    }
}

/// How the disputed points of the filter are decided (`domain.md` §3.12).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "one field for each switch")]
pub struct Policy {
    /// `SW-04`: the legacy `/authorize` honours namespaced ID-token claims.
    pub honours_legacy_authorize: bool,
    /// `SW-08`: a custom claim may be named `scope`.
    pub keeps_scope_name: bool,
    /// `SW-11`: a single slash after the scheme makes a namespace.
    pub single_slash: bool,
    /// `SW-12`: namespaced claims stay on access tokens for Auth0's APIs.
    pub keeps_namespaced_on_auth0_audience: bool,
    /// `SW-13`: URN names count as namespaced.
    pub keeps_urn: bool,
    /// `SW-14`: an empty name is kept.
    pub keeps_empty_name: bool,
    /// `SW-15`: profile claims need their scope.
    pub enforces_scope: bool,
    /// `SW-16`: `null` is kept.
    pub keeps_null: bool,
}

impl Policy {
    /// Asks `is(switch, value)` for each switch that the filter knows.
    pub fn decided_by(is: impl Fn(&str, &str) -> bool) -> Self {
        Self {
            honours_legacy_authorize: is("SW-04", "honour-on-authorize"),
            keeps_scope_name: is("SW-08", "keep"),
            single_slash: is("SW-11", "namespaced"),
            keeps_namespaced_on_auth0_audience: is("SW-12", "keep-namespaced"),
            keeps_urn: is("SW-13", "keep"),
            keeps_empty_name: is("SW-14", "keep"),
            enforces_scope: is("SW-15", "enforce"),
            keeps_null: is("SW-16", "keep"),
        }
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            honours_legacy_authorize: false,
            keeps_scope_name: false,
            single_slash: true,
            keeps_namespaced_on_auth0_audience: true,
            keeps_urn: false,
            keeps_empty_name: false,
            enforces_scope: true,
            keeps_null: true,
        }
    }
}

/// What a claim meets on its way into one artifact. In legacy mode everything but `legacy` describes the same request
/// answered by the conformant pipeline, so that the further reasons are those that a change of the endpoint leaves standing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surroundings {
    /// Which artifact.
    pub artifact: ArtifactKind,
    /// Why the claim objects are never read: the flow is legacy.
    pub legacy: Option<Obstacle>,
    /// The legacy flow is `/authorize`, where `SW-04` matters.
    pub legacy_authorize: bool,
    /// Why the artifact is not issued.
    pub not_issued: Option<Obstacle>,
    /// Why the access token is opaque.
    pub opaque: Option<Obstacle>,
    /// Names must be namespaced: era E1 (`domain.md` §3.1).
    pub namespaced_only: bool,
    /// The audience, where it is one of Auth0's own APIs (`domain.md` §3.6).
    pub auth0_audience: Option<String>,
    /// Granted scopes.
    pub scopes: Vec<String>,
    /// The disputed points.
    pub policy: Policy,
}

/// One reason for which a claim is dropped: verdict, sentence about this claim, and what it rests on.
pub type Cut = (VerdictCode, String, Basis);

/// What becomes of one claim in one artifact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The first reason, or that it is kept.
    pub code: VerdictCode,
    /// What `code` rests on.
    pub basis: Basis,
    /// All reasons in the order of the gates, the first included; empty for a delivered claim.
    pub cuts: Vec<Cut>,
}

impl Judgement {
    /// Delivered.
    pub fn kept(code: VerdictCode, basis: Basis) -> Self {
        Self { code, basis, cuts: Vec::new() }
    }

    /// Dropped for the first of these reasons; delivered with `code` and `basis` if there is none.
    pub fn of(cuts: Vec<Cut>, code: VerdictCode, basis: Basis) -> Self {
        match cuts.first() {
            Some((code, _, basis)) => Self { code: *code, basis: *basis, cuts },
            None => Self::kept(code, basis),
        }
    }

    /// The further reasons.
    pub fn also(&self) -> impl Iterator<Item = VerdictCode> + '_ {
        self.cuts.iter().skip(1).map(|(code, ..)| *code)
    }
}

/// Judges a claim that a script wrote to `context.idToken` or `context.accessToken`.
pub fn judge(name: &str, value: ValueFact<'_>, around: &Surroundings) -> Judgement {
    let class = classify_by(name, around.policy.single_slash);
    let mut cuts = Vec::new();
    let honoured = honours(class, around);
    if let (Some(obstacle), false) = (&around.legacy, honoured) {
        cuts.push((VerdictCode::DropModeLegacy, obstacle.text.clone(), obstacle.basis));
    }
    if let (Some(obstacle), false) = (&around.not_issued, honoured) {
        cuts.push((VerdictCode::DropNoArtefact, obstacle.text.clone(), obstacle.basis));
    }
    if let Some(obstacle) = &around.opaque {
        cuts.push((VerdictCode::DropOpaque, obstacle.text.clone(), obstacle.basis));
    }
    cuts.extend(cut_by_value(name, value, around.policy.keeps_null));
    // Attributes of an assertion follow mappings, not names (`domain.md` §2.9).
    if around.artifact != ArtifactKind::SamlAssertion {
        cut_by_class(name, class, around, &mut cuts);
        cuts.extend(cut_by_audience(name, class, around));
        cuts.extend(cut_by_scope(name, class, around));
    }
    let overrides =
        matches!(class, NameClass::Profile(_)) && around.artifact != ArtifactKind::AccessToken;
    let code = if overrides { VerdictCode::KeepOverride } else { VerdictCode::Keep };
    Judgement::of(cuts, code, kept_ground(name, value, class, honoured, around).basis())
}

/// Bytes that one claim counts towards [`CUSTOM_CLAIMS_BYTES`]: name and value as JSON and a colon (`domain.md` §3.7, inferred).
pub fn claim_bytes(name: &str, value: &Value) -> usize {
    Value::from(name).to_string().len() + 1 + value.to_string().len()
}

/// The reason for which a login fails when the kept custom claims of one token have `bytes` bytes together.
pub fn cut_by_size(bytes: usize) -> Option<Cut> {
    (bytes > CUSTOM_CLAIMS_BYTES).then(|| {
        let text = format!("the custom claims of this token have {bytes} bytes, more than the {CUSTOM_CLAIMS_BYTES} that Auth0 allows");
        (VerdictCode::FailPayload, text, Ground::Oversized.basis())
    })
}

/// A name as it stands in a sentence: in backticks, without line breaks, cut where it is very long.
pub fn quoted(name: &str) -> String {
    const SHOWN_CHARS: usize = 120;
    let mut shown = String::with_capacity(name.len().min(SHOWN_CHARS) + 2);
    shown.push('`');
    let mut rest = name.chars();
    for character in rest.by_ref().take(SHOWN_CHARS) {
        if character.is_control() {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    if rest.next().is_some() {
        shown.push('…');
    }
    shown.push('`');
    shown
}

/// Whether the legacy pipeline honours the claim after all (`SW-04`).
fn honours(class: NameClass, around: &Surroundings) -> bool {
    around.legacy_authorize
        && around.policy.honours_legacy_authorize
        && around.artifact == ArtifactKind::IdToken
        && class == NameClass::Namespaced
}

/// Values that documentation does not speak of: empty ones, and those that JSON makes of another type.
fn is_unusual_value(value: ValueFact<'_>) -> bool {
    match value {
        ValueFact::Converted(_) => true,
        ValueFact::Json(value) => match value {
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            Value::Object(members) => members.is_empty(),
            Value::Bool(truth) => !truth,
            Value::Number(number) => number.as_f64() == Some(0.0),
            Value::Null => true,
        },
        ValueFact::Nothing(_) | ValueFact::Unserializable(_) => false,
    }
}

/// The weakest fact on which a delivery rests: a switch that could turn it comes before what is documented.
fn kept_ground(
    name: &str,
    value: ValueFact<'_>,
    class: NameClass,
    honoured: bool,
    around: &Surroundings,
) -> Ground {
    let on_access_token = around.artifact == ArtifactKind::AccessToken;
    match class {
        _ if honoured => Ground::LegacyAuthorize,
        _ if value == ValueFact::Json(&Value::Null) => Ground::NullValue,
        _ if has_single_slash(name) => Ground::SingleSlash,
        NameClass::Empty => Ground::EmptyName,
        NameClass::Private if name == "scope" => Ground::ScopeName,
        NameClass::Urn if around.namespaced_only => Ground::UrnInNamespacedEra,
        NameClass::ReservedUrl => Ground::UserinfoOnly,
        NameClass::Namespaced | NameClass::Urn
            if on_access_token && around.auth0_audience.is_some() =>
        {
            Ground::NamespacedOnAuth0Audience
        }
        NameClass::Profile(_) => Ground::KeptProfile,
        _ if is_unusual(name) => Ground::UnusualName,
        _ if is_unusual_value(value) => Ground::UnusualValue,
        _ if around.artifact == ArtifactKind::Userinfo => Ground::KeptInUserinfo,
        _ => Ground::Kept,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn around(artifact: ArtifactKind) -> Surroundings {
        Surroundings {
            artifact,
            legacy: None,
            legacy_authorize: false,
            not_issued: None,
            opaque: None,
            namespaced_only: false,
            auth0_audience: None,
            scopes: vec!["openid".into()],
            policy: Policy::default(),
        }
    }

    fn codes(judgement: &Judgement) -> Vec<&'static str> {
        judgement.cuts.iter().map(|(code, ..)| code.name()).collect()
    }

    #[test]
    fn every_reason_that_stands_alone_is_named_in_the_order_of_the_gates() {
        let mut around = around(ArtifactKind::AccessToken);
        around.legacy = Some(Obstacle::new("legacy", Ground::LegacyEndpoint));
        around.opaque = Some(Obstacle::new("opaque", Ground::Opaque));
        around.auth0_audience = Some("https://acme.auth0.com/api/v2/".into());
        let judgement = judge("email", ValueFact::Nothing("undefined"), &around);
        assert_eq!(
            codes(&judgement),
            [
                "drop-mode-legacy",
                "drop-opaque",
                "drop-value-undefined",
                "drop-auth0-audience",
                "drop-scope"
            ]
        );
        assert_eq!(judgement.code, VerdictCode::DropModeLegacy);
        assert_eq!(judgement.also().next(), Some(VerdictCode::DropOpaque));
    }

    #[test]
    fn the_open_era_would_not_save_a_restricted_name() {
        let mut around = around(ArtifactKind::IdToken);
        around.namespaced_only = true;
        let judgement = judge("roles", ValueFact::Json(&json!(1)), &around);
        assert_eq!(codes(&judgement), ["drop-namespace-required", "drop-restricted"]);
    }

    #[test]
    fn a_switch_turns_the_verdict_it_is_named_for() {
        let value = json!("x");
        let mut around = around(ArtifactKind::IdToken);
        let code =
            |name: &str, around: &Surroundings| judge(name, ValueFact::Json(&value), around).code;
        around.policy.keeps_scope_name = true;
        around.policy.keeps_empty_name = true;
        around.policy.enforces_scope = false;
        assert_eq!(code("scope", &around), VerdictCode::Keep);
        assert_eq!(code("", &around), VerdictCode::Keep);
        assert_eq!(code("email", &around), VerdictCode::KeepOverride);
        around.policy.keeps_null = false;
        assert_eq!(
            judge("a", ValueFact::Json(&Value::Null), &around).code,
            VerdictCode::DropValueUndefined
        );
        around.namespaced_only = true;
        assert_eq!(code("urn:acme:x", &around), VerdictCode::DropNamespaceRequired);
        around.policy.keeps_urn = true;
        assert_eq!(code("urn:acme:x", &around), VerdictCode::Keep);
        assert_eq!(code("https:/acme.com/x", &around), VerdictCode::Keep);
        around.policy.single_slash = false;
        assert_eq!(code("https:/acme.com/x", &around), VerdictCode::DropNamespaceRequired);
        around.legacy = Some(Obstacle::new("legacy", Ground::LegacyAuthorize));
        around.legacy_authorize = true;
        assert_eq!(code("https://acme.com/x", &around), VerdictCode::DropModeLegacy);
        around.policy.honours_legacy_authorize = true;
        assert_eq!(code("https://acme.com/x", &around), VerdictCode::Keep);
        let mut around = self::around(ArtifactKind::AccessToken);
        around.auth0_audience = Some("https://acme.auth0.com/api/v2/".into());
        assert_eq!(code("https://acme.com/x", &around), VerdictCode::Keep);
        around.policy.keeps_namespaced_on_auth0_audience = false;
        assert_eq!(code("https://acme.com/x", &around), VerdictCode::DropAuth0Audience);
    }

    #[test]
    fn two_payloads_of_50_kb_on_one_token_are_too_much() {
        let half = json!("x".repeat(51_200 - 2));
        let total = claim_bytes("a", &half) + claim_bytes("b", &half);
        assert_eq!(cut_by_size(total).map(|cut| cut.0), Some(VerdictCode::FailPayload));
        assert_eq!(cut_by_size(CUSTOM_CLAIMS_BYTES), None);
    }

    #[test]
    fn a_sentence_holds_no_line_break_and_no_endless_name() {
        assert_eq!(quoted("a\nb"), "`a\\nb`");
        assert_eq!(quoted(&"x".repeat(500)).chars().count(), 123);
    }
}
