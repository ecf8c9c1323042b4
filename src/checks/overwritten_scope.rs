//! `overwritten-scope`, `unknown-added-scope`, `misplaced-scope-string`: what a script did with
//! `context.accessToken.scope` (`domain.md` §2.4; SC-06, SC-07, SC-03).

use serde_json::Value;

use super::{Facts, sites, unknown_scope::OIDC_SCOPES, wording};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::report::{ModeKind, Target};
use crate::script::Held;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    if facts.endpoint.mode != ModeKind::OidcConformant {
        return;
    }
    for edit in facts.login.scope_edits.iter().filter(|edit| edit.added) {
        if let Some(finding) = undefined_scopes(facts, &[edit.name.as_str()]) {
            let place = sites::origin_place(&edit.origin);
            findings.push(place.map_or(finding.clone(), |place| finding.at(place)));
        }
    }
    let Some(given) = of_script(facts) else { return };
    let place = sites::last_write(facts, Target::AccessToken, "scope");
    let at = |finding: Diagnostic| match place.clone() {
        Some(place) => finding.at(place),
        None => finding,
    };
    if given.is_text {
        findings.push(
            at(Diagnostic::new(
                Code::MisplacedScopeString,
                "`context.accessToken.scope` is documented as an array, and a string was given",
            ))
            .help("split it: `'a b'.split(' ')`"),
        );
    }
    let lost: Vec<&str> = facts
        .endpoint
        .granted_scopes
        .iter()
        .map(String::as_str)
        .filter(|scope| !given.scopes.iter().any(|kept| kept == scope))
        .collect();
    if !lost.is_empty() {
        let verb = if lost.len() == 1 { "is" } else { "are" };
        findings.push(
            at(Diagnostic::new(
                Code::OverwrittenScope,
                format!(
                    "`context.accessToken.scope` replaces the granted scopes, so {} {verb} lost",
                    wording::list(lost)
                ),
            ))
            .help("start from the requested scopes and add or remove single ones"),
        );
    }
    let scopes: Vec<&str> = given.scopes.iter().map(String::as_str).collect();
    if let Some(finding) = undefined_scopes(facts, &scopes) {
        findings.push(at(finding));
    }
}

/// Says which of the scopes the API does not define.
fn undefined_scopes(facts: &Facts<'_>, scopes: &[&str]) -> Option<Diagnostic> {
    let api = facts.scenario.resource_servers.get(facts.endpoint.api?)?;
    let is_foreign = |scope: &&&str| {
        !OIDC_SCOPES.contains(*scope) && !api.scopes.iter().any(|known| known == **scope)
    };
    let foreign: Vec<&str> = scopes.iter().filter(is_foreign).copied().collect();
    (!foreign.is_empty()).then(|| {
        Diagnostic::new(
            Code::UnknownAddedScope,
            format!(
                "the API {} does not define {}, so a later refresh of this token fails",
                wording::quoted(&api.identifier),
                wording::list(foreign)
            ),
        )
        .help("define the scope as a permission of the API")
    })
}

/// The scopes that the scripts left on the access token.
#[derive(Debug)]
pub(super) struct Given {
    scopes: Vec<String>,
    is_text: bool,
}

/// What `context.accessToken.scope` holds after the last rule, if it holds scopes.
pub(super) fn of_script(facts: &Facts<'_>) -> Option<Given> {
    match facts.login.rule_scope.as_ref()? {
        Held::Json(Value::String(text)) => Some(Given {
            scopes: text.split_ascii_whitespace().map(str::to_owned).collect(),
            is_text: true,
        }),
        Held::Json(Value::Array(items)) => Some(Given {
            scopes: items.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            is_text: false,
        }),
        _ => None,
    }
}
