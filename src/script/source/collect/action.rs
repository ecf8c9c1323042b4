//! What only an Action does: claims are set by a call.

use oxc_ast::ast::{Argument, CallExpression};
use oxc_span::GetSpan;

use super::Collecting;
use crate::report::Target;

/// The claim object behind `api.idToken` and `api.accessToken` (`domain.md` §5.3).
pub(super) fn target(member: &str) -> Option<Target> {
    match member {
        "idToken" => Some(Target::IdToken),
        "accessToken" => Some(Target::AccessToken),
        _ => None,
    }
}

impl<'a> Collecting<'_, 'a> {
    /// `api.idToken.setCustomClaim(name, value)`.
    pub(super) fn set_custom_claim(&mut self, call: &'a CallExpression<'a>, target: Target) {
        let mut arguments = call.arguments.iter().map(Argument::as_expression);
        if let (Some(Some(name)), Some(Some(value))) = (arguments.next(), arguments.next()) {
            let parts = self.values.parts(name, self.scope());
            self.claim(target, parts, name.span(), call.span, value);
        }
    }
}
