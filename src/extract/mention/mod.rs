//! Names, nominals and pronouns that may stand for a speaker.

mod inside;
mod kind;
mod name;
mod nominal;
mod office;
mod pronoun;
mod role;
mod title;
mod words;

use serde::Serialize;

use super::{BlockExtraction, SpeakerKind};
use crate::text::Span;
use words::Words;
pub(super) use words::dateline;

/// How a mention names its speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MentionForm {
    /// A proper name, in full or in part.
    Name,
    /// A role, a group or another common noun ("the Russian ambassador", "residents").
    Nominal,
    /// A pronoun.
    Pronoun,
}

/// A mention of a person or body. Spans count bytes of the block's prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The words, without a title before them or an apposition behind them, and without a possessive `'s`.
    pub span: Span,
    /// How they name.
    pub form: MentionForm,
    /// What kind of speaker they can stand for.
    pub kind: SpeakerKind,
    /// The role or apposition that stands with a name ("the Russian ambassador in Kabul"), or its title of office.
    pub role: Option<Span>,
    /// The title right before a name ("Ms.", "President").
    pub title: Option<Span>,
    /// Whether it stands where the subject of a clause does: no preposition before it, no possessive behind it.
    pub subject: bool,
}

impl Mention {
    /// The mention with its title and the role before it.
    pub fn whole(&self) -> Span {
        let titled = self.title.map_or(self.span, |t| t.join(self.span));
        self.role.filter(|r| r.start() < self.span.start()).map_or(titled, |r| r.join(titled))
    }

    /// Whether it names a person: one of that kind, or words of no known kind in the place of a name in full. `text` is
    /// the block's prose.
    pub(super) fn names_person(&self, text: &str) -> bool {
        let full = || self.span.of(text).contains(char::is_whitespace);
        self.form == MentionForm::Name
            && (self.kind == SpeakerKind::Person || self.kind == SpeakerKind::Unknown && full())
    }
}

/// Finds the mentions of a block, in order.
pub(super) fn mentions(text: &str, part: &BlockExtraction) -> Vec<Mention> {
    let words = Words::new(text, part);
    let names = name::find(&words);
    let mut out = Vec::with_capacity(names.len());
    for (n, name) in names.iter().enumerate() {
        let next = names.get(n + 1).map_or(usize::MAX, |m| m.start());
        let title = name.title.clone().map(|t| words.cover(t));
        let role = role::of(&words, name, next).map(|r| words.cover(r));
        let office = title.filter(|t| office::of_office(t.of(text)));
        out.push(Mention {
            span: words.cover(name.tokens.clone()),
            form: MentionForm::Name,
            kind: name.kind,
            role: role.or(office),
            title,
            subject: words.subject(name.start(), name.tokens.end),
        });
    }
    // "Arsenal boss Mikel Arteta": whose boss he is does nothing.
    for n in 1..out.len() {
        if let Some(role) = out[n].role
            && role.covers(out[n - 1].span)
        {
            out[n - 1].subject = false;
        }
    }
    let roles: Vec<Span> = out.iter().filter_map(|m| m.role.map(|r| r.join(m.title.unwrap_or(r)))).collect();
    nominal::find(&words, &roles, &mut out);
    pronoun::find(&words, &mut out);
    out.sort_by_key(|m| (m.span.start(), m.span.end()));
    out
}
