//! Whom the source of a quote stands for.

use super::entity::EntityId;
use super::office::Office;
use super::phrase::{LONGEST, kind_of, looks_like_name, short};
use super::register::Referent;
use super::turns::Labels;
use super::{Cast, Outcome};
use crate::extract::lexicon::{Closed, Gender, WordClass, body, closed_class, common, group, role, title};
use crate::extract::{MentionForm, Quote, Resolution, SpeakerKind};
use crate::text::Span;

impl Cast<'_> {
    /// The speaker that the source of a quote names.
    pub(super) fn source(
        &mut self,
        labels: &Labels,
        before: &[Quote],
        found: &[Outcome],
        quote: &mut Quote,
    ) -> Outcome {
        let Some(&first) = quote.source.first() else { return Outcome::Nobody };
        let text = first.of(self.article.text).trim();
        // "WHO", "IT" and "US" are bodies.
        let shouted = text.len() > 1 && !text.chars().any(char::is_lowercase);
        let lower = if shouted { String::from(text) } else { text.to_lowercase() };
        match lower.trim_end_matches([',', ' ']).split(" -- ").last().unwrap_or_default() {
            "" => Outcome::Nobody,
            "i" | "me" | "my" | "myself" => self.first_person(labels, before, found, first, quote),
            "we" | "our" | "us" | "you" | "your" | "one" => Outcome::Nobody,
            "who" | "which" | "that" | "whom" | "whose" => self.relative(first),
            "he" | "him" | "his" | "himself" => self.mentioned(first, |c| c.pronoun(first, Some(Gender::He), quote)),
            "she" | "her" | "hers" | "herself" => self.mentioned(first, |c| c.pronoun(first, Some(Gender::She), quote)),
            "they" | "them" | "their" => self.mentioned(first, |c| c.they(first, true, quote)),
            "it" | "its" => self.mentioned(first, |c| c.they(first, false, quote)),
            _ => self.noun_phrase(first, text),
        }
    }

    /// Notes the pronoun as a mention of whom it stands for.
    fn mentioned(&mut self, at: Span, find: impl FnOnce(&Self) -> Outcome) -> Outcome {
        let outcome = find(self);
        if let Outcome::Found(id, _) = outcome {
            for k in self.scene.within(at) {
                if self.scene.mentions[k].form == MentionForm::Pronoun {
                    self.scene.mentions[k].referent = Referent::One(id);
                }
            }
        }
        outcome
    }

    /// "I" is the one whose words it stands in: of the quote around it, or of the turn or letter.
    fn first_person(
        &mut self,
        labels: &Labels,
        before: &[Quote],
        found: &[Outcome],
        at: Span,
        quote: &Quote,
    ) -> Outcome {
        let around = |q: &Quote| q.content.iter().any(|c| c.covers(at));
        for (k, q) in before.iter().enumerate().rev().take(24) {
            if around(q)
                && let Some(Outcome::Found(id, _)) = found.get(k)
            {
                return Outcome::Found(*id, Resolution::Pronoun);
            }
        }
        match labels.here(quote.blocks.start) {
            Some(id) => {
                self.mentioned(at, |_| Outcome::Found(id, Resolution::Pronoun));
                Outcome::Found(id, Resolution::Pronoun)
            }
            None => Outcome::Nobody,
        }
    }

    /// "Ann Lee, who said": the mention right before.
    fn relative(&mut self, at: Span) -> Outcome {
        let Some(line) = self.scene.line(at.start) else { return Outcome::Nobody };
        let line = &self.scene.lines[line];
        let near = line.mentions.clone().rev().find(|&k| {
            let m = &self.scene.mentions[k];
            m.span.end <= at.start && m.form != MentionForm::Pronoun
        });
        match near.map(|k| &self.scene.mentions[k]) {
            Some(m) if at.start - m.span.end < 4 => match &m.referent {
                Referent::One(id) => Outcome::Found(*id, Resolution::Pronoun),
                _ => {
                    let span = m.span;
                    self.noun_phrase(span, span.of(self.article.text))
                }
            },
            _ => Outcome::Nobody,
        }
    }

    /// A name or a common noun with what belongs to it.
    fn noun_phrase(&mut self, span: Span, text: &str) -> Outcome {
        let start = span.start + (span.of(self.article.text).len() - span.of(self.article.text).trim_start().len());
        let inside: Vec<usize> = self.scene.within(span).collect();
        let names: Vec<usize> =
            inside.iter().copied().filter(|&k| self.scene.mentions[k].form == MentionForm::Name).collect();
        // "Northway spokeswoman Jo Ray", of which the source may only have the first words.
        let beyond = self.scene.within(Span::new(span.end, span.end + LONGEST)).find(|&k| {
            let m = &self.scene.mentions[k];
            m.form == MentionForm::Name && m.whole.start <= start && span.end < m.whole.end
        });
        let head = beyond.or_else(|| self.head_name(span, start, &names));
        if let Some(k) = head {
            if let Some(other) = self.coordinated(span, k, &names) {
                return self.group(text, &[k, other]);
            }
            let m = &self.scene.mentions[k];
            return match &m.referent {
                Referent::One(id) => Outcome::Found(*id, Resolution::Named),
                Referent::Several(ids) => self.settle_locally(ids.clone(), m.span.start),
                Referent::Nobody => {
                    let name = m.span.of(self.article.text).to_string();
                    let (span, kind, form) = (m.span, m.kind, m.form);
                    let id = self.register.exactly(&name).unwrap_or_else(|| self.register.add(&name, kind));
                    self.register.entities[id].mentions.push((span, form));
                    Outcome::Found(id, Resolution::Named)
                }
            };
        }
        if looks_like_name(text) {
            let name = text.trim_end_matches([',', ' ']);
            let id = match self.register.single(name, None) {
                Referent::One(id) => id,
                Referent::Several(ids) => return self.settle_locally(ids, start),
                Referent::Nobody => self.register.add(name, SpeakerKind::Unknown),
            };
            let end = self.article.text.floor_char_boundary((start + name.len()).min(span.end));
            self.register.entities[id].mentions.push((Span::new(start, end), MentionForm::Name));
            return Outcome::Found(id, Resolution::Named);
        }
        let nominal = inside.iter().copied().find(|&k| {
            let m = &self.scene.mentions[k];
            m.form == MentionForm::Nominal && m.span.start <= start + 4
        });
        self.nominal(span, start, text, nominal)
    }

    /// The name that is the head of a source, and not only a word beside it ("Trump campaign", "Lee's team").
    fn head_name(&self, span: Span, start: usize, names: &[usize]) -> Option<usize> {
        let text = self.article.text;
        names
            .iter()
            .copied()
            .filter(|&k| {
                let m = &self.scene.mentions[k];
                let between = Span::new(start, m.whole.start.max(start)).of(text).trim().to_lowercase();
                let leads = matches!(
                    between.as_str(),
                    "" | "the" | "both" | "even" | "like" | "former" | "then" | "only" | "president"
                ) || between.split_whitespace().count() <= 6
                    && between.ends_with(|c: char| c.is_alphanumeric() || c == ',')
                    && between.split(|c: char| !c.is_alphanumeric() && c != '-').rfind(|w| !w.is_empty()).is_some_and(
                        |w| role(w).is_some_and(|r| !r.plural || between.starts_with("one of ")) || title(w).is_some(),
                    );
                leads && !self.goes_on(Span::new(m.span.end, span.end.max(m.span.end)))
            })
            .max_by_key(|&k| {
                let m = &self.scene.mentions[k];
                let person = matches!(m.kind, SpeakerKind::Person | SpeakerKind::Unknown);
                (m.whole.start <= start, m.whole.end > m.span.end || person, std::cmp::Reverse(m.span.start))
            })
    }

    /// Whether words behind a name make it part of a longer noun phrase.
    fn goes_on(&self, rest: Span) -> bool {
        let text = rest.of(self.article.text);
        if text.starts_with("'s") || text.starts_with("’s") || text.starts_with(['-', '‑']) {
            return true;
        }
        if let Some(after) = text.strip_prefix(['\'', '’']) {
            return after.trim_start().starts_with(char::is_alphabetic);
        }
        let next = text.trim_start();
        let word: String = next.chars().take_while(|c| c.is_alphanumeric() || *c == '-').collect();
        if word.is_empty() || next.len() == text.len() && !text.is_empty() {
            return false;
        }
        let lower = word.to_lowercase();
        if closed_class(&lower).is(Closed::FUNCTION) {
            return false;
        }
        role(&lower).is_some()
            || body(&lower).is_some()
            || group(&lower)
            || matches!(common(&lower), Some(WordClass::Noun | WordClass::Plural | WordClass::Adjective))
    }

    /// A second name that "and" joins to the first.
    fn coordinated(&self, span: Span, first: usize, names: &[usize]) -> Option<usize> {
        let text = self.article.text;
        let person = |k: usize| matches!(self.scene.mentions[k].kind, SpeakerKind::Person | SpeakerKind::Unknown);
        let (a, mut end) = (&self.scene.mentions[first], 0);
        if !person(first) {
            return None;
        }
        names.iter().copied().filter(|&k| k != first && person(k)).find(|&k| {
            let b = &self.scene.mentions[k];
            let start = a.span.end.max(end);
            end = b.span.end;
            let between = Span::new(start, b.whole.start.max(start)).of(text);
            let trimmed = between.trim().trim_start_matches(',').trim();
            b.span.end <= span.end && between.len() < 60 && (trimmed == "and" || trimmed == "&")
        })
    }

    /// Several named people who say one thing together.
    fn group(&mut self, text: &str, members: &[usize]) -> Outcome {
        let name = short(text);
        let id = self.register.exactly(&name).unwrap_or_else(|| self.register.add(&name, SpeakerKind::Group));
        if let (Some(&a), Some(&b)) = (members.first(), members.last()) {
            let span = self.scene.mentions[a].span.join(self.scene.mentions[b].span);
            self.register.entities[id].mentions.push((span, MentionForm::Name));
        }
        Outcome::Found(id, Resolution::Named)
    }

    /// "the Russian ambassador": the one person with that role, or somebody of their own.
    fn nominal(&mut self, span: Span, start: usize, text: &str, mention: Option<usize>) -> Outcome {
        let name = short(text);
        let (head, kind) = match mention.map(|k| &self.scene.mentions[k]) {
            Some(m) => (m.span.of(self.article.text).to_string(), m.kind),
            None => (name.clone(), kind_of(&name)),
        };
        let first = head.split_whitespace().next().unwrap_or_default().to_lowercase();
        let indefinite = matches!(first.as_str(), "a" | "an" | "one" | "another" | "some" | "any");
        let own = matches!(first.as_str(), "his" | "her" | "its" | "their" | "my" | "our" | "your");
        let single = matches!(kind, SpeakerKind::Person | SpeakerKind::Anonymous);
        let definite =
            matches!(first.as_str(), "the" | "this" | "that") || first.ends_with("'s") || first.ends_with("’s");
        let mut outcome = None;
        if single && definite && !own {
            let whole = Office::read(&name);
            let core = Office::read(&head);
            let mut holders = whole.as_ref().map(|o| self.register.holders(o)).unwrap_or_default();
            if holders.is_empty() && whole != core {
                // What stands behind the noun may be said in other words.
                holders = core.as_ref().map(|o| self.register.holders(o)).unwrap_or_default();
                holders.truncate(if holders.len() == 1 { 1 } else { 0 });
            }
            outcome = match holders[..] {
                [] => None,
                [id] => Some(Outcome::Found(id, Resolution::Role)),
                _ => Some(match self.settle_locally(holders, start) {
                    Outcome::Found(id, _) => Outcome::Found(id, Resolution::Role),
                    other => other,
                }),
            };
        } else if kind == SpeakerKind::Organization && definite {
            outcome = self.body(&head, start).map(|id| Outcome::Found(id, Resolution::Role));
        }
        let outcome = outcome.unwrap_or_else(|| {
            let known = if indefinite && single { None } else { self.register.exactly(&name) };
            let id = match known {
                Some(id) => id,
                None if indefinite && single => self.register.add_once(&name, kind),
                None => self.register.add(&name, kind),
            };
            if single && known.is_none() && !own && (definite || indefinite) {
                // "A spokesman said …": "the spokesman" is the same one later.
                self.register.role(id, &head);
                self.register.entities[id].roles.clear();
            }
            Outcome::Found(id, Resolution::Named)
        });
        if let Outcome::Found(id, _) = outcome {
            match mention {
                Some(k) => self.scene.mentions[k].referent = Referent::One(id),
                None => {
                    // The name was put on one line, so its length is not quite that of its words.
                    let end = self.article.text.floor_char_boundary((start + name.len()).min(span.end));
                    self.register.entities[id].mentions.push((Span::new(start, end), MentionForm::Nominal));
                }
            }
        }
        outcome
    }

    /// "the agency", "the company": the body of that kind that was named last, where it is the only one near.
    fn body(&self, head: &str, at: usize) -> Option<EntityId> {
        let mut words = head.split_whitespace();
        let (_, noun, more) = (words.next()?, words.next()?.to_lowercase(), words.next());
        if more.is_some() {
            return None;
        }
        let line = self.scene.line(at)?;
        let block = self.scene.lines[line].block;
        let mut near: Option<EntityId> = None;
        let end = self.scene.mentions.partition_point(|m| m.span.start < at);
        for m in self.scene.mentions[..end].iter().rev().take(40) {
            // The paragraph before only counts where this one names no body.
            let there = self.scene.line(m.span.start).map_or(0, |l| self.scene.lines[l].block);
            if there + 2 < block || there < block && near.is_some() {
                break;
            }
            let Referent::One(id) = m.referent else { continue };
            let e = &self.register.entities[id];
            if e.kind != SpeakerKind::Organization || m.form != MentionForm::Name || m.quoted {
                continue;
            }
            let name = e.name.to_lowercase();
            if name.split_whitespace().any(|w| w == noun) {
                return Some(id);
            }
            let fits = match noun.as_str() {
                "agency" | "organization" | "organisation" | "body" | "group" => {
                    !["inc", "corp", "ltd"].iter().any(|w| name.ends_with(w))
                }
                "company" | "firm" => {
                    !["ministry", "university", "party", "police", "court", "agency"].iter().any(|w| name.contains(w))
                }
                _ => false,
            };
            match near {
                _ if !fits => {}
                None => near = Some(id),
                Some(other) if other != id => return None,
                Some(_) => {}
            }
        }
        near
    }

    /// The one of several that this paragraph or the one before has just named; else all of them.
    pub(super) fn settle_locally(&self, ids: Vec<EntityId>, at: usize) -> Outcome {
        let Some(line) = self.scene.line(at) else { return Outcome::Several(ids) };
        let block = self.scene.lines[line].block;
        let mut seen: Option<EntityId> = None;
        for l in self.scene.lines[..=line].iter().rev().take(24).take_while(|l| l.block == block) {
            for m in &self.scene.mentions[l.mentions.clone()] {
                if m.span.end <= at
                    && let Referent::One(id) = m.referent
                    && ids.contains(&id)
                {
                    if seen.is_some_and(|s| s != id) {
                        return Outcome::Several(ids);
                    }
                    seen = Some(id);
                }
            }
        }
        seen.map_or(Outcome::Several(ids), |id| Outcome::Found(id, Resolution::Named))
    }
}
