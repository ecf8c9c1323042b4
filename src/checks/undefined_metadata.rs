//! `undefined-metadata`: a property of metadata that this user does not have was taken further
//! (`domain.md` §4.3, §7.2; MD-01).

use serde_json::{Map, Value};

use super::{
    Facts, cure, text,
    wording::{one_line, quoted},
};
use crate::diagnostics::{Code, Collector, Diagnostic, Fix, nearest};
use crate::place::{Place, Span};
use crate::report::ScriptError;
use crate::script::ScriptRun;
use crate::script::source::Member;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for run in &facts.login.runs {
        let Some(cause) = cause(facts, run) else { continue };
        let (path, object) = (cause.path.join("."), one_line(&cause.object));
        let (reads, verb) = if cause.sets { ("sets", "on") } else { ("reads", "from") };
        let mut finding = Diagnostic::new(
            Code::UndefinedMetadata,
            format!(
                "{} is {} for this user, and line {} {reads} {} {verb} it",
                quoted(&path),
                cause.what,
                cause.span.line,
                quoted(&cause.member)
            ),
        )
        .at(Place::script(&run.script, Some(cause.span)));
        let default = cause.default();
        finding = match (cause.neighbour(facts), cause.sets) {
            (Some(other), _) => finding.help(format!("did you mean {}", quoted(&other))),
            (None, true) => {
                finding.help(format!("make the object first: `{object} = {object} || {{}}`"))
            }
            (None, false) => match default {
                Some(default) => {
                    finding.help(format!("read `({object} || {default}).{}`", cause.member))
                }
                None => finding.help("guard every level of the path: not every user has it"),
            },
        };
        if let Some(fix) = cause.guard(run) {
            finding = finding.fix(fix);
        }
        findings.push(finding);
    }
}

/// What ended the rule: `path` is undefined, and `member` was read from it or set on it.
#[derive(Debug)]
pub(super) struct Cause {
    path: Vec<String>,
    /// The same as it is written, which may be an alias.
    object: String,
    member: String,
    what: &'static str,
    sets: bool,
    /// The whole access.
    span: Span,
    /// The part of it that is undefined, in bytes.
    object_bytes: (usize, usize),
    /// What stands behind the access, without white space: `(`, `.` …
    next: Option<char>,
}

/// The access to metadata that ended the rule.
pub(super) fn cause(facts: &Facts<'_>, run: &ScriptRun) -> Option<Cause> {
    let cause = access(run)?;
    let path: Vec<&str> = cause.path.iter().map(String::as_str).collect();
    let is_metadata = matches!(path.as_slice(), ["user", "app_metadata" | "user_metadata", ..])
        || matches!(path.as_slice(), ["user", attribute, ..] if merged(facts, attribute));
    is_metadata.then_some(cause)
}

/// Properties of `app_metadata` stand on the root of `user` too.
fn merged(facts: &Facts<'_>, attribute: &str) -> bool {
    facts.scenario.user.get("app_metadata").and_then(|metadata| metadata.get(attribute)).is_some()
}

/// The access to an undefined value that ended the rule.
pub(super) fn access(run: &ScriptRun) -> Option<Cause> {
    let error = run.error.as_ref().filter(|error| error.name == "TypeError")?;
    let (what, member, sets) = undefined_access(error)?;
    let found = run.source.member_at(error.line?, error.column?, Some(member))?;
    let Member { object, object_path, property, span, object_bytes } = found;
    let (_, end) = text::bytes(&run.source.text, span)?;
    let next = run.source.text.get(end..)?.trim_start().chars().next();
    Some(Cause {
        path: object_path?,
        object,
        member: property?,
        what,
        sets,
        span,
        object_bytes,
        next,
    })
}

/// `undefined` or `null`, the member, and whether it was to be set.
fn undefined_access(error: &ScriptError) -> Option<(&'static str, &str, bool)> {
    let rest = error.message.strip_prefix("Cannot ")?;
    let (sets, rest) = match rest.strip_prefix("read properties of ") {
        Some(rest) => (false, rest),
        None => (true, rest.strip_prefix("set properties of ")?),
    };
    let (what, rest) = rest.split_once(" (")?;
    let what = if what == "null" { "null" } else { "undefined" };
    let member = rest.split_once('\'')?.1.strip_suffix("')")?;
    Some((what, member, sets))
}

impl Cause {
    /// Path of the undefined value.
    pub(super) fn path(&self) -> &[String] {
        &self.path
    }

    /// What was read from it.
    pub(super) fn member(&self) -> &str {
        &self.member
    }

    /// Range of the access.
    pub(super) fn span(&self) -> Span {
        self.span
    }

    /// What happened, as the end of a sentence.
    pub(super) fn told(&self) -> String {
        let (reads, verb) = if self.sets { ("sets", "on") } else { ("reads", "from") };
        format!(
            "{} is {}, and line {} {reads} {} {verb} it",
            quoted(&self.path.join(".")),
            self.what,
            self.span.line,
            quoted(&self.member)
        )
    }

    /// A sibling of almost the same name, in metadata that exists.
    fn neighbour(&self, facts: &Facts<'_>) -> Option<String> {
        let (last, way) = self.path.split_last()?;
        let object: &Map<String, Value> = way
            .iter()
            .skip(1)
            .try_fold(&facts.login.user, |object, part| object.get(part)?.as_object())?;
        let sibling = nearest(
            last,
            object
                .iter()
                .filter(|(_, value)| value.is_object() || value.is_array())
                .map(|(key, _)| key.as_str()),
        )?;
        (sibling != last).then(|| format!("{}.{sibling}", way.join(".")))
    }

    /// The empty value in whose place the access yields nothing but does not fail.
    fn default(&self) -> Option<&'static str> {
        const OF_LISTS: [&str; 15] = [
            "map",
            "filter",
            "forEach",
            "find",
            "some",
            "every",
            "reduce",
            "join",
            "indexOf",
            "includes",
            "concat",
            "slice",
            "sort",
            "findIndex",
            "flatMap",
        ];
        const OF_TEXTS: [&str; 12] = [
            "split",
            "toLowerCase",
            "toUpperCase",
            "trim",
            "replace",
            "startsWith",
            "endsWith",
            "substring",
            "substr",
            "match",
            "charAt",
            "search",
        ];
        match self.next {
            Some('(') if OF_LISTS.contains(&self.member.as_str()) => Some("[]"),
            Some('(') if OF_TEXTS.contains(&self.member.as_str()) => Some("''"),
            // Whatever else is called, or read from the result, fails on an empty object as well.
            Some('(' | '.' | '[') => None,
            _ if self.member == "length" => Some("[]"),
            _ => Some("{}"),
        }
    }

    /// Puts a default around the undefined value.
    pub(super) fn guard(&self, run: &ScriptRun) -> Option<Fix> {
        let default = self.default().filter(|_| !self.sets)?;
        let text = &self.object;
        // A plain `a.b`, and not in the middle of something that binds otherwise.
        let plain =
            text.chars().all(|char| char.is_alphanumeric() || matches!(char, '.' | '_' | '$'));
        plain.then_some(())?;
        Some(cure::in_script(
            run,
            self.object_bytes,
            format!("({text} || {default})"),
            format!("Read from `({text} || {default})`"),
        ))
    }
}
