//! The encoded form: a JWS in compact serialisation (RFC 7515, section 7.1), really signed, with the demo key.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::demo_key::{self, KEY_BYTES};
use crate::scenario::Object;

/// The signature algorithms that Auth0 offers for tokens of users (RFC 7518, section 3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256,
    /// RSASSA-PSS with SHA-256.
    Ps256,
    /// HMAC with SHA-256.
    Hs256,
}

impl Algorithm {
    /// The algorithm of that name. Auth0's default, RS256, stands in for a name that we do not sign with.
    pub fn named(name: &str) -> Self {
        match name {
            "PS256" => Self::Ps256,
            "HS256" => Self::Hs256,
            _ => Self::Rs256,
        }
    }

    /// The value of `alg`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Ps256 => "PS256",
            Self::Hs256 => "HS256",
        }
    }

    /// The JOSE header of a token of type `typ`, signed so.
    pub fn header(self, typ: &str) -> Object {
        let key_id = if self == Self::Hs256 { demo_key::SECRET_ID } else { demo_key::KEY_ID };
        [("alg", self.name()), ("typ", typ), ("kid", key_id)]
            .into_iter()
            .map(|(name, value)| (name.into(), value.into()))
            .collect()
    }
}

/// The token as sent: header, payload and signature, each in base64url.
pub fn sign(header: &Object, payload: &Object, algorithm: Algorithm) -> String {
    let mut token = String::new();
    push_json(header, &mut token);
    token.push('.');
    push_json(payload, &mut token);
    let signature = match algorithm {
        Algorithm::Rs256 => demo_key::private_operation(&pkcs1(token.as_bytes())).to_vec(),
        Algorithm::Ps256 => demo_key::private_operation(&pss(token.as_bytes())).to_vec(),
        Algorithm::Hs256 => Hmac::<Sha256>::new_from_slice(demo_key::SECRET.as_bytes())
            .map(|mac| mac.chain_update(token.as_bytes()).finalize().into_bytes().to_vec())
            // An HMAC key has no wrong length; an unsigned token would be a lie, an empty signature is a visible one.
            .unwrap_or_default(),
    };
    token.push('.');
    URL_SAFE_NO_PAD.encode_string(signature, &mut token);
    token
}

/// Left half of the SHA-256 of a token or code: `at_hash`, `c_hash` (`OpenID` Connect Core, sections 3.1.3.6 and 3.3.2.11).
/// All of [`Algorithm`] hash with SHA-256.
pub fn half_hash(text: &str) -> String {
    URL_SAFE_NO_PAD
        .encode(Sha256::digest(text.as_bytes()).iter().take(16).copied().collect::<Vec<u8>>())
}

/// 32 characters that follow from the parts alone: opaque tokens, codes and ids.
pub fn opaque(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        // The length keeps `ab`, `c` apart from `a`, `bc`.
        hash.update(part.len().to_string());
        hash.update(":");
        hash.update(part);
    }
    URL_SAFE_NO_PAD.encode(hash.finalize().iter().take(24).copied().collect::<Vec<u8>>())
}

/// The claims of a compact token; its signature is not looked at.
pub fn read_payload(token: &str) -> Option<Object> {
    let octets = URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
    match serde_json::from_slice(&octets).ok()? {
        Value::Object(payload) => Some(payload),
        _ => None,
    }
}

fn push_json(object: &Object, token: &mut String) {
    // An object of JSON values always serialises.
    URL_SAFE_NO_PAD.encode_string(serde_json::to_vec(object).unwrap_or_default(), token);
}

/// The DER of `DigestInfo` before a SHA-256 digest (RFC 8017, section 9.2, note 1).
pub(super) const SHA256_DIGEST_INFO: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05,
    0x00, 0x04, 0x20,
];

/// The RSASSA-PKCS1-v1_5 signature (RFC 8017, section 8.2) of a digest; `digest_info` is the DER before it.
pub(super) fn sign_pkcs1(digest_info: &[u8], digest: &[u8]) -> Vec<u8> {
    demo_key::private_operation(&emsa_pkcs1(digest_info, digest)).to_vec()
}

/// EMSA-PKCS1-v1_5 (RFC 8017, section 9.2) with SHA-256.
fn pkcs1(message: &[u8]) -> [u8; KEY_BYTES] {
    emsa_pkcs1(&SHA256_DIGEST_INFO, &Sha256::digest(message))
}

fn emsa_pkcs1(digest_info: &[u8], digest: &[u8]) -> [u8; KEY_BYTES] {
    let padding = KEY_BYTES.saturating_sub(3 + digest_info.len() + digest.len());
    let octets = [0, 1]
        .into_iter()
        .chain(std::iter::repeat_n(0xff, padding))
        .chain([0])
        .chain(digest_info.iter().chain(digest).copied());
    fill(octets)
}

/// EMSA-PSS (RFC 8017, section 9.1.1) with SHA-256 and MGF1. The salt follows from the message: equal scenarios give equal reports.
fn pss(message: &[u8]) -> [u8; KEY_BYTES] {
    let digest = Sha256::digest(message);
    let salt = Sha256::new().chain_update("claimscope salt").chain_update(digest).finalize();
    let hash =
        Sha256::new().chain_update([0; 8]).chain_update(digest).chain_update(salt).finalize();
    let block = KEY_BYTES - hash.len() - 1;
    let data = std::iter::repeat_n(0, block - salt.len() - 1).chain([1]).chain(salt);
    let mask = (0_u32..).flat_map(|counter| {
        Sha256::new().chain_update(hash).chain_update(counter.to_be_bytes()).finalize()
    });
    let masked = data
        .zip(mask)
        .enumerate()
        .map(|(at, (octet, mask))| if at == 0 { (octet ^ mask) & 0x7f } else { octet ^ mask });
    fill(masked.chain(hash).chain([0xbc]))
}

fn fill(octets: impl Iterator<Item = u8>) -> [u8; KEY_BYTES] {
    let mut filled = [0; KEY_BYTES];
    for (to, octet) in filled.iter_mut().zip(octets) {
        *to = octet;
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::super::demo_key::tests::public_operation;
    use super::*;
    use serde_json::json;

    fn payload() -> Object {
        json!({"iss": "https://acme.eu.auth0.com/", "sub": "auth0|1", "https://acme.com/role": "admin"}).as_object().unwrap().clone()
    }

    fn signed(algorithm: Algorithm) -> (String, Vec<u8>) {
        let token = sign(&algorithm.header("JWT"), &payload(), algorithm);
        let (message, signature) = token.rsplit_once('.').unwrap();
        (message.into(), URL_SAFE_NO_PAD.decode(signature).unwrap())
    }

    #[test]
    fn an_rs256_signature_verifies_with_the_public_key() {
        let (message, signature) = signed(Algorithm::Rs256);
        assert_eq!(public_operation(&signature), pkcs1(message.as_bytes()));
    }

    #[test]
    fn a_ps256_signature_verifies_with_the_public_key() {
        let (message, signature) = signed(Algorithm::Ps256);
        assert_eq!(public_operation(&signature), pss(message.as_bytes()));
    }

    /// Verified once with the `crypto` module of Node 20 (OpenSSL), from the JWK and from the PEM text.
    #[test]
    fn the_signatures_are_those_that_openssl_accepted() {
        for (algorithm, token) in [
            (
                Algorithm::Rs256,
                "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImNsYWltc2NvcGUtZGVtby1rZXkifQ.eyJpc3MiOiJodHRwczovL2FjbWUuZXUuYXV0aDAuY29tLyIsInN1YiI6ImF1dGgwfDEiLCJodHRwczovL2FjbWUuY29tL3JvbGUiOiJhZG1pbiJ9.ShJCqTQ769PsD17VTLUogfVDgTvYXHSTp3RTQHSZYhmXc5OcXo_U45Q7jJGvRejBZWraVoS3xB8WBPsA18umxmQUBmucJLUe3h5R4fbZgf1Nkxf4JSsX3HOsR5VxlvKxM9ReqZSjVqAR79J3EeUCgywodaph-a-OlB0nSgNA0tjcfBsbcW7huz48gJScPFd4jCmu34kX7CJr03nL8TJquXHe_C9CU77Mv0TVrCsEUK2ugszSAlXUY7JJLWK4wA97-ZRgZfw2-PTEyA2ucy3aGv93p_wqMAx5dwhHS5yx5NZdmxkmbwME8_hxCU7edqWoDQB5HUtASHp0PMoMPx74kQ",
            ),
            (
                Algorithm::Ps256,
                "eyJhbGciOiJQUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImNsYWltc2NvcGUtZGVtby1rZXkifQ.eyJpc3MiOiJodHRwczovL2FjbWUuZXUuYXV0aDAuY29tLyIsInN1YiI6ImF1dGgwfDEiLCJodHRwczovL2FjbWUuY29tL3JvbGUiOiJhZG1pbiJ9.SWbhaLJVLEht67dK_UXCpmjlf-e7ZFHmTLk7dU-fzmB14vNtnCPtV0cAk1yxJ5kG9dKZpqhIM2P2Jf_HwPSGpOKV9Yic-fpmaOyycE1PiFR0wmy5gFDpv-ok_fclwF7yQTifE6xSX4cIlHi2aDxfeEKDNkV3XeMfjGKL-Xqq-yanTBtpRVeQ099Af1RsnsBLytSO6FWFkr5x89NlwwUEk31TRJVCfZFaHRBpIghIOr-Ar8CVrGfLi8Uozq3ro80K0j_gxkCMP-BPvLRnNvpIuze_OMBfdyaoCSh8dUtt-M1Zk0epv6Rtkln6CWMX9uX5Nb_zFjXobDryAFeTa1JByg",
            ),
            (
                Algorithm::Hs256,
                "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImNsYWltc2NvcGUtZGVtby1zZWNyZXQifQ.eyJpc3MiOiJodHRwczovL2FjbWUuZXUuYXV0aDAuY29tLyIsInN1YiI6ImF1dGgwfDEiLCJodHRwczovL2FjbWUuY29tL3JvbGUiOiJhZG1pbiJ9.XVzLyoYVrQrwgl7Jdb6J7FsiibxvY7PYssTqBlh89b0",
            ),
        ] {
            assert_eq!(sign(&algorithm.header("JWT"), &payload(), algorithm), token);
        }
    }

    #[test]
    fn equal_claims_give_equal_tokens() {
        for algorithm in [Algorithm::Rs256, Algorithm::Ps256, Algorithm::Hs256] {
            assert_eq!(signed(algorithm), signed(algorithm));
        }
    }

    #[test]
    fn what_was_signed_can_be_read_back() {
        let token = sign(&Algorithm::Rs256.header("JWT"), &payload(), Algorithm::Rs256);
        assert_eq!(read_payload(&token), Some(payload()));
        assert_eq!(read_payload("no token"), None);
    }

    #[test]
    fn the_half_hash_is_that_of_the_standard() {
        // OpenID Connect Core, appendix A.3.
        assert_eq!(
            half_hash("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"),
            "77QmUPtjPfzWtF2AnpK9RQ"
        );
    }

    #[test]
    fn an_opaque_token_has_32_characters_and_depends_on_each_part() {
        assert_eq!(opaque(&["a", "b"]).len(), 32);
        assert_ne!(opaque(&["ab", "c"]), opaque(&["a", "bc"]));
    }
}
