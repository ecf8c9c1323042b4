//! What the scripts did beside setting claims, and what did not happen.

use yew::Html;

use super::console::script_line;
use super::el::{El, On, Part, el, group};
use super::words::{counted, sentence, value};
use crate::report::{Effect, HttpRequest, Outcome, Report, Run};

/// Entries that are drawn.
const SHOWN: usize = 200;

/// How many effects and requests a report holds.
pub fn count(report: &Report) -> usize {
    report.runs.iter().map(|run| run.effects.len() + run.requests.len()).sum()
}

/// The tab.
pub fn effects(report: &Report, on: &On) -> El {
    let mut entries = Vec::new();
    let mut requests = Vec::new();
    let (mut all, mut asked) = (0, 0);
    for run in &report.runs {
        all += run.effects.len();
        asked += run.requests.len();
        let left = SHOWN.saturating_sub(entries.len());
        entries.extend(run.effects.iter().take(left).map(|effect| entry(run, effect, on)));
        let left = SHOWN.saturating_sub(requests.len());
        requests.extend(run.requests.iter().take(left).map(|request| reply(run, request, on)));
    }
    let title = |words: &'static str, count: Option<usize>| {
        el("h3.effects__title").with(words).with(count.map(|count| el("span.quiet").with(count)))
    };
    let quiet = |words: String| el("p.quiet").with(words);
    let row = |(what, how): (&'static str, String)| {
        el("tr").with(el("th[scope=row]").with(what)).with(el("td").with(sentence(&how)))
    };
    el("div.effects")
        .with(title("What the scripts did ", Some(all)))
        .with((all == 0).then(|| {
            quiet("Nothing beside claims: nothing stored, no redirect, no second factor.".into())
        }))
        .each(entries)
        .with((all > SHOWN).then(|| quiet(format!("{} more are not drawn", all - SHOWN))))
        .with((asked > 0).then(|| group().with(title("Requests ", Some(asked))).each(requests)))
        .with(title("How the login ended", None))
        .with(
            el("table.facts-table")
                .with(el("caption.visually-hidden How the login ended"))
                .with(el("tbody").each(ending(report).into_iter().map(row))),
        )
}

fn effect(what: String, means: impl Part, place: Html) -> El {
    el("div.effect")
        .with(el("p.effect__what").with(el("code").with(what)))
        .with(el("p.effect__means").with(means))
        .with(place)
}

fn reply(run: &Run, request: &HttpRequest, on: &On) -> El {
    let means = match request.status {
        Some(status) => format!("Answered with {status}"),
        None => "No reply: refused as a connection that fails".into(),
    };
    let what = format!("{} {}", request.method, request.url);
    effect(what, means, place(&run.script, request.line, on))
}

fn entry(run: &Run, Effect { kind, args, line, .. }: &Effect, on: &On) -> El {
    let arguments: Vec<String> = args.iter().map(|held| value(Some(held), 300)).collect();
    let what = format!("{kind}({})", arguments.join(", "));
    effect(what, meaning(kind), place(&run.script, *line, on))
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

fn place(script: &str, line: Option<u32>, on: &On) -> Html {
    match line {
        Some(_) => script_line("button.line-link.effect__where", script, line, on),
        None => script_line("span.effect__where.quiet", script, line, on),
    }
    .done()
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
