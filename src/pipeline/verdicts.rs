//! From rows to verdicts: what becomes of each claim in each artifact, with all reasons in the order of the gates.

use serde_json::Value;

use super::matrix::Row;
use crate::claims::attribute::{LegacyScopes, judge_attribute, judge_in_userinfo};
use crate::claims::filter::{
    Judgement, ValueFact, claim_bytes, cut_by_size, judge as judge_claim, quoted,
};
use crate::claims::tables::{FRAGMENT_BYTES, GET_ACCESS_TOKENS, Ground, OIDC_CONFORMANT};
use crate::claims::{Basis, VerdictCode};
use crate::endpoint::{Endpoint, Flow, RefusalKind};
use crate::place::ArtifactKind;
use crate::report::{Claim, Cut, Lost, ModeKind, Origin, Outcome, Target, Verdict};
use crate::scenario::{Object, Scenario};
use crate::script::Held;
use crate::tokens::Composed;

/// Why the whole login yields nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// The verdict that every claim gets.
    pub(super) code: VerdictCode,
    /// One sentence.
    pub(super) text: String,
    /// What it rests on.
    pub(super) basis: Basis,
    /// The script at fault.
    pub(super) by: Option<String>,
}

const RULES_ERRORS: &str = "https://auth0.com/docs/customize/rules/raise-errors-from-rules";
const REDIRECT: &str = "https://auth0.com/docs/customize/rules/redirect-users";
const POST_LOGIN_API: &str = "https://auth0.com/docs/customize/actions/explore-triggers/signup-and-login-triggers/login-trigger";
const MFA: &str = "https://auth0.com/docs/secure/multi-factor-authentication/customize-mfa/customize-mfa-enrollments-universal-login";

/// What the outcome leaves of the tokens: nothing, unless the login was answered as asked.
pub(super) fn block(outcome: &Outcome, endpoint: &Endpoint) -> Option<Block> {
    let block = |code, text: String, basis, by: Option<&String>| {
        Some(Block { code, text, basis, by: by.cloned() })
    };
    match outcome {
        Outcome::Issued => None,
        Outcome::Denied { by, .. } => block(
            VerdictCode::FailScript,
            format!("`{by}` denied the login, so nothing is issued"),
            Basis::documented(RULES_ERRORS),
            Some(by),
        ),
        Outcome::Failed { by: Some(by), code, .. } if code == "interaction_required" => {
            let text = format!(
                "`{by}` asked for an interaction that this request does not allow, so nothing is issued"
            );
            block(VerdictCode::FailFlow, text, Basis::documented(REDIRECT), Some(by))
        }
        Outcome::Failed { by: Some(by), .. } => block(
            VerdictCode::FailScript,
            format!("`{by}` failed, so nothing is issued"),
            Basis::documented(RULES_ERRORS),
            Some(by),
        ),
        Outcome::Failed { message, .. } => {
            let basis = match &endpoint.refusal {
                // The wording is well known, and no page has it (`domain.md` §1.7).
                Some(refusal) if refusal.kind == RefusalKind::UnknownAudience => {
                    Basis::inferred(GET_ACCESS_TOKENS)
                }
                Some(refusal) if refusal.code == "invalid_grant" => {
                    Basis::inferred(OIDC_CONFORMANT).switched("SW-01")
                }
                _ => Ground::NotIssued.basis(),
            };
            block(VerdictCode::FailFlow, message.clone(), basis, None)
        }
        Outcome::Redirected { by, .. } => {
            let text = format!(
                "`{by}` sends the user to another page first: tokens follow after /continue"
            );
            block(VerdictCode::DropNoArtefact, text, Basis::documented(REDIRECT), Some(by))
        }
        Outcome::Prompted { by, .. } => {
            let text = format!("`{by}` shows the user a form first: tokens follow when it is sent");
            block(VerdictCode::DropNoArtefact, text, Basis::documented(POST_LOGIN_API), Some(by))
        }
        Outcome::MfaRequired { by } => {
            let text = format!(
                "`{by}` asks for a second factor: the answer is `mfa_required`, and tokens follow after the challenge"
            );
            block(VerdictCode::DropNoArtefact, text, Basis::documented(MFA), Some(by))
        }
    }
}

/// A claim that cannot be serialised takes the whole login down (`domain.md` §3.8, inferred). The legacy pipeline never
/// reads the claim objects.
pub(super) fn unserializable(rows: &[Row], endpoint: &Endpoint) -> Option<Block> {
    if endpoint.mode == ModeKind::Legacy {
        return None;
    }
    rows.iter().find_map(|row| match &row.held {
        Some(Held::Unserializable(why)) => Some(Block {
            code: VerdictCode::FailSerialize,
            text: format!(
                "the value of {} cannot be serialised, so the login probably fails: {why}",
                quoted(&row.name)
            ),
            basis: Ground::Unserializable.basis(),
            by: Some(row.origin.script.clone()),
        }),
        _ => None,
    })
}

/// The custom claims of one token are over 100 KB (`domain.md` §3.7).
pub(super) fn oversized(claims: &[Claim]) -> Option<Block> {
    [ArtifactKind::IdToken, ArtifactKind::AccessToken].into_iter().find_map(|artifact| {
        let kept = claims.iter().filter(|claim| {
            claim.is_custom()
                && claim
                    .verdicts
                    .iter()
                    .any(|verdict| verdict.artifact == artifact && verdict.code.is_kept())
        });
        let bytes = kept
            .filter_map(|claim| claim.value.as_ref().map(|value| claim_bytes(&claim.name, value)))
            .sum();
        cut_by_size(bytes).map(|(code, text, basis)| Block {
            code,
            text: text.replace("this token", &format!("the {}", artifact.label())),
            basis,
            by: None,
        })
    })
}

/// A token in the URL fragment is too large (`domain.md` §3.7).
pub(super) fn oversized_fragment(endpoint: &Endpoint, composed: &Composed) -> Option<Block> {
    if !endpoint.in_fragment {
        return None;
    }
    let in_front = |kind| match (kind, endpoint.flow) {
        (ArtifactKind::IdToken, Flow::Authorize { id_token, token, .. }) => id_token || token,
        (ArtifactKind::AccessToken, Flow::Authorize { token, .. }) => token,
        _ => false,
    };
    let large = composed.artifacts.iter().find(|artifact| {
        artifact.issued && in_front(artifact.kind) && artifact.bytes > FRAGMENT_BYTES
    })?;
    let text = format!(
        "the {} has {} bytes, and users report that more than about {FRAGMENT_BYTES} in a URL fragment fail",
        large.kind.label(),
        large.bytes
    );
    Some(Block {
        code: VerdictCode::FailFlow,
        text,
        basis: Ground::OversizedFragment.basis(),
        by: None,
    })
}

/// An assertion has nothing to name the user by (`domain.md` §2.9).
pub(super) fn unnamed() -> Block {
    Block {
        code: VerdictCode::FailFlow,
        text: "the assertion has no name identifier, so it is not issued".into(),
        basis: Ground::NameIdentifier.basis(),
        by: None,
    }
}

/// Judges every row for every artifact that it could reach.
pub(super) fn judge(
    scenario: &Scenario,
    endpoint: &Endpoint,
    granted: &[String],
    rows: &[Row],
    block: Option<&Block>,
) -> Vec<Claim> {
    let around = |artifact| endpoint.surroundings(scenario, artifact, granted);
    let first = match endpoint.flow {
        Flow::Delegation => ArtifactKind::DelegationToken,
        Flow::Federated => ArtifactKind::SamlAssertion,
        _ => ArtifactKind::IdToken,
    };
    let mut id_token = vec![around(first)];
    if endpoint.flow != Flow::Federated && endpoint.flow != Flow::Delegation {
        id_token.push(around(ArtifactKind::Userinfo));
    }
    let access_token = [around(ArtifactKind::AccessToken)];
    rows.iter()
        .map(|row| {
            let value = row.held.as_ref().and_then(Held::json);
            let surroundings = match row.target {
                Target::IdToken => &id_token[..],
                Target::AccessToken => &access_token[..],
                Target::User => &[],
            };
            let verdicts = surroundings
                .iter()
                .map(|around| {
                    verdict(
                        around.artifact,
                        gone(row).unwrap_or_else(|| judge_claim(&row.name, fact(row), around)),
                        block,
                    )
                })
                .collect();
            Claim {
                name: row.name.clone(),
                target: row.target,
                value: value.or_else(|| row.written.as_ref().and_then(Held::json)),
                stand_in: None,
                origin: row.origin.clone(),
                earlier: row.earlier.clone(),
                overwritten_by: row.removed_by.clone(),
                lost: lost(row),
                verdicts,
            }
        })
        .collect()
}

fn fact(row: &Row) -> ValueFact<'_> {
    match &row.held {
        Some(Held::Json(value)) => ValueFact::Json(value),
        Some(Held::Converted(value)) => ValueFact::Converted(value),
        // JSON makes an object without members of a promise, which passes the gates like any other value.
        Some(Held::Promise) => ValueFact::Converted(&Value::Bool(true)),
        Some(Held::Nothing(what)) => ValueFact::Nothing(what),
        Some(Held::Unserializable(why)) => ValueFact::Unserializable(why),
        None => ValueFact::Nothing("undefined"),
    }
}

/// How a value was lost before it reached any gate.
fn lost(row: &Row) -> Option<Lost> {
    if row.late {
        return Some(Lost::Late);
    }
    row.removed_by.as_ref().map(|_| if row.replaced { Lost::Replaced } else { Lost::Deleted })
}

/// A value that was lost before it reached any gate.
fn gone(row: &Row) -> Option<Judgement> {
    let lost = lost(row);
    if lost.is_none() && row.held.is_some() {
        return None;
    }
    let name = quoted(&row.name);
    let by = row.removed_by.as_ref().map_or_else(String::new, |by| match by.line {
        Some(line) => format!("{}, line {line}", quoted(&by.script)),
        None => quoted(&by.script),
    });
    let text = match lost {
        Some(Lost::Late) => "written after the callback, when the claims had been taken".into(),
        Some(Lost::Replaced) => {
            format!("replaced by {by}: {name} went with the object that held it")
        }
        Some(Lost::Deleted) => format!("deleted by {by}: {name} was gone in the end"),
        None => format!("{name} was gone in the end"),
    };
    let cut = (VerdictCode::DropValueUndefined, text, Ground::NoValue.basis());
    Some(Judgement::of(vec![cut], VerdictCode::Keep, Ground::Kept.basis()))
}

pub(super) fn verdict(
    artifact: ArtifactKind,
    judgement: Judgement,
    block: Option<&Block>,
) -> Verdict {
    let mut reasons: Vec<Cut> =
        judgement.cuts.into_iter().map(|(code, text, basis)| Cut::new(code, text, basis)).collect();
    let (mut code, mut basis) = (judgement.code, judgement.basis);
    if let Some(block) = block {
        reasons.retain(|cut| cut.code != block.code);
        reasons.insert(0, Cut::new(block.code, block.text.clone(), block.basis));
        (code, basis) = (block.code, block.basis);
    }
    let mut also: Vec<VerdictCode> = Vec::new();
    for cut in &reasons {
        if cut.code != code && !also.contains(&cut.code) {
            also.push(cut.code);
        }
    }
    Verdict {
        artifact,
        code,
        also,
        evidence: basis.evidence,
        source: basis.source.into(),
        as_of: basis.as_of.into(),
        switch: basis.switch.map(Into::into),
        reasons,
    }
}

/// Adds what the legacy pipeline made of the user, and the claims that Auth0 itself put into the tokens.
pub(super) fn with_legacy_and_standard(
    scenario: &Scenario,
    context: &Object,
    mut claims: Vec<Claim>,
    composed: &Composed,
    endpoint: &Endpoint,
    block: Option<&Block>,
) -> Vec<Claim> {
    let none = Object::new();
    let scripted = context
        .get("jwtConfiguration")
        .and_then(|configuration| configuration.get("scopes"))
        .and_then(Value::as_object)
        .unwrap_or(&none);
    let scopes = LegacyScopes {
        requested: &endpoint.requested_scopes,
        mappings: [scripted, &scenario.client.jwt_scopes],
        legacy_profile: scenario.tenant.enable_legacy_profile,
        full_profile: scenario.switches.is("SW-10", "full"),
    };
    let artifact = if endpoint.flow == Flow::Delegation {
        ArtifactKind::DelegationToken
    } else {
        ArtifactKind::IdToken
    };
    if endpoint.mode == ModeKind::Legacy {
        for claim in claims.iter_mut().filter(|claim| claim.target == Target::User) {
            let fact = match (&claim.value, &claim.overwritten_by) {
                (Some(value), None) => ValueFact::Json(value),
                _ => ValueFact::Nothing("undefined"),
            };
            claim.verdicts =
                vec![verdict(artifact, judge_attribute(&claim.name, fact, &scopes), block)];
            let answer = composed.artifacts.iter().find(|one| one.kind == ArtifactKind::Userinfo);
            if let Some(answer) = answer.filter(|_| endpoint.flow != Flow::Delegation) {
                let judgement = if answer.issued || block.is_some() {
                    judge_in_userinfo(&claim.name, fact, &scopes)
                } else {
                    let cut = (
                        VerdictCode::DropNoArtefact,
                        answer.why.clone(),
                        Ground::NotIssued.basis(),
                    );
                    Judgement::of(vec![cut], VerdictCode::Keep, Ground::NotIssued.basis())
                };
                claim.verdicts.push(verdict(ArtifactKind::Userinfo, judgement, block));
            }
        }
    }
    for standard in &composed.standard {
        let target = if standard.artifact == ArtifactKind::AccessToken {
            Target::AccessToken
        } else {
            Target::IdToken
        };
        // What a rule wrote to `user` has its row already.
        if claims.iter().any(|claim| {
            claim.target == Target::User
                && claim.name == standard.name
                && endpoint.mode == ModeKind::Legacy
        }) {
            continue;
        }
        let kept =
            verdict(standard.artifact, Judgement::kept(VerdictCode::Keep, standard.basis), None);
        match claims.iter_mut().find(|claim| {
            !claim.is_custom() && claim.target == target && claim.name == standard.name
        }) {
            Some(claim) => claim.verdicts.push(kept),
            None => claims.push(Claim {
                name: standard.name.clone(),
                target,
                value: Some(standard.value.clone()),
                stand_in: None,
                origin: Origin::standard(),
                earlier: Vec::new(),
                overwritten_by: None,
                lost: None,
                verdicts: vec![kept],
            }),
        }
    }
    claims
}
