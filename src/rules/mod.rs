//! What to say about an extraction: one folder a group, one file a rule, one table that names them all.
//!
//! A rule is declared once, as the `RULE` of its file, and named once, in [`RULES`]. Its page, its settings, its
//! metadata in reports and its tests are made from the declaration.

mod boilerplate;
mod check;
mod claims;
mod comments;
mod context;
pub mod directive;
mod finding;
mod page;
mod quotations;
mod rule;
mod sources;
mod stretch;

pub use check::{Selection, check};
pub use context::{Context, SentenceAt};
pub use directive::Directives;
pub use finding::{Edit, Evidence, Finding, Fix};
pub use page::{page, table};
pub use rule::{Example, Group, Level, Profile, Rule, Severity};

/// Every rule, in the order of the documentation.
pub static RULES: &[&Rule] = &[
    &claims::unattributed_claim::RULE,
    &sources::weasel_attribution::RULE,
    &sources::anonymous_source::RULE,
    &quotations::quote_without_speaker::RULE,
    &quotations::unbalanced_quote::RULE,
    &boilerplate::boilerplate_line::RULE,
    &comments::unknown_comment::RULE,
];

/// The rule with this code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|r| r.code == code)
}

/// The code that looks most like `code`, where one looks like it.
pub fn nearest(code: &str) -> Option<&'static str> {
    let score = |r: &&Rule| strsim::jaro_winkler(&code.to_lowercase(), r.code);
    let best = RULES.iter().copied().max_by(|a, b| score(a).total_cmp(&score(b)))?;
    (score(&best) > 0.8).then_some(best.code)
}
