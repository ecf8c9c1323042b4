//! The rows that answer the requests of scripts.

use serde_json::Value;

use super::fields::{Fields, Findings};
use crate::scenario::http::{DELAY_MS, HttpReply};

const KNOWN: [&str; 8] =
    ["method", "url", "status", "headers", "body", "delay_ms", "times", "error"];

pub(super) fn replies(scenario: &Fields<'_>, findings: &mut Findings) -> Vec<HttpReply> {
    let mut replies = Vec::new();
    for (at, row) in scenario.list("http", findings).unwrap_or_default() {
        let fields = Fields::new(Some(row), at.clone(), &KNOWN, findings);
        // A row without a URL stays, since the report counts rows; it answers nothing.
        let url = fields.required_text("url", findings).unwrap_or_default();
        let status = fields.count("status", 200, findings);
        let status = u16::try_from(status).ok().filter(|status| (100..=599).contains(status));
        if status.is_none() {
            findings.wrong_value(
                &fields.pointer("status"),
                "is no HTTP status",
                Some("the row answers with 200".into()),
            );
        }
        replies.push(HttpReply {
            method: fields.text("method", "", findings),
            url,
            status: status.unwrap_or(200),
            headers: headers(&fields, findings),
            body: fields.get("body").cloned().unwrap_or(Value::Null),
            delay_ms: fields.count("delay_ms", DELAY_MS, findings),
            times: fields.given_count("times", findings),
            error: fields.given_text("error", findings),
        });
    }
    replies
}

fn headers(row: &Fields<'_>, findings: &mut Findings) -> Vec<(String, String)> {
    let fields = Fields::open(row.get("headers"), row.pointer("headers"), findings);
    let names: Vec<&String> = fields.members().map(|(name, _)| name).collect();
    names.into_iter().map(|name| (name.clone(), fields.text(name, "", findings))).collect()
}
