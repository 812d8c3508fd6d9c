//! Posts as pages embed them: the words, a dash, who wrote them and when.

use std::sync::LazyLock;

use regex::Regex;

use super::Attribution;
use crate::extract::lexicon;
use crate::text::Span;

/// `See you in court. — Ann Lee (@annlee) March 3, 2026`: what a post says and who writes it, where a text ends with the
/// name of an account.
pub(super) fn post(text: &str) -> Option<Attribution> {
    let (dash, name) = account(text)?;
    let content = words(&text[..dash.start()]);
    let says = content.of(text).chars().any(char::is_alphanumeric);
    says.then(|| Attribution::direct(content, vec![dash], vec![name]))
}

/// What a post says, without the addresses and pictures at its end.
pub(in crate::extract) fn words(post: &str) -> Span {
    let said = post.trim_end();
    Span::new(0, said.len() - attached(said)).trim(post)
}

/// The dash and the name at the end of a post: `— Ann Lee (@annlee) March 3, 2026`, `— @annlee March 3, 2026`.
pub(in crate::extract) fn account(text: &str) -> Option<(Span, Span)> {
    static ACCOUNT: LazyLock<Regex> = LazyLock::new(|| {
        let date = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.?,? \d{4})";
        lexicon::regex(&format!(
            r"(?:^|\s)(—|–|―|--)\s*(?:([^—–―()@“”]{{2,60}}?)\s*\(@\w{{1,30}}\)\s*(?:{date})?|(@\w{{1,30}})\s+{date})\s*$"
        ))
    });
    if !text.contains('@') {
        return None;
    }
    let found = ACCOUNT.captures(text)?;
    let name = found.get(2).or(found.get(3))?;
    let dash = found.get(1)?;
    Some((Span::new(dash.start(), dash.end()), Span::new(name.start(), name.end())))
}

/// How many bytes at the end of a post are addresses and pictures.
fn attached(said: &str) -> usize {
    let link = |w: &str| ["http://", "https://", "pic.twitter.com/", "pic.x.com/"].iter().any(|l| w.starts_with(l));
    let mut words = said.trim_end();
    while let Some(last) = words.rsplit(char::is_whitespace).next().filter(|w| link(w)) {
        words = words[..words.len() - last.len()].trim_end();
    }
    said.len() - words.len()
}
