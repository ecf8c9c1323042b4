//! The functions that `actions.js` is given: what an Action asks of its login.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use rquickjs::{Ctx, Function, Object as JsObject, Result, String as JsString, Value as JsValue};
use serde_json::Value;
use sha2::Sha256;

use super::natives::{go_on, stack_text};
use super::{Host, Shared};
use crate::report::Target;
use crate::script::{
    ClaimObject, Held, Pause, PauseKind, ScopeEdit, Write, WriteKind, WriteTo, held, limits,
};

/// What the Actions of one login asked for.
#[derive(Default)]
pub(in crate::script) struct Asked {
    /// Code and reason of `api.access.deny` in the running Action.
    pub(in crate::script) denial: Option<(String, String)>,
    /// The running Action exports no handler of this name.
    pub(in crate::script) missing: Option<String>,
    /// Pages and challenges that come before the login goes on.
    pub(in crate::script) pauses: Vec<Pause>,
    /// Scopes added and removed.
    pub(in crate::script) scopes: Vec<ScopeEdit>,
    /// `api.authentication.setPrimaryUser`.
    pub(in crate::script) primary_user: Option<String>,
    /// Metadata to be stored when the trigger is finished: member, key and value.
    pub(in crate::script) metadata: Vec<(String, String, Value)>,
}

/// Adds the functions to the object that the prelude was given.
pub(in crate::script) fn install<'js>(
    ctx: &Ctx<'js>,
    shared: &Shared,
    host: &JsObject<'js>,
) -> Result<()> {
    install_claims(ctx, shared, host)?;
    install_requests(ctx, shared, host)?;
    install_ending(ctx, shared, host)?;
    let set = |name: &str, function: Function<'js>| host.set(name, function);
    set("bytes", Function::new(ctx.clone(), |text: JsString<'js>| held::text(&text).len())?)?;
    set(
        "encodeToken",
        Function::new(ctx.clone(), |secret: JsString<'js>, payload: JsString<'js>| {
            encode_token(&held::text(&secret), &held::text(&payload))
        })?,
    )?;
    set(
        "decodeToken",
        Function::new(ctx.clone(), |secret: JsString<'js>, token: JsString<'js>| {
            decode_token(&held::text(&secret), &held::text(&token))
        })?,
    )
}

fn install_claims<'js>(ctx: &Ctx<'js>, shared: &Shared, host: &JsObject<'js>) -> Result<()> {
    let state = shared.clone();
    host.set(
        "claim",
        Function::new(
            ctx.clone(),
            move |ctx: Ctx<'js>,
                  target: u32,
                  name: JsString<'js>,
                  value: JsValue<'js>,
                  stack: JsValue<'js>|
                  -> Result<()> {
                // A `toJSON` of the value runs here and may call back into the host, so nothing is borrowed meanwhile.
                let value = held::held(&ctx, value);
                let target = if target == 0 { Target::IdToken } else { Target::AccessToken };
                let name = held::text(&name);
                state.borrow_mut().set_custom_claim(target, name, value, &stack_text(&stack));
                go_on(&ctx, &state)
            },
        )?,
    )?;
    let state = shared.clone();
    host.set(
        "scope",
        Function::new(
            ctx.clone(),
            move |added: bool, name: JsString<'js>, stack: JsValue<'js>| {
                let mut host = state.borrow_mut();
                if host.rule.closed {
                    return;
                }
                let span = host.span(&stack_text(&stack));
                let origin = host.origin(span);
                host.asked.scopes.push(ScopeEdit { added, name: held::text(&name), origin });
            },
        )?,
    )
}

fn install_requests<'js>(ctx: &Ctx<'js>, shared: &Shared, host: &JsObject<'js>) -> Result<()> {
    let state = shared.clone();
    host.set(
        "deny",
        Function::new(ctx.clone(), move |code: JsString<'js>, reason: JsString<'js>| {
            let mut host = state.borrow_mut();
            if !host.rule.closed {
                let denial = (held::text(&code), held::text(&reason));
                host.asked.denial.get_or_insert(denial);
            }
        })?,
    )?;
    let state = shared.clone();
    host.set(
        "pause",
        Function::new(ctx.clone(), move |kind: String, to: JsString<'js>| {
            let mut host = state.borrow_mut();
            let kind = match kind.as_str() {
                "redirect" => PauseKind::Redirect,
                "prompt" => PauseKind::Prompt,
                "challenge" => PauseKind::Challenge,
                _ => PauseKind::Mfa,
            };
            if !host.rule.closed {
                let by = host.names.get(host.at).cloned().unwrap_or_default();
                host.asked.pauses.push(Pause { kind, to: held::text(&to), by });
            }
        })?,
    )?;
    let state = shared.clone();
    host.set(
        "primaryUser",
        Function::new(ctx.clone(), move |id: String| state.borrow_mut().set_primary_user(id))?,
    )?;
    let state = shared.clone();
    host.set(
        "metadata",
        Function::new(
            ctx.clone(),
            move |ctx: Ctx<'js>, member: String, key: JsString<'js>, value: JsValue<'js>| {
                let value = held::held(&ctx, value).json().unwrap_or(Value::Null);
                let mut host = state.borrow_mut();
                if !host.rule.closed {
                    host.asked.metadata.push((member, held::text(&key), value));
                }
            },
        )?,
    )
}

fn install_ending<'js>(ctx: &Ctx<'js>, shared: &Shared, host: &JsObject<'js>) -> Result<()> {
    let state = shared.clone();
    host.set(
        "settled",
        Function::new(ctx.clone(), move || state.borrow_mut().rule.closed = true)?,
    )?;
    let state = shared.clone();
    host.set(
        "missing",
        Function::new(ctx.clone(), move |handler: String| {
            let mut host = state.borrow_mut();
            host.asked.missing = Some(handler);
            host.rule.closed = true;
        })?,
    )
}

impl Host {
    /// A claim that an Action sets by its name. It replaces the one that a rule or an earlier Action set.
    fn set_custom_claim(&mut self, target: Target, name: String, value: Held, stack: &str) {
        if self.writes.len() >= limits::WRITES {
            self.stopped.get_or_insert(super::Limit::Writes);
            return;
        }
        self.spend(limits::WORK_OF_WRITE);
        let span = self.call_span(stack);
        let late = self.rule.closed;
        if !late {
            let claims = match target {
                Target::IdToken => &mut self.snapshot.id_token,
                _ => &mut self.snapshot.access_token,
            };
            set_member(claims, &name, &value);
        }
        self.writes.push(Write {
            origin: self.origin(span),
            span,
            to: WriteTo::Claim(target, name),
            kind: WriteKind::Set(value),
            late,
        });
    }

    /// Why the primary user cannot be set; empty if it was (`domain.md` §5.3).
    fn set_primary_user(&mut self, id: String) -> &'static str {
        if self.snapshot.context.get("primaryUser").is_some_and(Value::is_string) {
            return "The primary user was already set by a rule.";
        }
        if self.asked.primary_user.is_some() {
            return "The primary user can be set only once.";
        }
        if !self.rule.closed {
            self.asked.primary_user = Some(id);
        }
        ""
    }
}

fn set_member(claims: &mut ClaimObject, name: &str, value: &Held) {
    match claims.members.iter_mut().find(|(member, _)| member == name) {
        Some((_, held)) => held.clone_from(value),
        None => claims.members.push((name.to_owned(), value.clone())),
    }
}

/// A session token: a JWT signed with HS256 (`domain.md` §5.3).
fn encode_token(secret: &str, payload: &str) -> String {
    let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256","typ":"JWT"}"#);
    let token = format!("{header}.{}", URL_SAFE_NO_PAD.encode(payload));
    let signature = mac(secret, &token).map(|mac| mac.finalize().into_bytes());
    format!("{token}.{}", URL_SAFE_NO_PAD.encode(signature.unwrap_or_default()))
}

/// The payload of a token whose signature fits the secret.
fn decode_token(secret: &str, token: &str) -> Option<String> {
    let (signed, signature) = token.rsplit_once('.')?;
    let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
    mac(secret, signed)?.verify_slice(&signature).ok()?;
    let (_, payload) = signed.split_once('.')?;
    String::from_utf8(URL_SAFE_NO_PAD.decode(payload).ok()?).ok()
}

fn mac(secret: &str, text: &str) -> Option<Hmac<Sha256>> {
    // A key of any length is accepted.
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok()?;
    mac.update(text.as_bytes());
    Some(mac)
}
