//! `unmatched-request`: a request that no reply of the scenario matches (`domain.md` §4.5, §7.2; RT-04).

use serde_json::{Value, json};

use super::wording::{quoted, titled};
use super::{Facts, cure};
use crate::diagnostics::{Code, Collector, Diagnostic, Fix};
use crate::place::Place;
use crate::report::HttpRequest;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for run in &facts.login.runs {
        let unmatched = || run.requests.iter().filter(|(request, _)| request.matched.is_none());
        for (at, (request, span)) in unmatched().enumerate() {
            let is_same =
                |other: &HttpRequest| other.method == request.method && other.url == request.url;
            if unmatched().take(at).any(|(earlier, _)| is_same(earlier)) {
                continue;
            }
            let what = quoted(&format!("{} {}", request.method, request.url));
            let used_up = facts.scenario.http.iter().rposition(|reply| {
                reply.times.is_some() && reply.matches(&request.method, &request.url)
            });
            let (why, help, fix) = if let Some(reply) = used_up {
                let help = "raise `times` of the reply, or leave it out".to_owned();
                let times = format!("/http/{reply}/times");
                let fix = Fix::setting("Let the reply answer every time", times, Value::Null);
                ("is left for it", help, fix)
            } else {
                let row = json!({ "method": request.method, "url": request.url, "status": 200, "body": {} });
                let help = format!("add a reply to `http`: {}", quoted(&row.to_string()));
                ("matches it", help, cure::add_reply(facts.scenario, row))
            };
            findings.push(
                Diagnostic::new(
                    Code::UnmatchedRequest,
                    format!("{} sends {what}, and no reply of the scenario {why}: it fails as a refused connection", titled(run)),
                )
                .help(help)
                .at(Place::script(&run.script, *span))
                .fix(fix),
            );
        }
    }
}
