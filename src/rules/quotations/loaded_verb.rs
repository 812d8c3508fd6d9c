use std::cell::LazyCell;
use std::sync::LazyLock;

use super::cue_verbs::{Verbs, say};
use crate::extract::lexicon::{self, Closed, VerbForm, WordClass};
use crate::extract::{Quote, QuoteKind};
use crate::rules::practice::{BBC_ACCURACY, WIKIPEDIA_WORDS};
use crate::rules::{Check, Context, Example, Finding, Group, Profile, Rule, Severity};
use crate::text::Lower;

/// Marks verbs of saying that take a side.
pub static RULE: Rule = Rule {
    code: "loaded-verb",
    title: "A verb of saying that takes a side (“claimed”, “admitted”).",
    group: Group::Quotations,
    severity: Severity::Hint,
    profile: Profile::Default,
    explanation: "\
“Claimed” tells the reader not to believe it, “admitted” that there was guilt, “pointed out” that it is true. The verb \
judges where the article should report. “Said” is never wrong, and readers do not notice it.

The rule marks such verbs where they attribute words to somebody. It leaves the other senses alone (“claimed the \
prize”, “admitted to hospital”), and *admit* where the article reports a trial. In the profile `strict` it also marks verbs that vouch for what is said, such as \
*point out* and *reveal*.

It goes away with “said”. Keep the verb where it is what happened: a suspect may admit, a militia may claim.",
    practice: &[WIKIPEDIA_WORDS, BBC_ACCURACY],
    bad: &[
        Example::plain("Ann Lee ⟦claimed⟧ that the bridge was safe.", "It sounds as if it were not."),
        Example::plain("“It was closed twice,” ⟦admitted⟧ John Berg, the engineer.", "It sounds like guilt."),
        Example::plain("The minister ⟦insists⟧ that nobody was hurt.", "It sounds as if somebody knew better."),
        Example::plain("“It is our best year,” Mary Cole ⟦boasted⟧.", "The reader may judge that."),
    ],
    good: &[
        Example::plain("Ann Lee said that the bridge was safe.", "It says what happened."),
        Example::plain("Ann Lee claimed the prize on Monday.", "This is another sense."),
        Example::plain("The hotel boasts a pool that was built in 1930.", "Nobody says anything."),
        Example::plain("John Berg was admitted to hospital on Monday.", "This as well."),
        Example::plain("John Berg pleaded guilty on Monday.\n\nHe admitted that he took the money.", "A plea."),
        Example::plain("“He claimed that it was safe,” said Ann Lee.", "These are other people's words."),
    ],
    check: Check::Article(check),
};

static VERBS: LazyLock<Verbs> =
    LazyLock::new(|| Verbs::read(include_str!("../../extract/lexicon/loaded-verbs.tsv"), 3));

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let trial = LazyCell::new(|| context.tells_of_trial());
    for quote in context.extraction.quotes.iter().filter(|q| !q.source.is_empty()) {
        let Some((place, row, form)) = VERBS.of(context, quote) else { continue };
        let (Some(&profile), Some(&why)) = (row.get(1), row.get(2)) else { continue };
        if profile == "strict" && context.profile != Profile::Strict || context.quoted.cover(place) {
            continue;
        }
        let behind = context.text.get(place.end()..).unwrap_or_default().trim_start();
        let thing = quote.kind == QuoteKind::Indirect && !behind.starts_with("that ");
        // "boasts a pool that was built in 1930"
        let object = thing && (row.first() == Some(&"boast") || !clause(context, quote));
        if object || ["to ", "of ", "on ", "for "].iter().any(|w| behind.starts_with(w)) {
            continue;
        }
        let words = place.of(context.text);
        // "Her claim", "refused to concede": a noun, and what was not said.
        if form == VerbForm::Base || words.starts_with(char::is_uppercase) {
            continue;
        }
        if matches!(row.first(), Some(&("admit" | "confess"))) && *trial {
            continue;
        }
        let message = format!("“{words}” {why}. “Said” only reports.");
        findings.push(RULE.finding(place, message).because(place, "takes a side").fix(say(place, form)));
    }
}

/// Whether a report holds a verb: “claimed the bridge was safe”, not “claimed the prize”.
fn clause(context: &Context<'_>, quote: &Quote) -> bool {
    quote.content.iter().any(|c| {
        let text = c.of(context.text);
        // What the sentence goes on with is no part of what is claimed.
        let end = [", and ", ", but ", "; "].iter().filter_map(|m| text.find(m)).min().unwrap_or(text.len());
        let marks = |c: char| !c.is_alphanumeric() && c != '\'' && c != '’';
        let words: Vec<&str> = text[..end].split(marks).filter(|w| !w.is_empty()).collect();
        words.iter().enumerate().any(|(i, word)| {
            let lower = word.lower();
            // "claimed a victory over bottom placed Leeds"
            let participle = || words.get(i + 1).is_some_and(|w| w.starts_with(char::is_uppercase));
            lexicon::closed_class(&lower).is(Closed::AUXILIARY)
                || lower.ends_with("n't")
                || lower.ends_with("n’t")
                || lexicon::common(&lower) == Some(WordClass::Past) && !participle()
        })
    })
}
