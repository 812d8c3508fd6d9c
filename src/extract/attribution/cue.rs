//! The verb groups of a block that may attribute.

use std::ops::Range;

use super::words::Words;
use crate::extract::lexicon::{Closed, Frames, VerbForm, WordSet, cues};

/// A verb group with a cue verb in it.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    /// The verb itself.
    pub head: usize,
    /// The verb with its auxiliaries, adverbs and particle.
    pub group: Range<usize>,
    pub frames: Frames,
    pub form: VerbForm,
    /// "was told": its subject hears and does not speak.
    pub passive: bool,
    /// "to say": its subject is that of another verb.
    pub infinitive: bool,
}

impl Cue {
    /// A group that ends with a verb in the past or present, which no list needs to have.
    pub fn of_verb(group: Range<usize>) -> Self {
        let (frames, form) = (Frames::DIRECT, VerbForm::Past);
        Self { head: group.end - 1, group, frames, form, passive: false, infinitive: false }
    }

    /// Whether it has a subject of its own and a tense.
    pub fn finite(&self) -> bool {
        !self.passive && !self.infinitive && self.form != VerbForm::Gerund
    }

    /// Whether it is the noun of the same letters: "in a rude post: “…”", "the old chant “…”".
    pub fn is_noun(&self, words: &Words<'_>) -> bool {
        let before = self.group.start.wrapping_sub(1);
        let determined = words.is(before, Closed::DETERMINER) && !words.is(before, Closed::PRONOUN);
        let described = determined || words.adjective(before) || words.noun(before) || words.name(before);
        self.group.len() == 1
            && matches!(self.form, VerbForm::Base | VerbForm::Third)
            && words.noun(self.head)
            && described
    }
}

/// Finds the cues outside quotations, in order.
pub(super) fn find(words: &Words<'_>) -> Vec<Cue> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < words.len() {
        match (!words.quoted(i)).then(|| at(words, i)).flatten() {
            Some(cue) => {
                i = cue.group.end;
                // "was quoted as saying" is one.
                out.pop_if(|last: &mut Cue| last.head >= cue.group.start);
                out.push(cue);
            }
            None => i += 1,
        }
    }
    out
}

fn at(words: &Words<'_>, i: usize) -> Option<Cue> {
    let lexicon = cues();
    let form = lexicon
        .starting(words.word(i))
        .iter()
        .find(|f| f.rest.iter().enumerate().all(|(n, w)| words.word(i + 1 + n) == w))?;
    if words.capitalised(i) && !words.starts_sentence(i) {
        return None;
    }
    let end = i + 1 + form.rest.len();
    let infinitive = form.form == VerbForm::Base && words.word(i.wrapping_sub(1)) == "to";
    // "used to say", "likes to say"
    let habit = infinitive
        && i >= 2
        && WordSet::Habit.has(words.word(i - 2))
        && !words.is(i.wrapping_sub(3), Closed::AUXILIARY);
    let (infinitive, start) = (infinitive && !habit, group_start(words, if habit { i - 2 } else { i }));
    let auxiliaries = start..i;
    let has_be = words.has_be(auxiliaries.clone());
    let has_auxiliary = auxiliaries.clone().any(|j| words.is(j, Closed::AUXILIARY));
    let passive = has_be && matches!(form.form, VerbForm::Past | VerbForm::Participle);
    let before = start.checked_sub(1);
    let determined = before.is_some_and(|b| {
        (words.is(b, Closed::DETERMINER) && !words.is(b, Closed::PRONOUN)) || matches!(words.word(b), "'s" | "’s")
    });
    // "the claim", "the town's report", "his said wish": nouns and adjectives in verb's clothes.
    let owned = matches!(words.word(i.wrapping_sub(1)), "'s" | "’s") && form.form != VerbForm::Gerund;
    if !has_auxiliary && determined || owned {
        return None;
    }
    let nominal = matches!(form.form, VerbForm::Base | VerbForm::Third)
        && !has_auxiliary
        && !infinitive
        && !habit
        && (words.word(end) == "of" || before.is_some_and(|b| words.is(b, Closed::PREPOSITION)));
    if nominal {
        return None;
    }
    let overheard = (form.form == VerbForm::Gerund).then(|| heard(words, i)).flatten();
    let (start, form_of) = overheard.map_or((start, form.form), |start| (start, VerbForm::Past));
    let start = supposed(words, start).unwrap_or(start);
    Some(Cue { head: i, group: start..end, frames: form.frames, form: form_of, passive, infinitive })
}

/// Where "was quoted as saying" and "were heard shouting" begin, whose last word is token `i`: their subject speaks.
fn heard(words: &Words<'_>, i: usize) -> Option<usize> {
    let verb = i.checked_sub(1)?;
    let verb = if words.word(verb) == "as" { verb.checked_sub(1)? } else { verb };
    passive_start(words, verb).filter(|_| WordSet::Perceived.has(words.word(verb)))
}

/// Where "is said to have told" begins, of which "have told" is found: whoever is said to speak is who speaks.
fn supposed(words: &Words<'_>, have: usize) -> Option<usize> {
    let said = have.checked_sub(2).filter(|_| words.word(have) == "have" && words.word(have - 1) == "to")?;
    passive_start(words, said).filter(|_| WordSet::Supposed.has(words.word(said)))
}

/// Where the verb group with its verb at `i` begins, if that is in the passive.
fn passive_start(words: &Words<'_>, i: usize) -> Option<usize> {
    let start = group_start(words, i);
    words.has_be(start..i).then_some(start)
}

/// Where the verb group with its verb at `i` begins: auxiliaries, negations and adverbs before it belong to it.
fn group_start(words: &Words<'_>, i: usize) -> usize {
    let sentence = words.sentence_of(i).start;
    let mut start = i;
    while start > sentence {
        let j = start - 1;
        let auxiliary = words.is(j, Closed::AUXILIARY) && !words.is(j, Closed::PREPOSITION);
        let modifier = words.is(j, Closed::NEGATION) || (words.is(j, Closed::ADVERB) && !words.starts_sentence(j));
        // "a state-run daily reported"
        let paper = || WordSet::Periodical.has(words.word(j));
        if words.quoted(j) || !(auxiliary || modifier) || paper() {
            break;
        }
        start = j;
    }
    // "the builder today announced": when it was said.
    while start < i && matches!(words.word(start), "today" | "yesterday" | "tonight") {
        start += 1;
    }
    // A possessive reads like a short "is": "the mayor's said".
    while start < i && matches!(words.word(start), "'s" | "’s") && start > sentence && words.name(start - 1) {
        start += 1;
    }
    start
}
