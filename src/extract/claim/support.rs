//! On whose word a claim rests.

use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::FxHashMap;

use super::thread::{self, Opening, Step, Thread};
use super::{Claim, ClaimCandidate, Support, kinds, sourced};
use crate::extract::lexicon::{self, Closed, Frames, Patterns, Plain, VerbForm, WordClass, WordSet};
use crate::extract::{Article, BlockExtraction, Quote, Reach, shared};
use crate::text::{Block, BlockKind, Lower, Span, Token};

/// Begins to read on whose word the claims of an article rest, as far as that does not depend on who speaks in it.
pub(in crate::extract) fn begin<'a>(article: &'a Article<'a>, quotes: &'a [Quote], reach: Reach) -> Begun<'a> {
    let unsourced = |q: &Quote| q.source.is_empty();
    let sourced: Vec<bool> = quotes.iter().map(|q| !unsourced(q) && sourced::sourced(article.text, q)).collect();
    // Who speaks once mostly speaks again, in the same words.
    let mut known: FxHashMap<&str, Option<Thread>> = FxHashMap::default();
    let mut told = |q: &Quote| {
        let words = q.source.first()?.of(article.text);
        *known.entry(words).or_insert_with(|| thread::of_source(words))
    };
    let threads = quotes.iter().zip(&sourced).map(|(q, sourced)| if *sourced { told(q) } else { None });
    let threads: Vec<Option<Thread>> = threads.collect();
    let brought_up = || article.prose().any(|(_, _, part)| part.claims.iter().any(|c| c.opens.is_some()));
    let tells = threads.iter().any(Option::is_some) || brought_up();
    let sources = Sources { article, quotes, by_block: by_block(article, quotes), sourced, threads, tells, reach };
    let blocks: Vec<_> = article.prose().collect();
    let waits = |n: usize| sources.by_block[n].iter().any(|&q| unsourced(&quotes[q]));
    let steps = shared::each(&blocks, |&block| if waits(block.0) { None } else { Some(sources.steps(block)) });
    Begun { sources, blocks, steps }
}

/// Claims of which some rest on who speaks.
pub(in crate::extract) struct Begun<'a> {
    sources: Sources<'a>,
    /// The blocks of running text.
    blocks: Vec<(usize, &'a Block, &'a BlockExtraction)>,
    /// What each of them says, where that is known.
    steps: Vec<Option<Vec<Step>>>,
}

impl Begun<'_> {
    /// The claims of the article, in the order of the text, once it is known for which quotes without a source a speaker
    /// was found.
    ///
    /// What stands beside the words of a source in one sentence counts as the source's: a reader sees whose sentence it is.
    pub(in crate::extract) fn finish(self, spoken: impl Fn(usize) -> bool) -> Vec<Claim> {
        let Self { mut sources, blocks, steps } = self;
        for (q, quote) in sources.quotes.iter().enumerate().filter(|(_, q)| q.source.is_empty()) {
            sources.sourced[q] = spoken(q) && sourced::sourced(sources.article.text, quote);
        }
        let steps = blocks.into_iter().zip(steps);
        thread::follow(steps.flat_map(|(block, known)| known.unwrap_or_else(|| sources.steps(block))))
    }
}

/// The quotes of an article, with what is known of them before its claims are read.
struct Sources<'a> {
    article: &'a Article<'a>,
    quotes: &'a [Quote],
    /// Those of each block.
    by_block: Vec<Vec<usize>>,
    /// Of each, whether a reader can tell whose word it is.
    sourced: Vec<bool>,
    /// Of each, what its source brings up for others to go on with.
    threads: Vec<Option<Thread>>,
    /// Whether anything is brought up that could be gone on with; in most articles nothing is.
    tells: bool,
    reach: Reach,
}

impl Sources<'_> {
    /// The claims of a block, with what its sentences bring up.
    fn steps(&self, (n, block, part): (usize, &Block, &BlockExtraction)) -> Vec<Step> {
        let mut out = Vec::new();
        if part.claims.is_empty() {
            return out;
        }
        let by_sentence = by_sentence(self.article, n, part, &self.by_block[n], self.quotes);
        // The quote whose source still carries, and the sentence it was last seen in.
        let mut carried: Option<(usize, usize)> = None;
        // Every sentence is a candidate.
        for candidate in &part.claims {
            let (s, text) = (candidate.sentence, candidate.span.of(block.prose.text()));
            let near = &by_sentence[by_sentence.partition_point(|&(at, _)| at < s)..];
            let near = &near[..near.partition_point(|&(at, _)| at == s)];
            let source = near.iter().map(|&(_, q)| q).rfind(|&q| self.sourced[q]);
            let goes_on = carried
                .filter(|&(_, at)| at + 1 == s && source.is_none() && *candidate.carries.get_or(|| carries(text)))
                .map(|(q, _)| q);
            carried = source.or(goes_on).map(|q| (q, s)).or(carried);
            let opens = self.opening(n, candidate, source);
            let Some(claim) = self.claim((n, block, part), candidate, near, source, goes_on) else {
                out.extend(opens.map(|opening| Step::opening(n, opening)));
                continue;
            };
            let asked = self.tells && claim.support == Support::Nobody;
            let goes_on = || thread::goes_on(&Plain::new(text));
            let goes_on = if asked { *candidate.goes_on.get_or(goes_on) } else { None };
            out.push(Step { block: n, opens, goes_on, claim: Some(claim) });
        }
        out
    }

    /// What a sentence brings up, by its source or by its own words.
    fn opening(&self, n: usize, candidate: &ClaimCandidate, source: Option<usize>) -> Option<Opening> {
        match source.and_then(|q| Some((q, self.threads[q]?, self.quotes[q].source.first()?))) {
            Some((q, thread, &words)) => {
                let new = thread::is_new(words.of(self.article.text));
                Some(Opening { thread, support: Support::Carried(q), words, new })
            }
            None => candidate.opens.map(|(thread, words)| {
                let (words, new) = (self.article.to_document(n, words), false);
                Opening { thread, support: Support::Given(words), words, new }
            }),
        }
    }

    /// The claim of a sentence, if it is one for this reader. `near` are the quotes in it, `source` is the last of them with
    /// a source, and `carried` the one whose source it goes on with.
    fn claim(
        &self,
        (n, block, part): (usize, &Block, &BlockExtraction),
        candidate: &ClaimCandidate,
        near: &[(usize, usize)],
        source: Option<usize>,
        carried: Option<usize>,
    ) -> Option<Claim> {
        if !candidate.wanted(self.reach) {
            return None;
        }
        let (article, quotes) = (self.article, self.quotes);
        let to_document = |span: Span| article.to_document(n, span);
        let origin = candidate.origin.get_or(|| Origin::read(block, part, candidate));
        let reported = || (n.saturating_sub(1)..=n).any(|b| !self.by_block[b].is_empty());
        let support = if let Some(q) = inside(article, n, part, candidate, near, (quotes, &self.sourced)) {
            Support::Quote(q)
        } else if let Some(link) = origin.link {
            Support::Link(to_document(link))
        } else if let Some(q) = source {
            // Which words are the source's is not certain, but the reader sees one.
            Support::Quote(q)
        } else if let Some(q) = carried {
            Support::Carried(q)
        } else if let Some(word) = origin.narrator {
            Support::Narrator(to_document(word))
        } else if let Some(words) = origin.given {
            Support::Given(to_document(words))
        } else if let Some(cue) = near.iter().filter(|_| !candidate.by_rule).find_map(|&(_, q)| quotes[q].cue.first()) {
            // What only the model finds may be what a cue without a source tells.
            Support::Given(*cue)
        } else if !candidate.by_rule && reported() && self.reach < Reach::All {
            // In a report, a sentence on nobody's word needs a reason that a rule can show.
            return None;
        } else {
            Support::Nobody
        };
        let unsourced = matches!(support, Support::Nobody | Support::Narrator(_));
        Some(Claim {
            span: to_document(candidate.span),
            types: candidate.types.iter().map(|&(t, span)| (t, to_document(span))).collect(),
            score: candidate.score,
            by_rule: candidate.told(self.reach),
            slight: candidate.slight && unsourced && self.reach < Reach::All,
            support,
            hedges: origin.hedges.iter().map(|&h| to_document(h)).collect(),
        })
    }
}

/// What a block tells of where a sentence that can be checked comes from. Spans count bytes of the prose.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    /// A link, footnote mark or citation.
    link: Option<Span>,
    /// The word by which the writer speaks.
    narrator: Option<Span>,
    /// The words or marks that give it to somebody, where it is not certain to whom or how much of it: the label of a
    /// turn, quotation marks, a verb or phrase that reports.
    given: Option<Span>,
    /// Words that look like a source and are none.
    hedges: Box<[Span]>,
}

impl Origin {
    /// Reads the sentence of a candidate.
    fn read(block: &Block, part: &BlockExtraction, candidate: &ClaimCandidate) -> Self {
        let span = part.sentences[candidate.sentence].span;
        let prose = block.prose.text();
        let text = span.of(prose);
        let plain = Plain::new(text);
        let label = block.label.filter(|_| block.kind == BlockKind::Turn);
        let given =
            label.or_else(|| quoted(part, candidate)).or_else(|| reports(prose, &plain, part, candidate.sentence));
        let given = given.or_else(|| noted(prose, part, candidate.sentence));
        Self {
            link: link(block, text, span),
            narrator: narrator(prose, part, candidate.sentence),
            given,
            hedges: kinds::hedges(&plain).into_iter().map(|h| h.shift(span.start())).collect(),
        }
    }
}

/// The quotes of each block, by their content, cue and source.
fn by_block(article: &Article<'_>, quotes: &[Quote]) -> Vec<Vec<usize>> {
    let mut out = vec![Vec::new(); article.blocks.len()];
    for (i, quote) in quotes.iter().enumerate() {
        for block in quote.blocks.clone() {
            if let Some(list) = out.get_mut(block) {
                list.push(i);
            }
        }
    }
    out
}

/// The sentences of a block in order, each with the quotes that have words in it.
fn by_sentence(
    article: &Article<'_>,
    n: usize,
    part: &BlockExtraction,
    near: &[usize],
    quotes: &[Quote],
) -> Vec<(usize, usize)> {
    if near.is_empty() {
        return Vec::new();
    }
    let places: Vec<Span> = part.sentences.iter().map(|s| article.to_document(n, s.span)).collect();
    let mut out = Vec::with_capacity(places.len().max(near.len()));
    let all = places.iter().copied().reduce(Span::join).unwrap_or_default();
    for &q in near {
        // A quotation may go on over many paragraphs.
        let here = [&quotes[q].content, &quotes[q].cue, &quotes[q].source].map(|spans| all.overlapping(spans));
        for words in here.into_iter().flatten() {
            let first = places.partition_point(|p| p.end() <= words.start());
            let touched = places[first..].iter().take_while(|p| p.start() < words.end()).count();
            out.extend((first..first + touched).map(|s| (s, q)));
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// The quote that holds at least half of a claim's tokens.
fn inside(
    article: &Article<'_>,
    n: usize,
    part: &BlockExtraction,
    candidate: &ClaimCandidate,
    near: &[(usize, usize)],
    (quotes, sourced): (&[Quote], &[bool]),
) -> Option<usize> {
    let (sentence, _) = part.sentences.get(candidate.sentence).zip(near.first())?;
    let place = article.to_document(n, candidate.span);
    // Those of the claim follow one another.
    let tokens = part.tokens.get(sentence.tokens.clone())?;
    let tokens = &tokens[tokens.partition_point(|t| t.span.start() < candidate.span.start())..];
    let tokens = &tokens[..tokens.partition_point(|t| t.span.end() <= candidate.span.end())];
    let at = |t: &Token| article.to_document(n, t.span);
    near.iter().map(|&(_, q)| q).find(|&q| {
        let content = place.overlapping(&quotes[q].content);
        if !sourced[q] || content.is_empty() || tokens.is_empty() {
            return false;
        }
        if content.iter().any(|c| c.covers(place)) {
            return true;
        }
        // Both are in order and apart.
        let within = |c: &Span| {
            let first = tokens.partition_point(|t| at(t).end() <= c.start());
            tokens.partition_point(|t| at(t).start() < c.end()).saturating_sub(first)
        };
        let held: usize = content.iter().map(within).sum();
        held > 0 && held * 2 >= tokens.len()
    })
}

/// The quotation marks that hold most of a claim, or all that shows what there is to check: that its speaker is missing is
/// a matter of the quotation.
fn quoted(part: &BlockExtraction, candidate: &ClaimCandidate) -> Option<Span> {
    let span = candidate.span;
    // A mark that closes nothing shows that what stands before it was opened somewhere.
    let strays = &part.quotations.stray;
    if let Some(&stray) = strays.get(strays.partition_point(|m| m.start() < span.start())) {
        return Some(stray);
    }
    let outer = &part.quotations.outer;
    let near = outer[outer.partition_point(|q| q.span.end() <= span.start())..].iter();
    let near = near.map(|q| q.span).take_while(|q| q.start() < span.end());
    let held: usize = near.clone().map(|q| q.end().min(span.end()) - q.start().max(span.start())).sum();
    let shown = || candidate.by_rule && candidate.types.iter().all(|t| near.clone().any(|q| q.covers(t.1)));
    near.clone().next().filter(|_| held * 2 >= span.len() || shown())
}

/// The word by which the writer speaks of themselves in a sentence: what is told first-hand rests on the writer, and
/// what stands so in a speech without marks on its speaker.
fn narrator(prose: &str, part: &BlockExtraction, s: usize) -> Option<Span> {
    let tokens = part.tokens.get(part.sentences.get(s)?.tokens.clone())?;
    let outer = &part.quotations.outer;
    let own =
        |t: Span| outer.get(outer.partition_point(|q| q.span.end() <= t.start())).is_none_or(|q| !q.span.overlaps(t));
    // "World War I" has a name before it.
    let numeral = |i: usize| {
        let before = i.checked_sub(1).map_or("", |b| tokens[b].span.of(prose));
        before.starts_with(char::is_uppercase) && !lexicon::closed_class(&before.lower()).is(Closed::FUNCTION)
    };
    let words = tokens.iter().map(|t| t.span).enumerate();
    let own = words.filter(|&(_, t)| lexicon::first_person(t.of(prose)).is_some() && own(t));
    own.filter(|&(i, t)| t.of(prose) != "I" || !numeral(i)).map(|w| w.1).next()
}

/// The words before a colon that say, behind a sentence, where it comes from: “Source: Ministry of Labour.”
fn noted(prose: &str, part: &BlockExtraction, s: usize) -> Option<Span> {
    let next = part.sentences.get(s + 1)?.span;
    let (label, source) = next.of(prose).split_once(':')?;
    let label = label.trim_start_matches(['(', '[', '*', '_']);
    let named = matches!(label, "Source" | "Sources" | "SOURCE" | "SOURCES") && source.contains(char::is_alphabetic);
    named.then_some(next)
}

/// A link, footnote mark or citation in the sentence.
fn link(block: &Block, text: &str, sentence: Span) -> Option<Span> {
    block
        .prose
        .link_in(sentence)
        .or_else(|| CITATION.find(text).map(|m| Span::new(m.start(), m.end()).shift(sentence.start())))
}

static CITATION: LazyLock<Regex> = LazyLock::new(|| {
    let forms = r"https?://\S+|\bwww\.\S+|\[\d{1,3}(?:[,–-]\s?\d{1,3})*\]|[¹²³⁴⁵⁶⁷⁸⁹]|\((?:see |cf\. )?\p{Lu}[\w'’.-]+(?:,? (?:and|&) \p{Lu}[\w'’.-]+| et al\.?)?,? (?:1[89]|20)\d\d[a-z]?(?:,[^()]{1,20})?\)|\p{Lu}[\w'’-]+ (?:et al\. )?\((?:1[89]|20)\d\d[a-z]?\)";
    lexicon::regex(forms)
});

/// How a sentence begins that goes on with the source of the one before.
static CARRIES: LazyLock<Patterns> = LazyLock::new(|| Patterns::listed(include_str!("../lexicon/claim_carries.tsv")));

fn carries(sentence: &str) -> bool {
    CARRIES.matches(&Plain::new(sentence)).next().is_some()
}

/// The verb or phrase of a sentence that reports, found as an attribution or not.
fn reports(prose: &str, plain: &Plain, part: &BlockExtraction, s: usize) -> Option<Span> {
    let sentence = part.sentences.get(s)?;
    if let Some((_, phrase)) = SOURCES.places(plain).min_by_key(|p| p.1) {
        return Some(phrase.shift(sentence.span.start()));
    }
    let tokens = part.tokens.get(sentence.tokens.clone())?;
    let clausal = [Frames::CLAUSE, Frames::THAT];
    let verb = |word: &str, i: usize| {
        lexicon::cues().starting(word).iter().any(|c| {
            c.rest.is_empty()
                && match c.form {
                    // “An estimated 300 people”: behind an article it is no verb.
                    VerbForm::Past | VerbForm::Gerund => {
                        i == 0 || !matches!(tokens[i - 1].span.of(prose), "a" | "an" | "the" | "A" | "An" | "The")
                    }
                    VerbForm::Third => i == 0 || !before_noun(tokens[i - 1].span.of(prose)),
                    _ => false,
                }
                && clausal.iter().any(|f| c.frames.is(*f))
        })
    };
    // "is expected before the end of the year", "is estimated at 300".
    let measured = |next: &str| matches!(next, "at" | "before" | "within" | "next" | "later" | "soon");
    // "was promised", "it is widely believed": a passive names nobody, unless "by" says who.
    let passive = |i: usize| {
        let word = |k: usize| tokens.get(k).map_or("", |t| t.span.of(prose));
        let be = (i.saturating_sub(2)..i).rev().find(|&k| !word(k).ends_with("ly")).unwrap_or(i);
        let promised = WordSet::Promises.has(word(i));
        let it = be.checked_sub(1).is_some_and(|k| word(k).eq_ignore_ascii_case("it"));
        matches!(word(be), "was" | "were" | "been" | "is" | "are")
            && (promised || (it || measured(word(i + 1))) && lexicon::passive_cue(word(i)))
            && !tokens[i..].iter().any(|t| t.span.of(prose) == "by")
    };
    // "threatened a witness" tells a deed.
    let done = |word: &str, i: usize| {
        WordSet::Done.has(word) && !sourced::says(tokens.get(i + 1).map_or("", |t| t.span.of(prose)))
    };
    let reports = |word: &str, i: usize| verb(word, i) && !passive(i) && !done(word, i);
    let mut words = tokens.iter().map(|t| t.span).enumerate();
    words.find(|&(i, t)| reports(&t.of(prose).lower(), i)).map(|w| w.1)
}

/// Whether a word stands before a noun: "states" behind "the", "eleven", "in" or "many" is no verb.
fn before_noun(word: &str) -> bool {
    let lower = word.lower();
    let closed = lexicon::closed_class(&lower);
    word.starts_with(|c: char| c.is_ascii_digit())
        || closed.is(Closed::DETERMINER.or(Closed::PREPOSITION)) && !closed.is(Closed::PRONOUN)
        || WordSet::BeforeNoun.has(&lower)
        || matches!(lexicon::common(&lower), Some(WordClass::Adjective | WordClass::Number))
}

/// Phrases that name a source without a verb of saying.
static SOURCES: LazyLock<Patterns> = LazyLock::new(|| Patterns::listed(include_str!("../lexicon/claim_sources.tsv")));
