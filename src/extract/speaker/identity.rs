//! "The man is Arthur Lee": whoever spoke as "the man" is Arthur Lee.

use rustc_hash::FxHashMap;

use super::entity::EntityId;
use super::office::Office;
use super::phrase::short;
use super::register::Referent;
use super::{Cast, Outcome};
use crate::extract::lexicon::role;
use crate::extract::{MentionForm, Resolution, SpeakerKind};
use crate::text::{BlockKind, Lower};

/// The speakers without a name that the article names later, and who they are.
pub(super) fn read(cast: &Cast<'_>) -> FxHashMap<EntityId, EntityId> {
    let mut out = FxHashMap::default();
    let text = cast.article.text;
    out.extend(told_first(cast));
    for line in &cast.scene.lines {
        for pair in cast.scene.mentions[line.mentions.clone()].windows(2) {
            let (a, b) = (&pair[0], &pair[1]);
            let Referent::One(named) = b.referent else { continue };
            let between = text.get(a.span.end()..b.whole.start().max(a.span.end())).unwrap_or_default().trim();
            let behind = text.get(b.span.end()..).unwrap_or_default();
            let whole = !behind.starts_with(['\'', '’', '-']);
            if !a.subject || a.quoted || a.form == MentionForm::Name || b.form != MentionForm::Name {
                continue;
            }
            if !whole || !matches!(between, "is" | "was" | "is called" | "was called") {
                continue;
            }
            let unnamed = match a.referent {
                Referent::One(id) => Some(id),
                _ if a.form == MentionForm::Nominal => cast.register.exactly(&short(a.span.of(text))),
                _ => None,
            };
            let Some(unnamed) = unnamed.filter(|&id| id != named) else { continue };
            let (e, n) = (&cast.register.entities[unnamed], &cast.register.entities[named]);
            let agree = e.gender.is_none() || n.gender.is_none() || e.gender == n.gender;
            if e.name.starts_with(char::is_lowercase) && !e.plural && agree {
                out.entry(unnamed).or_insert(named);
            }
        }
    }
    out
}

/// "A roofer told a court …", and in the next paragraph "Desmond Pike, 44, …": a lead that keeps the name back.
fn told_first(cast: &Cast<'_>) -> Option<(EntityId, EntityId)> {
    let (text, scene) = (cast.article.text, &cast.scene);
    // A headline in plain text looks like a paragraph without a stop.
    let prose = |n: usize| {
        let block = &cast.article.blocks[n];
        block.kind == BlockKind::Paragraph && block.prose.text().trim_end().ends_with(['.', '”', '"', '?', '!'])
    };
    let lead = scene.lines.iter().find(|l| prose(l.block))?;
    let next = scene.lines.iter().find(|l| l.block > lead.block && prose(l.block))?;
    let a = scene.mentions[lead.mentions.clone()].first()?;
    let b = scene.mentions[next.mentions.clone()].first()?;
    let (Referent::One(unnamed), Referent::One(named)) = (&a.referent, &b.referent) else { return None };
    let (e, n) = (&cast.register.entities[*unnamed], &cast.register.entities[*named]);
    let article = a.span.of(text).split_whitespace().next()?;
    let leads = a.span.start() == lead.span.start()
        && a.form == MentionForm::Nominal
        && (article.eq_ignore_ascii_case("a") || article.eq_ignore_ascii_case("an"))
        && e.kind == SpeakerKind::Anonymous
        && !e.plural;
    let behind = text.get(b.span.end()..)?.strip_prefix(", ").unwrap_or_default();
    let age = behind.find(',').is_some_and(|i| i < 3 && behind[..i].parse::<u8>().is_ok());
    let office = |words: &str| Office::read(words).map(|o| o.head);
    let same = office(a.span.of(text)).is_some_and(|head| n.roles.iter().any(|r| office(r) == Some(head.clone())));
    // "A nurse told an inquest …": not the retired bus driver, where somebody else is a nurse or he is something else.
    let held = Office::read(a.span.of(text)).filter(|_| role_of(a.span.of(text)));
    let others = held.as_ref().map(|o| cast.register.holders(o)).unwrap_or_default();
    let elsewhere = others.iter().any(|id| id != unnamed && id != named);
    let otherwise = n.roles.iter().any(|r| role_of(r) && Office::read(r).is_some());
    let age = age && !(held.is_some() && (elsewhere || otherwise));
    // "The Rev Ann Lee"
    let opens = text.get(next.span.start()..b.whole.start()).is_some_and(|t| matches!(t, "" | "The "));
    let person = b.form == MentionForm::Name && n.kind == SpeakerKind::Person && opens;
    // Somebody the lead has named already is somebody else.
    let new = !scene.mentions[lead.mentions.clone()].iter().any(|m| m.referent == b.referent);
    let agree = e.gender.is_none() || n.gender.is_none() || e.gender == n.gender;
    (leads && person && new && agree && (age || same)).then_some((*unnamed, *named))
}

/// Whether words tell what somebody does, and not only that it is a man or a woman.
fn role_of(words: &str) -> bool {
    words.split_whitespace().any(|w| role(&w.lower()).is_some_and(|r| !r.anonymous))
}

/// Puts the mentions and words of the speakers without a name to those who are named.
pub(super) fn join(cast: &mut Cast<'_>, known_as: &FxHashMap<EntityId, EntityId>, found: &mut [Outcome]) {
    if known_as.is_empty() {
        return;
    }
    for m in &mut cast.scene.mentions {
        if let Referent::One(id) = &mut m.referent {
            *id = known_as.get(id).copied().unwrap_or(*id);
        }
    }
    for (&unnamed, &named) in known_as {
        let mentions = std::mem::take(&mut cast.register.entities[unnamed].mentions);
        let name = cast.register.entities[unnamed].name.clone();
        let entity = &mut cast.register.entities[named];
        entity.mentions.extend(mentions);
        if Office::read(&name).is_some() && role_of(&name) {
            entity.has_role(&name);
        }
    }
    for outcome in found {
        match outcome {
            Outcome::Found(id, how) => {
                if let Some(&named) = known_as.get(id) {
                    *id = named;
                    *how = if *how == Resolution::Named { Resolution::Role } else { *how };
                }
            }
            Outcome::Several(ids) => {
                ids.iter_mut().for_each(|id| *id = known_as.get(id).copied().unwrap_or(*id));
                let mut seen = Vec::new();
                ids.retain(|id| {
                    !seen.contains(id) && {
                        seen.push(*id);
                        true
                    }
                });
                if let [id] = ids[..] {
                    *outcome = Outcome::Found(id, Resolution::Role);
                }
            }
            Outcome::Nobody => {}
        }
    }
}
