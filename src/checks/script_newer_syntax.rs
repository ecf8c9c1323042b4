//! `script-newer-syntax`: syntax that the tenant's Node version does not know (`domain.md` §4.1; RT-06).

use super::{Facts, wording::titled};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::Place;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    let Ok(node) = facts.scenario.tenant.sandbox_version.parse::<u32>() else { return };
    for run in facts.live_runs() {
        for newer in run.source.facts.newer_syntax.iter().filter(|newer| newer.since_node > node) {
            findings.push(
                Diagnostic::new(
                    Code::ScriptNewerSyntax,
                    format!(
                        "{} uses {}, which Node {} knows and the tenant's Node {node} does not",
                        titled(run),
                        newer.feature,
                        newer.since_node
                    ),
                )
                .help("raise the Node version of the tenant, or write it in older syntax")
                .at(Place::script(&run.script, Some(newer.span)))
                .label(Place::pointer("/tenant/sandbox_version"), "the Node version of Rules"),
            );
        }
    }
}
