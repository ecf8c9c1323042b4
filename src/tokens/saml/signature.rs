//! XML signatures (XML Signature Syntax and Processing 1.1) over elements that are canonical as they are written.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::Value;
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use super::xml::Element;
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
            Self::Sha1 => Sha1::digest(text.as_bytes()).to_vec(),
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

/// The signature of an element, with the demo key.
pub(super) fn sign(signed: &Element, id: &str, signature: Hash, digest: Hash) -> Element {
    let info = signed_info(id, &digest.of(&signed.write()), signature, digest);
    // Canonicalised on its own, the element declares the namespace that it inherits in the document.
    let message = info.clone().attribute("xmlns", DSIG).write();
    let value = encode::sign_pkcs1(signature.digest_info(), &signature.of(&message));
    Element::new("Signature")
        .attribute("xmlns", DSIG)
        .child(info)
        .child(Element::new("SignatureValue").text(STANDARD.encode(value)))
        .child(key_info())
}

fn signed_info(id: &str, octets: &[u8], signature: Hash, digest: Hash) -> Element {
    let algorithm = |name, uri: &str| Element::new(name).attribute("Algorithm", uri);
    let transforms = Element::new("Transforms")
        .child(algorithm("Transform", ENVELOPED))
        .child(algorithm("Transform", EXCLUSIVE));
    let reference = Element::new("Reference")
        .attribute("URI", format!("#{id}"))
        .child(transforms)
        .child(algorithm("DigestMethod", digest.digest_uri()))
        .child(Element::new("DigestValue").text(STANDARD.encode(octets)));
    Element::new("SignedInfo")
        .child(algorithm("CanonicalizationMethod", EXCLUSIVE))
        .child(algorithm("SignatureMethod", signature.signature_uri()))
        .child(reference)
}

/// The public key itself: there is no certificate for a demo.
fn key_info() -> Element {
    let jwk: Value = serde_json::from_str(demo_key::PUBLIC_JWK).unwrap_or_default();
    let number = |name: &'static str, member: &str| {
        let octets = jwk.get(member).and_then(Value::as_str).unwrap_or_default();
        let octets = URL_SAFE_NO_PAD.decode(octets).unwrap_or_default();
        Element::new(name).text(STANDARD.encode(octets))
    };
    let key =
        Element::new("RSAKeyValue").child(number("Modulus", "n")).child(number("Exponent", "e"));
    Element::new("KeyInfo").child(Element::new("KeyValue").child(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::demo_key::tests::public_operation;

    #[test]
    fn the_signature_verifies_with_the_public_key() {
        let element = Element::new("a").attribute("ID", "_1").text("x");
        for hash in [Hash::Sha1, Hash::Sha256] {
            let text = sign(&element, "_1", hash, hash).write();
            let between = |from: &str, to: &str| {
                text.split_once(from).unwrap().1.split_once(to).unwrap().0.to_owned()
            };
            let info = between("<SignedInfo>", "</SignedInfo>");
            assert!(info.contains(&STANDARD.encode(hash.of("<a ID=\"_1\">x</a>"))));
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
