//! What is no part of the article.

pub(super) mod boilerplate_line;
