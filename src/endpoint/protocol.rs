//! `context.protocol` and `event.transaction.protocol` (`domain.md` §1.10).

use super::Flow;

/// What rules see for `/authorize`. Their list knows no hybrid flow; the code decides (inferred).
pub fn of_response_type(flow: Flow) -> Option<&'static str> {
    match flow {
        Flow::Authorize { code: true, .. } => Some("oidc-basic-profile"),
        Flow::Authorize { .. } => Some("oidc-implicit-profile"),
        _ => None,
    }
}

/// What Actions see, given what rules see.
pub fn for_actions(flow: Flow, for_rules: Option<&'static str>) -> Option<&'static str> {
    match flow {
        Flow::Authorize { code: true, token, id_token }
            if (token || id_token) && for_rules == Some("oidc-basic-profile") =>
        {
            Some("oidc-hybrid-profile")
        }
        // A word for rules alone: Actions are paused one by one, and know by their handler that they go on.
        _ => for_rules.filter(|protocol| *protocol != "redirect-callback"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hybrid_flow_has_a_name_of_its_own_for_actions_only() {
        let hybrid = Flow::Authorize { code: true, token: false, id_token: true };
        assert_eq!(of_response_type(hybrid), Some("oidc-basic-profile"));
        assert_eq!(for_actions(hybrid, of_response_type(hybrid)), Some("oidc-hybrid-profile"));
        let implicit = Flow::Authorize { code: false, token: true, id_token: true };
        assert_eq!(
            for_actions(implicit, of_response_type(implicit)),
            Some("oidc-implicit-profile")
        );
    }
}
