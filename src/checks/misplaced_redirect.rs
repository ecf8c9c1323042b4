//! `misplaced-redirect`: a redirect or a second factor where nobody can be asked (`domain.md` §1.3, §1.4, §4.6).

use super::{
    Facts, text,
    wording::{quoted, titled},
};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::Place;
use crate::report::{Effect, Outcome};

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    let Outcome::Failed { code, by, .. } = facts.outcome else { return };
    if code != "interaction_required" {
        return;
    }
    let asked = facts.login.runs.iter().rev().find_map(|run| {
        let effect = run.effects.iter().rev().find(|effect| asks(effect))?;
        Some((run.script.as_str(), effect))
    });
    let (what, script, line) = match asked {
        Some((script, effect)) => (
            if asks_for_factor(effect) { "a second factor" } else { "a redirect" },
            script,
            effect.line,
        ),
        None => ("a redirect or a second factor", by.as_deref().unwrap_or_default(), None),
    };
    let silent = facts.scenario.request.parameter("prompt") == Some("none");
    let (reason, help) = if silent {
        (
            "`prompt=none` allows no interaction",
            "guard it with `context.request.query.prompt !== 'none'`",
        )
    } else {
        (
            "this request has no browser to send away",
            "guard it with the protocols that have one, for example `context.protocol === 'oidc-basic-profile'`",
        )
    };
    let span = line.and_then(|line| text::line(&facts.run_of(script)?.source.text, line));
    let place = if script.is_empty() {
        Place::pointer("/request/path")
    } else {
        Place::script(script, span)
    };
    let script_words = if script.is_empty() {
        "a script".to_owned()
    } else {
        facts.run_of(script).map_or_else(|| quoted(script), titled)
    };
    findings.push(
        Diagnostic::new(Code::MisplacedRedirect, format!("{script_words} asks for {what}, but {reason}, so the login ends with `interaction_required`"))
            .help(help)
            .at(place),
    );
}

fn asks(effect: &Effect) -> bool {
    matches!(
        effect.kind.as_str(),
        "context.redirect" | "api.redirect.sendUserTo" | "api.prompt.render"
    ) || asks_for_factor(effect)
}

fn asks_for_factor(effect: &Effect) -> bool {
    [
        "context.multifactor",
        "api.multifactor.",
        "api.authentication.challenge",
        "api.authentication.enroll",
    ]
    .iter()
    .any(|kind| effect.kind.starts_with(kind))
}
