//! `malformed-claim-access`: a URL cannot stand behind a dot (`domain.md` §7.2; CL-12).

use super::{Facts, cure, text, wording::quoted};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::Place;
use crate::script::source::Shape;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for run in facts.live_runs().filter(|run| matches!(run.source.shape, Shape::Syntax(_))) {
        let script = &run.source.text;
        let Some((start, end)) = access(script) else { continue };
        let (Some(name), Some(span)) =
            (script.get(start + 1..end), text::span(script, (start, end)))
        else {
            continue;
        };
        let literal = format!("[{}]", cure::literal(name, '\''));
        findings.push(
            Diagnostic::new(
                Code::MalformedClaimAccess,
                format!("the name {} stands behind a dot, where a URL cannot stand", quoted(name)),
            )
            .help(format!("write {}", quoted(&literal)))
            .at(Place::script(&run.script, Some(span)))
            .fix(cure::in_script(run, (start, end), literal, "Put it in brackets")),
        );
    }
}

/// The dot and the URL behind it, outside of a text.
fn access(script: &str) -> Option<(usize, usize)> {
    [".https://", ".http://"].into_iter().find_map(|begin| {
        let start = script.find(begin)?;
        let before = script.get(..start)?.chars().next_back()?;
        let line = script.get(..start)?.lines().next_back()?;
        let open = |quote| line.matches(quote).count() % 2 == 1;
        let ends = |char: char| char.is_whitespace() || matches!(char, '=' | ';' | ',' | ')' | '}');
        let rest = script.get(start..)?;
        let length = rest.find(ends).unwrap_or(rest.len());
        let in_code = (before.is_alphanumeric() || matches!(before, '_' | '$' | ')' | ']'))
            && !open('\'')
            && !open('"')
            && !open('`');
        in_code.then_some((start, start + length))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_behind_a_dot_is_found_and_one_in_a_text_is_not() {
        let found = |text| access(text).and_then(|(start, end)| text.get(start..end));
        assert_eq!(found("context.idToken.https://acme.com/x = 1;"), Some(".https://acme.com/x"));
        assert_eq!(found("a = 'see x.https://acme.com';"), None);
        assert_eq!(found("a = 'https://acme.com';"), None);
    }
}
