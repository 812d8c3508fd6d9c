//! Rename: all the names of one speaker, each form in its form. Titles, roles, pronouns and possessives stay, and so
//! does every name that may be somebody else's.

use std::collections::{BTreeMap, BTreeSet};

use tower_lsp::lsp_types::{MessageType, Position, PrepareRenameResponse, WorkspaceEdit};

use super::name::Name;
use super::place::{self, MentionAt};
use super::words;
use crate::extract::{MentionForm, Resolution, Speaker, SpeakerId, SpeakerKind, lexicon};
use crate::rules::{self, Edit, Profile};
use crate::server::log;
use crate::server::state::State;
use crate::server::view::View;
use crate::text::Span;

mod elsewhere;
mod new_name;
mod other_speakers;
mod written;

use elsewhere::Elsewhere;
use new_name::checked;
use other_speakers::Others;
use written::Words;

/// What a rename changes, and what a person should look at. Lines count as people count.
#[derive(Default)]
struct Renaming {
    /// The edits, in order.
    edits: Vec<Edit>,
    /// The lines with names that may be the speaker's and stay as they are.
    left: BTreeSet<usize>,
    /// The lines with names in quotation marks that an apostrophe of the new name would end.
    quoted: BTreeSet<usize>,
    /// The forms of the name that the new one has no words for, with their lines.
    forms: BTreeMap<String, BTreeSet<usize>>,
    /// New forms, and whom else they may mean, with their lines.
    shared: BTreeMap<(String, String), BTreeSet<usize>>,
}

/// What becomes of the names of a speaker.
enum Change {
    /// The name is another one.
    Name(Name),
    /// One form of it is, and the others stay.
    Form { old: Vec<String>, new: Vec<String> },
}

/// The edits that rename the speaker at a position. The user is told of names that were left.
pub(in crate::server) fn answer(
    state: &State,
    view: &View<'_>,
    position: Position,
    new_name: &str,
) -> Result<WorkspaceEdit, String> {
    let renaming = rename(view, position, new_name)?;
    if let Some(message) = renaming.message() {
        if renaming.edits.is_empty() {
            return Err(message);
        }
        log::show(state, MessageType::INFO, &message);
    }
    Ok(view.edit(&renaming.edits))
}

impl Renaming {
    /// What the user should know.
    fn message(&self) -> Option<String> {
        let mut out = Vec::new();
        match self.left.len() {
            0 => {}
            1 => out.push(format!("Left as it was, because it may name somebody else: {}.", words::lines(&self.left))),
            _ => out
                .push(format!("Left as they were, because they may name somebody else: {}.", words::lines(&self.left))),
        }
        if !self.quoted.is_empty() {
            let lines = words::lines(&self.quoted);
            out.push(format!("Left, because the new name’s apostrophe would end the quotation marks: {lines}."));
        }
        if !self.forms.is_empty() {
            let forms: Vec<String> =
                self.forms.iter().map(|(form, at)| format!("“{form}” ({})", words::lines(at))).collect();
            out.push(format!("The new name has no such form, so this was left: {}.", forms.join(", ")));
        }
        let shared = |((form, name), at): (&(String, String), _)| {
            format!("“{form}” may now mean {name} as well: {}.", words::lines(at))
        };
        out.extend(self.shared.iter().map(shared));
        (!out.is_empty()).then(|| out.join(" "))
    }
}

/// What can be renamed at a position, or why nothing can.
pub(in crate::server) fn prepare(view: &View<'_>, position: Position) -> Result<PrepareRenameResponse, String> {
    let mention = target(view, view.offset(position))?;
    let name = view.extraction().speakers.get(mention.speaker).map_or("", |s| &*s.name);
    // What is renamed alone is shown alone.
    let placeholder = match Change::at(view, mention, &Name::read(name), "X") {
        Change::Form { old, .. } => old.join(" "),
        Change::Name(_) => words::one_line(name),
    };
    Ok(PrepareRenameResponse::RangeWithPlaceholder { range: view.range(mention.span), placeholder })
}

impl Change {
    /// What a new name at a mention is meant for. One word for a part of the name is another such part; an abbreviation,
    /// and a name that has no word of the full one, are renamed alone.
    fn at(view: &View<'_>, mention: MentionAt, old: &Name, new_name: &str) -> Self {
        let whole = || Self::Name(Name::read(new_name));
        let one_word = !new_name.contains(' ');
        let Some(at_hand) = Words::of(view, mention.span, old).filter(|_| mention.form == MentionForm::Name) else {
            return whole();
        };
        let written = at_hand.written();
        let alone = old.abbreviation(&written) && one_word || old.form(&written, old).is_none();
        if alone {
            let owned = |words: &[&str]| words.iter().map(|&w| w.to_owned()).collect();
            let new: Vec<&str> = new_name.split(' ').collect();
            return Self::Form { old: owned(&written), new: owned(&new) };
        }
        match old.part(&written).filter(|_| one_word) {
            Some(part) => Self::Name(old.with(part, new_name)),
            None => whole(),
        }
    }

    /// What a form of the old name becomes; none where it is no form that changes.
    fn of(&self, written: &[&str], name: &Name) -> Option<Vec<String>> {
        match self {
            Self::Name(new) => name.form(written, new),
            Self::Form { old, new } => {
                // The stop of an abbreviation may be that of a sentence.
                let bare = |w: &str| w.trim_end_matches('.').to_owned();
                let same = written.len() == old.len() && written.iter().zip(old).all(|(a, b)| bare(a) == bare(b));
                same.then(|| new.clone())
            }
        }
    }
}

/// Renames the speaker at a position.
fn rename(view: &View<'_>, position: Position, new_name: &str) -> Result<Renaming, String> {
    let mention = target(view, view.offset(position))?;
    let speaker = view.extraction().speakers.get(mention.speaker).ok_or(NOTHING)?;
    let new_name = checked(view, speaker, new_name)?;
    let old = Name::read(&speaker.name);
    let change = Change::at(view, mention, &old, &new_name);
    // "He" and "You" are surnames as well.
    let part = matches!(&change, Change::Name(new) if new.words().len() > 1);
    let surname = part && new_name.starts_with(char::is_uppercase) && new_name != "I";
    if !surname && lexicon::pronoun(&new_name.to_lowercase()).is_some() {
        return Err(format!("“{new_name}” is a pronoun, and would name nobody."));
    }
    let others = Others::of(view, mention.speaker);
    others.allow(&old, &change)?;

    let mentions: Vec<Span> = speaker.mentions.iter().filter(|m| m.1 == MentionForm::Name).map(|m| m.0).collect();
    let places = Elsewhere::of(view, mention.speaker, &old, &change);
    let labels: Vec<Span> = speaker.mentions.iter().map(|m| m.0).filter(|s| is_label(view, *s, &old)).collect();
    let mut renaming = Renaming::default();
    let mut seen = Vec::new();
    for &span in mentions.iter().chain(&labels).filter(|s| !elsewhere::in_code(view, **s)) {
        let Some(found) = Words::of(view, span, &old) else { continue };
        let written = found.written();
        let new = match &change {
            Change::Name(new) if labels.contains(&span) => label(view, mention.speaker, new, &written),
            _ => change.of(&written, &old),
        };
        seen.push(span);
        let line = words::line(view.analysis, span.start());
        let Some((new, edits)) = new.and_then(|new| found.replace(view.text(), &new).map(|edits| (new, edits))) else {
            match change {
                Change::Form { .. } => {}
                // "Smith" of "#AnnLee-Smith" is no form of the name.
                Change::Name(_) if view.text()[..span.start()].ends_with('-') => {
                    renaming.left.insert(line);
                }
                Change::Name(_) => {
                    renaming.forms.entry(written.join(" ")).or_default().insert(line);
                }
            }
            continue;
        };
        renaming.edits.extend(edits);
        if let Some(other) = others.shares(&old, &new) {
            renaming.shared.entry((new.join(" "), other.to_owned())).or_default().insert(line);
        }
    }
    renaming.edits.extend(places.edits(view, &old, &seen));
    renaming.edits.sort_by_key(|e| e.span);
    renaming.edits.dedup();
    let written = view.writer();
    renaming.edits.iter_mut().for_each(|e| e.text = written(&e.text));
    renaming.left.extend(places.left(view, &seen));
    renaming.quoted = places.quoted(view, &seen);
    Ok(renaming)
}

/// Whether a span is the label of a turn that has a name's initials ("AL:").
fn is_label(view: &View<'_>, span: Span, name: &Name) -> bool {
    let block =
        view.analysis.manuscript(Profile::Default).block_at(span.start()).and_then(|i| view.analysis.blocks.get(i));
    let labels = block.is_some_and(|b| b.label.is_some_and(|label| b.to_document(label) == span));
    labels && name.has_initials(&words::one_line(&view.analysis.words(span)))
}

/// What a label of a speaker's turns is under a new name: its initials in as many letters, or all of the name where it
/// has none or they are somebody else's.
fn label(view: &View<'_>, speaker: SpeakerId, new: &Name, written: &[&str]) -> Option<Vec<String>> {
    let others = view.extraction().speakers.iter().enumerate().filter(|(id, _)| *id != speaker);
    let taken = |letters: &String| others.clone().any(|(_, s)| Name::read(&s.name).has_initials(letters));
    let short = new.initials_like(&written.concat()).filter(|letters| !taken(letters));
    Some(short.map_or_else(|| new.words(), |letters| vec![letters]))
}

const NOTHING: &str = "There is no name here. To rename a speaker, put the cursor on the name.";

/// The name at a caret.
fn target(view: &View<'_>, caret: usize) -> Result<MentionAt, String> {
    let (analysis, extraction) = (view.analysis, view.extraction());
    let Some(mention) = place::at_caret(analysis, caret, |at| place::mention(extraction, at)) else {
        return in_full(view, caret).ok_or_else(|| unknown(view, caret));
    };
    let written = words::one_line(&view.analysis.words(mention.span));
    let speaker = extraction.speakers.get(mention.speaker);
    let name = speaker.map_or("", |s| &*s.name);
    let label = || is_label(view, mention.span, &Name::read(name));
    let what = match mention.form {
        MentionForm::Name if is_several(view, mention) => {
            return Err(format!("“{written}” are several. Only somebody who speaks alone as well can be renamed."));
        }
        MentionForm::Name => return Ok(mention),
        MentionForm::Nominal if label() => return Ok(mention),
        MentionForm::Nominal => "a role",
        MentionForm::Pronoun => "a pronoun",
    };
    let named = speaker.is_some_and(|s| s.mentions.iter().any(|m| m.1 == MentionForm::Name));
    Err(match named {
        true => format!("“{written}” is {what}. To rename {name}, put the cursor on the name."),
        false => format!("“{written}” is {what}, and the article gives no name that could be changed."),
    })
}

/// Whether a mention of a group holds the names of several who belong to it.
fn is_several(view: &View<'_>, mention: MentionAt) -> bool {
    let analysis = view.analysis;
    let group = |s: &Speaker| s.kind == SpeakerKind::Group;
    let block = analysis.manuscript(Profile::Default).block_at(mention.span.start());
    let names = block.and_then(|i| {
        let (block, part) = (&analysis.blocks[i], analysis.parts.get(i)?);
        let names = part.mentions.iter().filter(|m| m.form == MentionForm::Name);
        Some(names.filter(|m| mention.span.covers(block.to_document(m.span))).count())
    });
    analysis.extraction.speakers.get(mention.speaker).is_some_and(group) && names > Some(1)
}

/// The full name of a speaker at a caret in a caption or byline, which are not read for speakers.
fn in_full(view: &View<'_>, caret: usize) -> Option<MentionAt> {
    let span = written_name(view, caret)?;
    let written = Name::read(&view.analysis.words(span));
    let mut speakers = view.extraction().speakers.iter();
    let same = |name: &Name| name.len() > 1 && name.words() == written.words();
    let speaker = speakers.position(|s| same(&Name::read(&s.name)))?;
    Some(MentionAt { speaker, span, form: MentionForm::Name })
}

/// What is written like a name at a caret.
fn written_name(view: &View<'_>, caret: usize) -> Option<Span> {
    let analysis = view.analysis;
    place::at_caret(analysis, caret, |at| {
        let index = analysis.manuscript(Profile::Default).block_at(at)?;
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
        let names = words::stopped(&rules::either(&names));
        return format!("“{source}” may be {names} To rename one, put the cursor on the full name.");
    }
    let Some(named) = written_name(view, caret) else { return NOTHING.to_owned() };
    let written = words::one_line(&view.analysis.words(named));
    let last = Name::read(&written).last().map(str::to_lowercase);
    let alike = extraction.speakers.iter().filter(|s| Name::read(&s.name).last().map(str::to_lowercase) == last);
    let alike: Vec<&str> = alike.map(|s| s.name.as_str()).collect();
    match alike[..] {
        [] => format!("“{written}” does not speak in this article. Only speakers can be renamed."),
        [name] => format!("“{written}” may be somebody else here. To rename {name}, put the cursor on the full name."),
        _ => {
            let names = words::stopped(&rules::either(&alike));
            format!("“{written}” may be {names} To rename one, put the cursor on the full name.")
        }
    }
}
