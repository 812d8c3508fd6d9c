//! Words before the subject of a sentence that tell of others than who speaks: "Asked whether Lee should go, he said".

use super::entity::EntityId;
use super::head::calls;
use super::kin::is_child;
use super::register::Referent;
use super::salience::MENTIONS;
use super::scene::Located;
use super::wanted::Wanted;
use super::{Antecedent, Cast};
use crate::extract::lexicon::{Closed, Gender, WordClass, WordSet, body, closed_class, common, cues, pronoun};
use crate::extract::{MentionForm, SpeakerKind};
use crate::text::{BlockKind, Lower, Span};

/// What stands before the subject of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// "Asked whether Lee should go," up to a byte.
    Asked(usize),
    /// "In a statement released through police," up to a byte.
    Statement(usize),
    None,
}

/// What the first words of a sentence are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opens {
    /// "Asked", "Pressed on it".
    Asked,
    /// "In a statement released".
    Given,
    /// "When", "After".
    Told,
}

impl Opens {
    /// Reads the first words of a sentence; none where they are nothing of this.
    fn read(sentence: &str) -> Option<Self> {
        let mut words = sentence.split_whitespace().take(6).peekable();
        let told = words.peek().filter(|w| matches!(**w, "When" | "After" | "As" | "Once")).map(|_| Self::Told);
        let mut document = false;
        for (i, word) in words.enumerate() {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric()).lower();
            if !document && i < 4 && asks(&word) {
                return Some(Self::Asked);
            }
            if document && (common(&word) == Some(WordClass::Past) || word.ends_with("ed")) {
                return told.or(Some(Self::Given));
            }
            document |= i > 0 && body(&word).is_some_and(|b| b.document);
            let small = closed_class(&word).is(Closed::FUNCTION) && pronoun(&word).is_none() || word.ends_with("ly");
            if !(document || small || i > 1) {
                break;
            }
        }
        told
    }
}

impl Opening {
    /// Whether a mention in these words is not whom the pronouns behind them stand for.
    pub fn sets_aside(self, text: &str, m: &Located) -> bool {
        match self {
            Self::Asked(end) => m.span.end() <= end,
            Self::Statement(end) => m.span.end() <= end && passes_on(text, m),
            Self::None => false,
        }
    }
}

/// "through police", "by their lawyers": whoever only hands out the words of somebody else.
fn passes_on(text: &str, m: &Located) -> bool {
    let before = text[..m.whole.start()].trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    let words = m.span.of(text).lower();
    let first = words.split_whitespace().next().unwrap_or_default();
    let theirs = matches!(first, "his" | "her" | "its" | "their") || words == "police" || words == "the police";
    matches!(before, "through" | "via") || before == "by" && theirs
}

/// "asked", of who then answers.
pub(super) fn asks(lower: &str) -> bool {
    WordSet::Asks.has(lower)
}

impl Cast<'_> {
    /// What a sentence opens with.
    pub(super) fn opening(&self, line: usize) -> Opening {
        let (text, l) = (self.article.text, &self.scene.lines[line]);
        let Some(opens) = *l.opens.get_or(|| Opens::read(l.span.of(text))) else { return Opening::None };
        match self.subject_behind(line) {
            // "When a reporter pressed her on it, she replied": nobody answers themselves.
            Some(end) if opens == Opens::Told && !self.answers(line, end) && !self.is_named_at(line, end) => {
                Opening::None
            }
            Some(end) if opens == Opens::Given => Opening::Statement(end),
            Some(end) => Opening::Asked(end),
            None => Opening::None,
        }
    }

    /// "When Lee fell, Ms Bell laughed": whether a person is named at a byte.
    fn is_named_at(&self, line: usize, subject: usize) -> bool {
        let l = &self.scene.lines[line];
        let mut mentions = self.scene.mentions[l.mentions.clone()].iter().take(MENTIONS);
        let named = mentions.find(|m| m.whole.start() == subject && m.form == MentionForm::Name);
        let person = |id: EntityId| self.register.entities[id].kind == SpeakerKind::Person;
        let named = named.is_some_and(|m| matches!(m.referent, Referent::One(id) if person(id)));
        // "As Lee, Bell answer": a headline joins names by commas.
        named && self.article.blocks[l.block].kind != BlockKind::Heading
    }

    /// Whether the subject that begins at a byte is a pronoun whose verb is one of an answer.
    fn answers(&self, line: usize, subject: usize) -> bool {
        let l = &self.scene.lines[line];
        let mut words = self.article.text[subject..l.span.end().max(subject)].split_whitespace();
        let person = |w: &str| matches!(Wanted::of(&w.lower()), Some(Wanted::Person(_)));
        words.next().is_some_and(person)
            && words.take(2).any(|w| WordSet::Answers.has(w.trim_matches(|c: char| !c.is_alphabetic())))
    }

    /// "Jess Lee asked whether it was so. It is, he said": of somebody of whom nothing tells which pronoun it is, whether
    /// they ask in a sentence.
    pub(super) fn asks_there(&self, line: usize, id: EntityId, wanted: Wanted) -> bool {
        let mut mentions = self.scene.lines[line].mentions.clone().take(MENTIONS);
        let subject = mentions.find(|&k| {
            let m = &self.scene.mentions[k];
            m.referent == Referent::One(id) && m.subject && !m.quoted
        });
        subject.is_some_and(|k| {
            let mut behind = self.article.text[self.scene.mentions[k].span.end()..].split_whitespace();
            let question = |w: &str| WordSet::Question.has(w);
            let plain = self.register.entities[id].gender.is_none();
            plain && behind.next().is_some_and(asks) && behind.next().is_some_and(question)
                || self.asks_another(k, wanted)
        })
    }

    /// "a woman called Ann", "a woman who gave her name as Ann": whom the name behind the noun at mention `k` names.
    pub(super) fn named_behind_noun(&self, k: usize, end: usize, wanted: Wanted) -> Option<EntityId> {
        let m = &self.scene.mentions[k];
        let mut behind = self.scene.mentions[(k + 1).min(end)..end].iter().take(4);
        let next = behind.find(|m| m.form == MentionForm::Name)?;
        let between = self.article.text.get(m.span.end()..next.whole.start())?;
        let Referent::One(id) = next.referent else { return None };
        let names = between.len() < CALLED && !between.contains(['.', '“', '"']) && calls(between.trim_end());
        let called = names && matches!(wanted, Wanted::Person(_));
        (called && next.form == MentionForm::Name && wanted.fits(&self.register.entities[id])).then_some(id)
    }

    /// Where the subject behind the first words of a sentence and a comma begins.
    pub(super) fn subject_behind(&self, line: usize) -> Option<usize> {
        let (text, l) = (self.article.text, &self.scene.lines[line]);
        let mut mentions = self.scene.mentions[l.mentions.clone()].iter().take(MENTIONS);
        let subject = mentions.find(|m| {
            let before = text[..m.whole.start()].trim_end();
            let behind = text[m.span.end()..].trim_start();
            // "Asked about Ann Lee, the mayor, he said", "Asked if Ann, Bo and Jo would go, he said"
            let listed = behind.starts_with(',') || behind.starts_with("and ") || behind.starts_with("or ");
            let determined = before.strip_suffix(" the").unwrap_or(before);
            !m.quoted && m.subject && determined.ends_with(',') && !listed
        })?;
        Some(subject.whole.start())
    }

    /// "Born in Leith, the daughter of a cooper, she": what tells of the pronoun behind it is nobody else.
    pub(super) fn tells_of_pronoun(&self, k: usize, end: usize) -> bool {
        let m = &self.scene.mentions[k];
        // "She grew up in Hull, the daughter of a cook": whose child she is.
        let (before, words) = self.article.text.split_at(m.span.start());
        let mut words = words.split_whitespace();
        let the = words.next().is_some_and(|w| matches!(w, "the" | "a" | "one"));
        let child = the && words.next().is_some_and(is_child) && words.next() == Some("of");
        if child && before.trim_end().ends_with(',') {
            return true;
        }
        let behind = &self.scene.mentions[(k + 1).min(end)..end.min(k + 5)];
        let Some(p) = behind.iter().find(|p| p.form == MentionForm::Pronoun && p.subject && !p.quoted) else {
            return false;
        };
        let between = self.article.text.get(m.span.end()..p.span.start()).unwrap_or_default().trim_end();
        let person = matches!(Wanted::of(&p.span.of(self.article.text).lower()), Some(Wanted::Person(_)));
        let verb = |w: &str| {
            let w = w.trim_matches(|c: char| !c.is_alphanumeric()).lower();
            closed_class(&w).is(Closed::AUXILIARY)
                || matches!(common(&w), Some(WordClass::Past | WordClass::Verb))
                || w.ends_with("ed")
                || matches!(&*w, "who" | "which" | "that")
                || !cues().starting(&w).is_empty()
        };
        person && between.len() < NEAR && between.ends_with(',') && !between.split_whitespace().any(verb)
    }

    /// "Her father, a clockmaker, told her": what tells of the noun before it is nobody else.
    pub(super) fn tells_of_noun(&self, k: usize, start: usize) -> bool {
        let m = &self.scene.mentions[k];
        let Some(noun) = k.checked_sub(1).filter(|&n| n >= start).map(|n| &self.scene.mentions[n]) else {
            return false;
        };
        let words = m.span.of(self.article.text);
        let one = words.starts_with("a ") || words.starts_with("an ");
        let beside = self.article.text.get(noun.span.end()..m.span.start()) == Some(", ");
        let alike = noun.form == MentionForm::Nominal && noun.kind.is_somebody() && m.kind.is_somebody();
        one && beside && alike
    }

    /// "a member of the Halden delegation": the words of a noun with the name that "of" ties to it.
    pub(super) fn with_whose(&self, k: usize) -> Span {
        let span = self.scene.mentions[k].span;
        let Some(next) = self.scene.mentions.get(k + 1).filter(|n| n.form != MentionForm::Pronoun) else { return span };
        let between = self.article.text.get(span.end()..next.span.start()).unwrap_or_default();
        let tied = matches!(between, " of " | " of the " | " for " | " for the ");
        // "the U.S. delegation"
        let behind = span.join(next.span).until(next.span.end());
        let rest = &self.article.text[next.span.end()..];
        let word = rest.strip_prefix(' ').map_or(0, |r| r.find(|c: char| !c.is_alphanumeric()).unwrap_or(r.len()) + 1);
        let more = word > 1 && self.goes_on(Span::new(next.span.end(), next.span.end() + word));
        let whole = Span::new(behind.start(), behind.end() + if more { word } else { 0 });
        if tied && !next.quoted { whole } else { span }
    }

    /// "Born in Leeds in 1935, she": who is told of so in a paragraph of its own is whom the headline names.
    pub(super) fn born(&self, line: usize, wanted: Wanted) -> Option<EntityId> {
        let l = &self.scene.lines[line];
        let mut words = l.span.of(self.article.text).split_whitespace().take(3);
        let opens = line.checked_sub(1).is_none_or(|before| self.scene.lines[before].block < l.block);
        let born = words.any(|w| w.eq_ignore_ascii_case("born"));
        if !opens || !born || !matches!(wanted, Wanted::Person(_)) {
            return None;
        }
        let first = self.scene.lines.first().filter(|first| first.block < l.block)?;
        let mut named = self.scene.mentions[first.mentions.clone()].iter().take(MENTIONS).filter_map(|m| {
            let Referent::One(id) = m.referent else { return None };
            let person = m.form == MentionForm::Name && wanted.fits(&self.register.entities[id]);
            person.then_some(id)
        });
        let id = named.next()?;
        named.all(|other| other == id).then_some(id)
    }

    /// "The reporter asked the mayor whether she would go. She said": of who asks at mention `k`, whoever is asked.
    pub(super) fn asked_by(&self, k: usize, wanted: Wanted) -> Option<Antecedent> {
        let end = self.scene.mentions[k].span.end();
        let behind = self.article.text[end..].trim_start_matches(' ');
        let verb = behind.split(|c: char| !c.is_alphabetic()).next().filter(|w| asks(w))?;
        let start = self.article.text.len() - behind.len();
        let asked = self.asked_at(Span::new(start, start + verb.len()))?;
        match self.scene.mentions[asked].referent {
            Referent::One(id) if wanted.fits(&self.register.entities[id]) => Some(Antecedent::Speaker(id)),
            Referent::Nobody
                if self.scene.mentions[asked].form == MentionForm::Nominal && self.noun_fits(asked, wanted) =>
            {
                Some(Antecedent::Noun(asked))
            }
            _ => None,
        }
    }

    /// "Lee asked him about it. He said": whether whoever asks at mention `k` asks somebody of that pronoun.
    pub(super) fn asks_another(&self, k: usize, wanted: Wanted) -> bool {
        let end = self.scene.mentions[k].span.end();
        let mut behind = self.article.text[end..].split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty());
        let other = |w: &str| Wanted::of(w).is_some_and(|other| other.is_like(wanted));
        self.scene.mentions[k].form != MentionForm::Pronoun
            && behind.next().is_some_and(asks)
            && behind.next().is_some_and(other)
    }

    /// The mention of whoever is asked, right behind the verb that asks.
    pub(super) fn asked_at(&self, cue: Span) -> Option<usize> {
        let text = self.article.text;
        // A cue may hold more: "asked Lee about".
        let verb = cue.of(text).split(' ').find(|w| asks(w))?;
        let end = cue.start() + cue.of(text).find(verb)? + verb.len();
        let k = self.scene.within(Span::new(end, end + NEAR)).next()?;
        let gap = text.get(end..self.scene.mentions[k].whole.start())?.trim();
        let pronoun = self.scene.mentions[k].form == MentionForm::Pronoun && self.scene.mentions[k].subject;
        (!pronoun && (gap.is_empty() || closed_class(&gap.lower()).is(Closed::DETERMINER))).then_some(k)
    }

    /// Whether the subject at a byte may be what a pronoun stands for.
    pub(super) fn subject_fits(&self, at: usize, wanted: Wanted) -> bool {
        let mut behind = self.scene.mentions[self.scene.within(Span::new(at, at + NEAR))].iter();
        match behind.find(|m| m.subject).map(|m| &m.referent) {
            Some(&Referent::One(id)) => wanted.fits(&self.register.entities[id]),
            _ => true,
        }
    }

    /// "Asked what he would do, the bishop said": the pronoun of those who answer.
    pub(super) fn asked_as(&self, at: usize) -> Option<Gender> {
        let line = self.scene.line(at)?;
        let Opening::Asked(end) = self.opening(line) else { return None };
        let mut seen = None;
        for m in self.scene.mentions[self.scene.lines[line].mentions.clone()].iter().take(MENTIONS) {
            if m.span.end() > end || m.form != MentionForm::Pronoun || !m.subject {
                continue;
            }
            let wanted = Wanted::of(&m.span.of(self.article.text).lower());
            let Some(Wanted::Person(Some(gender))) = wanted else { continue };
            if seen.is_some_and(|s| s != gender) {
                return None;
            }
            seen = Some(gender);
        }
        seen
    }

    /// "Ann Roe’s next book, she says, will be short.", "For Lee, the work is a duty, she says.": whoever a sentence begins
    /// with, as the article first does here.
    pub(super) fn begun_with(&self, at: Span, wanted: Wanted, content: &[Span]) -> Option<Antecedent> {
        let text = self.article.text;
        let (line, first) = (self.scene.line(at.start())?, content.first()?);
        let l = &self.scene.lines[line];
        if !matches!(wanted, Wanted::Person(_)) || first.end() > at.start() || first.start() < l.span.start() {
            return None;
        }
        let m = self.scene.mentions[l.mentions.clone()].first().filter(|m| m.form == MentionForm::Name && !m.quoted)?;
        let Referent::One(id) = m.referent else { return None };
        let behind = text[m.span.end()..].trim_start();
        let lead = text.get(l.span.start()..m.whole.start())?.trim();
        let owns = lead.is_empty() && (behind.starts_with("'s ") || behind.starts_with("’s "));
        let view = lead == "For" && behind.starts_with(',');
        if m.span.end() > at.start() || !(owns || view) || !wanted.fits(&self.register.entities[id]) {
            return None;
        }
        let before = &self.scene.lines[line.saturating_sub(LINES)..line];
        let of_them = |m: &Located| m.referent == Referent::One(id);
        let known = before.iter().any(|l| self.scene.mentions[l.mentions.clone()].iter().take(MENTIONS).any(of_them));
        let other = before.last().and_then(|l| l.said);
        let other = other.filter(|&o| o != id && wanted.fits(&self.register.entities[o]));
        match other {
            _ if owns && (known || !self.register.entities[id].name.contains(' ')) => None,
            Some(other) if view => Some(Antecedent::Several(vec![other, id])),
            _ => Some(Antecedent::Speaker(id)),
        }
    }

    /// "Ann Lee and colleagues, who found": the name before those who are with them.
    pub(super) fn led_by(&self, k: usize) -> Option<EntityId> {
        let m = &self.scene.mentions[k];
        let last = m.span.of(self.article.text).rsplit(' ').next()?.lower();
        let with = WordSet::Colleagues.has(&last);
        let before = self.article.text[..m.span.start()].trim_end().strip_suffix("and").filter(|_| with)?.trim_end();
        let mut names = self.scene.mentions[k.saturating_sub(2)..k].iter().rev();
        let name = names.find(|m| m.form == MentionForm::Name && m.span.end() == before.len())?;
        match name.referent {
            Referent::One(id) => Some(id),
            _ => None,
        }
    }
}

/// The longest title and role before the name of a subject, in bytes.
const NEAR: usize = 80;
/// The longest words between a noun and the name that they give it, in bytes.
const CALLED: usize = 64;
/// How many sentences back somebody counts as told of.
pub(super) const LINES: usize = 24;
