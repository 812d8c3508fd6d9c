//! Word lists. Each is one TSV beside this file, with its origin in the first line.

mod cues;
mod function_words;
mod inflection;

pub(crate) use crate::text::rows;
pub(crate) use cues::{Frames, VerbForm, characterising, cues};
pub(crate) use function_words::{Closed, closed_class};
pub(crate) use inflection::inflect;
