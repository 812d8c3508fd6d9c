//! The name that heads a source, among the words beside it.

use std::sync::LazyLock;

use regex::Regex;

use super::Cast;
use super::entity::{EntityId, folded, name_words};
use super::kind::names_person;
use super::phrase::{describes, is_office_of, kind_of, serves, without_second};
use super::register::Referent;
use super::scene::Located;
use crate::extract::SpeakerKind;
use crate::extract::lexicon::{
    self, Closed, WordClass, WordSet, body, closed_class, common, group, honour, role, title, trade,
};
use crate::text::{Lower, Span};

impl Cast<'_> {
    /// The name that is the head of a source, and not only a word beside it ("Trump campaign", "Lee's team").
    pub(super) fn head_name(&self, span: Span, start: usize, names: &[usize]) -> Option<usize> {
        let end = span.trim(self.article.text).end();
        let head = names.iter().copied().filter(|&k| self.is_head(span, start, k)).max_by_key(|&k| {
            let m = &self.scene.mentions[k];
            let person = m.kind.may_be_person();
            // "Canucks forward Taylor Pyatt" is no club.
            let whole = self.in_full(m);
            let last = whole && m.span.end() == end;
            let first = m.whole.start() <= start;
            (last, first, m.whole.end() > m.span.end() || person, std::cmp::Reverse(m.span.start()))
        })?;
        // "Former Secretary of State and party hopeful Ann Lee": two roles of one.
        let role = |k: usize| self.scene.mentions[k].kind == SpeakerKind::Anonymous;
        let bearer = |&k: &usize| {
            let m = &self.scene.mentions[k];
            let before =
                Span::new(self.scene.mentions[head].span.end(), m.span.start().max(start)).of(self.article.text);
            m.span.end() == end && self.in_full(m) && before.contains(" and ") && !before.contains(',')
        };
        Some(names.iter().copied().find(|k| role(head) && *k > head && bearer(k)).unwrap_or(head))
    }

    /// Whether a name is the head of a source that begins at `start`, by the words before it and behind it.
    fn is_head(&self, span: Span, start: usize, k: usize) -> bool {
        let m = &self.scene.mentions[k];
        let rest = Span::new(m.span.end(), span.end().max(m.span.end()));
        let before = self.plain(Span::new(start, m.whole.start().max(start))).trim();
        // "Mr. Lee's", of a source that owns what it says.
        let following = self.plain(rest).trim();
        let following = if matches!(following, "'s" | "’s") { "" } else { following };
        let behind = without_honours(following);
        if !before.is_empty() && !self.leads_behind(before, behind, m) {
            return false;
        }
        let honoured = behind.len() < following.len();
        // "Justice (retd) Ann Lee", "the Department of Works (DoW) director"
        let apart = rest.start() + bracket(rest.of(self.article.text));
        let rest = Span::new(apart, rest.end());
        let own = apart > m.span.end() && m.kind != SpeakerKind::Person;
        let another = own && rest.of(self.article.text).trim_start().starts_with(char::is_uppercase);
        // "King and former trainer Ann Lee": a role with a capital that opens the sentence.
        let joined = behind.strip_prefix("and ").is_some_and(|b| b.starts_with(char::is_lowercase));
        let opens = m.kind == SpeakerKind::Anonymous && joined && self.opens(m.span);
        !opens && (behind.is_empty() || honoured || !another && !self.goes_on(rest))
    }

    /// Whether a name takes the lead over the words before it in its source.
    fn leads_behind(&self, before: &str, behind: &str, m: &Located) -> bool {
        // "The Home Secretary, the Rt Hon Ann Lee"
        let before = before.strip_suffix(", the").map_or(before, |b| &before[..b.len() + 1]);
        // "Justice (retd) Ann Lee"
        let before = without_bracket(before);
        // "a clinic in Lowick, Norfolk,": where it is.
        if in_place(before) && !self.in_full(m) {
            return false;
        }
        // "Rovers' rivals, including coach Ann Lee": one of them.
        if [", including ", ", such as ", ", among them "].iter().any(|w| before.contains(w)) {
            return false;
        }
        // "the groups, which include Halden": whom a clause only tells of.
        let clause = [", which ", ", who ", ", whose "].iter().any(|w| before.contains(w));
        if clause && !calls(before) {
            return false;
        }
        if leads(&before.lower()) {
            return true;
        }
        let from = ["of ", "from ", "at "].iter().any(|p| behind.starts_with(p)) && !behind.contains(" and ");
        // "The spokesman on finance, Ann Lee, who led the walkout,"
        let told = m.kind == SpeakerKind::Person && [", who ", ", whose "].iter().any(|w| behind.starts_with(w));
        let last = matches!(behind, "" | ",")
            || from
            || told
            || behind.starts_with('(') && behind.trim_end_matches(',').ends_with(')');
        // "theCUBE's Ann Lee", and "the Herald's Lee" of one who is named in full
        let owned = (before.ends_with("'s") || before.ends_with("’s"))
            && (m.span.of(self.article.text).contains(' ') || self.is_named_in_full(m));
        let few = before.split(' ').count() <= 3;
        // "Alabama Senator Ann Lee", "MSP Ann Lee"
        let titled = (m.whole.start() < m.span.start() || last && m.kind == SpeakerKind::Person)
            && !owned
            && before.split_whitespace().all(|w| w.starts_with(char::is_uppercase));
        // "A spokeswoman for Governor Ann Lee" is not the governor.
        let tied = before.rsplit(' ').next().is_some_and(|w| closed_class(&w.lower()).is(Closed::PREPOSITION));
        let person = match m.referent {
            Referent::One(id) => self.register.entities[id].kind == SpeakerKind::Person,
            _ => m.kind == SpeakerKind::Person,
        };
        // "parent company Halden", "the tech giant Plenar"
        let of_body = matches!(m.kind, SpeakerKind::Organization | SpeakerKind::Unknown)
            && (few || one_phrase(before))
            && before.rsplit(' ').next().is_some_and(is_body);
        // "moderator and author Ann Lee", of whom the name has the second role
        let both =
            m.whole.start() < m.span.start() && before.strip_suffix(" and").is_some_and(|first| leads(&first.lower()));
        // "state Representative Ann Lee, a Democrat"
        let word = m.whole.start() < m.span.start()
            && behind.starts_with(',')
            && !before.contains([' ', '\'', '’'])
            && before.starts_with(char::is_lowercase)
            && !tied
            && !closed_class(before).is(Closed::CONJUNCTION);
        both || word
            || of_body && (last || behind.starts_with(','))
            || titled
            || owned && (last || behind.starts_with(','))
            || last && owned_by_body(before, m, self.article.text)
            || last
                && (m.kind != SpeakerKind::Place && in_apposition(before)
                    || bare_role(before) && self.in_full(m)
                    || few && !tied && m.whole.start() < m.span.start())
            || last
                && (calls(before)
                    || person && (describes(before) || serves(before))
                    || (self.in_full(m) || aged(before)) && is_told(before))
            || ends_in_name(before, behind, m, self.in_full(m))
    }

    /// Whether a mention is the first of its sentence.
    fn opens(&self, mention: Span) -> bool {
        self.scene.line(mention.start()).is_some_and(|l| self.scene.lines[l].span.start() == mention.start())
    }

    /// Whether a mention is the surname of a person whom the article names in full.
    fn is_named_in_full(&self, m: &Located) -> bool {
        let person = |id: EntityId| {
            let e = &self.register.entities[id];
            e.kind == SpeakerKind::Person && e.is_full()
        };
        let last = |id: EntityId| {
            name_words(&self.register.entities[id].name).last() == Some(&folded(m.span.of(self.article.text)))
        };
        matches!(m.referent, Referent::One(id) if person(id) && last(id))
    }

    /// Whether a mention is the full name of a person, as far as lists know or its words look like one.
    fn in_full(&self, m: &Located) -> bool {
        let words = self.plain(m.span);
        words.contains(' ') && names_person(m.kind, words)
    }

    /// Whether words behind a name make it part of a longer noun phrase.
    pub(super) fn goes_on(&self, rest: Span) -> bool {
        let text = rest.of(self.article.text);
        if matches!(text.trim(), "'s" | "’s") {
            return false;
        }
        if text.starts_with("'s") || text.starts_with("’s") || text.starts_with("‘s ") || text.starts_with(['-', '‑'])
        {
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
        // "Number 10", "Channel 9"
        if word.chars().all(|c| c.is_ascii_digit()) {
            return true;
        }
        let lower = word.lower();
        if closed_class(&lower).is(Closed::FUNCTION) {
            return false;
        }
        role(&lower).is_some()
            || body(&lower).is_some()
            || group(&lower)
            || matches!(common(&lower), Some(WordClass::Noun | WordClass::Plural | WordClass::Adjective))
    }

    /// The names that commas and an "and" join to the first, and that one; it alone where none are.
    pub(super) fn coordinated(&self, span: Span, first: usize, names: &[usize]) -> Vec<usize> {
        let text = self.article.text;
        // A surname that is a noun too ("King") is of no sure kind.
        let person = |k: usize| {
            let kind = self.scene.mentions[k].kind;
            kind.may_be_somebody()
        };
        let a = &self.scene.mentions[first];
        let alike = |k: usize| person(first) && person(k) || a.kind == self.scene.mentions[k].kind;
        let (mut out, mut end, mut joined) = (vec![first], a.span.end(), false);
        for &k in names.iter().filter(|&&k| k > first && alike(k)) {
            let b = &self.scene.mentions[k];
            let between = Span::new(end, b.whole.start().max(end)).of(text);
            let and = matches!(between.trim().trim_start_matches(',').trim(), "and" | "&");
            if b.span.end() > span.end() || joined || !(and || between.trim() == ",") {
                continue;
            }
            (end, joined) = (b.span.end(), and);
            out.push(k);
        }
        // Commas alone join an apposition.
        out.truncate(if joined { out.len() } else { 1 });
        out
    }
}

/// Words behind a name without its letters of honour: "Simon Daly KC, prosecuting,".
pub(super) fn without_honours(mut behind: &str) -> &str {
    loop {
        let word = behind.split([' ', ',']).next().unwrap_or_default();
        if !honour(word) {
            return behind;
        }
        behind = behind[word.len()..].trim_start();
        behind = if behind == "," { "" } else { behind };
    }
}

/// "A team from a station in Lowick," before the name of the land or county that a town is in.
fn in_place(before: &str) -> bool {
    let Some(words) = before.strip_suffix(',') else { return false };
    let mut words = words.rsplit(' ').skip_while(|w| w.starts_with(char::is_uppercase));
    let town = before.split(' ').next_back().is_some_and(|w| w.starts_with(char::is_uppercase));
    town && words.next().is_some_and(|w| matches!(w, "in" | "at" | "near" | "from" | "outside"))
}

/// How many bytes a short bracket takes that a text begins with, where words go on behind it.
fn bracket(text: &str) -> usize {
    let inside = text.trim_start().strip_prefix('(').and_then(|t| t.split_once(')'));
    let short = inside.filter(|(inside, behind)| inside.split_whitespace().count() <= 2 && behind.starts_with(' '));
    short.map_or(0, |(_, behind)| text.len() - behind.len())
}

/// The words before a name without a short bracket that stands right before it: "Justice (retd)".
fn without_bracket(before: &str) -> &str {
    let open = before.strip_suffix(')').and_then(|b| b.rfind('('));
    let short = open.filter(|&open| open > 0 && before[open..].split_whitespace().count() <= 2);
    short.map_or(before, |open| before[..open].trim_end())
}

/// "The chamber of commerce's chief executive, Ann Lee": the first words of the body whose role a name has before it.
fn owned_by_body(before: &str, m: &Located, text: &str) -> bool {
    let role = Span::new(m.whole.start(), m.span.start().max(m.whole.start())).of(text);
    let mut words = before.split(' ');
    let determined = words.next().is_some_and(|w| closed_class(&w.lower()).is(Closed::DETERMINER));
    determined && before.ends_with(" of") && words.count() <= 3 && (role.contains("'s ") || role.contains("’s "))
}

/// "Danish ambassador to Norway,", "the water department’s (DoW) deputy director,": a role of one person, the comma before
/// the name that ends a source.
fn bare_role(words: &str) -> bool {
    let Some(role_of) = words.strip_suffix(',') else { return false };
    let single = |w: &str| role(&w.lower()).is_some_and(|r| !r.plural && !r.anonymous);
    role_of.split_whitespace().next_back().is_some_and(single) || kind_of(role_of) == SpeakerKind::Anonymous
}

/// Whether words, in lower case, stand before a name without taking the lead: nothing, an article, a role.
fn leads(words: &str) -> bool {
    if words.is_empty() || WordSet::Leads.has(words) {
        return true;
    }
    let mut parts = words.split(|c: char| !c.is_alphanumeric() && c != '-');
    let last = parts.rfind(|w| !w.is_empty()).unwrap_or_default();
    // "former secretary of state and presidential frontrunner": of two roles each may take as many.
    let most = if words.contains(" and ") { 12 } else { 6 };
    words.split_whitespace().count() <= most
        && words.ends_with(|c: char| c.is_alphanumeric() || c == ',')
        && (role(last).is_some_and(|r| !r.plural || one_of(words)) || title(last).is_some())
}

/// "one of the organisers", "author and one of the organisers"
fn one_of(words: &str) -> bool {
    words.starts_with("one of ") || words.contains(" and one of ")
}

/// Whether words are one noun phrase without what a preposition or a verb ties to it: "the private equity firm".
fn one_phrase(words: &str) -> bool {
    const MOST: usize = 6;
    let mut behind = words.split(' ').skip(1);
    let plain = |w: &str| {
        let lower = w.lower();
        !closed_class(&lower).is(Closed::FUNCTION) && common(&lower) != Some(WordClass::Past) && !w.contains(',')
    };
    words.split(' ').count() <= MOST && behind.all(plain)
}

/// A noun for one body.
fn is_body(word: &str) -> bool {
    let lower = word.lower();
    trade(&lower) || body(&lower).is_some_and(|b| !b.document && !b.plural)
}

/// "A woman named", "A nurse, who gave her name only as" before the name that ends a source.
pub(super) fn calls(words: &str) -> bool {
    static AS: LazyLock<Regex> = LazyLock::new(|| {
        lexicon::regex(
            r"\b(?:(?:identif(?:ied|ies|ying)|introduc(?:ed|es|ing)) (?:himself|herself|themselves)|(?:gave|gives|giving) (?:his|her|their) (?:first )?name|known|identified(?: (?:in|by)(?: \w+){1,4}?)?)(?: only| simply| just| merely)? as$",
        )
    });
    [" named", " called", " by the name of"].iter().any(|end| words.ends_with(end))
        || words.ends_with(" as") && AS.is_match(words)
}

/// "The maker of the lift," before the name that ends a source.
fn in_apposition(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default().lower();
    // "Leeds Council’s head of parks,"
    let owned = words.split_whitespace().take(3).any(|w| w.ends_with("’s") || w.ends_with("'s"));
    // "Lee's long-time collaborator,": whoever is somebody's needs no listed role.
    let determined = closed_class(&first).is(Closed::DETERMINER) && kind_of(words) != SpeakerKind::Unknown;
    (determined || owned && words.split_whitespace().count() <= 8) && words.ends_with(',')
}

/// Whether words end with the age of whoever is named behind them: "one of them, 10-year-old".
fn aged(words: &str) -> bool {
    words.ends_with("-year-old")
}

/// "His shadow,", "one of them," before the name that ends a source: whoever is somebody's, or one of several.
fn is_told(words: &str) -> bool {
    const MOST: usize = 4;
    let words = words.rsplit_once(' ').filter(|_| aged(words)).map_or(words, |(told, _)| told);
    let words = without_second(words);
    let Some(told) = words.strip_suffix(',').filter(|t| !t.contains(',')) else { return false };
    let lower = told.lower();
    let mut behind = lower.split(' ');
    let first = behind.next().unwrap_or_default();
    let one = is_office_of(told)
        || matches!(&*lower, "one of them" | "one of these" | "one of those" | "another" | "a third");
    let plain = |w: &str| !closed_class(w).is(Closed::FUNCTION) && !body(w).is_some_and(|b| b.document);
    one || WordSet::Possessive.has(first) && lower.split(' ').count() <= MOST && behind.all(plain)
}

/// Whether a source that ends in a person's name, or goes on behind it after a comma, is that person, described by the words
/// before: "running back Kevin Faulk", "Google Search lead Liz Reid", "a smiling Paterno", "the 44-year-old Austin, who …".
fn ends_in_name(before: &str, behind: &str, m: &Located, in_full: bool) -> bool {
    if !(matches!(behind, "" | ",") || behind.starts_with(", ")) || m.whole.start() < m.span.start() {
        return false;
    }
    let mut words: Vec<&str> = before.split_whitespace().collect();
    let determined = words.first().is_some_and(|w| matches!(&*w.lower(), "the" | "a" | "an"));
    if determined {
        words.remove(0);
    }
    let Some(last) = words.last() else { return false };
    let lower = last.lower();
    let class = common(&lower);
    let plain = |w: &&str| {
        let other = Closed::PREPOSITION.or(Closed::CONJUNCTION).or(Closed::SUBORDINATOR).or(Closed::PRONOUN);
        let closed = closed_class(&w.lower());
        !closed.is(other.or(Closed::DETERMINER).or(Closed::AUXILIARY)) && !w.contains(['\'', '’', ',', '“', '"', '('])
    };
    // "a smiling Lee", "the 20-year-old Haase"
    let single = words.len() == 1 && determined && last.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
    // "Top-ranked Haase"
    let single = single || words.len() == 1 && lower.contains('-') && lower.ends_with("ed");
    let quality = lower.ends_with("ing")
        || lower.ends_with("ed")
        || class == Some(WordClass::Adjective)
        || lower.ends_with("-old");
    if single && quality && m.kind.may_be_person() {
        return true;
    }
    // "a group backing Ann Lee" is not Ann Lee.
    let noun = !matches!(class, Some(WordClass::Ing | WordClass::Past | WordClass::Plural)) && !group(&lower);
    let many = role(&lower).is_some_and(|r| r.plural) || body(&lower).is_some_and(|b| b.plural);
    in_full && words.len() <= 4 && noun && !many && words.iter().all(plain)
}
