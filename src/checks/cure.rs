//! Cures that can be applied by machine: edits of text fields of the scenario, and fields that it lacks.

use serde_json::Value;

use super::wording::quoted;
use crate::diagnostics::{Edit, Fix};
use crate::scenario::{Request, Scenario};
use crate::script::ScriptRun;

/// Replaces the whole text of a field.
pub(super) fn replace_field(pointer: &str, old: &str, new: &str) -> Option<Fix> {
    // An empty field may be one that was never written.
    (!old.is_empty()).then(|| {
        let edit =
            Edit { pointer: pointer.to_owned(), start: 0, end: old.len(), text: new.to_owned() };
        Fix::editing(format!("Replace with {}", quoted(new)), vec![edit])
    })
}

/// Adds a name to the scope of the request.
pub(super) fn add_scope(request: &Request, scope: &str) -> Option<Fix> {
    let (pointer, text) = scope_field(request)?;
    let (at, text) = if scope == "openid" {
        (0, format!("{scope} "))
    } else {
        (text.len(), format!(" {scope}"))
    };
    let edit = Edit { pointer, start: at, end: at, text };
    Some(Fix::editing(format!("Add {} to the scope", quoted(scope)), vec![edit]))
}

/// Replaces a name in the scope of the request.
pub(super) fn replace_scope(request: &Request, old: &str, new: &str) -> Option<Fix> {
    let (pointer, text) = scope_field(request)?;
    let start = text.match_indices(old).map(|(at, _)| at).find(|at| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        let after = text.get(at + old.len()..).and_then(|after| after.chars().next());
        [before, after].into_iter().flatten().all(|char| char.is_ascii_whitespace())
    })?;
    let edit = Edit { pointer, start, end: start + old.len(), text: new.to_owned() };
    Some(Fix::editing(format!("Replace {} with {}", quoted(old), quoted(new)), vec![edit]))
}

/// Adds a reply to those of the scenario.
pub(super) fn add_reply(scenario: &Scenario, row: Value) -> Fix {
    let (at, value) = if scenario.http.is_empty() {
        ("/http", Value::Array(vec![row]))
    } else {
        ("/http/-", row)
    };
    Fix::setting("Add an empty reply with status 200", at, value)
}

/// Pointer and text of the scope, where the request has one.
fn scope_field(request: &Request) -> Option<(String, &str)> {
    let text = request.parameter("scope")?;
    let pointer = request.parameter_pointer("scope");
    let object = if pointer.starts_with("/request/body/") { &request.body } else { &request.query };
    (object.get("scope")?.as_str()? == text).then_some((pointer, text))
}

/// An edit of a range of a script, in bytes.
pub(super) fn script_edit(
    run: &ScriptRun,
    (start, end): (usize, usize),
    text: impl Into<String>,
) -> Edit {
    Edit { pointer: run.pointer.clone(), start, end, text: text.into() }
}

/// A cure that replaces one range of a script, in bytes.
pub(super) fn in_script(
    run: &ScriptRun,
    bytes: (usize, usize),
    text: impl Into<String>,
    title: impl Into<String>,
) -> Fix {
    Fix::editing(title, vec![script_edit(run, bytes, text)])
}

/// A text as a JavaScript string literal.
pub(super) fn literal(text: &str, quote: char) -> String {
    let mut literal = String::from(quote);
    for char in text.chars() {
        match char {
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\\' => literal.push_str("\\\\"),
            char if char == quote => {
                literal.push('\\');
                literal.push(char);
            }
            char => literal.push(char),
        }
    }
    literal.push(quote);
    literal
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};

    use super::*;

    fn request(scope: &str) -> Request {
        let query = json!({ "scope": scope });
        Request {
            method: "GET".into(),
            path: "/authorize".into(),
            query: query.as_object().cloned().unwrap(),
            body: Map::new(),
            headers: Map::new(),
            hostname: String::new(),
            ip: String::new(),
            user_agent: String::new(),
            resumes: String::new(),
            geoip: Map::new(),
        }
    }

    fn apply(text: &str, fix: &Fix) -> String {
        let edit = &fix.edits[0];
        [text.get(..edit.start).unwrap(), &edit.text, text.get(edit.end..).unwrap()].concat()
    }

    #[test]
    fn a_scope_is_added_where_it_is_expected() {
        assert_eq!(
            apply("profile", &add_scope(&request("profile"), "openid").unwrap()),
            "openid profile"
        );
        assert_eq!(
            apply("openid", &add_scope(&request("openid"), "email").unwrap()),
            "openid email"
        );
        assert_eq!(add_scope(&request(""), "openid"), None);
    }

    #[test]
    fn a_scope_is_replaced_as_a_whole_word() {
        let text = "openids openid";
        assert_eq!(
            apply(text, &replace_scope(&request(text), "openid", "x").unwrap()),
            "openids x"
        );
        assert_eq!(replace_scope(&request(text), "open", "x"), None);
    }

    #[test]
    fn a_literal_escapes_its_own_quote() {
        assert_eq!(literal("it's", '\''), "'it\\'s'");
        assert_eq!(literal("it's", '"'), "\"it's\"");
    }
}
