//! The disputed points and how they are decided (`domain.md` §3.12).

/// One disputed point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Switch {
    /// `SW-nn`.
    pub id: &'static str,
    /// What is disputed.
    pub question: &'static str,
    /// The values it can take; the first is the default.
    pub values: &'static [&'static str],
}

/// All disputed points.
pub const SWITCHES: [Switch; 20] = [
    Switch {
        id: "SW-01",
        question: "how a refresh token that a legacy flow issued is answered at `/oauth/token`",
        values: &["invalid-grant", "refresh"],
    },
    Switch {
        id: "SW-02",
        question: "what an application with the conformant toggle off is on a tenant created after 2019",
        values: &["legacy", "conformant"],
    },
    Switch {
        id: "SW-03",
        question: "the Rules protocol of a passwordless one-time code",
        values: &["oauth2-password", "oauth2-resource-owner"],
    },
    Switch {
        id: "SW-04",
        question: "whether the legacy `/authorize` honours namespaced `idToken` claims",
        values: &["ignore", "honour-on-authorize"],
    },
    Switch {
        id: "SW-05",
        question: "the claim name that says the phone number is verified",
        values: &["phone_number_verified", "phone_verified"],
    },
    Switch { id: "SW-06", question: "the format of `updated_at`", values: &["iso", "epoch"] },
    Switch {
        id: "SW-07",
        question: "whether a change of `user` shows in the standard claims of a conformant token",
        values: &["stored", "mutated"],
    },
    Switch {
        id: "SW-08",
        question: "whether a custom claim may be named `scope`",
        values: &["drop", "keep"],
    },
    Switch {
        id: "SW-09",
        question: "how fresh the custom claims in `/userinfo` are",
        values: &["last-run", "login-run"],
    },
    Switch {
        id: "SW-10",
        question: "what the legacy scope `profile` yields with Legacy User Profile off",
        values: &["oidc", "full"],
    },
    Switch {
        id: "SW-11",
        question: "what a name with a single slash after the scheme is",
        values: &["namespaced", "private"],
    },
    Switch {
        id: "SW-12",
        question: "what becomes of namespaced claims on access tokens for Auth0's own APIs",
        values: &["keep-namespaced", "drop-all"],
    },
    Switch {
        id: "SW-13",
        question: "what becomes of URN names while namespaces are demanded",
        values: &["drop", "keep"],
    },
    Switch { id: "SW-14", question: "what becomes of an empty name", values: &["drop", "keep"] },
    Switch {
        id: "SW-15",
        question: "whether profile claims need their scope",
        values: &["enforce", "lenient"],
    },
    Switch { id: "SW-16", question: "what becomes of `null`", values: &["keep", "drop"] },
    Switch {
        id: "SW-17",
        question: "the error code of a denial by `UnauthorizedError`",
        values: &["access_denied", "unauthorized"],
    },
    Switch {
        id: "SW-18",
        question: "what a second call of the callback does",
        values: &["first-wins", "error"],
    },
    Switch {
        id: "SW-19",
        question: "what `callback(null)` hands to the next rule",
        values: &["keep-previous", "undefined"],
    },
    Switch {
        id: "SW-20",
        question: "the order of rules with equal or missing `order`",
        values: &["order-id-name", "name"],
    },
];

/// The switches that a scenario sets; the others have their defaults.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Switches(Vec<(&'static str, &'static str)>);

impl Switches {
    /// Sets a switch. `false` if there is no such switch or it cannot take that value.
    pub fn set(&mut self, id: &str, value: &str) -> bool {
        let Some(switch) = SWITCHES.iter().find(|switch| switch.id == id) else { return false };
        let Some(value) = switch.values.iter().find(|known| **known == value) else { return false };
        // Kept in order, so that the same switches are equal.
        match self.0.binary_search_by_key(&switch.id, |(id, _)| id) {
            Ok(at) => {
                self.0.remove(at);
                self.0.insert(at, (switch.id, value));
            }
            Err(at) => self.0.insert(at, (switch.id, value)),
        }
        true
    }

    /// Whether the switch stands at `value`.
    pub fn is(&self, id: &str, value: &str) -> bool {
        match self.0.iter().find(|(set, _)| *set == id) {
            Some((_, set)) => *set == value,
            None => SWITCHES
                .iter()
                .find(|switch| switch.id == id)
                .and_then(|switch| switch.values.first())
                .is_some_and(|default| *default == value),
        }
    }
}
