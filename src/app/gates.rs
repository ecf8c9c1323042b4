//! The seven gates between a script and a token, in the order of the checks (`domain.md` §3.4).

use crate::builtin::upper;
use crate::claims::VerdictCode;

/// Where a claim can be cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gate {
    /// Which pipeline answers the request.
    Mode,
    /// Whether the token is issued, and readable.
    Issued,
    /// Whether there is a value to send.
    Value,
    /// What the claim is called.
    Name,
    /// Which API the access token is for.
    Audience,
    /// Which scopes were granted.
    Scope,
    /// How large the claims are together.
    Size,
}

impl Gate {
    /// All gates, in order.
    pub const ALL: [Self; 7] = [
        Self::Mode,
        Self::Issued,
        Self::Value,
        Self::Name,
        Self::Audience,
        Self::Scope,
        Self::Size,
    ];

    /// The word above the gate.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mode => "Mode",
            Self::Issued => "Issued",
            Self::Value => "Value",
            Self::Name => "Name",
            Self::Audience => "Audience",
            Self::Scope => "Scope",
            Self::Size => "Size",
        }
    }

    /// The gate that a verdict stands for; none for a delivered claim and for a login that failed as a whole.
    pub fn of(code: VerdictCode) -> Option<Self> {
        match code {
            VerdictCode::Keep
            | VerdictCode::KeepOverride
            | VerdictCode::FailScript
            | VerdictCode::FailFlow => None,
            VerdictCode::DropModeLegacy => Some(Self::Mode),
            VerdictCode::DropNoArtefact | VerdictCode::DropOpaque => Some(Self::Issued),
            VerdictCode::DropValueUndefined | VerdictCode::FailSerialize => Some(Self::Value),
            VerdictCode::DropNamespaceRequired
            | VerdictCode::DropReservedNamespace
            | VerdictCode::DropRestricted
            | VerdictCode::DropDollar
            | VerdictCode::DropEmptyKey
            | VerdictCode::DropProfileOnAt
            | VerdictCode::UserinfoOnly => Some(Self::Name),
            VerdictCode::DropAuth0Audience => Some(Self::Audience),
            VerdictCode::DropScope | VerdictCode::DropScopeName => Some(Self::Scope),
            VerdictCode::FailPayload => Some(Self::Size),
        }
    }
}

/// How a verdict looks: the value of `data-tone`.
pub fn tone(code: VerdictCode) -> &'static str {
    match code {
        VerdictCode::Keep | VerdictCode::KeepOverride => "keep",
        VerdictCode::UserinfoOnly => "part",
        VerdictCode::FailPayload
        | VerdictCode::FailSerialize
        | VerdictCode::FailScript
        | VerdictCode::FailFlow => "fail",
        _ => "drop",
    }
}

/// The icon of a tone: shape says the same as colour.
pub fn icon(tone: &str) -> &'static str {
    match tone {
        "keep" => "keep",
        "drop" => "drop",
        "fail" => "fail",
        "part" => "part",
        _ => "none",
    }
}

/// A label with a capital, as it begins a chip. A path such as `api.idToken` stays as it is.
pub fn capital(text: &str) -> String {
    if text.split(' ').next().is_some_and(|word| word.contains('.')) {
        return text.into();
    }
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| upper(first.encode_utf8(&mut [0; 4])) + letters.as_str())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verdict_that_drops_a_claim_has_a_gate() {
        for code in VerdictCode::ALL {
            let whole =
                code.is_kept() || matches!(code, VerdictCode::FailScript | VerdictCode::FailFlow);
            assert_eq!(Gate::of(code).is_none(), whole, "{}", code.name());
        }
    }
}
