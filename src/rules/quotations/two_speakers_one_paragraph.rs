use crate::extract::{QuoteKind, Resolution, Speaker, SpeakerKind};
use crate::rules::practice::REUTERS_SOURCING;
use crate::rules::{Check, Context, Edit, Example, Finding, Fix, Group, Profile, Rule, Severity};
use crate::text::{BlockKind, Format, Span};

/// Marks paragraphs in which two people are quoted.
pub static RULE: Rule = Rule {
    code: "two-speakers-one-paragraph",
    title: "Two people are quoted in one paragraph.",
    group: Group::Quotations,
    severity: Severity::Hint,
    profile: Profile::Default,
    explanation: "\
A new paragraph tells the reader that somebody else speaks. Where two people share one, a quotation that stands without \
its own “said” is easily given to the wrong one, and a cut for length moves words from one mouth to another.

The rule marks the second speaker whose full sentences are quoted in a paragraph. It is quiet about single quoted \
words, and about what a speaker reports of somebody else.

It goes away when the second speaker begins a paragraph. The fix breaks it there.",
    practice: &[
        REUTERS_SOURCING,
        "[The Guardian and Observer style guide](https://www.theguardian.com/guardian-observer-style-guide-q)",
    ],
    bad: &[
        Example::plain(
            "“We were never asked what we wanted,” said Ann Lee. “You had a year to tell us,” ⟦John Berg⟧ replied.",
            "The second answers the first.",
        ),
        Example::plain(
            "Mary Cole said: “The bridge is not safe for lorries.” ⟦Peter Ray⟧ said: “It has stood there for ninety years.”",
            "Two opinions, one paragraph.",
        ),
        Example::plain(
            "“It will cost us the summer,” Ann Lee said. “It will cost us the year,” said ⟦John Berg⟧. They shook hands.",
            "The voices run together.",
        ),
    ],
    good: &[
        Example::plain(
            "“We were never asked what we wanted,” said Ann Lee.\n\n“You had a year to tell us,” John Berg replied.",
            "Each has a paragraph.",
        ),
        Example::plain("“We were never asked,” said Ann Lee. “Not once in ten years,” she added.", "One woman speaks."),
        Example::plain("Ann Lee called it a “gift”, and John Berg called it a “bribe”.", "Two words are no speeches."),
    ],
    check: Check::Article(check),
};

/// A quotation of fewer words is a part of somebody's sentence.
const SHORTEST: usize = 4;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut before: Option<(usize, usize)> = None;
    let mut marked = None;
    for quote in &context.extraction.quotes {
        let (Some(speaker), Some(&content)) = (quote.speaker, quote.content.first()) else { continue };
        let block = quote.blocks.start;
        let direct = quote.kind == QuoteKind::Direct
            && matches!(quote.resolution, Resolution::Named | Resolution::Role)
            && content.of(context.text).split_whitespace().count() >= SHORTEST;
        // A poll or a film that "says" something is no second voice.
        let person = context.extraction.speakers.get(speaker).is_some_and(person);
        if !direct || !person || context.blocks.get(block).is_none_or(|b| b.kind != BlockKind::Paragraph) {
            continue;
        }
        if let Some((last, at)) = before.replace((speaker, block))
            && at == block
            && last != speaker
            && marked != Some(block)
            && let Some(&source) = quote.source.first()
        {
            let name = |id: usize| context.extraction.speakers.get(id).map_or("", |s| s.name.as_str());
            if share_a_word(name(speaker), name(last)) {
                continue;
            }
            marked = Some(block);
            let message = format!(
                "{} speaks here, and before that in this paragraph {} did. Begin a new paragraph.",
                name(speaker),
                name(last)
            );
            let finding = RULE.finding(source, message).because(source, "the second speaker");
            findings.push(match paragraph_break(context, content.join(source)) {
                Some(fix) => finding.fix(fix),
                None => finding,
            });
        }
    }
}

/// Whether two names may be one person's: they have a word in common.
fn share_a_word(a: &str, b: &str) -> bool {
    a.split_whitespace().any(|word| b.split_whitespace().any(|other| word == other))
}

/// Whether a speaker has the name of a person: a role may be that of the other speaker.
fn person(speaker: &Speaker) -> bool {
    let mut words = speaker.name.split_whitespace();
    match speaker.kind {
        SpeakerKind::Person => speaker.name.starts_with(char::is_uppercase),
        SpeakerKind::Unknown => words.clone().count() > 1 && words.all(|w| w.starts_with(char::is_uppercase)),
        _ => false,
    }
}

/// Breaks the paragraph before the sentence in which the second speaker begins.
fn paragraph_break(context: &Context<'_>, speech: Span) -> Option<Fix> {
    let sentence = context.sentence_at(speech.start())?.span();
    let block = context.blocks.get(context.block_at(sentence.start())?)?;
    let paragraph = context.text.get(block.span.start()..sentence.start())?;
    let words = paragraph.trim_end_matches([' ', '\t']);
    // A break would cut emphasis in two.
    let inside = context.format == Format::Markdown && ['*', '_'].iter().any(|m| words.matches(*m).count() % 2 == 1);
    let between = !words.trim().is_empty() && words.len() < paragraph.len();
    let gap = Span::new(sentence.start() - (paragraph.len() - words.len()), sentence.start());
    (between && !inside).then(|| Fix::new("Begin a paragraph here", Edit::replace(gap, "\n\n")))
}
