//! How we know: grade, source and day.

use yew::prelude::*;

use super::words::day;
use crate::claims::Evidence;

/// The grade as bars and word, and the source as a link.
pub fn evidence(grade: Evidence, source: &str, as_of: &str) -> Html {
    let bars = match grade {
        Evidence::Documented => 4,
        Evidence::Staff => 3,
        Evidence::Observed => 2,
        Evidence::Inferred => 1,
    };
    let day = day(as_of);
    html! {
        <>
            <span class="evidence">
                <svg class="evidence__bars" viewBox="0 0 15 10" aria-hidden="true">
                    { for (0..4).map(|bar| html! {
                        <rect x={(bar * 4).to_string()} y={(6 - bar * 2).to_string()} width="3" height={(4 + bar * 2).to_string()} class={(bar >= bars).then_some("evidence__off")} />
                    }) }
                </svg>
                { grade.name() }
            </span>
            if source.starts_with("http") {
                <a href={source.to_owned()} target="_blank" rel="noopener noreferrer" title={source.to_owned()}>{ format!("{}, {day}", name(source)) }</a>
            } else {
                <span class="quiet">{ format!("{source}, {day}") }</span>
            }
        </>
    }
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
