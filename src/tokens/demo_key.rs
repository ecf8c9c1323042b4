//! The demo key: what tokens are signed with. The signature is real, the key is a demo: it is public by design, so that
//! anyone can verify a token with any library, and nobody can take one for a token of Auth0.
//!
//! It is a multi-prime RSA key (RFC 8017, section 3.2) of 2048 bits: 32 primes of 64 bits each. A holder of the public key
//! sees an ordinary RSA key. For us each of the 32 exponentiations of the Chinese remainder theorem is arithmetic of machine
//! words, which signs in well under 0.1 ms in Wasm and needs no library for large numbers. Such primes are easily found
//! by factoring, which does not matter for a key whose primes stand in the source. `scripts/demo-key.py` makes the table.

/// `kid` of the tokens that are signed with this key.
pub const KEY_ID: &str = "claimscope-demo-key";

/// `kid` of the tokens that are signed with [`SECRET`].
pub const SECRET_ID: &str = "claimscope-demo-secret";

/// The secret that stands for the application's or the API's in HS256 (RFC 7518, section 3.2), UTF-8.
pub const SECRET: &str = "claimscope demo secret, not a secret at all";

/// The public key as a JWK (RFC 7517), JSON text.
pub const PUBLIC_JWK: &str = r#"{"kty":"RSA","use":"sig","kid":"claimscope-demo-key","e":"AQAB","n":"7Ta3kUfcHgwoW-OYD78cVeh_HLa51uEC4vLseU-n3Ln9LsttMSq_oSjrLUatnO3WCCerCLfdonvuCHQKTXn6HzcPNwIG_daouOgl-WSD66aQlajLKmRbb-1KpTHxxeU1uPjzuFeNxDT0BdTHxiIqU__yekkGvo_nM_LXCuhwLmxKijYlZHu1fxhiymVrx2ln-KOP4dZFlnL947HC7gp6SPaJrvoNlqz3bMOuJLYjlzndDlLZHrUWt4exj-370u3H4qSnoYKSt02hBosFivaCpEx2FTMeaJrWocSRsQQFGgasK_sRi7CtAmFAASepDSK6yME1xfZtY4ECxLiTpfAGqQ"}"#;

/// The public key as `SubjectPublicKeyInfo` (RFC 5280, section 4.1), PEM text.
pub const PUBLIC_PEM: &str = "\
-----BEGIN PUBLIC KEY-----\n\
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA7Ta3kUfcHgwoW+OYD78c\n\
Veh/HLa51uEC4vLseU+n3Ln9LsttMSq/oSjrLUatnO3WCCerCLfdonvuCHQKTXn6\n\
HzcPNwIG/daouOgl+WSD66aQlajLKmRbb+1KpTHxxeU1uPjzuFeNxDT0BdTHxiIq\n\
U//yekkGvo/nM/LXCuhwLmxKijYlZHu1fxhiymVrx2ln+KOP4dZFlnL947HC7gp6\n\
SPaJrvoNlqz3bMOuJLYjlzndDlLZHrUWt4exj+370u3H4qSnoYKSt02hBosFivaC\n\
pEx2FTMeaJrWocSRsQQFGgasK/sRi7CtAmFAASepDSK6yME1xfZtY4ECxLiTpfAG\n\
qQIDAQAB\n\
-----END PUBLIC KEY-----\n
";

/// Size of the modulus and of a signature, in bytes.
pub const KEY_BYTES: usize = 256;

/// Size of the modulus in 64-bit words.
const WORDS: usize = KEY_BYTES / 8;

/// One prime with what the arithmetic modulo it needs.
#[derive(Debug)]
struct Prime {
    /// The prime; above 2^63.
    p: u64,
    /// `-1/p` modulo 2^64 (Montgomery).
    negated_inverse: u64,
    /// 2^128 modulo `p`: brings a number into Montgomery form.
    radix_squared: u64,
    /// `1/e` modulo `p - 1`: the private exponent here.
    exponent: u64,
    /// The inverse of the product of all primes before, in Montgomery form (RFC 8017, section 3.2: the CRT coefficient).
    coefficient: u64,
}

/// The primes, in the order in which the results are put together.
const PRIMES: [Prime; WORDS] = [
    Prime { p: 0xffdfde30927fc663, negated_inverse: 0x518025447f0314b5, radix_squared: 0xce38886be7d3a987, exponent: 0x615a64e86824f36f, coefficient: 0x002021cf6d80399d },
    Prime { p: 0xff560ff641d45b7b, negated_inverse: 0x1e9646e2f00ab44d, radix_squared: 0x71f04a9b7929e735, exponent: 0x8f3a1d760b732d65, coefficient: 0x382edcaae7b3bd9b },
    Prime { p: 0xff0d860926c37145, negated_inverse: 0x5f443f65c2e28673, radix_squared: 0xdb27cb3d82110b54, exponent: 0x1508eb7e03b968b5, coefficient: 0x87abea3434526dfe },
    Prime { p: 0xff4d663c2b3f86ff, negated_inverse: 0x5a699272bb708701, radix_squared: 0xcc3ae1385ad08735, exponent: 0x02f9e803338dde09, coefficient: 0xe89d811cf32be7e7 },
    Prime { p: 0xff79606902f87919, negated_inverse: 0x53fe5d8ce6d22cd7, radix_squared: 0x63dd8af020fdf00f, exponent: 0x243fc1a944cda2c9, coefficient: 0xd04da623b19281c5 },
    Prime { p: 0xffc074db19a2f96d, negated_inverse: 0x4af1362523e5079b, radix_squared: 0x51fcc4c9c429afd7, exponent: 0x41d462ffc680899d, coefficient: 0x196e88138438382b },
    Prime { p: 0xff9c22a6c08dd791, negated_inverse: 0x421b9483828c368f, radix_squared: 0x49998c756f844fca, exponent: 0x9816fc1b424963b1, coefficient: 0x0ad40238cddc4645 },
    Prime { p: 0xff262d4ff4cd133d, negated_inverse: 0x74843d3ee07623eb, radix_squared: 0xd311c832b21d7e4d, exponent: 0xfb279a4ced5cfcc5, coefficient: 0x9501c97d78528ba6 },
    Prime { p: 0xff4248d34d35556b, negated_inverse: 0x13effcad03ebd0bd, radix_squared: 0x411bc64925552cc5, exponent: 0x39a5edae9304558b, coefficient: 0x550157545213162d },
    Prime { p: 0xff0c4923ee10f32d, negated_inverse: 0xd4986f896c452b5b, radix_squared: 0xfed5eea1b32d8896, exponent: 0xd9ad24a773c227a9, coefficient: 0x5ec8d8db44af06ca },
    Prime { p: 0xff2a5c44c5909e8d, negated_inverse: 0x89b912c7d844abbb, radix_squared: 0xf01bcfff85805e0c, exponent: 0x415808bef7d51c35, coefficient: 0x8bcae2c18a9643ef },
    Prime { p: 0xffe107263db057a9, negated_inverse: 0x0ff29edeb16fc367, radix_squared: 0xdc0ac4a407281a11, exponent: 0xca25bddf31372259, coefficient: 0xdeca2a712412202c },
    Prime { p: 0xff1f26efe1fe02b9, negated_inverse: 0xbe63dbb661649c77, radix_squared: 0xd2063cca0dd18524, exponent: 0x82e61efa52001cb1, coefficient: 0x7d72ed1edf01eb69 },
    Prime { p: 0xff9adf5f9fe48163, negated_inverse: 0x10d4001cbb1ef7b5, radix_squared: 0xdff4fb27a31ed9bc, exponent: 0x8bc3285ec6341117, coefficient: 0x53cab58bd82bdb75 },
    Prime { p: 0xff4b856fa446e8f3, negated_inverse: 0xb80d7a8805358fc5, radix_squared: 0xd105f88b014c7e35, exponent: 0xe0fa12bb51cfd395, coefficient: 0x385dd86e9e2b668e },
    Prime { p: 0xff2286b2213daf07, negated_inverse: 0x6346c6af5ae17149, radix_squared: 0xfbf803d774cf6cea, exponent: 0x414416cae89ffbef, coefficient: 0xb43cc7a1023fbc0a },
    Prime { p: 0xff5d3eaee4e1b333, negated_inverse: 0x2b5e6c5d9a0a8005, radix_squared: 0xb2d94edf68a299d8, exponent: 0x39b6fd5fd1e320f9, coefficient: 0x3b7c8caffac82710 },
    Prime { p: 0xff2f9aa89de53579, negated_inverse: 0xf4235a52a55bdb37, radix_squared: 0x99e6062bacc0d3b0, exponent: 0x4e6aa781073c4729, coefficient: 0x05d27b1331c22760 },
    Prime { p: 0xff48e4a77e3131a3, negated_inverse: 0xbdbc307f8f9475f5, radix_squared: 0xcc82490522e506ff, exponent: 0xe8b32e528b121697, coefficient: 0xca3964fd8250df8d },
    Prime { p: 0xff63de8e61690e8b, negated_inverse: 0x84f260c9b77b96dd, radix_squared: 0xe156206360637798, exponent: 0x186000cad8133dd7, coefficient: 0xa24ce788c1811e5a },
    Prime { p: 0xff9cc1656d26efd7, negated_inverse: 0xd7a4ea43e71f8c19, radix_squared: 0xe8b724416eee3611, exponent: 0x03929951659929b9, coefficient: 0x4500e3aa44ed288a },
    Prime { p: 0xff3596d0ba96e2e5, negated_inverse: 0xe7bc2988fe88f513, radix_squared: 0x1fe6fd78df36bfba, exponent: 0xb37cf110e3e9f2b1, coefficient: 0xf84d5e3ecaa335b8 },
    Prime { p: 0xff50a45b5778674f, negated_inverse: 0xd97fd7e40dcfb051, radix_squared: 0x26a44a677e2f5be8, exponent: 0xe15659594ce035bd, coefficient: 0x87538021f936cfc1 },
    Prime { p: 0xffa7645044dc2bbf, negated_inverse: 0x236b6760db923bc1, radix_squared: 0x4a4c16b676b8d74d, exponent: 0xee607294b5e06599, coefficient: 0x6d9578b77303144f },
    Prime { p: 0xff1d36bf1f065bfb, negated_inverse: 0xba76d06fc43188cd, radix_squared: 0xbc603ebbc3f6ccae, exponent: 0xe9b850f4adaebccb, coefficient: 0x1b580d28f8af0805 },
    Prime { p: 0xff9414e54b85c0db, negated_inverse: 0x90b6a46bd06fc4ad, radix_squared: 0x2a7730a8afd012b5, exponent: 0x050fd7c21ad6d155, coefficient: 0xb23c7fe7c5d0437f },
    Prime { p: 0xfffbbd606c69f52d, negated_inverse: 0x036f13179d26dd5b, radix_squared: 0xaa9904dc4a0e2a27, exponent: 0xbb7825cd0418e551, coefficient: 0xdc8365a7b0a655d0 },
    Prime { p: 0xffe031da2eed72c7, negated_inverse: 0xad6ce0dbcefa5109, radix_squared: 0x90c50777cd76e16c, exponent: 0xd1292f172f2d2299, coefficient: 0xbf9d8dd7e4652c3e },
    Prime { p: 0xff30878dd5ba0523, negated_inverse: 0xfbe37f3af121ad75, radix_squared: 0x44911486880b340a, exponent: 0x594116084bba9655, coefficient: 0x4a798a2b83496ba9 },
    Prime { p: 0xff4710caa4215377, negated_inverse: 0x4eb269c7f3c089b9, radix_squared: 0x941cdc00e7f9bfca, exponent: 0xf12d55faed7822df, coefficient: 0x390740e8408fa78c },
    Prime { p: 0xff0babaa526c4f5f, negated_inverse: 0x86be561bce9a3361, radix_squared: 0x1b455ebb806690e8, exponent: 0x5d602e776b39d04d, coefficient: 0x9dcd19711b36d31d },
    Prime { p: 0xff60b2f057a10be7, negated_inverse: 0xac00c41234bf2829, radix_squared: 0xca15db6dd25ce6b6, exponent: 0xfc2db50578c2e349, coefficient: 0xcaf6ca08af8606ec },
];

impl Prime {
    /// `a * b / 2^64` modulo the prime (Montgomery). One factor must be below the prime, the other may be any word.
    fn multiply(&self, a: u64, b: u64) -> u64 {
        let product = u128::from(a) * u128::from(b);
        let (low, high) = split(product);
        let (_, carried) = split(u128::from(low.wrapping_mul(self.negated_inverse)) * u128::from(self.p));
        // The low halves add up to 0 or to 2^64.
        let (sum, first) = high.overflowing_add(carried);
        let (sum, second) = sum.overflowing_add(u64::from(low != 0));
        if first || second || sum >= self.p { sum.wrapping_sub(self.p) } else { sum }
    }

    /// `a + b` modulo the prime; `a` below it, `b` any word.
    fn add(&self, a: u64, b: u64) -> u64 {
        let b = self.reduce(b);
        let (sum, over) = a.overflowing_add(b);
        if over || sum >= self.p { sum.wrapping_sub(self.p) } else { sum }
    }

    /// `a - b` modulo the prime; both below it.
    fn subtract(&self, a: u64, b: u64) -> u64 {
        if a >= b { a - b } else { a.wrapping_sub(b).wrapping_add(self.p) }
    }

    /// Any word modulo the prime, which is above 2^63.
    fn reduce(&self, word: u64) -> u64 {
        if word >= self.p { word - self.p } else { word }
    }

    /// `message ^ exponent` modulo the prime; the message in words, lowest first.
    fn power(&self, message: &[u64; WORDS]) -> u64 {
        let residue = message.iter().rev().fold(0, |rest, word| self.add(self.multiply(rest, self.radix_squared), *word));
        let base = self.multiply(residue, self.radix_squared);
        let mut power = self.multiply(1, self.radix_squared);
        for bit in (0..64).rev() {
            power = self.multiply(power, power);
            if self.exponent >> bit & 1 == 1 {
                power = self.multiply(power, base);
            }
        }
        self.multiply(power, 1)
    }
}

/// The RSA private-key operation (RFC 8017, section 5.1.2) on a number of [`KEY_BYTES`] bytes, highest first, below the modulus.
pub(super) fn private_operation(message: &[u8; KEY_BYTES]) -> [u8; KEY_BYTES] {
    let mut words = [0; WORDS];
    for (word, octets) in words.iter_mut().rev().zip(message.chunks_exact(8)) {
        *word = octets.iter().fold(0, |word, octet| word << 8 | u64::from(*octet));
    }
    // Garner: signature = d0 + d1*p0 + d2*p0*p1 + …, each digit below its prime.
    let mut digits: Vec<u64> = Vec::with_capacity(WORDS);
    for prime in &PRIMES {
        let so_far = digits.iter().zip(&PRIMES).rev().fold(0, |rest, (digit, before)| {
            prime.add(prime.multiply(prime.multiply(rest, prime.radix_squared), before.p), *digit)
        });
        let missing = prime.subtract(prime.power(&words), so_far);
        digits.push(prime.multiply(missing, prime.coefficient));
    }
    let mut signature = [0; WORDS];
    for (digit, prime) in digits.iter().zip(&PRIMES).rev() {
        let mut carry = *digit;
        for word in &mut signature {
            (*word, carry) = split(u128::from(*word) * u128::from(prime.p) + u128::from(carry));
        }
    }
    let mut octets = [0; KEY_BYTES];
    for (octets, word) in octets.chunks_exact_mut(8).zip(signature.iter().rev()) {
        octets.copy_from_slice(&word.to_be_bytes());
    }
    octets
}

/// Low and high word.
#[expect(clippy::cast_possible_truncation, reason = "the halves of a double word are what is wanted")]
fn split(double: u128) -> (u64, u64) {
    (double as u64, (double >> 64) as u64)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    /// `signature ^ 65537` modulo the modulus of the public JWK, by schoolbook arithmetic that shares nothing with the signer.
    pub(in crate::tokens) fn public_operation(signature: &[u8]) -> Vec<u8> {
        let jwk: serde_json::Value = serde_json::from_str(PUBLIC_JWK).unwrap();
        let n = halves(&URL_SAFE_NO_PAD.decode(jwk["n"].as_str().unwrap()).unwrap());
        let base = halves(signature);
        let mut power = base.clone();
        for _ in 0..16 {
            power = product(&power, &power, &n);
        }
        power = product(&power, &base, &n);
        power.iter().rev().flat_map(|half| half.to_be_bytes()).collect()
    }

    /// Half words, lowest first.
    fn halves(octets: &[u8]) -> Vec<u32> {
        octets.rchunks(4).map(|chunk| chunk.iter().fold(0, |half, octet| half << 8 | u32::from(*octet))).collect()
    }

    /// `a * b` modulo `n`, bit by bit.
    fn product(a: &[u32], b: &[u32], n: &[u32]) -> Vec<u32> {
        let mut sum = vec![0_u32; n.len() + 1];
        for half in a.iter().rev() {
            for bit in (0..32).rev() {
                let same = sum.clone();
                add(&mut sum, &same, n);
                if half >> bit & 1 == 1 {
                    add(&mut sum, b, n);
                }
            }
        }
        sum.truncate(n.len());
        sum
    }

    fn add(sum: &mut [u32], other: &[u32], n: &[u32]) {
        let mut carry = 0_u64;
        for (at, half) in sum.iter_mut().enumerate() {
            carry += u64::from(*half) + u64::from(other.get(at).copied().unwrap_or(0));
            *half = u32::try_from(carry & 0xffff_ffff).unwrap();
            carry >>= 32;
        }
        let below = sum.iter().enumerate().rev().map(|(at, half)| half.cmp(&n.get(at).copied().unwrap_or(0))).find(|order| order.is_ne());
        if below == Some(std::cmp::Ordering::Less) {
            return;
        }
        let mut borrow = 0_i64;
        for (at, half) in sum.iter_mut().enumerate() {
            let difference = i64::from(*half) - i64::from(n.get(at).copied().unwrap_or(0)) + borrow;
            borrow = difference >> 32;
            *half = u32::try_from(difference & 0xffff_ffff).unwrap();
        }
    }

    #[test]
    fn the_public_operation_undoes_the_private_one() {
        for fill in [0x00_u8, 0x01, 0x5a, 0xff] {
            let mut message = [fill; KEY_BYTES];
            message[0] = 0;
            message[KEY_BYTES - 1] = 7;
            assert_eq!(public_operation(&private_operation(&message)), message, "{fill}");
        }
    }

    #[test]
    fn the_pem_holds_the_same_modulus_as_the_jwk() {
        let body: String = PUBLIC_PEM.lines().filter(|line| !line.starts_with('-')).collect();
        let der = base64::engine::general_purpose::STANDARD.decode(body).unwrap();
        let jwk: serde_json::Value = serde_json::from_str(PUBLIC_JWK).unwrap();
        let n = URL_SAFE_NO_PAD.decode(jwk["n"].as_str().unwrap()).unwrap();
        assert_eq!(n.len(), KEY_BYTES);
        assert!(der.windows(KEY_BYTES).any(|window| window == n));
        assert_eq!(jwk["kid"], KEY_ID);
    }
}
