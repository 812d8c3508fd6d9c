use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use regex::Regex;

use crate::rules::{Check, Edit, Example, Finding, Fix, Group, Manuscript, Profile, Rule, Severity};
use crate::text::{BlockKind, Format, Span, with_line_feeds};

/// Marks footnote marks without a note, and notes without a mark.
pub static RULE: Rule = Rule {
    code: "undefined-footnote",
    title: "A footnote mark without a note, or a note without a mark.",
    group: Group::Unfinished,
    severity: Severity::Warning,
    profile: Profile::Quiet,
    explanation: "\
A footnote mark says that a source stands below. Without the note, the page shows the mark itself, `[^1]`, and the \
claim has no source; a note that no mark leads to is not shown at all. Both happen when paragraphs are moved or cut.

The rule reads the footnotes of Markdown: `[^name]` in the text, and `[^name]: …` for the note.

It goes away when mark and note have the same name, or both are gone.",
    practice: &[
        "[GitHub, Basic writing and formatting syntax: footnotes](https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax)",
        "[Wikipedia, Verifiability](https://en.wikipedia.org/wiki/Wikipedia:Verifiability)",
    ],
    bad: &[
        Example::markdown("Rents rose by 14 percent.⟦[^1]⟧", "There is no note."),
        Example::markdown(
            "Rents rose.[^rents] They fell in May.⟦[^may]⟧\n\n[^rents]: City of Norwick, 2024.",
            "One of two.",
        ),
        Example::markdown("Rents rose.\n\n⟦[^1]⟧ City of Norwick, 2024.", "A note without its colon."),
        Example::markdown("Rents rose by 14 percent.\n\n⟦[^1]:⟧ City of Norwick, 2024.", "No mark leads to the note."),
    ],
    good: &[
        Example::markdown("Rents rose by 14 percent.[^1]\n\n[^1]: City of Norwick, 2024.", "Mark and note."),
        Example::markdown("Write `[^1]` for a footnote.", "Code."),
        Example::markdown(
            "The function is x[^2] in the old notation (x\\[^2\\]).\n\n[^2]: Squared.",
            "They have one name.",
        ),
    ],
    check: Check::Text(check),
};

/// A longer name, in characters, is none.
const LONGEST: usize = 60;

static MARK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\[\^(?P<name>[^\]\[\s]+)\](?P<note>:)?").expect("a fixed pattern"));

fn check(context: &Manuscript<'_>, findings: &mut Vec<Finding>) {
    if context.format != Format::Markdown || !context.text.contains("[^") {
        return;
    }
    let front = context.blocks.first().filter(|b| b.kind == BlockKind::FrontMatter).map_or(0, |b| b.span.end());
    let text = &*with_line_feeds(context.text.get(front..).unwrap_or_default());
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut used: FxHashSet<String> = FxHashSet::default();
    let mut notes: Vec<(String, Span)> = Vec::new();
    let mut code = false;
    let mut read: Vec<Span> = Vec::new();
    let mut stray: Vec<(Span, String)> = Vec::new();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        let place = Span::from(range).shift(front);
        match event {
            Event::FootnoteReference(name) => drop(used.insert(name.to_lowercase())),
            Event::Start(Tag::FootnoteDefinition(name)) => notes.push((name.to_lowercase(), place)),
            // The parser takes the brackets of an undefined mark apart.
            Event::Start(Tag::CodeBlock(_)) => code = true,
            Event::End(TagEnd::CodeBlock) => code = false,
            Event::Text(_) if !code => match read.last_mut() {
                Some(last) if last.end() == place.start() => *last = last.join(place),
                _ => read.push(place),
            },
            _ => {}
        }
    }
    for place in read {
        for found in MARK.captures_iter(place.of(context.text)) {
            let Some(at) = found.get(0).map(|m| Span::from(m.range()).shift(place.start())) else { continue };
            let short = found["name"].chars().count() <= LONGEST;
            if short && !context.text.get(..at.start()).is_some_and(|t| t.ends_with('\\')) {
                stray.push((at, found["name"].to_owned()));
            }
        }
    }
    for (at, name) in stray {
        let at = Span::new(at.start(), at.start() + name.len() + 3);
        let end = context.text.len();
        let gap = if context.text.ends_with('\n') { "\n" } else { "\n\n" };
        let mut edit = Edit::insert(end, format!("{gap}[^{name}]: TK\n"));
        edit.placeholder = edit.text.rfind("TK").map(|i| Span::new(i, i + 2));
        // “[^1] The survey was …” is meant to be the note.
        let line = context.text.get(..at.start()).is_some_and(|t| t.is_empty() || t.ends_with('\n'));
        if line && context.text.get(at.end()..).is_some_and(|t| t.starts_with(' ')) {
            let message = format!("Without a colon this is no note. Write “[^{name}]: …”.");
            let fix = Fix::new("Add the colon", Edit::insert(at.end(), ":"));
            findings.push(RULE.finding(at, message).fix(fix));
            continue;
        }
        let message = format!("There is no note “[^{name}]: …”. Write it, or take the mark away.");
        findings.push(RULE.finding(at, message).fix(Fix::new("Add a note (TK)", edit)));
    }
    for (name, place) in notes.into_iter().filter(|(name, _)| !used.contains(name)) {
        let mark = Span::new(place.start(), place.start() + name.len() + 4);
        let message = format!("Nothing leads to this note. Put [^{name}] where it belongs, or delete it.");
        findings.push(RULE.finding(mark, message));
    }
}
