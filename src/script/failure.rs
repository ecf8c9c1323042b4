//! What a script threw, in the words of Node and with positions of the pasted text.

use std::fmt::Write as _;

use rquickjs::{Ctx, Value as JsValue};

use super::held;
use crate::report::ScriptError;

/// Name, message and stack of whatever was thrown; positions are the engine's.
pub(super) fn describe<'js>(ctx: &Ctx<'js>, thrown: &JsValue<'js>) -> ScriptError {
    let member = |name: &str| {
        let value = thrown
            .as_object()?
            .get::<_, JsValue<'js>>(name)
            .inspect_err(|_| drop(ctx.catch()))
            .ok()?;
        value.as_string().map(held::text)
    };
    if thrown.is_error() || member("stack").is_some() {
        let name = member("name").unwrap_or_else(|| "Error".into());
        let message = in_nodes_words(&member("message").unwrap_or_default());
        return ScriptError {
            name,
            message,
            line: None,
            column: None,
            stack: member("stack").unwrap_or_default(),
        };
    }
    // Anything can be thrown; what is no error is shown as JSON shows it.
    let message = match thrown.as_string() {
        Some(text) => held::text(text),
        None => match held::held(ctx, thrown.clone()) {
            super::Held::Json(value) | super::Held::Converted(value) => value.to_string(),
            super::Held::Nothing(what) => what.to_owned(),
            super::Held::Promise => "a promise".to_owned(),
            super::Held::Unserializable(why) => why,
        },
    };
    ScriptError { name: String::new(), message, line: None, column: None, stack: String::new() }
}

/// QuickJS and V8 word the same faults differently, and the message reaches the application as `error_description`.
pub(super) fn in_nodes_words(message: &str) -> String {
    for (before, between, after, replacement) in [
        (
            "cannot read property '",
            "' of ",
            "",
            ("Cannot read properties of ", " (reading '", "')"),
        ),
        ("cannot set property '", "' of ", "", ("Cannot set properties of ", " (setting '", "')")),
    ] {
        if let Some((name, what)) =
            message.strip_prefix(before).and_then(|rest| rest.rsplit_once(between))
        {
            if name == "Symbol.iterator" {
                return format!("{what} is not iterable");
            }
            let (head, middle, tail) = replacement;
            return format!("{head}{}{middle}{name}{tail}", what.trim_end_matches(after));
        }
    }
    if let Some(name) = message.strip_suffix(" is not initialized") {
        return format!("Cannot access '{name}' before initialization");
    }
    if message.starts_with('\'') && message.ends_with("' is read-only") {
        return "Assignment to constant variable.".into();
    }
    if let Some(token) =
        message.strip_prefix("unexpected token: '").and_then(|rest| rest.strip_suffix('\''))
    {
        return unexpected_in_json(token);
    }
    let same = WORDS.iter().find(|(engine, _)| *engine == message);
    same.map_or(message, |(_, node)| *node).to_owned()
}

/// `JSON.parse` names one character in Node, and the whole text where it is a value that was turned into text.
fn unexpected_in_json(token: &str) -> String {
    match token {
        "undefined" => "\"undefined\" is not valid JSON".into(),
        "object" => "\"[object Object]\" is not valid JSON".into(),
        _ => token.chars().next().map_or_else(
            || "Unexpected end of JSON input".into(),
            |first| format!("Unexpected token '{first}'"),
        ),
    }
}

/// The engine's words and those of Node 20 and 22, tried in both.
const WORDS: [(&str, &str); 10] = [
    ("circular reference", "Converting circular structure to JSON"),
    ("BigInt are forbidden in JSON.stringify", "Do not know how to serialize a BigInt"),
    ("invalid array length", "Invalid array length"),
    ("Date value is NaN", "Invalid time value"),
    ("expecting hex digit", "URI malformed"),
    ("empty array", "Reduce of empty array with no initial value"),
    ("cannot convert symbol to string", "Cannot convert a Symbol value to a string"),
    (
        "cannot convert BigInt to number",
        "Cannot mix BigInt and other types, use explicit conversions",
    ),
    ("unexpected data at the end", "Unexpected non-whitespace character after JSON"),
    ("invalid 'instanceof' right operand", "Right-hand side of 'instanceof' is not callable"),
];

/// Script, line and column of the first frame of a stack that lies in a script, as the engine counts.
pub(super) fn first_frame(stack: &str) -> Option<(usize, u32, u32)> {
    stack.lines().find_map(frame)
}

/// The script frame of one line of a stack: `at name (rule-0:7:3)`.
fn frame(line: &str) -> Option<(usize, u32, u32)> {
    let at = line.rfind(FILE_PREFIX)?;
    let mut parts =
        line.get(at + FILE_PREFIX.len()..)?.trim_end().trim_end_matches(')').splitn(3, ':');
    let script = parts.next()?.parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    let column = parts.next()?.parse().ok()?;
    Some((script, line, column))
}

/// The engine knows the scripts as `rule-0`, `rule-1` …
pub(super) const FILE_PREFIX: &str = "rule-";

/// The stack with the pasted text's names and positions; frames of the host are left out.
pub(super) fn readable_stack(
    stack: &str,
    locate: impl Fn(usize, u32, u32) -> Option<(String, u32, u32)>,
) -> String {
    let mut out = String::new();
    for line in stack.lines() {
        let Some((script, row, column)) = frame(line) else { continue };
        let Some((name, row, column)) = locate(script, row, column) else { continue };
        let function = line
            .trim_start()
            .strip_prefix("at ")
            .and_then(|rest| rest.split_once(" ("))
            .map_or("", |(function, _)| function);
        if !out.is_empty() {
            out.push('\n');
        }
        // Writing to a text cannot fail.
        let _ = if function.is_empty() || function == "<anonymous>" {
            write!(out, "at {name}:{row}:{column}")
        } else {
            write!(out, "at {function} ({name}:{row}:{column})")
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_worded_as_node_words_them() {
        assert_eq!(
            in_nodes_words("cannot read property 'role' of undefined"),
            "Cannot read properties of undefined (reading 'role')"
        );
        assert_eq!(
            in_nodes_words("cannot set property 'x' of null"),
            "Cannot set properties of null (setting 'x')"
        );
        assert_eq!(in_nodes_words("boom"), "boom");
        for (engine, node) in [
            ("cannot read property 'Symbol.iterator' of undefined", "undefined is not iterable"),
            ("x is not initialized", "Cannot access 'x' before initialization"),
            ("'c' is read-only", "Assignment to constant variable."),
            ("unexpected token: '<'", "Unexpected token '<'"),
            ("unexpected token: 'undefined'", "\"undefined\" is not valid JSON"),
            ("unexpected token: 'object'", "\"[object Object]\" is not valid JSON"),
            ("invalid array length", "Invalid array length"),
            ("Date value is NaN", "Invalid time value"),
            ("expecting hex digit", "URI malformed"),
            ("empty array", "Reduce of empty array with no initial value"),
        ] {
            assert_eq!(in_nodes_words(engine), node);
        }
    }

    #[test]
    fn the_first_frame_in_a_script_is_found() {
        let stack = "    at defineProperty (prelude:30:5)\n    at assign (native)\n    at addRole (rule-2:7:31)\n";
        assert_eq!(first_frame(stack), Some((2, 7, 31)));
        assert_eq!(first_frame("    at <anonymous> (native)"), None);
    }
}
