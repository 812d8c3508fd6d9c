//! What to say about an extraction: one file a rule, one table that names them all.

mod finding;
mod rule;

pub use finding::{Edit, Evidence, Finding, Fix};
pub use rule::{Context, Example, Group, Level, Profile, Rule, Severity};

/// Every rule, in the order of the documentation.
pub const RULES: &[&Rule] = &[];

/// The rule with this code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|r| r.code == code)
}
