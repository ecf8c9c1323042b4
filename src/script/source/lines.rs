//! Places in a pasted text: byte offsets and positions as editors count them.

use crate::place::Span;

/// Where the lines of a text begin. A line ends at a line feed, a carriage return or both, as in editors.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    starts: Vec<usize>,
    /// UTF-16 units before every [`BLOCK`]th byte, so that a position in a long line costs no more than one in a short.
    units: Vec<usize>,
}

const BLOCK: usize = 256;

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        let mut units = Vec::with_capacity(bytes.len() / BLOCK + 1);
        let mut count = 0;
        for (at, byte) in bytes.iter().enumerate() {
            if at % BLOCK == 0 {
                units.push(count);
            }
            count += width(*byte);
            let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
            if ends {
                starts.push(at + 1);
            }
        }
        Self { starts, units }
    }

    /// UTF-16 units before a byte offset.
    fn units(&self, text: &str, offset: usize) -> usize {
        let block = offset / BLOCK;
        let known = self.units.get(block).copied();
        let (from, before) = match known {
            Some(before) => (block * BLOCK, before),
            None => (block.saturating_sub(1) * BLOCK, self.units.last().copied().unwrap_or(0)),
        };
        let rest = text.as_bytes().get(from..offset).unwrap_or_default();
        before + rest.iter().map(|byte| width(*byte)).sum::<usize>()
    }

    /// Line and UTF-16 column, both from 1, of a byte offset.
    pub(super) fn position(&self, text: &str, offset: usize) -> (u32, u32) {
        let offset = floor(text, offset);
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        (count(line), count(self.units(text, offset) - self.units(text, start) + 1))
    }

    /// Byte offset of a position; a column beyond the line's end gives the end of the line.
    pub(super) fn offset(&self, text: &str, line: u32, column: u32) -> Option<usize> {
        let index = (line as usize).checked_sub(1)?;
        let start = *self.starts.get(index)?;
        let mut end = self.starts.get(index + 1).copied().unwrap_or(text.len());
        while end > start && matches!(text.as_bytes().get(end - 1), Some(b'\n' | b'\r')) {
            end -= 1;
        }
        let wanted = self.units(text, start) + (column as usize).saturating_sub(1);
        let block = self.units.partition_point(|units| *units <= wanted).saturating_sub(1);
        let mut at = (block * BLOCK).max(start);
        let mut units = self.units(text, at);
        while units < wanted && at < end {
            units += text.as_bytes().get(at).map_or(0, |byte| width(*byte));
            at += 1;
        }
        // The units of a character are counted at its first byte.
        while !text.is_char_boundary(at) {
            at += 1;
        }
        Some(at.min(end))
    }

    /// The range between two byte offsets.
    pub(super) fn span(&self, text: &str, start: usize, end: usize) -> Span {
        let (line, column) = self.position(text, start);
        let (end_line, end_column) = self.position(text, end);
        Span { line, column, end_line, end_column }
    }
}

/// UTF-16 units of a character, counted at its first byte.
fn width(byte: u8) -> usize {
    match byte {
        0x80..0xc0 => 0,
        0xf0.. => 2,
        _ => 1,
    }
}

/// The nearest border between characters at or before an offset.
pub(super) fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_utf16_units() {
        let text = "a\n  \u{1f600}é = 1\r\nb\rc";
        let lines = Lines::new(text);
        let at = text.find('=').unwrap();
        assert_eq!(lines.position(text, at), (2, 7));
        assert_eq!(lines.offset(text, 2, 7), Some(at));
        assert_eq!(lines.position(text, text.find('b').unwrap()), (3, 1));
        assert_eq!(lines.position(text, text.find('c').unwrap()), (4, 1));
        assert_eq!(lines.offset(text, 9, 1), None);
        assert_eq!(lines.offset(text, 1, 40), Some(1));
    }
}
