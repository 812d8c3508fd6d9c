//! What is no part of the article.

pub(super) mod boilerplate_line;
pub(super) mod duplicate_line;

pub(super) use duplicate_line::{Line, Stated};
