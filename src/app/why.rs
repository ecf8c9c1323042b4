//! The page of a finding or verdict.

/// The code that the page is about.
pub fn code(page: &str) -> &str {
    match page.rsplit('/').next().unwrap_or_default().trim_end_matches(".md") {
        "assumptions" => "Disputed points",
        code => code,
    }
}
