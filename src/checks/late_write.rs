//! `late-write`: a claim that was set when the pipeline had gone on (`domain.md` §4.2, §5.1; CB-03, ASY-02).

use super::{Facts, wording::quoted};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::Place;
use crate::report::{OriginKind, RunOutcome, Target};
use crate::script::{ClaimObject, Write, WriteKind, WriteTo};

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for write in facts.login.writes.iter().filter(|write| write.late) {
        let Some(run) = facts.run_of(&write.origin.script) else { continue };
        // After a denial nothing is issued anyway.
        if run.outcome != RunOutcome::Ok {
            continue;
        }
        let (what, arrived) = match &write.to {
            WriteTo::Claim(Target::IdToken, name) => {
                (format!("claim {}", quoted(name)), holds(&facts.login.id_token, name))
            }
            WriteTo::Claim(Target::AccessToken, name) => {
                (format!("claim {}", quoted(name)), holds(&facts.login.access_token, name))
            }
            WriteTo::ClaimObject(target @ (Target::IdToken | Target::AccessToken)) => {
                (format!("`context.{}`", target.label()), false)
            }
            WriteTo::Claim(Target::User, _)
            | WriteTo::ClaimObject(Target::User)
            | WriteTo::Context(_) => continue,
        };
        if arrived || write.kind == WriteKind::Deleted {
            continue;
        }
        let (when, help) = match run.kind {
            OriginKind::Action => (
                "the handler had finished",
                "`await` what the handler starts: what is still running when its promise settles is cut off",
            ),
            _ => (
                "`callback` was called",
                "call `callback` last; where a reply is awaited, call it in the reply's handler",
            ),
        };
        let mut finding = Diagnostic::new(
            Code::LateWrite,
            format!("{what} was set after {when}, so it reaches no token"),
        )
        .help(help)
        .at(place(write));
        if let Some(call) = run.callbacks.first().and_then(|call| call.span) {
            finding =
                finding.label(Place::script(&run.script, Some(call)), "`callback` was called here");
        }
        findings.push(finding);
    }
}

fn holds(object: &ClaimObject, name: &str) -> bool {
    object.members.iter().any(|(known, _)| known == name)
}

fn place(write: &Write) -> Place {
    Place::script(&write.origin.script, write.span)
}
