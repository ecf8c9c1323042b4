//! A verdict as a chip: icon, word and tone say the same thing.

use yew::prelude::*;

use super::gates;
use super::icon::icon;
use crate::claims::VerdictCode;
use crate::report::Verdict;

/// The chip of a verdict in a cell, with the number of further reasons.
pub fn verdict(verdict: &Verdict) -> Html {
    let more = verdict.also.len();
    html! {
        <span class="chip" data-tone={gates::tone(verdict.code)} title={verdict.code.meaning().replace('`', "")}>
            { icon(gates::icon(gates::tone(verdict.code))) }
            <span class="chip__word">{ gates::capital(verdict.code.label()) }</span>
            if more > 0 {
                <span class="chip__more">{ format!("+{more}") }<span class="visually-hidden">{ if more == 1 { " more reason" } else { " more reasons" } }</span></span>
            }
        </span>
    }
}

/// The chip of one reason alone.
pub fn code(code: VerdictCode) -> Html {
    let tone = gates::tone(code);
    html! { <span class="chip" data-tone={tone}>{ icon(gates::icon(tone)) }<span class="chip__word">{ gates::capital(code.label()) }</span></span> }
}

/// No verdict: the claim was not set for this artifact.
pub fn not_set() -> Html {
    html! { <span class="chip" data-tone="none">{ icon("none") }<span class="chip__word">{ "Not set" }</span></span> }
}
