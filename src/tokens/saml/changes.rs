//! What Actions change about an assertion: the calls of `api.samlResponse` (`domain.md` §2.9), as plain data.

use serde_json::Value;

use crate::report::Origin;

/// One call of a setter.
#[derive(Clone, Debug, PartialEq)]
pub struct SamlChange {
    /// Name of the setter: `setAttribute`, `setIssuer` …
    pub setter: String,
    /// Its arguments as JSON; `undefined` is `null`.
    pub args: Vec<Value>,
    /// Who called it, and where.
    pub origin: Origin,
}

/// The calls of one login, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SamlChanges {
    calls: Vec<SamlChange>,
}

/// Attributes that Actions may set for one login.
pub const ATTRIBUTES: usize = 100;
/// Size of an attribute's name, in bytes.
pub const NAME_BYTES: usize = 1_024;
/// Size of an attribute's value, in bytes as JSON.
pub const VALUE_BYTES: usize = 2_048;
/// Size of all names and values together, in bytes.
pub const TOTAL_BYTES: usize = 10_240;

impl SamlChanges {
    /// Keeps a call.
    ///
    /// # Errors
    ///
    /// Says which limit of `setAttribute` the call exceeds, and does not keep it then.
    pub fn push(&mut self, change: SamlChange) -> Result<(), String> {
        if let Some((name, value)) = change.attribute() {
            let size = |name: &str, value: &Value| (name.len(), value.to_string().len());
            let (name_bytes, value_bytes) = size(name, value);
            let others =
                self.attributes().filter(|(other, _)| *other != name).map(|(other, value)| {
                    let (name, value) = size(other, value);
                    name + value
                });
            let total: usize = others.clone().sum::<usize>() + name_bytes + value_bytes;
            let over = [
                ("attributes", others.count() + 1, ATTRIBUTES),
                ("bytes of a name", name_bytes, NAME_BYTES),
                ("bytes of a value", value_bytes, VALUE_BYTES),
                ("bytes of all attributes", total, TOTAL_BYTES),
            ]
            .into_iter()
            .find(|(_, found, limit)| found > limit);
            if let Some((what, found, limit)) = over {
                return Err(format!("an assertion has room for {limit} {what}, not {found}"));
            }
        }
        self.calls.push(change);
        Ok(())
    }

    /// The calls, in order.
    pub fn calls(&self) -> &[SamlChange] {
        &self.calls
    }

    /// The last argument of the last call of a setter other than `setAttribute`.
    pub(super) fn setting(&self, setter: &str) -> Option<&Value> {
        self.calls.iter().rev().find(|call| call.setter == setter)?.args.first()
    }

    /// The attributes as they are set in the end, in the order in which they were first set; `null` for one that was removed.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&str, &Value)> + Clone {
        let last = |name: &str| {
            self.calls
                .iter()
                .rev()
                .filter_map(SamlChange::attribute)
                .find(|(other, _)| *other == name)
        };
        self.calls.iter().enumerate().filter_map(move |(at, call)| {
            let (name, _) = call.attribute()?;
            let seen = self.calls.iter().take(at).filter_map(SamlChange::attribute);
            if seen.into_iter().any(|(other, _)| other == name) { None } else { last(name) }
        })
    }

    /// Who set an attribute last.
    pub fn origin_of(&self, attribute: &str) -> Option<&Origin> {
        let call = self
            .calls
            .iter()
            .rev()
            .find(|call| call.attribute().is_some_and(|(name, _)| name == attribute))?;
        Some(&call.origin)
    }
}

impl SamlChange {
    /// Name and value, for `setAttribute`.
    fn attribute(&self) -> Option<(&str, &Value)> {
        if self.setter != "setAttribute" {
            return None;
        }
        let name = self.args.first()?.as_str()?;
        Some((name, self.args.get(1).unwrap_or(&Value::Null)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn change(setter: &str, args: Value) -> SamlChange {
        let Value::Array(args) = args else { panic!("arguments are a list") };
        SamlChange { setter: setter.into(), args, origin: Origin::standard() }
    }

    #[test]
    fn the_last_call_for_a_name_wins_and_keeps_the_first_place() {
        let mut changes = SamlChanges::default();
        for args in [json!(["a", 1]), json!(["b", 2]), json!(["a", 3]), json!(["b"])] {
            changes.push(change("setAttribute", args)).unwrap();
        }
        let (three, null) = (json!(3), Value::Null);
        assert_eq!(changes.attributes().collect::<Vec<_>>(), [("a", &three), ("b", &null)]);
        changes.push(change("setIssuer", json!(["urn:a"]))).unwrap();
        changes.push(change("setIssuer", json!(["urn:b"]))).unwrap();
        assert_eq!(changes.setting("setIssuer"), Some(&json!("urn:b")));
    }

    #[test]
    fn a_call_beyond_a_limit_is_refused_and_says_which() {
        let refused = |calls: Vec<Value>| {
            let mut changes = SamlChanges::default();
            let mut results =
                calls.into_iter().map(|args| changes.push(change("setAttribute", args)));
            results.find_map(Result::err)
        };
        let many = |count: usize| (0..count).map(|at| json!([format!("a{at}"), 1])).collect();
        assert_eq!(refused(many(ATTRIBUTES)), None);
        assert!(refused(many(ATTRIBUTES + 1)).unwrap().contains("100 attributes"));
        let long = "x".repeat(NAME_BYTES + 1);
        assert!(refused(vec![json!([long, 1])]).unwrap().contains("1024 bytes of a name"));
        let large = "x".repeat(VALUE_BYTES);
        assert!(refused(vec![json!(["a", large])]).unwrap().contains("2048 bytes of a value"));
        let value = "x".repeat(2_000);
        let six = (0..6).map(|at| json!([format!("a{at}"), value])).collect();
        assert!(refused(six).unwrap().contains("10240 bytes of all attributes"));
        // The same name again takes the place of the first.
        let again = (0..20).map(|_| json!(["a", value])).collect();
        assert_eq!(refused(again), None);
    }
}
