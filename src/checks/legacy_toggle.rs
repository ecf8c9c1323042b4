//! `legacy-toggle`: an application without OIDC Conformant on a tenant that is too young for the legacy pipeline
//! (`domain.md` §1.1, `SW-02`; MODE-05).

use super::Facts;
use crate::diagnostics::{Code, Collector, Diagnostic, Fix};
use crate::place::Place;
use crate::report::{ModeKind, Weight};
use crate::scenario::CONFORMANT_TENANTS;

const TOGGLE: &str = "/client/oidc_conformant";

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    let young = facts.scenario.tenant.created_at.filter(|created| *created >= CONFORMANT_TENANTS);
    // An audience makes the request conformant all the same, and a legacy endpoint would be refused with the toggle on.
    let decides = facts.endpoint.mode == ModeKind::Legacy
        && facts
            .endpoint
            .reasons
            .iter()
            .any(|reason| reason.pointer == TOGGLE && reason.weight == Weight::Decides);
    let Some(created) = young.filter(|_| decides).map(|created| created.to_string()) else {
        return;
    };
    let day = created.split('T').next().unwrap_or_default();
    findings.push(
        Diagnostic::new(
            Code::LegacyToggle,
            format!("OIDC Conformant is off for the application, and the tenant was created on {day}, when it was on by default"),
        )
        .help("turn it on: only applications that were written for the legacy pipeline need it off")
        .at(Place::pointer(TOGGLE))
        .label(Place::pointer("/tenant/created_at"), "the day it was created")
        .fix(Fix::setting("Turn on OIDC Conformant", TOGGLE, true.into())),
    );
}
