//! Whom the source of a quote stands for.

use super::entity::{EntityId, folded, gender_of_role};
use super::office::Office;
use super::phrase::{LONGEST, kind_of, looks_like_name, participle, short_behind};
use super::register::Referent;
use super::salience::{MENTIONS, Wanted};
use super::scene::Located;
use super::turns::Labels;
use super::{Cast, Outcome};
use crate::extract::{MentionForm, Quote, Resolution, SpeakerKind};
use crate::text::{BlockKind, Span};

impl<'a> Cast<'a> {
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
        // "1 I", "I -- I"
        if self.dateline(first) {
            return Outcome::Nobody;
        }
        let words = text.rsplit(" -- ").next().unwrap_or_default().trim_matches(|c: char| !c.is_alphabetic());
        let shouted = words.len() > 1 && !words.chars().any(char::is_lowercase);
        let lower = if shouted { String::from(words) } else { words.to_lowercase() };
        match lower.as_str() {
            "" => Outcome::Nobody,
            clause if clause.starts_with("who ") => self.relative(Span::new(first.start(), first.start() + 3)),
            "i" | "me" | "my" | "myself" => self.first_person(labels, before, found, first, quote),
            "we" | "our" | "us" | "you" | "your" | "one" => Outcome::Nobody,
            "who" | "which" | "that" | "whom" | "whose" => self.relative(first),
            pronoun => match Wanted::of(pronoun) {
                Some(wanted) => self.pronoun(first, wanted, &quote.content),
                None => self.noun_phrase(first),
            },
        }
    }

    /// "HALE COUNTY —": the place in capitals that a paragraph begins with is where it was written.
    fn dateline(&self, source: Span) -> bool {
        let (text, words) = (self.article.text, source.of(self.article.text));
        let shouted = words.chars().filter(|c| c.is_alphabetic()).count() > 1 && !words.chars().any(char::is_lowercase);
        let opens = text.get(..source.start()).is_some_and(|before| before.is_empty() || before.ends_with('\n'));
        let dash = text
            .get(source.end()..)
            .is_some_and(|behind| behind.trim_start().starts_with(['—', '–']) || behind.trim_start().starts_with("--"));
        shouted && opens && dash
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
                self.refer(at, id);
                Outcome::Found(id, Resolution::Pronoun)
            }
            None => Outcome::Nobody,
        }
    }

    /// "Ann Lee, who said": the mention right before.
    fn relative(&mut self, at: Span) -> Outcome {
        let Some(line) = self.scene.line(at.start()) else { return Outcome::Nobody };
        let line = &self.scene.lines[line];
        let who = at.of(self.article.text).to_lowercase() != "which";
        let behind = line.mentions.end.min(self.scene.within(at).start);
        let mut places = false;
        let mut before = (line.mentions.start..behind).rev().take(8);
        // "the Hale Institute, a think tank, which found"
        let described = before.clone().find(|&k| {
            let m = &self.scene.mentions[k];
            let body = matches!(m.kind, SpeakerKind::Place | SpeakerKind::Organization);
            m.form == MentionForm::Name && !(who && body) && self.apposition(m.span.end(), at.start())
        });
        let beside = || {
            before.find(|&k| {
                let m = &self.scene.mentions[k];
                // "a teacher in Ostrow who said", "a clerk at the Mint who said": a place is not who, and a body hardly ever.
                let body = m.kind == SpeakerKind::Organization && !m.subject;
                // "a mother in Derby, who said"
                let ahead = self.article.text[..m.whole.start()].trim_end();
                let within = m.form == MentionForm::Name
                    && m.kind != SpeakerKind::Person
                    && !m.span.of(self.article.text).contains(char::is_whitespace)
                    && ["in", "at", "from", "near"]
                        .iter()
                        .any(|p| ahead.strip_suffix(p).is_some_and(|b| b.ends_with(char::is_whitespace)));
                // "moved by Ann Lee (D-Ohio), who said"
                let behind = &self.article.text[m.span.end()..at.start().max(m.span.end())];
                let bracketed = behind.find(')').is_some_and(|close| !behind[..close].contains('('));
                let place = bracketed || who && (m.kind == SpeakerKind::Place || body || within);
                places |= place;
                m.form != MentionForm::Pronoun && !place
            })
        };
        let near = described.or_else(beside);
        if let Some(id) = near.and_then(|k| self.led_by(k)) {
            return Outcome::Found(id, Resolution::Pronoun);
        }
        match near.map(|k| &self.scene.mentions[k]) {
            Some(m) if described.is_some() || at.start().saturating_sub(m.span.end()) < if places { 80 } else { 4 } => {
                match &m.referent {
                    Referent::One(id) => Outcome::Found(*id, Resolution::Pronoun),
                    _ => {
                        let span = m.span;
                        self.noun_phrase(span)
                    }
                }
            }
            _ => Outcome::Nobody,
        }
    }

    /// "the Hale Institute, a think tank, which found": whether nothing stands between two places but an apposition.
    fn apposition(&self, from: usize, to: usize) -> bool {
        let between = self.article.text.get(from..to).unwrap_or_default().trim_end();
        let inner = between.strip_prefix(", ").and_then(|b| b.strip_suffix(','));
        inner.is_some_and(|b| {
            ["a ", "an ", "the "].iter().any(|article| b.starts_with(article))
                && b.len() < 80
                && !b.contains([',', '.'])
        })
    }

    /// The words of a place without the markup between and around them.
    pub(super) fn plain(&self, span: Span) -> &'a str {
        let raw = span.of(self.article.text);
        if !raw.contains(MARKUP) {
            return raw;
        }
        let Some(line) = self.scene.line(span.start()) else { return raw };
        let block = self.scene.lines[line].block;
        self.article.in_prose(block, span).map_or("", |words| words.of(self.article.blocks[block].prose.text()))
    }

    /// Where the first words of a place stand that make a name: their blanks and markup are not those of the document.
    fn named(&self, span: Span, start: usize, name: &str) -> Span {
        let text = self.article.text;
        let line = self.scene.line(start).filter(|_| span.of(text).contains(MARKUP));
        let place = line.and_then(|line| {
            let block = self.scene.lines[line].block;
            let words = self.article.in_prose(block, Span::new(start, span.end()))?;
            let end = words.of(self.article.blocks[block].prose.text()).floor_char_boundary(name.len());
            Some(self.article.to_document(block, Span::new(words.start(), words.start() + end)))
        });
        place.unwrap_or_else(|| Span::new(start, text.floor_char_boundary((start + name.len()).min(span.end()))))
    }

    /// A name or a common noun with what belongs to it.
    fn noun_phrase(&mut self, span: Span) -> Outcome {
        let text = self.plain(span).trim();
        let start = span.start() + (span.of(self.article.text).len() - span.of(self.article.text).trim_start().len());
        if let Some(id) = self.compatriot(span, text) {
            return Outcome::Found(id, Resolution::Role);
        }
        let inside: Vec<usize> = self.scene.within(span).collect();
        // "the Boston-based company"
        let based = |k: usize| super::body::based(self.scene.mentions[k].span.of(self.article.text));
        let names: Vec<usize> =
            inside.iter().copied().filter(|&k| self.scene.mentions[k].form == MentionForm::Name && !based(k)).collect();
        // "Northway spokeswoman Jo Ray", of which the source may only have the first words.
        let beyond = self.scene.within(Span::new(span.end(), span.end() + LONGEST)).find(|&k| {
            let m = &self.scene.mentions[k];
            m.form == MentionForm::Name && m.whole.start() <= start && span.end() < m.whole.end()
        });
        let head = beyond.or_else(|| self.head_name(span, start, &names));
        if let Some(k) = head {
            let members = self.coordinated(span, k, &names);
            if members.len() > 1 {
                return self.group(&members);
            }
            let m = &self.scene.mentions[k];
            return match &m.referent {
                Referent::One(id) => Outcome::Found(*id, Resolution::Named),
                Referent::Several(ids) => self.settle_locally(ids.clone(), m.span.start()),
                Referent::Nobody => {
                    let name = self.plain(m.span).to_string();
                    let (span, kind, form) = (m.span, m.kind, m.form);
                    let id = self.register.exactly(&name).unwrap_or_else(|| self.register.add(&name, kind));
                    self.register.entities[id].mentions.push((span, form));
                    Outcome::Found(id, Resolution::Named)
                }
            };
        }
        if participle(text) {
            return Outcome::Nobody;
        }
        if looks_like_name(text) {
            let name = text.trim_end_matches([',', ' ']);
            let id = match self.register.single(&folded(name), None) {
                Referent::One(id) => id,
                Referent::Several(ids) => return self.settle_locally(ids, start),
                Referent::Nobody => self.register.add(name, SpeakerKind::Unknown),
            };
            let place = self.named(span, start, name);
            self.register.entities[id].mentions.push((place, MentionForm::Name));
            return Outcome::Found(id, Resolution::Named);
        }
        let nominal = inside.iter().copied().find(|&k| {
            let m = &self.scene.mentions[k];
            let rest = Span::new(m.span.end(), span.end().max(m.span.end())).of(self.article.text);
            let owns = rest.starts_with("'s") || rest.starts_with("’s");
            m.form == MentionForm::Nominal && m.span.start() <= start + 4 && !owns
        });
        self.nominal(span, start, text, nominal)
    }

    /// Several named people who say one thing together.
    fn group(&mut self, members: &[usize]) -> Outcome {
        let names: Vec<&str> = members
            .iter()
            .map(|&k| match &self.scene.mentions[k] {
                Located { referent: Referent::One(id), .. } => &*self.register.entities[*id].name,
                m => m.span.of(self.article.text),
            })
            .collect();
        let (last, others) = names.split_last().expect("several");
        let name = format!("{} and {last}", others.join(", "));
        let id = self.register.exactly(&name).unwrap_or_else(|| self.register.add(&name, SpeakerKind::Group));
        if let (Some(&a), Some(&b)) = (members.first(), members.last()) {
            let span = self.scene.mentions[a].span.join(self.scene.mentions[b].span);
            self.register.entities[id].mentions.push((span, MentionForm::Name));
        }
        Outcome::Found(id, Resolution::Named)
    }

    /// "the Russian ambassador": the one person with that role, or somebody of their own.
    pub(super) fn nominal(&mut self, span: Span, start: usize, text: &str, mention: Option<usize>) -> Outcome {
        // "a spokesman for the Department for Culture, Media and Sport"
        let listed = |m: &Located| {
            let (own, before) = (m.span.of(self.article.text), Span::new(start, m.span.start()).of(self.article.text));
            (m.form == MentionForm::Name && own.contains(", ") && !before.contains(',')).then(|| m.span.end() - start)
        };
        let kept = self.scene.mentions[self.scene.within(span)].iter().find_map(listed).unwrap_or(0);
        let mut name = short_behind(text, kept);
        // "Labor Department officials": a name keeps the capital of its first word.
        let named =
            |m: &Located| m.form == MentionForm::Name && m.span.start() == start && self.plain(m.span).contains(' ');
        if self.scene.mentions[self.scene.within(span)].iter().any(named) && text.starts_with(char::is_uppercase) {
            let first = name.chars().next().map_or(0, char::len_utf8);
            name.replace_range(..first, &text[..text.chars().next().map_or(0, char::len_utf8)]);
        }
        let (head, kind) = match mention.map(|k| &self.scene.mentions[k]) {
            Some(m) => (self.plain(m.span).to_string(), m.kind),
            None => (name.clone(), kind_of(&name)),
        };
        let first = head.split_whitespace().next().unwrap_or_default().to_lowercase();
        let indefinite = matches!(first.as_str(), "a" | "an" | "one" | "another" | "some" | "any");
        let own = matches!(first.as_str(), "his" | "her" | "its" | "their" | "my" | "our" | "your");
        let single = matches!(kind, SpeakerKind::Person | SpeakerKind::Anonymous);
        // "President vows to stay": a headline leaves articles out.
        let headline = self.scene.line(start).is_some_and(|line| {
            self.article.blocks[self.scene.lines[line].block].kind == BlockKind::Heading && !indefinite
        });
        let definite = headline
            || matches!(first.as_str(), "the" | "this" | "that")
            || first.ends_with("'s")
            || first.ends_with("’s");
        let known = self.register.known(&name).or_else(|| self.register.known(&head));
        let mut outcome = known.filter(|_| !indefinite).map(|id| Outcome::Found(id, Resolution::Role));
        // Two reports in one sentence may have the same words for their source.
        let again = mention.filter(|_| indefinite && single).map(|k| &self.scene.mentions[k].referent);
        if let Some(&Referent::One(id)) = again {
            outcome = Some(Outcome::Found(id, Resolution::Named));
        }
        if outcome.is_some() {
        } else if single && definite && !own {
            let whole = Office::read(&name);
            let core = Office::read(&head);
            let mut holders = whole.as_ref().map(|o| self.register.holders(o)).unwrap_or_default();
            if holders.is_empty() && whole != core {
                // What stands behind the noun may be said in other words.
                holders = core.as_ref().map(|o| self.register.holders(o)).unwrap_or_default();
                holders.truncate(if holders.len() == 1 { 1 } else { 0 });
            }
            // "the spokesman" is no spokeswoman.
            let gender = gender_of_role(&head);
            let entities = &self.register.entities;
            holders.retain(|&id| gender.is_none() || entities[id].gender.is_none() || entities[id].gender == gender);
            // "Asked what he would do, the doctor said": whoever is asked answers.
            let asked = self.asked_as(start).filter(|_| holders.len() > 1);
            let answers = |id: &EntityId| asked.is_none_or(|g| entities[*id].may_be(Some(g)));
            if holders.iter().any(answers) {
                holders.retain(answers);
            }
            outcome = match holders[..] {
                [] => None,
                [id] => Some(match self.beside_holder(&head, start, id) {
                    Some(other) => Outcome::Several(vec![id, other]),
                    None => Outcome::Found(id, Resolution::Role),
                }),
                _ => Some(self.settle_in_paragraph(holders, start)),
            };
        } else if single && own {
            outcome = self.kin_of(&head, start).map(|id| Outcome::Found(id, Resolution::Role));
        } else if kind == SpeakerKind::Organization && definite {
            outcome = self.body(&head, start);
        }
        let outcome = outcome.or_else(|| {
            let just_before = self.named_just_before(&head, start).filter(|_| definite && !own);
            let id = just_before.or_else(|| self.described(Span::new(start, span.end()), &head, &name))?;
            if let Some(office) = Office::read(&head) {
                self.register.holds(id, office);
            }
            Some(Outcome::Found(id, Resolution::Role))
        });
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
                    let place = self.named(span, start, &name);
                    self.register.entities[id].mentions.push((place, MentionForm::Nominal));
                }
            }
        }
        outcome
    }

    /// The one of several who have a role that this paragraph has named; else all of them.
    fn settle_in_paragraph(&self, ids: Vec<EntityId>, at: usize) -> Outcome {
        let Some(line) = self.scene.line(at) else { return Outcome::Several(ids) };
        let block = self.scene.lines[line].block;
        let lines = self.scene.lines[..=line].iter().rev().take(LINES).take_while(|l| l.block == block);
        let mentions = lines.flat_map(|l| self.scene.mentions[l.mentions.clone()].iter().take(MENTIONS));
        let mut seen: Option<EntityId> = None;
        for m in mentions.filter(|m| m.span.end() <= at) {
            let Referent::One(id) = m.referent else { continue };
            if ids.contains(&id) && seen.is_some_and(|s| s != id) {
                return Outcome::Several(ids);
            }
            seen = if ids.contains(&id) { Some(id) } else { seen };
        }
        seen.map_or(Outcome::Several(ids), |id| Outcome::Found(id, Resolution::Role))
    }

    /// The one of several whose full name stands before in the sentence; else all of them.
    pub(super) fn settle_locally(&self, ids: Vec<EntityId>, at: usize) -> Outcome {
        let Some(line) = self.scene.line(at) else { return Outcome::Several(ids) };
        let range = self.scene.lines[line].mentions.clone();
        let mut seen: Option<EntityId> = None;
        for m in &self.scene.mentions[range.start..range.end.min(range.start + MENTIONS)] {
            if m.span.end() <= at
                && let Referent::One(id) = m.referent
                && ids.contains(&id)
            {
                if seen.is_some_and(|s| s != id) {
                    return Outcome::Several(ids);
                }
                seen = Some(id);
            }
        }
        seen.map_or(Outcome::Several(ids), |id| Outcome::Found(id, Resolution::Named))
    }
}

/// What may be the markup of a name.
const MARKUP: [char; 6] = ['*', '_', '[', ']', '`', '~'];
/// The most sentences of a paragraph that are looked at.
pub(super) const LINES: usize = 16;
