//! One token: encoded, decoded, who put each claim there, and what a script wrote that is not in it.

use std::rc::Rc;

use serde_json::Value;
use yew::prelude::*;

use super::chip;
use super::claim_table::line_link;
use super::copy_button::CopyButton;
use super::gates;
use super::same::same;
use super::state::Action;
use super::words::{counted, cut, sentence, value};
use crate::place::ArtifactKind;
use crate::report::{Artifact, Claim, Format, OriginKind, Report, Verdict};

/// Characters of an encoded token that are drawn.
const ENCODED: usize = 4000;
/// Claims that are drawn.
const CLAIMS: usize = 300;

/// See [`TokenView`].
#[derive(Debug, Properties)]
pub struct Props {
    /// The result.
    pub report: Rc<Report>,
    /// The chosen token.
    pub token: Option<ArtifactKind>,
    /// The result belongs to an earlier version.
    pub stale: bool,
    /// What happens.
    pub on: Callback<Action>,
}

same!(Props { report; token stale on });

/// The tokens, one at a time.
#[component]
pub fn TokenView(Props { report, token, stale, on }: &Props) -> Html {
    let chosen =
        token.and_then(|kind| report.artifacts.iter().find(|artifact| artifact.kind == kind));
    let Some(artifact) = chosen
        .or_else(|| report.artifacts.iter().find(|artifact| artifact.issued))
        .or_else(|| report.artifacts.first())
    else {
        return html! { <div class="pane-state"><p><b>{ "This request issues no token" }</b></p></div> };
    };
    let encoded = artifact.encoded.clone();
    let payload = serde_json::to_string_pretty(&artifact.payload).unwrap_or_default();
    html! {
        <>
            <div class="toolbar">
                <div class="segmented" role="group" aria-label="Token">
                    { for report.artifacts.iter().map(|other| {
                        let kind = other.kind;
                        html! { <button type="button" aria-pressed={(kind == artifact.kind).to_string()} onclick={on.reform(move |_| Action::TokenChosen(kind))}>{ gates::capital(kind.label()) }</button> }
                    }) }
                </div>
                <span class="push"></span>
                if !artifact.payload.is_empty() { <CopyButton label="Copy payload" text={Callback::from(move |()| payload.clone())} disabled={*stale} /> }
                if !artifact.encoded.is_empty() { <CopyButton label="Copy token" text={Callback::from(move |()| encoded.clone())} disabled={*stale} /> }
            </div>
            <section class="token-view" aria-label={gates::capital(artifact.kind.label())}>
                if artifact.issued { { issued(artifact, report, on) } } else {
                    <div class="pane-state"><p><b>{ format!("No {}", artifact.kind.label()) }</b></p><p>{ sentence(&artifact.why) }{ "." }</p></div>
                }
                { missing(artifact, report, on) }
            </section>
        </>
    }
}

fn issued(artifact: &Artifact, report: &Report, on: &Callback<Action>) -> Html {
    let signed = matches!(artifact.format, Format::Jwt);
    html! {
        <>
            <p class="token-view__why">{ sentence(&artifact.why) }{ "." }</p>
            if !artifact.encoded.is_empty() {
                <h3 class="token-view__title">{ "Encoded " }<span class="quiet">{ format!("{} bytes{}", artifact.bytes, if signed { ", signed with a demo key: no server accepts it" } else { "" }) }</span></h3>
                <p class="token-view__encoded" tabindex="0">{ encoded(artifact) }</p>
            }
            if !artifact.header.is_empty() {
                <h3 class="token-view__title">{ "Header " }<code class="quiet">{ value(Some(&Value::Object(artifact.header.clone())), 300) }</code></h3>
            }
            if artifact.payload.is_empty() {
                <p class="token-view__why">{ "An application reads nothing in it." }</p>
            } else {
                <h3 class="token-view__title">{ "Payload " }<span class="quiet">{ format!("{}, each with what put it there", counted(artifact.payload.len(), "claim", "claims")) }</span></h3>
                <table class="token-view__claims">
                    <caption class="visually-hidden">{ format!("Claims of the {}", artifact.kind.label()) }</caption>
                    <thead class="visually-hidden"><tr><th scope="col">{ "Claim" }</th><th scope="col">{ "Value" }</th><th scope="col">{ "From" }</th></tr></thead>
                    <tbody>
                        { for artifact.payload.iter().take(CLAIMS).map(|(name, held)| payload_row(artifact.kind, name, held, report, on)) }
                    </tbody>
                </table>
                if artifact.payload.len() > CLAIMS { <p class="quiet">{ format!("{} more claims are not drawn; Copy payload has them all", artifact.payload.len() - CLAIMS) }</p> }
            }
        </>
    }
}

fn encoded(artifact: &Artifact) -> Html {
    if !matches!(artifact.format, Format::Jwt) {
        return html! { { cut(&artifact.encoded, ENCODED) } };
    }
    let mut parts = artifact.encoded.splitn(3, '.');
    let mut next = || parts.next().unwrap_or_default().to_owned();
    let (header, payload, signature) = (next(), next(), next());
    html! {
        <>
            <span data-part="header">{ header }</span><b>{ "." }</b>
            <span data-part="payload">{ cut(&payload, ENCODED) }</span><b>{ "." }</b>
            <span data-part="signature">{ cut(&signature, ENCODED) }</span>
        </>
    }
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

fn payload_row(
    kind: ArtifactKind,
    name: &str,
    held: &Value,
    report: &Report,
    on: &Callback<Action>,
) -> Html {
    let writer =
        writer(kind, name, report).filter(|claim| claim.origin.kind != OriginKind::Standard);
    let from = match writer {
        Some(claim) => {
            html! { <>{ format!("{}, ", claim.origin.script) }{ line_link(&claim.origin, on) }</> }
        }
        None => match standard_source(name) {
            (words, Some(at)) => {
                html! { <button class="line-link" type="button" onclick={on.reform(move |_| Action::InputSought(at.into()))}>{ words }</button> }
            }
            (words, None) => html! { { words } },
        },
    };
    html! {
        <tr key={name.to_owned()} data-origin={writer.map(|_| "script")}>
            <th scope="row"><code title={name.to_owned()}>{ super::wires::shorten(name, 40) }</code></th>
            <td><code>{ value(Some(held), 300) }</code></td>
            <td>{ from }</td>
        </tr>
    }
}

fn missing(artifact: &Artifact, report: &Report, on: &Callback<Action>) -> Html {
    let lost: Vec<(&Claim, &Verdict)> = report
        .claims
        .iter()
        .filter(|claim| claim.is_custom())
        .flat_map(|claim| {
            claim
                .verdicts
                .iter()
                .filter(|verdict| verdict.artifact == artifact.kind && !verdict.code.is_kept())
                .map(move |verdict| (claim, verdict))
        })
        .collect();
    if lost.is_empty() {
        return html! {};
    }
    html! {
        <>
            <h3 class="token-view__title">{ "Written by a script, but not in this token" }</h3>
            <ul class="token-view__missing">
                { for lost.iter().take(CLAIMS).map(|(claim, verdict)| {
                    let name: Rc<str> = claim.name.as_str().into();
                    let why = on.reform(move |_: MouseEvent| Action::RowOpened(Rc::clone(&name)));
                    html! { <li><code title={claim.name.clone()}>{ &claim.name }</code>{ chip::verdict(verdict) }<button class="line-link" type="button" onclick={why}>{ "Why" }</button></li> }
                }) }
            </ul>
        </>
    }
}
