//! Where a rule wrote an entry of `context.samlConfiguration.mappings`. The run sees the object only when the rule has
//! finished, so the place is looked for in the text.

use super::text;
use crate::place::Place;
use crate::script::{Login, ScriptRun};

/// The bytes of an entry in a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The name, with its quotes.
    pub(super) name: (usize, usize),
    /// The value as it is written.
    pub(super) value: (usize, usize),
}

/// The rule that wrote the entry last, with the entry where the text shows it.
pub(super) fn written<'a>(
    login: &'a Login,
    attribute: &str,
) -> Option<(&'a ScriptRun, Option<Entry>)> {
    let writers = || {
        login.runs.iter().rev().filter(|run| {
            run.steps > 0
                && run
                    .source
                    .facts
                    .context_members
                    .iter()
                    .any(|one| one.name == "samlConfiguration")
        })
    };
    writers()
        .find_map(|run| Some((run, Some(entry(&run.source.text, attribute)?))))
        .or_else(|| writers().next().map(|run| (run, None)))
}

/// The place of the entry, or of `context.samlConfiguration`.
pub(crate) fn place(login: &Login, attribute: &str) -> Option<Place> {
    let (run, entry) = written(login, attribute)?;
    let at_entry =
        entry.and_then(|entry| text::span(&run.source.text, (entry.name.0, entry.value.1)));
    let members = &run.source.facts.context_members;
    let at_member =
        || members.iter().find(|one| one.name == "samlConfiguration").map(|one| one.span);
    Some(Place::script(&run.script, at_entry.or_else(at_member)))
}

/// The one entry of that name: `'name': value`, `['name'] = value`, `name: value` or `.name = value`.
fn entry(text: &str, name: &str) -> Option<Entry> {
    let mut found = text.match_indices(name).filter_map(|(at, _)| entry_at(text, at, name.len()));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn entry_at(text: &str, at: usize, length: usize) -> Option<Entry> {
    let before = text.get(..at)?;
    let after = text.get(at + length..)?;
    let quote = before.chars().next_back().filter(|char| matches!(char, '\'' | '"' | '`'));
    let is_word = |char: char| char.is_alphanumeric() || matches!(char, '_' | '$');
    let (name, rest) = match quote {
        Some(quote) => ((at - 1, at + length + 1), after.strip_prefix(quote)?),
        None if before.ends_with(is_word) || after.starts_with(is_word) => return None,
        None => ((at, at + length), after),
    };
    let rest = rest.trim_start();
    let rest = if let Some(rest) = rest.strip_prefix(':') {
        rest
    } else {
        let rest = rest.strip_prefix(']').unwrap_or(rest).trim_start();
        rest.strip_prefix('=').filter(|rest| !rest.starts_with(['=', '>']))?
    };
    let rest = rest.trim_start();
    let start = text.len() - rest.len();
    let length = match rest.chars().next().filter(|char| matches!(char, '\'' | '"' | '`')) {
        Some(quote) => rest.get(1..)?.find(quote)? + 2,
        None => rest.find([',', ';', '}', '\n']).unwrap_or(rest.len()),
    };
    let value = rest.get(..length)?.trim_end();
    Some(Entry { name, value: (start, start + value.len()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts<'a>(text: &'a str, name: &str) -> Option<(&'a str, &'a str)> {
        let Entry { name, value } = entry(text, name)?;
        Some((text.get(name.0..name.1)?, text.get(value.0..value.1)?))
    }

    #[test]
    fn an_entry_is_found_however_it_is_written() {
        for (text, name, value) in [
            ("mappings = { 'urn:a': 'x.y', b: 1 };", "'urn:a'", "'x.y'"),
            ("mappings[\"urn:a\"] = user.x.y;\n", "\"urn:a\"", "user.x.y"),
            ("mappings = {\n  'urn:a' : user.z\n}", "'urn:a'", "user.z"),
        ] {
            assert_eq!(parts(text, "urn:a"), Some((name, value)), "{text}");
        }
        assert_eq!(parts("{ email: 'http://a' }", "email"), Some(("email", "'http://a'")));
        assert_eq!(parts("m.email = 'x';", "email"), Some(("email", "'x'")));
    }

    #[test]
    fn what_is_no_entry_or_stands_twice_is_not_found() {
        for text in ["", "user.email", "a == 'urn:a'", "'urn:a'", "email_verified: 1"] {
            assert_eq!(parts(text, "email"), None, "{text}");
        }
        assert_eq!(parts("{ 'a': 1 }, { 'a': 2 }", "a"), None);
    }
}
