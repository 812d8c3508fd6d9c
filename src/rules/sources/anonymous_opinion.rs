use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::anonymous_source;
use crate::extract::lexicon;
use crate::rules::context::excerpt;
use crate::rules::practice::REUTERS_SOURCING;
use crate::rules::{Check, Context, Example, Finding, Group, Profile, Rule, Severity};
use crate::text::Span;

/// Marks opinions of sources without a name.
pub static RULE: Rule = Rule {
    code: "anonymous-opinion",
    title: "An opinion from a source who is not named.",
    group: Group::Sources,
    severity: Severity::Information,
    profile: Profile::Default,
    explanation: "\
Anonymity is for what somebody knows, not for what somebody thinks. An opinion without a name cannot be weighed, and \
an attack from behind a curtain cannot be answered. Agencies forbid it.

The rule marks a source without a name whose words judge: “a disaster”, “incompetent”, “I think”. What such a source \
tells as a fact is the business of `anonymous-source`.

It goes away when the source is named, or when the opinion goes and the facts stay.",
    practice: &[
        "[AP, News Values and Principles: anonymous sources](https://www.ap.org/about/news-values-and-principles/)",
        REUTERS_SOURCING,
    ],
    bad: &[
        Example::plain("“The plan is a disaster,” said ⟦a senior official⟧.", "An attack from behind a curtain."),
        Example::plain("“He is incompetent and everybody knows it,” said ⟦a former adviser⟧.", "He cannot answer."),
        Example::plain("“I think the mayor is finished,” said ⟦a diplomat⟧.", "A guess, and nobody's."),
    ],
    good: &[
        Example::plain("“The plan is a disaster,” said Ann Lee, the minister.", "She stands behind it."),
        Example::plain("A senior official said that two of the worst-hit towns were cut off.", "That is no judgement."),
        Example::plain("“The plan was signed on Monday,” said a senior official.", "That is information."),
        Example::plain(
            "A spokeswoman for the city said the plan was a disaster.",
            "She speaks for a body, on the record.",
        ),
    ],
    check: Check::Article(check),
};

struct Opinion {
    words: FxHashSet<&'static str>,
    phrases: Vec<&'static str>,
}

static OPINION: LazyLock<Opinion> = LazyLock::new(|| {
    let rows =
        lexicon::rows(include_str!("../../extract/lexicon/opinion-words.tsv")).filter_map(|r| r.first().copied());
    let (phrases, words): (Vec<_>, Vec<_>) = rows.partition(|w| w.contains(' '));
    Opinion { words: words.into_iter().collect(), phrases }
});

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (quote, source) in anonymous_source::all(context) {
        let Some(judges) = quote.content.iter().find_map(|&span| judgement(context.text, span)) else { continue };
        let message = format!(
            "An opinion (“{}”) from somebody without a name (“{}”). Name them, or keep to the facts they know.",
            excerpt(judges.of(context.text)),
            excerpt(source.of(context.text))
        );
        findings.push(RULE.finding(source, message).because(source, "no name").because(judges, "an opinion"));
    }
}

/// The first words of a stretch that judge.
fn judgement(text: &str, span: Span) -> Option<Span> {
    let lower = span.of(text).to_ascii_lowercase();
    let mut at = 0;
    let mut first = None;
    for word in lower.split_inclusive(|c: char| !c.is_alphanumeric() && c != '-') {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        if OPINION.words.contains(bare) {
            first = Some(Span::new(at, at + bare.len()));
            break;
        }
        at += word.len();
    }
    let end = first.map_or(lower.len(), |f| f.start());
    let phrases = OPINION.phrases.iter().filter_map(|p| {
        let at = lower.get(..end)?.find(p)?;
        // “The worst-hit districts” are counted.
        let goes_on = |c: char| c.is_alphanumeric() || c == '-';
        let alone = !lower[..at].ends_with(char::is_alphanumeric) && !lower[at + p.len()..].starts_with(goes_on);
        alone.then(|| Span::new(at, at + p.len()))
    });
    phrases.min_by_key(|s| s.start()).or(first).map(|s| s.shift(span.start()))
}
