//! Places in a pasted text: byte offsets and positions as editors count them.

use crate::place::Span;

/// Where the lines of a text begin. A line ends at a line feed, a carriage return or both, as in editors.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
            if ends {
                starts.push(at + 1);
            }
        }
        Self { starts }
    }

    /// Line and UTF-16 column, both from 1, of a byte offset.
    pub(super) fn position(&self, text: &str, offset: usize) -> (u32, u32) {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let before = text.get(start..floor(text, offset)).unwrap_or("");
        (count(line), count(before.encode_utf16().count() + 1))
    }

    /// Byte offset of a position; a column beyond the line's end gives the end of the line.
    pub(super) fn offset(&self, text: &str, line: u32, column: u32) -> Option<usize> {
        let index = (line as usize).checked_sub(1)?;
        let start = *self.starts.get(index)?;
        let end = self.starts.get(index + 1).copied().unwrap_or(text.len());
        let mut units = (column as usize).saturating_sub(1);
        let line = text.get(start..end)?;
        for (at, character) in line.char_indices() {
            if units == 0 || matches!(character, '\n' | '\r') {
                return Some(start + at);
            }
            units = units.saturating_sub(character.len_utf16());
        }
        Some(end)
    }

    /// The range between two byte offsets.
    pub(super) fn span(&self, text: &str, start: usize, end: usize) -> Span {
        let (line, column) = self.position(text, start);
        let (end_line, end_column) = self.position(text, end);
        Span { line, column, end_line, end_column }
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
