//! A verdict as a chip: icon, word and tone say the same thing.

use super::el::{El, el};
use super::gates;
use super::icon::icon;
use crate::report::Verdict;

/// The chip of a verdict in a cell, with the number of further reasons.
pub fn verdict(verdict: &Verdict) -> El {
    let more = verdict.also.len();
    let tone = gates::tone(verdict.code);
    chip(tone, gates::capital(verdict.code.label()))
        .attr("title", verdict.code.meaning().replace('`', ""))
        .with((more > 0).then(|| {
            let words = if more == 1 { " more reason" } else { " more reasons" };
            el("span.chip__more")
                .with(format!("+{more}"))
                .with(el("span.visually-hidden").with(words))
        }))
}

/// No verdict: the claim was not set for this artifact.
pub fn not_set() -> El {
    chip("none", "Not set".into())
}

fn chip(tone: &'static str, word: String) -> El {
    el("span.chip")
        .attr("data-tone", tone)
        .with(icon(gates::icon(tone)))
        .with(el("span.chip__word").with(word))
}
