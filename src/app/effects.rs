//! What the scripts did beside setting claims, and what did not happen.

use std::rc::Rc;

use yew::prelude::*;

use super::state::Action;
use super::words::{counted, sentence, value};
use crate::report::{Effect, Outcome, Report, Run};

/// Entries that are drawn.
const SHOWN: usize = 200;

/// How many effects and requests a report holds.
pub fn count(report: &Report) -> usize {
    report.runs.iter().map(|run| run.effects.len() + run.requests.len()).sum()
}

/// The tab.
pub fn effects(report: &Report, on: &Callback<Action>) -> Html {
    let entries: Vec<(&Run, &Effect)> = report
        .runs
        .iter()
        .flat_map(|run| run.effects.iter().map(move |effect| (run, effect)))
        .collect();
    let requests: Vec<_> = report
        .runs
        .iter()
        .flat_map(|run| run.requests.iter().map(move |request| (run, request)))
        .collect();
    html! {
        <div class="effects">
            <h3 class="effects__title">{ "What the scripts did " }<span class="quiet">{ entries.len() }</span></h3>
            if entries.is_empty() { <p class="quiet">{ "Nothing beside claims: nothing stored, no redirect, no second factor." }</p> }
            { for entries.iter().take(SHOWN).map(|(run, effect)| entry(run, effect, on)) }
            if entries.len() > SHOWN { <p class="quiet">{ format!("{} more are not drawn", entries.len() - SHOWN) }</p> }
            if !requests.is_empty() {
                <h3 class="effects__title">{ "Requests " }<span class="quiet">{ requests.len() }</span></h3>
                { for requests.iter().take(SHOWN).map(|(run, request)| html! {
                    <div class="effect">
                        <p class="effect__what"><code>{ format!("{} {}", request.method, request.url) }</code></p>
                        <p class="effect__means">{ request.status.map_or_else(|| "No reply: refused as a connection that fails".to_owned(), |status| format!("Answered with {status}")) }</p>
                        { place(&run.script, request.line, on) }
                    </div>
                }) }
            }
            <h3 class="effects__title">{ "How the login ended" }</h3>
            <table class="facts-table">
                <caption class="visually-hidden">{ "How the login ended" }</caption>
                <tbody>
                    { for ending(report).into_iter().map(|(what, how)| html! { <tr><th scope="row">{ what }</th><td>{ sentence(&how) }</td></tr> }) }
                </tbody>
            </table>
        </div>
    }
}

fn entry(run: &Run, effect: &Effect, on: &Callback<Action>) -> Html {
    let arguments: Vec<String> = effect.args.iter().map(|held| value(Some(held), 300)).collect();
    html! {
        <div class="effect">
            <p class="effect__what"><code>{ format!("{} ({})", effect.kind, arguments.join(", ")) }</code></p>
            <p class="effect__means">{ meaning(&effect.kind) }</p>
            { place(&run.script, effect.line, on) }
        </div>
    }
}

/// What an effect means for the login (`domain.md` §4).
fn meaning(kind: &str) -> &'static str {
    match kind {
        "context.redirect" => "The user is sent to this page before the login goes on",
        "context.multifactor" => "A second factor is asked for",
        "context.primaryUser" | "context.primaryUserMetadata" => {
            "The login continues as another user"
        }
        "context.samlConfiguration" => "Changes what a SAML assertion holds",
        kind if kind.starts_with("auth0.") || kind.contains("Metadata") => {
            "Stored for later logins"
        }
        kind if kind.starts_with("user.") => {
            "Changes the user object of this login; nothing is stored"
        }
        kind if kind.starts_with("context.accessToken.scope") => "Changes the granted scopes",
        _ => "",
    }
}

fn place(script: &str, line: Option<u32>, on: &Callback<Action>) -> Html {
    let Some(line) = line else {
        return html! { <span class="effect__where quiet">{ script.to_owned() }</span> };
    };
    let name: Rc<str> = script.into();
    html! {
        <button class="line-link effect__where" type="button" onclick={on.reform(move |_| Action::LineChosen { script: Rc::clone(&name), line, column: 1 })}>{ format!("{script}, line {line}") }</button>
    }
}

fn ending(report: &Report) -> Vec<(&'static str, String)> {
    let by =
        |script: &str| if script.is_empty() { String::new() } else { format!(", by {script}") };
    let mut rows = match &report.outcome {
        Outcome::Issued => vec![("Login", "the request was answered as asked".to_owned())],
        Outcome::Denied { code, message, by: script } => vec![
            ("Denied", format!("`{code}`{}", by(script))),
            ("The application sees", format!("`{message}`")),
        ],
        Outcome::Redirected { url, by: script } => {
            vec![("Redirected", format!("`{url}`{}", by(script)))]
        }
        Outcome::Prompted { form, by: script } => {
            vec![("Prompted", format!("form `{form}`{}", by(script)))]
        }
        Outcome::MfaRequired { by: script } => {
            vec![("Second factor", format!("asked for{}", by(script)))]
        }
        Outcome::Failed { code, message, by: script } => {
            vec![
                ("Failed", format!("`{code}`{}", by(script.as_deref().unwrap_or_default()))),
                ("Why", message.clone()),
            ]
        }
    };
    let ran = report.runs.iter().filter(|run| run.steps > 0).count();
    rows.push(("Scripts that ran", counted(ran, "script", "scripts")));
    let waited: u64 = report.runs.iter().map(|run| run.virtual_ms).sum();
    rows.push(("Simulated time", format!("{waited} ms")));
    rows
}
