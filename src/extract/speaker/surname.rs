//! A surname that several have, of whom one alone speaks.

use rustc_hash::FxHashSet;

use super::entity::{EntityId, name_words};
use super::fronted::LINES;
use super::register::Referent;
use super::salience::MENTIONS;
use super::wanted::Wanted;
use super::{Cast, Outcome};
use crate::extract::{MentionForm, Quote, QuoteKind, Resolution};
use crate::text::{Lower, Span};

/// How many blocks before a surname none of the others may be named in.
const BLOCKS: usize = 1;

/// The longest title before it, in bytes.
const TITLE: usize = 40;

/// Gives a surname to the only one of those who have it that speaks elsewhere, where none of the others is named near: in
/// an article about Ann Lee, who once mentions her brother Bo Lee, "Lee said" is Ann.
pub(super) fn settle(cast: &Cast<'_>, quotes: &[Quote], found: &mut [Outcome]) {
    if !found.iter().any(|o| matches!(o, Outcome::Several(_))) {
        return;
    }
    let speaker = |o: &Outcome| match o {
        Outcome::Found(id, Resolution::Named | Resolution::Role | Resolution::Turn) => Some(*id),
        _ => None,
    };
    let speak: FxHashSet<EntityId> = found.iter().filter_map(speaker).collect();
    let quoted = quotes.iter().zip(&*found).filter(|(q, _)| q.kind == QuoteKind::Direct);
    let quoted: FxHashSet<EntityId> = quoted.filter_map(|(_, o)| speaker(o)).collect();
    let mut seen = None;
    for (i, quote) in quotes.iter().enumerate() {
        let (before, rest) = found.split_at_mut(i);
        let outcome = &mut rest[0];
        let (Outcome::Several(ids), Some(source)) = (&*outcome, quote.source.first()) else { continue };
        if let (Some(last), Some(Outcome::Found(id, _))) = (quotes[..i].last(), before.last())
            && ids.contains(id)
            && quote.blocks.start <= last.blocks.end
            && Wanted::of(&source.of(cast.article.text).trim().lower()).is_some()
        {
            // "he", of father and son, behind the words of one.
            *outcome = Outcome::Found(*id, Resolution::Pronoun);
            continue;
        }
        let first_two = |speak: &FxHashSet<EntityId>| {
            let mut speakers = ids.iter().copied().filter(|id| speak.contains(id));
            (speakers.next(), speakers.next())
        };
        let id = match first_two(&speak) {
            (Some(id), None) => Some(id),
            (None, _) => in_view(seen.get_or_insert_with(|| appearances(cast)), ids),
            // Of father and son, the one who is quoted.
            _ if namesakes(cast, ids) => match first_two(&quoted) {
                (Some(id), None) => Some(id),
                _ => None,
            },
            _ => None,
        };
        if !by_name(cast, ids, *source) {
            continue;
        }
        let alone = id.filter(|&id| !named_near(cast, ids, id, source.start()));
        if let Some(id) = alone.or_else(|| named_here(cast, ids, source.start())) {
            *outcome = Outcome::Found(id, Resolution::Named);
        }
    }
}

/// Whether all have one name, and only what ends it tells them apart: Ann Lee Jr. and Ann Lee Sr.
fn namesakes(cast: &Cast<'_>, ids: &[EntityId]) -> bool {
    let mut names = ids.iter().map(|&id| name_words(&cast.register.entities[id].name));
    let first = names.next();
    names.all(|name| Some(name) == first)
}

/// Of each entity, how often a mention can only be it, and whether it is ever a subject.
fn appearances(cast: &Cast<'_>) -> Vec<(usize, bool)> {
    let mut out = vec![(0, false); cast.register.entities.len()];
    for m in &cast.scene.mentions {
        if let Referent::One(id) = m.referent {
            out[id].0 += 1;
            out[id].1 |= m.subject;
        }
    }
    out
}

/// The only one of these whom the article tells of, where each of the others is named once and does nothing: "Ann Lee … with
/// her brother Bo Lee … Lee said".
fn in_view(appearances: &[(usize, bool)], ids: &[EntityId]) -> Option<EntityId> {
    let told = |id: &EntityId| appearances.get(*id).is_some_and(|&(count, subject)| count > 1 || subject);
    let mut told = ids.iter().copied().filter(told);
    let (id, None) = (told.next()?, told.next()) else { return None };
    (appearances[id].0 > 1).then_some(id)
}

/// Whether a source names these, and is no role or pronoun of theirs.
fn by_name(cast: &Cast<'_>, ids: &[EntityId], source: Span) -> bool {
    // A title may stand before it, which the source leaves out.
    let inside =
        &cast.scene.mentions[cast.scene.within(Span::new(source.start(), source.end().max(source.start() + TITLE)))];
    let first = inside.iter().find(|m| m.whole.start() < source.end() && m.form == MentionForm::Name);
    first.is_some_and(|m| matches!(&m.referent, Referent::Several(own) if own == ids))
}

/// The only one of these whom the paragraph has named before, as a subject: "Bo Lee spoke to voters, and Lee said". Kin of
/// somebody ("his wife, Ann Lee") goes on by the given name.
fn named_here(cast: &Cast<'_>, ids: &[EntityId], at: usize) -> Option<EntityId> {
    let line = cast.scene.line(at)?;
    let block = cast.scene.lines[line].block;
    let lines = cast.scene.lines[..=line].iter().rev().take(LINES).take_while(|l| l.block == block);
    let mentions = lines.flat_map(|l| cast.scene.mentions[l.mentions.clone()].iter().take(MENTIONS));
    let mut found: Option<(EntityId, bool)> = None;
    for m in mentions.filter(|m| m.span.end() <= at && m.form == MentionForm::Name) {
        let Referent::One(id) = m.referent else { continue };
        if !ids.contains(&id) {
            continue;
        }
        if found.is_some_and(|(f, _)| f != id) {
            return None;
        }
        found = Some((id, m.subject && !m.quoted || found.is_some_and(|(_, subject)| subject)));
    }
    let of_kin = |id: EntityId| {
        let roles = &cast.register.entities[id].roles;
        roles.iter().any(|r| ["his ", "her ", "their "].iter().any(|own| r.lower().starts_with(own)))
    };
    found.filter(|&(id, subject)| subject && !of_kin(id)).map(|(id, _)| id)
}

/// Whether one of the others is named in the paragraph of a byte or right before it.
fn named_near(cast: &Cast<'_>, ids: &[EntityId], but: EntityId, at: usize) -> bool {
    let Some(line) = cast.scene.line(at) else { return true };
    let from = cast.scene.lines[line].paragraph.saturating_sub(BLOCKS);
    let lines = cast.scene.lines[..=line].iter().rev().take(LINES).take_while(|l| l.paragraph >= from);
    let mut mentions = lines.flat_map(|l| cast.scene.mentions[l.mentions.clone()].iter().take(MENTIONS));
    mentions.any(|m| m.span.start() <= at && matches!(m.referent, Referent::One(id) if id != but && ids.contains(&id)))
}
