use std::sync::LazyLock;

use regex::Regex;

use crate::rules::practice::{WIKIPEDIA_QUOTATIONS, WIKIPEDIA_WORDS};
use crate::rules::reading::{phrase, runs};
use crate::rules::{Check, Context, Edit, Example, Finding, Fix, Group, Profile, Rule, Severity};

/// Marks quoted words that are nobody's.
pub static RULE: Rule = Rule {
    code: "scare-quote",
    title: "A word or two in quotation marks that nobody is said to have said.",
    group: Group::Quotations,
    severity: Severity::Hint,
    profile: Profile::Strict,
    explanation: "\
Marks around a word or two either quote somebody or hold the word at a distance. A reader cannot tell which. Where \
nobody is named, they read as the writer's raised eyebrow.

The rule marks one to three words in quotation marks, in small letters, when nobody near is said to have said them and \
no word before them says that this is a name or a term. Titles and names are left alone. It speaks in the profile \
`strict` only.

It goes away when it says whose words they are, or without the marks.",
    practice: &[WIKIPEDIA_QUOTATIONS, WIKIPEDIA_WORDS],
    bad: &[
        Example::plain("The ⟦“experts”⟧ met at the harbour on Monday.", "The writer doubts that they are."),
        Example::plain("The new ⟦“green”⟧ bridge was opened in May.", "Who calls it green?"),
        Example::plain("Nobody will miss the old ⟦“car park”⟧ by the river.", "Was it none?"),
    ],
    good: &[
        Example::plain("The mayor called the bridge a “gift”.", "It says whose word it is."),
        Example::plain("The bridge, known as the “can opener”, was opened in May.", "It is a name."),
        Example::plain("She left the team after telling them to “believe in yourselves”.", "It says who said it."),
        Example::plain("The choir sang “Amazing Grace” on the bridge.", "It is a title."),
        Example::plain("“Never,” said Ann Lee.", "A speaker is named."),
    ],
    check: Check::Article(check),
};

const MOST: usize = 3;

/// What says that a name or a term follows.
static NAMES: LazyLock<Regex> = LazyLock::new(|| {
    phrase(
        r"\b(?:called|calls|call|calling|known|dubbed|termed|named|nicknamed|labell?ed|rated|graded|ranked|classed|described|titled|entitled|words?|terms?|phrases?|names?|slogan|chants?|chanting|chanted|hashtag|so-called|reads?|reading|means?|meaning|marked|sign(?:s|ed)?|say|says|said|saying|tells?|telling|told|claims?|claimed|claiming|concept|notion|symbol|phrasing|shout(?:s|ed|ing)?|refer(?:s|red|ring) to|song|book|film|show|movie|column|category|answer(?:ed)?)\b(?:[^.;]{0,40})$",
    )
});

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let sourced = context.sourced();
    for (block, part) in context.blocks.iter().zip(context.parts).filter(|(b, _)| runs(b)) {
        let prose = block.prose.text();
        for quotation in part.quotations.outer.iter().filter(|q| q.close.is_some()) {
            let inside = quotation.inside().of(prose);
            let words = inside.split_whitespace().count();
            let small = inside.starts_with(char::is_lowercase) && !inside.ends_with([',', '.', '!', '?', '…']);
            if words == 0
                || words > MOST
                || !small
                || inside.split_whitespace().any(|w| w.starts_with(char::is_uppercase))
            {
                continue;
            }
            let place = block.to_document(quotation.span);
            let sentence = part.sentences.iter().rfind(|s| s.span.start() <= quotation.span.start());
            let from = sentence.map_or(0, |s| s.span.start());
            if sourced.touch(place) || NAMES.is_match(prose.get(from..quotation.span.start()).unwrap_or_default()) {
                continue;
            }
            let message = format!("Whose words are “{inside}”? Say who said them, or leave the marks out.");
            let marks = [Some(quotation.open), quotation.close].into_iter().flatten();
            let edits = marks.map(|m| Edit::delete(block.to_document(m))).collect();
            let fix = Fix { title: "Take the marks away".into(), edits, safe: false };
            findings.push(RULE.finding(place, message).because(place, "nobody's words").fix(fix));
        }
    }
}
