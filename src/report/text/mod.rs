//! The report as text: for terminals, for "copy as text" and for the case files.

use std::fmt::Write as _;

use serde_json::Value;

use super::{
    Artifact, Claim, Format, Origin, OriginKind, Outcome, Report, Run, ScriptError, Target, Weight,
    verdict,
};
use crate::diagnostics::Diagnostic;
use crate::place::{ArtifactKind, Place};
use crate::scenario::Object;

/// Characters of a value that are shown.
pub const VALUE_CHARS: usize = 200;

/// A part of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// The answer in one sentence.
    Verdict,
    /// The mode with its proof.
    Mode,
    /// How the login ended.
    Outcome,
    /// What scripts set, and what becomes of it.
    Claims,
    /// The tokens and answers.
    Artifacts,
    /// What each script did.
    Runs,
    /// What the scripts logged; part of [`Self::Runs`] too.
    Console,
    /// What the scripts did to the world; part of [`Self::Runs`] too.
    Effects,
    /// What is wrong, or worth knowing.
    Diagnostics,
}

impl Section {
    /// Everything, each thing once.
    pub const ALL: [Self; 7] = [
        Self::Verdict,
        Self::Mode,
        Self::Outcome,
        Self::Claims,
        Self::Artifacts,
        Self::Runs,
        Self::Diagnostics,
    ];

    /// The section of that name, as case files write it.
    pub fn of(name: &str) -> Option<Self> {
        Some(match name {
            "verdict" => Self::Verdict,
            "mode" => Self::Mode,
            "outcome" => Self::Outcome,
            "claims" => Self::Claims,
            "artifacts" => Self::Artifacts,
            "runs" => Self::Runs,
            "console" => Self::Console,
            "effects" => Self::Effects,
            "diagnostics" => Self::Diagnostics,
            _ => return None,
        })
    }
}

/// The sections of a report in the order given, with an empty line between them.
pub fn write(report: &Report, sections: &[Section]) -> String {
    let mut parts = Vec::new();
    for section in sections {
        let mut out = String::new();
        match section {
            Section::Verdict => line(&mut out, 0, &verdict::verdict(report).to_string()),
            Section::Mode => mode(&mut out, report),
            Section::Outcome => outcome(&mut out, &report.outcome),
            Section::Claims => claims(&mut out, &report.claims),
            Section::Artifacts => {
                report.artifacts.iter().for_each(|artifact| self::artifact(&mut out, artifact));
            }
            Section::Runs => report.runs.iter().for_each(|run| self::run(&mut out, run)),
            Section::Console => report.runs.iter().for_each(|run| console(&mut out, run, 0)),
            Section::Effects => report.runs.iter().for_each(|run| effects(&mut out, run, 0)),
            Section::Diagnostics => {
                report.diagnostics.iter().for_each(|finding| diagnostic(&mut out, finding, report));
            }
        }
        if out.is_empty() {
            line(
                &mut out,
                0,
                match section {
                    Section::Claims => "no script set a claim",
                    Section::Artifacts => "no token",
                    Section::Runs => "no script",
                    Section::Console => "nothing logged",
                    Section::Effects => "no effect",
                    _ => "no finding",
                },
            );
        }
        parts.push(out);
    }
    parts.join("\n")
}

/// One line, indented. Line breaks and control characters of user text are shown as JSON escapes them.
fn line(out: &mut String, indent: usize, text: &str) {
    let _ = writeln!(out, "{:indent$}{}", "", plain(text).trim_end(), indent = indent * 2);
}

fn plain(text: &str) -> String {
    if !text.contains(char::is_control) {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '\n' => plain.push_str("\\n"),
            '\r' => plain.push_str("\\r"),
            '\t' => plain.push_str("\\t"),
            char if char.is_control() => {
                let _ = write!(plain, "\\u{:04x}", u32::from(char));
            }
            char => plain.push(char),
        }
    }
    plain
}

/// Text of readable length.
fn cut(text: &str) -> String {
    let length = text.chars().count();
    if length <= VALUE_CHARS {
        return text.to_owned();
    }
    let start: String = text.chars().take(VALUE_CHARS).collect();
    format!("{start}… ({length} characters)")
}

fn json(value: &Value) -> String {
    cut(&value.to_string())
}

fn mode(out: &mut String, report: &Report) {
    let mode = &report.mode;
    let kind = serde_json::to_value(mode.kind).ok();
    let kind = kind.as_ref().and_then(Value::as_str).unwrap_or_default();
    match &mode.protocol {
        Some(protocol) => line(out, 0, &format!("mode: {kind}, protocol {protocol}")),
        None => line(out, 0, &format!("mode: {kind}")),
    }
    for reason in &mode.reasons {
        let weight = match reason.weight {
            Weight::Decides => "decides",
            Weight::Holds => "holds",
            Weight::Idle => "idle",
        };
        line(
            out,
            1,
            &format!(
                "{}   {}   {weight}   {}{}",
                cut(&reason.fact),
                cut(&reason.text),
                reason.evidence.name(),
                reason.switch.as_ref().map_or_else(String::new, |switch| format!("   {switch}"))
            ),
        );
    }
}

fn outcome(out: &mut String, outcome: &Outcome) {
    let text = match outcome {
        Outcome::Issued => "issued".into(),
        Outcome::Denied { code, message, by } => {
            format!("denied by \"{by}\", {code}: {}", cut(message))
        }
        Outcome::Redirected { url, by } => format!("redirected by \"{by}\" to {}", cut(url)),
        Outcome::Prompted { form, by } => {
            format!("prompted by \"{by}\" with form {}", cut(form))
        }
        Outcome::MfaRequired { by } => format!("mfa-required by \"{by}\""),
        Outcome::Failed { code, message, by: Some(by) } => {
            format!("failed in \"{by}\", {code}: {}", cut(message))
        }
        Outcome::Failed { code, message, by: None } => format!("failed, {code}: {}", cut(message)),
    };
    line(out, 0, &format!("outcome: {text}"));
}

/// The claims of scripts; what Auth0 adds stands in the payloads.
fn claims(out: &mut String, claims: &[Claim]) {
    for claim in claims.iter().filter(|claim| claim.is_custom()) {
        let name = if claim.name.is_empty() { "\"\"".into() } else { cut(&claim.name) };
        let loss = claim.loss();
        // The engine does not keep the value of a write that comes too late.
        let value = match (&claim.value, &loss) {
            (Some(value), _) => json(value),
            (None, Some(_)) => "value not kept".into(),
            (None, None) => "no value".into(),
        };
        let user = if claim.target == Target::User { "   on user" } else { "" };
        let mark = if claim.stand_in.is_some() { "   stand-in" } else { "" };
        line(out, 0, &format!("{name}   {value}   {}{user}{mark}", origin(&claim.origin)));
        for earlier in &claim.earlier {
            let value = earlier.value.as_ref().map_or_else(|| "no value".into(), json);
            line(out, 1, &format!("before   {value}   {}", origin(&earlier.origin)));
        }
        if let Some(loss) = &loss {
            line(out, 1, &cut(loss));
        } else if let Some(writer) = &claim.overwritten_by {
            line(out, 1, &format!("overwritten by {}", origin(writer)));
        }
        for verdict in &claim.verdicts {
            let mut text = format!(
                "{}   {}   {}",
                verdict.artifact.name(),
                verdict.code.name(),
                verdict.evidence.name()
            );
            if !verdict.also.is_empty() {
                let codes: Vec<&str> = verdict.also.iter().map(|code| code.name()).collect();
                let _ = write!(text, "   also {}", codes.join(", "));
            }
            if let Some(switch) = &verdict.switch {
                let _ = write!(text, "   {switch}");
            }
            line(out, 1, &text);
        }
    }
}

fn origin(origin: &Origin) -> String {
    if origin.kind == OriginKind::Standard {
        return "Auth0".into();
    }
    let kind = kind(origin.kind);
    match origin.line {
        Some(line) => format!("{kind} \"{}\", line {line}", cut(&origin.script)),
        None => format!("{kind} \"{}\"", cut(&origin.script)),
    }
}

fn kind(kind: OriginKind) -> &'static str {
    match kind {
        OriginKind::Rule => "rule",
        OriginKind::Action => "action",
        OriginKind::Standard => "script",
    }
}

fn artifact(out: &mut String, artifact: &Artifact) {
    let format = match artifact.format {
        Format::Jwt => "jwt",
        Format::Opaque => "opaque",
        Format::Jwe => "jwe",
        Format::Json => "json",
        Format::Xml => "xml",
    };
    let state = if artifact.issued { format!("issued, {format}") } else { "not issued".into() };
    line(out, 0, &format!("{}: {state}", artifact.kind.name()));
    if !artifact.why.is_empty() {
        line(out, 1, &cut(&artifact.why));
    }
    if artifact.kind == ArtifactKind::SamlAssertion {
        return assertion(out, &artifact.payload);
    }
    members(out, &artifact.payload);
}

/// An assertion: what it says, then its attributes, one a line.
fn assertion(out: &mut String, payload: &Object) {
    let (attributes, rest): (Vec<_>, Vec<_>) =
        payload.iter().partition(|(name, _)| *name == "attributes");
    for (name, value) in rest {
        line(out, 1, &format!("{name}   {}", json(value)));
    }
    for attribute in attributes.into_iter().filter_map(|(_, list)| list.as_array()).flatten() {
        let text = |name| attribute.get(name).and_then(Value::as_str).unwrap_or_default();
        let values = attribute.get("values").and_then(Value::as_array).into_iter().flatten();
        let values: Vec<String> = values.map(json).collect();
        line(
            out,
            1,
            &format!("attribute {}   {}   {}", cut(text("name")), values.join(", "), text("type")),
        );
    }
}

fn members(out: &mut String, object: &Object) {
    for (name, value) in object {
        let name = if name.is_empty() { "\"\"".into() } else { cut(name) };
        line(out, 1, &format!("{name}   {}", json(value)));
    }
}

fn run(out: &mut String, run: &Run) {
    let mut text = format!(
        "{} \"{}\": {}, {}",
        kind(run.kind),
        cut(&run.script),
        run.outcome.name(),
        counted(run.steps, "step")
    );
    if run.virtual_ms > 0 {
        let _ = write!(text, ", {} ms", run.virtual_ms);
    }
    if run.callback_calls > 1 {
        let _ = write!(text, ", {} callback calls", run.callback_calls);
    }
    line(out, 0, &text);
    if let Some(error) = &run.error {
        line(out, 1, &self::error(error));
    }
    console(out, run, 1);
    effects(out, run, 1);
    for request in &run.requests {
        let answer = request.status.map_or_else(|| "no reply".into(), |status| status.to_string());
        line(
            out,
            1,
            &format!(
                "request   {} {}   {answer}{}",
                request.method,
                cut(&request.url),
                at_line(request.line)
            ),
        );
    }
}

fn counted(count: u32, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}

fn error(error: &ScriptError) -> String {
    let name = if error.name.is_empty() { "error" } else { error.name.as_str() };
    let mut text = if error.message.is_empty() {
        name.to_owned()
    } else {
        format!("{name}: {}", cut(&error.message))
    };
    match (error.line, error.column) {
        (Some(line), Some(column)) => {
            let _ = write!(text, "   {line}:{column}");
        }
        (line, _) => text.push_str(&at_line(line)),
    }
    text
}

fn console(out: &mut String, run: &Run, indent: usize) {
    for entry in &run.console {
        line(
            out,
            indent,
            &format!("console.{}   {}{}", entry.level, cut(&entry.text), at_line(entry.line)),
        );
    }
}

fn effects(out: &mut String, run: &Run, indent: usize) {
    for effect in &run.effects {
        let args: Vec<String> = effect.args.iter().map(json).collect();
        line(out, indent, &format!("{}({}){}", effect.kind, args.join(", "), at_line(effect.line)));
    }
}

fn at_line(line: Option<u32>) -> String {
    line.map_or_else(String::new, |line| format!("   line {line}"))
}

fn diagnostic(out: &mut String, finding: &Diagnostic, report: &Report) {
    line(
        out,
        0,
        &format!("{}[{}]: {}", finding.severity.name(), finding.code.name(), finding.message),
    );
    if let Some(place) = finding
        .location
        .as_ref()
        .map(|place| self::place(place, report))
        .filter(|place| !place.is_empty())
    {
        line(out, 1, &place);
    }
    for label in &finding.labels {
        line(out, 1, &format!("{}: {}", place(&label.place, report), label.text));
    }
    if let Some(help) = &finding.help {
        line(out, 1, &format!("help: {help}"));
    }
}

fn place(place: &Place, report: &Report) -> String {
    match place {
        Place::Span { script, .. } | Place::Script { script } => {
            let kind = report
                .runs
                .iter()
                .find(|run| run.script == *script)
                .map_or("script", |run| kind(run.kind));
            match place.span() {
                Some(span) => format!("{kind} \"{}\", line {}", cut(script), span.line),
                None => format!("{kind} \"{}\"", cut(script)),
            }
        }
        Place::Scenario { line: Some(line), column: Some(column), .. } => {
            format!("scenario, line {line}, column {column}")
        }
        Place::Scenario { pointer, .. } => cut(pointer),
    }
}

#[cfg(test)]
mod tests;
