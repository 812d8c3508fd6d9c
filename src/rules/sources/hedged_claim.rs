use std::cell::LazyCell;
use std::sync::LazyLock;

use regex::Regex;

use crate::extract::Quote;
use crate::extract::lexicon::{self, Closed, WordClass};
use crate::rules::insert_source::insert_source;
use crate::rules::practice::{BBC_ACCURACY, WIKIPEDIA_WORDS};
use crate::rules::reading::{phrase, sourced, word_before};
use crate::rules::{Check, Context, Example, Finding, Group, Profile, Rule, SentenceAt, Severity};
use crate::text::{Lower, Span};

/// Marks words of doubt that stand in for a source.
pub static RULE: Rule = Rule {
    code: "hedged-claim",
    title: "A word of doubt in place of a source (“reportedly”).",
    group: Group::Sources,
    severity: Severity::Information,
    profile: Profile::Default,
    explanation: "\
“Reportedly” says that somebody reported it, and “allegedly” that somebody alleged it. Neither says who, and neither \
protects the publication: a rumour repeated is a rumour published.

The rule marks such a word when its sentence names no source and holds no link, and before a verb of saying, which \
it makes doubtful. It is quiet about *allegedly* where \
the sentence speaks of a charge, an arrest or a court, or the article of a trial, which says whose allegation it is.

It goes away when the sentence says who reported or alleged it.",
    practice: &[BBC_ACCURACY, WIKIPEDIA_WORDS],
    bad: &[
        Example::plain("The minister was ⟦reportedly⟧ paid for the speech.", "Who reported it?"),
        Example::plain("The builder ⟦allegedly⟧ hid the report for a year.", "Who alleges it?"),
        Example::plain("The minister ⟦reportedly⟧ said that she was paid.", "Who reported that she said so?"),
        Example::plain("The painting, ⟦supposedly⟧ lost in the fire, hangs in a bank.", "Who supposed it?"),
    ],
    good: &[
        Example::plain("The minister was paid for the speech, the Evening Post reported.", "The source is named."),
        Example::plain(
            "The builder allegedly hid the report for a year, according to the union.",
            "The union alleges it.",
        ),
        Example::plain(
            "He was arrested for allegedly setting fire to the library.",
            "The arrest says whose allegation it is.",
        ),
        Example::plain(
            "The minister was reportedly paid for the speech. According to the Evening Post, she got 900 crowns.",
            "The next sentence names the source.",
        ),
        Example::plain("The supposedly safe bridge fell in May.", "The doubt is the writer's own."),
        Example::plain("“He was reportedly paid,” said Ann Lee.", "These are other people's words."),
    ],
    check: Check::Article(check),
};

static HEDGE: LazyLock<Regex> =
    LazyLock::new(|| phrase(r"\b(?:reportedly|allegedly|supposedly|purportedly|rumou?redly|ostensibly)\b"));
/// Words by which the reader knows whose allegation it is.
static LAW: LazyLock<Regex> = LazyLock::new(|| {
    phrase(
        r"\b(?:charged|charges|arrest(?:s|ed)?|indict(?:ed|ment)|accus(?:ed|ation|ations)|sued|suing|lawsuits?|complaint|trial|court|prosecut(?:ors?|ed|ion)|police|warrant|investigat(?:ed|ing|ors|ion)|convicted|custody|detained|sentenced|probe)\b",
    )
});

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let named = context.sourced();
    let trial = LazyCell::new(|| context.tells_of_trial());
    for (at, span) in context.places(|n| &n.hedges, &HEDGE) {
        let words = span.of(at.block.prose.text());
        let place = at.block.to_document(span);
        let legal = words.eq_ignore_ascii_case("allegedly") && (LAW.is_match(at.text()) || *trial);
        let vouched = named.touch(at.span()) && !doubts_all(context, place, at.span());
        let text = at.block.prose.text();
        if legal || vouched || mocks(text, span) || context.linked(&at) || next_tells(&at) {
            continue;
        }
        let message = format!("“{words}” stands in for a source. Say who says so, or leave it out.");
        let finding = RULE.finding(place, message).because(place, "names nobody");
        findings.push(match insert_source(context, place) {
            Some(fix) => finding.fix(fix),
            None => finding,
        });
    }
}

/// Whether a word of doubt is the writer's own about a thing: “the supposedly safe bridge”.
fn mocks(text: &str, hedge: Span) -> bool {
    if !matches!(&*hedge.of(text).lower(), "supposedly" | "ostensibly") {
        return false;
    }
    const OPENS: [&str; 12] = ["the", "a", "an", "my", "your", "his", "her", "its", "our", "their", "this", "these"];
    if OPENS.contains(&&*word_before(text.get(..hedge.start()).unwrap_or_default())) {
        return true;
    }
    let mut next = text.get(hedge.end()..).unwrap_or_default().split_whitespace().take(2);
    let (Some(first), Some(second)) = (next.next(), next.next()) else { return false };
    let second = second.trim_end_matches(|c: char| !c.is_alphanumeric());
    let noun = matches!(lexicon::common(second), None | Some(WordClass::Noun | WordClass::Plural));
    lexicon::common(first) == Some(WordClass::Adjective)
        && noun
        && second.starts_with(char::is_lowercase)
        && !lexicon::closed_class(second).is(Closed::FUNCTION)
}

/// Whether the next sentence of the paragraph says on whose word: “According to the Post, …”.
fn next_tells(at: &SentenceAt<'_>) -> bool {
    let sentences = &at.part.sentences;
    let next = sentences.get(sentences.partition_point(|s| s.span.start() <= at.sentence.span.start()));
    let text = next.map_or("", |s| s.span.of(at.block.prose.text()));
    text.strip_prefix("According to ").is_some_and(|b| b.trim_start_matches("the ").starts_with(char::is_uppercase))
}

/// Whether a word of doubt stands right before the verb by which the sentence names its only source: “reportedly said”.
fn doubts_all(context: &Context<'_>, place: Span, sentence: Span) -> bool {
    let doubted = |cue: &Span| {
        let between = context.text.get(place.end()..cue.start());
        cue.covers(place) || between.is_some_and(|b| b.trim().is_empty())
    };
    let inside = |q: &&Quote| [&q.content, &q.cue, &q.source].into_iter().flatten().any(|s| s.overlaps(sentence));
    let quotes = || context.extraction.quotes.iter().filter(|q| sourced(q));
    quotes().any(|q| q.cue.iter().any(doubted)) && quotes().filter(inside).all(|q| q.cue.iter().any(doubted))
}
