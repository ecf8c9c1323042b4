//! The tokens: which claims enter, and the encoded form. One file an artifact.
