//! A document read from top to bottom.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::convert::Infallible;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::extract::model::Memory;
use crate::extract::{self, BlockExtraction, BoilerplateLine, Extraction, Scope};
use crate::rules::{self, Directives, Early, Finding, Manuscript, Notes, Origin, Profile, Selection, Source};
use crate::settings::Settings;
use crate::text::{self, Block, BlockKind, Blocks, Format, LineIndex, Span, Unmarked};

/// A document with all that was found in it. Spans count bytes of [`Analysis::text`].
#[derive(Clone)]
pub struct Analysis {
    /// The document.
    pub text: Arc<str>,
    /// Its markup.
    pub format: Format,
    /// Its lines.
    pub lines: LineIndex,
    /// Its blocks, in order.
    pub blocks: Arc<[Block]>,
    /// What each block says by itself.
    pub parts: Vec<Arc<BlockExtraction>>,
    /// What the rules noted of each block.
    pub notes: Vec<Arc<Notes>>,
    /// Who says what, and on whose word.
    pub extraction: Extraction,
    /// What the rules have to say, in the order of the text, without what is ignored.
    pub findings: Vec<Finding>,
    /// How many findings are ignored, by a comment or by `.whosaid/ignored.json`.
    pub ignored: usize,
}

impl Analysis {
    /// The document as rules read it.
    pub fn manuscript(&self, profile: Profile) -> Manuscript<'_> {
        let Self { text, format, lines, blocks, parts, notes, extraction, .. } = self;
        let source = Source { text, format: *format, blocks };
        Manuscript { boilerplate: &extraction.boilerplate, ..Manuscript::new(&source, lines, parts, notes, profile) }
    }

    /// The words of a span as people read them: the tags and references of a page are none. Other markup stays.
    pub(crate) fn words(&self, span: Span) -> Cow<'_, str> {
        let source = span.of(&self.text);
        if self.format != Format::Html || !source.contains(['<', '&']) {
            return Cow::Borrowed(source);
        }
        let blocks = &self.blocks[self.blocks.partition_point(|b| b.span.end() <= span.start())..];
        let blocks = blocks.iter().take_while(|b| b.span.start() < span.end());
        let words = blocks.map(|b| {
            let (start, end) = (span.start().max(b.span.start()), span.end().min(b.span.end()));
            b.prose.of_source(Span::new(start, end).back(b.span.start())).of(b.prose.text())
        });
        Cow::Owned(words.collect::<Vec<_>>().join(" "))
    }

    /// A document of which no more is known than what each block says by itself.
    fn of_blocks(
        text: Arc<str>,
        format: Format,
        lines: LineIndex,
        blocks: Arc<[Block]>,
        parts: Vec<Arc<BlockExtraction>>,
        notes: Vec<Arc<Notes>>,
    ) -> Self {
        let (extraction, findings) = (Extraction::default(), Vec::new());
        Self { text, format, lines, blocks, parts, notes, extraction, findings, ignored: 0 }
    }

    /// Fills in what it says as a whole, which `read` finds in its words, and what the rules have to say.
    fn finished<E>(
        mut self,
        settings: &Settings,
        read: impl FnOnce(&Manuscript<'_>, Selection<'_>) -> Result<(Extraction, Early), E>,
    ) -> Result<Self, E> {
        let selection = settings.selection();
        let unmarked = unmarked(self.format, &self.blocks);
        let origin = unmarked.as_ref().map(|unmarked| Origin { unmarked, text: &self.text, lines: &self.lines });
        let manuscript = self.manuscript(settings.profile).of_words(origin);
        let (mut extraction, early) = read(&manuscript, selection)?;
        let findings = findings(&manuscript, &mut extraction, selection, early);
        (self.extraction, self.findings) = (extraction, findings);
        Ok(self.without_ignored(settings))
    }

    /// Leaves out the findings that a comment or the user ignores, and counts them.
    fn without_ignored(mut self, settings: &Settings) -> Self {
        let mut findings = std::mem::take(&mut self.findings);
        let all = findings.len();
        let comments = Directives::new(&self.text, self.format, &self.blocks);
        findings.retain(|f| !comments.hide(f));
        if !settings.ignored.is_empty() {
            findings.retain(|f| !settings.ignored.contains(f.rule.code, &self.anchor(f)));
        }
        self.ignored = all - findings.len();
        self.findings = findings;
        self
    }

    /// The words by which a finding is found again after edits elsewhere: those of its sentence, without markup and
    /// with single spaces. `.whosaid/ignored.json`, baselines and fingerprints hold them.
    pub fn anchor(&self, finding: &Finding) -> String {
        self.manuscript(Profile::Default).anchor(finding)
    }
}

/// That nobody waits for the answer any more.
struct Cancelled;

/// Reads documents and remembers what the blocks of the last one say, so that an edit costs little.
///
/// The answer never depends on what was read before. An analyzer holds the last document, as far as it was read; use
/// one analyzer a document.
#[derive(Default)]
pub struct Analyzer {
    blocks: Blocks,
    last: Read,
    memory: Memory,
}

/// Blocks and what they say, as far as they were read.
#[derive(Default)]
struct Read {
    blocks: Arc<[Block]>,
    parts: Vec<Option<Part>>,
    /// Which of them belong to the page, once that is known; until then, as it was before an edit.
    furniture: Option<Vec<bool>>,
}

/// What is known of a block by itself.
#[derive(Clone)]
struct Part {
    extraction: Arc<BlockExtraction>,
    notes: Arc<Notes>,
}

impl Part {
    fn new(extraction: BlockExtraction) -> Self {
        Self { extraction: Arc::new(extraction), notes: Arc::default() }
    }
}

/// All that the extraction of a block depends on.
#[derive(PartialEq, Eq, Hash)]
struct Key<'a> {
    kind: BlockKind,
    text: &'a str,
    links: &'a [Span],
    label: Option<Span>,
    marked: bool,
}

impl<'a> Key<'a> {
    fn of(block: &'a Block) -> Self {
        Self {
            kind: block.kind,
            text: block.prose.text(),
            links: block.prose.links(),
            label: block.label,
            marked: block.is_marked_heading(),
        }
    }
}

/// New text of fewer bytes is read on one thread: sharing it out costs more than it saves.
const PARALLEL: usize = 20_000;
/// The lines of text of fewer bytes are counted in no time.
const LONG: usize = 200_000;
/// Of new text of at most so many bytes, as of an edit, what the models said of its words is kept for the next edit.
const EDIT: usize = 8_000;
/// So many bytes are read together: with more, what is known of them no longer fits beside a model's weights.
const TOGETHER: usize = 3_000;

impl Analyzer {
    /// Reads a document. `cancelled` is asked between blocks, from any thread; where it says so, there is no answer.
    pub fn analyze(
        &mut self,
        text: Arc<str>,
        format: Format,
        settings: &Settings,
        cancelled: &(dyn Fn() -> bool + Sync),
    ) -> Option<Analysis> {
        let mut read = || {
            let blocks = self.blocks.read(&text, format).into();
            self.read(blocks, cancelled)
        };
        let lines = || LineIndex::new(&text);
        let (read, lines) = if text.len() < LONG { (read(), lines()) } else { rayon::join(read, lines) };
        self.last = read;
        let read = &self.last;
        if cancelled() || read.parts.iter().any(Option::is_none) {
            return None;
        }
        let (parts, notes): (Vec<_>, Vec<_>) =
            read.parts.iter().flatten().map(|p| (Arc::clone(&p.extraction), Arc::clone(&p.notes))).unzip();
        let of_blocks = Analysis::of_blocks(text, format, lines, Arc::clone(&read.blocks), parts, notes);
        let analysis = of_blocks.finished(settings, |manuscript, selection| {
            let Manuscript { text, blocks, parts, .. } = *manuscript;
            let (options, reach) = (&settings.extraction, settings.reach());
            let document = extract::Document { text, blocks, parts, options, reach };
            let early =
                |boilerplate: &[BoilerplateLine]| Early::find(&Manuscript { boilerplate, ..*manuscript }, selection);
            let whole = document.article(self.last.furniture.take(), Scope::Everything, early);
            self.last.furniture = Some(whole.furniture);
            if cancelled() { Err(Cancelled) } else { Ok((whole.extraction, whole.made)) }
        });
        analysis.ok()
    }

    /// The outline of a document that is too large to be read: its lines and blocks, without what they say.
    pub fn outline(text: Arc<str>, format: Format, settings: &Settings) -> Analysis {
        let blocks: Arc<[Block]> = text::blocks(&text, format).into();
        let nothing = Arc::new(BlockExtraction::default());
        let parts: Vec<_> = blocks.iter().map(|_| Arc::clone(&nothing)).collect();
        let notes: Vec<_> = blocks.iter().map(|_| Arc::default()).collect();
        let lines = LineIndex::new(&text);
        let of_blocks = Analysis::of_blocks(text, format, lines, blocks, parts, notes);
        let Ok(analysis) = of_blocks.finished(settings, |manuscript, selection| {
            Ok::<_, Infallible>((Extraction::default(), Early::find(manuscript, selection)))
        });
        analysis
    }

    /// What each block says: as it was read before, or read now until `cancelled`. What is known of blocks that are no
    /// longer there is forgotten.
    fn read(&mut self, blocks: Arc<[Block]>, cancelled: &(dyn Fn() -> bool + Sync)) -> Read {
        let (mut parts, furniture) = std::mem::take(&mut self.last).known(&blocks);
        let (missing, again) = distinct(&blocks, (0..blocks.len()).filter(|&i| parts[i].is_none()));
        let bytes: usize = missing.iter().map(|&i| blocks[i].prose.text().len()).sum();
        let missing = groups(&blocks, &missing);
        let read = |group: &[usize], memory: &mut Memory| {
            (!cancelled()).then(|| read_group(&blocks, group, Scope::Everything, memory))
        };
        self.memory.turn(bytes <= EDIT);
        let new: Vec<_> = if bytes < PARALLEL {
            missing.iter().map_while(|group| read(group, &mut self.memory)).collect()
        } else {
            missing.par_iter().filter_map(|group| read(group, &mut Memory::default())).collect()
        };
        for (i, part) in new.into_iter().flatten() {
            parts[i] = Some(Part::new(part));
        }
        for (i, first) in again {
            parts[i] = parts[first].clone();
        }
        Read { blocks, parts, furniture }
    }
}

impl Read {
    /// What is known of other blocks, and which of them belonged to the page. Most edits leave a common beginning and end,
    /// which are compared in order; only what lies between is looked up.
    fn known(mut self, blocks: &[Block]) -> (Vec<Option<Part>>, Option<Vec<bool>>) {
        let same = |(a, b): &(&Block, &Block)| {
            let shared = Arc::ptr_eq(&a.prose, &b.prose) && a.kind == b.kind && a.label == b.label;
            shared || Key::of(a) == Key::of(b)
        };
        let head = blocks.iter().zip(self.blocks.iter()).take_while(same).count();
        let tail = blocks[head..].iter().rev().zip(self.blocks[head..].iter().rev()).take_while(same).count();
        let last_end = self.blocks.len() - tail;
        let end = self.parts.split_off(last_end);
        let between = self.parts.split_off(head);
        let mut parts = self.parts;
        if head + tail < blocks.len() {
            let before = self.blocks[head..last_end].iter().zip(&between);
            let known: FxHashMap<Key<'_>, &Part> =
                before.filter_map(|(block, part)| Some((Key::of(block), part.as_ref()?))).collect();
            let wanted = &blocks[head..blocks.len() - tail];
            parts.extend(wanted.iter().map(|b| known.get(&Key::of(b)).map(|&p| p.clone())));
        }
        parts.extend(end);
        let furniture = self.furniture.map(|mut furniture| {
            let end = furniture.split_off(last_end);
            furniture.resize(blocks.len() - tail, false);
            furniture.extend(end);
            furniture
        });
        (parts, furniture)
    }
}

/// The blocks that are to be read, without those that say the same as one before them, and these, each with that one.
fn distinct(blocks: &[Block], wanted: impl Iterator<Item = usize>) -> (Vec<usize>, Vec<(usize, usize)>) {
    let mut seen = FxHashMap::default();
    let (mut first, mut again) = (Vec::new(), Vec::new());
    for i in wanted {
        match seen.entry(Key::of(&blocks[i])) {
            Entry::Vacant(new) => {
                new.insert(i);
                first.push(i);
            }
            Entry::Occupied(known) => again.push((i, *known.get())),
        }
    }
    (first, again)
}

/// Parts the blocks that are to be read into groups, so that those of a group are read together.
fn groups<'a>(blocks: &[Block], mut wanted: &'a [usize]) -> Vec<&'a [usize]> {
    let mut out = Vec::new();
    while !wanted.is_empty() {
        let mut bytes = 0;
        let more = wanted.iter().take_while(|&&i| {
            let fits = bytes < TOGETHER;
            bytes += blocks[i].prose.text().len();
            fits
        });
        let (group, rest) = wanted.split_at(more.count());
        out.push(group);
        wanted = rest;
    }
    out
}

/// What each block of a group says.
fn read_group(blocks: &[Block], group: &[usize], scope: Scope, memory: &mut Memory) -> Vec<(usize, BlockExtraction)> {
    let of: Vec<&Block> = group.iter().map(|&i| &blocks[i]).collect();
    group.iter().copied().zip(extract::blocks(&of, scope, memory)).collect()
}

/// The words of a page, whose markup is not read; other formats are read as they are written.
fn unmarked(format: Format, blocks: &Arc<[Block]>) -> Option<Unmarked> {
    (format == Format::Html).then(|| Unmarked::new(blocks))
}

/// What the rules have to say. What was found in the words of a page is told in the places of its source from here on.
fn findings(
    manuscript: &Manuscript<'_>,
    extraction: &mut Extraction,
    selection: Selection<'_>,
    early: Early,
) -> Vec<Finding> {
    let whole = Manuscript { boilerplate: &extraction.boilerplate, ..*manuscript };
    let mut findings = rules::check(whole, extraction, selection, early);
    if let Some(origin) = manuscript.origin {
        extraction.place(|span| origin.unmarked.place(span), origin.lines);
        findings = origin.findings(findings);
        findings.extend(rules::of_source(&origin.source(), &extraction.boilerplate, selection));
        findings.sort_by_key(|f| (f.span.start(), f.span.end()));
    }
    let (text, lines) = manuscript.origin.map_or((manuscript.text, manuscript.lines), |o| (o.text, o.lines));
    let line_break = lines.line_break(text);
    if line_break != "\n" {
        let edits = findings.iter_mut().flat_map(|f| &mut f.fixes).flat_map(|fix| &mut fix.edits);
        edits.filter(|e| e.text.contains('\n')).for_each(|e| e.break_lines(line_break));
    }
    findings
}

/// Reads a document without asking the rules: who says what in it, and on whose word, as far as `scope` goes.
pub fn extraction(text: &str, format: Format, settings: &Settings, scope: Scope) -> Extraction {
    let blocks: Arc<[Block]> = text::blocks(text, format).into();
    let all: Vec<usize> = (0..blocks.len()).collect();
    let mut memory = Memory::default();
    let read = groups(&blocks, &all).into_iter().flat_map(|group| read_group(&blocks, group, scope, &mut memory));
    let parts: Vec<_> = read.map(|(_, part)| Arc::new(part)).collect();
    let article = |text: &str, blocks: &[Block]| {
        extract::article(text, blocks, &parts, &settings.extraction, settings.reach(), scope)
    };
    let Some(unmarked) = unmarked(format, &blocks) else { return article(text, &blocks) };
    let mut extraction = article(&unmarked.text, &unmarked.blocks);
    extraction.place(|span| unmarked.place(span), &LineIndex::new(text));
    extraction
}
