//! The little of Markdown that cases and pages use: `#` and `##` headings, and fences.

use std::path::Path;

use claimscope::report::text::Section;

use super::{Block, Case, Tag};

/// The `#` sections of a text. What stands before the first title is a section without one.
pub(super) fn parse(file: &Path, text: &str) -> Result<Vec<Case>, String> {
    let case = |line, title: &str| Case {
        file: file.to_owned(),
        line,
        title: title.trim().to_owned(),
        blocks: Vec::new(),
    };
    let mut cases = vec![case(1, "")];
    let mut heading = String::new();
    let mut open: Option<(Block, usize)> = None;
    let mut at = 0;
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        let fault = |message: String| format!("{}:{number}: {message}", file.display());
        let start = at;
        at += line.len();
        let bare = line.trim_end();
        let ticks = bare.bytes().take_while(|byte| *byte == b'`').count();
        if let Some((mut block, length)) = open.take() {
            if ticks >= length && ticks == bare.len() {
                block.range.end = start;
                block.text = text
                    .get(block.range.clone())
                    .unwrap_or_default()
                    .trim_end_matches('\n')
                    .to_owned();
                cases.last_mut().unwrap().blocks.push(block);
            } else {
                open = Some((block, length));
            }
        } else if ticks >= 3 {
            let tag = tag(bare.trim_start_matches('`')).map_err(fault)?;
            open = Some((
                Block {
                    tag,
                    text: String::new(),
                    line: number + 1,
                    range: at..at,
                    heading: heading.clone(),
                },
                ticks,
            ));
        } else if let Some(title) = bare.strip_prefix("# ") {
            heading.clear();
            cases.push(case(number, title));
        } else if let Some(title) = bare.strip_prefix("## ") {
            title.trim().clone_into(&mut heading);
        }
    }
    if open.is_some() {
        return Err(format!("{}: a fence is not closed", file.display()));
    }
    Ok(cases)
}

/// What the words after the ticks say.
fn tag(words: &str) -> Result<Tag, String> {
    let (language, rest) = words.trim().split_once(' ').unwrap_or((words.trim(), ""));
    let rest = rest.trim();
    let name = |kind: &str| -> Option<String> {
        let value = rest.strip_prefix(kind)?;
        if value.is_empty() {
            return Some("Rule".into());
        }
        Some(value.strip_prefix("=\"")?.strip_suffix('"')?.to_owned())
    };
    match (language, rest) {
        ("jsonc" | "json", "scenario") => Ok(Tag::Scenario),
        ("jsonc" | "json", "expect") => Ok(Tag::Expect),
        ("js", _) if name("rule").is_some() => Ok(Tag::Rule(name("rule").unwrap())),
        ("js", _) if name("action").is_some() => Ok(Tag::Action(name("action").unwrap())),
        ("report", "") => Ok(Tag::Report(Section::ALL.to_vec())),
        ("report", names) => {
            let section =
                |name| Section::of(name).ok_or(format!("a report has no section `{name}`"));
            Ok(Tag::Report(names.split_whitespace().map(section).collect::<Result<_, _>>()?))
        }
        _ => Err(format!("a fence cannot be `{}`", words.trim())),
    }
}

#[test]
fn a_fence_knows_its_place_and_an_unknown_tag_fails() {
    let text = "intro\n# One\n```js rule=\"A\"\nfunction () {}\n```\n## Example\n````report claims\n```\n````\n# Two\n";
    let cases = parse(Path::new("x.md"), text).unwrap();
    assert_eq!(
        cases.iter().map(|case| case.title.as_str()).collect::<Vec<_>>(),
        ["", "One", "Two"]
    );
    let blocks = &cases[1].blocks;
    assert_eq!(
        (blocks[0].line, blocks[0].text.as_str(), text.get(blocks[0].range.clone()).unwrap()),
        (4, "function () {}", "function () {}\n")
    );
    assert_eq!((blocks[1].heading.as_str(), blocks[1].text.as_str()), ("Example", "```"));
    assert_eq!(
        parse(Path::new("x.md"), "```yaml\n```").unwrap_err(),
        "x.md:1: a fence cannot be `yaml`"
    );
    assert!(parse(Path::new("x.md"), "```report clams\n```").is_err());
    assert!(parse(Path::new("x.md"), "```report claims\n").is_err());
}
