use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use regex::Regex;

use crate::extract::{MentionForm, SpeakerKind, lexicon};
use crate::rules::practice::{BBC_REPLY, SPJ_CODE};
use crate::rules::reading::phrase;
use crate::rules::{Check, Context, Example, Finding, Group, Profile, Rule, Severity};
use crate::text::{Block, Lower, Span};

/// Marks accusations that nobody answers.
pub static RULE: Rule = Rule {
    code: "allegation-without-response",
    title: "Somebody is accused, and does not answer in the article.",
    group: Group::Sources,
    severity: Severity::Information,
    profile: Profile::Default,
    explanation: "\
Whoever is accused has a right to answer, and the reader a right to hear it. “Could not be reached” is an answer, too: \
it tells that somebody asked. Leaving it out is unfair, and may be expensive.

The rule marks an accusation against a person or body with a name when that person or body says nothing anywhere in \
the article, and no word of the article tells of a denial, a response or a request for comment.

It goes away when the article gives the answer, or says that there was none.",
    practice: &[BBC_REPLY, SPJ_CODE],
    bad: &[
        Example::plain("The union ⟦accused Jo Ray⟧ of hiding the report.", "What does he say?"),
        Example::plain(
            "Ann Lee ⟦blamed Harbour Bank⟧ for the closure. The street has been empty since May.",
            "The bank is not heard.",
        ),
        Example::plain("⟦Harbour Bank is accused by⟧ the union of hiding a report.", "The other way round."),
        Example::plain("Residents ⟦alleged that Jo Ray⟧ took money from the builders.", "He may deny it."),
    ],
    good: &[
        Example::plain("The union accused Jo Ray of hiding the report. He denied it.", "He answers."),
        Example::plain("The union accused Jo Ray of hiding the report. Ray said he had sent it in May.", "He speaks."),
        Example::plain(
            "The union accused Jo Ray of hiding the report. He did not respond to a request for comment.",
            "Somebody asked.",
        ),
        Example::plain(
            "Police accused Tom Berg of theft. His lawyer, Ann Lee, said he was innocent.",
            "His lawyer answers.",
        ),
        Example::plain("She never accused Tom Berg of theft. The town blamed Ebola for the delay.", "No accusation."),
        Example::plain("Police accused Tom Berg of theft. A jury cleared him.", "Others have answered."),
        Example::plain("The union blamed the weather for the delay.", "The weather cannot answer."),
    ],
    check: Check::Article(check),
};

static ACCUSES: LazyLock<Regex> = LazyLock::new(|| {
    phrase(
        r"\b(?:accus(?:ed|es|ing)|blam(?:ed|es|ing)|alleg(?:ed|es|ing)(?: that)?) (?:the )?|\b(?:is|are|was|were|has been|have been) (?:being )?accused by ",
    )
});
static ANSWER: LazyLock<Regex> = LazyLock::new(|| {
    phrase(
        r"\b(?:den(?:y|ies|ied|ying|ials?)|declin(?:ed|es|ing) (?:to|an?|several|multiple|requests?)|(?:did not|didn't|have not|has not|had not|never) (?:immediately )?(?:respond|repl|return|comment|answer)\w*|could not (?:immediately )?be reached|requests? for (?:comment|an interview)|no comment|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut(?:es|ed|ing)|disput(?:es|ed|ing)|rebut\w*|respon(?:d|ds|ded|ding|se|ses)|repl(?:y|ies|ied)|pleaded not guilty|defend(?:s|ed|ing)?|hit back|fired back|shot back|counter(?:ed|s)|apologi[sz]ed|acknowledged|admitted|insist(?:s|ed)|(?:acquitted|cleared|exonerated)|not guilty|(?:charges?|case|claims?|lawsuit|allegations?) (?:was|were|has been|have been) (?:dropped|withdrawn|thrown out)|(?:dropped|withdrew) (?:all |its |their |the |his |her )*(?:charges?|case|claims?|lawsuit|allegations?|accusations?)|(?:his|her|their|its|’s|'s) (?:\w+ )?(?:lawyers?|attorneys?|solicitors?|barristers?|counsel|legal team|defen[cs]e team|spokes(?:man|woman|person)|representatives?)|(?:lawyers?|attorneys?|solicitors?|barristers?|counsel|legal team|defen[cs]e team) (?:for|representing|acting for))\b",
    )
});

/// Before an accusation that nobody makes.
static NEVER: LazyLock<Regex> = LazyLock::new(|| {
    phrase(r"(?:\b(?:never|not|nobody|no one|without|cannot|nor)|n['’]t)(?: (?:has|have|had|been|be|ever))* $")
});
static ROAD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^[A-Z]{1,2}-?[0-9]+$").expect("a fixed pattern"));
/// Words of names that nobody can ask.
static DUMB: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    let rows = lexicon::rows(include_str!("../../extract/lexicon/cannot-answer.tsv"));
    rows.filter_map(|row| row.first().copied()).collect()
});

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut places = context.places(|n| &n.accusations, &ACCUSES).peekable();
    if places.peek().is_none() || context.noted(|n| &n.answers, |block, _| answers(block)).next().is_some() {
        return;
    }
    let speaks: FxHashSet<String> = context
        .extraction
        .quotes
        .iter()
        .filter_map(|q| context.extraction.speakers.get(q.speaker?))
        .map(|s| last_word(&s.name))
        .collect();
    let mut seen = FxHashSet::default();
    for (at, span) in places {
        let prose = at.block.prose.text();
        // “Jo Ray is accused by the union of …”
        let passive = span.of(prose).lower().ends_with(" by ");
        let named = at.part.mentions.iter().find(|m| {
            m.form == MentionForm::Name
                && matches!(m.kind, SpeakerKind::Person | SpeakerKind::Organization | SpeakerKind::Unknown)
                && match passive {
                    true => m.span.end() + 1 == span.start(),
                    false => m.title.map_or(m.span.start(), |t| t.start()) == span.end(),
                }
        });
        let Some(mention) = named else { continue };
        let name = mention.span.of(prose);
        let dumb = name.split_whitespace().any(|w| DUMB.contains(w) || ROAD.is_match(w));
        if dumb || NEVER.is_match(prose.get(..span.start()).unwrap_or_default()) {
            continue;
        }
        let blames = span.of(prose).lower();
        let says_what = prose.get(mention.span.end()..).unwrap_or_default();
        let whole = if passive {
            let clause = prose.get(span.end()..at.sentence.span.end()).unwrap_or_default();
            clause.split([';', ':']).next().is_some_and(|c| c.contains(" of "))
        } else if blames.starts_with("alleg") {
            !says_what.trim_start().is_empty()
        } else {
            says_what.starts_with(" of ") || says_what.starts_with(" for ")
        };
        let last = last_word(name);
        if !whole || speaks.contains(&last) || !seen.insert(last) {
            continue;
        }
        let place = match passive {
            true => Span::new(mention.span.start(), span.end() - 1),
            false => Span::new(span.start(), mention.span.end()),
        };
        let place = at.block.to_document(place);
        let message =
            format!("{name} is accused here and answers nowhere in the article. Ask, and say what the answer was.");
        findings.push(RULE.finding(place, message).because(at.block.to_document(mention.span), "accused"));
    }
}

/// Whether somebody answers in a block.
fn answers(block: &Block) -> Vec<()> {
    let answered = block.kind.is_prose() && ANSWER.is_match(block.prose.text());
    answered.then_some(()).into_iter().collect()
}

fn last_word(name: &str) -> String {
    name.split_whitespace().next_back().unwrap_or_default().to_lowercase()
}
