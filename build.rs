//! Takes the modules of the library into the binary, so that the command line needs no files beside it. Modules that are
//! not built yet (`npm run library`) are left out, and `require` says so. The browser's engine fetches them instead.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const FOLDER: &str = "static/library";
/// The texts that realms are made with. What is for people only is left out of them.
const HOST: &str = "src/script/host";
const HOST_TEXTS: [&str; 2] = ["prelude.js", "actions.js"];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={FOLDER}");
    println!("cargo::rerun-if-changed={HOST}");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    for name in HOST_TEXTS {
        let text = fs::read_to_string(root.join(HOST).join(name))?;
        fs::write(out.join(name), without_comments(&text))?;
    }
    let embed = env::var_os("CARGO_CFG_TARGET_FAMILY").is_none_or(|family| family != "wasm");
    let files = if embed { modules(&root.join(FOLDER))? } else { Vec::new() };
    let mut table =
        String::from("/// Name of the file and its text.\nconst EMBEDDED: &[(&str, &str)] = &[\n");
    for (name, path) in files {
        // Writing to a text cannot fail.
        let path = path.to_string_lossy();
        let _ = writeln!(table, "    ({name:?}, include_str!({path:?})),");
    }
    table.push_str("];\n");
    fs::write(out.join("library.rs"), table)
}

/// The built modules, by name. None is no fault.
fn modules(folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "js")
            && let Some(name) = path.file_stem().and_then(|name| name.to_str())
        {
            found.push((name.to_owned(), path.clone()));
        }
    }
    found.sort();
    Ok(found)
}

/// The text without its indentation and without lines that are comments. No literal in them spans lines.
fn without_comments(text: &str) -> String {
    let lines = text.lines().map(str::trim_start);
    lines.filter(|line| !line.starts_with("//")).fold(String::new(), |out, line| out + line + "\n")
}
