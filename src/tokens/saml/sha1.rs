//! SHA-1 (FIPS 180-4, section 6.1), which is the default of rules for signatures and digests. It is broken for
//! signatures; what is signed here is signed with a public key anyway.

/// The hash of some octets.
#[expect(clippy::many_single_char_names, reason = "the letters are those of the standard")]
pub(super) fn sha1(octets: &[u8]) -> [u8; 20] {
    let mut padded = octets.to_vec();
    padded.push(0x80);
    while padded.len() % 64 != 56 {
        padded.push(0);
    }
    padded.extend((octets.len() as u64).wrapping_mul(8).to_be_bytes());
    let mut state = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0_u32];
    for block in padded.chunks_exact(64) {
        let (words, _) = block.as_chunks::<4>();
        let mut words: Vec<u32> = words.iter().map(|word| u32::from_be_bytes(*word)).collect();
        let mut letters = state;
        for round in 0..80_usize {
            if let Some(start) = round.checked_sub(16) {
                let word = |at: usize| words.get(start + at).copied().unwrap_or_default();
                words.push((word(0) ^ word(2) ^ word(8) ^ word(13)).rotate_left(1));
            }
            let [a, b, c, d, e] = letters;
            let (mix, constant) = match round {
                0..20 => ((b & c) | (!b & d), 0x5a82_7999),
                20..40 => (b ^ c ^ d, 0x6ed9_eba1),
                40..60 => ((b & c) | (b & d) | (c & d), 0x8f1b_bcdc),
                _ => (b ^ c ^ d, 0xca62_c1d6_u32),
            };
            let word = words.get(round).copied().unwrap_or_default();
            let next =
                [mix, e, constant, word].into_iter().fold(a.rotate_left(5), u32::wrapping_add);
            letters = [next, a, b.rotate_left(30), c, d];
        }
        for (sum, part) in state.iter_mut().zip(letters) {
            *sum = sum.wrapping_add(part);
        }
    }
    let mut hash = [0; 20];
    for (to, octet) in hash.iter_mut().zip(state.iter().flat_map(|word| word.to_be_bytes())) {
        *to = octet;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of FIPS 180, and a block that the padding fills.
    #[test]
    fn the_hashes_are_those_of_the_standard() {
        let hex = |text: &str| -> String {
            sha1(text.as_bytes())
                .iter()
                .map(|octet| format!("{octet:02x}"))
                .collect::<Vec<_>>()
                .concat()
        };
        assert_eq!(hex(""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
        assert_eq!(hex("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
        assert_eq!(
            hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
        );
        assert_eq!(hex(&"a".repeat(1_000_000)), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
    }
}
