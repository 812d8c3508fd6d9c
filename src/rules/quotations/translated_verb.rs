use std::sync::LazyLock;

use super::cue_verbs::{Verbs, form, say};
use crate::extract::QuoteKind;
use crate::rules::practice::{REUTERS_SOURCING, WIKIPEDIA_WORDS};
use crate::rules::{Check, Context, Edit, Example, Finding, Fix, Group, Profile, Rule, Severity};
use crate::text::Span;

/// Marks verbs of saying that were translated word for word.
pub static RULE: Rule = Rule {
    code: "translated-verb",
    title: "A verb of saying translated word for word (“decrypts”).",
    group: Group::Quotations,
    severity: Severity::Information,
    profile: Profile::Default,
    explanation: "\
Other languages have many verbs that go with a quotation, and a translation brings them along: French experts \
“decrypt”, witnesses “precise”, ministers “assure” without anybody being assured. In English such a verb puzzles the \
reader, or says something else: to decrypt is to break a code.

The rule marks such a verb where it attributes quoted words. It is quiet about verbs that have an object of their own \
(“assured the crowd”).

It goes away with “said”, or with the verb that was meant. The fixes offer both.",
    practice: &[WIKIPEDIA_WORDS, REUTERS_SOURCING],
    bad: &[
        Example::plain(
            "“They need each other,” ⟦decrypts⟧ Ann Lee, a political analyst.",
            "French: décrypte. She explains.",
        ),
        Example::plain("“The embassy is safe”, ⟦assured⟧ John Berg, the ambassador.", "Whom did he assure?"),
        Example::plain(
            "“It happened at noon,” ⟦precises⟧ Mary Cole, the judge.",
            "French: précise. She adds a detail.",
        ),
        Example::plain(
            "“The museum is nobody's dining room,” ⟦sentenced⟧ John Berg, the mayor.",
            "Spanish: sentenció.",
        ),
        Example::plain("“It was our only choice,” he ⟦nuanced⟧. John Berg is the mayor.", "French: nuance."),
    ],
    good: &[
        Example::plain("“They need each other,” explains Ann Lee, a political analyst.", "This is the verb."),
        Example::plain("“The embassy is safe,” he assured the crowd.", "Somebody was assured."),
        Example::plain("“Good Timing” analyzes, sorts and sends.", "The verb is about a thing."),
        Example::plain("Experts decrypted the letters in May.", "They broke a code."),
    ],
    check: Check::Article(check),
};

static VERBS: LazyLock<Verbs> =
    LazyLock::new(|| Verbs::read(include_str!("../../extract/lexicon/translated-verbs.tsv"), 2));

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for quote in context.extraction.quotes.iter().filter(|q| q.kind == QuoteKind::Direct && !q.source.is_empty()) {
        let Some((place, row, verb)) = VERBS.of(context, quote) else { continue };
        let Some(&meant) = row.get(1) else { continue };
        let behind = context.text.get(place.end()..).unwrap_or_default();
        // An object of its own stands behind it, where the source does not.
        let source = quote.source.iter().any(|s| s.start() >= place.end() && s.start() <= place.end() + 1);
        let ends = behind.trim_start().chars().next().is_none_or(|c| !c.is_alphanumeric());
        if !source && !ends {
            continue;
        }
        // A name between marks is what the verb is about: “Good Timing” analyzes orders.
        if quote.content.last().is_some_and(|c| c.end() <= place.start() && !speech(context.text, *c)) {
            continue;
        }
        let words = place.of(context.text);
        let plain = form("say", Some("said"), verb);
        let meant_form = (meant != "say").then(|| form(meant, None, verb));
        let instead = meant_form.as_ref().map_or(format!("“{plain}”"), |m| format!("“{plain}” or “{m}”"));
        let message = format!("“{words}” looks translated word for word. Write {instead}.");
        let finding = RULE.finding(place, message).because(place, "translated").fix(say(place, verb));
        findings.push(match meant_form {
            Some(meant) => finding.fix(Fix::new(format!("Change to “{meant}”"), Edit::replace(place, meant))),
            None => finding,
        });
    }
}

/// Whether words between marks end as speech does: with a stop or a comma inside the marks, or a comma behind them.
fn speech(text: &str, content: Span) -> bool {
    let words =
        content.of(text).trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '”' | '"' | '»' | '’' | '\''));
    words.ends_with([',', '.', '!', '?', '…', '—', '–'])
        || text.get(content.end()..).is_some_and(|b| b.starts_with(','))
}
