//! The demo key: what tokens are signed with. The signature is real, the key is a demo: it is public by design, so that
//! anyone can verify a token with any library, and nobody can take one for a token of Auth0.
//!
//! It is a multi-prime RSA key (RFC 8017, section 3.2) of 2048 bits: 32 primes of 64 bits each. A holder of the public key
//! sees an ordinary RSA key. For us each of the 32 exponentiations of the Chinese remainder theorem is arithmetic of machine
//! words, and the primes are chosen for private exponents of few bits. That signs in well under 0.1 ms in Wasm and needs no
//! library for large numbers. Such primes are easily found by factoring, which does not matter for a key whose primes
//! stand in the source. `scripts/demo-key.py` makes the table.

/// `kid` of the tokens that are signed with this key.
pub const KEY_ID: &str = "claimscope-demo-key";

/// `kid` of the tokens that are signed with [`SECRET`].
pub const SECRET_ID: &str = "claimscope-demo-secret";

/// The secret that stands for the application's or the API's in HS256 (RFC 7518, section 3.2), UTF-8.
pub const SECRET: &str = "claimscope demo secret, not a secret at all";

/// The public key as a JWK (RFC 7517), JSON text.
pub const PUBLIC_JWK: &str = r#"{"kty":"RSA","use":"sig","kid":"claimscope-demo-key","e":"AQAB","n":"qsHRuMZmHAehB7QW00ea3dnRzRThcX_9ikd0kboIe5_Nlj-0vm85Fol-i4p5N5m68yCGuv8aHq_T5p_pjjAPraXLnlcJVPdm5TfJmW-TgRuaiCaqZM5N36MaF16LXAZmg_ylapwuBDQLxhHMLQTd1cqj_sJvS2Om9gsNx8UGWVR1KjEf7dUbqoAqhZhrX8UhNp8s733tFBdMXvvHmyOcAbbL_ZboXhbjpYhNtLDZOZQoJzOizeSwNEoxjMRskCPiJkBvHIsiEB2K4A_E7_2HOEY1eYnCNZuvcRbScGsfSnHhZVZ47EZIVuFjrDDsc6KeXr2MPqG06-ok7TUWgfq9gQ"}"#;

/// The public key as `SubjectPublicKeyInfo` (RFC 5280, section 4.1), PEM text.
pub const PUBLIC_PEM: &str = "\
-----BEGIN PUBLIC KEY-----\n\
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAqsHRuMZmHAehB7QW00ea\n\
3dnRzRThcX/9ikd0kboIe5/Nlj+0vm85Fol+i4p5N5m68yCGuv8aHq/T5p/pjjAP\n\
raXLnlcJVPdm5TfJmW+TgRuaiCaqZM5N36MaF16LXAZmg/ylapwuBDQLxhHMLQTd\n\
1cqj/sJvS2Om9gsNx8UGWVR1KjEf7dUbqoAqhZhrX8UhNp8s733tFBdMXvvHmyOc\n\
AbbL/ZboXhbjpYhNtLDZOZQoJzOizeSwNEoxjMRskCPiJkBvHIsiEB2K4A/E7/2H\n\
OEY1eYnCNZuvcRbScGsfSnHhZVZ47EZIVuFjrDDsc6KeXr2MPqG06+ok7TUWgfq9\n\
gQIDAQAB\n\
-----END PUBLIC KEY-----\n\
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
    Prime { p: 0xfc72_caac_eaad_0001, negated_inverse: 0xb84f_11c3_eaac_ffff, radix_squared: 0xe8bf_d0fc_f867_bd84, exponent: 0x0008_e000_4014_0001, coefficient: 0x038d_3553_1552_ffff },
    Prime { p: 0xfc72_e071_e401_e391, negated_inverse: 0xd83c_906f_319e_c28f, radix_squared: 0x020e_eaf7_8e99_3725, exponent: 0x0008_e001_0400_0011, coefficient: 0xdca9_f9ec_d754_c9e5 },
    Prime { p: 0xfe39_fe39_0071_e401, negated_inverse: 0x53fe_a998_2d61_e3ff, radix_squared: 0x971a_f365_1b8c_138f, exponent: 0x0008_f001_0000_0401, coefficient: 0xca18_0e2e_d44a_3144 },
    Prime { p: 0xfc72_fc75_8e3d_71c9, negated_inverse: 0x8456_4f8d_6dd8_8787, radix_squared: 0x387a_fbf6_cf1f_6bcd, exponent: 0x0008_e002_0020_0009, coefficient: 0xacce_ba99_ff59_77db },
    Prime { p: 0xfc72_c38e_395e_55d1, negated_inverse: 0xbd25_83d2_a4a9_dccf, radix_squared: 0x6a7c_8978_aca9_d420, exponent: 0x0008_e000_0000_0451, coefficient: 0xb410_a2ef_0af3_09b4 },
    Prime { p: 0xfc72_caaa_baaa_d001, negated_inverse: 0x4aeb_d9c1_d1aa_cfff, radix_squared: 0xe842_9068_56ba_ce33, exponent: 0x0008_e000_4000_5001, coefficient: 0xda91_d9ba_e652_a5a6 },
    Prime { p: 0xfead_7073_8e39_0001, negated_inverse: 0x65dd_27c2_8e38_ffff, radix_squared: 0xd09b_32c8_4b34_ff5b, exponent: 0x0008_f410_0000_0001, coefficient: 0x2ad7_6321_28b4_04dc },
    Prime { p: 0xfce4_fce4_0001_e391, negated_inverse: 0x1045_13ed_cd9e_c28f, radix_squared: 0x1d2e_b178_d2df_59f0, exponent: 0x0008_e404_0000_0011, coefficient: 0x3602_29d2_390b_4ad4 },
    Prime { p: 0xfc72_c638_e639_0001, negated_inverse: 0x2de1_4d87_e638_ffff, radix_squared: 0x012b_1632_4b19_7de9, exponent: 0x0008_e000_1800_0001, coefficient: 0xc24d_0534_f029_6983 },
    Prime { p: 0xfc79_e007_2400_2401, negated_inverse: 0xeb64_fd9d_5ef0_23ff, radix_squared: 0x333e_974f_880c_a303, exponent: 0x0008_e040_0000_4401, coefficient: 0xfa7c_ca0b_fbb8_872f },
    Prime { p: 0xfc72_c3aa_ab3a_c791, negated_inverse: 0xcabc_4737_b05b_268f, radix_squared: 0x22b1_91f5_e831_e7b2, exponent: 0x0008_e000_0100_0411, coefficient: 0x7416_59bd_bbdf_9bdd },
    Prime { p: 0xfcab_a755_c71d_0001, negated_inverse: 0xeed0_8e0c_c71c_ffff, radix_squared: 0x7867_721d_f575_7c2f, exponent: 0x0008_e200_0004_0001, coefficient: 0x6407_f25a_3fa7_a01c },
    Prime { p: 0xfe40_fe40_0001_e391, negated_inverse: 0x720d_39c9_cd9e_c28f, radix_squared: 0xf3a6_dd17_9483_9623, exponent: 0x0008_f040_0000_0011, coefficient: 0xb3ce_d381_0892_2e50 },
    Prime { p: 0xfc72_c3b1_e3b2_0001, negated_inverse: 0x9c11_9bed_e3b1_ffff, radix_squared: 0x9019_72b5_6e59_2b76, exponent: 0x0008_e000_0141_0001, coefficient: 0xf410_12e5_4eb2_12a7 },
    Prime { p: 0xfe39_e400_0239_0001, negated_inverse: 0x6f9d_f34f_0238_ffff, radix_squared: 0x351f_f0e2_408d_fa59, exponent: 0x0008_f000_1400_0001, coefficient: 0xd306_51a0_db01_9c81 },
    Prime { p: 0xfce4_8b1c_723a_c791, negated_inverse: 0x2fa5_84cc_975b_268f, radix_squared: 0xcdc1_03b4_942c_2cd9, exponent: 0x0008_e400_0000_0411, coefficient: 0x4e74_12cf_3634_c7b7 },
    Prime { p: 0xfc72_c38e_471e_6391, negated_inverse: 0xb24e_10b0_c72b_428f, radix_squared: 0xa778_e25d_728f_98e8, exponent: 0x0008_e000_0000_8011, coefficient: 0x7724_8cfe_81fb_4608 },
    Prime { p: 0xfc73_3572_3901_e391, negated_inverse: 0x8dc7_7e60_e69e_c28f, radix_squared: 0x215e_3fd0_5e6a_b2d7, exponent: 0x0008_e004_0100_0011, coefficient: 0x9551_7ffc_8085_802b },
    Prime { p: 0xfc72_e000_2390_2391, negated_inverse: 0x9319_47e6_5a65_028f, radix_squared: 0x7d52_ee3d_60c0_cd48, exponent: 0x0008_e001_0000_4011, coefficient: 0xb106_0d4d_5e19_0578 },
    Prime { p: 0xfc74_fc7b_1c79_0001, negated_inverse: 0x812d_4b4a_1c78_ffff, radix_squared: 0x3e87_bc13_dddc_7a71, exponent: 0x0008_e014_0040_0001, coefficient: 0x36ab_db5e_27b3_42c3 },
    Prime { p: 0xfc72_fc75_8e75_7201, negated_inverse: 0x9cdd_2163_6fb1_71ff, radix_squared: 0x01bf_85a5_156c_3e3e, exponent: 0x0008_e002_0020_0201, coefficient: 0x1943_6325_3920_55e7 },
    Prime { p: 0xfc8f_35e3_8eab_38e5, negated_inverse: 0x0d4f_60a0_5996_3b13, radix_squared: 0x77b2_d0e2_c49a_1437, exponent: 0x0008_e100_0400_0005, coefficient: 0xeea9_c1a0_0204_21a1 },
    Prime { p: 0xfc72_cc78_ec79_0001, negated_inverse: 0x24bc_7b47_ec78_ffff, radix_squared: 0x5d31_eb9b_a7e9_cbb2, exponent: 0x0008_e000_5040_0001, coefficient: 0xe481_2236_3a35_d772 },
    Prime { p: 0xfc73_51c9_71c9_0001, negated_inverse: 0x9657_41f8_71c8_ffff, radix_squared: 0xa452_c4b0_0298_0214, exponent: 0x0008_e005_0010_0001, coefficient: 0x9d8e_8730_bfeb_6eb7 },
    Prime { p: 0xfc72_c555_5e55_7901, negated_inverse: 0x07ae_f365_f424_78ff, radix_squared: 0x1b47_7805_8d10_cdf1, exponent: 0x0008_e000_1000_4101, coefficient: 0xe186_03fb_468f_3929 },
    Prime { p: 0xfc79_e007_1c90_1c91, negated_inverse: 0x3262_6c5b_5a10_db8f, radix_squared: 0xd82c_233e_7062_8322, exponent: 0x0008_e040_0000_0111, coefficient: 0x3ba1_7887_879d_582f },
    Prime { p: 0xfc72_c555_5795_7241, negated_inverse: 0xca5a_6731_a57c_623f, radix_squared: 0x2459_8c82_b556_8128, exponent: 0x0008_e000_1000_0441, coefficient: 0xc569_d043_a455_0480 },
    Prime { p: 0xfc72_c38e_ac72_c8e5, negated_inverse: 0xdc86_3227_3e20_4b13, radix_squared: 0xc143_e25b_0849_6d10, exponent: 0x0008_e000_0004_1005, coefficient: 0x2e5b_e0d8_fc14_234e },
    Prime { p: 0xfc72_c407_2407_4001, negated_inverse: 0x1238_4dd2_9407_3fff, radix_squared: 0x6ab8_7a3d_2f30_0b9b, exponent: 0x0008_e000_0440_4001, coefficient: 0x2506_3bfb_713a_e1b6 },
    Prime { p: 0xfe39_fe40_1c79_0001, negated_inverse: 0xbeb8_4d0f_1c78_ffff, radix_squared: 0xe88e_487e_fbfc_0ac8, exponent: 0x0008_f001_0040_0001, coefficient: 0x100f_fecd_522c_91dc },
    Prime { p: 0xfc73_35c7_8ec7_3901, negated_inverse: 0x7325_64b9_4d16_38ff, radix_squared: 0xbe4b_c335_12ac_f556, exponent: 0x0008_e004_0400_0101, coefficient: 0x5235_b39a_73d1_4f3a },
    Prime { p: 0xfc74_8c73_9071_e401, negated_inverse: 0xf938_c752_bd61_e3ff, radix_squared: 0x3c0c_3b99_9dc8_9cec, exponent: 0x0008_e010_1000_0401, coefficient: 0x972d_dec9_7d76_f689 },
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
        for bit in (0..u64::BITS - self.exponent.leading_zeros()).rev() {
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
