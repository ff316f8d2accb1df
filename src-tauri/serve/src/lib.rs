//! Room serve.
