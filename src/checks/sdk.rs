//! `missing-session-claim`, `stale-token`: what the SDK that sent the request does with a token
//! (`domain.md` §7.2; SDK-01, FR-02). SDKs name themselves in `auth0Client`, JSON in base64.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use serde_json::Value;

use super::{Facts, sites, wording::quoted};
use crate::claims::NameClass;
use crate::claims::classify;
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::{ArtifactKind, Place};
use crate::report::{Claim, Target};
use crate::scenario::{Request, pointer};

/// What an SDK does.
struct Row {
    /// Its name in `auth0Client`.
    name: &'static str,
    /// The first major version that does it.
    since: u32,
    code: Code,
    says: &'static str,
    help: &'static str,
}

const CACHES: &str =
    "keeps tokens in a cache and answers from it until they expire, so a changed claim shows late";
const REFRESH: &str = "get a fresh token with `getAccessTokenSilently({ cacheMode: 'off' })` (`ignoreCache: true` before version 2), and read the ID token after it";

/// <https://github.com/auth0/auth0-spa-js/issues/274>, `/450`, `/572`; <https://github.com/auth0/nextjs-auth0/issues/1980>,
/// `/2025`; <https://github.com/auth0/auth0.js/issues/732>, read 2026-08-20.
const ROWS: [Row; 6] = [
    Row { name: "auth0-spa-js", since: 0, code: Code::StaleToken, says: CACHES, help: REFRESH },
    Row { name: "auth0-react", since: 0, code: Code::StaleToken, says: CACHES, help: REFRESH },
    Row { name: "auth0-vue", since: 0, code: Code::StaleToken, says: CACHES, help: REFRESH },
    Row { name: "auth0-angular", since: 0, code: Code::StaleToken, says: CACHES, help: REFRESH },
    Row {
        name: "nextjs-auth0",
        since: 4,
        code: Code::MissingSessionClaim,
        says: "keeps only the standard claims of the ID token in the session",
        help: "keep the claim in `beforeSessionSaved`",
    },
    Row {
        name: "auth0.js",
        since: 0,
        code: Code::MissingSessionClaim,
        says: "shows claims of the ID token in `idTokenPayload` alone",
        help: "read `authResult.idTokenPayload` after `parseHash`, not the user of another call",
    },
];

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    let Some((place, name, major)) = client(&facts.scenario.request) else { return };
    let Some(row) = ROWS.iter().find(|row| row.name == name && major >= row.since) else { return };
    let in_id_token = |claim: &&Claim| {
        claim.target == Target::IdToken
            && !matches!(classify(&claim.name), NameClass::Profile(_))
            && claim
                .verdicts
                .iter()
                .any(|verdict| verdict.artifact == ArtifactKind::IdToken && verdict.code.is_kept())
    };
    let claims: Vec<&Claim> = facts.claims_of_scripts().filter(in_id_token).collect();
    if claims.is_empty() {
        return;
    }
    let finding = Diagnostic::new(row.code, format!("{} {}", quoted(row.name), row.says))
        .help(row.help)
        .at(place);
    findings.push(sites::label_writes(facts, finding, claims, "is in the ID token"));
}

/// Where the SDK names itself, its name and its major version.
fn client(request: &Request) -> Option<(Place, String, u32)> {
    let header = request.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("auth0-client"));
    let (place, text) = match (request.parameter("auth0Client"), header) {
        (Some(text), _) => (request.parameter_pointer("auth0Client"), text),
        (None, Some((name, value))) => {
            (format!("/request/headers/{}", pointer::escape(name)), value.as_str()?)
        }
        (None, None) => return None,
    };
    let octets = [STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD]
        .into_iter()
        .find_map(|engine| engine.decode(text.trim()).ok())?;
    let said: Value = serde_json::from_slice(&octets).ok()?;
    let name = said.get("name")?.as_str()?.trim_start_matches("@auth0/").to_owned();
    let version = said.get("version").and_then(Value::as_str).unwrap_or_default();
    let major = version.trim_start_matches('v').split('.').next()?.parse().unwrap_or(0);
    Some((Place::pointer(place), name, major))
}
