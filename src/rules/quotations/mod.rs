//! Who says it; the only rules that speak inside a quotation.

pub(super) mod altered_quote;
pub(super) mod ambiguous_speaker;
mod cue_verbs;
pub(super) mod edited_quote;
mod given_name;
pub(super) mod headline_quote_not_in_body;
pub(super) mod loaded_verb;
pub(super) mod mixed_quote_marks;
pub(super) mod name_variant;
pub(super) mod quote_without_speaker;
pub(super) mod scare_quote;
pub(super) mod speaker_not_introduced;
pub(super) mod speaker_without_role;
mod spelling;
pub(super) mod translated_verb;
pub(super) mod two_speakers_one_paragraph;
pub(super) mod unbalanced_quote;

pub(super) use altered_quote::Words;
