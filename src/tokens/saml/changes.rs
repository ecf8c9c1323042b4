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

impl SamlChanges {
    /// Keeps a call. Its limits were checked when it was made (`domain.md` §5.1).
    pub fn push(&mut self, change: SamlChange) {
        self.calls.push(change);
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
            changes.push(change("setAttribute", args));
        }
        let (three, null) = (json!(3), Value::Null);
        assert_eq!(changes.attributes().collect::<Vec<_>>(), [("a", &three), ("b", &null)]);
        changes.push(change("setIssuer", json!(["urn:a"])));
        changes.push(change("setIssuer", json!(["urn:b"])));
        assert_eq!(changes.setting("setIssuer"), Some(&json!("urn:b")));
    }
}
