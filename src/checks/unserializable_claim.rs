//! `unserializable-claim`, `unserializable-promise`: values that JSON cannot carry (`domain.md` §3.8; ASY-01).

use super::{
    Facts, sites,
    wording::{one_line, quoted},
};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::Place;
use crate::report::Target;
use crate::script::Held;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for (target, object) in
        [(Target::IdToken, &facts.login.id_token), (Target::AccessToken, &facts.login.access_token)]
    {
        for (name, held) in &object.members {
            let finding = match held {
                Held::Unserializable(why) => Diagnostic::new(
                    Code::UnserializableClaim,
                    format!(
                        "the value of claim {} cannot be serialised: {}",
                        quoted(name),
                        one_line(why)
                    ),
                )
                .help("set plain data: pick the members that the token needs"),
                Held::Promise => Diagnostic::new(
                    Code::UnserializablePromise,
                    format!(
                        "the value of claim {} is a promise, which a token holds as `{{}}`",
                        quoted(name)
                    ),
                )
                .help("make the rule an `async` function and `await` the value before `callback`"),
                Held::Json(_) | Held::Converted(_) | Held::Nothing(_) => continue,
            };
            let claim =
                facts.claims.iter().find(|claim| claim.target == target && claim.name == *name);
            findings.push(match claim {
                Some(claim) => sites::at_name(facts, finding, claim),
                None => match sites::last_write(facts, target, name) {
                    Some(place) => finding.at(place),
                    None => finding.at(Place::pointer("")),
                },
            });
        }
    }
}
