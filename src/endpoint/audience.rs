//! Which API the access token is for, and whether it can be read (`domain.md` §1.7).

/// How the access token is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenFormat {
    /// A string without readable content.
    Opaque,
    /// A signed token.
    Jwt,
    /// An encrypted token.
    Jwe,
}
