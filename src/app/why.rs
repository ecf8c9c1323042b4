//! The page of a finding or verdict, read from our own site.

use super::el::{El, el};
use super::markdown::markdown;
use super::state::State;
use super::words::sentence;

/// What is in the panel at the side, by the path of the page.
pub fn why(page: &str, state: &State) -> El {
    match state.fetched(page) {
        None => el("p.quiet Loading the page"),
        Some(Ok(text)) => markdown(text),
        Some(Err(reason)) => el("p").add(sentence(reason)).add("."),
    }
}

/// The code that the page is about.
pub fn code(page: &str) -> &str {
    page.rsplit('/').next().unwrap_or_default().trim_end_matches(".md")
}
