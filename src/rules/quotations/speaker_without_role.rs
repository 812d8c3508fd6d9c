use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use regex::Regex;

use crate::extract::lexicon::{self, Closed};
use crate::extract::{MentionForm, Resolution, Speaker, SpeakerKind};
use crate::rules::practice::{AP_VALUES, REUTERS_SOURCING};
use crate::rules::{Check, Context, Edit, Example, Finding, Fix, Group, Profile, Rule, Severity};
use crate::text::{BlockKind, Span};

/// Marks speakers of whom only the name is known.
pub static RULE: Rule = Rule {
    code: "speaker-without-role",
    title: "A speaker who is named, and it is not said who they are.",
    group: Group::Quotations,
    severity: Severity::Hint,
    profile: Profile::Strict,
    explanation: "\
A name alone does not tell the reader why this person is asked. An office, a trade, a place in the story (“who lives \
next to the bridge”) tells whose interests and whose knowledge speak.

The rule marks the first words of a person with a name when the article gives no title, office, trade or other \
description beside that name. Some people need none, and so it speaks in the profile `strict` only.

It goes away when a few words behind the name say who it is.",
    practice: &[REUTERS_SOURCING, AP_VALUES],
    bad: &[
        Example::plain("“We were never asked,” said ⟦Mary Lee⟧.", "A neighbour, a minister, a passer-by?"),
        Example::plain("The bridge is too low, according to ⟦John Berg⟧.", "Does he build bridges?"),
        Example::plain(
            "⟦Mary Cole⟧ said the street was quiet. “Nobody comes here,” Cole said.",
            "It is not said later either.",
        ),
    ],
    good: &[
        Example::plain("“We were never asked,” said Ann Lee, who runs the bakery.", "She runs the bakery."),
        Example::plain("According to the engineer John Berg, the bridge is too low.", "He is an engineer."),
        Example::plain("Mayor Mary Cole said the street was quiet.", "She is the mayor."),
        Example::plain("“It is safe,” Peter White, SVP of research at Northrail, said.", "It is told what he does."),
        Example::plain("Prosecuting, Peter White said the money was gone.", "He speaks for the state."),
        Example::plain("“It is safe,” said Northrail’s Peter White.", "He works there."),
    ],
    check: Check::Article(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    // The first words of each speaker who is named, and who is told in the words that name them.
    let (mut first, mut told) = (FxHashMap::default(), FxHashSet::default());
    for quote in context.extraction.quotes.iter().filter(|q| q.resolution == Resolution::Named) {
        let (Some(id), Some(&source)) = (quote.speaker, quote.source.first()) else { continue };
        first.entry(id).or_insert((quote, source));
        if tells(source.of(context.text)) {
            told.insert(id);
        }
    }
    for (id, speaker) in context.extraction.speakers.iter().enumerate() {
        if !person(speaker) || !speaker.roles.is_empty() || speaker.name.split_whitespace().count() > 3 {
            continue;
        }
        let named = |m: &&(Span, MentionForm)| m.1 == MentionForm::Name;
        if speaker.mentions.iter().filter(named).any(|m| told_beside(context, m.0)) {
            continue;
        }
        let Some(&(quote, source)) = first.get(&id).filter(|_| !told.contains(&id)) else { continue };
        let kind = context.blocks.get(quote.blocks.start).map(|b| b.kind);
        if matches!(kind, None | Some(BlockKind::Turn | BlockKind::Heading)) {
            continue;
        }
        let message =
            format!("The article does not say who {} is. Add a role, or what ties them to the story.", speaker.name);
        let finding = RULE.finding(source, message).because(source, "no role");
        let whole = source.of(context.text).ends_with(&*speaker.name);
        // A verb or more of the sentence behind it needs the second comma.
        let goes_on =
            context.text[source.end()..].strip_prefix(' ').is_some_and(|b| b.starts_with(char::is_alphanumeric));
        let role = if goes_on { ", TK," } else { ", TK" };
        let edit = Edit { placeholder: Some(Span::new(2, 4)), ..Edit::insert(source.end(), role) };
        findings.push(if whole { finding.fix(Fix::new("Insert a role (“TK”)", edit)) } else { finding });
    }
}

/// Whether a speaker is a person with a given name and a surname, and not only a role.
fn person(speaker: &Speaker) -> bool {
    if !speaker.mentions.iter().any(|m| m.1 == MentionForm::Name) {
        return false;
    }
    let mut words = speaker.name.split_whitespace();
    let given = words.next().is_some_and(|w| lexicon::first_name(w).is_some());
    words.next().is_some() && (speaker.kind == SpeakerKind::Person || speaker.kind == SpeakerKind::Unknown && given)
}

/// Whether the words of a source say more than a name: “Peter White, SVP of research”, “search lead Ann Reid”.
fn tells(source: &str) -> bool {
    let words = source.split(|c: char| c.is_whitespace() || c == ',').filter(|w| w.chars().all(char::is_alphabetic));
    let says = |w: &str| w.len() > 2 && w.starts_with(char::is_lowercase) && lexicon::particle(w).is_none();
    words.into_iter().any(|w| says(w) && !lexicon::closed_class(w).is(Closed::FUNCTION))
}

/// Whether words beside a name tell who its bearer is.
fn told_beside(context: &Context<'_>, name: Span) -> bool {
    described(context, name) || presented(context, name) || owned(context, name)
}

/// Whether a name stands behind what its bearer belongs to: “Northrail’s Peter White”.
fn owned(context: &Context<'_>, name: Span) -> bool {
    let before = context.text.get(..name.start()).unwrap_or_default();
    let owner = ["’s ", "'s ", "s’ ", "s' "].iter().find_map(|end| before.strip_suffix(end));
    owner.is_some_and(|o| o.ends_with(char::is_alphanumeric))
}

/// Whether the words that begin the sentence tell what its bearer does: “Prosecuting, John Berg said”, “Speaking for the
/// union, John Berg said”, “As chair of the board, John Berg said”.
fn presented(context: &Context<'_>, name: Span) -> bool {
    let before = context.text.get(..name.start()).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let sentence = line.rsplit(['.', '?', '!', '”', '"']).next().unwrap_or_default().trim_start();
    let Some(words) = sentence.strip_suffix(", ") else { return false };
    PRESENTED.is_match(words)
}

/// Words that tell for whom somebody stands. Where and when somebody was speaking tells nothing of them.
static PRESENTED: LazyLock<Regex> = LazyLock::new(|| {
    let rows: Vec<_> = lexicon::rows(include_str!("../../extract/lexicon/capacities.tsv")).collect();
    let of = |kind: &str| rows.iter().filter(|r| r[0] == kind).map(|r| r[1]).collect::<Vec<_>>().join("|");
    let (does, speaks, stands) = (of("does"), of("speaks"), of("stands"));
    lexicon::regex(&format!(r"(?i)^(?:{does}|(?:{speaks}) (?:for|on behalf of|as)|{stands})\b[^,;:]*$"))
});

/// Whether words right behind a name describe its bearer: “Ann Lee, who …”, “Ann Lee, 43”, “Ann Lee of the union”,
/// “Ann Lee (Labour)”.
fn described(context: &Context<'_>, name: Span) -> bool {
    let behind = context.text.get(name.end()..).unwrap_or_default();
    let comma = behind.strip_prefix(", ").is_some_and(|b| {
        b.starts_with(|c: char| c.is_ascii_digit())
            || ["who ", "whose ", "a ", "an ", "the ", "one ", "another ", "of ", "from ", "his ", "her ", "their "]
                .iter()
                .any(|w| b.starts_with(w))
    });
    comma
        || behind.starts_with(" (")
        || [" of ", " from ", " with the ", " at the ", " is a ", " is an ", " is the ", " was a ", " was the "]
            .iter()
            .any(|w| behind.starts_with(w))
}
