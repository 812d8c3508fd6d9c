//! The words of a block as the search for mentions sees them.

use std::ops::Range;

use crate::extract::BlockExtraction;
use crate::extract::lexicon::{
    Closed, PlaceWord, WordClass, closed_class_of, common, cues, initial_capital, organization_name, organization_word,
    place, role, title,
};
use crate::text::{Span, Token, TokenKind};

pub(super) struct Words<'a> {
    pub text: &'a str,
    tokens: &'a [Token],
    /// The text in ASCII lower case: the same bytes.
    lower: String,
    /// For each token, whether it is the first word of a sentence or of a quotation.
    first: Vec<bool>,
    /// For each token, the first token of its sentence.
    sentence: Vec<usize>,
    /// Whether most words have a capital, as in a headline.
    pub title_case: bool,
    /// Whether all letters are capitals.
    shouted: bool,
    /// The tokens of the dateline that the text begins with ("PARIS (AP) —").
    pub dateline: usize,
}

impl<'a> Words<'a> {
    pub fn new(text: &'a str, part: &'a BlockExtraction) -> Self {
        let tokens = part.tokens.as_slice();
        let mut first = vec![false; tokens.len()];
        let mut sentence = vec![0; tokens.len()];
        for s in &part.sentences {
            let range = s.tokens.start.min(tokens.len())..s.tokens.end.min(tokens.len());
            for slot in &mut sentence[range.clone()] {
                *slot = range.start;
            }
            let word = |&i: &usize| matches!(tokens[i].kind, TokenKind::Word | TokenKind::Number);
            if let Some(i) = range.clone().find(word) {
                first[i] = true;
            }
            for i in range.skip(1) {
                let before = &tokens[i - 1];
                if before.kind == TokenKind::Quote || matches!(before.span.of(text), ":" | "—" | "―" | "•" | "*")
                {
                    first[i] = true;
                }
            }
        }
        let mut words = Self {
            text,
            tokens,
            lower: text.to_ascii_lowercase(),
            first,
            sentence,
            title_case: false,
            shouted: false,
            dateline: 0,
        };
        words.shouted = tokens.len() > 2 && !text.chars().any(char::is_lowercase);
        words.title_case = words.mostly_capitals();
        words.dateline = if words.shouted { 0 } else { dateline(text, tokens) };
        words
    }

    /// Whether of four words or more, leaving out function words, four in five have a capital.
    fn mostly_capitals(&self) -> bool {
        let content = |i: &&usize| !self.closed(**i, Closed::FUNCTION);
        let (capital, small): (Vec<usize>, Vec<usize>) =
            (0..self.len()).filter(|&i| self.is_word(i)).partition(|&i| self.capital(i));
        // Of running text the first few words tell.
        let most = capital.len() / 4;
        let small = small.iter().filter(content).take(most + 1).count();
        if small > most {
            return false;
        }
        let capital = capital.iter().filter(content).count();
        capital + small >= 4 && capital >= 4 * small
    }

    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// A token as it is written; empty past the end.
    pub fn written(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |t| t.span.of(self.text))
    }

    /// A token in lower case; empty past the end.
    pub fn lower(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |t| t.span.of(&self.lower))
    }

    /// From the first to the last token of a range.
    pub fn cover(&self, range: Range<usize>) -> Span {
        match (self.tokens.get(range.start), self.tokens.get(range.end.saturating_sub(1))) {
            (Some(a), Some(b)) if range.start < range.end => a.span.join(b.span),
            _ => Span::default(),
        }
    }

    pub fn is_word(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Word)
    }

    pub fn is_number(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Number)
    }

    pub fn capital(&self, i: usize) -> bool {
        self.is_word(i) && self.written(i).chars().next().is_some_and(char::is_uppercase)
    }

    /// Two capitals or more and nothing else ("WHO").
    pub fn acronym(&self, i: usize) -> bool {
        let w = self.written(i);
        !self.shouted
            && self.is_word(i)
            && w.chars().count() > 1
            && w.chars().all(|c| c.is_uppercase() || c == '.' || c == '&')
            && !self.initials(i)
    }

    /// The initial of a given name, or several ("J.", "M.K.").
    pub fn initial(&self, i: usize) -> bool {
        let w = self.written(i);
        self.capital(i) && w != "I" && w.trim_end_matches('.').chars().count() == 1 || self.initials(i)
    }

    /// "M.K. Stalin", but not "U.S. Steel": two capitals or more with stops, before a word of no body.
    fn initials(&self, i: usize) -> bool {
        let (w, next) = (self.written(i), self.written(i + 1));
        let stops =
            w.len() > 2 && w.chars().enumerate().all(|(n, c)| if n % 2 == 0 { c.is_uppercase() } else { c == '.' });
        let known = || place(w).is_some() || organization_name(w) || title(w.trim_end_matches('.')).is_some();
        let surname = self.capital(i + 1)
            && next.chars().any(char::is_lowercase)
            && !organization_word(next)
            && place(next) != Some(PlaceWord::Adjective)
            && self.role(i + 1).is_none()
            && self.class(i + 1).is_none();
        stops && surname && !known()
    }

    /// A quotation mark, no apostrophe inside a word.
    pub fn mark(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Quote)
    }

    pub fn closed(&self, i: usize, class: Closed) -> bool {
        self.is_word(i) && closed_class_of(self.written(i), self.lower(i)).is(class)
    }

    pub fn class(&self, i: usize) -> Option<WordClass> {
        if !self.is_word(i) {
            return None;
        }
        common(self.lower(i))
    }

    /// Whether a token looks like a verb.
    fn verb(&self, i: usize) -> bool {
        self.cue(i)
            || self.closed(i, Closed::AUXILIARY)
            || matches!(self.class(i), Some(WordClass::Past | WordClass::Verb))
    }

    pub fn first(&self, i: usize) -> bool {
        self.first.get(i).copied().unwrap_or(false)
    }

    /// The first token of the sentence of token `i`.
    pub fn sentence(&self, i: usize) -> usize {
        self.sentence.get(i).copied().unwrap_or(0)
    }

    pub fn comma(&self, i: usize) -> bool {
        matches!(self.written(i), "," | "，" | "、")
    }

    pub fn possessive(&self, i: usize) -> bool {
        let w = self.written(i);
        matches!(w, "'s" | "’s")
            || matches!(w, "'" | "’") && (self.lower(i + 1) == "s" || self.written(i.wrapping_sub(1)).ends_with('s'))
    }

    /// Whether token `i` touches the one before it.
    pub fn glued(&self, i: usize) -> bool {
        i > 0
            && matches!((self.tokens.get(i - 1), self.tokens.get(i)), (Some(a), Some(b)) if a.span.end() == b.span.start())
    }

    /// Whether more than a blank or a line break stands before token `i`.
    pub fn apart(&self, i: usize) -> bool {
        let gap = |a: &Token, b: &Token| Span::new(a.span.end(), b.span.start()).of(self.text).chars().count() > 1;
        i > 0 && matches!((self.tokens.get(i - 1), self.tokens.get(i)), (Some(a), Some(b)) if gap(a, b))
    }

    /// A noun for one person or several.
    pub fn role(&self, i: usize) -> Option<crate::extract::lexicon::Role> {
        if self.is_word(i) { role(self.lower(i)) } else { None }
    }

    /// Whether a noun phrase over these tokens stands as the subject of a clause.
    pub fn subject(&self, start: usize, end: usize) -> bool {
        if self.possessive(end) {
            return false;
        }
        // "It is the man with the tooth."
        let verb = start.wrapping_sub(1);
        let presented = matches!(self.lower(verb), "is" | "was" | "'s" | "’s");
        if presented && matches!(self.lower(verb.wrapping_sub(1)), "it" | "there") && self.first(verb.wrapping_sub(1)) {
            return true;
        }
        let begin = self.sentence(start).max(start.saturating_sub(24));
        let mut i = start;
        while i > begin {
            i -= 1;
            if self.is_number(i) {
                continue;
            }
            if !self.is_word(i) {
                return true;
            }
            // "born to a clerk and a teacher, she …": what the preposition has, it has all of.
            if matches!(self.lower(i), "and" | "or") && !self.verb(end) {
                continue;
            }
            if self.closed(i, Closed::CONJUNCTION.or(Closed::SUBORDINATOR)) {
                return true;
            }
            if self.closed(i, Closed::PREPOSITION) {
                // "At the monastery Father Ann, 83, shows": the phrase before the subject has a noun of its own.
                let before = start.wrapping_sub(1);
                let noun =
                    self.class(before) == Some(WordClass::Noun) && !self.capital(before) && self.role(before).is_none();
                let determined = i + 2 < start && self.closed(i + 1, Closed::DETERMINER);
                let acts = self.verb(end) || self.comma(end) && self.is_number(end + 1) && self.comma(end + 2);
                return self.first(i) && noun && determined && self.capital(start) && acts;
            }
            match self.class(i) {
                Some(WordClass::Past | WordClass::Verb | WordClass::Ing) => return false,
                Some(WordClass::Noun | WordClass::Plural | WordClass::Adjective) => {}
                _ if self.closed(i, Closed::DETERMINER) || self.capital(i) => {}
                _ => return false,
            }
        }
        true
    }
}

impl Words<'_> {
    /// Whether a token is a form of a verb that attributes.
    pub fn cue(&self, i: usize) -> bool {
        !cues().starting(self.lower(i)).is_empty()
    }

    /// Whether one of these tokens is `word`.
    pub fn has(&self, tokens: &Range<usize>, word: &str) -> bool {
        tokens.clone().any(|i| self.written(i) == word)
    }
}

/// How many tokens the dateline of a block takes: a place in capitals, what stands in brackets or behind a comma, and a
/// dash; or a town that is known, in capitals, and a colon.
pub(in crate::extract) fn dateline(text: &str, tokens: &[Token]) -> usize {
    const LONGEST: usize = 14;
    let written = |i: usize| tokens.get(i).map_or("", |t| t.span.of(text));
    let is_word = |i: usize| tokens.get(i).is_some_and(|t| t.kind == TokenKind::Word);
    let shouted = |i: usize| {
        let w = written(i);
        w.chars().filter(|c| c.is_alphabetic()).count() > 1 && !w.chars().any(char::is_lowercase)
    };
    if !shouted(0) {
        return 0;
    }
    // "NEW DELHI: The court …"
    let words = (0..LONGEST).take_while(|&i| is_word(i) && shouted(i)).count();
    let town = (0..words).map(|i| initial_capital(written(i))).collect::<Vec<_>>().join(" ");
    if written(words) == ":" && place(&town).is_some() {
        return words;
    }
    let dash = (1..tokens.len().min(LONGEST)).find(|&i| matches!(written(i), "—" | "–" | "―" | "--" | "-"));
    let apart = |i: usize| i + 1 < tokens.len() && tokens[i - 1].span.end() < tokens[i].span.start();
    let Some(dash) = dash.filter(|&i| apart(i)) else { return 0 };
    let place = (0..dash).take_while(|&i| shouted(i) || !is_word(i) && !matches!(written(i), "(" | ",")).count();
    let more = place == dash || matches!(written(place), "(" | ",");
    let lower = |i: usize| is_word(i) && written(i).starts_with(char::is_lowercase);
    if more && !(place..dash).any(lower) { dash } else { 0 }
}
