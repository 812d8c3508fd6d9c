//! Whom the source of a quote stands for.

use super::entity::{EntityId, folded, name_words};
use super::office::Office;
use super::phrase::{LONGEST, looks_like_name, participle};
use super::register::Referent;
use super::salience::MENTIONS;
use super::scene::Located;
use super::turns::Labels;
use super::wanted::Wanted;
use super::{Cast, Outcome};
use crate::extract::lexicon::{self, Pronoun, WordSet, title};
use crate::extract::{MentionForm, Quote, Resolution, SpeakerKind};
use crate::text::{Lower, Span};

impl<'a> Cast<'a> {
    /// The speaker that the source of a quote names.
    pub(super) fn source(&mut self, labels: &Labels, before: &[Quote], found: &[Outcome], quote: &Quote) -> Outcome {
        let Some(&first) = quote.source.first() else { return Outcome::Nobody };
        let text = first.of(self.article.text).trim();
        // "WHO", "IT" and "US" are bodies.
        // "1 I", "I -- I"
        if self.dateline(first) {
            return Outcome::Nobody;
        }
        let words = text.rsplit(" -- ").next().unwrap_or_default().trim_matches(|c: char| !c.is_alphabetic());
        let shouted = words.len() > 1 && !words.chars().any(char::is_lowercase);
        let lower = if shouted { words.into() } else { words.lower() };
        // "he himself"
        let selves = [" himself", " herself", " itself", " themselves"];
        let lower = selves.iter().find_map(|s| lower.strip_suffix(s)).unwrap_or(&lower);
        match (lower, lexicon::pronoun(lower)) {
            ("" | "one", _) | (_, Some(Pronoun::We | Pronoun::You)) => Outcome::Nobody,
            // "said one, who asked not to be named"
            (clause, _) if clause.starts_with("one, who ") => Outcome::Nobody,
            (clause, _) if clause.starts_with("who ") => self.relative(Span::new(first.start(), first.start() + 3)),
            (_, Some(Pronoun::I)) => self.first_person(labels, before, found, first, quote),
            ("which" | "that", _) | (_, Some(Pronoun::Who)) => self.relative(first),
            ("it", _) if impersonal(self.article.text, quote) => Outcome::Nobody,
            _ => match Wanted::of(lower) {
                Some(wanted) => self.pronoun(first, wanted, &quote.content),
                None => self.noun_phrase(self.writer(first).unwrap_or(first)),
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
        let who = at.of(self.article.text).lower() != "which";
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

    /// "the Hale Institute, a think tank, which found": whether nothing stands between two places but an
    /// apposition or an age.
    fn apposition(&self, from: usize, to: usize) -> bool {
        let between = self.article.text.get(from..to).unwrap_or_default().trim_end();
        let inner = between.strip_prefix(", ").and_then(|b| b.strip_suffix(','));
        inner.is_some_and(|b| {
            // "Ann Lee, 62, who said"
            let age = !b.is_empty() && b.len() < 4 && b.bytes().all(|c| c.is_ascii_digit());
            age || ["a ", "an ", "the "].iter().any(|article| b.starts_with(article))
                && b.len() < 80
                && !b.contains([',', '.'])
        })
    }

    /// The words of a place without the markup between and around them.
    pub(super) fn plain(&self, span: Span) -> &'a str {
        let raw = span.of(self.article.text);
        if !raw.bytes().any(is_markup) {
            return raw;
        }
        let Some(line) = self.scene.line(span.start()) else { return raw };
        let block = self.scene.lines[line].block;
        self.article.in_prose(block, span).map_or("", |words| words.of(self.article.blocks[block].prose.text()))
    }

    /// Where the first words of a place stand that make a name: their blanks and markup are not those of the document.
    pub(super) fn named_place(&self, span: Span, start: usize, name: &str) -> Span {
        let text = self.article.text;
        let line = self.scene.line(start).filter(|_| span.of(text).bytes().any(is_markup));
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
        if let Some(id) = self.elder(text) {
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
                Referent::Several(ids) => match self.by_office(ids, m) {
                    Some(id) => Outcome::Found(id, Resolution::Named),
                    None => self.settle_locally(ids.clone(), m.span.start()),
                },
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
        if looks_like_name(text) || self.is_surname(start, text) {
            // "Ms Were, who is the representative": a surname that is a small word too.
            let name = text.split(", ").next().unwrap_or(text).trim_end_matches([',', ' ']);
            let name = name
                .split_once(' ')
                .filter(|(first, _)| title(first).is_some_and(|t| t.courtesy))
                .map_or(name, |n| n.1);
            let id = match self.register.single(&folded(name), None) {
                Referent::One(id) => id,
                Referent::Several(ids) => return self.settle_locally(ids, start),
                Referent::Nobody => self.register.add(name, SpeakerKind::Unknown),
            };
            let place = self.named_place(span, start, name);
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

    /// "said Banks": a noun with a capital inside a sentence that is the surname of one who is named in full.
    fn is_surname(&self, start: usize, text: &str) -> bool {
        let word = text.trim_end_matches([',', ' ']);
        let capital = word.starts_with(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase);
        let inside = self.scene.line(start).is_some_and(|l| self.scene.lines[l].span.start() < start);
        let person = |id: EntityId| {
            let e = &self.register.entities[id];
            e.kind == SpeakerKind::Person
                && name_words(&e.name).len() > 1
                && name_words(&e.name).last() == Some(&folded(word))
        };
        capital && inside && matches!(self.register.single(&folded(word), None), Referent::One(id) if person(id))
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

    /// "Defence Secretary Lee": the one of several who holds the office that stands before a surname.
    fn by_office(&self, ids: &[EntityId], m: &Located) -> Option<EntityId> {
        let office = Office::read(Span::new(m.whole.start(), m.span.start()).of(self.article.text))?;
        let holds = |id: &&EntityId| self.register.entities[**id].offices.iter().any(|held| office.fits(held));
        let mut holders = ids.iter().filter(holds);
        holders.next().filter(|_| holders.next().is_none()).copied()
    }

    /// The one of several whose name stands before in the sentence, or whose full name alone is a subject before in the
    /// paragraph; else all of them.
    pub(super) fn settle_locally(&self, ids: Vec<EntityId>, at: usize) -> Outcome {
        let Some(line) = self.scene.line(at) else { return Outcome::Several(ids) };
        let block = self.scene.lines[line].block;
        let mut seen: Option<EntityId> = None;
        for (n, l) in self.scene.lines[..=line].iter().rev().take(LINES).take_while(|l| l.block == block).enumerate() {
            let range = l.mentions.start..l.mentions.end.min(l.mentions.start + MENTIONS);
            let full = |m: &Located| m.subject && !m.quoted && m.span.of(self.article.text).contains(' ');
            let before = |m: &&Located| m.span.end() <= at && (n == 0 || full(m));
            for m in self.scene.mentions[range].iter().filter(before) {
                let Referent::One(id) = m.referent else { continue };
                if ids.contains(&id) && seen.is_some_and(|s| s != id) {
                    return Outcome::Several(ids);
                }
                seen = if ids.contains(&id) { Some(id) } else { seen };
            }
            if n == 0 && seen.is_some() {
                break;
            }
        }
        seen.map_or(Outcome::Several(ids), |id| Outcome::Found(id, Resolution::Named))
    }
}

/// "It is understood that no charges will follow": nobody says it.
fn impersonal(text: &str, quote: &Quote) -> bool {
    let (Some(cue), Some(content)) = (quote.cue.first(), quote.content.first()) else { return false };
    let mut words = cue.of(text).split(' ');
    let be = words.next().is_some_and(|w| WordSet::Be.has(w));
    let quotes = words.any(|w| matches!(w, "quoted" | "cited") || w.ends_with("ing"));
    be && !quotes && cue.end() <= content.start() && content.of(text).starts_with("that ")
}

/// Whether a byte may be of the markup of a name.
fn is_markup(byte: u8) -> bool {
    matches!(byte, b'*' | b'_' | b'[' | b']' | b'`' | b'~')
}

/// The most sentences of a paragraph that are looked at.
pub(super) const LINES: usize = 16;
