//! Requests of scripts: the scenario's rows answer them, in its order and as often as they may; nothing is sent.

use rquickjs::{Ctx, Function, Object as JsObject, Result, String as JsString, Value as JsValue};
use serde_json::Value;

use super::Shared;
use super::natives::stack_text;
use crate::report::HttpRequest;
use crate::scenario::HttpReply;
use crate::script::held;

/// The rows, and how often each has answered.
#[derive(Debug, Default)]
pub(in crate::script) struct Network {
    replies: Vec<(HttpReply, u64)>,
}

impl Network {
    /// The rows of a scenario.
    pub(in crate::script) fn new(replies: &[HttpReply]) -> Self {
        Self { replies: replies.iter().cloned().map(|reply| (reply, 0)).collect() }
    }

    /// The first row that matches and may still answer, with its index.
    fn answer(&mut self, method: &str, url: &str) -> Option<(usize, &HttpReply)> {
        let (at, (reply, used)) =
            self.replies.iter_mut().enumerate().find(|(_, (reply, used))| {
                reply.times.is_none_or(|times| *used < times) && reply.matches(method, url)
            })?;
        *used += 1;
        Some((at, reply))
    }
}

/// What a request gets: the row's index, status, headers, body and delay, or the code of its error.
pub(super) fn install<'js>(ctx: &Ctx<'js>, shared: &Shared, host: &JsObject<'js>) -> Result<()> {
    let state = shared.clone();
    host.set(
        "request",
        Function::new(
            ctx.clone(),
            move |ctx: Ctx<'js>,
                  method: JsString<'js>,
                  url: JsString<'js>,
                  stack: JsValue<'js>|
                  -> Result<JsObject<'js>> {
                let (method, url) = (held::text(&method), held::text(&url));
                let answer = JsObject::new(ctx.clone())?;
                let mut host = state.borrow_mut();
                let span = host.call_span(&stack_text(&stack));
                let found = host.network.answer(&method, &url);
                let matched = found.as_ref().map(|(at, _)| *at);
                let status = found
                    .as_ref()
                    .and_then(|(_, reply)| reply.error.is_none().then_some(reply.status));
                if let Some((_, reply)) = found {
                    answer.set("delay", reply.delay_ms)?;
                    if let Some(code) = &reply.error {
                        answer.set("error", code.as_str())?;
                    } else {
                        answer.set("status", reply.status)?;
                        answer.set("headers", headers(&ctx, reply)?)?;
                        answer.set("body", reply.text())?;
                    }
                }
                let line = span.map(|span| span.line);
                host.rule.requests.push((HttpRequest { method, url, matched, status, line }, span));
                Ok(answer)
            },
        )?,
    )
}

/// The headers as `[name, value]` pairs, as the row writes them; JSON says that it is JSON.
fn headers<'js>(ctx: &Ctx<'js>, reply: &HttpReply) -> Result<JsValue<'js>> {
    let mut pairs: Vec<[&str; 2]> =
        reply.headers.iter().map(|(name, value)| [name.as_str(), value.as_str()]).collect();
    let is_typed = pairs.iter().any(|[name, _]| name.eq_ignore_ascii_case("content-type"));
    if !is_typed && !matches!(reply.body, Value::String(_) | Value::Null) {
        pairs.push(["content-type", "application/json; charset=utf-8"]);
    }
    ctx.json_parse(serde_json::to_string(&pairs).unwrap_or_default())
}
