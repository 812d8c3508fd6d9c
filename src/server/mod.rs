//! The Language Server Protocol, and nothing else knows it: one file a feature.
