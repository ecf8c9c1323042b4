//! JSON pointers (RFC 6901): making them, and editing a document through them.

use serde_json::{Map, Value};

/// One reference token, escaped (RFC 6901, section 3).
pub fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

/// The reference tokens of a pointer, unescaped.
pub fn tokens(pointer: &str) -> impl Iterator<Item = String> + '_ {
    pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~"))
}

/// Sets the member that the pointer names, making the objects on the way; `None` removes it.
/// A pointer through something that is neither object nor array changes nothing.
pub fn set(document: &mut Value, pointer: &str, value: Option<Value>) {
    let tokens: Vec<String> = tokens(pointer).collect();
    let Some((last, way)) = tokens.split_last() else {
        if let Some(value) = value {
            *document = value;
        }
        return;
    };
    let mut at = document;
    for token in way {
        if at.is_null() {
            *at = Value::Object(Map::new());
        }
        at = match at {
            Value::Object(members) => members.entry(token.clone()).or_insert(Value::Null),
            Value::Array(items) => {
                match token.parse::<usize>().ok().and_then(|index| items.get_mut(index)) {
                    Some(item) => item,
                    None => return,
                }
            }
            _ => return,
        };
    }
    if at.is_null() {
        *at = Value::Object(Map::new());
    }
    match (at, value) {
        (Value::Object(members), Some(value)) => {
            members.insert(last.clone(), value);
        }
        (Value::Object(members), None) => {
            members.shift_remove(last);
        }
        (Value::Array(items), value) => match (last.parse::<usize>(), value) {
            (Ok(index), Some(value)) if index < items.len() => {
                if let Some(item) = items.get_mut(index) {
                    *item = value;
                }
            }
            (Ok(index), None) if index < items.len() => {
                items.remove(index);
            }
            (_, Some(value)) if last == "-" => items.push(value),
            _ => {}
        },
        _ => {}
    }
}

/// Applies a JSON merge patch (RFC 7396).
pub fn merge_patch(target: &mut Value, patch: &Value) {
    let Value::Object(members) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    if let Value::Object(object) = target {
        for (name, value) in members {
            if value.is_null() {
                object.shift_remove(name);
            } else {
                merge_patch(object.entry(name.clone()).or_insert(Value::Null), value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn setting_makes_the_way_and_removing_leaves_the_rest() {
        let mut document = json!({"rules": [{"script": "a"}]});
        set(&mut document, "/request/query/scope", Some(json!("openid")));
        set(&mut document, "/rules/0/script", Some(json!("b")));
        set(&mut document, "/rules/-", Some(json!({"script": "c"})));
        set(&mut document, "/a~1b", Some(json!(1)));
        set(&mut document, "/rules/9/script", Some(json!("lost")));
        assert_eq!(
            document,
            json!({"rules": [{"script": "b"}, {"script": "c"}], "request": {"query": {"scope": "openid"}}, "a/b": 1})
        );
        set(&mut document, "/rules/0", None);
        set(&mut document, "/request", None);
        assert_eq!(document, json!({"rules": [{"script": "c"}], "a/b": 1}));
    }

    #[test]
    fn a_merge_patch_removes_what_is_null() {
        let mut target = json!({"a": {"b": 1, "c": 2}, "d": 3});
        merge_patch(&mut target, &json!({"a": {"b": null, "e": {"f": 1}}, "d": [1]}));
        assert_eq!(target, json!({"a": {"c": 2, "e": {"f": 1}}, "d": [1]}));
    }
}
