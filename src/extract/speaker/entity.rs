//! One person or body, and the parts of its name.

use std::borrow::Cow;

use super::office::Office;
use crate::extract::lexicon::{Gender, WordSet, body, first_name, group, nickname, role, title};
use crate::extract::{MentionForm, SpeakerKind};
use crate::text::{Lower, Span};

pub(super) type EntityId = usize;

/// A person or body with all that the article says of it.
#[derive(Clone, Debug)]
pub(super) struct Entity {
    /// The fullest form of the name.
    pub name: String,
    /// Whether the name has several words.
    full: bool,
    pub kind: SpeakerKind,
    /// The pronoun that the text or a list knows it with; never shown.
    pub gender: Option<Gender>,
    pub roles: Vec<String>,
    /// The same compared, with those that only a title tells.
    pub offices: Vec<Office>,
    /// Mentions in the document, in any order.
    pub mentions: Vec<(Span, MentionForm)>,
    /// Where its name first stands; behind all of the text where it does not.
    pub first: usize,
    /// Names that are never this speaker, folded.
    pub never: Vec<String>,
    /// Whether the user named it, so that no longer form replaces the name.
    pub known: bool,
    /// Whether it is several people.
    pub plural: bool,
    /// Whether the surname, which the name lacks, is that of kin.
    pub kin: bool,
    /// Whose kin the article says it is, and by which noun: the "daughter" of somebody.
    pub kin_of: Option<(&'static str, EntityId)>,
}

/// The most roles that are kept of one speaker.
const ROLES: usize = 32;

impl Entity {
    pub fn new(name: String, kind: SpeakerKind) -> Self {
        let gender = if kind.may_be_somebody() { gender_of(&name) } else { None };
        let plural = kind == SpeakerKind::Group || name.starts_with(char::is_lowercase) && is_plural(&name);
        let full = name_words(&name).len() > 1;
        let (roles, offices, mentions, never) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (known, kin, kin_of) = (false, false, None);
        let first = usize::MAX;
        Self { name, full, kind, gender, roles, offices, mentions, first, never, known, plural, kin, kin_of }
    }

    /// Whether the name has several words, as a person's in full.
    pub fn is_full(&self) -> bool {
        self.full
    }

    /// Takes a longer form of the name.
    pub fn call(&mut self, name: &str) {
        let given = |n: &str| n.split_whitespace().next().is_some_and(|w| first_name(w).is_some());
        let (new, own) = (name_words(name), name_words(&self.name));
        // A longer name is fuller, unless it only has a word before the given name that is no name.
        let better =
            if given(name) == given(&self.name) || own.len() < 2 { new.len() > own.len() } else { given(name) };
        if !self.known && better {
            self.name = one_line(name).into_owned();
            self.full = new.len() > 1;
            self.gender = self.gender.or_else(|| gender_of(name));
        }
    }

    /// Notes a role in the words of the article, once.
    pub fn has_role(&mut self, words: &str) {
        let words = one_line(words);
        let words = words.trim_end_matches([',', ';', ':', ' ']);
        if !words.is_empty() && self.roles.len() < ROLES && !self.roles.iter().any(|r| r.eq_ignore_ascii_case(words)) {
            self.roles.push(words.to_string());
        }
        self.gender = self.gender.or_else(|| gender_of_role(words));
    }

    /// Whether a singular pronoun of a person may stand for it.
    pub fn may_be(&self, pronoun: Option<Gender>) -> bool {
        let person = self.kind.may_be_somebody();
        let thing = self.kind == SpeakerKind::Unknown && self.name.starts_with(char::is_lowercase);
        person && !thing && !self.plural && (self.gender.is_none() || pronoun.is_none() || self.gender == pronoun)
    }
}

/// The pronoun that the first word of a full name, or its role, is known with.
fn gender_of(name: &str) -> Option<Gender> {
    let mut words = name.split_whitespace();
    let first = words.next()?;
    if words.next().is_none() || first.chars().next().is_some_and(char::is_lowercase) {
        return gender_of_role(name);
    }
    first_name(first).flatten()
}

/// Whether a noun phrase in small letters is about several ("two people familiar with the talks").
fn is_plural(name: &str) -> bool {
    for word in name.split(|c: char| !c.is_alphanumeric() && c != '-').map(Lower::lower) {
        if WordSet::Several.has(&word) {
            return true;
        }
        if let Some(role) = role(&word) {
            return role.plural;
        }
        if group(&word) || body(&word).is_some_and(|b| b.plural) {
            return true;
        }
        if matches!(&*word, "of" | "who" | "at" | "for" | "in" | "with" | "from") {
            return false;
        }
    }
    false
}

pub(super) fn gender_of_role(words: &str) -> Option<Gender> {
    words
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .find_map(|w| title(w).and_then(|t| t.gender).or_else(|| role(&w.lower()).and_then(|r| r.gender)))
}

/// White space of any kind and length as one blank.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    let mut blank = true;
    let one = |c: char| {
        let was = std::mem::replace(&mut blank, c == ' ');
        c != ' ' && !c.is_whitespace() || c == ' ' && !was
    };
    if text.chars().all(one) && !text.ends_with(' ') {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    Cow::Owned(line)
}

/// A name for comparing: lower case, single blanks, no article, stops or possessive.
pub(super) fn folded(name: &str) -> String {
    let mut folded = one_line(name).lower().into_owned();
    folded.retain(|c| c != '.');
    if folded.contains('’') {
        folded = folded.replace('’', "'");
    }
    if folded.ends_with("'s") {
        folded.truncate(folded.len() - 2);
    }
    if folded.starts_with("the ") {
        folded.drain(..4);
    }
    folded
}

/// The folded words of a person's name without suffixes.
pub(super) fn name_words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = folded(name).split([' ', ',']).filter(|w| !w.is_empty()).map(str::to_string).collect();
    while words.len() > 1 && words.last().is_some_and(|w| GENERATIONS.contains(&w.as_str())) {
        words.pop();
    }
    words
}

/// What ends a name and tells father and son apart.
const GENERATIONS: [&str; 5] = ["jr", "sr", "ii", "iii", "iv"];

/// Which of those who share it has a folded name, where it says so.
pub(super) fn generation(folded: &str) -> Option<&str> {
    folded.rsplit([' ', ',']).next().filter(|w| GENERATIONS.contains(w))
}

/// A folded name without "jr" that ends it; none where it has none.
pub(super) fn junior(folded: &str) -> Option<&str> {
    folded.strip_suffix(" jr").map(|rest| rest.trim_end_matches(','))
}

/// What stands before, in and behind the marks of a name with a nickname: "Robert “Bob” Smith".
pub(super) fn nicknamed(name: &str) -> Option<(&str, &str, &str)> {
    let mark = |c: char| matches!(c, '"' | '“' | '”' | '‘' | '’' | '\'');
    let (given, rest) = name.split_once(' ').filter(|(_, rest)| rest.starts_with(mark))?;
    let rest = rest.trim_start_matches(mark);
    let end = rest.match_indices(' ').map(|(i, _)| i).find(|&i| rest[..i].ends_with(mark))?;
    let (nickname, surname) = (rest[..end].trim_end_matches(mark), rest[end..].trim());
    (!nickname.is_empty() && !surname.is_empty()).then_some((given, nickname, surname))
}

/// Whether two given names may be one: equal, one an initial or a short form of the other.
pub(super) fn same_given(a: &str, b: &str) -> bool {
    if nickname(a, b) || nickname(b, a) {
        return true;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.chars().count() == 1 || short.chars().count() >= 3 {
        return long.starts_with(short);
    }
    short == long
}
