//! The report as JSON, and back.

use super::Report;

/// The report as one line of JSON.
pub fn write(report: &Report) -> String {
    // Every map of a report has text keys and every number is finite, so writing cannot fail.
    serde_json::to_string(report).unwrap_or_default()
}

/// The report as indented JSON.
pub fn write_pretty(report: &Report) -> String {
    serde_json::to_string_pretty(report).unwrap_or_default()
}

/// Reads what [`write`] wrote.
///
/// # Errors
/// The text is not a report of this version.
pub fn read(text: &str) -> Result<Report, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}
