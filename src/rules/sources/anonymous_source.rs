use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use regex::Regex;

use super::{anonymity_unexplained, bare_sources, named_later, weasel_attribution};
use crate::extract::lexicon::WordSet;
use crate::extract::{MentionForm, Quote, Resolution, SpeakerKind};
use crate::rules::context::excerpt;
use crate::rules::practice::REUTERS_SOURCING;
use crate::rules::reading::{phrase, word_before};
use crate::rules::{Check, Context, Example, Finding, Group, Profile, Rule, Severity};
use crate::text::{Lower, Span};

/// Marks sources without a name.
pub static RULE: Rule = Rule {
    code: "anonymous-source",
    title: "A source who is not named.",
    group: Group::Sources,
    severity: Severity::Information,
    profile: Profile::Default,
    explanation: "\
A reader cannot judge a source without a name, and nobody can hold that source to account. Most newsrooms allow it \
where the information matters and cannot be had otherwise, and ask that an editor knows the name and that the article \
says why it is withheld.

The rule marks the first place where such a source speaks: an official, two officials, a person familiar with the \
talks, sources at a ministry, those close to somebody. It does not mark them again each time they go on, and it leaves evidence in court alone.

It goes away when the source is named, there or in the sentences behind it (“The official, Ann Lee, …”), or by whoever the next paragraph begins with, or when it or the next sentence says that they asked for anonymity and why.",
    practice: &[
        "[AP, News Values and Principles: anonymous sources](https://www.ap.org/about/news-values-and-principles/)",
        REUTERS_SOURCING,
        "[SPJ Code of Ethics](https://www.spj.org/spj-code-of-ethics/)",
    ],
    bad: &[
        Example::plain("“The talks are over,” said ⟦a senior official⟧.", "An official of what, and why no name?"),
        Example::plain(
            "⟦A person familiar with the talks⟧ said the bank would close by June.",
            "The reader has to take it on trust.",
        ),
        Example::plain(
            "⟦Senior figures in the party⟧ said the leader would go. ⟦Two officials⟧ said she would stay.",
            "Some of many, and nobody knows which.",
        ),
        Example::plain(
            "⟦Police sources⟧ said the driver had fled. ⟦Those close to the family⟧ said he had not.",
            "Where they stand is said, and who they are is not.",
        ),
        Example::plain("“Nobody believes in it any more,” said ⟦a former adviser⟧.", "Whose, and since when?"),
        Example::plain(
            "Ann Lee, the mayor, said the mill was safe.\n\n⟦A neighbour⟧ said she had seen smoke.",
            "The paragraph before names somebody else.",
        ),
    ],
    good: &[
        Example::plain("“The talks are over,” said Ann Lee, the minister.", "She has a name."),
        Example::plain("As Ann Lee, an engineer from Hull says, the bridge is safe.", "So does it here."),
        Example::plain("A lawyer for the city, Jo Ray, said the talks were over.", "The name follows."),
        Example::plain(
            "A councillor has called the plan “madness”.\n\nRita Vale told the Post that the mill must stay.",
            "The next paragraph begins with her name.",
        ),
        Example::plain("If a customer says that the bread is old, it goes to the pigs.", "Nobody has said it."),
        Example::plain("It gets attention when a leader says that the town is lost.", "Any leader, on any day."),
        Example::plain("A spokeswoman for the city said the talks were over.", "She speaks for a body, on the record."),
        Example::plain("The ministry said on Monday that the talks were over.", "A body can be asked."),
        Example::plain("Officials said on Monday that the talks were over.", "So can they, at their office."),
        Example::plain(
            "An aide to the mayor said the talks were over. She spoke on condition of anonymity because they are secret.",
            "The next sentence says why.",
        ),
        Example::plain(
            "“The talks are over,” said a senior official. The official, Ann Lee, runs the trade desk.",
            "The next sentence names her.",
        ),
        Example::plain("A former adviser said the plan was dead. His name is John Platt.", "So does this one."),
        Example::plain(
            "The mayor will resign, two people familiar with her plans said.\n\nThe two, who asked not to be named because the plans are secret, said she would do so in May.",
            "So does the next paragraph.",
        ),
        Example::plain("“I have a job,” said a man who gave his name only as Rolf.", "It is what he gave."),
        Example::plain("A pupil, who cannot be named, said the trip was off.", "The law forbids it."),
        Example::plain("A police officer told the court that he saw a knife.", "Evidence is given in public."),
        Example::plain("Early Irish sources say the island was holy.", "These are texts, which can be named as such."),
        Example::plain("“An official told me to wait,” said Jo Ray.", "These are other people's words."),
    ],
    check: Check::Article(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut seen = FxHashSet::default();
    for (quote, source) in all(context) {
        let words = source.of(context.text);
        if quote.speaker.is_some_and(|id| !seen.insert(id)) || bare_sources::bare(words) {
            continue;
        }
        // Anonymity that was granted is `anonymity-unexplained`'s to judge.
        if explained(context, source) || named_later::named(context, source, head(words)) {
            continue;
        }
        let message =
            format!("“{}”: a source without a name. Name them, or say why they cannot be named.", excerpt(words));
        let finding = RULE.finding(source, message).because(source, "no name");
        findings.push(match quote.cue.first() {
            Some(&cue) => finding.because(cue, "attributes"),
            None => finding,
        });
    }
}

/// The quotes whose source brings in somebody without a name, with its words.
pub(super) fn all<'a>(context: &'a Context<'_>) -> impl Iterator<Item = (&'a Quote, Span)> {
    let quotes = &context.extraction.quotes;
    let unnamed = || quotes.iter().enumerate().filter_map(|(n, q)| Some((n, of(context, q)?))).collect();
    context.said.unnamed.get_or_init(unnamed).iter().map(|&(n, source)| (&quotes[n], source))
}

/// The source of a quote, where it brings in somebody without a name.
fn of(context: &Context<'_>, quote: &Quote) -> Option<Span> {
    let (id, &source) = quote.speaker.zip(quote.source.first())?;
    let words = source.of(context.text);
    let kind = context.extraction.speakers.get(id)?.kind;
    let some = matches!(kind, SpeakerKind::Group | SpeakerKind::Unknown) && some_of(words);
    let anonymous = kind == SpeakerKind::Anonymous || some;
    let acts = quote.cue.first().is_some_and(|c| acts(context.text, source, *c));
    let marked = anonymous
        && !acts
        && !quote.deed
        && !supposed(context.text, source, quote.cue.first().copied())
        && !words.contains('@')
        && (some || unnamed(words))
        && !apposed(context.text, source, quote.cue.first().copied())
        && !behind_name(context, source)
        && quote.resolution != Resolution::Pronoun
        && !weasel_attribution::vague(words);
    marked.then_some(source)
}

/// Whether a cue tells what somebody did or might do, not what they said.
fn acts(text: &str, source: Span, cue: Span) -> bool {
    const MODALS: [&str; 6] = ["might", "may", "could", "would", "should", "can"];
    let words = cue.of(text).lower();
    let between = text.get(source.end()..cue.start()).unwrap_or_default();
    let might = |words: &str| words.split_whitespace().any(|w| MODALS.contains(&w));
    words.split_whitespace().next().is_some_and(|w| WordSet::Acts.has(w) || WordSet::Ask.has(w))
        || might(&words)
        || might(between)
}

/// Whether a source stands in what is only supposed, or what may happen any day: “if a customer says no”, “when a leader
/// says”.
fn supposed(text: &str, source: Span, cue: Option<Span>) -> bool {
    let before = text.get(..source.start()).unwrap_or_default();
    let habit = || cue.is_some_and(|c| c.start() >= source.end() && c.of(text).ends_with('s'));
    match &*word_before(before) {
        "if" | "unless" | "whenever" | "whether" | "once" => true,
        "when" => habit(),
        _ => false,
    }
}

/// Whether the sentence of a source, or the next, tells that it is not named on purpose; or whether it spoke in court.
fn explained(context: &Context<'_>, source: Span) -> bool {
    let Some(at) = context.sentence_at(source.start()) else { return false };
    let next = at.part.sentences.partition_point(|s| s.span.start() <= at.sentence.span.start());
    let next = match at.part.sentences.get(next) {
        Some(next) => next.span.of(at.block.prose.text()),
        // The first sentence of the next paragraph.
        None => {
            let behind = context.blocks.get(at.index + 1).zip(context.parts.get(at.index + 1));
            let first = behind.and_then(|(b, part)| Some(part.sentences.first()?.span.of(b.prose.text())));
            first.unwrap_or_default()
        }
    };
    anonymity_unexplained::told(at.text()) || anonymity_unexplained::told(next) || EVIDENCE.is_match(at.text())
}

/// Evidence is given in public, by people whose names the court knows.
static EVIDENCE: LazyLock<Regex> = LazyLock::new(|| {
    phrase(
        r"\b(?:(?:told|tells) (?:the|a) (?:\w+ )?(?:court|inquest|jury|jurors|tribunal|inquiry|hearing|judge|trial|magistrates)|testified|(?:gave|giving|in) evidence|said in court)\b",
    )
});

/// Whether the words of a source bring in some of those who are seldom named: “two officials”, “senior
/// figures in the party”, “police sources”, “those close to the talks”. All of them are a body.
fn some_of(source: &str) -> bool {
    let lower = source.lower();
    let words = || lower.split(|c: char| c.is_whitespace() || c == ',').filter(|w| !w.is_empty());
    let first = words().next().unwrap_or_default();
    let some = WordSet::High.has(first) || WordSet::Unnamed.has(first) && first != "people";
    let noun = || words().take_while(|w| !WordSet::Further.has(w));
    let head = noun().last().unwrap_or_default();
    // Officers of the police are named, or are told of for what they did.
    let hidden = head.strip_suffix('s').is_some_and(|one| one != "officer" && WordSet::Hidden.has(one));
    // Whoever is called a source has no name, once it is said what they know: “insiders at the bank”.
    let source_of = matches!(head, "sources" | "insiders")
        && !bare_sources::bare(source)
        && !matches!(first, "the" | "this" | "that" | "these" | "those" | "both")
        && !WordSet::Possessive.has(first)
        && !noun().any(|w| WordSet::Recorded.has(w));
    // "A senior Labour figure"; "a figure" alone is a number.
    let figure = head == "figure" && noun().any(|w| WordSet::High.has(w));
    let those = first == "those" && words().nth(1).is_some_and(|w| WordSet::Acquainted.has(w));
    (some && head != first && (hidden || figure) || source_of || those)
        && !source.split(", ").skip(1).any(|part| part.starts_with(char::is_uppercase))
}

/// Whether the words of a source bring in somebody, and no name behind a comma.
fn unnamed(source: &str) -> bool {
    let lower = source.lower();
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.next().is_some_and(|w| WordSet::Unnamed.has(w))
        && !words.clone().any(|w| WordSet::OnRecord.has(w) || WordSet::Spokes.has(w))
        && !words.take_while(|w| !WordSet::Further.has(w)).any(|w| WordSet::NoPerson.has(w))
        && !source.split(", ").skip(1).any(|part| part.starts_with(char::is_uppercase))
}

/// The noun that says what a source is: “official” of “a senior official with the bank”.
fn head(source: &str) -> &str {
    let words = source.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.is_empty());
    words.take_while(|w| !WordSet::Further.has(w)).last().unwrap_or_default()
}

/// Whether a source says more of a person whose name stands right before it: “as Ann Lee, an engineer, says”.
fn behind_name(context: &Context<'_>, source: Span) -> bool {
    let Some(at) = context.sentence_at(source.start()) else { return false };
    let mentions = &at.part.mentions;
    let next = mentions.partition_point(|m| at.block.to_document(m.span).end() < source.start());
    next.checked_sub(1).and_then(|i| mentions.get(i)).is_some_and(|m| {
        let person = m.form == MentionForm::Name && m.kind == SpeakerKind::Person;
        person && Span::new(at.block.to_document(m.span).end(), source.start()).of(context.text) == ", "
    })
}

/// Whether a source stands beside a name: “Ann Lee, a senior official, said”, “a senior official, Ann Lee, said”.
fn apposed(text: &str, source: Span, cue: Option<Span>) -> bool {
    let before = text.get(..source.start()).unwrap_or_default();
    let behind = text.get(source.end()..).unwrap_or_default();
    let name_behind = behind.strip_prefix(", ").is_some_and(|b| b.starts_with(char::is_uppercase));
    let name_before = before.strip_suffix(", ").is_some_and(|b| {
        let word = b.rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
        let ends = source.of(text).ends_with(',') || behind.starts_with([',', ':']);
        let said_before = cue.is_some_and(|c| c.end() <= source.start());
        (word.starts_with(char::is_uppercase) || word.ends_with("-year-old")) && (ends || said_before)
    });
    name_behind || name_before
}
