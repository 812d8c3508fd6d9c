//! The words of a block as the attribution rules see them.

use std::ops::Range;

use super::alias;
use crate::extract::BlockExtraction;
use crate::extract::lexicon::{Closed, Noun, WordSet, closed_class_of, noun};
use crate::extract::model::{NONE, Relation, Tag, Tagging, Tree};
use crate::text::{Span, Token, TokenKind};

/// The tokens of a block with their classes.
pub(super) struct Words<'a> {
    pub text: &'a str,
    pub part: &'a BlockExtraction,
    /// The text in ASCII lower case: the same bytes.
    lower: String,
    closed: Vec<Closed>,
    /// For each token, whether it stands inside an outermost quotation, its marks included.
    quoted: Vec<bool>,
    /// For each token, whether it stands in a name in quotation marks, which is not quoted.
    alias: Vec<bool>,
    /// The tokens that begin a sentence behind a quotation that ends the one before.
    breaks: Vec<usize>,
    /// For each token, its sentence.
    sentence: Vec<usize>,
    /// The tokens of each sentence.
    sentences: Vec<Range<usize>>,
    /// The part of speech of each token, and what it hangs on; none where nobody asked.
    tags: &'a [Tag],
    tree: Option<&'a Tree>,
}

/// The longest sentence, in tokens. A longer one is a list or no prose; it is read in pieces, so that rules that look
/// over a whole sentence take time in proportion to the text.
const LONGEST_SENTENCE: usize = 300;

impl<'a> Words<'a> {
    pub fn new(text: &'a str, part: &'a BlockExtraction, tagging: Option<&'a Tagging>) -> Self {
        let lower = text.to_ascii_lowercase();
        let (tags, tree) = (tagging.map_or(&[][..], |t| &t.tags), tagging.map(|t| &t.tree));
        let closed = part
            .tokens
            .iter()
            .map(|t| match t.kind {
                TokenKind::Word => closed_class_of(t.span.of(text), t.span.of(&lower)),
                _ => Closed::default(),
            })
            .collect();
        let mut quoted = vec![false; part.tokens.len()];
        let mut alias = vec![false; part.tokens.len()];
        let mut breaks = Vec::new();
        let mut i = 0;
        for q in &part.quotations.outer {
            i += part.tokens[i..].partition_point(|t| t.span.end() <= q.span.start());
            let first = i;
            while i < part.tokens.len() && part.tokens[i].span.start() < q.span.end() {
                i += 1;
            }
            let called = first < i && alias::is_alias(text, part, q, first);
            (if called { &mut alias } else { &mut quoted })[first..i].fill(true);
            if q.close.is_some() && ends_sentence(text, &part.tokens, first..i) {
                breaks.push(i);
            }
        }
        let pieces = |tokens: &Range<usize>| {
            let mut cuts: Vec<usize> = tokens.clone().step_by(LONGEST_SENTENCE).chain([tokens.end]).collect();
            let inner = breaks.partition_point(|&b| b <= tokens.start)..breaks.partition_point(|&b| b < tokens.end);
            cuts.extend(&breaks[inner]);
            cuts.sort_unstable();
            cuts.windows(2).filter(|c| c[0] < c[1]).map(|c| c[0]..c[1]).collect::<Vec<_>>()
        };
        let sentences: Vec<_> = part.sentences.iter().flat_map(|s| pieces(&s.tokens)).collect();
        let mut sentence = vec![0; part.tokens.len()];
        for (n, tokens) in sentences.iter().enumerate() {
            for slot in sentence.get_mut(tokens.clone()).into_iter().flatten() {
                *slot = n;
            }
        }
        Self { text, part, lower, closed, quoted, alias, breaks, sentence, sentences, tags, tree }
    }

    pub fn len(&self) -> usize {
        self.part.tokens.len()
    }

    /// A token in lower case; empty past the end.
    pub fn word(&self, i: usize) -> &str {
        self.part.tokens.get(i).map_or("", |t| t.span.of(&self.lower))
    }

    /// A token as it is written; empty past the end.
    pub fn written(&self, i: usize) -> &str {
        self.part.tokens.get(i).map_or("", |t| t.span.of(self.text))
    }

    pub fn span(&self, i: usize) -> Span {
        self.part.tokens.get(i).map_or(Span::new(self.text.len(), self.text.len()), |t| t.span)
    }

    /// From the first to the last token of a range.
    pub fn cover(&self, range: Range<usize>) -> Span {
        if range.is_empty() {
            let at = self.span(range.start).start();
            return Span::new(at, at);
        }
        self.span(range.start).join(self.span(range.end - 1))
    }

    pub fn kind(&self, i: usize) -> Option<TokenKind> {
        self.part.tokens.get(i).map(|t| t.kind)
    }

    pub fn is(&self, i: usize, class: Closed) -> bool {
        self.closed.get(i).is_some_and(|c| c.is(class))
    }

    /// A word of an open class.
    pub fn open(&self, i: usize) -> bool {
        self.kind(i) == Some(TokenKind::Word) && self.closed.get(i).is_some_and(|c| !c.is(Closed::FUNCTION))
    }

    /// A token's part of speech.
    pub fn tag(&self, i: usize) -> Option<Tag> {
        self.tags.get(i).copied()
    }

    /// The token that a token hangs on.
    pub fn above(&self, i: usize) -> Option<usize> {
        self.tree?.heads.get(i).filter(|&&h| h != NONE).map(|&h| h as usize)
    }

    /// How a token hangs there.
    pub fn relation(&self, i: usize) -> Option<Relation> {
        self.tree?.relations.get(i).copied()
    }

    /// A verb of any form, by what stands around it.
    pub fn verb(&self, i: usize) -> bool {
        self.tags.get(i).is_some_and(|t| t.is_verb())
    }

    /// A verb that has tense, or a modal, by what stands around it.
    pub fn tensed(&self, i: usize) -> bool {
        self.tags.get(i).is_some_and(|t| t.is_finite())
    }

    /// The same; any word where nobody asked.
    pub fn may_be_tensed(&self, i: usize) -> bool {
        self.tags.get(i).is_none_or(|t| t.is_finite())
    }

    /// A common noun, by what stands around it.
    pub fn noun(&self, i: usize) -> bool {
        self.tags.get(i).is_some_and(|t| matches!(t, Tag::Nn | Tag::Nns))
    }

    /// An adjective, by what stands around it.
    pub fn adjective(&self, i: usize) -> bool {
        self.tags.get(i) == Some(&Tag::Jj)
    }

    /// A past participle, by what stands around it.
    pub fn may_be_participle(&self, i: usize) -> bool {
        self.tags.get(i) == Some(&Tag::Vbn)
    }

    /// A verb of any form, by what stands around it; any word where nobody asked.
    pub fn may_be_verb(&self, i: usize) -> bool {
        self.tags.get(i).is_none_or(|t| t.is_verb())
    }

    pub fn quoted(&self, i: usize) -> bool {
        self.quoted.get(i).copied().unwrap_or(false)
    }

    /// The first token in a range that begins a sentence behind a quotation that ends the one before.
    pub fn broken(&self, range: Range<usize>) -> Option<usize> {
        self.breaks.get(self.breaks.partition_point(|&b| b <= range.start)).copied().filter(|&b| b < range.end)
    }

    /// Whether a token stands in a nickname or pseudonym in quotation marks, its marks included.
    pub fn alias(&self, i: usize) -> bool {
        self.alias.get(i).copied().unwrap_or(false)
    }

    pub fn comma(&self, i: usize) -> bool {
        matches!(self.word(i), "," | "，" | "、")
    }

    pub fn dash(&self, i: usize) -> bool {
        matches!(self.word(i), "—" | "–" | "--" | "―" | "-")
    }

    pub fn stop(&self, i: usize) -> bool {
        matches!(self.word(i), "." | "!" | "?" | "…" | "..." | "。" | "！" | "？")
    }

    pub fn capitalised(&self, i: usize) -> bool {
        self.written(i).chars().next().is_some_and(char::is_uppercase)
    }

    /// A capitalised word that is no function word at the start of a sentence.
    pub fn name(&self, i: usize) -> bool {
        self.kind(i) == Some(TokenKind::Word)
            && self.capitalised(i)
            && (self.open(i) || (!self.starts_sentence(i) && self.written(i).len() > 1 && self.word(i) != "i"))
    }

    pub fn sentence(&self, i: usize) -> usize {
        self.sentence.get(i).copied().unwrap_or(usize::MAX)
    }

    /// The tokens of the sentence that token `i` is in.
    pub fn sentence_of(&self, i: usize) -> Range<usize> {
        self.sentences.get(self.sentence(i)).map_or(i..i, Range::clone)
    }

    /// Whether token `i` is the first word of its sentence, marks before it aside.
    pub fn starts_sentence(&self, i: usize) -> bool {
        let start = self.sentence_of(i).start;
        (start..i).all(|j| !matches!(self.kind(j), Some(TokenKind::Word | TokenKind::Number)))
    }

    /// Whether the words from token `i` on are `phrase`, in lower case with single blanks; then the token behind them.
    pub fn phrase(&self, i: usize, phrase: &str) -> Option<usize> {
        let mut at = i;
        for word in phrase.split(' ') {
            if self.word(at) != word {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    /// The first token that starts at or behind a byte.
    pub fn token_at(&self, byte: usize) -> usize {
        self.part.tokens.partition_point(|t| t.span.start() < byte)
    }

    /// Whether a form of "be" is among these tokens, as in a passive.
    pub fn has_be(&self, mut tokens: impl Iterator<Item = usize>) -> bool {
        tokens.any(|i| WordSet::Be.has(self.word(i)))
    }

    /// The tokens that start in a span.
    pub fn tokens(&self, span: Span) -> Range<usize> {
        self.token_at(span.start())..self.token_at(span.end())
    }

    /// Whether a noun phrase may be somebody who speaks, by its words up to a preposition: a name, a pronoun, a person, a
    /// body.
    pub fn may_speak(&self, mut phrase: Range<usize>) -> bool {
        let head = phrase.clone().take_while(|&i| !self.is(i, Closed::PREPOSITION)).count();
        phrase.end = phrase.start + head;
        phrase.into_iter().any(|i| {
            let word = self.word(i);
            let known = noun(word) != Noun::default();
            known || self.capitalised(i) || self.is(i, Closed::PRONOUN)
        })
    }
}

/// Whether a quotation that ends in "!" or "?", its tokens given, ends the sentence that it is a part of: `the plan was “a
/// disgrace!” Police said`, but not `“No!” Police said`.
fn ends_sentence(text: &str, tokens: &[Token], quotation: Range<usize>) -> bool {
    let word = |i: usize| tokens.get(i).map_or("", |t| t.span.of(text));
    let is_word = |i: usize| tokens.get(i).is_some_and(|t| t.kind == TokenKind::Word);
    let Some(before) = quotation.start.checked_sub(1) else { return false };
    let part = is_word(before) && word(quotation.start + 1).starts_with(char::is_lowercase);
    let determined = closed_class_of(word(before), word(before)).is(Closed::DETERMINER);
    let shouted = quotation.len() > 2 && matches!(word(quotation.end - 2), "!" | "?");
    part && shouted && !determined && is_word(quotation.end) && word(quotation.end).starts_with(char::is_uppercase)
}
