//! Cases and pages as Markdown: prose with scenarios, scripts and reports in fences.

mod markdown;

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use claimscope::diagnostics::Severity;
use claimscope::report::text;
use claimscope::scenario::{Instant, Scenario, json, jsonc};
use serde_json::{Value, json};

/// The day on which every case happens that names none.
pub(crate) const CASE_DAY: &str = "2026-06-01";

/// What a fence holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Tag {
    /// ```` ```jsonc scenario ````
    Scenario,
    /// ```` ```js rule="Name" ````; pages may leave the name out.
    Rule(String),
    /// ```` ```js action="Name" ````
    Action(String),
    /// ```` ```report claims diagnostics ````
    Report(Vec<text::Section>),
    /// ```` ```json expect ````
    Expect,
}

/// One fence.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    /// What it holds.
    pub(crate) tag: Tag,
    /// Its text, without the last line break.
    pub(crate) text: String,
    /// Line of its first text line in the file, from 1.
    pub(crate) line: usize,
    /// Byte range of its text in the file, the last line break included.
    pub(crate) range: Range<usize>,
    /// The `##` heading above it; empty for none.
    pub(crate) heading: String,
}

/// One `#` section of a file.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    /// The file.
    pub(crate) file: PathBuf,
    /// Line of the title, from 1.
    pub(crate) line: usize,
    /// The behaviour; empty for text before the first title.
    pub(crate) title: String,
    /// Its fences, in order.
    pub(crate) blocks: Vec<Block>,
}

/// A finding that a comment in a script announces: `// error: [code]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pin {
    /// Name of the script.
    pub(crate) script: String,
    /// Line in the script, from 1.
    pub(crate) line: u32,
    /// Severity.
    pub(crate) severity: Severity,
    /// Code.
    pub(crate) code: String,
}

impl Case {
    /// Where the case stands, for messages.
    pub(crate) fn place(&self) -> String {
        format!("{}:{} {}", self.file.display(), self.line, self.title)
    }

    /// The scenario of the fences under one `##` heading, or of all of them.
    pub(crate) fn scenario(&self, heading: Option<&str>) -> Result<Scenario, String> {
        Ok(json::from_value(&self.document(heading)?, Instant::parse(CASE_DAY).unwrap()))
    }

    /// The same as JSON.
    pub(crate) fn document(&self, heading: Option<&str>) -> Result<Value, String> {
        document(
            self.blocks
                .iter()
                .filter(|block| heading.is_none_or(|heading| block.heading == heading)),
        )
    }

    /// All announced findings.
    pub(crate) fn pins(&self) -> Vec<Pin> {
        let scripts = self.blocks.iter().filter_map(|block| match &block.tag {
            Tag::Rule(name) | Tag::Action(name) => Some((name, &block.text)),
            _ => None,
        });
        scripts.flat_map(|(name, text)| pins(name, text)).collect()
    }
}

/// The scenario of some fences as JSON: scripts are appended, or become the text of the entry of their name.
fn document<'a>(blocks: impl Iterator<Item = &'a Block> + Clone) -> Result<Value, String> {
    let mut document = json!({});
    for block in blocks.clone().filter(|block| block.tag == Tag::Scenario) {
        document = jsonc::read(&block.text).map_err(|fault| {
            format!("line {}: {}", block.line + fault.line as usize - 1, fault.message)
        })?;
    }
    let Value::Object(members) = &mut document else {
        return Err("the scenario is no object".into());
    };
    members.entry("now").or_insert_with(|| json!(CASE_DAY));
    for block in blocks {
        let (list, name, field) = match &block.tag {
            Tag::Rule(name) => ("rules", name, "script"),
            Tag::Action(name) => ("actions", name, "code"),
            _ => continue,
        };
        let Value::Array(items) = members.entry(list).or_insert_with(|| json!([])) else {
            return Err(format!("`{list}` is no list"));
        };
        let waiting = items
            .iter_mut()
            .find(|item| item.get("name") == Some(&json!(name)) && item.get(field).is_none());
        match waiting.and_then(Value::as_object_mut) {
            Some(item) => {
                item.insert(field.into(), json!(block.text));
            }
            None => items.push(json!({ "name": name, field: block.text })),
        }
    }
    Ok(document)
}

fn pins(script: &str, text: &str) -> Vec<Pin> {
    let mut pins = Vec::new();
    for (line, text) in (1..).zip(text.lines()) {
        for severity in [Severity::Error, Severity::Warning, Severity::Note] {
            let start = format!("// {}: [", severity.name());
            let Some((codes, "")) =
                text.rsplit_once(&start).and_then(|(_, rest)| rest.trim_end().split_once(']'))
            else {
                continue;
            };
            pins.extend(codes.split(", ").map(|code| Pin {
                script: script.to_owned(),
                line,
                severity,
                code: code.to_owned(),
            }));
        }
    }
    pins
}

/// The sections of one Markdown file.
pub(crate) fn read(file: &Path) -> Result<Vec<Case>, String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    markdown::parse(file, &text)
}

/// All cases, in the order of their files' names.
pub(crate) fn cases() -> Result<Vec<Case>, String> {
    let mut cases = Vec::new();
    for file in files(Path::new("tests/cases"), "md") {
        let sections = read(&file)?;
        cases.extend(
            sections.into_iter().filter(|case| !(case.title.is_empty() && case.blocks.is_empty())),
        );
    }
    Ok(cases)
}

/// All files of one kind below a directory, by name.
pub(crate) fn files(directory: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<PathBuf> =
        fs::read_dir(directory).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|known| known == extension) {
            found.push(path);
        }
    }
    found
}
