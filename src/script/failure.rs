//! What a script threw, in the words of Node and with positions of the pasted text.

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
fn in_nodes_words(message: &str) -> String {
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
            let (head, middle, tail) = replacement;
            return format!("{head}{}{middle}{name}{tail}", what.trim_end_matches(after));
        }
    }
    if message == "circular reference" {
        return "Converting circular structure to JSON".into();
    }
    if message == "BigInt are forbidden in JSON.stringify" {
        return "Do not know how to serialize a BigInt".into();
    }
    message.to_owned()
}

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
        if function.is_empty() || function == "<anonymous>" {
            out.push_str(&format!("at {name}:{row}:{column}"));
        } else {
            out.push_str(&format!("at {function} ({name}:{row}:{column})"));
        }
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
    }

    #[test]
    fn the_first_frame_in_a_script_is_found() {
        let stack = "    at defineProperty (prelude:30:5)\n    at assign (native)\n    at addRole (rule-2:7:31)\n";
        assert_eq!(first_frame(stack), Some((2, 7, 31)));
        assert_eq!(first_frame("    at <anonymous> (native)"), None);
    }
}
