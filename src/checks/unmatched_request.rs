//! `unmatched-request`: a request that no reply of the scenario matches (`domain.md` §4.5, §7.2; RT-04).

use super::{Facts, wording::quoted};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::Place;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for run in &facts.login.runs {
        let unmatched = || run.requests.iter().filter(|(request, _)| request.matched.is_none());
        for (at, (request, span)) in unmatched().enumerate() {
            let is_same = |other: &crate::report::HttpRequest| {
                other.method == request.method && other.url == request.url
            };
            if unmatched().take(at).any(|(earlier, _)| is_same(earlier)) {
                continue;
            }
            let what = quoted(&format!("{} {}", request.method, request.url));
            let used_up =
                facts.scenario.http.iter().any(|reply| {
                    reply.times.is_some() && reply.matches(&request.method, &request.url)
                });
            findings.push(
                Diagnostic::new(
                    Code::UnmatchedRequest,
                    format!("rule {} sends {what}, and no reply of the scenario {}: it fails as a refused connection", quoted(&run.script), if used_up { "is left for it" } else { "matches it" }),
                )
                .help(if used_up {
                    "raise `times` of the reply, or leave it out".to_owned()
                } else {
                    let row = serde_json::json!({ "method": request.method, "url": request.url, "status": 200, "body": {} });
                    format!("add a reply to `http`: {}", quoted(&row.to_string()))
                })
                .at(Place::script(&run.script, *span)),
            );
        }
    }
}
