//! Comments in Markdown and HTML that switch rules: `<!-- whosaid-ignore RULE… -->`, which holds for the block it stands in or,
//! alone, for the next one; `<!-- whosaid-off RULE… -->` up to `<!-- whosaid-on RULE… -->`; and
//! `<!-- whosaid-ignore-file RULE… -->`. Without a rule they hold for all.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::stretch::Stretches;
use super::{Finding, rule};
use crate::text::{Block, BlockKind, Format, Span};

/// What the comments of a document switch off. Spans count bytes of the document.
#[derive(Clone, Debug, Default)]
pub struct Directives {
    /// Stretches in which a rule, or every rule (`None`), is silent.
    silent: BTreeMap<Option<&'static str>, Stretches>,
    /// Words that should name a rule and do not, with the words themselves.
    unknown: Vec<(Span, String)>,
    /// Comments that begin with `whosaid-` and are none of the above.
    misspelt: Vec<(Span, String)>,
}

static COMMENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?s)<!--\s*(?P<verb>whosaid-[\w-]*)(?P<rules>[^>]*?)-->").expect("a constant pattern")
});
static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[^\s,]+").expect("a constant pattern"));

/// The verbs that a comment may begin with.
pub const VERBS: [&str; 4] = ["whosaid-ignore", "whosaid-off", "whosaid-on", "whosaid-ignore-file"];

impl Directives {
    /// Reads the comments of a document. Plain text has none.
    pub fn new(text: &str, format: Format, blocks: &[Block]) -> Self {
        let mut out = Self::default();
        if !format.has_comments() || !text.contains("whosaid-") {
            return out;
        }
        let mut silent: BTreeMap<Option<&'static str>, Vec<Span>> = BTreeMap::new();
        let mut off: BTreeMap<Option<&'static str>, usize> = BTreeMap::new();
        let code = code(text, format, blocks);
        for found in COMMENT.captures_iter(text) {
            let comment = Span::from(found.get(0).map_or(0..0, |m| m.range()));
            let after = code.partition_point(|c| c.end() <= comment.start());
            if code.get(after).is_some_and(|c| c.overlaps(comment)) {
                continue;
            }
            let verb = &found["verb"];
            if !VERBS.contains(&verb) {
                let at = found.name("verb").map_or(comment, |m| m.range().into());
                out.misspelt.push((at, verb.to_owned()));
                continue;
            }
            let rules = out.rules(found.name("rules").map_or(Span::default(), |m| m.range().into()), text);
            // A comment whose rules are all unknown must not silence everything.
            let Some(rules) = rules else { continue };
            match verb {
                "whosaid-ignore" => {
                    if let Some(span) = target(comment, text, blocks) {
                        rules.into_iter().for_each(|r| silent.entry(r).or_default().push(span));
                    }
                }
                "whosaid-ignore-file" => {
                    let all = Span::new(0, text.len());
                    rules.into_iter().for_each(|r| silent.entry(r).or_default().push(all));
                }
                "whosaid-off" => rules.into_iter().for_each(|r| {
                    off.entry(r).or_insert(comment.end());
                }),
                _ => off.retain(|code, &mut start| {
                    let ends = rules.contains(&None) || rules.contains(code);
                    if ends {
                        silent.entry(*code).or_default().push(Span::new(start, comment.start()));
                    }
                    !ends
                }),
            }
        }
        for (code, start) in off {
            silent.entry(code).or_default().push(Span::new(start, text.len()));
        }
        out.silent = silent.into_iter().map(|(code, spans)| (code, Stretches::new(spans))).collect();
        out
    }

    /// The rules named in `span`, `[None]` where none is; nothing where only unknown ones are.
    fn rules(&mut self, span: Span, text: &str) -> Option<Vec<Option<&'static str>>> {
        let mut out = Vec::new();
        let mut unknown = false;
        // Behind two dashes stands a reason, for people.
        let words = span.of(text).split("--").next().unwrap_or_default();
        for word in WORD.find_iter(words) {
            match rule(word.as_str()) {
                Some(rule) => out.push(Some(rule.code)),
                None => {
                    unknown = true;
                    self.unknown.push((Span::from(word.range()).shift(span.start()), word.as_str().to_owned()));
                }
            }
        }
        match (out.is_empty(), unknown) {
            (true, true) => None,
            (true, false) => Some(vec![None]),
            _ => Some(out),
        }
    }

    /// Whether a comment silences a finding, which counts where it starts.
    pub fn hide(&self, finding: &Finding) -> bool {
        let hides = |code| self.silent.get(&code).is_some_and(|s| s.hold(finding.span.start()));
        hides(None) || hides(Some(finding.rule.code))
    }

    /// The words that should name a rule and do not, with their places.
    pub fn unknown(&self) -> &[(Span, String)] {
        &self.unknown
    }

    /// Comments that begin with `whosaid-` and say nothing that is known, with the places of their first words.
    pub fn misspelt(&self) -> &[(Span, String)] {
        &self.misspelt
    }
}

/// What an ignoring comment holds for: the block that it stands in, or else the next one.
fn target(comment: Span, text: &str, blocks: &[Block]) -> Option<Span> {
    let markup = |b: &&Block| matches!(b.kind, BlockKind::Comment | BlockKind::Html);
    let mut rest = blocks[blocks.partition_point(|b| b.span.end() <= comment.start())..].iter().peekable();
    if let Some(own) = rest.next_if(|b| markup(b) && b.span.start() <= comment.start()) {
        let behind = Span::new(comment.end(), own.span.end()).of(text).lines().next().unwrap_or_default().trim();
        if !(behind.is_empty() || behind.starts_with("<!--")) {
            // Words behind it on its line are part of the HTML, and what it holds for.
            return Some(own.span);
        }
    }
    let block = rest.find(|b| b.kind != BlockKind::Comment)?;
    Some(Span::new(beginning(block, text, blocks), block.span.end()))
}

/// Where a block begins with what stands before it on its line, such as the marks of a quotation or a list: a finding on
/// the whole line begins there. The words of other blocks on the line are theirs.
fn beginning(block: &Block, text: &str, blocks: &[Block]) -> usize {
    let start = block.span.start();
    let line = text.get(..start).and_then(|before| before.rfind(['\n', '\r'])).map_or(0, |at| at + 1);
    let before = blocks[..blocks.partition_point(|b| b.span.start() < start)].last();
    before.map_or(line, |b| b.span.end().max(line)).min(start)
}

/// Where code stands, in order: a comment in it is text.
fn code(text: &str, format: Format, blocks: &[Block]) -> Vec<Span> {
    use pulldown_cmark::{Event, Parser};
    let mut out = Vec::new();
    for block in blocks {
        if matches!(block.kind, BlockKind::Code | BlockKind::FrontMatter) {
            out.push(block.span);
        } else if format == Format::Markdown && !matches!(block.kind, BlockKind::Comment | BlockKind::Html) {
            let source = block.span.of(text);
            if source.contains("whosaid-") && source.contains('`') {
                let spans = Parser::new(source).into_offset_iter();
                out.extend(
                    spans
                        .filter(|(event, _)| matches!(event, Event::Code(_)))
                        .map(|(_, range)| Span::from(range).shift(block.span.start())),
                );
            }
        }
    }
    out
}
