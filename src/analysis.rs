//! A document read from top to bottom.

mod known;

use std::borrow::Cow;
use std::convert::Infallible;
use std::sync::{Arc, OnceLock};

use known::{Begun, Known, TOGETHER};
use rayon::prelude::*;

use crate::extract::model::Memory;
use crate::extract::{self, BlockExtraction, BoilerplateLine, Document, Extraction, Scope, boilerplate, shared};
use crate::rules::{self, Directives, Early, Finding, Manuscript, Notes, Origin, Profile, Selection, Source};
use crate::settings::Settings;
use crate::text::{self, Block, Blocks, Format, LineIndex, Span, Unmarked};

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

    /// Fills in what it says as a whole, which `read` finds in its words, and what the rules have to say. `unmarked` are
    /// those words, where they are not written as they are read.
    fn finished<E>(
        mut self,
        unmarked: Option<&Unmarked>,
        settings: &Settings,
        read: impl FnOnce(&Manuscript<'_>, Selection<'_>) -> Result<(Extraction, Early), E>,
    ) -> Result<Self, E> {
        let selection = settings.selection();
        let origin = unmarked.map(|unmarked| Origin { unmarked, text: &self.text, lines: &self.lines });
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
    last: Known,
    memory: Memory,
    page: boilerplate::Memory,
}

/// New text of fewer bytes is read on one thread: sharing it out costs more than it saves.
const PARALLEL: usize = 20_000;
/// Of new text of at most so many bytes, as of an edit, what the models said of its words is kept for the next edit.
const EDIT: usize = 8_000;

impl Analyzer {
    /// Reads a document. `cancelled` is asked between blocks, from any thread; where it says so, there is no answer.
    pub fn analyze(
        &mut self,
        text: Arc<str>,
        format: Format,
        settings: &Settings,
        cancelled: &(dyn Fn() -> bool + Sync),
    ) -> Option<Analysis> {
        let blocks: Arc<[Block]> = self.blocks.read(&text, format).into();
        let unmarked = unmarked(format, &blocks);
        let lines = unmarked.as_ref().map_or_else(OnceLock::new, |u| OnceLock::from(u.lines.clone()));
        let words = {
            let (text, blocks) = unmarked.as_ref().map_or((&*text, &*blocks), |u| (&*u.text, &*u.blocks));
            let (options, reach) = (&settings.extraction, settings.reach());
            Document { text, lines: &lines, blocks, parts: &[], options, reach }
        };
        let mut begun = std::mem::take(&mut self.last).begin(Arc::clone(&blocks));
        let looked = begun.look();
        // To find the speakers takes longest, and one thread; it begins while another reads what is new.
        let people = || {
            // Nobody waits for them then.
            words.lines();
            looked.as_ref().map(|(parts, furniture)| Document { parts, ..words }.people(furniture))
        };
        let page = || {
            self.last = self.read(begun, cancelled);
            let parts = self.last.complete().filter(|_| !cancelled());
            parts.map(|(parts, notes)| (Document { parts: &parts, ..words }.page(&mut self.page), parts, notes))
        };
        let (people, page) = shared::both(blocks.len(), people, page);
        let (page, parts, notes) = page?;
        let lines = if unmarked.is_some() { LineIndex::new(&text) } else { words.lines().clone() };
        let of_blocks = Analysis::of_blocks(Arc::clone(&text), format, lines, Arc::clone(&blocks), parts, notes);
        let analysis = of_blocks.finished(unmarked.as_ref(), settings, |manuscript, selection| {
            let early =
                |boilerplate: &[BoilerplateLine]| Early::find(&Manuscript { boilerplate, ..*manuscript }, selection);
            let words = Document { parts: manuscript.parts, ..words };
            let whole = words.article(page, people, Scope::Everything, early);
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
        let unmarked = unmarked(format, &blocks);
        let of_blocks = Analysis::of_blocks(text, format, lines, blocks, parts, notes);
        let Ok(analysis) = of_blocks.finished(unmarked.as_ref(), settings, |manuscript, selection| {
            Ok::<_, Infallible>((Extraction::default(), Early::find(manuscript, selection)))
        });
        analysis
    }

    /// What each block says, read as far as nobody has `cancelled`.
    fn read(&mut self, mut begun: Begun, cancelled: &(dyn Fn() -> bool + Sync)) -> Known {
        let (blocks, bytes, mut looks) = (Arc::clone(begun.blocks()), begun.bytes(), begun.looks());
        let read = |group: &[usize], looks: Option<Vec<BlockExtraction>>, memory: &mut Memory| {
            (!cancelled()).then(|| read_group(&blocks, group, looks, Scope::Everything, memory))
        };
        self.memory.turn(bytes <= EDIT);
        let groups = groups(&blocks, begun.missing());
        let new: Vec<_> = if bytes < PARALLEL {
            groups.iter().map_while(|group| read(group, looks.take(), &mut self.memory)).collect()
        } else {
            groups.par_iter().filter_map(|group| read(group, None, &mut Memory::default())).collect()
        };
        begun.with(new.into_iter().flatten())
    }
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

/// What each block of a group says; `looks` are the first ones at them, where somebody had them.
fn read_group(
    blocks: &[Block],
    group: &[usize],
    looks: Option<Vec<BlockExtraction>>,
    scope: Scope,
    memory: &mut Memory,
) -> Vec<(usize, BlockExtraction)> {
    let of: Vec<&Block> = group.iter().map(|&i| &blocks[i]).collect();
    let looks = looks.unwrap_or_else(|| extract::looks(&of));
    group.iter().copied().zip(extract::read(&of, looks, scope, memory)).collect()
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
    let read = groups(&blocks, &all).into_iter().flat_map(|group| read_group(&blocks, group, None, scope, &mut memory));
    let parts: Vec<_> = read.map(|(_, part)| Arc::new(part)).collect();
    let article = |text: &str, blocks: &[Block]| {
        extract::article(text, blocks, &parts, &settings.extraction, settings.reach(), scope)
    };
    let Some(unmarked) = unmarked(format, &blocks) else { return article(text, &blocks) };
    let mut extraction = article(&unmarked.text, &unmarked.blocks);
    extraction.place(|span| unmarked.place(span), &LineIndex::new(text));
    extraction
}
