//! Reads what the redirect binding compresses: DEFLATE (RFC 1951) without a header.

/// Bytes of a request that are read; one of a service provider has a few hundred.
const LARGEST: usize = 64 * 1024;

/// Lengths: base and further bits (RFC 1951, section 3.2.5).
#[rustfmt::skip]
const LENGTHS: [(u16, u8); 29] = [
    (3, 0), (4, 0), (5, 0), (6, 0), (7, 0), (8, 0), (9, 0), (10, 0), (11, 1), (13, 1), (15, 1),
    (17, 1), (19, 2), (23, 2), (27, 2), (31, 2), (35, 3), (43, 3), (51, 3), (59, 3), (67, 4),
    (83, 4), (99, 4), (115, 4), (131, 5), (163, 5), (195, 5), (227, 5), (258, 0),
];
/// Distances, likewise.
#[rustfmt::skip]
const DISTANCES: [(u16, u8); 30] = [
    (1, 0), (2, 0), (3, 0), (4, 0), (5, 1), (7, 1), (9, 2), (13, 2), (17, 3), (25, 3), (33, 4),
    (49, 4), (65, 5), (97, 5), (129, 6), (193, 6), (257, 7), (385, 7), (513, 8), (769, 8),
    (1025, 9), (1537, 9), (2049, 10), (3073, 10), (4097, 11), (6145, 11), (8193, 12), (12289, 12),
    (16385, 13), (24577, 13),
];
/// The order in which the lengths of the code of code lengths stand (section 3.2.7).
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// The uncompressed bytes; `None` for what is no DEFLATE, or too much.
pub(super) fn inflate(octets: &[u8]) -> Option<Vec<u8>> {
    let mut bits = Bits { octets, at: 0 };
    let mut out = Vec::new();
    loop {
        let last = bits.take(1)? == 1;
        match bits.take(2)? {
            0 => stored(&mut bits, &mut out)?,
            1 => {
                let lengths: Vec<u8> = (0..288)
                    .map(|symbol| match symbol {
                        0..144 | 280.. => 8,
                        144..256 => 9,
                        _ => 7,
                    })
                    .collect();
                block(&mut bits, &Code::of(&lengths), &Code::of(&[5; 30]), &mut out)?;
            }
            2 => {
                let (literals, distances) = codes(&mut bits)?;
                block(&mut bits, &literals, &distances, &mut out)?;
            }
            _ => return None,
        }
        if last {
            return Some(out);
        }
    }
}

/// Bits, the lowest of each byte first.
struct Bits<'a> {
    octets: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    fn take(&mut self, count: u8) -> Option<u16> {
        (0..count).try_fold(0, |value, place| {
            let octet = *self.octets.get(self.at / 8)?;
            let bit = u16::from(octet >> (self.at % 8) & 1);
            self.at += 1;
            Some(value | bit << place)
        })
    }
}

/// A Huffman code: how many codes each length has, and the symbols in the order of their codes (section 3.2.2).
struct Code {
    counts: [u16; 16],
    symbols: Vec<u16>,
}

impl Code {
    fn of(lengths: &[u8]) -> Self {
        let mut counts = [0; 16];
        let mut symbols: Vec<(u8, u16)> = (0..)
            .zip(lengths)
            .filter(|(_, length)| **length > 0)
            .map(|(at, length)| (*length, at))
            .collect();
        symbols.sort_unstable();
        for (length, _) in &symbols {
            if let Some(count) = counts.get_mut(usize::from(*length)) {
                *count += 1;
            }
        }
        Self { counts, symbols: symbols.into_iter().map(|(_, symbol)| symbol).collect() }
    }

    fn read(&self, bits: &mut Bits<'_>) -> Option<u16> {
        let (mut code, mut first, mut index) = (0_u16, 0_u16, 0_u16);
        for count in self.counts.iter().skip(1) {
            code |= bits.take(1)?;
            if code.checked_sub(first)? < *count {
                return self.symbols.get(usize::from(index.wrapping_add(code - first))).copied();
            }
            // A code that is too full overflows, and then finds no symbol.
            index = index.wrapping_add(*count);
            first = first.wrapping_add(*count) << 1;
            code <<= 1;
        }
        None
    }
}

fn stored(bits: &mut Bits<'_>, out: &mut Vec<u8>) -> Option<()> {
    let start = bits.at.div_ceil(8);
    let length = bits.octets.get(start..start + 2)?;
    let length = usize::from(u16::from_le_bytes(length.try_into().ok()?));
    out.extend(bits.octets.get(start + 4..start + 4 + length)?);
    bits.at = (start + 4 + length) * 8;
    (out.len() <= LARGEST).then_some(())
}

/// The two codes of a block that brings its own.
fn codes(bits: &mut Bits<'_>) -> Option<(Code, Code)> {
    let literals = usize::from(bits.take(5)?) + 257;
    let distances = usize::from(bits.take(5)?) + 1;
    let mut lengths = [0; 19];
    for place in ORDER.into_iter().take(usize::from(bits.take(4)?) + 4) {
        *lengths.get_mut(place)? = u8::try_from(bits.take(3)?).ok()?;
    }
    let code = Code::of(&lengths);
    let mut lengths: Vec<u8> = Vec::new();
    while lengths.len() < literals + distances {
        let (length, times) = match code.read(bits)? {
            16 => (*lengths.last()?, bits.take(2)? + 3),
            17 => (0, bits.take(3)? + 3),
            18 => (0, bits.take(7)? + 11),
            symbol => (u8::try_from(symbol).ok()?, 1),
        };
        lengths.extend(std::iter::repeat_n(length, usize::from(times)));
    }
    let (literals, rest) = lengths.split_at_checked(literals)?;
    Some((Code::of(literals), Code::of(rest.get(..distances)?)))
}

fn block(bits: &mut Bits<'_>, literals: &Code, distances: &Code, out: &mut Vec<u8>) -> Option<()> {
    loop {
        let symbol = literals.read(bits)?;
        match symbol {
            256 => return Some(()),
            0..256 => out.push(u8::try_from(symbol).ok()?),
            _ => {
                let (base, more) = *LENGTHS.get(usize::from(symbol - 257))?;
                let length = base + bits.take(more)?;
                let (base, more) = *DISTANCES.get(usize::from(distances.read(bits)?))?;
                let distance = usize::from(base) + usize::from(bits.take(more)?);
                let from = out.len().checked_sub(distance)?;
                for at in from..from + usize::from(length) {
                    out.push(*out.get(at)?);
                }
            }
        }
        if out.len() > LARGEST {
            return None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    fn text(encoded: &str) -> Option<String> {
        String::from_utf8(inflate(&STANDARD.decode(encoded).unwrap())?).ok()
    }

    /// Made with zlib.
    #[test]
    fn blocks_of_all_three_kinds_are_read() {
        let repeated = "abcabcabcabcabcabcabcabcabcabc".to_owned();
        for (kind, encoded, expected) in [
            ("stored", STORED, "hello".to_owned()),
            ("fixed", FIXED, repeated),
            ("of its own codes", OWN, own()),
        ] {
            assert_eq!(text(encoded), Some(expected), "{kind}");
        }
    }

    fn own() -> String {
        let pairs: Vec<String> =
            (0..200).map(|number: u32| format!("{number} is {}; ", number * number % 97)).collect();
        pairs.concat()
    }

    #[test]
    fn what_is_cut_or_no_deflate_is_not_read() {
        assert_eq!(text("/////w=="), None);
        assert_eq!(inflate(&[]), None);
        let own = STANDARD.decode(OWN).unwrap();
        assert!((0..own.len() - 1).all(|length| inflate(&own[..length]).is_none()));
    }

    const STORED: &str = "AQUA+v9oZWxsbw==";
    const FIXED: &str = "S0xKTsSNAA==";
    const OWN: &str = "RVVZsuQwCLtKH8F4Yak+0fue+1cNCMv9FcohCIOkjM/fv8/4fqSe8v3Meu7vZ9Uzvp+Nc/1+TgXzfD9awcoTQ2rmeAWaH0UFnlVkICkD1J35TrqyZYTaNjNC9QpQfdWXKK91hvqRiAKAVeWAYNnvBIJk3gTEybcTEJGtTUDshJ2AiLoZMHblASPqLTBO1QOGZwAITdgFiJkdL0B4vl2AODUgQMxsYAHCcxALEJpgq6dUVQAhddYQ2d5qjIw2MHZW3sBYWW8DQ+oMGJXWt8jeNyA8C29AWO0IEFZngLDKC0Zn8O0RfnEmq5zFymdfsHOIf5Q9HWOfx9n7Cd5HB++ownvr5Cx0cT66OTM9nKMqZ6vGeatzBxp3LTa4KRNuzyY3aotbts3N2yEbTMkQM7LGnEyyILt8kHEuZKFPMtPXJatv8tcPOe1Knrtd6rtTDR5PIIOaCaGMYlJZsSi22Fd+ca4eQ69Aw65iw3kSN0fGuJ/JEJaS8erLWASVsdmJjMP2ZOhPwbyHDH8aHvFE3BKHiq/IK3rTklY5hNwyh5Kv0OEMyg2IvLVIa/0gIbhAabVv2Ihw1TLf/qUFH0jYZIq05L0iJaNkPprJFT0SgoSUq/vq5gq/prQen6WlXySX1r7g9FAO0upXhE840vpfqBuUmLQDVGo7QElR9tOntAeUaKVdwHB6KG+5PoDQfgn++yxesfYCQLQZFO55fiPtBmix7QCNtyHgOu0IuOR5xibtCRhImwLG1K6A4bUtYKT6HFSuMRTEdYZaSlsDVnW9oaJn1NLmgFW3O4AA7Q+gRRsEyGLvjyBtESBWewTo1iYBErZLgJr2+/W0T/T/KB652ynqsJ0CMvDfH+56RbXQblFV2y0grrYLSM7fb1TaMSDPtgyItj0DUm7TqNTgf1quaVS0+S9v18CZvjx73/qv4IP5Dw==";
}
