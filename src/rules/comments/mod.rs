//! What is said to whosaid itself.

pub(super) mod unknown_comment;
