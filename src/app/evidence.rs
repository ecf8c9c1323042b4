//! How we know: grade, source and day.

use super::el::{El, copy, el, group};
use super::words::day;
use crate::claims::Evidence;

/// The grade as bars and word, and the source as a link.
pub fn evidence(grade: Evidence, source: &str, as_of: &str) -> El {
    let bars = match grade {
        Evidence::Documented => 4,
        Evidence::Staff => 3,
        Evidence::Observed => 2,
        Evidence::Inferred => 1_u32,
    };
    let day = day(as_of);
    let bar = |bar: u32| {
        el("rect[width=3]")
            .attr("x", bar * 4)
            .attr("y", 6 - bar * 2)
            .attr("height", 4 + bar * 2)
            .maybe("class", (bar >= bars).then_some("evidence__off"))
    };
    group()
        .with(
            el("span.evidence")
                .with(
                    el("svg.evidence__bars[viewBox=0 0 15 10][aria-hidden=true]")
                        .each((0..4).map(bar)),
                )
                .with(grade.name()),
        )
        .with(if source.starts_with("http") {
            link(source).attr("title", copy(source)).with(format!("{}, {day}", name(source)))
        } else {
            el("span.quiet").with(format!("{source}, {day}"))
        })
}

/// A link to another site.
pub fn link(target: &str) -> El {
    el("a[target=_blank][rel=noopener noreferrer]").attr("href", copy(target))
}

/// A short name for a source: host, and the last part of the path.
fn name(source: &str) -> String {
    let rest = source.split_once("://").map_or(source, |(_, rest)| rest);
    let host = rest.split('/').next().unwrap_or_default();
    let host = match host {
        "community.auth0.com" => "Auth0 community",
        "auth0.com" => "Auth0 docs",
        other => other,
    };
    match rest.trim_end_matches('/').rsplit_once('/') {
        Some((_, last)) => {
            let last = last.split(['#', '?']).next().unwrap_or(last);
            format!("{host}: {}", last.replace('-', " "))
        }
        None => host.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_named_shortly() {
        assert_eq!(name("https://community.auth0.com/t/6761"), "Auth0 community: 6761");
        assert_eq!(
            name("https://auth0.com/docs/a/create-custom-claims#x"),
            "Auth0 docs: create custom claims"
        );
        assert_eq!(name("https://example.com/"), "example.com");
    }
}
