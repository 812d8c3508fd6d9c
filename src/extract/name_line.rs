//! Names that stand in a line of their own, above or below quoted words.

use rustc_hash::FxHashMap;

use super::attribution::{self, Attribution};
use super::lexicon::{self, WordSet};
use super::{Article, BlockExtraction, MentionForm, Quote, QuoteKind};
use crate::text::{Block, BlockKind, Span};

/// The longest line of a name, in bytes.
const LONGEST: usize = 90;
/// The longest quotation that may be a title, in bytes.
const TITLE: usize = 60;
/// How many quotes back one that is signed is looked for.
const NEAR: usize = 4;

/// The name in a line that has nothing but a name and who that is, with what says so, and whether anything does:
/// "Prime Minister Ann Lee", "Tom Berg, 34, nurse, Leeds".
fn introduced(block: &Block, part: &BlockExtraction) -> Option<(Span, bool)> {
    let text = block.prose.text().trim_end();
    if !matches!(block.kind, BlockKind::Heading | BlockKind::Paragraph) || text.len() > LONGEST {
        return None;
    }
    let name = part.mentions.first().filter(|m| m.form == MentionForm::Name)?;
    // "Global Sales Director" stands below a name, and is none.
    let job = name.span.of(text).rsplit(' ').next().is_some_and(|w| lexicon::role(&w.to_lowercase()).is_some());
    let person = name.names_person(text);
    let whole = name.whole();
    let behind = text.get(name.span.end()..)?;
    let marks = ["“", "”", "\"", "«", "»", ":", "!", "?", ". "];
    let apart = behind.is_empty() || [",", " –", " —", " -", " (", " |"].iter().any(|m| behind.starts_with(m));
    // A line of a writer stands above words of somebody else.
    let writes = || behind.split(|c: char| !c.is_alphanumeric()).any(|w| WordSet::Writers.has(&w.to_lowercase()));
    let alone = whole.start() == 0 && apart && !text.ends_with('.') && !marks.iter().any(|m| text.contains(m));
    let told = whole != name.span || !behind.is_empty();
    (person && !job && alone && !writes()).then(|| (Span::new(0, text.len()), told))
}

/// Whether a block is nothing but one quotation that no words of its own attribute.
fn is_one_quotation(block: &Block, part: &BlockExtraction) -> bool {
    let text = block.prose.text();
    let [Attribution { kind: QuoteKind::Direct, content, cue, source, .. }] = &part.attributions[..] else {
        return false;
    };
    let outside = |span: &Span| text[..span.start()].trim().is_empty() && text[span.end()..].trim().is_empty();
    block.kind == BlockKind::Paragraph
        && cue.is_empty()
        && source.is_empty()
        && content.first().zip(content.last()).is_some_and(|(first, last)| outside(&first.join(*last)))
}

/// Whether somebody speaks in a block, and in more than a few words that stand above a text as a title does.
fn is_speech(block: &Block, part: &BlockExtraction) -> bool {
    let title = block.prose.text().len() < TITLE && part.attributions.iter().all(|a| a.source.is_empty());
    !title && !part.quotations.outer.is_empty()
}

/// The names in the document that stand in lines above or below quotations, by the blocks of these.
///
/// A name without a word of who that is may be a credit or a sub-heading, and one below the words of somebody else a
/// caption: there it takes two such pairs in the article. Where names stand on both sides, the article has its way.
pub(super) fn beside(article: &Article<'_>) -> FxHashMap<usize, Span> {
    let count = article.blocks.len();
    let line = |quotation: usize, line: usize| {
        let near = !article.furniture[line];
        let (first, second) = (line.min(quotation), line.max(quotation));
        let near = near && article.adjacent(first, second);
        near.then(|| introduced(&article.blocks[line], &article.parts[line]))
            .flatten()
            .map(|(name, told)| (article.to_document(line, name), told))
    };
    let quotation = |n: &usize| !article.furniture[*n] && is_one_quotation(&article.blocks[*n], &article.parts[*n]);
    let mut pairs = [Vec::new(), Vec::new()];
    for n in (0..count).filter(quotation) {
        if let Some(above) = article.above(n)
            && let Some((name, told)) = line(n, above)
        {
            let speech = |b: usize| is_speech(&article.blocks[b], &article.parts[b]);
            let caption = article.above(above).is_some_and(speech);
            pairs[0].push((n, name, told && !caption));
        }
        if let Some(below) = article.below(n)
            && let Some((name, told)) = line(n, below)
        {
            let caption = article.below(below).is_some_and(|b| quotation(&b));
            pairs[1].push((n, name, told && !caption));
        }
    }
    let above = pairs[0].len() >= pairs[1].len();
    let mut out = FxHashMap::default();
    for pairs in if above { [1, 0] } else { [0, 1] }.map(|side| &pairs[side]) {
        let several = pairs.len() > 1;
        out.extend(pairs.iter().filter(|p| p.2 || several).map(|&(n, name, _)| (n, name)));
    }
    out
}

/// `— Ann Lee, Northfield`: the name in a paragraph that is nothing but a signature. A dash may have made a list item of it.
pub(super) fn signature(article: &Article<'_>, n: usize) -> Option<Span> {
    let (text, part) = (article.blocks[n].prose.text(), &article.parts[n]);
    let item = |n: usize| article.blocks[n].kind == BlockKind::ListItem;
    let item = item(n) && ![article.below(n), article.above(n)].into_iter().flatten().any(item);
    if let Some((dash, name)) = attribution::account(text) {
        return (dash.start() == 0).then_some(name);
    }
    let words = text.trim_start_matches(['—', '–', '―', '-', '~', ' ']);
    let start = text.len() - words.len();
    let dash = text.len() < LONGEST && (item || !text.starts_with(words));
    let name = part.mentions.iter().find(|m| m.form == MentionForm::Name).filter(|_| dash)?;
    let first = name.title.map_or(name.span, |t| t.join(name.span)).start() == start;
    let alone = !item
        || text[name.span.end()..].trim_start().is_empty()
        || text[name.span.end()..].starts_with([',', '.', '(']);
    (first && alone && part.sentences.len() == 1).then(|| Span::new(start, text.trim_end_matches(['.', ' ']).len()))
}

/// Gives the words above a signature to it: a quotation without a source, or a block quotation without marks.
pub(super) fn sign(article: &Article<'_>, out: &mut Vec<Quote>, n: usize, who: Span) -> bool {
    let Some(over) = article.above(n) else { return false };
    let source = vec![article.to_document(n, who)];
    if let Some(q) = out.iter_mut().rev().take(NEAR).find(|q| q.blocks.end == over + 1) {
        let open = q.cue.is_empty() && q.source.is_empty() && q.kind == QuoteKind::Direct;
        if open {
            q.source = source;
        }
        return open;
    }
    let quoted = |i: usize| article.blocks[i].kind == BlockKind::BlockQuote;
    // What an account is named below is a post as a whole, unless it tells of that post.
    let (line, above) = (article.blocks[n].prose.text(), &article.blocks[over]);
    let post = || {
        attribution::account(line).is_some_and(|(_, name)| {
            name.of(line).rsplit(' ').next().is_some_and(|last| !above.prose.text().contains(last))
        })
    };
    if matches!(above.kind, BlockKind::Paragraph | BlockKind::Heading) && post() {
        let content = vec![article.to_document(over, attribution::post_words(above.prose.text()))];
        out.push(Quote::new(QuoteKind::Direct, content, Vec::new(), source, over..over + 1));
        return true;
    }
    if !quoted(n) || !quoted(over) {
        return false;
    }
    let mut first = over;
    while let Some(next) = article.above(first)
        && quoted(next)
        && article.adjacent(next, first)
        && !article.furniture[next]
    {
        first = next;
    }
    // Words above that are somebody's already are not part of it.
    if out.iter().rev().take(NEAR).any(|q| q.blocks.end > first) || n - first > 8 {
        return false;
    }
    let content = (first..n).filter(|&i| quoted(i)).map(|i| article.blocks[i].span).collect();
    out.push(Quote::new(QuoteKind::Direct, content, Vec::new(), source, first..n));
    true
}
