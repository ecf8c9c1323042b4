//! What the engine says of a fault, in the words of Node: the message reaches the application as `error_description`, and
//! scripts that catch a fault read it.

use super::failure;
use super::source::Source;

/// What the engine says where an object is taken apart that is `undefined` or `null`, whichever it is.
pub(super) const NO_OBJECT: &str = "Cannot convert undefined or null to object";

/// A message of the engine as Node words it. `stack` is that of the fault, `at` its place in a pasted text, and `missing` says
/// whether what is not there is `undefined` or `null`.
pub(super) fn in_nodes_words(
    message: &str,
    stack: &str,
    at: Option<(&Source, u32, u32)>,
    missing: &str,
) -> String {
    let native = failure::native(stack);
    // A native function took an argument for what it is not; the text shows only where it was called.
    let site = Site { at: at.filter(|_| native.is_none()) };
    let worded = match message {
        "not a function" => site.not_callable(),
        NO_OBJECT => site.not_taken_apart(missing),
        "value is not iterable" => site.not_iterable(),
        "object is not extensible" => site.not_extensible(),
        "invalid number of digits" => native.and_then(wrong_digits),
        "class constructors must be invoked with 'new'" => failure::function(stack)
            .map(|name| format!("Class constructor {name} cannot be invoked without 'new'")),
        _ => site.read(message).or_else(|| written(message)).or_else(|| site.read_only(message)),
    };
    worded.unwrap_or_else(|| {
        let same = WORDS.iter().find(|(engine, _)| *engine == message);
        same.map_or(message, |(_, node)| *node).to_owned()
    })
}

/// Where a fault came about in a script, as far as that is known.
struct Site<'a> {
    at: Option<(&'a Source, u32, u32)>,
}

impl Site<'_> {
    fn not_callable(&self) -> Option<String> {
        let (source, line, column) = self.at?;
        let callee = source.callee_at(line, column)?;
        let what = if callee.is_constructed { "constructor" } else { "function" };
        Some(format!("{} is not a {what}", callee.text))
    }

    fn not_taken_apart(&self, missing: &str) -> Option<String> {
        let (source, line, column) = self.at?;
        source.not_taken_apart(line, column, missing)
    }

    fn not_iterable(&self) -> Option<String> {
        let (source, line, column) = self.at?;
        Some(format!("{} is not iterable", source.iterated_at(line, column)?))
    }

    fn not_extensible(&self) -> Option<String> {
        let (source, line, column) = self.at?;
        let name = source.member_at(line, column, None)?.property?;
        Some(format!("Cannot add property {name}, object is not extensible"))
    }

    /// The engine says the same of a constant and of a member that cannot be written.
    fn read_only(&self, message: &str) -> Option<String> {
        let name = message.strip_prefix('\'')?.strip_suffix("' is read-only")?;
        let is_member = self.at.is_some_and(|(source, line, column)| {
            source
                .member_at(line, column, Some(name))
                .is_some_and(|member| member.property.is_some())
        });
        Some(if is_member {
            format!("Cannot assign to read only property '{name}' of object '#<Object>'")
        } else {
            "Assignment to constant variable.".into()
        })
    }

    fn read(&self, message: &str) -> Option<String> {
        let (name, of) = message.strip_prefix("cannot read property '")?.rsplit_once("' of ")?;
        Some(match name.strip_prefix("Symbol.") {
            Some("iterator") => self.not_iterable().unwrap_or_else(|| match of {
                // A literal has no place, and what a list of names takes apart none of its own.
                "undefined" => {
                    format!("{of} is not iterable (cannot read property Symbol(Symbol.iterator))")
                }
                _ => format!("{of} is not iterable"),
            }),
            Some(_) => format!("Cannot read properties of {of} (reading 'Symbol({name})')"),
            None => format!("Cannot read properties of {of} (reading '{name}')"),
        })
    }
}

fn written(message: &str) -> Option<String> {
    if let Some(name) = message.strip_suffix(" is not initialized") {
        return Some(format!("Cannot access '{name}' before initialization"));
    }
    let (name, of) = message.strip_prefix("cannot set property '")?.rsplit_once("' of ")?;
    Some(format!("Cannot set properties of {of} (setting '{name}')"))
}

fn wrong_digits(method: &str) -> Option<String> {
    let range = match method {
        "toFixed" => "digits argument must be between 0 and 100",
        "toExponential" => "argument must be between 0 and 100",
        "toPrecision" => "argument must be between 1 and 100",
        _ => return None,
    };
    Some(format!("{method}() {range}"))
}

/// The engine's words and those of Node 20 and 22, tried in both.
const WORDS: [(&str, &str); 13] = [
    ("circular reference", "Converting circular structure to JSON"),
    ("BigInt are forbidden in JSON.stringify", "Do not know how to serialize a BigInt"),
    ("invalid array length", "Invalid array length"),
    ("Date value is NaN", "Invalid time value"),
    ("expecting hex digit", "URI malformed"),
    ("expecting surrogate pair", "URI malformed"),
    ("empty array", "Reduce of empty array with no initial value"),
    ("cannot convert symbol to string", "Cannot convert a Symbol value to a string"),
    ("cannot convert symbol to number", "Cannot convert a Symbol value to a number"),
    (
        "cannot convert BigInt to number",
        "Cannot mix BigInt and other types, use explicit conversions",
    ),
    ("invalid 'instanceof' right operand", "Right-hand side of 'instanceof' is not callable"),
    ("invalid value used as WeakMap key", "Invalid value used as weak map key"),
    ("bad normalization form", "The normalization form should be one of NFC, NFD, NFKC, NFKD."),
];

#[cfg(test)]
mod tests {
    use super::{NO_OBJECT, in_nodes_words};
    use crate::script::source::read_rule;

    #[test]
    fn messages_are_worded_as_node_words_them() {
        for (engine, node) in [
            ("boom", "boom"),
            (
                "cannot read property 'role' of undefined",
                "Cannot read properties of undefined (reading 'role')",
            ),
            ("cannot set property 'x' of null", "Cannot set properties of null (setting 'x')"),
            (
                "cannot read property 'Symbol.iterator' of undefined",
                "undefined is not iterable (cannot read property Symbol(Symbol.iterator))",
            ),
            ("cannot read property 'Symbol.iterator' of null", "null is not iterable"),
            (
                "cannot read property 'Symbol.toPrimitive' of null",
                "Cannot read properties of null (reading 'Symbol(Symbol.toPrimitive)')",
            ),
            ("x is not initialized", "Cannot access 'x' before initialization"),
            ("'c' is read-only", "Assignment to constant variable."),
            ("invalid array length", "Invalid array length"),
            ("Date value is NaN", "Invalid time value"),
            ("expecting hex digit", "URI malformed"),
            ("empty array", "Reduce of empty array with no initial value"),
        ] {
            assert_eq!(in_nodes_words(engine, "", None, "undefined"), node);
        }
        let digits = |method: &str| {
            in_nodes_words(
                "invalid number of digits",
                &format!("    at {method} (native)\n"),
                None,
                "undefined",
            )
        };
        assert_eq!(digits("toPrecision"), "toPrecision() argument must be between 1 and 100");
        let class = in_nodes_words(
            "class constructors must be invoked with 'new'",
            "    at Role (rule-0:2:1)\n",
            None,
            "undefined",
        );
        assert_eq!(class, "Class constructor Role cannot be invoked without 'new'");
    }

    #[test]
    fn what_failed_is_named_where_the_text_tells_it() {
        for (body, place, engine, node) in [
            ("for (const g of user.groups) {}", "user", "value is not iterable", "user.groups"),
            ("f([...groups]);", "groups", "value is not iterable", "groups"),
            ("new user.Client();", "user", "not a function", "user.Client"),
            ("new Client(user);", "user", "not a function", "Client"),
        ] {
            let source = read_rule(&format!("function (user, context, callback) {{\n{body}\n}}"));
            let column = u32::try_from(body.find(place).unwrap() + 1).unwrap();
            let worded = in_nodes_words(engine, "", Some((&source, 2, column)), "undefined");
            assert_eq!(worded.split(" is not ").next(), Some(node), "{body}");
        }
        for (body, node) in [
            ("const { a } = user.x;", "Cannot destructure property 'a' of 'user.x' as it is null."),
            ("const { ...a } = user.x;", "Cannot destructure 'user.x' as it is null."),
            ("const { a = 1 } = user.x;", "Cannot read properties of null (reading 'a')"),
        ] {
            let source = read_rule(&format!("function (user, context, callback) {{\n{body}\n}}"));
            assert_eq!(source.taken_apart_at(2, 1), Some(&["user".into(), "x".into()][..]));
            assert_eq!(in_nodes_words(NO_OBJECT, "", Some((&source, 2, 1)), "null"), node);
        }
    }
}
