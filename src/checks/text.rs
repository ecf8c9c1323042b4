//! Ranges of a pasted text: lines and UTF-16 columns to bytes and back. A line ends where editors end it.

use crate::place::Span;

/// The range in bytes.
pub(super) fn bytes(text: &str, span: Span) -> Option<(usize, usize)> {
    let (start, end) =
        (offset(text, span.line, span.column)?, offset(text, span.end_line, span.end_column)?);
    (start <= end).then_some((start, end))
}

/// The range as an editor counts it.
pub(super) fn span(text: &str, (start, end): (usize, usize)) -> Option<Span> {
    let ((line, column), (end_line, end_column)) = (position(text, start)?, position(text, end)?);
    Some(Span { line, column, end_line, end_column })
}

/// The text of a range.
pub(super) fn slice(text: &str, span: Span) -> Option<&str> {
    let (start, end) = bytes(text, span)?;
    text.get(start..end)
}

/// What stands in a line, without the white space around it.
pub(super) fn line(text: &str, line: u32) -> Option<Span> {
    let (start, content) = lines(text).nth((line as usize).checked_sub(1)?)?;
    let trimmed = content.trim();
    let indent = content.len() - content.trim_start().len();
    let before = text.get(start..start + indent)?;
    let column = count(before.encode_utf16().count() + 1);
    (!trimmed.is_empty()).then(|| Span {
        line,
        column,
        end_line: line,
        end_column: column + count(trimmed.encode_utf16().count()),
    })
}

fn position(text: &str, offset: usize) -> Option<(u32, u32)> {
    let (number, (start, _)) =
        (1..).zip(lines(text)).take_while(|(_, (start, _))| *start <= offset).last()?;
    Some((number, count(text.get(start..offset)?.encode_utf16().count() + 1)))
}

fn offset(text: &str, line: u32, column: u32) -> Option<usize> {
    let (start, content) = lines(text).nth((line as usize).checked_sub(1)?)?;
    let mut units = (column as usize).checked_sub(1)?;
    for (at, char) in content.char_indices() {
        if units == 0 {
            return Some(start + at);
        }
        units = units.saturating_sub(char.len_utf16());
    }
    (units == 0).then_some(start + content.len())
}

/// Start and content of each line.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = Some(0);
    std::iter::from_fn(move || {
        let at = start?;
        let rest = text.get(at..)?;
        let Some(length) = rest.find(['\n', '\r']) else {
            start = None;
            return Some((at, rest));
        };
        let ending =
            if rest.get(length..).is_some_and(|ending| ending.starts_with("\r\n")) { 2 } else { 1 };
        start = Some(at + length + ending);
        Some((at, rest.get(..length)?))
    })
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_count_utf16_units_and_every_kind_of_line_end() {
        let text = "a\r\n  \u{1f600}é = 1\rb";
        let span = Span { line: 2, column: 3, end_line: 2, end_column: 6 };
        assert_eq!(slice(text, span), Some("\u{1f600}é"));
        assert_eq!(super::span(text, bytes(text, span).unwrap()), Some(span));
        assert_eq!(line(text, 2), Some(Span { line: 2, column: 3, end_line: 2, end_column: 10 }));
        assert_eq!(slice(text, Span { line: 3, column: 1, end_line: 3, end_column: 2 }), Some("b"));
        assert_eq!(line(text, 9), None);
        assert_eq!(bytes(text, Span { line: 1, column: 9, end_line: 1, end_column: 9 }), None);
    }
}
