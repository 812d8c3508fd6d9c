//! Rename: all the names of one speaker, each form in its form. Titles, roles, pronouns and possessives stay, and so
//! does every name that may be somebody else's.

use std::collections::BTreeSet;

use tower_lsp::lsp_types::{MessageType, Position, PrepareRenameResponse, WorkspaceEdit};

use super::name::Name;
use super::place::{self, MentionAt};
use super::state::State;
use super::view::View;
use super::{log, words};
use crate::extract::{MentionForm, Resolution, Speaker, SpeakerId, SpeakerKind, lexicon};
use crate::rules::{Edit, Profile};
use crate::text::{Block, BlockKind, Span};

/// The longest name, in characters.
const LONGEST: usize = 100;

/// What a rename changes.
pub(super) struct Renaming {
    /// The edits, in order.
    pub(super) edits: Vec<Edit>,
    /// The lines, as people count, with names that may be the speaker's and stay as they are.
    pub(super) left: BTreeSet<usize>,
}

/// The edits that rename the speaker at a position. The user is told of names that were left.
pub(super) fn answer(
    state: &State,
    view: &View<'_>,
    position: Position,
    new_name: &str,
) -> Result<WorkspaceEdit, String> {
    let Renaming { edits, left } = rename(view, position, new_name)?;
    if !left.is_empty() {
        let lines: Vec<String> = left.iter().map(usize::to_string).collect();
        let message = match &lines[..] {
            [line] => format!("Left as it was, because it may name somebody else: line {line}."),
            lines => format!("Left as they were, because they may name somebody else: lines {}.", lines.join(", ")),
        };
        log::show(state, MessageType::INFO, &message);
    }
    Ok(view.edit(&edits))
}

/// What can be renamed at a position, or why nothing can.
pub(super) fn prepare(view: &View<'_>, position: Position) -> Result<PrepareRenameResponse, String> {
    let mention = target(view, view.offset(position))?;
    let placeholder = view.extraction().speakers.get(mention.speaker).map(|s| words::one_line(&s.name));
    Ok(PrepareRenameResponse::RangeWithPlaceholder {
        range: view.range(mention.span),
        placeholder: placeholder.unwrap_or_default(),
    })
}

/// Renames the speaker at a position. A new name of one word for a given name or surname changes only that.
pub(super) fn rename(view: &View<'_>, position: Position, new_name: &str) -> Result<Renaming, String> {
    let mention = target(view, view.offset(position))?;
    let speaker = view.extraction().speakers.get(mention.speaker).ok_or(NOTHING)?;
    let new_name = checked(new_name)?;
    let old = Name::read(&speaker.name);
    let at_hand = Words::of(view, mention.span, &old);
    let half = at_hand.as_ref().filter(|_| !new_name.contains(' ')).and_then(|w| old.half(&w.written()));
    // "He" and "You" are surnames as well.
    let surname = half.is_some() && new_name.starts_with(char::is_uppercase) && new_name != "I";
    if !surname && lexicon::pronoun(&new_name.to_lowercase()).is_some() {
        return Err(format!("“{new_name}” is a pronoun, and would name nobody."));
    }
    let new = half.map_or_else(|| Name::read(&new_name), |half| old.with(half, &new_name));

    let mut names: Vec<Span> = speaker.mentions.iter().filter(|m| m.1 == MentionForm::Name).map(|m| m.0).collect();
    names.extend(elsewhere(view, &old));
    let labels: Vec<Span> = speaker.mentions.iter().map(|m| m.0).filter(|s| is_label(view, *s, &old)).collect();
    let label = label(view, mention.speaker, &new);
    let mut edits = Vec::new();
    let mut done = Vec::new();
    for &span in names.iter().chain(&labels) {
        let Some(found) = Words::of(view, span, &old) else { continue };
        let new = if labels.contains(&span) { label(&found.written()) } else { old.form(&found.written(), &new) };
        let edited = new.and_then(|new| found.replace(view.text(), &new));
        if let Some(more) = edited {
            edits.extend(more);
            done.push(span);
        }
    }
    edits.sort_by_key(|e: &Edit| e.span);
    edits.dedup();
    done.sort();
    let left = left(view, mention, &old, &done);
    Ok(Renaming { edits, left })
}

/// Whether a span is the label of a turn that has a name's initials ("AL:").
fn is_label(view: &View<'_>, span: Span, name: &Name) -> bool {
    let block =
        view.analysis.context(Profile::Default).block_at(span.start()).and_then(|i| view.analysis.blocks.get(i));
    let labels = block.is_some_and(|b| b.label.is_some_and(|label| b.to_document(label) == span));
    labels && name.has_initials(&words::one_line(span.of(view.text())))
}

/// What the labels of a speaker's turns are under a new name: its initials in as many letters, or all of the name where
/// it has none or they are somebody else's.
fn label<'a>(view: &View<'a>, speaker: SpeakerId, new: &'a Name) -> impl Fn(&[&str]) -> Option<Vec<String>> + 'a {
    let others = view.extraction().speakers.iter().enumerate().filter(move |(id, _)| *id != speaker);
    let others: Vec<Name> = others.map(|(_, s)| Name::read(&s.name)).collect();
    move |written| {
        let free = |letters: &String| !others.iter().any(|o| o.has_initials(letters));
        let short = new.initials_like(&written.concat()).filter(free);
        Some(short.map_or_else(|| new.words(), |letters| vec![letters]))
    }
}

const NOTHING: &str = "There is no name here. To rename a speaker, put the cursor on the name.";

/// The name at a caret.
fn target(view: &View<'_>, caret: usize) -> Result<MentionAt, String> {
    let (analysis, extraction) = (view.analysis, view.extraction());
    let Some(mention) = place::at_caret(analysis, caret, |at| place::mention(extraction, at)) else {
        return in_full(view, caret).ok_or_else(|| unknown(view, caret));
    };
    let written = words::one_line(mention.span.of(view.text()));
    let name = extraction.speakers.get(mention.speaker).map_or("", |s| &*s.name);
    let label = || is_label(view, mention.span, &Name::read(name));
    match mention.form {
        MentionForm::Name => Ok(mention),
        MentionForm::Nominal if label() => Ok(mention),
        MentionForm::Nominal => Err(format!("“{written}” is a role. To rename {name}, put the cursor on the name.")),
        MentionForm::Pronoun => Err(format!("“{written}” is a pronoun. To rename {name}, put the cursor on the name.")),
    }
}

/// The full name of a speaker at a caret in a caption or byline, which are not read for speakers.
fn in_full(view: &View<'_>, caret: usize) -> Option<MentionAt> {
    let span = written_name(view, caret)?;
    let written = Name::read(span.of(view.text()));
    let mut speakers = view.extraction().speakers.iter();
    let same = |name: &Name| name.len() > 1 && name.words() == written.words();
    let speaker = speakers.position(|s| same(&Name::read(&s.name)))?;
    Some(MentionAt { speaker, span, form: MentionForm::Name })
}

/// What is written like a name at a caret.
fn written_name(view: &View<'_>, caret: usize) -> Option<Span> {
    let analysis = view.analysis;
    place::at_caret(analysis, caret, |at| {
        let index = analysis.context(Profile::Default).block_at(at)?;
        let (block, part) = (&analysis.blocks[index], analysis.parts.get(index)?);
        let mentions = part.mentions.iter().filter(|m| m.form == MentionForm::Name);
        mentions.map(|m| block.to_document(m.span)).find(|s| s.contains(at))
    })
}

/// Why nothing can be renamed at a caret where no speaker is mentioned.
fn unknown(view: &View<'_>, caret: usize) -> String {
    let (analysis, extraction) = (view.analysis, view.extraction());
    let name = |id: &usize| extraction.speakers.get(*id).map(|s| s.name.as_str());
    let quote =
        place::at_caret(analysis, caret, |at| place::quote(extraction, at)).filter(|q| q.part == place::Part::Source);
    if let Some(quote) = quote.and_then(|q| extraction.quotes.get(q.index))
        && quote.resolution == Resolution::Ambiguous
    {
        let names: Vec<&str> = quote.candidates.iter().filter_map(name).collect();
        let source = words::text_of(&quote.source, analysis);
        return format!("“{source}” may be {}. To rename one, put the cursor on the full name.", names.join(" or "));
    }
    let Some(named) = written_name(view, caret) else { return NOTHING.to_owned() };
    let written = words::one_line(named.of(view.text()));
    let last = Name::read(&written).last().map(str::to_lowercase);
    let alike = extraction.speakers.iter().filter(|s| Name::read(&s.name).last().map(str::to_lowercase) == last);
    let alike: Vec<&str> = alike.map(|s| s.name.as_str()).collect();
    match alike[..] {
        [] => format!("“{written}” does not speak in this article. Only speakers can be renamed."),
        [name] => format!("“{written}” may be somebody else here. To rename {name}, put the cursor on the full name."),
        _ => format!("“{written}” may be {}. To rename one, put the cursor on the full name.", alike.join(" or ")),
    }
}

/// The new name with single spaces, or what is wrong with it.
fn checked(name: &str) -> Result<String, String> {
    let name = name.trim_matches(|c: char| c.is_whitespace() || invisible(c) || joins(c));
    if name.contains(['\n', '\r']) {
        return Err("A name stands on one line.".to_owned());
    }
    let name = words::one_line(name);
    if !name.contains(char::is_alphabetic) {
        return Err("A name has at least one letter.".to_owned());
    }
    if name.chars().count() > LONGEST {
        return Err(format!("A name has at most {LONGEST} characters."));
    }
    if let Some(c) = name.chars().find(|c| invisible(*c)) {
        let code = u32::from(c);
        return Err(format!("There is a character in the name that nobody can see (U+{code:04X}). Leave it out."));
    }
    let strange = |c: &char| "“”„\"«»<>[]{}()*_`|\\~:;?\u{fffd}".contains(*c);
    if let Some(c) = name.chars().find(strange) {
        return Err(format!("“{c}” is no part of a name."));
    }
    let (first, rest) = name.split_once(' ').unwrap_or((&name, ""));
    let title = first.trim_end_matches('.');
    if !rest.is_empty()
        && title.chars().count() > 1
        && lexicon::title(title).is_some_and(|t| t.courtesy || first != title)
    {
        return Err(format!("Leave out “{first}”: titles in the article stay as they are."));
    }
    if ["'s", "’s"].iter().any(|s| name.ends_with(s)) {
        return Err("Leave out the possessive: it stays wherever it stands in the article.".to_owned());
    }
    Ok(name)
}

/// Whether a character takes no room and is no space.
fn invisible(c: char) -> bool {
    let format = matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
    c.is_control() || format
}

/// Whether a character joins letters or keeps them apart, as some names are written, and is nothing beside them.
fn joins(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Where the full name stands in headings, captions and bylines, which are not read for speakers.
fn elsewhere(view: &View<'_>, name: &Name) -> Vec<Span> {
    if name.len() < 2 {
        return Vec::new();
    }
    let full = name.words().join(" ");
    let shouted = full.to_uppercase();
    let mentions = name_mentions(view, |_| true);
    let mut out: Vec<Span> = [&full, &shouted].into_iter().flat_map(|n| occurrences(view, n)).collect();
    out.retain(|s| !touches(&mentions, *s));
    out
}

/// The lines with the speaker's last name in places that were not renamed and are nobody else's.
fn left(view: &View<'_>, mention: MentionAt, name: &Name, done: &[Span]) -> BTreeSet<usize> {
    let speakers = &view.extraction().speakers;
    // The last word of a body's name is a common one.
    let person = |s: &Speaker| matches!(s.kind, SpeakerKind::Person | SpeakerKind::Unknown);
    let Some(last) = name.last().filter(|_| speakers.get(mention.speaker).is_some_and(person)) else {
        return BTreeSet::new();
    };
    let others = name_mentions(view, |id| id != mention.speaker);
    let written = [last.to_owned(), last.to_uppercase()].into_iter().flat_map(|word| occurrences(view, &word));
    let open = written.filter(|s| !touches(done, *s) && !touches(&others, *s));
    open.map(|s| words::line(view.analysis, s.start())).collect()
}

/// The name mentions of some speakers, in order.
fn name_mentions(view: &View<'_>, of: impl Fn(SpeakerId) -> bool) -> Vec<Span> {
    let speakers = view.extraction().speakers.iter().enumerate().filter(|(id, _)| of(*id));
    let mentions = speakers.flat_map(|(_, s)| &s.mentions);
    let mut out: Vec<Span> = mentions.filter(|m| m.1 == MentionForm::Name).map(|m| m.0).collect();
    out.sort();
    out
}

/// Whether one of `spans`, which are in order, shares a byte with `span`.
fn touches(spans: &[Span], span: Span) -> bool {
    let next = spans.partition_point(|s| s.end() <= span.start());
    spans.get(next).is_some_and(|s| s.overlaps(span))
}

/// Where some words stand in the text of the article, at borders of words.
fn occurrences(view: &View<'_>, words: &str) -> Vec<Span> {
    let read = |b: &&Block| b.kind.is_prose() || b.kind == BlockKind::Heading;
    let blocks = view.analysis.blocks.iter().filter(read);
    let found = blocks.flat_map(|block| {
        let text = block.prose.text();
        let word = |c: char| c.is_alphanumeric() || c == '-';
        let alone = move |at: usize, end: usize| !text[..at].ends_with(word) && !text[end..].starts_with(word);
        let hits = text.match_indices(words).filter(move |(at, hit)| alone(*at, at + hit.len()));
        hits.map(|(at, hit)| block.to_document(Span::new(at, at + hit.len())))
    });
    found.collect()
}

/// The words of a name in the article, each with its place in the document.
struct Words<'a> {
    words: Vec<(&'a str, Span)>,
}

impl<'a> Words<'a> {
    /// The words of a span of the document, with the particles of `name` before a bare surname.
    fn of(view: &View<'a>, span: Span, name: &Name) -> Option<Self> {
        let index = view.analysis.context(Profile::Default).block_at(span.start())?;
        let (block, part) = (&view.analysis.blocks[index], view.analysis.parts.get(index)?);
        let first = part.tokens.partition_point(|t| block.to_document(t.span).end() <= span.start());
        let tokens = part.tokens[first..].iter().take_while(|t| block.to_document(t.span).start() < span.end());
        let mut prose = tokens.map(|t| t.span).reduce(Span::join)?;
        let (before, particles) = (block.prose.text()[..prose.start()].trim_end(), name.particles());
        if name.last() == Some(prose.of(block.prose.text()))
            && let Some(rest) = before.strip_suffix(&*particles)
            && !particles.is_empty()
            && !rest.ends_with(char::is_alphanumeric)
        {
            prose = prose.since(rest.len());
        }
        let text = prose.of(block.prose.text());
        let words = text.split_whitespace().map(|word| {
            let word = word.trim_end_matches(',');
            let start = prose.start() + (word.as_ptr() as usize - text.as_ptr() as usize);
            (word, block.to_document(Span::new(start, start + word.len())))
        });
        Some(Self { words: words.collect() })
    }

    /// The words as they are written, without markup.
    fn written(&self) -> Vec<&'a str> {
        self.words.iter().map(|w| w.0).collect()
    }

    /// The edits that put others in their place and leave the markup between them; none where that cannot be.
    fn replace(&self, text: &str, new: &[String]) -> Option<Vec<Edit>> {
        if self.words.iter().any(|(word, span)| span.of(text) != *word) || new.is_empty() {
            return None;
        }
        let (mut words, mut new) = (self.words.clone(), new.to_vec());
        if let (Some(mark), Some(old), Some(new)) = (self.bare_possessive(text), words.last_mut(), new.last_mut())
            && !new.to_lowercase().ends_with('s')
        {
            old.1 = old.1.until(old.1.end() + mark.len_utf8());
            new.extend([mark, 's']);
        }
        let plain = words.windows(2).all(|pair| {
            let between = Span::new(pair[0].1.end(), pair[1].1.start()).of(text);
            between.chars().all(|c| c.is_whitespace() || matches!(c, '>' | ','))
        });
        if plain && new.len() != words.len() {
            let whole = words.iter().map(|w| w.1).reduce(Span::join)?;
            return Some(vec![Edit::replace(whole, new.join(" "))]);
        }
        // More words stand where the first stood; fewer would leave markup without words.
        let extra = new.len().checked_sub(words.len())?;
        let head = new.drain(..=extra).collect::<Vec<_>>().join(" ");
        let edits =
            words.iter().zip(std::iter::once(head).chain(new)).map(|((_, span), new)| Edit::replace(*span, new));
        Some(edits.filter(|e| e.span.of(text) != e.text).collect())
    }

    /// The mark of a possessive without an `s` behind the name ("James’ plan").
    fn bare_possessive(&self, text: &str) -> Option<char> {
        let (word, span) = self.words.last()?;
        let mut behind = text.get(span.end()..)?.chars();
        let mark = behind.next().filter(|c| matches!(c, '’' | '\''))?;
        let owns = behind.next() == Some(' ') && behind.next().is_some_and(char::is_lowercase);
        (owns && word.to_lowercase().ends_with('s')).then_some(mark)
    }
}
