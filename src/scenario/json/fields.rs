//! Typed reading of one JSON object: what is absent or `null` has its default, what has the wrong type is a finding
//! and has its default too.

use std::fmt::{Display, Write as _};

use serde_json::Value;

use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::place::Place;
use crate::scenario::{Instant, Object, pointer};

/// Findings that are kept while reading; a text of megabytes can hold a fault in every byte.
const KEPT_FINDINGS: usize = 500;

/// Everything found while reading.
#[derive(Debug, Default)]
pub(super) struct Findings(pub(super) Vec<Diagnostic>);

impl Findings {
    /// The page reads scenarios too, for the mode alone. What is wrong with them the engine finds, when it reads them.
    const WANTED: bool = cfg!(feature = "engine");

    pub(super) fn push(&mut self, finding: impl FnOnce() -> Diagnostic) {
        if Self::WANTED && self.0.len() < KEPT_FINDINGS {
            self.0.push(finding());
        }
    }

    /// A value of a type that the field cannot have.
    pub(super) fn wrong_type(&mut self, at: &str, expected: &str, found: &Value) {
        self.push(|| {
            Diagnostic::new(
                Code::ScenarioType,
                format!("{} is {}, not {expected}", spoken(at), kind(found)),
            )
            .help("the default is used in its place")
            .at(Place::pointer(at))
        });
    }

    /// A value that was read as another type.
    pub(super) fn coerced(&mut self, at: &str, message: impl Display) {
        self.push(|| {
            Diagnostic::new(Code::ScenarioCoerced, format!("{} {message}", spoken(at)))
                .at(Place::pointer(at))
        });
    }

    /// A value that the field cannot have.
    pub(super) fn wrong_value(&mut self, at: &str, message: impl Display, help: Option<String>) {
        self.push(|| {
            let finding = Diagnostic::new(Code::ScenarioValue, format!("{} {message}", spoken(at)))
                .at(Place::pointer(at));
            match help {
                Some(help) => finding.help(help),
                None => finding,
            }
        });
    }

    /// A word that is not one of a closed set.
    pub(super) fn not_a_word(&mut self, at: &str, word: &str, words: &[&str]) {
        if Self::WANTED {
            self.wrong_value(
                at,
                format_args!("is `{}`, which is not one of its values", shortened(word)),
                Some(choice(word, words)),
            );
        }
    }

    /// A field that nobody reads.
    pub(super) fn unknown(&mut self, at: &str, name: &str, known: &[&str]) {
        self.push(|| {
            let finding = Diagnostic::new(
                Code::UnknownField,
                format!("field `{}` is not known and has no effect", shortened(name)),
            )
            .at(Place::pointer(at));
            match nearest(name, known.iter().copied()) {
                Some(known) => finding.help(format!("did you mean `{known}`")),
                None => finding,
            }
        });
    }
}

/// A name or value in a message, cut to a readable length.
pub(super) fn shortened(text: &str) -> String {
    let mut short: String =
        text.chars().take(80).map(|char| if char.is_control() { ' ' } else { char }).collect();
    if text.chars().nth(80).is_some() {
        let _ = write!(short, "…");
    }
    short
}

/// The field in a message.
fn spoken(at: &str) -> String {
    if at.is_empty() { "the scenario".into() } else { format!("`{}`", shortened(at)) }
}

/// The type of a value, in words.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// One object of the scenario, and where it stands.
#[derive(Debug)]
pub(super) struct Fields<'a> {
    object: Option<&'a Object>,
    at: String,
}

impl<'a> Fields<'a> {
    /// The members of a value; every name that is neither known nor [passed over](Self::open) is a finding.
    pub(super) fn new(
        value: Option<&'a Value>,
        at: impl Into<String>,
        known: &[&str],
        findings: &mut Findings,
    ) -> Self {
        let fields = Self::open(value, at, findings);
        for name in fields.object.into_iter().flat_map(Object::keys) {
            if Findings::WANTED && !known.contains(&name.as_str()) {
                findings.unknown(&fields.pointer(name), name, known);
            }
        }
        fields
    }

    /// The members of a value whose names are free.
    pub(super) fn open(
        value: Option<&'a Value>,
        at: impl Into<String>,
        findings: &mut Findings,
    ) -> Self {
        let at = at.into();
        let object = match value {
            None | Some(Value::Null) => None,
            Some(Value::Object(object)) => Some(object),
            Some(other) => {
                findings.wrong_type(&at, "an object", other);
                None
            }
        };
        Self { object, at }
    }

    /// The pointer of a member.
    pub(super) fn pointer(&self, name: &str) -> String {
        format!("{}/{}", self.at, pointer::escape(name))
    }

    /// All members.
    pub(super) fn members(&self) -> impl Iterator<Item = (&'a String, &'a Value)> + use<'a> {
        self.object.into_iter().flatten()
    }

    /// A member that is there and not `null`.
    pub(super) fn get(&self, name: &str) -> Option<&'a Value> {
        self.object.and_then(|object| object.get(name)).filter(|value| !value.is_null())
    }

    /// Whether the member is `null`, which some fields tell from absent.
    pub(super) fn is_null(&self, name: &str) -> bool {
        self.object.and_then(|object| object.get(name)).is_some_and(Value::is_null)
    }

    /// Text, if it is given. A number or truth value is read as text, with a finding.
    pub(super) fn given_text(&self, name: &str, findings: &mut Findings) -> Option<String> {
        let value = self.get(name)?;
        let text = as_text(value, &self.pointer(name), findings);
        if text.is_none() {
            findings.wrong_type(&self.pointer(name), "text", value);
        }
        text
    }

    /// A date, if it is given and is one.
    pub(super) fn given_instant(&self, name: &str, findings: &mut Findings) -> Option<Instant> {
        let value = self.get(name)?;
        let at = self.pointer(name);
        let Some(text) = value.as_str() else {
            findings.wrong_type(&at, "text", value);
            return None;
        };
        let instant = Instant::parse(text.trim());
        if instant.is_none() {
            findings.wrong_value(
                &at,
                format_args!("is `{}`, which is no date", shortened(text)),
                Some("write it as `2026-06-01T12:00:00Z`".into()),
            );
        }
        instant
    }

    /// Text that has no default.
    pub(super) fn required_text(&self, name: &str, findings: &mut Findings) -> Option<String> {
        if self.object.is_some() && self.get(name).is_none() {
            findings.wrong_value(&self.at, format_args!("has no `{name}`"), None);
        }
        self.given_text(name, findings)
    }

    /// Text, or its default.
    pub(super) fn text(&self, name: &str, default: &str, findings: &mut Findings) -> String {
        self.given_text(name, findings).unwrap_or_else(|| default.to_owned())
    }

    /// One of a closed set of words, or the default.
    pub(super) fn word(
        &self,
        name: &str,
        default: &str,
        words: &[&str],
        findings: &mut Findings,
    ) -> String {
        let Some(text) = self.given_text(name, findings) else { return default.to_owned() };
        if words.contains(&text.as_str()) {
            return text;
        }
        findings.not_a_word(&self.pointer(name), &text, words);
        default.to_owned()
    }

    /// A truth value, or its default.
    pub(super) fn truth(&self, name: &str, default: bool, findings: &mut Findings) -> bool {
        match self.get(name) {
            None => default,
            Some(Value::Bool(truth)) => *truth,
            Some(Value::String(text)) if text == "true" || text == "false" => {
                findings.coerced(&self.pointer(name), "is text and was read as a truth value");
                text == "true"
            }
            Some(other) => {
                findings.wrong_type(&self.pointer(name), "true or false", other);
                default
            }
        }
    }

    /// A whole number of zero or more, if it is given.
    pub(super) fn given_count(&self, name: &str, findings: &mut Findings) -> Option<u64> {
        let value = self.get(name)?;
        if let Some(count) = value.as_u64() {
            return Some(count);
        }
        if let Some(count) = value.as_str().and_then(|text| text.parse().ok()) {
            findings.coerced(&self.pointer(name), "is text and was read as a number");
            return Some(count);
        }
        if value.is_number() {
            findings.wrong_value(
                &self.pointer(name),
                "is not a whole number of zero or more",
                None,
            );
        } else {
            findings.wrong_type(&self.pointer(name), "a number", value);
        }
        None
    }

    /// A whole number of zero or more, or its default.
    pub(super) fn count(&self, name: &str, default: u64, findings: &mut Findings) -> u64 {
        self.given_count(name, findings).unwrap_or(default)
    }

    /// An object with free names; empty when absent.
    pub(super) fn object(&self, name: &str, findings: &mut Findings) -> Object {
        self.given_object(name, findings).unwrap_or_default()
    }

    /// An object with free names, if it is given.
    pub(super) fn given_object(&self, name: &str, findings: &mut Findings) -> Option<Object> {
        match self.get(name)? {
            Value::Object(object) => Some(object.clone()),
            other => {
                findings.wrong_type(&self.pointer(name), "an object", other);
                None
            }
        }
    }

    /// The entries of a list with their pointers; also of a page of the Management API, `{start, limit, total, <name>: […]}`.
    pub(super) fn list(
        &self,
        name: &str,
        findings: &mut Findings,
    ) -> Option<Vec<(String, &'a Value)>> {
        let value = self.get(name)?;
        let page = value.get(name);
        let (at, items) = match (value, page) {
            (Value::Array(items), _) => (self.pointer(name), items),
            (_, Some(Value::Array(items))) => {
                (format!("{}/{}", self.pointer(name), pointer::escape(name)), items)
            }
            _ => {
                findings.wrong_type(&self.pointer(name), "a list", value);
                return None;
            }
        };
        Some(
            items.iter().enumerate().map(|(index, item)| (format!("{at}/{index}"), item)).collect(),
        )
    }

    /// A list of names, if it is given. Objects stand for one of their members, as in answers of the Management API.
    pub(super) fn names(
        &self,
        name: &str,
        member: &str,
        findings: &mut Findings,
    ) -> Option<Vec<String>> {
        let items = self.list(name, findings)?;
        let mut names = Vec::new();
        for (at, item) in items {
            let text = item.get(member).unwrap_or(item);
            match as_text(text, &at, findings) {
                Some(text) => names.push(text),
                None => findings.wrong_type(&at, "text", item),
            }
        }
        Some(names)
    }
}

/// Names with texts: a map, or a list as the Management API has it, `[{<key>, value, updated_at}]`.
pub(super) fn texts(value: Option<&Value>, at: &str, key: &str, findings: &mut Findings) -> Object {
    let mut texts = Object::new();
    if let Some(Value::Array(items)) = value {
        for (index, item) in items.iter().enumerate() {
            let at = format!("{at}/{index}");
            let entry = Fields::new(Some(item), at, &[key, "value", "updated_at"], findings);
            if let Some(name) = entry.required_text(key, findings) {
                if entry.get("value").is_none() {
                    let help = "the Management API lists names alone: give the value here";
                    let message = "has no `value`, so it is empty";
                    findings.wrong_value(&entry.at, message, Some(help.into()));
                }
                texts.insert(name, Value::String(entry.text("value", "", findings)));
            }
        }
        return texts;
    }
    let entries = Fields::open(value, at, findings);
    for (name, value) in entries.members() {
        match as_text(value, &entries.pointer(name), findings) {
            Some(text) => {
                texts.insert(name.clone(), Value::String(text));
            }
            None => findings.wrong_type(&entries.pointer(name), "text", value),
        }
    }
    texts
}

/// Text as it is, a number or truth value as text with a finding.
pub(super) fn as_text(value: &Value, at: &str, findings: &mut Findings) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => {
            findings.coerced(at, format_args!("is {} and was read as text", kind(value)));
            Some(value.to_string())
        }
        _ => None,
    }
}

/// What to write instead of a word that is not one of a set.
fn choice(word: &str, words: &[&str]) -> String {
    match nearest(word, words.iter().copied()) {
        Some(known) => format!("did you mean `{known}`"),
        None => format!(
            "it can be {}",
            words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
        ),
    }
}
