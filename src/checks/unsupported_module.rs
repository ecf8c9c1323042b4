//! `unsupported-module`, `unlisted-module`: modules that are not run as they are (`domain.md` §4.5; RT-03).

use super::Facts;
use super::wording::{quoted, titled};
use crate::diagnostics::{Code, Collector, Diagnostic, nearest};
use crate::place::Place;
use crate::script::ScriptRun;
use crate::script::library::{self, Answer, Asked, MODULES, Supply};

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for run in &facts.login.runs {
        for (at, (name, span)) in run.required.iter().enumerate() {
            let seen = run.required.iter().take(at).any(|(earlier, _)| earlier == name);
            if !seen && let Some(finding) = finding(run, name) {
                findings.push(finding.at(Place::script(&run.script, *span)));
            }
        }
    }
}

fn finding(run: &ScriptRun, name: &str) -> Option<Diagnostic> {
    let (script, module) = (titled(run), quoted(name));
    let note = |message: String| Diagnostic::new(Code::UnsupportedModule, message);
    match library::look_up(name) {
        Answer::Listed(Supply::StandIn) => Some(
            note(format!("{script} requires {module}, for which a stand-in answers: its calls are shown, and do nothing"))
                .help("check what the rule does with the answers"),
        ),
        Answer::Listed(Supply::Unreachable) => Some(
            note(format!("{script} requires {module} of Node, which reaches outside of a script and is not simulated"))
                .help("catch the exception, or leave it out of the simulation"),
        ),
        Answer::Listed(_) => library::other_version(name).map(|version| {
            note(format!("{script} requires {module} and is given version {version}"))
                .help("check what changed between the two versions")
        }),
        Answer::Unlisted => Some(unlisted(&script, name)),
        Answer::Impossible => None,
    }
}

fn unlisted(script: &str, name: &str) -> Diagnostic {
    let finding = Diagnostic::new(
        Code::UnlistedModule,
        format!("{script} requires {}, which is on no list here: a stand-in answers", quoted(name)),
    );
    match nearest(Asked::read(name).name, MODULES.iter().map(|module| module.name)) {
        Some(known) => finding.help(format!("did you mean `{known}`")),
        None => finding.help(
            "look it up on Auth0's list of modules: one that is not there makes the login fail",
        ),
    }
}
