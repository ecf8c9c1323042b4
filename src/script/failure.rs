//! What a script threw, with positions of the pasted text.

use std::fmt::Write as _;

use rquickjs::{Ctx, Value as JsValue};

use super::{held, words};
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
        // What fails while the host reads a value has not passed through the hook that words it.
        let message =
            words::in_nodes_words(&member("message").unwrap_or_default(), "", None, "undefined");
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

/// Script, line and column of the first frame of a stack that lies in a script, as the engine counts.
pub(super) fn first_frame(stack: &str) -> Option<(usize, u32, u32)> {
    stack.lines().find_map(frame)
}

/// The native function that failed, if it was one: the first line of its stack names it.
pub(super) fn native(stack: &str) -> Option<&str> {
    stack.lines().next()?.trim_start().strip_prefix("at ")?.strip_suffix(" (native)")
}

/// Where a text that a script had parsed is at fault, as line and column: the first line of the stack.
pub(super) fn place_in_input(stack: &str) -> Option<(usize, usize)> {
    let (_, place) = stack.lines().next()?.split_once("<input>:")?;
    let (line, column) = place.trim_end_matches(')').split_once(':')?;
    Some((line.parse().ok()?, column.parse().ok()?))
}

/// The function that failed, by the first line of its stack.
pub(super) fn function(stack: &str) -> Option<&str> {
    let (name, _) = stack.lines().next()?.trim_start().strip_prefix("at ")?.split_once(" (")?;
    (name != "<anonymous>").then_some(name)
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
    fn the_first_frame_in_a_script_is_found() {
        let stack = "    at defineProperty (prelude:30:5)\n    at assign (native)\n    at addRole (rule-2:7:31)\n";
        assert_eq!(first_frame(stack), Some((2, 7, 31)));
        assert_eq!(first_frame("    at <anonymous> (native)"), None);
    }
}
