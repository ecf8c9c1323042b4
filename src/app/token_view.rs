//! One token: encoded, decoded, who put each claim there, and what a script wrote that is not in it.

use serde_json::Value;

use super::chip;
use super::claim_table::{line_link, stand_in};
use super::copy_button::copy_button;
use super::el::{El, On, button, copy, el, group};
use super::gates;
use super::state::{Action, Copies, State};
use super::words::{counted, cut, sentence, value};
use crate::place::ArtifactKind;
use crate::report::{Artifact, Claim, Format, OriginKind, Report};

/// Characters of an encoded token that are drawn.
const ENCODED: usize = 4000;
/// Claims that are drawn.
const CLAIMS: usize = 300;

/// The token that is chosen, else the first that was issued.
pub fn shown(report: &Report, token: Option<ArtifactKind>) -> Option<&Artifact> {
    let all = &report.artifacts;
    token
        .and_then(|kind| all.iter().find(|artifact| artifact.kind == kind))
        .or_else(|| all.iter().find(|artifact| artifact.issued))
        .or_else(|| all.first())
}

/// The tokens, one at a time.
#[expect(clippy::similar_names, reason = "`state` and `stale` are the words of this page")]
pub fn token_view(report: &Report, stale: bool, state: &State, on: &On) -> El {
    let Some(artifact) = shown(report, state.open.token) else {
        return el("div.pane-state").with(el("p").with(el("b This request issues no token")));
    };
    let copies = |what, label| copy_button(what, label, stale, state, on);
    let name = gates::capital(artifact.kind.label());
    group()
        .with(
            el("div.toolbar")
                .with(el("div.segmented[role=group][aria-label=Token]").each(
                    report.artifacts.iter().map(|other| {
                        button("button", on, Action::TokenChosen(other.kind))
                            .state("aria-pressed", other.kind == artifact.kind)
                            .with(gates::capital(other.kind.label()))
                    }),
                ))
                .with(el("span.push"))
                .with(
                    (!artifact.payload.is_empty()).then(|| copies(Copies::Payload, "Copy payload")),
                )
                .with((!artifact.encoded.is_empty()).then(|| copies(Copies::Token, "Copy token"))),
        )
        .with(
            el("section.token-view")
                .attr("aria-label", name)
                .with(if artifact.issued {
                    issued(artifact, report, on)
                } else {
                    let none = ["No ", artifact.kind.label()].concat();
                    el("div.pane-state")
                        .with(el("p").with(el("b").with(none)))
                        .with(el("p").with(sentence(&artifact.why)).with("."))
                })
                .with(missing(artifact, report, on)),
        )
}

fn title(words: &'static str) -> El {
    el("h3.token-view__title").with(words)
}

fn issued(artifact: &Artifact, report: &Report, on: &On) -> El {
    let why = || el("p.token-view__why");
    let encoded = (!artifact.encoded.is_empty()).then(|| {
        let signed = match artifact.format {
            Format::Jwt => ", signed with a demo key: no server accepts it",
            _ => "",
        };
        group()
            .with(
                title("Encoded ")
                    .with(el("span.quiet").with(format!("{} bytes{signed}", artifact.bytes))),
            )
            .with(el("p.token-view__encoded[tabindex=0]").with(encoded(artifact)))
    });
    let header = (!artifact.header.is_empty()).then(|| {
        let header = value(Some(&Value::Object(artifact.header.clone())), 300);
        title("Header ").with(el("code.quiet").with(header))
    });
    group().with(why().with(sentence(&artifact.why)).with(".")).with(encoded).with(header).with(
        if artifact.payload.is_empty() {
            why().with("An application reads nothing in it.")
        } else {
            payload(artifact, report, on)
        },
    )
}

fn payload(artifact: &Artifact, report: &Report, on: &On) -> El {
    let all = artifact.payload.len();
    let count = counted(all, "claim", "claims");
    let caption = ["Claims of the ", artifact.kind.label()].concat();
    let head = |name: &'static str| el("th[scope=col]").with(name);
    group()
        .with(
            title("Payload ").with(el("span.quiet").with(count + ", each with what put it there")),
        )
        .with(
            el("table.token-view__claims")
                .with(el("caption.visually-hidden").with(caption))
                .with(
                    el("thead.visually-hidden")
                        .with(el("tr").each(["Claim", "Value", "From"].map(head))),
                )
                .with(
                    el("tbody").each(
                        artifact
                            .payload
                            .iter()
                            .take(CLAIMS)
                            .map(|(name, held)| payload_row(artifact.kind, name, held, report, on)),
                    ),
                ),
        )
        .with((all > CLAIMS).then(|| {
            let rest = all - CLAIMS;
            el("p.quiet")
                .with(format!("{rest} more claims are not drawn; Copy payload has them all"))
        }))
}

fn encoded(artifact: &Artifact) -> El {
    if !matches!(artifact.format, Format::Jwt) {
        return group().with(cut(&artifact.encoded, ENCODED));
    }
    let mut parts = artifact.encoded.splitn(3, '.');
    let mut part = |name: &'static str| {
        let text = cut(parts.next().unwrap_or_default(), ENCODED);
        el("span").attr("data-part", name).with(text)
    };
    let dot = || el("b .");
    group()
        .with(part("header"))
        .with(dot())
        .with(part("payload"))
        .with(dot())
        .with(part("signature"))
}

/// The claim that put a member into an artifact.
fn writer<'a>(kind: ArtifactKind, name: &str, report: &'a Report) -> Option<&'a Claim> {
    let arrives = |claim: &&Claim| {
        claim.name == name
            && claim
                .verdicts
                .iter()
                .any(|verdict| verdict.artifact == kind && verdict.code.is_kept())
    };
    let mut all = report.claims.iter().filter(arrives);
    let first = all.next()?;
    if first.is_custom() {
        Some(first)
    } else {
        Some(all.find(|claim| claim.is_custom()).unwrap_or(first))
    }
}

/// Where a standard claim comes from (`domain.md` §2): the input that it follows.
fn standard_source(name: &str) -> (&'static str, Option<&'static str>) {
    match name {
        "iss" => ("the tenant", Some("/tenant/domain")),
        "sub" => ("user.user_id", Some("/user")),
        "aud" | "azp" | "client_id" => ("the request", Some("/client/client_id")),
        "iat" | "exp" | "auth_time" | "nbf" => ("the simulated clock", Some("/now")),
        "scope" => ("granted scopes", Some("/request")),
        "permissions" => ("permissions of the user", Some("/authorization/permissions")),
        "email" | "email_verified" => ("scope email", Some("/user")),
        "name" | "nickname" | "picture" | "given_name" | "family_name" | "updated_at"
        | "locale" | "gender" | "birthdate" | "zoneinfo" | "profile" | "website" => {
            ("scope profile", Some("/user"))
        }
        _ => ("Auth0", None),
    }
}

fn payload_row(kind: ArtifactKind, name: &str, held: &Value, report: &Report, on: &On) -> El {
    let writer =
        writer(kind, name, report).filter(|claim| claim.origin.kind != OriginKind::Standard);
    let from = match writer {
        Some(claim) => {
            group().with(format!("{}, ", claim.origin.script)).with(line_link(&claim.origin, on))
        }
        None => match standard_source(name) {
            (words, Some(at)) => {
                button("button.line-link", on, Action::InputSought(at.into())).with(words)
            }
            (words, None) => group().with(words),
        },
    };
    el("tr")
        .key(name)
        .maybe("data-origin", writer.map(|_| "script"))
        .with(
            el("th[scope=row]")
                .with(el("code").attr("title", copy(name)).with(super::wires::shorten(name, 40))),
        )
        .with(el("td").with(el("code").with(value(Some(held), 300))).with(stand_in(writer)))
        .with(el("td").with(from))
}

fn missing(artifact: &Artifact, report: &Report, on: &On) -> Option<El> {
    let mut lost = Vec::new();
    for claim in report.claims.iter().filter(|claim| claim.is_custom()) {
        for verdict in &claim.verdicts {
            if verdict.artifact == artifact.kind && !verdict.code.is_kept() && lost.len() < CLAIMS {
                lost.push(
                    el("li")
                        .with(el("code").attr("title", &claim.name).with(&claim.name))
                        .with(chip::verdict(verdict))
                        .with(
                            button(
                                "button.line-link",
                                on,
                                Action::RowOpened(claim.name.as_str().into()),
                            )
                            .with("Why"),
                        ),
                );
            }
        }
    }
    (!lost.is_empty()).then(|| {
        group()
            .with(title("Written by a script, but not in this token"))
            .with(el("ul.token-view__missing").each(lost))
    })
}
