//! How much a fact-checker would want to check a sentence: a model of single sentences.

use std::sync::LazyLock;

use super::ClaimType;
use crate::extract::model::features::NOWHERE;
use crate::extract::model::reading::Word;
use crate::tagger::hash::{bytes, one, three, two};
use crate::tagger::{Damage, Model};
use crate::text::{Sentence, Span, Token, TokenKind};

/// The version of the features below. Change it whenever they change, and fit the weights again.
pub(crate) const VERSION: u32 = 2;

pub(in crate::extract) static MODEL: LazyLock<Result<Model, Damage>> =
    LazyLock::new(|| Model::new(&include_bytes!("../weights/claims.bin")[..], VERSION));

/// The score of a sentence, 0 to 1; `features` is memory to use. Nothing without weights.
pub(super) fn score(
    text: &str,
    tokens: &[Token],
    words: &[Word],
    kinds: &[(ClaimType, Span)],
    features: &mut Vec<u64>,
) -> Option<f32> {
    let model = MODEL.as_ref().ok()?;
    self::features(text, tokens, words, kinds, features);
    Some(probability(log_odds(model, features)))
}

/// What a model says of a sentence with these features. A long sentence has more of them, and is no better for that.
pub(crate) fn log_odds(model: &Model, features: &[u64]) -> f32 {
    let mut sum = [0];
    model.add_all(features, &mut sum);
    sum[0] as f32 * model.unit() * scale(features.len())
}

/// What each of so many features counts.
pub(crate) fn scale(features: usize) -> f32 {
    1.0 / (features.max(1) as f32).sqrt()
}

/// Log-odds as a probability.
pub(crate) fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// The features of a sentence, each once: its words and their neighbours, forms, figures, names, length and kinds.
pub(crate) fn features(text: &str, tokens: &[Token], words: &[Word], kinds: &[(ClaimType, Span)], out: &mut Vec<u64>) {
    const EDGE: u64 = 1;
    out.clear();
    let count = tokens.len().min(words.len());
    let (mut names, mut figures) = (0, 0);
    let mut form = |i: usize| -> (u64, u64) {
        let word = &words[i];
        let token = tokens[i].span.of(text);
        if tokens[i].kind == TokenKind::Number {
            figures += 1;
            let digits = token.bytes().filter(u8::is_ascii_digit).count().min(6) as u64;
            return (two(0, 2, digits), 2);
        }
        let capital = token.starts_with(char::is_uppercase);
        names += u64::from(capital && i > 0);
        let shape = if capital {
            3
        } else if token.len() < 4 {
            word.lower
        } else {
            4
        };
        (word.lower, shape)
    };
    // The two words before, and their forms.
    let (mut before, mut shapes) = ([EDGE; 2], [EDGE; 2]);
    let mut start = EDGE;
    for i in 0..count {
        let (word, shape) = form(i);
        out.extend([one(1, word), two(2, before[1], word), two(4, before[0], word)]);
        out.push(three(3, before[0], before[1], word));
        out.push(three(5, shapes[0], shapes[1], shape));
        let class = |i: usize| words.get(i).filter(|_| i < count).map_or(NOWHERE, |w| w.class.into());
        out.extend([one(11, class(i)), two(12, class(i), class(i + 1))]);
        let letters = tokens[i].span.len();
        if letters > 5 {
            out.push(one(6, words[i].prefix));
        }
        if letters > 4 {
            out.push(one(7, words[i].suffix));
        }
        if i < 4 {
            start = two(8, start, word);
            out.push(start);
        }
        (before, shapes) = ([before[1], word], [shapes[1], shape]);
    }
    out.push(three(3, before[0], before[1], EDGE));
    out.push(two(9, 0, (count as u64 / 4).min(12)));
    out.push(two(9, 1, names.min(5)));
    out.push(two(9, 2, figures.min(3)));
    out.push(two(9, 3, 0));
    out.extend(kinds.iter().map(|k| two(10, bytes(k.0.name().as_bytes()), 0)));
    out.sort_unstable();
    out.dedup();
}

/// The features of a text of one sentence or a few, for the trainer.
#[cfg(feature = "train")]
pub(crate) fn read(text: &str) -> Vec<u64> {
    let (reading, _) = crate::extract::model::reading::read(text);
    let tokens = crate::text::tokens(text);
    let mut out = Vec::new();
    features(text, &tokens, &reading.words, &super::kinds::kinds(&crate::extract::lexicon::Plain::new(text)), &mut out);
    out
}

/// The words of a sentence among those of its block.
pub(super) fn of_sentence<'a, T>(all: &'a [T], sentence: &Sentence) -> &'a [T] {
    all.get(sentence.tokens.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_weights_are_whole() {
        assert_eq!(MODEL.as_ref().err(), None);
    }
}
