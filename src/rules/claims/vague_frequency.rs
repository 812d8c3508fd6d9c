use std::sync::LazyLock;

use regex::Regex;

use crate::extract::lexicon::{self, WordClass};
use crate::rules::practice::{BBC_ACCURACY, WIKIPEDIA_WORDS};
use crate::rules::reading::phrase;
use crate::rules::{Check, Context, Edit, Example, Finding, Fix, Group, Profile, Rule, Severity};
use crate::text::{Lower, Span};

/// Marks words that count or date without a number.
pub static RULE: Rule = Rule {
    code: "vague-frequency",
    title: "How often or since when, without a number (“several times”).",
    group: Group::Claims,
    severity: Severity::Hint,
    profile: Profile::Default,
    explanation: "\
“Several times” and “in recent years” tell the reader that somebody counted, and keep the count back. Often nobody \
counted. Where it matters, two times and twenty are different stories, and “recent” grows old with the article.

The rule marks such words in the writer's own text when their sentence holds no year, date or count. It leaves what \
somebody is said to have said alone. In the profile `strict` it marks *recently*, *in recent weeks*, *repeatedly*, *often* and their kin as well.

It goes away when the sentence says how many times, or since when.",
    practice: &[BBC_ACCURACY, WIKIPEDIA_WORDS],
    bad: &[
        Example::plain("The bridge has been closed ⟦several times⟧.", "Three times, or thirty?"),
        Example::plain("⟦In recent years⟧, the library has lost half of its readers.", "Since when?"),
        Example::plain("Lorries have struck the bridge ⟦time and again⟧.", "How often, and who counted?"),
        Example::plain("The council has met the builders ⟦on more than one occasion⟧.", "On how many?"),
    ],
    good: &[
        Example::plain("The bridge has been closed four times since May 2019.", "Both are there."),
        Example::plain("The bridge has been closed several times since 2019.", "The reader knows since when."),
        Example::plain(
            "The flag may be given several times. Press the button several times if you see no light.",
            "It says what can be done, and what to do.",
        ),
        Example::plain("Ann Lee said she had crossed the bridge several times.", "It is what she says."),
        Example::plain("“I crossed it several times,” said Ann Lee.", "These are other people's words."),
    ],
    check: Check::Article(check),
};

static WORDS: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    let rows = |strict: bool| {
        let rows = lexicon::rows(include_str!("../../extract/lexicon/vague-frequency.tsv"));
        let patterns: Vec<&str> =
            rows.filter(|r| strict || r[0] == "default").filter_map(|r| r.get(1).copied()).collect();
        phrase(&format!(r"\b(?:{})\b", patterns.join("|")))
    };
    [rows(false), rows(true)]
});
/// What says when or how often in the same sentence.
static EXACT: LazyLock<Regex> = LazyLock::new(|| {
    phrase(
        r"\b(?:1[5-9]\d\d|20\d\d|since|\d+ times|twice|january|february|(?:in|of|since|until|by|last|this|early|late) (?:march|may)|(?:march|may) \d|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
    )
});

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let reported = context.reported();
    let list = usize::from(context.profile == Profile::Strict);
    // Whether the last block that was asked about, by its index, speaks of a program.
    let mut code = (usize::MAX, false);
    for (at, span) in context.places_in(|n| &n.frequency[list], &WORDS[list], |s| !EXACT.is_match(s)) {
        let place = at.block.to_document(span);
        if reported.touch(place) || context.linked(&at) {
            continue;
        }
        let prose = at.block.prose.text();
        let words = span.of(prose);
        let before = prose.get(at.sentence.span.start()..span.start()).unwrap_or_default();
        if compared(before) || multiplied(prose.get(span.end()..).unwrap_or_default()) {
            continue;
        }
        let period = words.lower().starts_with(['i', 'o', 'f']) && words.contains(' ') && !words.contains("occasion");
        if !period {
            if code.0 != at.index {
                code = (at.index, context.tells_of_code(at.block));
            }
            if code.1 || instructs(at.text(), before) {
                continue;
            }
        }
        let (message, instead) = if period {
            (
                format!(
                    "“{words}”: since when? Give a year or a date, so that it can be checked and does not grow old."
                ),
                "since TK",
            )
        } else if matches!(&*words.lower(), "recently" | "lately") {
            (format!("“{words}”: when was that? Give the date."), "on TK")
        } else {
            (format!("“{words}”: how often, and since when? Give the number, or who counted."), "TK times")
        };
        let capital = words.starts_with(char::is_uppercase);
        let instead = match instead.strip_prefix("since") {
            Some(rest) if capital => format!("Since{rest}"),
            _ => instead.to_owned(),
        };
        let finding = RULE.finding(place, message).because(place, "no number");
        let replaceable = period || words.ends_with("times");
        findings.push(if replaceable { finding.fix(placeholder(place, instead)) } else { finding });
    }
}

/// What is addressed to a reader, or holds for every case: “may be given several times”, “if you stop several times”.
static GENERAL: LazyLock<Regex> =
    LazyLock::new(|| phrase(r"\b(?:you|your|yours|yourself)\b|^(?:if|please|whenever)\b"));

/// Whether a sentence tells what to do or what can be done, not what was: nobody counted it.
fn instructs(sentence: &str, before: &str) -> bool {
    const MODALS: [&str; 8] = ["may", "can", "cannot", "can't", "can’t", "could", "must", "should"];
    // So many words before may hold the verb.
    const REACH: usize = 6;
    let clause = before.rsplit([',', ';', ':', '—']).next().unwrap_or_default();
    let near = clause.split_whitespace().rev().take(REACH).any(|w| MODALS.contains(&&*w.lower()));
    let mut words = clause.split_whitespace().map(Lower::lower).skip_while(|w| matches!(&**w, "and" | "then"));
    let first = words.next().unwrap_or_default();
    // “Stir several times”, “press the button several times”; not “today the button …”.
    let second = words.next().unwrap_or_default();
    let object = matches!(&*second, "the" | "a" | "an" | "it" | "them" | "this" | "each" | "every");
    let orders = match lexicon::common(&first) {
        Some(WordClass::Verb) => !first.ends_with('s'),
        Some(WordClass::Noun) => object && !first.ends_with("day") && !matches!(&*first, "tomorrow" | "tonight"),
        _ => false,
    };
    orders || near || GENERAL.is_match(sentence)
}

/// Whether such words only compare or deny, by what stands before them: “more often”, “too often”, “Johnny-come-lately”.
fn compared(before: &str) -> bool {
    const BEFORE: [&str; 12] =
        ["too", "very", "more", "most", "less", "how", "as", "so", "not", "rather", "quite", "only"];
    let word = before.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default().lower();
    before.ends_with(['-', '‑']) || BEFORE.contains(&&*word)
}

/// Whether such words multiply, by what stands behind them: “several times the size”, “many times more”.
fn multiplied(behind: &str) -> bool {
    const BEHIND: [&str; 9] = ["the", "that", "as", "more", "larger", "bigger", "higher", "greater", "over"];
    behind.split_whitespace().next().is_some_and(|w| BEHIND.contains(&w)) && behind.starts_with(' ')
}

fn placeholder(place: Span, instead: String) -> Fix {
    let mark = instead.find("TK").map(|i| Span::new(i, i + 2));
    let title = format!("Change to “{instead}”");
    Fix::new(title, Edit { placeholder: mark, ..Edit::replace(place, instead) })
}
