use std::sync::LazyLock;

use super::features::{self, Context, First};
use super::label::Label;
use super::reading::Reading;
use super::{pos, tag::Tag};
use crate::extract::Quotations;
use crate::tagger::{Damage, Model, Viterbi};
use crate::text::{Sentence, Token};

static POS: LazyLock<Result<Model, Damage>> =
    LazyLock::new(|| Model::new(&include_bytes!("../weights/pos.bin")[..], pos::VERSION));
static FIRST: LazyLock<Result<Model, Damage>> =
    LazyLock::new(|| Model::new(&include_bytes!("../weights/attribution-1.bin")[..], features::VERSION));
static SECOND: LazyLock<Result<Model, Damage>> =
    LazyLock::new(|| Model::new(&include_bytes!("../weights/attribution-2.bin")[..], features::VERSION));

/// Reads the embedded weights now rather than with the first block.
///
/// # Errors
/// When they are not those that were fitted. [`Tagging::of`] then finds nothing.
pub fn check() -> Result<(), Damage> {
    let boilerplate = &crate::extract::boilerplate::model::MODEL;
    [&POS, &FIRST, &SECOND, boilerplate].into_iter().try_for_each(|m| m.as_ref().map(|_| ()).map_err(|&e| e))
}

/// What the models say of a block's tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tagging {
    /// The part of speech of each token.
    pub tags: Vec<Tag>,
    /// The part each token has in an attribution.
    pub labels: Vec<Label>,
}

impl Tagging {
    /// Tags the tokens of a block. Both lists are as long as `tokens`; without weights all are nouns outside.
    pub fn of(text: &str, tokens: &[Token], sentences: &[Sentence], quotations: &Quotations) -> Self {
        let mut out = Self::default();
        if let (Ok(pos), Ok(first), Ok(second)) = (&*POS, &*FIRST, &*SECOND) {
            let mut tagger = Tagger::default();
            tagger.reading.read(text, tokens, sentences, quotations);
            tagger.tag(pos);
            tagger.first(first);
            tagger.second(second);
            out.tags = std::mem::take(&mut tagger.tags);
            out.labels.extend(tagger.labels.iter().map(|&l| Label::ALL[usize::from(l)]));
        }
        out.tags.resize(tokens.len(), Tag::Nn);
        out.labels.resize(tokens.len(), Label::Outside);
        out
    }
}

/// The steps from tokens to labels, with the memory that they use again and again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tagger {
    pub(crate) reading: Reading,
    pub(crate) tags: Vec<Tag>,
    pub(crate) labels: Vec<u8>,
    pub(crate) found: Vec<First>,
    pub(crate) context: Context,
    pos: pos::Scratch,
    viterbi: Viterbi,
    scores: Vec<i32>,
    marginals: Vec<f32>,
    features: Vec<u64>,
}

fn starts(label: usize) -> bool {
    Label::ALL.get(label).is_some_and(|l| l.follows(None))
}

impl Tagger {
    /// Finds the parts of speech.
    pub(crate) fn tag(&mut self, model: &Model) {
        pos::tag(model, &self.reading, &mut self.pos, &mut self.tags);
    }

    /// Scores every token and label.
    fn score(&mut self, model: &Model, second: bool) {
        let first = second.then_some(&self.found[..]);
        self.context.prepare(&self.reading, &self.tags, first);
        let n = model.labels();
        self.scores.clear();
        self.scores.resize(self.reading.words.len() * n, 0);
        for (i, scores) in self.scores.chunks_exact_mut(n).enumerate() {
            features::features(&self.reading, &self.tags, &self.context, first, i, &mut self.features);
            for &f in &self.features {
                model.add(f, scores);
            }
        }
    }

    /// The first pass: labels and how sure they are.
    pub(crate) fn first(&mut self, model: &Model) {
        self.score(model, false);
        self.viterbi.decode(model, &self.scores, starts, &mut self.labels);
        self.viterbi.marginals(model, &self.scores, starts, &mut self.marginals);
        self.found.clear();
        let sure = self.marginals.chunks_exact(model.labels());
        self.found.extend(self.labels.iter().zip(sure).map(|(&l, p)| First::new(l, p)));
    }

    /// The second pass, which sees the first.
    pub(crate) fn second(&mut self, model: &Model) {
        self.score(model, true);
        self.viterbi.decode(model, &self.scores, starts, &mut self.labels);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::model::{Role, parts};
    use crate::extract::quotation::quotations;

    fn tagging(text: &str) -> (Tagging, Vec<Token>) {
        let tokens = crate::text::tokens(text);
        let sentences = crate::text::sentences(text, &tokens);
        (Tagging::of(text, &tokens, &sentences, &quotations(text, &tokens)), tokens)
    }

    #[test]
    fn embedded_weights_are_whole() {
        assert_eq!(check(), Ok(()));
    }

    #[test]
    fn finds_parts_of_speech() {
        let text = "The old mayor quickly told reporters that she would not resign.";
        let names: Vec<&str> = tagging(text).0.tags.iter().map(|t| t.name()).collect();
        assert_eq!(names.join(" "), "DT JJ NN RB VBD NNS IN PRP MD RB VB .", "{text}");
    }

    #[test]
    fn finds_source_cue_and_content() {
        let text = "Officials in Lisbon said the bridge would reopen in May.";
        let (tagging, tokens) = tagging(text);
        let found: Vec<(Role, &str)> = parts(&tagging.labels)
            .into_iter()
            .map(|(role, a, b)| (role, tokens[a].span.join(tokens[b - 1].span).of(text)))
            .collect();
        let wanted = [
            (Role::Source, "Officials in Lisbon"),
            (Role::Cue, "said"),
            (Role::Content, "the bridge would reopen in May"),
        ];
        assert_eq!(found, wanted, "{text}");
    }

    #[test]
    fn answers_do_not_depend_on_what_was_read_before() {
        let texts =
            ["“It rained,” said Ann Lee.", "", "…", "Nobody — not even Ḥasan İlkin — knew “why.", "She denied it."];
        let fresh: Vec<Tagging> = texts.iter().map(|t| tagging(t).0).collect();
        for text in texts.iter().rev() {
            let (again, tokens) = tagging(text);
            let before = &fresh[texts.iter().position(|t| t == text).unwrap_or_default()];
            assert_eq!(&again, before, "{text}");
            assert_eq!((again.tags.len(), again.labels.len()), (tokens.len(), tokens.len()), "{text}");
        }
    }
}
