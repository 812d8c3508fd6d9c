//! What to say about an extraction: one folder a group, one file a rule, one table that names them all.
//!
//! A rule is declared once, as the `RULE` of its file, and named once, in [`RULES`]. Its page, its settings, its
//! metadata in reports and its tests are made from the declaration.

mod boilerplate;
mod check;
mod claims;
mod comments;
mod context;
mod dates;
pub mod directive;
mod finding;
mod insert_source;
mod notes;
mod numbers;
mod origin;
mod page;
mod practice;
mod quotations;
mod reading;
mod rewrite;
mod rule;
mod sources;
mod stretch;
mod together;
mod unfinished;

pub(crate) use check::of_source;
pub use check::{Early, Selection, check};
pub use context::Source;
pub use context::{Context, Manuscript, SentenceAt};
pub(crate) use context::{either, without_stop};
pub use directive::Directives;
pub use finding::{Edit, Evidence, Finding, Fix};
pub use notes::Notes;
pub(crate) use origin::Origin;
pub use page::{page, table};
pub use rule::{Check, Example, Group, Level, Profile, Rule, Severity};
pub(crate) use together::together;

pub(crate) use boilerplate::boilerplate_line::RULE as BOILERPLATE_LINE;
pub(crate) use claims::unattributed_claim::RULE as UNATTRIBUTED_CLAIM;

/// Every rule, in the order of the documentation.
pub static RULES: &[&Rule] = &[
    &claims::unattributed_claim::RULE,
    &claims::vague_research::RULE,
    &claims::vague_frequency::RULE,
    &claims::causal_claim::RULE,
    &sources::weasel_attribution::RULE,
    &sources::agentless_attribution::RULE,
    &sources::hedged_claim::RULE,
    &sources::anonymous_source::RULE,
    &sources::anonymity_unexplained::RULE,
    &sources::bare_sources::RULE,
    &sources::anonymous_opinion::RULE,
    &sources::single_source::RULE,
    &sources::allegation_without_response::RULE,
    &sources::late_attribution::RULE,
    &quotations::quote_without_speaker::RULE,
    &quotations::ambiguous_speaker::RULE,
    &quotations::speaker_not_introduced::RULE,
    &quotations::speaker_without_role::RULE,
    &quotations::name_variant::RULE,
    &quotations::unbalanced_quote::RULE,
    &quotations::mixed_quote_marks::RULE,
    &quotations::scare_quote::RULE,
    &quotations::loaded_verb::RULE,
    &quotations::translated_verb::RULE,
    &quotations::altered_quote::RULE,
    &quotations::edited_quote::RULE,
    &quotations::two_speakers_one_paragraph::RULE,
    &quotations::headline_quote_not_in_body::RULE,
    &dates::weekday_date_mismatch::RULE,
    &dates::impossible_date::RULE,
    &dates::impossible_time::RULE,
    &dates::stale_status::RULE,
    &dates::undated_weekday::RULE,
    &dates::relative_date::RULE,
    &numbers::headline_number_mismatch::RULE,
    &numbers::number_conflict::RULE,
    &numbers::sum_mismatch::RULE,
    &numbers::percent_arithmetic::RULE,
    &numbers::percent_or_points::RULE,
    &numbers::unit_conversion::RULE,
    &numbers::rate_mismatch::RULE,
    &numbers::interval_mismatch::RULE,
    &unfinished::placeholder::RULE,
    &unfinished::empty_link::RULE,
    &unfinished::undefined_footnote::RULE,
    &boilerplate::boilerplate_line::RULE,
    &boilerplate::duplicate_line::RULE,
    &comments::unknown_comment::RULE,
];

/// The rule with this code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|r| r.code == code)
}

/// The code that looks most like `code`, where one looks like it.
pub fn nearest(code: &str) -> Option<&'static str> {
    nearest_of(code, RULES.iter().map(|r| r.code))
}

/// The word of those known that looks most like `word`, where one looks like it: what was meant, most likely.
pub(crate) fn nearest_of<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let scored = known.into_iter().map(|k| (strsim::jaro_winkler(&word, k), k)).filter(|(score, _)| *score > 0.8);
    scored.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, nearest)| nearest)
}
