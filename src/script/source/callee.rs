//! What a script tried to call when the engine says "not a function": Node names it, QuickJS does not.

/// What a script tried to call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Callee {
    /// Its text, as Node writes it.
    pub text: String,
    /// Whether `new` stands before it.
    pub is_constructed: bool,
}

/// A call with what tells it apart from the calls around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct CallRange {
    /// The called expression.
    pub(super) callee: (usize, usize),
    /// Where the engine places the call if no argument comes after: the last name of the callee.
    pub(super) key: usize,
    /// The last argument, where the engine places the call otherwise; literals have no place.
    pub(super) argument: Option<(usize, usize)>,
    /// Start of the function it belongs to.
    pub(super) function: usize,
    /// Whether `new` stands before it.
    pub(super) is_constructed: bool,
}

/// What was called at a byte offset; `None` where that cannot be told.
pub(super) fn at(
    text: &str,
    calls: &[CallRange],
    functions: &[(usize, usize)],
    at: usize,
) -> Option<Callee> {
    // An arrow function as an argument begins where the engine places the call around it.
    let around = functions.iter().filter(|(start, end)| *start < at && at < *end);
    let function = around.min_by_key(|(start, end)| end - start).map_or(0, |(start, _)| *start);
    let here = calls.iter().filter(|call| {
        let inside = |(start, end)| (start..end).contains(&at);
        call.function == function && (call.key == at || call.argument.is_some_and(inside))
    });
    let named: Vec<Callee> = here
        .filter_map(|call| {
            let text = as_node_writes(text.get(call.callee.0..call.callee.1)?)?;
            Some(Callee { text, is_constructed: call.is_constructed })
        })
        .collect();
    // A call as the last argument of another ends at the same place; what is certainly there was not the one that failed.
    let mut doubtful = named.iter().filter(|callee| named.len() == 1 || !is_known(&callee.text));
    doubtful.next().filter(|_| doubtful.next().is_none()).cloned()
}

/// Functions that exist whatever is simulated.
fn is_known(callee: &str) -> bool {
    const GLOBALS: [&str; 14] = [
        "String",
        "Number",
        "Boolean",
        "Array",
        "Object",
        "Date",
        "JSON",
        "Math",
        "parseInt",
        "parseFloat",
        "Promise",
        "console",
        "require",
        "callback",
    ];
    const METHODS: [&str; 8] = [
        "trim",
        "toLowerCase",
        "toUpperCase",
        "toString",
        "hasOwnProperty",
        "slice",
        "concat",
        "split",
    ];
    let first = callee.split('.').next().unwrap_or_default();
    let last = callee.rsplit('.').next().unwrap_or_default();
    GLOBALS.contains(&first) || METHODS.contains(&last)
}

/// `user.name.split(',').foo` as `user.name.split(...).foo`; `None` for what does not begin with a name.
pub(super) fn as_node_writes(callee: &str) -> Option<String> {
    if !callee.starts_with(|first: char| first.is_alphabetic() || matches!(first, '_' | '$')) {
        return None;
    }
    let (mut out, mut depth, mut quote) = (String::new(), 0_usize, None);
    for character in callee.chars() {
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"' | '`') if depth > 0 => quote = Some(character),
            (None, '(') => {
                if depth == 0 {
                    out.push_str("(...)");
                }
                depth += 1;
            }
            (None, ')') => depth = depth.saturating_sub(1),
            (None, _) if depth > 0 || character.is_whitespace() => {}
            (None, _) => out.push(character),
        }
    }
    // A computed name may hold anything; Node resolves it, and the text does not.
    (!out.contains(['\'', '"', '`', '{'])).then_some(out)
}

#[cfg(test)]
mod tests {
    use crate::script::source::read_rule;

    fn called(body: &str, place: &str) -> Option<String> {
        let source = read_rule(&format!("function (user, context, callback) {{\n{body}\n}}"));
        let column = body.find(place).unwrap() + 1;
        Some(source.callee_at(2, u32::try_from(column).unwrap())?.text)
    }

    #[test]
    fn the_callee_is_named_at_the_places_where_the_engine_puts_the_fault() {
        for (body, place, callee) in [
            ("user.foo();", "foo", "user.foo"),
            ("var f = 5; f();", "f()", "f"),
            ("user.foo(context);", "context", "user.foo"),
            ("user.groups.map(g => g.name);", "g =>", "user.groups.map"),
            ("user.groups.map(function (g) { return g.name; });", "function", "user.groups.map"),
            ("user.name.split(',').foo();", "foo", "user.name.split(...).foo"),
            ("user.identities[0].foo();", "foo", "user.identities[0].foo"),
            ("user.foo(user.name.trim());", "trim", "user.foo"),
            ("const n = String(user.foo());", "foo", "user.foo"),
        ] {
            assert_eq!(called(body, place).as_deref(), Some(callee), "{body}");
        }
        // Either may have failed.
        assert_eq!(called("user.foo(user.bar());", "bar"), None);
        assert_eq!(called("(void 0)();", "0"), None);
    }
}
