use std::sync::{Arc, LazyLock};

use super::features::{self, Context, First, Patterns};
use super::frame::{self, Anchor, Frame, Relative, View};
use super::label::{Label, Role};
use super::reading::{CLASSES, Reading};
use super::tree::{self, Tree};
use super::{pos, tag::Tag};
use crate::extract::Quotations;
use crate::tagger::{Damage, Model, Recall, Viterbi};
use crate::text::{Sentence, Token};

static POS: LazyLock<Result<Model, Damage>> =
    LazyLock::new(|| Model::new(&include_bytes!("../weights/pos.bin")[..], pos::VERSION));
static TREE: LazyLock<Result<Model, Damage>> =
    LazyLock::new(|| Model::new(&include_bytes!("../weights/tree.bin")[..], tree::VERSION));
static FIRST: LazyLock<Result<Model, Damage>> =
    LazyLock::new(|| Model::new(&include_bytes!("../weights/attribution-1.bin")[..], features::VERSION));
static SECOND: LazyLock<Result<Model, Damage>> =
    LazyLock::new(|| Model::new(&include_bytes!("../weights/attribution-2.bin")[..], features::VERSION));

/// A cue that is less likely than this attributes nothing. The best F1 on text kept apart is flat from 0.4 to 0.55.
const LEAST: f32 = 0.4;
/// Of a word that the first pass thinks less likely a cue than this, in twelfths, the second is not asked: it hardly ever
/// thinks otherwise.
const DOUBTFUL: u8 = 2;

/// Reads the embedded weights now rather than with the first block.
///
/// # Errors
/// When they are not those that were fitted. What the model would find is then not found.
pub fn check() -> Result<(), Damage> {
    CLASSES.as_ref().map_err(|&damage| damage)?;
    all().into_iter().try_for_each(|m| m.as_ref().map(|_| ()).map_err(|&e| e))
}

/// All models whose weights are embedded.
fn all() -> [&'static LazyLock<Result<Model, Damage>>; 6] {
    use crate::extract::{boilerplate::model::MODEL as BOILERPLATE, claim::worth::MODEL as CLAIMS};
    [&POS, &TREE, &FIRST, &SECOND, &BOILERPLATE, &CLAIMS]
}

/// What the models say of a block's tokens.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tagging {
    /// The part of speech of each token.
    pub tags: Vec<Tag>,
    /// The attributions, in the order of their cues.
    pub frames: Vec<Frame>,
    /// What each token hangs on.
    pub(crate) tree: Tree,
    /// The tokens as the models see them.
    pub(crate) reading: Arc<Reading>,
}

impl Tagging {
    /// Tags the tokens of a block. There is a tag a token; without weights all are nouns.
    pub fn of(text: &str, tokens: &[Token], sentences: &[Sentence], quotations: &Quotations) -> Self {
        let mut reading = Reading::default();
        reading.read(text, tokens, sentences, quotations);
        Self::of_all([(Arc::new(reading), true)], &mut Memory::default()).pop().unwrap_or_default()
    }

    /// Tags the tokens of blocks, each by itself; of those that do not want it, only the reading is handed on.
    ///
    /// Each model goes over all blocks before the next does: its weights then stay near the processor.
    pub(crate) fn of_all(readings: impl IntoIterator<Item = (Arc<Reading>, bool)>, memory: &mut Memory) -> Vec<Self> {
        let tagger = |(reading, wanted)| (Tagger { reading, ..Tagger::default() }, wanted);
        let mut taggers: Vec<(Tagger, bool)> = readings.into_iter().map(tagger).collect();
        if let (Ok(pos), Ok(tree), Ok(first), Ok(second)) = (&*POS, &*TREE, &*FIRST, &*SECOND) {
            let mut each = |step: &dyn Fn(&mut Tagger)| {
                for (tagger, _) in taggers.iter_mut().filter(|t| t.1) {
                    std::mem::swap(&mut tagger.memory, memory);
                    step(tagger);
                    std::mem::swap(&mut tagger.memory, memory);
                }
            };
            each(&|t| t.tag(pos));
            each(&|t| t.parse(tree));
            each(&|t| t.first(first));
            each(&|t| t.second(second, LEAST));
        }
        let tagging = |(tagger, _): (Tagger, bool)| {
            let Tagger { reading, mut tags, tree, frames, .. } = tagger;
            tags.resize(reading.words.len(), Tag::Nn);
            Self { tags, tree, frames: Frame::settle(frames), reading }
        };
        taggers.into_iter().map(tagging).collect()
    }
}

/// The steps from tokens to labels, with the memory that they use again and again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tagger {
    pub(crate) reading: Arc<Reading>,
    pub(crate) tags: Vec<Tag>,
    pub(crate) tree: Tree,
    pub(crate) labels: Vec<u8>,
    pub(crate) found: Vec<First>,
    pub(crate) context: Context,
    pub(crate) patterns: Patterns,
    pub(crate) anchors: Vec<Anchor>,
    pub(crate) frames: Vec<Frame>,
    memory: Memory,
}

/// What is used again from block to block, and what the models said of the words of the last ones.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memory {
    pos: pos::Scratch,
    tree: Recall,
    first: Recall,
    second: Recall,
    viterbi: Viterbi,
    marginals: Vec<f32>,
    scratch: Scratch,
}

impl Memory {
    /// Begins to read other blocks; see [`Recall::turn`].
    pub(crate) fn turn(&mut self, keeps: bool) {
        let Self { pos, tree, first, second, .. } = self;
        [&mut pos.recall, tree, first, second].into_iter().for_each(|recall| recall.turn(keeps));
    }
}

#[derive(Clone, Debug, Default)]
struct Scratch {
    relative: Relative,
    features: Vec<u64>,
    scores: Vec<i32>,
    alone: Vec<i32>,
}

fn starts(label: usize) -> bool {
    Label::ALL.get(label).is_some_and(|l| l.follows(None))
}

impl Tagger {
    /// Finds the parts of speech.
    pub(crate) fn tag(&mut self, model: &Model) {
        pos::tag(model, &self.reading, &mut self.memory.pos, &mut self.tags);
    }

    /// Finds what each word hangs on.
    pub(crate) fn parse(&mut self, model: &Model) {
        self.tree.parse(model, &mut self.memory.tree, &self.reading, &self.tags);
    }

    /// The first pass: labels and how sure they are.
    pub(crate) fn first(&mut self, model: &Model) {
        self.context.prepare(&self.reading, &self.tags, &self.tree);
        let n = model.labels();
        let Memory { first, viterbi, marginals, scratch: Scratch { features, scores, .. }, .. } = &mut self.memory;
        scores.clear();
        scores.resize(self.reading.words.len() * n, 0);
        for (i, scores) in scores.chunks_exact_mut(n).enumerate() {
            features.clear();
            features::features(&self.reading, &self.tags, &self.tree, &self.context, i, features);
            first.add_all(model, features, scores);
        }
        viterbi.decode(model, scores, starts, &mut self.labels);
        viterbi.marginals(model, scores, starts, marginals);
        self.found.clear();
        let sure = marginals.chunks_exact(n);
        self.found.extend(self.labels.iter().zip(sure).map(|(&l, p)| First::new(l, p)));
    }

    /// Finds what may be a cue, and prepares for what depends on the first pass.
    pub(crate) fn anchor(&mut self) {
        self.patterns.prepare(&self.reading, &self.found);
        frame::anchors(&self.reading, &self.tags, &self.found, &mut self.anchors);
    }

    fn view(&self) -> View<'_> {
        View {
            reading: &self.reading,
            tags: &self.tags,
            tree: &self.tree,
            context: &self.context,
            first: &self.found,
            patterns: &self.patterns.sentences,
            runs: &self.patterns.runs,
        }
    }

    /// Calls `each` with the features of every token of an anchor's window.
    #[cfg(feature = "train")]
    pub(crate) fn window(&mut self, anchor: Anchor, mut each: impl FnMut(&[u64])) {
        let Scratch { mut relative, mut features, .. } = std::mem::take(&mut self.memory.scratch);
        relative.prepare(self.view(), anchor);
        for i in anchor.start..anchor.end {
            frame::look(self.view(), &relative, anchor, i, &mut features);
            each(&features);
        }
        self.memory.scratch = Scratch { relative, features, ..Scratch::default() };
    }

    /// The scores of an anchor's window. Much of them is the same for all anchors that share it: `alone` keeps that of
    /// `window`, the one before.
    fn scores(&mut self, model: &Model, anchor: Anchor, window: &mut (usize, usize)) {
        let n = model.labels();
        let mut memory = std::mem::take(&mut self.memory);
        let Memory { second, scratch: Scratch { relative, features, alone, scores }, .. } = &mut memory;
        let view = self.view();
        if anchor.window() != *window {
            *window = anchor.window();
            alone.clear();
            alone.resize((anchor.end - anchor.start) * n, 0);
            for (i, scores) in alone.chunks_exact_mut(n).enumerate() {
                features.clear();
                frame::alone(view, *window, anchor.start + i, features);
                second.add_all(model, features, scores);
            }
        }
        scores.clear();
        scores.extend_from_slice(alone);
        relative.prepare(view, anchor);
        for (i, scores) in (anchor.start..).zip(scores.chunks_exact_mut(n)) {
            features.clear();
            if i == anchor.token {
                scores.fill(0);
                frame::look(view, relative, anchor, i, features);
            } else {
                frame::beside(view, relative, anchor, i, features);
            }
            second.add_all(model, features, scores);
        }
        self.memory = memory;
    }

    /// The second pass: what each cue attributes to whom. Cues that are less sure than `least` attribute nothing.
    pub(crate) fn second(&mut self, model: &Model, least: f32) {
        self.anchor();
        self.frames.clear();
        let n = model.labels();
        let mut window = (0, 0);
        for at in 0..self.anchors.len() {
            let anchor = self.anchors[at];
            if self.found[anchor.token].cue < DOUBTFUL {
                continue;
            }
            self.scores(model, anchor, &mut window);
            let scores = &mut self.memory.scratch.scores;
            let cue = (anchor.token - anchor.start) * n;
            self.memory.viterbi.marginal(
                model,
                scores,
                starts,
                anchor.token - anchor.start,
                &mut self.memory.marginals,
            );
            let sure = |l: &Label| self.memory.marginals.get(*l as usize).copied().unwrap_or(0.0);
            let sure: f32 = Label::ALL.iter().filter(|l| l.role() == Some(Role::Cue)).map(sure).sum();
            if sure < least {
                continue;
            }
            // It is a cue: what is the likeliest rest?
            for label in Label::ALL.iter().filter(|l| l.role() != Some(Role::Cue)) {
                scores[cue + *label as usize] = i32::MIN / 8;
            }
            self.memory.viterbi.decode(model, scores, starts, &mut self.labels);
            let labels = self.labels.iter().map(|&l| Label::ALL[usize::from(l)]);
            let frame = Frame::new(sure, anchor.start, labels);
            if !frame.content.is_empty() {
                self.frames.push(frame);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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

    /// Weights that are embedded and not looked at would be found damaged by nobody.
    #[test]
    fn all_embedded_weights_are_checked() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/extract/weights");
        let files = std::fs::read_dir(folder)
            .expect("a folder")
            .filter(|e| e.as_ref().is_ok_and(|e| e.path().extension().is_some_and(|ending| ending == "bin")));
        assert_eq!(files.count(), all().len() + 1, "the models, and the classes of words");
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
        let frame = &tagging.frames[0];
        let words = |r: &[(usize, usize)]| tokens[r[0].0].span.join(tokens[r[0].1 - 1].span).of(text);
        let found = [
            (Role::Source, words(&frame.source)),
            (Role::Cue, words(&frame.cue)),
            (Role::Content, words(&frame.content)),
        ];
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
            assert_eq!(again.tags.len(), tokens.len(), "{text}");
        }
    }
}
