//! The forms of a name, and each of them in the words of another name.

use std::ops::Range;

use crate::extract::lexicon;

/// A name, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::server) struct Name {
    given: Vec<String>,
    /// With its particles ("de la Cruz").
    surname: Vec<String>,
    /// What stands behind a person's name ("Jr.") or a company's ("Inc.").
    suffix: Vec<String>,
}

const SUFFIXES: [&str; 15] =
    ["jr", "sr", "ii", "iii", "iv", "inc", "ltd", "corp", "co", "plc", "llc", "gmbh", "ag", "sa", "nv"];

impl Name {
    /// Takes a name apart.
    pub(in crate::server) fn read(name: &str) -> Self {
        let mut surname: Vec<String> =
            name.split_whitespace().map(|w| w.trim_end_matches(',').to_owned()).filter(|w| !w.is_empty()).collect();
        let kept = without_suffix(&surname);
        let suffix = surname.split_off(kept);
        let mut first = surname.len().saturating_sub(1);
        while first > 1 && lexicon::particle(&surname[first - 1]).is_some() {
            first -= 1;
        }
        let given = surname.drain(..first).collect();
        Self { given, surname, suffix }
    }

    /// All its words.
    pub(in crate::server) fn words(&self) -> Vec<String> {
        [&self.given[..], &self.surname, &self.suffix].concat()
    }

    /// How many words it has, without a suffix.
    pub(in crate::server) fn len(&self) -> usize {
        self.given.len() + self.surname.len()
    }

    /// The last word without a suffix.
    pub(in crate::server) fn last(&self) -> Option<&str> {
        self.surname.last().map(String::as_str)
    }

    /// The surname with its particles.
    pub(in crate::server) fn surname(&self) -> Option<String> {
        (!self.surname.is_empty()).then(|| self.surname.join(" "))
    }

    /// The particles of the surname ("de la").
    pub(in crate::server) fn particles(&self) -> String {
        self.surname[..self.surname.len().saturating_sub(1)].join(" ")
    }

    /// The words without a suffix.
    pub(in crate::server) fn bare(&self) -> Vec<String> {
        [&self.given[..], &self.surname].concat()
    }

    /// Which of the words of this name some words are, where they are not all. Particles count to what is behind them.
    pub(in crate::server) fn part(&self, words: &[&str]) -> Option<Range<usize>> {
        let (all, given) = (self.bare(), self.given.len());
        if words.is_empty() || words.len() >= all.len() || given == 0 {
            return None;
        }
        let at = (0..=all.len() - words.len()).rev().find(|&at| matches(words, &all[at..at + words.len()]))?;
        let end = at + words.len();
        Some(if end == all.len() && at > given { given..end } else { at..end })
    }

    /// This name with other words for a part of it.
    pub(in crate::server) fn with(&self, part: Range<usize>, words: &str) -> Self {
        let new: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
        let (mut given, mut surname, border) = (self.given.clone(), self.surname.clone(), self.given.len());
        if part.end <= border {
            given.splice(part, new);
        } else {
            surname.splice(part.start.saturating_sub(border)..part.end - border, new);
            given.truncate(part.start);
        }
        Self { given, surname, suffix: self.suffix.clone() }
    }

    /// Whether it is the same name, whatever its suffix, capitals and marks.
    pub(in crate::server) fn is(&self, other: &Self) -> bool {
        let (own, other) = (self.bare(), other.bare());
        own.len() == other.len() && own.iter().zip(&other).all(|(a, b)| same(a, b))
    }

    /// Whether some words are its surname, with particles or without.
    pub(in crate::server) fn ends_as(&self, words: &[String]) -> bool {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        self.part(&words).is_some_and(|part| part.end == self.len())
    }

    /// What a form of this name becomes when the name becomes `new`; none where it is no form of it, or `new` has nothing
    /// for it. A title before the name stays ("CHAIR LEE"), and a pet name with the given name that it stands for.
    pub(in crate::server) fn form(&self, words: &[&str], new: &Self) -> Option<Vec<String>> {
        let behind = |n: usize| {
            let (before, name) = words.split_at(n);
            let surname = name[..without_suffix(name)].last().is_some_and(|w| self.last().is_some_and(|l| same(l, w)));
            let form = self.bare_form(name, new).filter(|_| n == 0 || surname)?;
            let mut out = Vec::new();
            for &word in before {
                out.extend(self.before(word, new)?);
            }
            Some(out.into_iter().chain(form).collect())
        };
        // "Ann Marie" has no form in "Marks & Ray".
        let whole = |form: &Vec<String>| {
            [form.first(), form.last()].into_iter().flatten().all(|w| w.contains(char::is_alphanumeric))
        };
        (0..words.len()).find_map(behind).filter(whole)
    }

    /// What a word before a surname becomes that is no word of this name.
    fn before(&self, word: &str, new: &Self) -> Option<Vec<String>> {
        if self.given == new.given || is_title(word) {
            Some(vec![word.to_owned()])
        } else if self.is_pet_name(word) {
            Some(new.given.first().cloned().into_iter().collect())
        } else {
            None
        }
    }

    /// Whether a word is a pet name or short form of the given name.
    fn is_pet_name(&self, word: &str) -> bool {
        let Some(given) = self.given.first() else { return false };
        let (word, given) = (word.to_lowercase(), given.to_lowercase());
        let short = |a: &str, b: &str| lexicon::nickname(a, b) || a.chars().count() > 2 && b.starts_with(a);
        word != given && (short(&word, &given) || short(&given, &word))
    }

    /// The same for words that are all of the name.
    fn bare_form(&self, words: &[&str], new: &Self) -> Option<Vec<String>> {
        let (bare, suffix) = words.split_at(without_suffix(words));
        let shouted = shouts(words) && !shouts(&self.words());
        let short = || self.abbreviation(words).then(|| new.initials()).flatten();
        if let Some(short) = short() {
            return Some(vec![short]);
        }
        let mut out = if matches(bare, &self.bare()) {
            let more = !suffix.is_empty() || self.suffix.is_empty();
            let tail: &[String] = if more { &new.suffix } else { &[] };
            [&new.given[..], &new.surname, tail].concat()
        } else {
            self.less(bare, new)?
        };
        if shouted {
            out = out.iter().map(|w| w.to_uppercase()).collect();
        }
        Some(out)
    }

    /// The same for less than the whole name.
    fn less(&self, words: &[&str], new: &Self) -> Option<Vec<String>> {
        let last = self.surname.last()?;
        let behind = if words.len() >= self.surname.len() && ends(words, &self.surname) {
            self.surname.len()
        } else {
            usize::from(words.last().is_some_and(|w| same(w, last)))
        };
        if behind == 0 {
            return self.without_surname(words, new);
        }
        let whole = behind == self.surname.len();
        let surname = &new.surname[if whole { 0 } else { new.surname.len().saturating_sub(1) }..];
        let mut out = Vec::new();
        let mut next = 0;
        for word in &words[..words.len() - behind] {
            let at =
                (next..self.given.len()).find(|&i| same(&self.given[i], word) || initial_of(word, &self.given[i]))?;
            next = at + 1;
            let Some(new) = new.given.get(at) else { continue };
            out.push(match new.chars().next().filter(|_| is_initial(word) && !is_initial(&self.given[at])) {
                Some(first) if word.ends_with('.') => format!("{first}."),
                Some(first) => first.to_string(),
                None => new.clone(),
            });
        }
        out.extend_from_slice(surname);
        Some(out)
    }

    /// The same for words that the surname does not end.
    fn without_surname(&self, words: &[&str], new: &Self) -> Option<Vec<String>> {
        let first = |count: usize| if new.given.is_empty() { new.surname.clone() } else { new.given[..count].to_vec() };
        if !words.is_empty() && words.len() <= self.given.len() && matches(words, &self.given[..words.len()]) {
            return Some(first(words.len().min(new.given.len())));
        }
        if let [word] = words
            && self.is_pet_name(word)
        {
            let kept = self.given == new.given;
            return Some(if kept { vec![(*word).to_owned()] } else { first(1) });
        }
        // A second given name or the first of two surnames: a name that has as many words says what becomes of it.
        let alike = self.given.len() == new.given.len() && self.surname.len() == new.surname.len();
        let part = self.part(words).filter(|_| alike)?;
        new.bare().get(part).map(<[String]>::to_vec)
    }

    /// Whether a word is the capitals of this name and no part of it.
    pub(in crate::server) fn abbreviation(&self, words: &[&str]) -> bool {
        let [word] = words else { return false };
        let bare: String = word.chars().filter(|c| *c != '.').collect();
        shouts(words) && !self.words().iter().any(|w| same(w, word)) && self.initials().is_some_and(|i| i == bare)
    }

    /// Whether the letters of a label are its initials, of all words or of the first and the last.
    pub(in crate::server) fn has_initials(&self, label: &str) -> bool {
        let letters: String = label.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
        self.initials_of(true).is_some_and(|i| i == letters) || self.initials_of(false).is_some_and(|i| i == letters)
    }

    /// Its initials as a label has those of another name: two letters or all, with stops or without.
    pub(in crate::server) fn initials_like(&self, label: &str) -> Option<String> {
        let all = label.chars().filter(|c| *c != '.').count() > 2;
        let letters = self.initials_of(all)?;
        if !label.contains('.') {
            return Some(letters);
        }
        let stopped: Vec<String> = letters.chars().map(String::from).collect();
        Some(stopped.join(".") + if label.ends_with('.') { "." } else { "" })
    }

    /// The capitals that its words and their parts begin with: all of them, or the first and the last.
    fn initials_of(&self, all: bool) -> Option<String> {
        let words = self.given.iter().chain(&self.surname).flat_map(|w| w.split('-'));
        let letters: Vec<char> = words.filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase()).collect();
        let [first, .., last] = letters[..] else { return None };
        Some(if all { letters.into_iter().collect() } else { String::from_iter([first, last]) })
    }

    /// The capitals that its words begin with, where there are several.
    fn initials(&self) -> Option<String> {
        let words = self.given.iter().chain(&self.surname);
        let out: String = words.filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase()).collect();
        (out.chars().count() > 1).then_some(out)
    }
}

/// How many words stand before a suffix.
fn without_suffix<W: AsRef<str>>(words: &[W]) -> usize {
    let suffix = |w: &W| SUFFIXES.contains(&w.as_ref().trim_end_matches(['.', ',']).to_lowercase().as_str());
    let mut end = words.len();
    while end > 1 && suffix(&words[end - 1]) {
        end -= 1;
        // "& Co."
        let joined = end > 1 && same(words[end].as_ref(), "co") && matches!(words[end - 1].as_ref(), "&" | "and");
        end -= usize::from(joined);
    }
    end
}

fn same(a: &str, b: &str) -> bool {
    let fold = |w: &str| w.trim_end_matches(['.', ',']).replace('’', "'").to_lowercase();
    fold(a) == fold(b)
}

fn matches(words: &[&str], name: &[String]) -> bool {
    words.len() == name.len() && words.iter().zip(name).all(|(a, b)| same(a, b))
}

fn ends(words: &[&str], name: &[String]) -> bool {
    matches(&words[words.len() - name.len()..], name)
}

/// Whether a word before a name is a title or a role and no name.
fn is_title(word: &str) -> bool {
    let bare = word.trim_end_matches('.');
    let lower = bare.to_lowercase();
    let known = |w: &str| lexicon::title(w).is_some();
    let capital =
        || lower.chars().take(1).flat_map(char::to_uppercase).chain(lower.chars().skip(1)).collect::<String>();
    known(word) || known(bare) || known(&lower) || known(&capital()) || lexicon::role(&lower).is_some()
}

fn is_initial(word: &str) -> bool {
    word.trim_end_matches('.').chars().count() == 1
}

fn initial_of(word: &str, name: &str) -> bool {
    is_initial(word)
        && name.chars().next().map(|c| c.to_lowercase().to_string()) == Some(word.trim_end_matches('.').to_lowercase())
}

/// Whether words are written in capitals.
fn shouts<W: AsRef<str>>(words: &[W]) -> bool {
    let letters = || words.iter().flat_map(|w| w.as_ref().chars()).filter(|c| c.is_alphabetic());
    letters().nth(1).is_some() && letters().all(|c| !c.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_renamed_where_it_stands() {
        let cases = [
            ("Ann Lee", "Lee", "Ray", "Ann Ray"),
            ("Ann Lee", "Ann", "Bea", "Bea Lee"),
            ("Juan Pérez García", "Pérez", "Ruiz", "Juan Ruiz García"),
            ("Juan Pérez García", "Pérez García", "Ruiz", "Juan Ruiz"),
            ("Ursula von der Leyen", "Leyen", "Dyk", "Ursula Dyk"),
            ("Ann Lee", "Ann Lee", "Bea", "-"),
            ("Ann Lee", "WHO", "Bea", "-"),
        ];
        for (old, part, new, wanted) in cases {
            let words: Vec<&str> = part.split_whitespace().collect();
            let old = Name::read(old);
            let got = old.part(&words).map_or("-".to_owned(), |part| old.with(part, new).words().join(" "));
            assert_eq!(got, wanted, "{part} of {old:?} becomes {new}");
        }
    }

    #[test]
    fn each_form_stays_in_its_form() {
        let cases = [
            ("Ann Lee", "Anna Leigh", "Ann Lee", "Anna Leigh"),
            ("Ann Lee", "Anna Leigh", "Lee", "Leigh"),
            ("Ann Lee", "Anna Leigh", "Ann", "Anna"),
            ("Ann Lee", "Anna Leigh", "ANN LEE", "ANNA LEIGH"),
            ("Ann Lee", "Anna Leigh", "A. Lee", "A. Leigh"),
            ("Ann Lee", "Beth Leigh", "A Lee", "B Leigh"),
            ("Ann Lee", "Ann Marie Lee", "Ann Lee", "Ann Marie Lee"),
            ("Ann Lee", "Madonna", "Ann Lee", "Madonna"),
            ("Ann Lee", "Madonna", "Lee", "Madonna"),
            ("Ann Lee", "Madonna", "Ann", "Madonna"),
            ("Ann J. Lee, Jr.", "Anna K. Leigh", "Ann J. Lee, Jr.", "Anna K. Leigh"),
            ("Ann J. Lee, Jr.", "Anna K. Leigh", "Ann Lee", "Anna Leigh"),
            ("Ann J. Lee", "Anna Leigh", "Ann J. Lee", "Anna Leigh"),
            ("Ann Lee", "Anna Leigh Jr.", "Lee", "Leigh"),
            ("Ann Lee", "Anna Leigh Jr.", "Ann Lee", "Anna Leigh Jr."),
            ("Ursula von der Leyen", "Uta van Dyk", "von der Leyen", "van Dyk"),
            ("Ursula von der Leyen", "Uta van Dyk", "Leyen", "Dyk"),
            ("Ursula von der Leyen", "Uta Dyk", "Ursula von der Leyen", "Uta Dyk"),
            ("World Health Organization", "Global Health Agency", "WHO", "GHA"),
            ("World Health Organization", "Global Health Agency", "World Health Organization", "Global Health Agency"),
            ("Apple Inc.", "Pear Inc.", "Apple", "Pear"),
            ("Barlow & Co.", "Pear Works", "Barlow", "Pear Works"),
            ("Barlow & Co.", "Pear and Co", "Barlow & Co", "Pear and Co"),
            ("Ann Lee", "Ann & Co", "Ann Lee", "Ann & Co"),
            ("Ann Lee", "Ann & Co", "Lee", "Ann"),
            ("Ann Lee", "Ann & Co. Ltd.", "Lee", "Ann"),
            ("Ann Marie Lee", "Marks & Ray", "Ann Marie", "-"),
            ("Madonna", "Ann Lee", "Madonna", "Ann Lee"),
            ("Ann Lee", "Anna Leigh", "Bob", "-"),
            ("Ann Lee", "Anna Leigh", "Bob Ann", "-"),
            ("Robert Lee", "Robert Leigh", "Bob Lee", "Bob Leigh"),
            ("Robert Lee", "Ann Marie Leigh", "Bob Lee", "Ann Leigh"),
            ("Robert Lee", "Ann Leigh", "Bob", "Ann"),
            ("Robert Lee", "Ann Leigh", "Stumpy Lee", "-"),
            ("Juan Pérez García", "Juan Ruiz García", "Pérez", "Ruiz"),
            ("Juan Pérez García", "Juan Ruiz García", "Pérez García", "Ruiz García"),
            ("Juan Pérez García", "Ana Ruiz Soto", "Pérez", "Ruiz"),
            ("Juan Pérez García", "Ana Ruiz", "Pérez", "-"),
            ("Juan Pérez García", "Ana Ruiz", "Pérez García", "Ruiz"),
            ("Lee", "Ann Leigh", "CHAIR LEE", "CHAIR ANN LEIGH"),
            ("Ann Lee", "Anna Leigh", "Rep. Ann Lee", "Rep. Anna Leigh"),
            ("Ann Lee", "Anna Leigh", "", "-"),
        ];
        for (old, new, form, wanted) in cases {
            let words: Vec<&str> = form.split_whitespace().collect();
            let got = Name::read(old).form(&words, &Name::read(new));
            let got = got.map_or("-".to_owned(), |w| w.join(" "));
            assert_eq!(got, wanted, "{form:?}, when {old} becomes {new}");
        }
    }
}
