//! From the line of code that people know to the request it makes (`domain.md` §1.9). The calls stand in `static/inputs.json`,
//! which the page fetches with its other lists: `requests` by name, and `calls` by library and age, each `[library, call, name of the request]`.
//!
//! A request may have blanks: `{connection}`, `{username}`, `{audience}` and `{client_id}` stand for those of the scenario,
//! and a parameter whose blank is empty is left out.

use serde_json::Value;

use crate::scenario::Object;

/// All calls with their index: library, and the call as it stands in code.
pub fn calls(table: &Value) -> impl Iterator<Item = (usize, &str, &str)> {
    let all = table.get("calls").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    all.iter().enumerate().filter_map(|(index, call)| {
        let text = |at| call.get(at).and_then(Value::as_str);
        Some((index, text(0)?, text(1)?))
    })
}

/// `request` of a scenario (`formats.md`) for a call; `blank` says what belongs into a blank.
pub fn request(table: &Value, call: usize, blank: impl Fn(&str) -> String) -> Option<Object> {
    let name = table.get("calls")?.get(call)?.get(2)?.as_str()?;
    let mut request = table.get("requests")?.get(name)?.as_object()?.clone();
    for parameters in request.values_mut().filter_map(Value::as_object_mut) {
        parameters.retain(|_, value| {
            let text = value.as_str().unwrap_or_default();
            let name = text.strip_prefix('{').and_then(|text| text.strip_suffix('}'));
            if let Some(filled) = name.map(&blank) {
                *value = filled.into();
            }
            *value != ""
        });
    }
    Some(request)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::tables::find;

    fn table() -> Value {
        serde_json::from_str(include_str!("../../static/inputs.json")).unwrap()
    }

    #[test]
    fn every_call_goes_to_an_endpoint_that_is_known() {
        let table = table();
        let all = table["calls"].as_array().unwrap();
        assert_eq!(calls(&table).count(), all.len());
        for (index, library, call) in calls(&table) {
            let request = request(&table, index, |_| "x".into()).unwrap();
            let path = request["path"].as_str().unwrap();
            assert!(find(path, None).is_some(), "{library} {call}: {path}");
        }
    }

    #[test]
    fn blanks_are_filled_and_empty_ones_left_out() {
        let table = table();
        let fill = |name: &str| if name == "connection" { "db".into() } else { String::new() };
        let request = request(&table, 0, fill).unwrap();
        assert_eq!(request["body"]["connection"], "db");
        assert!(request["body"].get("username").is_none());
    }
}
