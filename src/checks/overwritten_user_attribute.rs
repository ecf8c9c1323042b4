//! `overwritten-user-attribute`: a member of `app_metadata` stands over an attribute of the same name, and a script reads
//! it (`domain.md` §4.3; MD-04).

use serde_json::Value;

use super::{Facts, wording::quoted};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::Place;
use crate::scenario::pointer;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    let user = &facts.scenario.user;
    let Some(metadata) = user.get("app_metadata").and_then(Value::as_object) else { return };
    for (name, value) in metadata {
        let Some(own) = user.get(name).filter(|own| *own != value) else { continue };
        let reads = facts.live_runs().find_map(|run| {
            let mut reads = run.source.facts.user_reads.iter();
            let read = reads.find(|read| {
                read.path.get(..2).is_some_and(|path| {
                    path.first().is_some_and(|root| root == "user") && path.get(1) == Some(name)
                })
            })?;
            Some(Place::script(&run.script, Some(read.span)))
        });
        let Some(place) = reads else { continue };
        let attribute = quoted(&format!("user.{name}"));
        findings.push(
            Diagnostic::new(
                Code::OverwrittenUserAttribute,
                format!(
                    "{attribute} is {} from `app_metadata`, which stands over the attribute {}",
                    quoted(&value.to_string()),
                    quoted(&own.to_string())
                ),
            )
            .help(format!("read `user.app_metadata.{name}` where that is meant, and rename the key in the metadata"))
            .at(place)
            .label(
                Place::pointer(format!("/user/app_metadata/{}", pointer::escape(name))),
                "stands over the attribute",
            ),
        );
    }
}
