use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::extract::lexicon::{self, Closed, Frames, VerbForm, WordClass, WordSet};
use crate::extract::{BlockExtraction, MentionForm, Quote, SpeakerKind};
use crate::rules::context::excerpt;
use crate::rules::practice::REUTERS_SOURCING;
use crate::rules::{Check, Context, Example, Finding, Group, Profile, Rule, Severity};
use crate::text::{Block, Lower, Sentence, Span};

/// Marks sources that could be anybody.
pub static RULE: Rule = Rule {
    code: "weasel-attribution",
    title: "A source that could be anybody (“critics say”).",
    group: Group::Sources,
    severity: Severity::Information,
    profile: Profile::Default,
    explanation: "\
“Critics say” and “some experts believe” sound like a source and are none: nobody can be asked, and the opinion may be \
the writer's own. Readers notice.

The rule marks a source that is only a kind of people (critics, observers, experts, many people), without a name, a \
place or a number that would let one find them. It is quiet where names follow (“critics such as Jo Ray”), where a \
named person speaks later in the same paragraph, where the sentences before have named them, and where the kind is narrowed to somebody (“experts at the \
university”).

It goes away when somebody is named who says so, or when the sentence goes.",
    practice: &[
        "[Wikipedia, Words to watch: unsupported attributions](https://en.wikipedia.org/wiki/Wikipedia:WEASEL)",
        REUTERS_SOURCING,
        "[BBC Editorial Guidelines, section 3: accuracy](https://www.bbc.co.uk/editorialguidelines/guidelines/accuracy)",
    ],
    bad: &[
        Example::plain("⟦Experts⟧ fear that the lake is dying.", "A fear that they share with readers is a claim."),
        Example::plain("⟦Critics⟧ say the bridge will never pay for itself.", "Which critics?"),
        Example::plain("⟦Some experts⟧ believe that the river will rise again.", "How many, and who are they?"),
        Example::plain("⟦Many people⟧ believe that the plan came too late.", "Half the town, or two in a bar?"),
        Example::plain("⟦Housing experts⟧ say the mayor is wrong.", "Whoever knows of housing."),
        Example::plain("⟦Political observers⟧ say the mayor will not run again.", "Nobody can ask them."),
    ],
    good: &[
        Example::plain("Several parents have asked the council to publish the report.", "They tell nothing."),
        Example::plain("Scientists understood little of how the bees found home.", "It is told how little they knew."),
        Example::plain("Several studies have found that the bees sleep.", "For `vague-research` to judge."),
        Example::plain("Critics such as Jo Ray say the bridge will never pay for itself.", "One of them is named."),
        Example::plain(
            "Critics say the bridge will never pay for itself. “It is a monument,” said Jo Ray of the drivers' union.",
            "The paragraph goes on to name one.",
        ),
        Example::plain(
            "Two historians, Ann Lee and Jo Ray, have read the letters. Historians say they are real.",
            "The sentence before names them.",
        ),
        Example::plain(
            "The study was led by the University of Hull. Researchers said the bees slept at night.",
            "They are those of the study.",
        ),
        Example::plain("Jo Ray said the bridge will never pay for itself.", "A person says it."),
        Example::plain("“Critics say I am slow,” said Ann Lee.", "These are other people's words."),
    ],
    check: Check::Article(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let named = named(context);
    for quote in &context.extraction.quotes {
        let Some(&source) = quote.source.first().filter(|_| !told_of(context, quote)) else { continue };
        let words = source.of(context.text);
        let verb = quote
            .cue
            .first()
            .is_some_and(|c| context.text.get(source.end()..c.start()).is_some_and(|t| t.trim().is_empty()));
        let pronoun = || verb && PRONOUNS.contains(&*words.lower()) && reports(context, quote);
        if !(vague(words) || pronoun()) || narrowed(context.text.get(source.end()..).unwrap_or_default()) {
            continue;
        }
        if named.get(&quote.blocks.start).is_some_and(|&last| last > source.end()) || introduced(context, source) {
            continue;
        }
        let message = format!("“{}” could be anybody. Name somebody who says so.", excerpt(words));
        let finding = RULE.finding(source, message).because(source, "names nobody");
        findings.push(match quote.cue.first() {
            Some(&cue) => finding.because(cue, "attributes"),
            None => finding,
        });
    }
}

/// In each block, where the last source begins that is a person or body with a name.
fn named(context: &Context<'_>) -> FxHashMap<usize, usize> {
    let mut out: FxHashMap<usize, usize> = FxHashMap::default();
    for quote in &context.extraction.quotes {
        let Some(source) = quote.source.first().filter(|_| is_named(context, quote)) else { continue };
        let last = out.entry(quote.blocks.start).or_default();
        *last = source.start().max(*last);
    }
    out
}

/// Whether the words that attribute are a verb with a clause: "some say", not "some call it" or "some states".
fn reports(context: &Context<'_>, quote: &Quote) -> bool {
    let Some(cue) = quote.cue.first().map(|c| c.of(context.text).lower()) else { return false };
    let verb = cue.rsplit(' ').next().unwrap_or_default();
    lexicon::cues().starting(verb).iter().any(|c| {
        let plural = matches!(c.form, VerbForm::Base | VerbForm::Past);
        c.rest.is_empty() && plural && (c.frames.is(Frames::CLAUSE) || c.frames.is(Frames::THAT))
    })
}

/// Whether a quote is none that somebody would have to vouch for.
fn told_of(context: &Context<'_>, quote: &Quote) -> bool {
    quote.deed && !fears(context, quote) || requests(context, quote) || learns(context, quote)
}

/// Whether somebody fears something, which says that it may well be so: “experts fear that the lake is dying”.
fn fears(context: &Context<'_>, quote: &Quote) -> bool {
    let verb = quote.cue.first().and_then(|c| c.of(context.text).split(' ').next());
    verb.is_some_and(|v| matches!(v, "fear" | "feared" | "worry" | "worried"))
}

/// Whether somebody asks that something be done, which nobody has to vouch for: “asked the council to publish it”.
fn requests(context: &Context<'_>, quote: &Quote) -> bool {
    let (Some(cue), Some(content)) = (quote.cue.last(), quote.content.first()) else { return false };
    let verb = cue.of(context.text).rsplit(' ').next().unwrap_or_default().lower();
    let content = content.of(context.text);
    let asks = WordSet::Ask.has(&verb);
    let first = content.split(' ').next().unwrap_or_default();
    let clause = first.starts_with(['“', '"', '‘']) || lexicon::closed_class(first).is(Closed::SUBORDINATOR);
    // “People ask me why it closed.”
    let me = matches!(first, "me" | "us") || [" me", " us"].iter().any(|m| between(quote, context.text).ends_with(m));
    asks && (content.contains(" to ") && !clause || me)
}

/// What stands between the words that attribute and what is told.
fn between<'a>(quote: &Quote, text: &'a str) -> &'a str {
    let (cue, content) = (quote.cue.last(), quote.content.first());
    let place = cue.zip(content).filter(|(cue, content)| cue.end() <= content.start());
    place.map_or("", |(cue, content)| Span::new(cue.end(), content.start()).of(text)).trim_end_matches([',', ':', ' '])
}

/// Whether it is told how far somebody's knowledge goes, and not what they know: “scientists understand little of it”.
fn learns(context: &Context<'_>, quote: &Quote) -> bool {
    let cue = quote.cue.last().map_or("", |c| c.of(context.text));
    let content = quote.content.first().map_or("", |c| c.of(context.text));
    let verb = |w| matches!(w, "understand" | "understood" | "learn" | "learned" | "learnt");
    cue.split(' ').any(verb) && !cue.ends_with(" that") && !content.starts_with("that ")
}

fn is_named(context: &Context<'_>, quote: &Quote) -> bool {
    let speaker = quote.speaker.and_then(|id| context.extraction.speakers.get(id));
    speaker.is_some_and(|s| {
        matches!(s.kind, SpeakerKind::Person | SpeakerKind::Organization)
            && s.mentions.iter().any(|m| m.1 == MentionForm::Name)
    })
}

/// So many sentences before that of a source are read for who is meant.
const BEFORE: usize = 3;

/// Whether the sentences before a source name who is meant: people of its kind by name, or, of those who belong to a
/// body, the body or its work.
fn introduced(context: &Context<'_>, source: Span) -> bool {
    let Some(at) = context.sentence_at(source.start()) else { return false };
    let words = source.of(context.text).lower();
    let noun = words.rsplit(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty()).unwrap_or_default();
    // “Some analysts”, “foreign observers” are others than those of the sentence before.
    if words.trim() != noun {
        return false;
    }
    let belongs = VAGUE.belong.contains(noun);
    let here = at.part.sentences.partition_point(|s| s.span.end() <= at.sentence.span.start());
    let here = &at.part.sentences[..here];
    let before = |sentences: &[Sentence], block: &Block, part: &BlockExtraction| {
        let last = sentences.iter().rev().take(BEFORE).enumerate();
        last.into_iter().any(|(n, s)| names(block, part, s.span, noun, belongs.then_some(n == 0)))
    };
    if before(here, at.block, at.part) {
        return true;
    }
    let Some(n) = at.index.checked_sub(1).filter(|_| here.len() < BEFORE) else { return false };
    let (block, part) = (&context.blocks[n], &context.parts[n]);
    block.kind.is_prose() && before(&part.sentences, block, part)
}

/// Whether a sentence names people of this kind, or, where they belong to a body, its work or the body right before.
fn names(block: &Block, part: &BlockExtraction, sentence: Span, noun: &str, belongs: Option<bool>) -> bool {
    let text = sentence.of(block.prose.text()).lower();
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    let kind = words.clone().any(|w| w == noun || noun.strip_suffix('s') == Some(w));
    let near = part.mentions.partition_point(|m| m.span.start() < sentence.start());
    let near = part.mentions[near..].iter().take_while(|m| m.span.start() < sentence.end());
    let mut names = near.filter(|m| m.form == MentionForm::Name && sentence.covers(m.span));
    let body = |kind: SpeakerKind| matches!(kind, SpeakerKind::Organization | SpeakerKind::Group);
    kind && names.clone().any(|m| m.kind == SpeakerKind::Person)
        || belongs == Some(true) && names.any(|m| body(m.kind))
        || belongs.is_some() && words.any(|w| VAGUE.works.contains(w))
}

/// Whether the words behind a source say who is meant.
fn narrowed(behind: &str) -> bool {
    let behind = behind.trim_start_matches([',', ' ', '—', '–', '(']);
    let at = ["at the ", "at ", "from the ", "from "].iter().find_map(|p| behind.strip_prefix(p));
    if at.is_some_and(|body| body.starts_with(char::is_uppercase)) {
        return true;
    }
    ["such as", "including", "like ", "among them", "led by", "for example", "e.g."]
        .iter()
        .any(|p| behind.starts_with(p))
}

#[derive(Default)]
struct Vague {
    alone: FxHashSet<&'static str>,
    counted: FxHashSet<&'static str>,
    /// Who belongs to a body, and words of what such bodies do.
    belong: FxHashSet<&'static str>,
    /// Who knows a field.
    knowing: FxHashSet<&'static str>,
    works: FxHashSet<&'static str>,
    /// What may stand before the noun, with whether it is a quantity, by first word.
    before: BTreeMap<&'static str, Vec<(&'static str, bool)>>,
}

impl Vague {
    /// Whether the words are a field and those who know it: “housing experts”. Those of a body are its own.
    fn of_field(&self, words: &str) -> bool {
        let known = |field: &str| {
            matches!(lexicon::common(field), Some(WordClass::Noun | WordClass::Adjective | WordClass::Ing))
                && lexicon::body(field).is_none()
        };
        words.split_once(' ').is_some_and(|(field, who)| self.knowing.contains(who) && known(field))
    }
}

static VAGUE: LazyLock<Vague> = LazyLock::new(|| {
    let mut out = Vague::default();
    for row in lexicon::rows(WORDS) {
        let [kind, words] = row[..] else { continue };
        match kind {
            "alone" => drop(out.alone.insert(words)),
            "counted" => drop(out.counted.insert(words)),
            "belong" => drop(out.belong.insert(words)),
            "knowing" => drop(out.knowing.insert(words)),
            "work" => drop(out.works.insert(words)),
            "pronoun" => {}
            _ => {
                let first = words.split(' ').next().unwrap_or(words);
                out.before.entry(first).or_default().push((words, kind == "quantity"));
            }
        }
    }
    out
});

/// "Some", which is half of "some officials" where its verb does not follow.
static PRONOUNS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    let rows = lexicon::rows(WORDS).filter_map(|r| (r[0] == "pronoun").then(|| r.get(1).copied()));
    rows.flatten().collect()
});

const WORDS: &str = include_str!("../../extract/lexicon/weasel-sources.tsv");

/// Whether the words of a source are only a kind of people: “critics”, “some legal experts”.
pub(super) fn vague(source: &str) -> bool {
    let mut words = source.split_whitespace();
    let first = words.next().unwrap_or_default();
    // A name, or something that a name narrows.
    if words.any(|w| w.chars().any(char::is_uppercase)) || first.chars().skip(1).any(char::is_uppercase) {
        return false;
    }
    let source = source.lower().split_whitespace().collect::<Vec<_>>().join(" ");
    let mut rest = source.trim_end_matches(|c: char| !c.is_alphanumeric());
    let mut counted = false;
    loop {
        if VAGUE.alone.contains(rest) || counted && VAGUE.counted.contains(rest) {
            return true;
        }
        let first = rest.split(' ').next().unwrap_or_default();
        let before = VAGUE.before.get(first).into_iter().flatten();
        let longest = before
            .filter_map(|&(words, quantity)| Some((rest.strip_prefix(words)?.strip_prefix(' ')?, quantity)))
            .min_by_key(|(rest, _)| rest.len());
        let Some((next, quantity)) = longest else { return VAGUE.of_field(rest) };
        counted |= quantity;
        rest = next;
    }
}
