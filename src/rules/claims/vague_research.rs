use std::sync::LazyLock;

use regex::Regex;

use crate::extract::lexicon;
use crate::rules::practice::{REUTERS_SOURCING, WIKIPEDIA_WORDS};
use crate::rules::reading::{phrase, word_before};
use crate::rules::{Check, Context, Example, Finding, Group, Profile, Rule, SentenceAt, Severity};
use crate::text::Span;

/// Marks research that nobody can look up.
pub static RULE: Rule = Rule {
    code: "vague-research",
    title: "Research that nobody can look up (“studies show”).",
    group: Group::Claims,
    severity: Severity::Information,
    profile: Profile::Default,
    explanation: "\
“Studies show” borrows the weight of science and names none of it. A reader cannot look it up, and an editor cannot \
tell a trial of ten people from a review of fifty trials. Such sentences often turn out to rest on a press release.

The rule marks studies, polls, data and research that show or suggest something when neither the sentence nor its \
paragraph says whose they are: no author, institution, journal, year or link. It is quiet about “the study”, which was \
named before, about one study or report that a later paragraph gives an author, and about somebody's own words.

It goes away when it says who did the research, when, and where it can be read.",
    practice: &[REUTERS_SOURCING, WIKIPEDIA_WORDS],
    bad: &[
        Example::plain(
            "⟦Studies show⟧ that children read less than they did.",
            "Which studies, and of which children?",
        ),
        Example::plain(
            "The bridge is safe. ⟦Research has shown⟧ that its piers will last for a century.",
            "Whose research?",
        ),
        Example::plain("⟦According to recent studies⟧, one child in three cannot swim.", "Which ones?"),
        Example::plain("⟦A new study suggests⟧ that the river will rise again by spring.", "New, and nobody's."),
        Example::plain("⟦Previous research has shown⟧ that squid sleep in two ways.", "Previous, and whose?"),
        Example::plain("⟦It has been proven⟧ that the water is safe.", "By whom?"),
    ],
    good: &[
        Example::plain(
            "A new study by the University of Bergen suggests that the river will rise again by spring.",
            "The reader can find it.",
        ),
        Example::plain(
            "Studies show that children read less. The largest, published in the Journal of Reading, followed 900 of them.",
            "The paragraph names one.",
        ),
        Example::plain(
            "A report found that eleven bridges are unsafe.\n\nOne is closed.\n\nThe report, by Ann Lee, will be read in May.",
            "The article goes on to name its author.",
        ),
        Example::markdown(
            "[Studies show](https://example.org/reading) that children read less than they did.",
            "The link leads to them.",
        ),
        Example::plain(
            "The mill is to close, according to a report in the Norwick Post.",
            "The reader can look it up.",
        ),
        Example::plain("Studies show that children read less (4, 12).", "The numbers lead to a list of them."),
        Example::plain("According to police data, fewer bikes are stolen.", "The police have them."),
        Example::plain("The study found that children read less.", "It was named before."),
        Example::plain("“Studies show that children read less,” said Ann Lee.", "These are other people's words."),
    ],
    check: Check::Article(check),
};

static MANY: LazyLock<Regex> = LazyLock::new(|| {
    phrase(
        r"\b(?:(?:some|many|most|several|various|numerous|countless|recent|new|other|early|earlier|previous|past|existing|scientific|medical|a number of) ){0,2}(?:studies|research|surveys|polls|science|statistics|data|evidence) (?:(?:have|has|also|clearly|repeatedly|consistently|now|often|generally) ){0,2}(?:shows?|showed|shown|suggests?|suggested|finds?|found|indicates?|indicated|proves?|proved|proven|reveals?|revealed|confirms?|confirmed|says?|points? to|links?|linked)\b|\baccording to (?:(?:some|many|most|several|various|numerous|countless|other|a number of) )?(?:recent|new|early|scientific|medical) (?:studies|research|surveys|polls|statistics|data|evidence|findings)\b|\baccording to (?:studies|research|surveys|polls|statistics)\b",
    )
});
static ONE: LazyLock<Regex> = LazyLock::new(|| {
    phrase(
        r"\b(?:(?:a|one|another) (?:(?:new|recent|major|large|scientific|medical|small) ){0,2}(?:study|survey|poll|report|trial) (?:has |also )?(?:shows|showed|shown|suggests|suggested|finds|found|indicates|indicated|proves|proved|reveals|revealed|confirms|confirmed|says|said|links|linked)|according to (?:a|one|another) (?:(?:new|recent|major|large|scientific|medical|small) ){0,2}(?:study|survey|poll|report|trial)|it (?:has been|is|was) (?:(?:now|long|scientifically|well) )?(?:proven|proved|shown|established))\b",
    )
});
/// What says whose research it is, in the words around it.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    lexicon::regex(
        r"(?:[Pp]ublished|[Cc]onducted|[Cc]ommissioned|[Rr]eleased|[Cc]arried out|[Aa]uthored|[Ww]ritten|[Ll]ed|[Dd]one) (?:\w+ )?(?:in|by|at|on|for) |Universit|Institut|College|Journal|Lancet|Foundation|Cent(?:er|re) |Pew|Gallup|Quinnipiac|Reuters|(?:[Ss]tudy|[Pp]oll|[Ss]urvey|[Rr]eport|[Rr]esearch|[Dd]ata|[Tt]rial) (?:by|from|of|for|at) (?:the )?\p{Lu}|(?:[Aa]n?|[Tt]he|new|recent) \p{Lu}[\w’'/-]+(?: [\w’'/-]+){0,2} (?:poll|survey|study|report|trial)|[Ll]ead author|co-?author|\b(?:19|20)\d\d (?:study|survey|poll|report|trial|paper|review)|\((?:19|20)\d\d\)|\p{Ll} ?\(\d{1,3}(?:(?:, ?|[–-])\d{1,3})*\)[.,;]|\p{Ll}[.,;]? ?\[\d{1,3}(?:(?:, ?|[–-])\d{1,3})*\]|\(\p{Lu}[\w'’-]+(?: et al\.?|,? (?:and|&) \p{Lu}[\w'’-]+)?,? (?:19|20)\d\d[a-z]?\)",
    )
});

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let reported = context.reported();
    let many = context.places(|n| &n.research[0], &MANY).filter(|(at, span)| general(at, *span));
    let one = context.places(|n| &n.research[1], &ONE);
    let one = one.filter(|(at, span)| !told_later(context, at, span.of(at.block.prose.text())));
    for (at, span) in many.chain(one) {
        let place = at.block.to_document(span);
        let words = span.of(at.block.prose.text());
        let behind = at.block.prose.text().get(span.end()..).unwrap_or_default();
        if reported.touch(place)
            || !at.block.prose.links().is_empty()
            || starts_according(words) && !behind.is_empty() && !behind.starts_with([',', '.', ';', ')', ':'])
            || named(context, &at)
        {
            continue;
        }
        let message = format!("“{words}” names no research. Say who did it and when, or link to it.");
        findings.push(RULE.finding(place, message).because(place, "names no research"));
    }
}

/// Whether the words are “according to” a kind of research, which more words behind it tell: “… to a report in the Post”.
fn starts_according(words: &str) -> bool {
    words.get(..9).is_some_and(|w| w.eq_ignore_ascii_case("according"))
}

/// Whether nothing before the words says which research: not “the data show”, not “police data show”.
fn general(at: &SentenceAt<'_>, span: Span) -> bool {
    const OPENS: [&str; 18] = [
        "", "and", "but", "that", "as", "because", "since", "while", "although", "though", "yet", "so", "when",
        "where", "what", "if", "or", "however",
    ];
    let before = at.block.prose.text().get(at.sentence.span.start()..span.start()).unwrap_or_default();
    let words = span.of(at.block.prose.text());
    starts_according(words) || OPENS.contains(&&*word_before(before))
}

/// Whether the paragraph or the one behind it says whose research it is.
fn named(context: &Context<'_>, at: &SentenceAt<'_>) -> bool {
    let behind = context.blocks.get(at.index + 1).filter(|b| b.kind.is_prose());
    names(context, at.index) || behind.is_some_and(|b| !b.prose.links().is_empty() || names(context, at.index + 1))
}

/// Where an article that began with “a report found” goes on: “The report, by the midwife Susan Arbery, …”.
static DEFINITE: LazyLock<Regex> = LazyLock::new(|| {
    phrase(
        r"\bthe (?P<what>study|survey|poll|report|trial)(?:, | was |, which was | )(?:by|from|led by|published|conducted|commissioned|written|carried out|compiled|funded|paid for) ",
    )
});

/// So many paragraphs behind are read for whose research it is.
const LATER: usize = 12;

/// Whether a later paragraph says whose the study or report is.
fn told_later(context: &Context<'_>, at: &SentenceAt<'_>, words: &str) -> bool {
    let later = context.blocks.iter().skip(at.index + 1).take(LATER).filter(|b| b.kind.is_prose());
    let mut told = later.flat_map(|b| DEFINITE.captures_iter(b.prose.text()));
    told.any(|found| words.split(' ').any(|w| w.eq_ignore_ascii_case(&found["what"])))
}

/// Whether a block says whose research it is.
fn names(context: &Context<'_>, index: usize) -> bool {
    let read = || NAMED.is_match(context.blocks[index].prose.text()).then_some(()).into_iter().collect();
    !context.notes[index].named.get_or_init(read).is_empty()
}
