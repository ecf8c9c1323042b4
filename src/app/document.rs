//! The user's scenario as a JSON document: what the page edits, so that nothing the page does not know is lost.

use std::rc::Rc;

use serde_json::{Map, Value};

use crate::diagnostics::Edit;
use crate::order::{sort_by, sort_by_key};
use crate::scenario::{CLIENT_ID, CONNECTION_NAME, USER_EMAIL, pointer};

/// Which list of the document a script stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `/rules`.
    Rule,
    /// `/actions`.
    Action,
}

/// A script, by its place in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Script {
    /// Rule or Action.
    pub kind: Kind,
    /// Index in its list.
    pub index: usize,
}

impl Kind {
    /// Pointer of the list.
    pub fn list(self) -> &'static str {
        match self {
            Self::Rule => "/rules",
            Self::Action => "/actions",
        }
    }

    /// The word for one.
    pub fn label(self) -> &'static str {
        match self {
            Self::Rule => "Rule",
            Self::Action => "Action",
        }
    }

    /// The member that holds the text, and the one that switches it on.
    fn members(self) -> (&'static str, &'static str) {
        match self {
            Self::Rule => ("script", "enabled"),
            Self::Action => ("code", "bound"),
        }
    }
}

impl Script {
    /// Pointer of the script itself or, with a name, of its member.
    pub fn pointer(self, member: &str) -> String {
        let list = self.kind.list();
        let index = self.index;
        if member.is_empty() {
            format!("{list}/{index}")
        } else {
            format!("{list}/{index}/{member}")
        }
    }

    /// Pointer of its text.
    pub fn text_pointer(self) -> String {
        self.pointer(self.kind.members().0)
    }

    /// Pointer of its switch.
    pub fn switch_pointer(self) -> String {
        self.pointer(self.kind.members().1)
    }
}

/// One script of the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Where it stands.
    pub script: Script,
    /// Its id, or what stands in for one.
    pub key: String,
    /// Name.
    pub name: String,
    /// Switched on: a rule that is enabled, an Action that is bound.
    pub on: bool,
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

fn list(document: &Value, kind: Kind) -> &[Value] {
    document.pointer(kind.list()).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// The scripts in the order in which they run: rules (`domain.md` §4.1), then Actions.
pub fn scripts(document: &Value) -> Vec<Entry> {
    let mut all = entries(document, Kind::Rule);
    all.extend(entries(document, Kind::Action));
    all
}

/// The scripts of one kind, in the order in which they run.
pub fn entries(document: &Value, kind: Kind) -> Vec<Entry> {
    let list = list(document, kind);
    let order = |index: usize| {
        let order = list.get(index).and_then(|rule| rule.get("order")).and_then(Value::as_f64);
        order.unwrap_or(f64::INFINITY)
    };
    let id = |index: usize| {
        list.get(index).and_then(|item| item.get("id")).and_then(Value::as_str).unwrap_or_default()
    };
    let mut indices: Vec<usize> = (0..list.len()).collect();
    if kind == Kind::Rule {
        sort_by(&mut indices, |a, b| {
            order(*a).total_cmp(&order(*b)).then_with(|| id(*a).cmp(id(*b)))
        });
    }
    let entry = |index: usize| {
        let script = Script { kind, index };
        Entry {
            script,
            key: match id(index) {
                "" => script.pointer(""),
                known => known.into(),
            },
            name: name(document, script),
            on: flag(document, &script.switch_pointer(), true),
        }
    };
    indices.into_iter().map(entry).collect()
}

/// Name of a script, or a word for one without.
pub fn name(document: &Value, script: Script) -> String {
    match text(document, &script.pointer("name")) {
        "" => format!("{} {}", script.kind.label(), script.index + 1),
        name => name.into(),
    }
}

/// Text of a script.
pub fn code(document: &Value, script: Script) -> &str {
    text(document, &script.text_pointer())
}

/// A new rule: does nothing, correctly.
const NEW_RULE: &str =
    "function (user, context, callback) {\n  \n  callback(null, user, context);\n}\n";

/// A new Action: likewise.
const NEW_ACTION: &str = "exports.onExecutePostLogin = async (event, api) => {\n  \n};\n";

/// Adds a script that runs last of its kind.
pub fn add(document: &mut Value, kind: Kind) -> Script {
    let index = list(document, kind).len();
    let (noun, id, text) = match kind {
        Kind::Rule => ("New rule", "rul_", NEW_RULE),
        Kind::Action => ("New Action", "act_", NEW_ACTION),
    };
    let name = free(list(document, kind), "name", noun, " ");
    let id = free(list(document, kind), "id", id, "1");
    let (member, switch) = kind.members();
    let made = object(&mut [
        ("id", id.into()),
        ("name", name.into()),
        (switch, true.into()),
        (member, text.into()),
    ]);
    if list(document, kind).is_empty() {
        pointer::set(document, kind.list(), Some(Value::Array(Vec::new())));
    }
    let order: Vec<usize> =
        entries(document, kind).iter().map(|entry| entry.script.index).chain([index]).collect();
    pointer::set(document, &[kind.list(), "/-"].concat(), Some(made));
    if kind == Kind::Rule {
        renumber(document, &order);
    }
    Script { kind, index }
}

/// A text that no item has: `first` with the end that only the first one has, or with a number.
fn free(items: &[Value], member: &str, first: &str, end: &str) -> String {
    let taken =
        |text: &str| items.iter().any(|item| item.get(member).is_some_and(|name| name == text));
    let mut text = [first, end].concat().trim_end().to_owned();
    let mut number = 1;
    while taken(&text) {
        number += 1;
        let space = if end == " " { " " } else { "" };
        text = [first, space, &number.to_string()].concat();
    }
    text
}

/// Gives the rules the order of `indices`. Their places in the document stay, so that pointers do too.
fn renumber(document: &mut Value, indices: &[usize]) {
    for (order, index) in (1..).zip(indices) {
        let order: u64 = order;
        pointer::set(document, &format!("/rules/{index}/order"), Some(order.into()));
    }
}

/// Moves a script to a position (from 0) among those of its kind. The order of Actions is that of their list, so they change
/// places: what stood at an index then stands at that of the answer.
pub fn move_to(
    document: &mut Value,
    script: Script,
    to: usize,
) -> impl Fn(Script) -> Script + use<> {
    let Script { kind, index } = script;
    let last = list(document, kind).len().saturating_sub(1);
    let to = to.min(last);
    if kind == Kind::Rule {
        let mut order: Vec<usize> = entries(document, kind)
            .iter()
            .map(|entry| entry.script.index)
            .filter(|other| *other != index)
            .collect();
        order.insert(to.min(order.len()), index);
        renumber(document, &order);
    } else if let Some(Value::Array(actions)) = document.pointer_mut(kind.list())
        && index < actions.len()
    {
        let moved = actions.remove(index);
        actions.insert(to, moved);
    }
    move |other: Script| {
        let at = other.index;
        let now = match () {
            () if kind == Kind::Rule || other.kind != kind => at,
            () if at == index => to,
            () if index < at && at <= to => at - 1,
            () if to <= at && at < index => at + 1,
            () => at,
        };
        Script { index: now, ..other }
    }
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
    add(&mut document, Kind::Rule);
    document
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn names(document: &Value) -> Vec<String> {
        scripts(document).into_iter().map(|entry| entry.name).collect()
    }

    fn rule(index: usize) -> Script {
        Script { kind: Kind::Rule, index }
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
        let _ = move_to(&mut document, rule(2), 0);
        assert_eq!(names(&document), ["c", "a", "b"]);
        assert_eq!(document.pointer("/rules/2/name"), Some(&json!("c")));
        let _ = move_to(&mut document, rule(2), 99);
        assert_eq!(names(&document), ["a", "b", "c"]);
    }

    #[test]
    fn a_new_rule_runs_last_under_a_name_of_its_own() {
        let mut document = empty();
        let added = add(&mut document, Kind::Rule);
        assert_eq!(
            (added, names(&document)),
            (rule(1), vec!["New rule".into(), "New rule 2".into()])
        );
    }

    #[test]
    fn actions_run_after_rules_in_the_order_of_their_list() {
        let mut document = empty();
        let action = |index| Script { kind: Kind::Action, index };
        assert_eq!(add(&mut document, Kind::Action), action(0));
        assert_eq!(add(&mut document, Kind::Action), action(1));
        assert_eq!(add(&mut document, Kind::Action), action(2));
        let now = move_to(&mut document, action(2), 0);
        assert_eq!(names(&document), ["New rule", "New Action 3", "New Action", "New Action 2"]);
        assert_eq!([0, 1, 2].map(|index| now(action(index)).index), [1, 2, 0]);
        assert_eq!(now(rule(0)), rule(0));
        assert_eq!(document.pointer("/actions/0/bound"), Some(&json!(true)));
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
