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
#[rustfmt::skip]
const PRIMES: [Prime; WORDS] = [
    Prime { p: 0xffdf_de30_927f_c663, negated_inverse: 0x5180_2544_7f03_14b5, radix_squared: 0xce38_886b_e7d3_a987, exponent: 0x615a_64e8_6824_f36f, coefficient: 0x0020_21cf_6d80_399d },
    Prime { p: 0xff56_0ff6_41d4_5b7b, negated_inverse: 0x1e96_46e2_f00a_b44d, radix_squared: 0x71f0_4a9b_7929_e735, exponent: 0x8f3a_1d76_0b73_2d65, coefficient: 0x382e_dcaa_e7b3_bd9b },
    Prime { p: 0xff0d_8609_26c3_7145, negated_inverse: 0x5f44_3f65_c2e2_8673, radix_squared: 0xdb27_cb3d_8211_0b54, exponent: 0x1508_eb7e_03b9_68b5, coefficient: 0x87ab_ea34_3452_6dfe },
    Prime { p: 0xff4d_663c_2b3f_86ff, negated_inverse: 0x5a69_9272_bb70_8701, radix_squared: 0xcc3a_e138_5ad0_8735, exponent: 0x02f9_e803_338d_de09, coefficient: 0xe89d_811c_f32b_e7e7 },
    Prime { p: 0xff79_6069_02f8_7919, negated_inverse: 0x53fe_5d8c_e6d2_2cd7, radix_squared: 0x63dd_8af0_20fd_f00f, exponent: 0x243f_c1a9_44cd_a2c9, coefficient: 0xd04d_a623_b192_81c5 },
    Prime { p: 0xffc0_74db_19a2_f96d, negated_inverse: 0x4af1_3625_23e5_079b, radix_squared: 0x51fc_c4c9_c429_afd7, exponent: 0x41d4_62ff_c680_899d, coefficient: 0x196e_8813_8438_382b },
    Prime { p: 0xff9c_22a6_c08d_d791, negated_inverse: 0x421b_9483_828c_368f, radix_squared: 0x4999_8c75_6f84_4fca, exponent: 0x9816_fc1b_4249_63b1, coefficient: 0x0ad4_0238_cddc_4645 },
    Prime { p: 0xff26_2d4f_f4cd_133d, negated_inverse: 0x7484_3d3e_e076_23eb, radix_squared: 0xd311_c832_b21d_7e4d, exponent: 0xfb27_9a4c_ed5c_fcc5, coefficient: 0x9501_c97d_7852_8ba6 },
    Prime { p: 0xff42_48d3_4d35_556b, negated_inverse: 0x13ef_fcad_03eb_d0bd, radix_squared: 0x411b_c649_2555_2cc5, exponent: 0x39a5_edae_9304_558b, coefficient: 0x5501_5754_5213_162d },
    Prime { p: 0xff0c_4923_ee10_f32d, negated_inverse: 0xd498_6f89_6c45_2b5b, radix_squared: 0xfed5_eea1_b32d_8896, exponent: 0xd9ad_24a7_73c2_27a9, coefficient: 0x5ec8_d8db_44af_06ca },
    Prime { p: 0xff2a_5c44_c590_9e8d, negated_inverse: 0x89b9_12c7_d844_abbb, radix_squared: 0xf01b_cfff_8580_5e0c, exponent: 0x4158_08be_f7d5_1c35, coefficient: 0x8bca_e2c1_8a96_43ef },
    Prime { p: 0xffe1_0726_3db0_57a9, negated_inverse: 0x0ff2_9ede_b16f_c367, radix_squared: 0xdc0a_c4a4_0728_1a11, exponent: 0xca25_bddf_3137_2259, coefficient: 0xdeca_2a71_2412_202c },
    Prime { p: 0xff1f_26ef_e1fe_02b9, negated_inverse: 0xbe63_dbb6_6164_9c77, radix_squared: 0xd206_3cca_0dd1_8524, exponent: 0x82e6_1efa_5200_1cb1, coefficient: 0x7d72_ed1e_df01_eb69 },
    Prime { p: 0xff9a_df5f_9fe4_8163, negated_inverse: 0x10d4_001c_bb1e_f7b5, radix_squared: 0xdff4_fb27_a31e_d9bc, exponent: 0x8bc3_285e_c634_1117, coefficient: 0x53ca_b58b_d82b_db75 },
    Prime { p: 0xff4b_856f_a446_e8f3, negated_inverse: 0xb80d_7a88_0535_8fc5, radix_squared: 0xd105_f88b_014c_7e35, exponent: 0xe0fa_12bb_51cf_d395, coefficient: 0x385d_d86e_9e2b_668e },
    Prime { p: 0xff22_86b2_213d_af07, negated_inverse: 0x6346_c6af_5ae1_7149, radix_squared: 0xfbf8_03d7_74cf_6cea, exponent: 0x4144_16ca_e89f_fbef, coefficient: 0xb43c_c7a1_023f_bc0a },
    Prime { p: 0xff5d_3eae_e4e1_b333, negated_inverse: 0x2b5e_6c5d_9a0a_8005, radix_squared: 0xb2d9_4edf_68a2_99d8, exponent: 0x39b6_fd5f_d1e3_20f9, coefficient: 0x3b7c_8caf_fac8_2710 },
    Prime { p: 0xff2f_9aa8_9de5_3579, negated_inverse: 0xf423_5a52_a55b_db37, radix_squared: 0x99e6_062b_acc0_d3b0, exponent: 0x4e6a_a781_073c_4729, coefficient: 0x05d2_7b13_31c2_2760 },
    Prime { p: 0xff48_e4a7_7e31_31a3, negated_inverse: 0xbdbc_307f_8f94_75f5, radix_squared: 0xcc82_4905_22e5_06ff, exponent: 0xe8b3_2e52_8b12_1697, coefficient: 0xca39_64fd_8250_df8d },
    Prime { p: 0xff63_de8e_6169_0e8b, negated_inverse: 0x84f2_60c9_b77b_96dd, radix_squared: 0xe156_2063_6063_7798, exponent: 0x1860_00ca_d813_3dd7, coefficient: 0xa24c_e788_c181_1e5a },
    Prime { p: 0xff9c_c165_6d26_efd7, negated_inverse: 0xd7a4_ea43_e71f_8c19, radix_squared: 0xe8b7_2441_6eee_3611, exponent: 0x0392_9951_6599_29b9, coefficient: 0x4500_e3aa_44ed_288a },
    Prime { p: 0xff35_96d0_ba96_e2e5, negated_inverse: 0xe7bc_2988_fe88_f513, radix_squared: 0x1fe6_fd78_df36_bfba, exponent: 0xb37c_f110_e3e9_f2b1, coefficient: 0xf84d_5e3e_caa3_35b8 },
    Prime { p: 0xff50_a45b_5778_674f, negated_inverse: 0xd97f_d7e4_0dcf_b051, radix_squared: 0x26a4_4a67_7e2f_5be8, exponent: 0xe156_5959_4ce0_35bd, coefficient: 0x8753_8021_f936_cfc1 },
    Prime { p: 0xffa7_6450_44dc_2bbf, negated_inverse: 0x236b_6760_db92_3bc1, radix_squared: 0x4a4c_16b6_76b8_d74d, exponent: 0xee60_7294_b5e0_6599, coefficient: 0x6d95_78b7_7303_144f },
    Prime { p: 0xff1d_36bf_1f06_5bfb, negated_inverse: 0xba76_d06f_c431_88cd, radix_squared: 0xbc60_3ebb_c3f6_ccae, exponent: 0xe9b8_50f4_adae_bccb, coefficient: 0x1b58_0d28_f8af_0805 },
    Prime { p: 0xff94_14e5_4b85_c0db, negated_inverse: 0x90b6_a46b_d06f_c4ad, radix_squared: 0x2a77_30a8_afd0_12b5, exponent: 0x050f_d7c2_1ad6_d155, coefficient: 0xb23c_7fe7_c5d0_437f },
    Prime { p: 0xfffb_bd60_6c69_f52d, negated_inverse: 0x036f_1317_9d26_dd5b, radix_squared: 0xaa99_04dc_4a0e_2a27, exponent: 0xbb78_25cd_0418_e551, coefficient: 0xdc83_65a7_b0a6_55d0 },
    Prime { p: 0xffe0_31da_2eed_72c7, negated_inverse: 0xad6c_e0db_cefa_5109, radix_squared: 0x90c5_0777_cd76_e16c, exponent: 0xd129_2f17_2f2d_2299, coefficient: 0xbf9d_8dd7_e465_2c3e },
    Prime { p: 0xff30_878d_d5ba_0523, negated_inverse: 0xfbe3_7f3a_f121_ad75, radix_squared: 0x4491_1486_880b_340a, exponent: 0x5941_1608_4bba_9655, coefficient: 0x4a79_8a2b_8349_6ba9 },
    Prime { p: 0xff47_10ca_a421_5377, negated_inverse: 0x4eb2_69c7_f3c0_89b9, radix_squared: 0x941c_dc00_e7f9_bfca, exponent: 0xf12d_55fa_ed78_22df, coefficient: 0x3907_40e8_408f_a78c },
    Prime { p: 0xff0b_abaa_526c_4f5f, negated_inverse: 0x86be_561b_ce9a_3361, radix_squared: 0x1b45_5ebb_8066_90e8, exponent: 0x5d60_2e77_6b39_d04d, coefficient: 0x9dcd_1971_1b36_d31d },
    Prime { p: 0xff60_b2f0_57a1_0be7, negated_inverse: 0xac00_c412_34bf_2829, radix_squared: 0xca15_db6d_d25c_e6b6, exponent: 0xfc2d_b505_78c2_e349, coefficient: 0xcaf6_ca08_af86_06ec },
];

impl Prime {
    /// `a * b / 2^64` modulo the prime (Montgomery). One factor must be below the prime, the other may be any word.
    fn multiply(&self, a: u64, b: u64) -> u64 {
        let product = u128::from(a) * u128::from(b);
        let (low, high) = split(product);
        let (_, carried) =
            split(u128::from(low.wrapping_mul(self.negated_inverse)) * u128::from(self.p));
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
        let residue = message
            .iter()
            .rev()
            .fold(0, |rest, word| self.add(self.multiply(rest, self.radix_squared), *word));
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
#[expect(
    clippy::cast_possible_truncation,
    reason = "the halves of a double word are what is wanted"
)]
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
        octets
            .rchunks(4)
            .map(|chunk| chunk.iter().fold(0, |half, octet| half << 8 | u32::from(*octet)))
            .collect()
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
        let below = sum
            .iter()
            .enumerate()
            .rev()
            .map(|(at, half)| half.cmp(&n.get(at).copied().unwrap_or(0)))
            .find(|order| order.is_ne());
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
