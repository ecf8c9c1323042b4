//! A JavaScript value as JSON sees it (`domain.md` §3.8).

use rquickjs::{Ctx, Object as JsObject, String as JsString, Value as JsValue};
use serde_json::Value;

use super::{ClaimObject, Held, failure};
use crate::scenario::Object;

/// What `JSON.stringify` would make of a value. Getters and `toJSON` run, as they would in the sandbox.
pub(super) fn held<'js>(ctx: &Ctx<'js>, value: JsValue<'js>) -> Held {
    if let Some(plain) = plain(&value) {
        return Held::Json(plain);
    }
    if value.is_undefined() {
        return Held::Nothing("undefined");
    }
    // A function with `toJSON` has a form in JSON, as the stand-in of a module has.
    if (value.is_function() || value.is_constructor()) && !has_to_json(ctx, &value) {
        return Held::Nothing("a function");
    }
    if value.is_symbol() {
        return Held::Nothing("a symbol");
    }
    if value.is_promise() {
        return Held::Promise;
    }
    let converted = is_converted(ctx, &value);
    match ctx.json_stringify(value) {
        Ok(Some(json)) => match json.to_string().ok().and_then(|json| parse(&json)) {
            Some(value) if converted => Held::Converted(value),
            Some(value) => Held::Json(value),
            None => Held::Unserializable("the value is nested too deeply".into()),
        },
        Ok(None) => Held::Nothing("undefined"),
        Err(_) => Held::Unserializable(failure::describe(ctx, &ctx.catch()).message),
    }
}

/// A value that is itself in JSON, without the way through text: most members of a profile are.
fn plain(value: &JsValue<'_>) -> Option<Value> {
    // Up to here a number's digits are those of the integer.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.is_null() {
        Some(Value::Null)
    } else if let Some(truth) = value.as_bool() {
        Some(Value::Bool(truth))
    } else if let Some(number) = value.as_int() {
        Some(Value::from(number))
    } else if let Some(number) = value.as_float() {
        if number.fract() != 0.0 || !number.is_finite() {
            return Some(Value::from(number));
        }
        #[expect(clippy::cast_possible_truncation, reason = "an integer that an i64 holds")]
        (number.abs() < EXACT).then(|| Value::from(number as i64))
    } else {
        value.as_string().map(|string| Value::String(text(string)))
    }
}

/// Whether the value is an object of a kind that JSON does not have: neither a list nor a plain object.
fn is_converted<'js>(ctx: &Ctx<'js>, value: &JsValue<'js>) -> bool {
    let Some(object) = value.as_object().filter(|_| !value.is_array()) else { return false };
    // A plain object inherits from `Object.prototype`, which inherits from nothing.
    let inherits = object.get_prototype().is_some_and(|parent| parent.get_prototype().is_some());
    inherits || has_to_json(ctx, value)
}

fn has_to_json<'js>(ctx: &Ctx<'js>, value: &JsValue<'js>) -> bool {
    value.as_object().is_some_and(|object| {
        object
            .get::<_, JsValue<'js>>("toJSON")
            .inspect_err(|_| drop(ctx.catch()))
            .is_ok_and(|member| member.is_function())
    })
}

/// The own enumerable members of an object, each as JSON sees it.
pub(super) fn members<'js>(ctx: &Ctx<'js>, object: &JsObject<'js>) -> ClaimObject {
    ClaimObject { members: members_without(ctx, object, &[]) }
}

/// The same as a JSON object, without what JSON cannot hold and without the members of these names.
pub(super) fn object<'js>(ctx: &Ctx<'js>, object: &JsObject<'js>, without: &[&str]) -> Object {
    members_without(ctx, object, without)
        .into_iter()
        .filter_map(|(name, value)| value.into_json().map(|value| (name, value)))
        .collect()
}

fn members_without<'js>(
    ctx: &Ctx<'js>,
    object: &JsObject<'js>,
    without: &[&str],
) -> Vec<(String, Held)> {
    let mut members = Vec::new();
    for key in object.keys::<JsString<'js>>() {
        let Ok(key) = key else {
            ctx.catch();
            continue;
        };
        let name = text(&key);
        if without.contains(&name.as_str()) {
            continue;
        }
        let value = match object.get::<_, JsValue<'js>>(key) {
            Ok(value) => held(ctx, value),
            Err(_) => Held::Unserializable(failure::describe(ctx, &ctx.catch()).message),
        };
        members.push((name, value));
    }
    members
}

/// The text of a string; what is no Unicode (a lone surrogate) becomes U+FFFD.
pub(super) fn text(string: &JsString<'_>) -> String {
    string.to_string().unwrap_or_else(|_| {
        let json = string
            .ctx()
            .json_stringify(string.clone())
            .ok()
            .flatten()
            .and_then(|json| json.to_string().ok());
        match json.as_deref().and_then(parse) {
            Some(Value::String(text)) => text,
            _ => String::from(char::REPLACEMENT_CHARACTER),
        }
    })
}

/// JSON text to a value. A lone surrogate, which JSON text may escape and a Rust string cannot hold, becomes U+FFFD.
fn parse(json: &str) -> Option<Value> {
    serde_json::from_str(json)
        .ok()
        .or_else(|| serde_json::from_str(&replace_lone_surrogates(json)).ok())
}

/// Replaces escapes such as `\ud800` that are not half of a pair.
fn replace_lone_surrogates(json: &str) -> String {
    let unit = |text: &str| {
        let hex = text.strip_prefix("\\u")?.get(..4)?;
        u16::from_str_radix(hex, 16).ok()
    };
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        let length = match unit(escape) {
            Some(0xD800..=0xDBFF)
                if matches!(escape.get(6..).and_then(unit), Some(0xDC00..=0xDFFF)) =>
            {
                12
            }
            Some(0xD800..=0xDFFF) => {
                out.push_str("\\ufffd");
                rest = escape.get(6..).unwrap_or_default();
                continue;
            }
            _ => 2,
        };
        out.push_str(escape.get(..length).unwrap_or(escape));
        rest = escape.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_surrogate_becomes_the_replacement_character_and_a_pair_stays() {
        assert_eq!(parse(r#""a\ud800b""#), Some(Value::from("a\u{fffd}b")));
        assert_eq!(
            parse(r#""\\ud800 \ud83d\ude00 \udc00""#),
            Some(Value::from("\\ud800 😀 \u{fffd}"))
        );
    }
}
