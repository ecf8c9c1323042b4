//! `misplaced-event-write`, `stale-metadata`: what an Action changes is not what it or the next one reads
//! (`domain.md` §5.1, §5.3; AC-08, AC-09).

use super::{
    Facts,
    wording::{quoted, titled},
};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::{Place, Span};
use crate::report::{Effect, OriginKind};
use crate::script::ScriptRun;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    let runs: Vec<&ScriptRun> =
        facts.live_runs().filter(|run| run.kind == OriginKind::Action).collect();
    for (index, run) in runs.iter().enumerate() {
        let later = runs.get(index + 1..).unwrap_or_default();
        event_writes(run, later, findings);
        metadata(run, later, findings);
    }
}

/// `event.user.x = …`, which a later Action reads and does not see.
fn event_writes(run: &ScriptRun, later: &[&ScriptRun], findings: &mut Collector) {
    for write in &run.source.facts.event_writes {
        let path = write.path.join(".");
        let Some((reader, at)) =
            later.iter().find_map(|reader| Some((reader, reads(reader, &write.path, None)?)))
        else {
            continue;
        };
        findings.push(
            Diagnostic::new(
                Code::MisplacedEventWrite,
                format!(
                    "{} sets {}, and {} does not see it: each Action has an `event` of its own",
                    titled(run),
                    quoted(&path),
                    titled(reader)
                ),
            )
            .help("hand it on with `api.transaction.setMetadata(key, value)`, and read `event.transaction.metadata`")
            .at(Place::script(&run.script, Some(write.span)))
            .label(Place::script(&reader.script, Some(at)), "read here"),
        );
    }
}

/// `api.user.setAppMetadata(k, v)`, after which `event.user.app_metadata.k` is the old value.
fn metadata(run: &ScriptRun, later: &[&ScriptRun], findings: &mut Collector) {
    for effect in &run.effects {
        let Some((field, key)) = stored(effect) else { continue };
        let path: Vec<String> = ["event", "user", field, key].map(str::to_owned).into();
        let after = effect.line.unwrap_or_default();
        let here = reads(run, &path, Some(after)).map(|at| (run, at));
        let there = || later.iter().find_map(|run| Some((*run, reads(run, &path, None)?)));
        let Some((reader, at)) = here.or_else(there) else { continue };
        findings.push(
            Diagnostic::new(
                Code::StaleMetadata,
                format!(
                    "{} reads {} after it was set, and gets the old value: `event.user` does not change during a login",
                    titled(reader),
                    quoted(&path.join("."))
                ),
            )
            .help("use the value that was set, or hand it on with `api.transaction.setMetadata`")
            .at(Place::script(&reader.script, Some(at))),
        );
    }
}

/// Which metadata a call sets.
fn stored(effect: &Effect) -> Option<(&'static str, &str)> {
    let field = match effect.kind.as_str() {
        "api.user.setAppMetadata" => "app_metadata",
        "api.user.setUserMetadata" => "user_metadata",
        _ => return None,
    };
    Some((field, effect.args.first()?.as_str()?))
}

/// Where a script reads a path or what lies below it, beyond a line if one is given.
fn reads(run: &ScriptRun, path: &[String], after: Option<u32>) -> Option<Span> {
    run.source
        .facts
        .action_reads
        .iter()
        .filter(|read| read.path.starts_with(path))
        .map(|read| read.span)
        .find(|span| after.is_none_or(|line| span.line > line))
}
