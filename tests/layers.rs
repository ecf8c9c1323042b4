//! The modules point one way, and each foreign thing has one door.
#![expect(clippy::panic, reason = "a helper of a test fails the test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use claimscope::claims::VerdictCode;
use claimscope::diagnostics::Code;

/// All Rust files below a directory, by name.
fn sources(directory: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<PathBuf> =
        fs::read_dir(directory).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            found.extend(sources(&path.to_string_lossy()));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Code without its comments: prose may name anything.
fn code(path: &Path) -> Vec<(usize, String)> {
    let text = text(path);
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim_start().starts_with("//"));
    lines.map(|(number, line)| (number, line.to_owned())).collect()
}

/// The module of the crate that a file belongs to: `scenario` for `src/scenario/json/mod.rs`.
fn module(path: &Path) -> String {
    let rest = path.strip_prefix("src").unwrap_or(path);
    let first =
        rest.components().next().map(|part| part.as_os_str().to_string_lossy().into_owned());
    first.unwrap_or_default().trim_end_matches(".rs").to_owned()
}

/// The modules in the order of `src/lib.rs`.
fn order() -> Vec<String> {
    let text = text(Path::new("src/lib.rs"));
    text.lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect()
}

/// The modules of the crate that a line names: in `crate::x`, and in `use crate::{x, y::z}`.
fn named(line: &str) -> Vec<String> {
    let mut names = Vec::new();
    let word = |text: &str| {
        text.trim_start()
            .chars()
            .take_while(|char| char.is_alphanumeric() || *char == '_')
            .collect::<String>()
    };
    for rest in line.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(list) => {
                let mut depth = 0_i32;
                let mut item = String::new();
                for char in list.chars() {
                    match char {
                        '{' => depth += 1,
                        '}' => depth -= 1,
                        ',' if depth == 0 => names.push(word(&std::mem::take(&mut item))),
                        _ => {}
                    }
                    if depth < 0 {
                        break;
                    }
                    item.push(if char == ',' && depth == 0 { ' ' } else { char });
                }
                names.push(word(&item));
            }
            None => names.push(word(rest)),
        }
    }
    names
}

#[test]
fn a_module_names_only_those_above_it() {
    let order = order();
    assert!(order.len() > 8, "{order:?}");
    let mut faults = Vec::new();
    for path in sources("src") {
        let module = module(&path);
        let Some(rank) = order.iter().position(|known| *known == module) else { continue };
        // A `use` of several lines is one.
        let mut statement = String::new();
        for (number, line) in code(&path) {
            statement.push_str(&line);
            if statement.trim_start().starts_with("use ") && !statement.contains(';') {
                continue;
            }
            for name in named(&statement) {
                if order.iter().position(|known| *known == name).is_some_and(|other| other > rank) {
                    faults.push(format!("{}:{number}: {module} names {name}", path.display()));
                }
            }
            statement.clear();
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_list_of_modules_is_read_as_such() {
    assert_eq!(
        named("use crate::{claims::{A, B}, place}; crate::report::X"),
        ["claims", "place", "report"]
    );
}

#[test]
fn each_foreign_thing_has_one_door() {
    let doors: [(&[&str], &[&str]); 4] = [
        (&["rquickjs", "oxc_"], &["script"]),
        (&["yew", "web_sys", "gloo"], &["app"]),
        (&["js_sys"], &["app", "builtin"]),
        (&["std::fs", "std::io", "std::process"], &["bin"]),
    ];
    let mut faults = Vec::new();
    for path in sources("src") {
        let module = module(&path);
        for (number, line) in code(&path) {
            for (things, allowed) in doors {
                // The binaries of the page and the worker talk to the browser.
                if allowed.contains(&module.as_str())
                    || (allowed.starts_with(&["app"]) && matches!(module.as_str(), "bin" | "main"))
                {
                    continue;
                }
                if let Some(thing) = things.iter().find(|thing| names(&line, thing)) {
                    faults.push(format!(
                        "{}:{number}: {thing} outside of {}",
                        path.display(),
                        allowed.join(", ")
                    ));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Whether a line of code names a crate or path, outside of text in quotes.
fn names(line: &str, thing: &str) -> bool {
    let code: String = line.split('"').step_by(2).collect();
    code.match_indices(thing).any(|(at, _)| {
        !code
            .get(..at)
            .unwrap_or_default()
            .ends_with(|char: char| char.is_alphanumeric() || char == '_')
    })
}

#[test]
fn the_clock_export_stands_in_one_file() {
    let files: Vec<PathBuf> = sources("src")
        .into_iter()
        .filter(|path| code(path).iter().any(|(_, line)| line.contains("no_mangle")))
        .collect();
    assert!(files.len() <= 1, "{files:?}");
    assert!(files.iter().all(|path| module(path) == "script"), "{files:?}");
}

#[test]
fn every_page_has_its_code_and_every_code_its_page() {
    let pages = |directory: &str| -> BTreeSet<String> {
        let entries = fs::read_dir(directory).into_iter().flatten().flatten();
        entries
            .filter_map(|entry| {
                entry.file_name().to_string_lossy().strip_suffix(".md").map(str::to_owned)
            })
            .collect()
    };
    assert_eq!(
        pages("docs/diagnostics"),
        Code::ALL.iter().map(|code| code.name().to_owned()).collect()
    );
    assert_eq!(
        pages("docs/verdicts"),
        VerdictCode::ALL.iter().map(|code| code.name().to_owned()).collect()
    );
}
