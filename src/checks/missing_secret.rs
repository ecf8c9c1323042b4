//! `missing-secret`: a secret that this Action does not have (`domain.md` §5.2; AC-06).

use super::{
    Facts,
    wording::{quoted, titled},
};
use crate::diagnostics::{Code, Collector, Diagnostic, nearest};
use crate::place::Place;
use crate::report::OriginKind;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for run in facts.live_runs().filter(|run| run.kind == OriginKind::Action) {
        let Some(action) = facts.scenario.actions.iter().find(|action| action.name == run.script)
        else {
            continue;
        };
        let mut told: Vec<&str> = Vec::new();
        for read in &run.source.facts.action_reads {
            let [event, secrets, name, ..] = read.path.as_slice() else { continue };
            let is_secret = event == "event" && secrets == "secrets";
            // A default says that it need not be there.
            if !is_secret || read.has_default || action.secrets.contains_key(name) {
                continue;
            }
            if told.contains(&name.as_str()) {
                continue;
            }
            told.push(name);
            let finding = Diagnostic::new(
                Code::MissingSecret,
                format!("{} has no secret {}, so it reads undefined", titled(run), quoted(name)),
            )
            .at(Place::script(&run.script, Some(read.span)));
            let other = nearest(name, action.secrets.keys().map(String::as_str));
            findings.push(finding.help(match other {
                Some(other) => format!("it has {}", quoted(other)),
                None => {
                    "add it to this Action: secrets are not shared, and Rules settings are not copied".into()
                }
            }));
        }
    }
}
