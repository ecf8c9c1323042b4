//! Which Actions run for a request (`domain.md` §1.8).

use super::Flow;
use crate::report::ModeKind;

/// A trigger whose Actions can set claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// After the rules of every login.
    PostLogin,
    /// For tokens without a user.
    CredentialsExchange,
}

impl Trigger {
    /// Its id in the Management API.
    pub fn name(self) -> &'static str {
        match self {
            Self::PostLogin => "post-login",
            Self::CredentialsExchange => "credentials-exchange",
        }
    }

    /// The export that it calls (`domain.md` §5.1).
    pub fn handler(self) -> &'static str {
        match self {
            Self::PostLogin => "onExecutePostLogin",
            Self::CredentialsExchange => "onExecuteCredentialsExchange",
        }
    }
}

/// `/delegation` and requests that log nobody in run no Action (inferred for the former).
pub(super) fn of(mode: ModeKind, flow: Flow) -> Option<Trigger> {
    match (mode, flow) {
        (ModeKind::MachineToMachine, _) => Some(Trigger::CredentialsExchange),
        (ModeKind::NoToken, _) | (_, Flow::Delegation | Flow::Tokeninfo | Flow::Nothing) => None,
        _ => Some(Trigger::PostLogin),
    }
}
