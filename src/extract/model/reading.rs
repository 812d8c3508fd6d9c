use std::sync::LazyLock;

use crate::extract::Quotations;
use crate::tagger::{Classes, Damage, hash};
use crate::text::{Sentence, Token, TokenKind};

/// Where a token stands to the quotation marks around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum Quoted {
    /// In no quotation.
    #[default]
    Outside,
    /// In one.
    Inside,
    /// Its opening mark.
    Opens,
    /// Its closing mark.
    Closes,
}

/// What the features need to know of a token, as numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Word {
    /// The word in lower case.
    pub(crate) lower: u64,
    /// Its last three characters.
    pub(crate) suffix: u64,
    /// Its last two.
    pub(crate) suffix2: u64,
    /// Its first four.
    pub(crate) prefix: u64,
    /// Capitals, small letters, digits and marks, repeats cut.
    pub(crate) shape: u64,
    /// Its sentence.
    pub(crate) sentence: u32,
    /// Where it stands to quotation marks.
    pub(crate) quoted: Quoted,
    /// The class of words that stand in such places as it does; 0 where that is not known.
    pub(crate) class: u8,
    /// The outer quotation it stands in, or the number of quotations.
    pub(crate) quotation: u32,
}

/// The classes of words.
pub(super) static CLASSES: LazyLock<Result<Classes, Damage>> =
    LazyLock::new(|| Classes::new(include_bytes!("../weights/classes.bin")));

/// What a word has its class by: all numbers share one.
fn classified(lower: u64, kind: TokenKind) -> u64 {
    const NUMBER: u64 = 0;
    if kind == TokenKind::Number { NUMBER } else { lower }
}

/// A block as the models see it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Reading {
    /// Its tokens.
    pub(crate) words: Vec<Word>,
    /// The token range of each sentence.
    pub(crate) sentences: Vec<(usize, usize)>,
    /// The token range of each outer quotation, with its marks.
    pub(crate) quotations: Vec<(usize, usize)>,
    lower: String,
}

/// The hash of a word that is known when the program is written.
pub(crate) fn word(word: &str) -> u64 {
    hash::bytes(word.as_bytes())
}

impl Reading {
    /// Reads the tokens of a block.
    pub(crate) fn read(&mut self, text: &str, tokens: &[Token], sentences: &[Sentence], quotations: &Quotations) {
        self.words.clear();
        self.sentences.clear();
        self.quotations.clear();
        let Self { words, lower, .. } = self;
        words.extend(tokens.iter().map(|t| look(t.span.of(text), t.kind, lower)));
        for (n, sentence) in sentences.iter().enumerate() {
            let range = sentence.tokens.clone();
            self.sentences.push((range.start, range.end));
            for word in self.words.get_mut(range).into_iter().flatten() {
                word.sentence = n as u32;
            }
        }
        let outer = &quotations.outer;
        let mut at = 0;
        for (n, q) in outer.iter().enumerate() {
            while tokens.get(at).is_some_and(|t| t.span.end() <= q.span.start()) {
                at += 1;
            }
            let first = at;
            while let Some(t) = tokens.get(at).filter(|t| t.span.start() < q.span.end()) {
                let word = &mut self.words[at];
                word.quoted = if q.open.overlaps(t.span) {
                    Quoted::Opens
                } else if q.close.is_some_and(|c| c.overlaps(t.span)) {
                    Quoted::Closes
                } else {
                    Quoted::Inside
                };
                word.quotation = n as u32;
                at += 1;
            }
            self.quotations.push((first, at));
        }
        for word in &mut self.words {
            if word.quoted == Quoted::Outside {
                word.quotation = outer.len() as u32;
            }
        }
    }
}

/// Reads a text from its first step, for the trainer. The spans are those of its tokens.
#[cfg(feature = "train")]
pub(crate) fn read(text: &str) -> (Reading, Vec<crate::text::Span>) {
    let tokens = crate::text::tokens(text);
    let sentences = crate::text::sentences(text, &tokens);
    let quotations = crate::extract::quotation::quotations(text, &tokens);
    let mut reading = Reading::default();
    reading.read(text, &tokens, &sentences, &quotations);
    (reading, tokens.iter().map(|t| t.span).collect())
}

/// The words of each sentence of a text by what they have their classes by, for the trainer.
#[cfg(feature = "train")]
pub(crate) fn classified_sentences(text: &str) -> impl Iterator<Item = Vec<u64>> {
    let tokens = crate::text::tokens(text);
    let mut lower = String::new();
    let mut key = |t: &Token| classified(look(t.span.of(text), t.kind, &mut lower).lower, t.kind);
    let words: Vec<u64> = tokens.iter().map(&mut key).collect();
    crate::text::sentences(text, &tokens).into_iter().map(move |s| words[s.tokens].to_vec())
}

/// Reads one token; `lower` is memory to use.
fn look(token: &str, kind: TokenKind, lower: &mut String) -> Word {
    lower.clear();
    if token.is_ascii() {
        lower.push_str(token);
        lower.make_ascii_lowercase();
    } else {
        // One apostrophe and one quotation mark, whatever the typography.
        lower.extend(token.chars().flat_map(char::to_lowercase).map(|c| match c {
            '’' | '‘' => '\'',
            c => c,
        }));
    }
    let tail =
        |n: usize| lower.char_indices().rev().take(n).last().map_or(0, |(i, _)| hash::bytes(&lower.as_bytes()[i..]));
    let head = lower.char_indices().nth(4).map_or(lower.len(), |(i, _)| i);
    let mut shape = kind as u64 + 1;
    let (mut last, mut run, mut length) = (0, 0, 0);
    for c in token.chars() {
        let class = match c {
            c if c.is_lowercase() => 1,
            c if c.is_uppercase() => 2,
            c if c.is_numeric() => 3,
            c if c.is_alphabetic() => 4,
            '.' => 5,
            '-' => 6,
            _ => 7,
        };
        run = if class == last { run + 1 } else { 1 };
        last = class;
        if run <= 2 && length < 6 {
            shape = shape << 3 | class;
            length += 1;
        }
    }
    let key = word(lower);
    Word {
        lower: key,
        class: CLASSES.as_ref().map_or(0, |c| c.of(classified(key, kind))),
        suffix: tail(3),
        suffix2: tail(2),
        prefix: word(&lower[..head]),
        shape,
        ..Word::default()
    }
}
