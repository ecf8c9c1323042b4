//! Small changes of a text.

/// Numbers that follow from a seed (xorshift64*).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `limit`; 0 for a limit of 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(number).unwrap_or(0) % limit.max(1)
    }
}

/// One text of the corpus with a few changes.
pub(crate) fn mutated(corpus: &[String], words: &[&str], dice: &mut Dice) -> String {
    let mut text = corpus.get(dice.below(corpus.len())).cloned().unwrap_or_default();
    for _ in 0..=dice.below(4) {
        let other = corpus.get(dice.below(corpus.len())).map_or("", String::as_str);
        text = changed(&text, other, words, dice);
    }
    text
}

fn changed(text: &str, other: &str, words: &[&str], dice: &mut Dice) -> String {
    let word = words.get(dice.below(words.len())).copied().unwrap_or_default();
    let (start, end) = piece(text, dice);
    let (before, inside, after) =
        (text.get(..start).unwrap(), text.get(start..end).unwrap(), text.get(end..).unwrap());
    match dice.below(8) {
        // A word put in, or in the place of a piece.
        0 | 1 => format!("{before}{word}{inside}{after}"),
        2 => format!("{before}{word}{after}"),
        // A piece less, or twice, or from another text.
        3 => format!("{before}{after}"),
        4 => format!("{before}{inside}{inside}{after}"),
        5 => {
            let (start, end) = piece(other, dice);
            format!("{before}{}{after}", other.get(start..end).unwrap())
        }
        // The rest of another text.
        6 => {
            let (start, _) = piece(other, dice);
            format!("{before}{}", other.get(start..).unwrap())
        }
        // Another character.
        _ => {
            let char = char::from_u32(u32::try_from(dice.below(0x250)).unwrap_or(0)).unwrap_or('a');
            let mut after = text.get(start..).unwrap().chars();
            after.next();
            format!("{before}{char}{}", after.as_str())
        }
    }
}

/// A range of a text, mostly a short one.
fn piece(text: &str, dice: &mut Dice) -> (usize, usize) {
    let start = text.floor_char_boundary(dice.below(text.len() + 1));
    let longest = if dice.below(4) == 0 { text.len() } else { 24 };
    let end = (start + dice.below(longest)).min(text.len());
    (start, text.floor_char_boundary(end).max(start))
}
