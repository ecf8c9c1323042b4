//! The few forms of Markdown that our own pages use, as elements: no HTML passes through.

use super::el::{El, copy, el, group};

/// A page as elements.
pub(crate) fn markdown(text: &str) -> El {
    let mut lines = text.lines().peekable();
    let mut blocks = Vec::new();
    while let Some(line) = lines.next() {
        if let Some(language) = line.trim_start().strip_prefix("```") {
            let body: Vec<&str> =
                lines.by_ref().take_while(|line| !line.trim_start().starts_with("```")).collect();
            blocks.push(
                el("pre.markdown__code[tabindex=0]")
                    .attr("data-language", copy(language.trim()))
                    .with(el("code").with(body.join("\n"))),
            );
        } else if let Some(heading) = heading(line) {
            blocks.push(heading);
        } else if let Some(first) = item(line) {
            let ordered = line.trim_start().starts_with(|letter: char| letter.is_ascii_digit());
            let mut items = vec![first.to_owned()];
            while let Some(next) = lines.peek().copied() {
                match item(next) {
                    Some(text) => items.push(text.to_owned()),
                    // An indented line goes on with the item above.
                    None if next.starts_with(' ') && !next.trim().is_empty() => {
                        if let Some(last) = items.last_mut() {
                            *last = format!("{last} {}", next.trim());
                        }
                    }
                    None => break,
                }
                lines.next();
            }

            blocks.push(
                el(if ordered { "ol" } else { "ul" })
                    .each(items.iter().map(|item| el("li").with(inline(item)))),
            );
        } else if !line.trim().is_empty() {
            let mut paragraph = line.trim().to_owned();
            while let Some(next) = lines.next_if(|next| {
                !next.trim().is_empty()
                    && heading(next).is_none()
                    && item(next).is_none()
                    && !next.trim_start().starts_with("```")
            }) {
                paragraph = format!("{paragraph} {}", next.trim());
            }
            blocks.push(el("p").with(inline(&paragraph)));
        }
    }
    el("div.markdown").each(blocks)
}

fn heading(line: &str) -> Option<El> {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    let text = line.get(level..)?.strip_prefix(' ')?;
    Some(match level {
        0 => return None,
        // The dialog's own heading, of the second level, says it already.
        1 => group(),
        2 => el("h3").with(inline(text)),
        _ => el("h4").with(inline(text)),
    })
}

fn item(line: &str) -> Option<&str> {
    let line = line.trim_start();
    if let Some(text) = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")) {
        return Some(text);
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 { None } else { line.get(digits..)?.strip_prefix(". ") }
}

/// Code, bold, emphasis by asterisks and links in a line of text.
fn inline(text: &str) -> El {
    let mut parts = group();
    let mut rest = text;
    while !rest.is_empty() {
        let signs = [rest.find(['`', '[', '*', '<']), rest.find("https://")];
        let Some(at) = signs.into_iter().flatten().min() else { break };
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let (found, after) = code(from)
            .or_else(|| strong(from))
            .or_else(|| link(from))
            .or_else(|| address(from))
            .or_else(|| bare(from))
            .unwrap_or_else(|| {
                let (sign, after) = from.split_at_checked(1).unwrap_or((from, ""));
                (group().with(copy(sign)), after)
            });
        parts = parts.with(copy(before)).with(found);
        rest = after;
    }
    parts.with(copy(rest))
}

fn code(text: &str) -> Option<(El, &str)> {
    let (held, after) = text.strip_prefix('`')?.split_once('`')?;
    Some((el("code").with(copy(held)), after))
}

fn strong(text: &str) -> Option<(El, &str)> {
    if let Some((held, after)) = text.strip_prefix("**").and_then(|text| text.split_once("**")) {
        return Some((el("b").with(inline(held)), after));
    }
    let (held, after) = text.strip_prefix('*')?.split_once('*')?;
    (!held.is_empty() && !held.starts_with(' ')).then(|| (el("em").with(copy(held)), after))
}

fn link(text: &str) -> Option<(El, &str)> {
    let (label, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (target, after) = rest.split_once(')')?;
    Some((anchor(target, inline(label)), after))
}

/// An address without any signs: up to the next space, without the mark that ends a sentence.
fn bare(text: &str) -> Option<(El, &str)> {
    text.starts_with("https://").then_some(())?;
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let url = text.get(..end)?.trim_end_matches(['.', ',', ';', ')']);
    Some((anchor(url, group().with(copy(url))), text.get(url.len()..)?))
}

fn address(text: &str) -> Option<(El, &str)> {
    let (target, after) = text.strip_prefix('<')?.split_once('>')?;
    target.starts_with("https://").then(|| (anchor(target, group().with(copy(target))), after))
}

/// Only the web: no other scheme becomes a link.
fn anchor(target: &str, label: El) -> El {
    if target.starts_with("https://") || target.starts_with("http://") {
        super::evidence::link(target).with(label)
    } else {
        el("span").with(label)
    }
}
