//! In whose voice a text is written: whether it reports what others say, as news does, or tells, argues, teaches and talks
//! in its own. The models learned attribution from news, where "supports the bill" tells of somebody's stand; in a letter,
//! a memoir or a textbook nearly all that looks like it is a deed or a thought.

use std::ops::Add;

use super::words::Words;
use super::{Attribution, fitted};
use crate::extract::lexicon::{self, Closed, CueForm, Frames, WordSet, characterising, cues};
use crate::extract::{BlockExtraction, QuoteKind};
use crate::text::{Lower, Span, TokenKind};

/// What tells of the voice, counted; blocks add up to articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Voice {
    sentences: usize,
    /// Words outside quotation marks, and those of them in the first and second person.
    words: usize,
    own: usize,
    /// Reports of what somebody else says.
    reports: usize,
    /// Those with the plainest of all cues ("said", "told", "according to").
    said: usize,
}

impl Add for Voice {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            sentences: self.sentences + other.sentences,
            words: self.words + other.words,
            own: self.own + other.own,
            reports: self.reports + other.reports,
            said: self.said + other.said,
        }
    }
}

/// A shorter text, in sentences, shows too little of its voice: it is read as news.
const FEW: usize = 12;

impl Voice {
    pub(super) fn of(text: &str, part: &BlockExtraction) -> Self {
        let mut out = Self { sentences: part.sentences.len(), ..Self::default() };
        let outer = &part.quotations.outer;
        let mut near = 0;
        for token in part.tokens.iter().filter(|t| t.kind == TokenKind::Word) {
            while outer.get(near).is_some_and(|q| q.span.end() <= token.span.start()) {
                near += 1;
            }
            if !outer.get(near).is_some_and(|q| q.span.overlaps(token.span)) {
                out.words += 1;
                out.own += usize::from(own(token.span.of(text)));
            }
        }
        for a in part.attributions.iter().filter(|a| a.plain && !a.cue.is_empty() && others(text, &a.source)) {
            out.reports += 1;
            let said = |w: &str| matches!(w, "said" | "says" | "told" | "according");
            out.said += usize::from(a.cue.iter().any(|c| c.of(text).split_whitespace().any(said)));
        }
        out
    }

    /// Whether the text reports what others say. The shares and their weights are those that part PolNeAR's news from
    /// the texts of GUM that are none, as far as both are for fitting.
    pub fn reports(self) -> bool {
        if self.sentences < FEW {
            return true;
        }
        let share = |n: usize, of: usize, most: f64| (n as f64 / of.max(1) as f64).min(most);
        let told = share(self.reports, self.sentences, 0.4) + 3.0 * share(self.said, self.sentences, 0.2);
        told - 9.0 * share(self.own, self.words, 0.08) >= 0.2
    }
}

/// A word of the first or second person.
fn own(word: &str) -> bool {
    ["i", "we", "you", "my", "our", "your", "me", "us"].iter().any(|w| word.eq_ignore_ascii_case(w))
}

/// Whether a source names somebody, who is neither the writer nor the reader.
fn others(text: &str, source: &[Span]) -> bool {
    source.first().is_some_and(|s| !own(s.of(text)) && !s.of(text).eq_ignore_ascii_case("one"))
}

/// Whether an attribution is one in any kind of text.
pub(super) fn plain(words: &Words<'_>, a: &Attribution) -> bool {
    if a.kind == QuoteKind::Direct {
        return true;
    }
    let Some(cue) = a.cue.first().map(|c| words.tokens(*c)) else { return false };
    if a.source.first().is_some_and(|s| !others(words.text, &[*s]) && s.len() > 1) {
        return false;
    }
    if matches!(words.word(cue.start), "according" | "in" | "per") {
        return true;
    }
    if a.kind == QuoteKind::Mixed && cue.clone().any(|i| characterising(words.word(i))) {
        return true;
    }
    // "his claim that": before a full clause a noun reports too.
    let full = a.content.first().is_some_and(|c| introduced(words, words.token_at(c.start())));
    let lexicon = cues();
    let reports = |i: usize| {
        let clause = |f: &CueForm| f.frames.is(Frames::CLAUSE) || f.frames.is(Frames::THAT);
        (full || words.may_be_verb(i)) && lexicon.starting(words.word(i)).iter().any(clause)
    };
    let taken = words.is(cue.end.saturating_sub(1), Closed::PREPOSITION) && !full;
    cue.clone().any(reports) && !taken && a.content.iter().any(|c| clause(words, *c))
}

/// Whether a word introduces a clause.
fn introduced(words: &Words<'_>, i: usize) -> bool {
    words.word(i) == "that" || WordSet::Question.has(words.word(i))
}

/// Whether an attribution tells what somebody does or wants, and not what they say: by its verb, by a verb that reports
/// nothing and takes no clause ("voted to delay it"), or because they did not say it ("did not respond to a request").
pub(super) fn deed(words: &Words<'_>, a: &Attribution) -> bool {
    if a.kind != QuoteKind::Indirect {
        return false;
    }
    let tokens = |s: &Span| words.tokens(*s);
    // "Nobody thinks so": what the writer says that was not said.
    let nobody = ["nobody", "none", "no", "neither"];
    if a.source.first().is_some_and(|s| nobody.contains(&words.word(words.token_at(s.start())))) {
        return true;
    }
    if a.cue.iter().any(|c| lexicon::deed(c.of(words.text))) {
        return true;
    }
    let said = a.cue.iter().map(|c| c.of(words.text).lower()).collect::<Vec<_>>().join(" ");
    let reports = fitted::reports(&said) || said.split(' ').any(|w| matches!(w, "according" | "in" | "per" | "as"));
    // "did not respond", "offered no evidence"
    let nothing = a.content.first().is_some_and(|c| words.word(words.token_at(c.start())) == "no");
    let negated = nothing || a.cue.iter().flat_map(tokens).any(|i| words.is(i, Closed::NEGATION));
    let behind = a.content.first().zip(a.cue.last()).is_some_and(|(content, cue)| cue.end() <= content.start());
    (negated || !reports || behind && lexicon::deed_before_noun(&said)) && !a.content.iter().any(|c| clause(words, *c))
}

/// Whether words have a verb with a tense, and not only a noun or an infinitive.
pub(super) fn clause(words: &Words<'_>, span: Span) -> bool {
    let (start, end) = (words.token_at(span.start()), words.token_at(span.end()));
    if introduced(words, start) || words.word(start) == "to" {
        return words.word(start) != "to" && end - start > 2;
    }
    (start..end).any(|i| {
        let verb = i > start && words.tensed(i) && !words.is(i - 1, Closed::PREPOSITION);
        verb || words.is(i, Closed::AUXILIARY) && !matches!(words.word(i), "'s" | "’s")
    })
}
