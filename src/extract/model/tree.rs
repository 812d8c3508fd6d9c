//! On which word each word of a sentence hangs, found from left to right by the arc-hybrid system: a word is put on a
//! stack, or the top of the stack is hung on the next word or on the word under it (Kuhlmann, Gómez-Rodríguez and
//! Satta, 2011). Greedy, so its cost is linear.

use super::reading::Reading;
use super::tag::Tag;
use crate::tagger::hash::{one, three, two};
use crate::tagger::{Model, Recall};

/// The version of the features below. Change it whenever they change, and fit the weights again.
pub(crate) const VERSION: u32 = 2;

/// No word: a root hangs on it.
pub(crate) const NONE: u32 = u32::MAX;

/// How a word hangs on its head, as coarse as attribution needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[repr(u8)]
pub enum Relation {
    /// Any other way, or a root.
    #[default]
    Other,
    /// As its subject.
    Subject,
    /// As its object or predicate.
    Object,
    /// As a clause that it takes.
    Clause,
    /// As a clause without a subject of its own, or one that describes.
    Open,
}

impl Relation {
    pub(crate) const ALL: [Self; 5] = [Self::Other, Self::Subject, Self::Object, Self::Clause, Self::Open];

    /// The relation that a dependency of the CLEAR style is.
    #[cfg(feature = "train")]
    pub(crate) fn named(dependency: &str) -> Self {
        match dependency {
            "nsubj" | "nsubjpass" | "csubj" | "csubjpass" | "expl" => Self::Subject,
            "dobj" | "attr" | "acomp" | "dative" | "oprd" => Self::Object,
            "ccomp" | "parataxis" => Self::Clause,
            "xcomp" | "advcl" | "acl" | "relcl" | "pcomp" => Self::Open,
            _ => Self::Other,
        }
    }
}

/// One step of the parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The next word goes on the stack.
    Shift,
    /// The top of the stack hangs on the next word.
    Left(Relation),
    /// The top of the stack hangs on the word under it.
    Right(Relation),
}

/// The number of steps there are.
pub(crate) const STEPS: usize = 1 + 2 * Relation::ALL.len();

impl Step {
    pub(crate) fn of(label: usize) -> Self {
        let n = Relation::ALL.len();
        match label {
            0 => Self::Shift,
            l if l <= n => Self::Left(Relation::ALL[l - 1]),
            l => Self::Right(Relation::ALL.get(l - 1 - n).copied().unwrap_or_default()),
        }
    }
}

/// A sentence, half parsed, and the trees of the sentences before it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Tree {
    /// The word that each word hangs on.
    pub(crate) heads: Vec<u32>,
    /// How it hangs there.
    pub(crate) relations: Vec<Relation>,
    pub(crate) stack: Vec<u32>,
    /// The word that is next.
    pub(crate) next: usize,
    end: usize,
    first_child: Vec<u32>,
    last_child: Vec<u32>,
    /// How many words hang on each, left and right.
    valence: Vec<[u8; 2]>,
    features: Vec<u64>,
}

impl Tree {
    /// Forgets the block before, for one of `words` words.
    pub(crate) fn clear(&mut self, words: usize) {
        self.heads.clear();
        self.heads.resize(words, NONE);
        self.relations.clear();
        self.relations.resize(words, Relation::Other);
        for list in [&mut self.first_child, &mut self.last_child] {
            list.clear();
            list.resize(words, NONE);
        }
        self.valence.clear();
        self.valence.resize(words, [0; 2]);
    }

    /// Begins a sentence.
    pub(crate) fn start(&mut self, (start, end): (usize, usize)) {
        self.stack.clear();
        self.next = start;
        self.end = end;
    }

    /// Whether the sentence is parsed.
    pub(crate) fn done(&self) -> bool {
        self.next >= self.end && self.stack.len() < 2
    }

    /// Whether a step is possible.
    pub(crate) fn allows(&self, step: Step) -> bool {
        match step {
            Step::Shift => self.next < self.end,
            Step::Left(_) => self.next < self.end && !self.stack.is_empty(),
            Step::Right(_) => self.stack.len() > 1,
        }
    }

    /// Takes a step that is possible.
    pub(crate) fn take(&mut self, step: Step) {
        match step {
            Step::Shift => {
                self.stack.push(self.next as u32);
                self.next += 1;
            }
            Step::Left(relation) => {
                let Some(word) = self.stack.pop() else { return };
                self.hang(word, self.next as u32, relation);
            }
            Step::Right(relation) => {
                let Some(word) = self.stack.pop() else { return };
                let Some(&head) = self.stack.last() else { return };
                self.hang(word, head, relation);
            }
        }
    }

    fn hang(&mut self, word: u32, head: u32, relation: Relation) {
        let (w, h) = (word as usize, head as usize);
        self.heads[w] = head;
        self.relations[w] = relation;
        let side = usize::from(word > head);
        self.valence[h][side] = self.valence[h][side].saturating_add(1);
        if self.first_child[h] == NONE || word < self.first_child[h] {
            self.first_child[h] = word;
        }
        if self.last_child[h] == NONE || word > self.last_child[h] {
            self.last_child[h] = word;
        }
    }

    /// Parses every sentence of a block.
    pub(crate) fn parse(&mut self, model: &Model, recall: &mut Recall, reading: &Reading, tags: &[Tag]) {
        self.clear(reading.words.len());
        let mut features = std::mem::take(&mut self.features);
        for &sentence in &reading.sentences {
            self.start(sentence);
            while !self.done() {
                // Two steps of the many need no thought.
                if self.stack.is_empty() {
                    self.take(Step::Shift);
                    continue;
                }
                self.look(reading, tags, &mut features);
                let mut scores = [0; STEPS];
                recall.add_all(model, &features, &mut scores);
                let best = (0..STEPS).rev().filter(|&l| self.allows(Step::of(l))).max_by_key(|&l| scores[l]);
                let Some(best) = best else { break };
                self.take(Step::of(best));
            }
        }
        self.features = features;
    }

    /// What the next step is chosen by.
    pub(crate) fn look(&self, reading: &Reading, tags: &[Tag], out: &mut Vec<u64>) {
        out.clear();
        let words = &reading.words;
        let top = |n: usize| self.stack.len().checked_sub(n + 1).map_or(NONE, |i| self.stack[i]);
        let ahead = |n: usize| if self.next + n < self.end { (self.next + n) as u32 } else { NONE };
        let w = |i: u32| words.get(i as usize).map_or(0, |w| w.lower);
        let p = |i: u32| tags.get(i as usize).map_or(99, |&t| t as u64);
        let (s0, s1, s2) = (top(0), top(1), top(2));
        let (b0, b1, b2) = (ahead(0), ahead(1), ahead(2));
        let child = |list: &[u32], i: u32| list.get(i as usize).copied().unwrap_or(NONE);
        let relation = |i: u32| self.relations.get(i as usize).map_or(9, |&r| r as u64);
        let valence = |i: u32| self.valence.get(i as usize).copied().unwrap_or_default().map(|v| u64::from(v.min(4)));
        let (s0l, s0r) = (child(&self.first_child, s0), child(&self.last_child, s0));
        let (s1r, b0l) = (child(&self.last_child, s1), child(&self.first_child, b0));
        let far = |a: u32, b: u32| if a == NONE || b == NONE { 9 } else { u64::from(b.abs_diff(a).min(8)) };
        let quoted = |i: u32| words.get(i as usize).map_or(9, |w| w.quoted as u64);
        let (s0w, s0p, s1w, s1p) = (w(s0), p(s0), w(s1), p(s1));
        let (b0w, b0p, b1p, b2p) = (w(b0), p(b0), p(b1), p(b2));
        let [s0vl, s0vr] = valence(s0);
        let b0vl = valence(b0)[0];
        out.extend([
            one(0, s0w),
            one(1, s0p),
            one(3, s1w),
            one(4, s1p),
            one(5, b0w),
            one(6, b0p),
            two(7, b0w, b0p),
            one(8, w(b1)),
            two(9, w(b1), b1p),
            two(13, s0w, b0p),
            two(14, s0p, b0w),
            three(15, s0p, b0p, far(s0, b0)),
            two(18, s1w, s0p),
            two(19, s1p, s0w),
            three(20, s1p, s0p, far(s1, s0)),
            three(21, s0p, b0p, b1p),
            three(22, b0p, b1p, b2p),
            three(23, s1p, s0p, b0p),
            three(24, p(s2), s1p, s0p),
            three(25, s0p, p(s0l), b0p),
            three(26, s0p, p(s0r), b0p),
            three(27, s0p, p(b0l), b0p),
            three(28, s1p, p(s1r), s0p),
            three(29, s1p, s0p, p(s0r)),
            three(30, s0w, s0vl, s0vr),
            three(31, s0p, s0vl << 3 | s0vr, b0p),
            three(32, b0w, b0vl, 0),
            three(33, s0w, relation(s0l), relation(s0r)),
            three(34, s0p, relation(s0l) << 4 | relation(s0r), b0p),
            three(35, s1w, relation(s1r), s0p),
            three(37, quoted(s0), quoted(b0), quoted(s1)),
            three(43, s1p, b0p, far(s1, b0)),
        ]);
    }
}
