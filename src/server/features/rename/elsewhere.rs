//! Where a name stands in what is not read for speakers: captions, bylines, front matter, the words for an image, and
//! words that go on with a hyphen.

use std::collections::BTreeSet;

use super::Change;
use super::written::Words;
use crate::extract::{MentionForm, Speaker, SpeakerId};
use crate::rules::{Edit, Profile};
use crate::server::features::name::Name;
use crate::server::features::words;
use crate::server::view::View;
use crate::text::{Block, BlockKind, Format, Prose, Span, html};

/// The places of a name, read for speakers or not.
pub(super) struct Elsewhere {
    /// Those of the full name, with the words for it.
    full: Vec<(Place, String)>,
    /// Those of the full name in quotation marks that the new one would end.
    quoted: Vec<Span>,
    /// Those of what stands for the speaker alone only if nobody else is meant.
    doubtful: Vec<Span>,
    /// The names of other speakers.
    others: Vec<Span>,
}

impl Elsewhere {
    pub(super) fn of(view: &View<'_>, speaker: SpeakerId, old: &Name, change: &Change) -> Self {
        let others = others(view, speaker);
        let mut places = Self { full: Vec::new(), quoted: Vec::new(), doubtful: Vec::new(), others };
        let keys = match change {
            Change::Form { old, .. } => vec![old.join(" ")],
            Change::Name(new) => {
                if old.len() > 1 {
                    let (was, is) = (old.words().join(" "), new.words().join(" "));
                    for (was, is) in [(was.to_uppercase(), is.to_uppercase()), (was, is)] {
                        for place in places_of(view, &was) {
                            if !place.sure {
                                places.doubtful.push(place.span);
                            } else if place.breaks_quotes(view, &is) {
                                places.quoted.push(place.span);
                            } else {
                                places.full.push((place, is.clone()));
                            }
                        }
                    }
                }
                telling(view, speaker, old, new)
            }
        };
        for key in keys.iter().flat_map(|k| [k.clone(), k.to_uppercase()]) {
            places.doubtful.extend(places_of(view, &key).into_iter().map(|p| p.span));
        }
        places.full.sort();
        places.full.dedup();
        places
    }

    /// The edits of the full name where neither the speaker nor another was read, by the places that were.
    pub(super) fn edits(&self, view: &View<'_>, old: &Name, seen: &[Span]) -> Vec<Edit> {
        let free = self.full.iter().filter(|(p, _)| !touches(seen, p.span) && !touches(&self.others, p.span));
        let changed = free.filter(|(p, new)| html::unreferenced(p.span.of(view.text())).text() != new);
        changed.flat_map(|(place, new)| place.edits(view, old, new)).collect()
    }

    /// The lines of names in quotation marks that the new one would end.
    pub(super) fn quoted(&self, view: &View<'_>, seen: &[Span]) -> BTreeSet<usize> {
        let open = self.quoted.iter().filter(|s| ![seen, &self.others].iter().any(|all| touches(all, **s)));
        open.map(|s| words::line(view.analysis, s.start())).collect()
    }

    /// The lines of what was neither read nor renamed.
    pub(super) fn left(&self, view: &View<'_>, seen: &[Span]) -> BTreeSet<usize> {
        let full: Vec<Span> = self.full.iter().map(|(p, _)| p.span).collect();
        let told = [seen, &full, &self.quoted, &self.others];
        let open = self.doubtful.iter().filter(|s| !told.iter().any(|all| touches(all, **s)));
        open.map(|s| words::line(view.analysis, s.start())).collect()
    }
}

/// The words by which a speaker is found again where the name is not read.
fn telling(view: &View<'_>, speaker: SpeakerId, old: &Name, new: &Name) -> Vec<String> {
    match view.extraction().speakers.get(speaker) {
        Some(speaker) if speaker.kind.may_be_person() => telling_word(old, new).into_iter().collect(),
        Some(speaker) => short_forms(view, speaker, old, new),
        None => Vec::new(),
    }
}

/// The shorter forms of a body's name that become others: without its suffix, and as the article has them. The last word
/// alone is a common one.
fn short_forms(view: &View<'_>, speaker: &Speaker, old: &Name, new: &Name) -> Vec<String> {
    let names = speaker.mentions.iter().filter(|m| m.1 == MentionForm::Name);
    let written = names.filter_map(|m| Words::of(view, m.0, old)).map(|w| w.written().join(" "));
    let forms: BTreeSet<String> = written.chain([old.bare().join(" ")]).collect();
    let short = |form: &String| {
        let words: Vec<&str> = form.split(' ').collect();
        let kept = || old.form(&words, new).is_some_and(|new| new == words);
        words.len() < old.words().len() && (old.len() == 1 || old.last() != Some(form)) && !kept()
    };
    forms.into_iter().filter(short).collect()
}

/// Of the words that change in a person's name, the last.
fn telling_word(old: &Name, new: &Name) -> Option<String> {
    if old.last() != new.last() {
        return old.last().map(str::to_owned);
    }
    let (was, is) = (old.words(), new.words());
    // A given name alone ("Will") is often another word.
    was.iter().zip(&is).skip(1).find(|(a, b)| a != b).map(|(a, _)| a.clone())
}

/// The names of other speakers, in order.
fn others(view: &View<'_>, speaker: SpeakerId) -> Vec<Span> {
    let others = view.extraction().speakers.iter().enumerate().filter(|(id, _)| *id != speaker);
    let mentions = others.flat_map(|(_, s)| &s.mentions);
    mentions.filter(|m| m.1 == MentionForm::Name).map(|m| m.0).collect()
}

fn touches(spans: &[Span], span: Span) -> bool {
    spans.iter().any(|s| s.overlaps(span))
}

/// Whether a place is code.
pub(super) fn in_code(view: &View<'_>, span: Span) -> bool {
    let index = view.analysis.manuscript(Profile::Default).block_at(span.start());
    let Some(block) = index.and_then(|i| view.analysis.blocks.get(i)) else { return false };
    block.kind == BlockKind::Code || block.prose.code().iter().any(|c| block.to_document(*c).overlaps(span))
}

/// Where some words stand.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    span: Span,
    /// Whether they are no part of a longer word, and no markup stands between them.
    sure: bool,
    /// Whether they stand in what is read.
    read: bool,
}

impl Place {
    /// The edits that put a new name in its place.
    fn edits(self, view: &View<'_>, old: &Name, new: &str) -> Vec<Edit> {
        let found = if self.read { Words::of(view, self.span, old) } else { None };
        let words: Vec<String> = new.split(' ').map(str::to_owned).collect();
        let edits = found.and_then(|found| found.replace(view.text(), &words));
        edits.unwrap_or_else(|| vec![Edit::replace(self.span, new)])
    }

    /// Whether a new name would end the quotation marks that a value of front matter or of an attribute stands in.
    fn breaks_quotes(&self, view: &View<'_>, new: &str) -> bool {
        let line = view.analysis.lines.line_span(view.text(), view.analysis.lines.line(self.span.start()));
        let matter = view.analysis.blocks.first().filter(|b| b.kind == BlockKind::FrontMatter);
        let value =
            matter.is_some_and(|b| b.span.covers(self.span)) || view.analysis.format == Format::Html && !self.read;
        value && new.contains('\'') && line.of(view.text()).contains('\'')
    }
}

/// Where some words stand at borders of words: in the prose, with markup between them, and in what the prose leaves out.
/// Code, comments, addresses and names of files are left aside.
fn places_of(view: &View<'_>, words: &str) -> Vec<Place> {
    let straight = words.replace('’', "'");
    let mut forms = vec![straight.replace('\'', "’"), straight];
    forms.dedup();
    let read = |b: &&Block| b.kind.is_prose() || b.kind == BlockKind::Heading;
    let mut out: Vec<Place> = Vec::new();
    for form in &forms {
        for block in view.analysis.blocks.iter().filter(read) {
            let found = hits(block.prose.text(), form);
            out.extend(found.map(|p| {
                let span = block.to_document(p.span);
                Place { span, sure: p.sure && reads(span.of(view.text()), form), read: true }
            }));
        }
    }
    let prose: Vec<Span> = out.iter().map(|p| p.span).collect();
    let raw = if view.analysis.format == Format::Html {
        html::unreferenced(view.text())
    } else {
        Prose::verbatim(view.text())
    };
    let raw = forms.iter().flat_map(|form| hits(raw.text(), form)).map(|p| Place { span: raw.source(p.span), ..p });
    out.extend(raw.filter(|p| !touches(&prose, p.span)));
    let hidden = [BlockKind::Code, BlockKind::Comment];
    let hidden: Vec<Span> = view.analysis.blocks.iter().filter(|b| hidden.contains(&b.kind)).map(|b| b.span).collect();
    out.retain(|p| !touches(&hidden, p.span) && !in_code(view, p.span));
    out
}

/// Whether a piece of the source is these words and no markup but that of lines of a quotation.
fn reads(source: &str, words: &str) -> bool {
    let source = html::unreferenced(source);
    let apart = |c: char| c.is_whitespace() || c == '>';
    source.text().split(apart).filter(|w| !w.is_empty()).eq(words.split_whitespace())
}

fn hits<'a>(text: &'a str, words: &'a str) -> impl Iterator<Item = Place> + 'a {
    text.match_indices(words).filter_map(move |(at, hit)| {
        let (before, behind) = (&text[..at], &text[at + hit.len()..]);
        let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '/' | '\\' | '@' | '#' | '%' | '=');
        let mut next = behind.chars();
        let file = next.next() == Some('.') && next.next().is_some_and(char::is_alphanumeric);
        let target = ["](", "](<", "href=\"", "src=\"", "href='", "src='"].iter().any(|t| before.ends_with(t));
        if before.ends_with(word) || behind.starts_with(word) || file || target {
            return None;
        }
        let sure = !before.ends_with('-') && !behind.starts_with('-');
        Some(Place { span: Span::new(at, at + hit.len()), sure, read: false })
    })
}
