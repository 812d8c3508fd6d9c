//! Turns of transcripts and interviews, and the author of a letter or an article in the first person.

use std::collections::HashMap;

use super::Cast;
use super::entity::{EntityId, one_line};
use super::narrator::Narrators;
use super::register::{Referent, Register};
use crate::extract::lexicon::{first_name, title};
use crate::extract::{MentionForm, Quote, SpeakerKind};
use crate::text::BlockKind;

/// Who has which turn.
#[derive(Default)]
pub(super) struct Labels {
    /// By block.
    turns: HashMap<usize, EntityId>,
    /// Who speaks in the first person elsewhere.
    narrators: Narrators,
}

impl Labels {
    /// Reads the labels of the turns and the byline.
    pub fn read(cast: &mut Cast<'_>) -> Self {
        let mut out = Self::default();
        let article = cast.article;
        for (n, block) in article.blocks.iter().enumerate().filter(|(_, b)| b.kind == BlockKind::Turn) {
            let Some(label) = block.label else { continue };
            let words = one_line(label.of(block.prose.text()));
            let words = words.trim_matches(['*', ':', '.', ' ']);
            if words.is_empty() {
                continue;
            }
            let id = person(&mut cast.register, words);
            let span = article.to_document(n, label);
            cast.register.entities[id].mentions.push((span, MentionForm::Name));
            out.turns.insert(n, id);
        }
        out.narrators = Narrators::read(&article, &cast.scene);
        out
    }

    /// Who "I" is in a block, outside quotations.
    pub fn here(&self, block: usize) -> Option<EntityId> {
        self.turns.get(&block).copied().or_else(|| self.narrators.at(block))
    }

    /// The speaker of a quote that is a turn as a whole.
    pub fn speaker(&self, quote: &Quote) -> Option<EntityId> {
        let &id = self.turns.get(&quote.blocks.start)?;
        let source = quote.source.first()?;
        let content = quote.content.first()?;
        // The turn's own source is its label, which stands before everything else.
        (quote.kind == crate::extract::QuoteKind::Direct && source.end <= content.start && self.labels(quote))
            .then_some(id)
    }

    fn labels(&self, quote: &Quote) -> bool {
        quote.cue.first().is_none_or(|c| c.len() <= 3 && quote.source.first().is_some_and(|s| s.end <= c.start))
    }
}

/// The person that a label names.
fn person(register: &mut Register, label: &str) -> EntityId {
    // "DR. ANN LEE": capitals only make names of the same form as in the text.
    let shouted = label.chars().filter(|c| c.is_alphabetic()).count() > 3 && !label.chars().any(char::is_lowercase);
    let written = if shouted { capitalised(label) } else { label.to_string() };
    let mut words: Vec<&str> = written.split_whitespace().collect();
    let mut role = Vec::new();
    while words.len() > 1 && title(words[0].trim_end_matches('.')).is_some() {
        role.push(words.remove(0));
    }
    let name = words.join(" ").split([',', '(']).next().unwrap_or_default().trim().to_string();
    let name = if name.is_empty() { written.clone() } else { name };
    if words.len() > 1 {
        return register.full_name(&name, SpeakerKind::Person);
    }
    match register.single(&name, None) {
        Referent::One(id) => id,
        _ => register.add(&name, if first_name(&name).is_some() { SpeakerKind::Person } else { SpeakerKind::Unknown }),
    }
}

fn capitalised(label: &str) -> String {
    let mut out = String::with_capacity(label.len());
    let mut inside = false;
    for c in label.chars() {
        if inside {
            out.extend(c.to_lowercase());
        } else {
            out.push(c);
        }
        inside = c.is_alphanumeric();
    }
    out
}
