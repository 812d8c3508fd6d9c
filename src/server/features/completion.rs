//! Completion: speakers where a source is expected, and the comments that speak to whosaid.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;
use tower_lsp::lsp_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionResponse, CompletionTextEdit, Position, TextEdit,
};

use super::name::Name;
use super::words;
use crate::extract::lexicon::{self, Frames, cues, rows};
use crate::extract::{MentionForm, Speaker, SpeakerId};
use crate::rules::directive::VERBS;
use crate::rules::{RULES, rule};
use crate::server::view::View;
use crate::text::{BlockKind, Span};

/// The characters after which a client asks by itself.
pub(in crate::server) const TRIGGERS: [&str; 1] = [" "];

/// The most entries.
const MOST: usize = 100;

/// The most words that somebody has typed of a name.
const TYPED: usize = 4;

/// What can stand at a position; nothing where nothing of ours is expected.
///
/// `typed` says that the user asked or is typing a word, and not only a character of [`TRIGGERS`].
pub(in crate::server) fn complete(view: &View<'_>, position: Position, typed: bool) -> Option<CompletionResponse> {
    let caret = view.offset(position);
    let line = view.analysis.lines.line_span(view.text(), view.analysis.lines.line(caret));
    let before = Span::new(line.start(), caret).of(view.text());
    let items = comment(view, before, caret).or_else(|| {
        let above = above(view, line, caret);
        speakers(view, &above, before, caret, typed)
    })?;
    // What is typed decides what is offered, so the client asks again.
    Some(CompletionResponse::List(CompletionList { is_incomplete: true, items }))
}

static VERB: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"<!--\s*(?P<typed>w[\w-]*)$").expect("a constant pattern"));
static CODES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"<!--\s*whosaid-(?:ignore-file|ignore|off|on)(?P<named>(?:[\s,]+[\w-]+)*?)[\s,]+(?P<typed>[\w-]*)$")
        .expect("a constant pattern")
});

/// The verbs of a comment, or the rules that it may name.
fn comment(view: &View<'_>, before: &str, caret: usize) -> Option<Vec<CompletionItem>> {
    if !view.analysis.format.has_comments() || !before.contains("<!--") || in_code(view, caret) {
        return None;
    }
    let open = &before[before.rfind("<!--")?..];
    // Behind two dashes stands a reason, for people.
    if open[4..].contains("--") {
        return None;
    }
    if let Some(found) = VERB.captures(open) {
        let typed = &found["typed"];
        let verbs = VERBS.iter().filter(|v| v.starts_with(typed)).enumerate();
        return Some(verbs.map(|(i, v)| item(view, caret, typed, v, CompletionItemKind::KEYWORD, i)).collect());
    }
    let found = CODES.captures(open)?;
    let typed = &found["typed"];
    let named: Vec<&str> = found["named"].split([' ', ',', '\t']).filter_map(|c| Some(rule(c)?.code)).collect();
    let rules = RULES.iter().filter(|r| r.code.contains(typed) && !named.contains(&r.code)).enumerate();
    let items = rules.map(|(i, r)| CompletionItem {
        detail: Some(r.title.to_owned()),
        ..item(view, caret, typed, r.code, CompletionItemKind::ENUM_MEMBER, i)
    });
    Some(items.collect())
}

/// An entry that takes the place of what was typed.
fn item(
    view: &View<'_>,
    caret: usize,
    typed: &str,
    text: &str,
    kind: CompletionItemKind,
    rank: usize,
) -> CompletionItem {
    let edit = TextEdit { range: view.range(Span::new(caret - typed.len(), caret)), new_text: text.to_owned() };
    CompletionItem {
        label: text.to_owned(),
        kind: Some(kind),
        sort_text: Some(format!("{rank:04}")),
        text_edit: Some(CompletionTextEdit::Edit(edit)),
        ..CompletionItem::default()
    }
}

fn in_code(view: &View<'_>, caret: usize) -> bool {
    let code = [BlockKind::Code, BlockKind::FrontMatter];
    view.analysis.blocks.iter().any(|b| code.contains(&b.kind) && b.span.contains(caret))
}

/// The words of a paragraph above the line that holds a caret: where lines are wrapped, a cue may begin the next.
fn above(view: &View<'_>, line: Span, caret: usize) -> String {
    let last = view.analysis.blocks.partition_point(|b| b.span.start() <= caret);
    let block = last.checked_sub(1).map(|i| view.analysis.blocks[i].span);
    let head = block.filter(|b| b.start() < line.start() && line.start() <= b.end());
    head.map_or_else(String::new, |b| words::one_line(Span::new(b.start(), line.start()).of(view.text())) + " ")
}

/// The speakers whose names begin as what was typed behind a cue, those who are spoken of nearby first. The cue may
/// begin in the words `above` the line.
fn speakers(view: &View<'_>, above: &str, line: &str, caret: usize, asked: bool) -> Option<Vec<CompletionItem>> {
    if in_code(view, caret) || quoted(view, caret) {
        return None;
    }
    let words = if above.is_empty() { line } else { line.trim_start_matches(['>', ' ', '\t']) };
    let typed = expected(&format!("{above}{words}"), asked).and_then(|n| words.get(words.len().checked_sub(n)?..))?;
    let extraction = view.extraction();
    let mut ranked: Vec<(f32, SpeakerId)> =
        (0..extraction.speakers.len()).map(|id| (salience(view, id, caret), id)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut bearers: HashMap<String, usize> = HashMap::new();
    for last in extraction.speakers.iter().filter_map(|s| Name::read(&s.name).last().map(str::to_lowercase)) {
        *bearers.entry(last).or_default() += 1;
    }
    let alone = |name: &Name| name.last().is_some_and(|last| bearers.get(&last.to_lowercase()) == Some(&1));
    let written = view.writer();
    let mut items = Vec::new();
    for (_, id) in ranked {
        if items.len() >= MOST {
            break;
        }
        let speaker = &extraction.speakers[id];
        for form in forms(speaker, view.text(), caret, alone) {
            let Some(filter) = matching(&form, typed) else { continue };
            items.push(CompletionItem {
                detail: detail(speaker),
                label: form.clone(),
                filter_text: Some(filter),
                ..item(view, caret, typed, &written(&form), CompletionItemKind::REFERENCE, items.len())
            });
        }
    }
    (!items.is_empty()).then_some(items)
}

fn detail(speaker: &Speaker) -> Option<String> {
    let role = speaker.roles.first().map(|r| words::role(r));
    role.or_else(|| words::speaker(speaker.kind).map(str::to_owned))
}

/// The names to offer for a speaker: the surname first where the full name stands before, if nobody else has it.
fn forms(speaker: &Speaker, text: &str, caret: usize, alone: impl Fn(&Name) -> bool) -> Vec<String> {
    let full = words::one_line(&speaker.name);
    let words_end = text[..caret].trim_end().len();
    let typed_now = |s: &Span| s.touches(caret) || s.end() == words_end;
    // A name that is being typed is no speaker yet, and neither is a title before it.
    if full.is_empty() || speaker.mentions.iter().all(|(s, _)| typed_now(s)) {
        return Vec::new();
    }
    let mut out = vec![full];
    let named = speaker.mentions.iter().any(|(s, form)| *form == MentionForm::Name && s.end() < caret);
    let person = speaker.kind.may_be_person();
    let name = Name::read(&speaker.name);
    if let Some(surname) = name.surname()
        && named
        && person
        && name.len() > 1
        && alone(&name)
    {
        out.insert(0, surname);
    }
    out
}

/// The text by which a client finds a name in what was typed: from the word that it begins, as it was typed, for not
/// every keyboard has an `ë` or a `’`.
fn matching(name: &str, typed: &str) -> Option<String> {
    let starts = name.char_indices().filter(|&(i, _)| i == 0 || name[..i].ends_with([' ', '-', '’', '\'']));
    let mut tails = starts.map(|(i, _)| &name[i..]);
    let lower = typed.to_lowercase();
    if let Some(tail) = tails.clone().find(|tail| tail.to_lowercase().starts_with(&lower)) {
        return Some(tail.to_owned());
    }
    let plain = words::folded(typed);
    let tail = tails.find_map(|tail| words::folded(tail).strip_prefix(&plain).map(str::to_owned))?;
    Some(format!("{typed}{tail}"))
}

/// How much a speaker is on the reader's mind at a place: each mention counts less with every paragraph between, and
/// those behind less than those before.
fn salience(view: &View<'_>, id: SpeakerId, caret: usize) -> f32 {
    let block = |at: usize| view.analysis.blocks.partition_point(|b| b.span.end() < at);
    let here = block(caret);
    let mentions = view.extraction().speakers[id].mentions.iter().map(|(s, _)| s.start());
    let weights = mentions.map(|at| {
        let far = if at < caret { here.saturating_sub(block(at)) } else { 4 + block(at).saturating_sub(here) };
        0.6_f32.powi(far.min(60) as i32)
    });
    weights.sum()
}

/// Whether a caret stands inside quotation marks, where nobody is attributed.
fn quoted(view: &View<'_>, caret: usize) -> bool {
    let analysis = view.analysis;
    let last = analysis.blocks.partition_point(|b| b.span.start() <= caret);
    let Some(index) = last.checked_sub(1) else { return false };
    let (Some(block), Some(part)) = (analysis.blocks.get(index), analysis.parts.get(index)) else { return false };
    // Blanks behind the words of a block are no part of it.
    let gap = Span::new(block.span.end().min(caret), caret).of(view.text());
    if gap.contains(['\n', '\r']) {
        return false;
    }
    part.quotations.outer.iter().any(|q| {
        let open = block.to_document(q.open).end();
        open <= caret && q.close.is_none_or(|close| caret <= block.to_document(close).start())
    })
}

/// The phrases behind which a source stands, in lower case.
static PHRASES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let after = rows(include_str!("../../extract/lexicon/cue-phrases.tsv")).filter(|row| row.get(1) == Some(&"after"));
    after.filter_map(|row| row.first().copied()).collect()
});

/// How many bytes were typed of a source behind a cue at the end of some words; none where no source is expected.
///
/// Behind "…,”" the next word may be a name or a verb, so that names are offered only where somebody `asked`.
fn expected(before: &str, asked: bool) -> Option<usize> {
    let mut starts = vec![before.len()];
    let begins = |&(i, c): &(usize, char)| !c.is_whitespace() && before[..i].ends_with(char::is_whitespace);
    let word_starts = before.char_indices().rev().filter(begins);
    starts.extend(word_starts.map(|(i, _)| i).take(TYPED));
    starts.into_iter().find_map(|start| {
        let (head, typed) = before.split_at(start);
        let name = typed.chars().all(|c| c.is_alphanumeric() || " .’'-".contains(c));
        let cue = |head: &str| is_cue(head) || asked && ends_speech(head);
        (name && head.ends_with(' ') && cue(untitled(head.trim_end()))).then_some(typed.len())
    })
}

/// Words without a title at their end ("said Mr."), which stands before a name.
fn untitled(head: &str) -> &str {
    let Some((before, last)) = head.rsplit_once(' ') else { return head };
    let titled = last.starts_with(char::is_uppercase)
        && [last, last.trim_end_matches('.')].iter().any(|w| lexicon::title(w).is_some());
    if titled { before.trim_end() } else { head }
}

/// Whether words end with a quotation whose sentence goes on.
fn ends_speech(head: &str) -> bool {
    let closing = ['”', '"', '’', '»', '“'];
    let inner = head.trim_end_matches(closing);
    let inside = inner.len() < head.len() && inner.ends_with([',', '?', '!']);
    inside || head.strip_suffix(',').is_some_and(|quotation| quotation.ends_with(closing))
}

/// Whether a source is expected behind some words: "according to", "told by", and "…,” said", but not "she said".
fn is_cue(head: &str) -> bool {
    let lower = head.to_lowercase();
    let border = |rest: &str| !rest.ends_with(char::is_alphanumeric);
    if PHRASES.iter().any(|p| lower.strip_suffix(p).is_some_and(border)) {
        return true;
    }
    let mut words = lower.rsplit(' ');
    let last = words.next().unwrap_or_default();
    let verb =
        |word: &str| cues().starting(word).iter().any(|c| c.frames.is(Frames::DIRECT) || c.frames.is(Frames::CLAUSE));
    if last == "by" {
        return words.next().is_some_and(|w| verb(w) || w == "quoted" || w == "reported");
    }
    // A verb that follows what was said has its source behind it; one with a subject has it already.
    let said = lower[..lower.len() - last.len()].trim_end();
    let clause = said.strip_suffix(',').map(|s| s.rsplit(['.', '!', '?']).next().unwrap_or(s));
    verb(last) && (said.ends_with(['”', '"', '’', '\'', '»', '“']) || clause.is_some_and(|c| !c.contains(',')))
}
