//! XML signatures (XML Signature Syntax and Processing 1.1) over elements that are canonical as they are written.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::facts::Facts;
use super::sha1::sha1;
use super::xml::{element, holding};
use crate::tokens::demo_key;
use crate::tokens::encode;

const DSIG: &str = "http://www.w3.org/2000/09/xmldsig#";
const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

/// The hash of a digest or a signature. Auth0 offers these two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hash {
    Sha1,
    Sha256,
}

impl Hash {
    /// The hash of `sha256`, `rsa-sha256` …; the default of rules, SHA-1, for a name that is not known.
    pub(super) fn named(name: &str) -> Self {
        if name.ends_with("sha256") { Self::Sha256 } else { Self::Sha1 }
    }

    fn of(self, text: &str) -> Vec<u8> {
        match self {
            Self::Sha1 => sha1(text.as_bytes()).to_vec(),
            Self::Sha256 => Sha256::digest(text.as_bytes()).to_vec(),
        }
    }

    /// The DER of `DigestInfo` before the digest (RFC 8017, section 9.2, note 1).
    fn digest_info(self) -> &'static [u8] {
        match self {
            Self::Sha1 => &[
                0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a, 0x05, 0x00, 0x04,
                0x14,
            ],
            Self::Sha256 => &encode::SHA256_DIGEST_INFO,
        }
    }

    fn digest_uri(self) -> &'static str {
        match self {
            Self::Sha1 => "http://www.w3.org/2000/09/xmldsig#sha1",
            Self::Sha256 => "http://www.w3.org/2001/04/xmlenc#sha256",
        }
    }

    fn signature_uri(self) -> &'static str {
        match self {
            Self::Sha1 => "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
            Self::Sha256 => "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
        }
    }
}

/// The signature of a canonical element with an id, with the demo key.
pub(super) fn sign(signed: &str, id: &str, facts: &Facts) -> String {
    signature(signed, id, facts.signature, facts.digest)
}

fn signature(signed: &str, id: &str, signature: Hash, digest: Hash) -> String {
    let info = |namespace| signed_info(id, &digest.of(signed), signature, digest, namespace);
    // Canonicalised on its own, the element declares the namespace that it inherits in the document.
    let value = encode::sign_pkcs1(signature.digest_info(), &signature.of(&info(Some(DSIG))));
    let value = holding("SignatureValue", &STANDARD.encode(value));
    element("Signature", &[("xmlns", Some(DSIG))], &[info(None), value, key_info()].concat())
}

fn signed_info(
    id: &str,
    octets: &[u8],
    signature: Hash,
    digest: Hash,
    namespace: Option<&str>,
) -> String {
    let algorithm = |name, uri| element(name, &[("Algorithm", Some(uri))], "");
    let transforms = [algorithm("Transform", ENVELOPED), algorithm("Transform", EXCLUSIVE)];
    let reference = element(
        "Reference",
        &[("URI", Some(&["#", id].concat()))],
        &[
            element("Transforms", &[], &transforms.concat()),
            algorithm("DigestMethod", digest.digest_uri()),
            holding("DigestValue", &STANDARD.encode(octets)),
        ]
        .concat(),
    );
    element(
        "SignedInfo",
        &[("xmlns", namespace)],
        &[
            algorithm("CanonicalizationMethod", EXCLUSIVE),
            algorithm("SignatureMethod", signature.signature_uri()),
            reference,
        ]
        .concat(),
    )
}

/// The public key itself: there is no certificate for a demo.
fn key_info() -> String {
    let jwk: Value = serde_json::from_str(demo_key::PUBLIC_JWK).unwrap_or_default();
    let number = |name: &str, member: &str| {
        let octets = jwk.get(member).and_then(Value::as_str).unwrap_or_default();
        let octets = URL_SAFE_NO_PAD.decode(octets).unwrap_or_default();
        holding(name, &STANDARD.encode(octets))
    };
    let key = [number("Modulus", "n"), number("Exponent", "e")].concat();
    element("KeyInfo", &[], &element("KeyValue", &[], &element("RSAKeyValue", &[], &key)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::demo_key::tests::public_operation;

    #[test]
    fn the_signature_verifies_with_the_public_key() {
        let signed = "<a ID=\"_1\">x</a>";
        for hash in [Hash::Sha1, Hash::Sha256] {
            let text = signature(signed, "_1", hash, hash);
            let between = |from: &str, to: &str| {
                text.split_once(from).unwrap().1.split_once(to).unwrap().0.to_owned()
            };
            let info = between("<SignedInfo>", "</SignedInfo>");
            assert!(info.contains(&STANDARD.encode(hash.of(signed))));
            let message = format!("<SignedInfo xmlns=\"{DSIG}\">{info}</SignedInfo>");
            let value = STANDARD.decode(between("<SignatureValue>", "</SignatureValue>")).unwrap();
            let opened = public_operation(&value);
            let expected = [hash.digest_info(), &hash.of(&message)].concat();
            assert!(opened.ends_with(&expected), "{hash:?}");
        }
    }

    #[test]
    fn an_unknown_algorithm_is_the_default() {
        assert_eq!(Hash::named("rsa-sha256"), Hash::Sha256);
        assert_eq!(Hash::named("rsa-sha1"), Hash::Sha1);
        assert_eq!(Hash::named("x"), Hash::Sha1);
    }
}
