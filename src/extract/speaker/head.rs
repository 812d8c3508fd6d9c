//! The name that heads a source, among the words beside it.

use super::Cast;
use super::phrase::kind_of;
use crate::extract::SpeakerKind;
use crate::extract::lexicon::{Closed, WordClass, body, closed_class, common, group, role, title};
use crate::text::Span;

impl Cast<'_> {
    /// The name that is the head of a source, and not only a word beside it ("Trump campaign", "Lee's team").
    pub(super) fn head_name(&self, span: Span, start: usize, names: &[usize]) -> Option<usize> {
        names
            .iter()
            .copied()
            .filter(|&k| {
                let m = &self.scene.mentions[k];
                let rest = Span::new(m.span.end, span.end.max(m.span.end));
                let before = Span::new(start, m.whole.start.max(start)).of(self.article.text).trim();
                let behind = rest.of(self.article.text).trim();
                let last = matches!(behind, "" | ",") || behind.starts_with('(') && behind.ends_with(')');
                let owned =
                    (before.ends_with("'s") || before.ends_with("’s")) && m.span.of(self.article.text).contains(' ');
                let few = before.split(' ').count() <= 3;
                // "Alabama Senator Ann Lee", "MSP Ann Lee"
                let titled = (m.whole.start < m.span.start || last && m.kind == SpeakerKind::Person)
                    && !owned
                    && before.split_whitespace().all(|w| w.starts_with(char::is_uppercase));
                let leads = leads(&before.to_lowercase())
                    || titled
                    || last && (owned || in_apposition(before) || few && m.whole.start < m.span.start)
                    || last && m.kind == SpeakerKind::Person && describes(before);
                leads && !self.goes_on(rest)
            })
            .max_by_key(|&k| {
                let m = &self.scene.mentions[k];
                let person = matches!(m.kind, SpeakerKind::Person | SpeakerKind::Unknown);
                (m.whole.start <= start, m.whole.end > m.span.end || person, std::cmp::Reverse(m.span.start))
            })
    }

    /// Whether words behind a name make it part of a longer noun phrase.
    pub(super) fn goes_on(&self, rest: Span) -> bool {
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
    pub(super) fn coordinated(&self, span: Span, first: usize, names: &[usize]) -> Option<usize> {
        let text = self.article.text;
        let person = |k: usize| matches!(self.scene.mentions[k].kind, SpeakerKind::Person | SpeakerKind::Unknown);
        let (a, mut end) = (&self.scene.mentions[first], 0);
        let alike = |k: usize| person(first) && person(k) || a.kind == self.scene.mentions[k].kind;
        names.iter().copied().filter(|&k| k != first && alike(k)).find(|&k| {
            let b = &self.scene.mentions[k];
            let start = a.span.end.max(end);
            end = b.span.end;
            let between = Span::new(start, b.whole.start.max(start)).of(text);
            let trimmed = between.trim().trim_start_matches(',').trim();
            b.span.end <= span.end && between.len() < 60 && (trimmed == "and" || trimmed == "&")
        })
    }
}

/// Whether words, in lower case, stand before a name without taking the lead: nothing, an article, a role.
fn leads(words: &str) -> bool {
    if matches!(words, "" | "the" | "both" | "even" | "like" | "former" | "then" | "only" | "president") {
        return true;
    }
    let mut parts = words.split(|c: char| !c.is_alphanumeric() && c != '-');
    let last = parts.rfind(|w| !w.is_empty()).unwrap_or_default();
    words.split_whitespace().count() <= 6
        && words.ends_with(|c: char| c.is_alphanumeric() || c == ',')
        && (role(last).is_some_and(|r| !r.plural || words.starts_with("one of ")) || title(last).is_some())
}

/// "The maker of the lift," before the name that ends a source.
fn in_apposition(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default().to_lowercase();
    let determined = closed_class(&first).is(Closed::DETERMINER) || first.ends_with("’s") || first.ends_with("'s");
    determined && words.ends_with(',') && kind_of(words) != SpeakerKind::Unknown
}

/// "the venture capitalist" before the name that ends a source: an article, and common words that no list knows as a
/// role.
fn describes(words: &str) -> bool {
    let mut words = words.split_whitespace();
    let article = words.next().is_some_and(|w| matches!(w.to_lowercase().as_str(), "the" | "a" | "an"));
    let plain = |w: &str| match common(w) {
        Some(class) => matches!(class, WordClass::Noun | WordClass::Adjective),
        None => w.ends_with("ist") || w.ends_with("er"),
    };
    article && words.clone().count() <= 4 && words.all(plain)
}
