//! `unknown-context-member`: a member of `context` that nothing reads (`domain.md` §2.10, §4.4; SX-03).

use std::collections::BTreeMap;

use super::{Facts, cure, wording::quoted};
use crate::diagnostics::{Code, Collector, Diagnostic, Fix, nearest};
use crate::place::Place;
use crate::report::ModeKind;
use crate::script::source::ContextMember;
use crate::script::{ScriptRun, Write, WriteTo};

/// Members of `context` that Auth0 fills or reads:
/// <https://auth0.com/docs/customize/rules/context-object>; the last four stand in captured contexts only (`domain.md` §4.4).
const KNOWN: [&str; 29] = [
    "tenant",
    "clientID",
    "clientName",
    "clientMetadata",
    "connectionID",
    "connection",
    "connectionStrategy",
    "connectionOptions",
    "connectionMetadata",
    "samlConfiguration",
    "jwtConfiguration",
    "protocol",
    "riskAssessment",
    "stats",
    "sso",
    "accessToken",
    "idToken",
    "multifactor",
    "redirect",
    "primaryUser",
    "sessionID",
    "request",
    "authentication",
    "authorization",
    "organization",
    "addonConfiguration",
    "original_protocol",
    "locale",
    "auth0SessionId",
];

/// Names under which the claim objects are looked for by mistake, whatever their distance (`domain.md` §7.2, SX-03).
const MISTAKEN: [(&str, &str); 8] = [
    ("id_token", "idToken"),
    ("idtoken", "idToken"),
    ("IdToken", "idToken"),
    ("IDToken", "idToken"),
    ("token", "idToken"),
    ("access_token", "accessToken"),
    ("accesstoken", "accessToken"),
    ("AccessToken", "accessToken"),
];

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for run in facts.live_runs() {
        let mut by_name: BTreeMap<&str, Vec<&ContextMember>> = BTreeMap::new();
        for member in &run.source.facts.context_members {
            by_name.entry(&member.name).or_default().push(member);
        }
        for (name, members) in by_name {
            if !KNOWN.contains(&name)
                && let Some(finding) = unknown(facts, run, name, &members)
            {
                findings.push(finding);
            }
        }
    }
    on_user(facts, findings);
    idle_configuration(facts, findings);
}

/// Claim objects that were made on `user`.
fn on_user(facts: &Facts<'_>, findings: &mut Collector) {
    for run in facts.live_runs() {
        for write in &run.source.facts.user_writes {
            let Some(name) = write.path.get(1).map(String::as_str) else { continue };
            let meant = match name {
                "idToken" | "accessToken" => name,
                "id_token" => "idToken",
                "access_token" => "accessToken",
                _ => continue,
            };
            findings.push(
                Diagnostic::new(
                    Code::UnknownContextMember,
                    format!("`user.{name}` is a plain property without effect"),
                )
                .help(format!("did you mean `context.{meant}`"))
                .at(Place::script(&run.script, Some(write.span))),
            );
        }
    }
}

fn unknown(
    facts: &Facts<'_>,
    run: &ScriptRun,
    name: &str,
    members: &[&ContextMember],
) -> Option<Diagnostic> {
    let first = members.first()?;
    let shown = quoted(&format!("context.{name}"));
    let mistaken = MISTAKEN.iter().find(|(wrong, _)| *wrong == name).map(|(_, right)| *right);
    let passed_on = || is_written(facts, name) && is_read(facts, name);
    let meant = mistaken.or_else(|| nearest(name, KNOWN).filter(|_| !passed_on()));
    let finding = match meant {
        Some(meant) => Diagnostic::new(
            Code::UnknownContextMember,
            format!("{shown} is a plain property without effect"),
        )
        .help(format!("did you mean `context.{meant}`")),
        // What one script writes and another reads was passed on, and what is only read may come from a capture.
        None if is_written(facts, name) && !is_read(facts, name) => Diagnostic::new(
            Code::UnknownContextMember,
            format!("{shown} is a plain property: no script reads it, and neither does Auth0"),
        )
        .help("set a claim with `context.idToken[name] = value`, or leave it out"),
        None => return None,
    };
    let mut finding = finding.at(Place::script(&run.script, Some(first.span)));
    for other in members.iter().skip(1).take(4) {
        finding = finding.label(Place::script(&run.script, Some(other.span)), "here too");
    }
    match meant.and_then(|meant| respell(run, members, name, meant)) {
        Some(fix) => Some(finding.fix(fix)),
        None => Some(finding),
    }
}

/// Puts the right name in every place of the script.
fn respell(run: &ScriptRun, members: &[&ContextMember], name: &str, meant: &str) -> Option<Fix> {
    let edits = members
        .iter()
        .map(|member| {
            Some(cure::script_edit(run, within(&run.source.text, member.bytes, name)?, meant))
        })
        .collect::<Option<Vec<_>>>()?;
    Some(Fix::editing(format!("Replace with `context.{meant}`"), edits))
}

/// The name inside its range, which may have quotes around it.
fn within(text: &str, (start, end): (usize, usize), name: &str) -> Option<(usize, usize)> {
    let written = text.get(start..end)?;
    if written == name {
        return Some((start, end));
    }
    let inner = written.strip_prefix(['\'', '"'])?.strip_suffix(['\'', '"'])?;
    (inner == name).then_some((start + 1, end - 1))
}

fn is_written(facts: &Facts<'_>, name: &str) -> bool {
    facts.live_runs().any(|run| {
        run.source.facts.context_members.iter().any(|member| member.name == name && member.write)
    })
}

fn is_read(facts: &Facts<'_>, name: &str) -> bool {
    facts.live_runs().any(|run| {
        run.source.facts.context_members.iter().any(|member| member.name == name && !member.write)
    })
}

/// Members that act in other flows only.
fn idle_configuration(facts: &Facts<'_>, findings: &mut Collector) {
    if facts.endpoint.mode != ModeKind::OidcConformant {
        return;
    }
    for (name, acts_in) in
        [("jwtConfiguration", "the legacy pipeline"), ("samlConfiguration", "SAML and WS-Fed")]
    {
        let says_something =
            facts.login.context.get(name).and_then(|value| value.as_object()).is_some_and(
                |members| {
                    members.iter().any(|(key, value)| {
                        key != "mappings" && key != "scopes"
                            || value.as_object().is_some_and(|inner| !inner.is_empty())
                    })
                },
            );
        let Some(write) =
            facts.login.writes.iter().find(|write| write.to == WriteTo::Context(name.to_owned()))
        else {
            continue;
        };
        if says_something {
            findings.push(
                Diagnostic::new(Code::UnknownContextMember, format!("`context.{name}` has no effect here: it acts in {acts_in} only"))
                    .help("set a claim with `context.idToken[name] = value`, or guard it with `context.protocol`")
                    .at(place(write)),
            );
        }
    }
}

fn place(write: &Write) -> Place {
    Place::script(&write.origin.script, write.span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mistaken_name_points_at_a_known_one() {
        for (wrong, right) in MISTAKEN {
            assert!(KNOWN.contains(&right) && !KNOWN.contains(&wrong), "{wrong}");
        }
        assert_eq!(nearest("clientId", KNOWN), Some("clientID"));
    }
}
