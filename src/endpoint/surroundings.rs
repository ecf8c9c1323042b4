//! What a claim meets on its way into an artifact of this request: the input of the filter.

use super::audience::{calls_userinfo, is_auth0_audience};
use super::{Endpoint, Flow, TokenFormat};
use crate::claims::filter::{Obstacle, Policy, Surroundings};
use crate::claims::tables::Ground;
use crate::place::ArtifactKind;
use crate::report::ModeKind;
use crate::scenario::Scenario;

impl Endpoint {
    /// The surroundings of every claim of one artifact, given the scopes as scripts left them.
    pub fn surroundings(
        &self,
        scenario: &Scenario,
        artifact: ArtifactKind,
        granted_scopes: &[String],
    ) -> Surroundings {
        let on_access_token = artifact == ArtifactKind::AccessToken;
        let audience = self
            .audience
            .as_deref()
            .filter(|audience| is_auth0_audience(audience, &scenario.tenant));
        let not_issued = self.not_issued(scenario, artifact, granted_scopes);
        let opaque = (on_access_token
            && not_issued.is_none()
            && self.conformant_access_token == TokenFormat::Opaque)
            .then(|| self.opaque());
        Surroundings {
            artifact,
            legacy: self.legacy(artifact),
            legacy_authorize: self.is_legacy_authorize(),
            not_issued,
            opaque,
            namespaced_only: scenario.namespaced_only(),
            auth0_audience: audience.filter(|_| on_access_token).map(Into::into),
            scopes: granted_scopes.to_vec(),
            policy: Policy::decided_by(|switch, value| scenario.switches.is(switch, value)),
        }
    }

    /// Why an artifact is not issued by this request, if it is not; in legacy mode, by the pipeline that answers it.
    pub fn why_not_issued(
        &self,
        scenario: &Scenario,
        artifact: ArtifactKind,
        granted_scopes: &[String],
    ) -> Option<String> {
        let legacy = self.mode == ModeKind::Legacy;
        match artifact {
            // The legacy implicit flow returns both tokens, whatever the response type names.
            ArtifactKind::IdToken if legacy && self.returns_id_token => {
                (!has_openid(granted_scopes))
                    .then(|| "the scope lacks `openid`, so there is no ID token".into())
            }
            ArtifactKind::AccessToken if legacy && self.returns_access_token => None,
            _ => self.not_issued(scenario, artifact, granted_scopes).map(|obstacle| obstacle.text),
        }
    }

    fn is_legacy_authorize(&self) -> bool {
        self.mode == ModeKind::Legacy
            && matches!(self.flow, Flow::Authorize { .. } | Flow::CodeExchange)
    }

    fn legacy(&self, artifact: ArtifactKind) -> Option<Obstacle> {
        if self.mode != ModeKind::Legacy {
            return None;
        }
        let label = &self.label;
        let ground = match self.flow {
            Flow::Delegation => Ground::LegacyDelegation,
            _ if self.is_legacy_authorize() && artifact == ArtifactKind::IdToken => {
                Ground::LegacyAuthorize
            }
            _ => Ground::LegacyEndpoint,
        };
        let pipeline = if self.is_legacy_authorize() {
            format!("the legacy pipeline of `{label}`")
        } else {
            format!("`{label}`")
        };
        Some(Obstacle::new(
            match artifact {
                ArtifactKind::AccessToken => format!("{pipeline} issues an opaque access token and never reads `context.accessToken`"),
                ArtifactKind::Userinfo => "`/userinfo` answers a legacy login with the user object and never reads `context.idToken`".into(),
                _ => format!("{pipeline} fills the {} from the user object and never reads `context.idToken`", artifact.label()),
            },
            ground,
        ))
    }

    fn opaque(&self) -> Obstacle {
        let text = match (self.mode, self.audience.as_deref()) {
            (ModeKind::Legacy, _) => "without the audience of an API the access token would be opaque at a conformant endpoint too".into(),
            (_, Some(audience)) => format!("the audience `{audience}` is no API, so the access token is opaque"),
            (_, None) => "without the audience of an API the access token is opaque: nobody can read a claim in it".into(),
        };
        Obstacle::new(text, Ground::Opaque)
    }

    /// In legacy mode this speaks of the same request at the conformant pipeline.
    fn not_issued(
        &self,
        scenario: &Scenario,
        artifact: ArtifactKind,
        granted_scopes: &[String],
    ) -> Option<Obstacle> {
        let obstacle = |text: &str| Some(Obstacle::new(text, Ground::NotIssued));
        let no_user = match self.mode {
            ModeKind::NoToken => Some("this request issues no token of a user"),
            ModeKind::SamlWsFed => Some("SAML and WS-Fed return an assertion and no other token"),
            ModeKind::MachineToMachine => Some("client credentials return an access token only"),
            ModeKind::OidcConformant | ModeKind::Legacy => None,
        };
        match artifact {
            ArtifactKind::SamlAssertion if self.mode == ModeKind::SamlWsFed => None,
            ArtifactKind::SamlAssertion => obstacle("this request returns no SAML assertion"),
            ArtifactKind::DelegationToken if self.flow == Flow::Delegation => None,
            ArtifactKind::DelegationToken => {
                obstacle("only `/delegation` returns a delegation token")
            }
            ArtifactKind::Tokeninfo if self.flow == Flow::Tokeninfo => None,
            ArtifactKind::Tokeninfo => obstacle("only `/tokeninfo` answers so"),
            ArtifactKind::AccessToken if self.mode == ModeKind::MachineToMachine => None,
            _ if no_user.is_some() => obstacle(no_user.unwrap_or_default()),
            ArtifactKind::IdToken => {
                self.no_id_token(granted_scopes).and_then(|text| obstacle(&text))
            }
            ArtifactKind::AccessToken => self.no_access_token().and_then(obstacle),
            ArtifactKind::Userinfo if self.flow == Flow::Delegation => {
                obstacle("`/delegation` returns no access token, which `/userinfo` demands")
            }
            ArtifactKind::Userinfo => {
                self.no_userinfo(scenario, granted_scopes).and_then(|text| obstacle(&text))
            }
            ArtifactKind::RefreshToken if self.returns_refresh_token => None,
            ArtifactKind::RefreshToken => {
                obstacle("`offline_access` was not granted, so there is no refresh token")
            }
        }
    }

    fn no_id_token(&self, granted_scopes: &[String]) -> Option<String> {
        match self.flow {
            Flow::Authorize { code: false, id_token: false, .. } => {
                Some("`response_type=token` returns no ID token in the conformant pipeline".into())
            }
            Flow::Tokeninfo => {
                Some("`/tokeninfo` answers with the profile and issues nothing".into())
            }
            Flow::Delegation => {
                Some("`/delegation` returns a delegation token in place of an ID token".into())
            }
            _ if !self.returns_id_token => {
                Some(format!("`{}` returns no ID token for this grant", self.label))
            }
            _ if !has_openid(granted_scopes) => {
                Some("the scope lacks `openid`, so there is no ID token".into())
            }
            _ => None,
        }
    }

    fn no_access_token(&self) -> Option<&'static str> {
        match self.flow {
            Flow::Authorize { code: false, token: false, .. } => {
                Some("`response_type=id_token` returns no access token")
            }
            Flow::Tokeninfo => Some("`/tokeninfo` answers with the profile and issues nothing"),
            Flow::Delegation => Some("`/delegation` returns no access token"),
            _ if !self.returns_access_token => Some("this request returns no access token"),
            _ => None,
        }
    }

    fn no_userinfo(&self, scenario: &Scenario, granted_scopes: &[String]) -> Option<String> {
        let api = self.api.and_then(|index| scenario.resource_servers.get(index));
        if self.no_access_token().is_some() {
            Some("`/userinfo` demands an access token, and this request returns none".into())
        } else if !has_openid(granted_scopes) {
            Some("the scope lacks `openid`, so `/userinfo` refuses the access token".into())
        } else if let Some(api) = api.filter(|_| !calls_userinfo(self, scenario)) {
            let alg = &api.signing_alg;
            Some(format!(
                "the API signs with {alg} and not RS256, so its access token has no room for the audience of `/userinfo`"
            ))
        } else {
            None
        }
    }
}

fn has_openid(scopes: &[String]) -> bool {
    scopes.iter().any(|scope| scope == "openid")
}
