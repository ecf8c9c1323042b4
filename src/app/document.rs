//! The user's scenario as a JSON document: what the page edits, so that nothing the page does not know is lost.

use std::rc::Rc;

use serde_json::{Map, Value};

use crate::diagnostics::Edit;
use crate::order::{sort_by, sort_by_key};
use crate::scenario::{CLIENT_ID, CONNECTION_NAME, USER_EMAIL, pointer};

/// One rule of the document.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleEntry {
    /// Index in `/rules`.
    pub index: usize,
    /// Its id, or what stands in for one.
    pub key: String,
    /// Name.
    pub name: String,
    /// Switched on.
    pub enabled: bool,
}

/// Text at a pointer; empty where there is none.
pub fn text<'a>(document: &'a Value, at: &str) -> &'a str {
    document.pointer(at).and_then(Value::as_str).unwrap_or_default()
}

/// A value in a text field: text as it is, all else as JSON.
#[inline(never)]
pub fn words_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), Into::into)
}

/// What belongs into a blank of a request: that of the scenario, or of the user, the connection and the application that
/// stand in for absent ones.
pub fn blank(document: &Value, name: &str) -> String {
    let (at, default) = match name {
        "connection" => ("/connection/name", CONNECTION_NAME),
        "client_id" => ("/client/client_id", CLIENT_ID),
        "audience" => ("/resource_servers/0/identifier", ""),
        "username" if document.get("user").is_some() => ("/user/email", ""),
        "username" => ("/user/email", USER_EMAIL),
        _ => ("", ""),
    };
    match text(document, at) {
        "" => default.into(),
        given => given.into(),
    }
}

/// An object of these members.
#[inline(never)]
pub fn object(members: &mut [(&str, Value)]) -> Value {
    let mut object = Map::new();
    for (name, value) in members {
        object.insert((*name).to_owned(), value.take());
    }
    Value::Object(object)
}

/// Truth value at a pointer.
pub fn flag(document: &Value, at: &str, default: bool) -> bool {
    document.pointer(at).and_then(Value::as_bool).unwrap_or(default)
}

/// How many members or items stand at a pointer.
pub fn count(document: &Value, at: &str) -> usize {
    match document.pointer(at) {
        Some(Value::Array(items)) => items.len(),
        Some(Value::Object(members)) => members.len(),
        _ => 0,
    }
}

fn rule_list(document: &Value) -> &[Value] {
    document.get("rules").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// The rules in the order in which they run (`domain.md` §4.1).
pub fn rules(document: &Value) -> Vec<RuleEntry> {
    let list = rule_list(document);
    let order = |index: usize| {
        list.get(index)
            .and_then(|rule| rule.get("order"))
            .and_then(Value::as_f64)
            .unwrap_or(f64::INFINITY)
    };
    let id = |index: usize| {
        list.get(index).and_then(|rule| rule.get("id")).and_then(Value::as_str).unwrap_or_default()
    };
    let mut indices: Vec<usize> = (0..list.len()).collect();
    sort_by(&mut indices, |a, b| order(*a).total_cmp(&order(*b)).then_with(|| id(*a).cmp(id(*b))));
    indices
        .into_iter()
        .map(|index| RuleEntry {
            index,
            key: match id(index) {
                "" => format!("rule {index}"),
                known => known.into(),
            },
            name: rule_name(document, index),
            enabled: flag(document, &format!("/rules/{index}/enabled"), true),
        })
        .collect()
}

/// Name of a rule, or a word for one without.
pub fn rule_name(document: &Value, index: usize) -> String {
    match text(document, &format!("/rules/{index}/name")) {
        "" => format!("Rule {}", index + 1),
        name => name.into(),
    }
}

/// Text of a rule.
pub fn script(document: &Value, index: usize) -> &str {
    text(document, &format!("/rules/{index}/script"))
}

/// A new rule: does nothing, correctly.
pub const NEW_SCRIPT: &str =
    "function (user, context, callback) {\n  \n  callback(null, user, context);\n}\n";

/// Adds a rule that runs last. Returns its index.
pub fn add_rule(document: &mut Value) -> usize {
    // One of count + 1 names is free.
    let count = rule_list(document).len();
    let taken: Vec<&str> = rule_list(document)
        .iter()
        .filter_map(|rule| rule.get("name").and_then(Value::as_str))
        .collect();
    let ids: Vec<&str> = rule_list(document)
        .iter()
        .filter_map(|rule| rule.get("id").and_then(Value::as_str))
        .collect();
    let name = (1..=count + 1)
        .map(|n| if n == 1 { "New rule".to_owned() } else { format!("New rule {n}") })
        .find(|name| !taken.contains(&name.as_str()));
    let id = (1..=count + 1).map(|n| format!("rul_{n}")).find(|id| !ids.contains(&id.as_str()));
    let index = count;
    let rule = object(&mut [
        ("id", id.into()),
        ("name", name.into()),
        ("order", 0.into()),
        ("enabled", true.into()),
        ("script", NEW_SCRIPT.into()),
    ]);
    if document.get("rules").is_none_or(|rules| !rules.is_array()) {
        pointer::set(document, "/rules", Some(Value::Array(Vec::new())));
    }
    let order: Vec<usize> = rules(document).iter().map(|rule| rule.index).chain([index]).collect();
    pointer::set(document, "/rules/-", Some(rule));
    renumber(document, &order);
    index
}

/// Gives the rules the order of `indices`. Their places in the document stay, so that pointers do too.
fn renumber(document: &mut Value, indices: &[usize]) {
    for (order, index) in (1..).zip(indices) {
        let order: u64 = order;
        pointer::set(document, &format!("/rules/{index}/order"), Some(order.into()));
    }
}

/// Moves the rule at `index` to a position (from 0) in the running order.
pub fn move_rule(document: &mut Value, index: usize, to: usize) {
    let mut order: Vec<usize> =
        rules(document).iter().map(|rule| rule.index).filter(|other| *other != index).collect();
    order.insert(to.min(order.len()), index);
    renumber(document, &order);
}

/// Applies edits to text fields: all, or none where a range does not fit the text any more.
pub fn apply_edits(document: &Rc<Value>, edits: &[Edit]) -> Option<Value> {
    let mut changed = Value::clone(document);
    let mut edits: Vec<&Edit> = edits.iter().collect();
    // From the end, so that earlier offsets stay true.
    sort_by_key(&mut edits, |edit| std::cmp::Reverse(edit.start));
    for edit in edits {
        let old = changed.pointer(&edit.pointer)?.as_str()?;
        let new = [old.get(..edit.start)?, &edit.text, old.get(edit.end..)?].concat();
        old.get(edit.start..edit.end)?;
        pointer::set(&mut changed, &edit.pointer, Some(Value::String(new)));
    }
    Some(changed)
}

/// A scenario with nothing in it but one rule.
pub fn empty() -> Value {
    let mut document = Value::Object(Map::new());
    pointer::set(&mut document, "/claimscope", Some(1.into()));
    add_rule(&mut document);
    document
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn names(document: &Value) -> Vec<String> {
        rules(document).into_iter().map(|rule| rule.name).collect()
    }

    #[test]
    fn rules_are_listed_in_the_order_in_which_they_run() {
        let document = json!({"rules": [{"name": "last"}, {"name": "second", "order": 7}, {"name": "first", "order": 2}]});
        assert_eq!(names(&document), ["first", "second", "last"]);
    }

    #[test]
    fn moving_a_rule_renumbers_and_keeps_its_place_in_the_document() {
        let mut document =
            json!({"rules": [{"name": "a", "order": 5}, {"name": "b", "order": 9}, {"name": "c"}]});
        move_rule(&mut document, 2, 0);
        assert_eq!(names(&document), ["c", "a", "b"]);
        assert_eq!(document.pointer("/rules/2/name"), Some(&json!("c")));
        move_rule(&mut document, 2, 99);
        assert_eq!(names(&document), ["a", "b", "c"]);
    }

    #[test]
    fn a_new_rule_runs_last_under_a_name_of_its_own() {
        let mut document = empty();
        let index = add_rule(&mut document);
        assert_eq!((index, names(&document)), (1, vec!["New rule".into(), "New rule 2".into()]));
    }

    #[test]
    fn edits_that_do_not_fit_change_nothing() {
        let document = Rc::new(json!({"rules": [{"script": "äbc"}]}));
        let edit =
            |start, end| Edit { pointer: "/rules/0/script".into(), start, end, text: "X".into() };
        assert_eq!(
            apply_edits(&document, &[edit(2, 3)]).unwrap().pointer("/rules/0/script"),
            Some(&json!("äXc"))
        );
        assert_eq!(apply_edits(&document, &[edit(1, 3)]), None);
        assert_eq!(apply_edits(&document, &[edit(2, 99)]), None);
    }
}
