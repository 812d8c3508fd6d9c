//! What the fitted models find, as attributions.

use rustc_hash::FxHashSet;

use super::overlap;
use crate::extract::model::{Frame, Tag, Tagging};
use std::sync::LazyLock;

use crate::extract::lexicon::{self, Closed, Pronoun, WordSet};
use crate::extract::{Attribution, BlockExtraction, Mention, MentionForm, QuoteKind, SpeakerKind};
use crate::text::{Lower, Span, Token, TokenKind};

/// Whether a cue is a passive ("is considered"), whose subject is spoken of and does not speak.
fn passive(cue: &str) -> bool {
    let mut words = cue.split_whitespace();
    words.clone().any(lexicon::passive_cue) && words.any(is_be)
}

/// A form of "be", in small letters.
fn is_be(word: &str) -> bool {
    WordSet::Be.has(word) || matches!(word, "'s" | "'re" | "’s" | "’re")
}

/// Whether its source, nobody who could speak, is what something is done to: "Fragments have been found in 38 lakes".
fn suffers(text: &str, part: &BlockExtraction, tags: &[Tag], frame: &Frame) -> bool {
    let ([(start, _)], [(cue, end)]) = (&frame.source[..], &frame.cue[..]) else { return false };
    let word = |i: usize| part.tokens[i].span.of(text);
    let passive = (*cue..*end).any(|i| is_be(word(i)) && (i + 1..*end).any(|k| tags.get(k) == Some(&Tag::Vbn)));
    start < cue && passive && !super::is_mentioned(part, part.tokens[*start].span)
}

/// Whether somebody calls what is not called anything: "called a meeting to discuss it", but not "called the plan unfair".
fn summons(text: &str, part: &BlockExtraction, tags: &[Tag], frame: &Frame) -> bool {
    let ([(_, cue)], [(first, end)]) = (&frame.cue[..], &frame.content[..]) else { return false };
    let verb = part.tokens[cue - 1].span.of(text).lower();
    let tag = |i: usize| tags.get(i).copied();
    let describes = |t: Tag| {
        use Tag::{Cd, Dt, Jj, Jjr, Jjs, OpenQuote, PrpPossessive, Rb, Vbn};
        matches!(t, Cd | Dt | Jj | Jjr | Jjs | OpenQuote | PrpPossessive | Rb | Vbn)
    };
    let called = |i: usize| tag(i - 1).is_some_and(Tag::is_noun) && tag(i).is_some_and(describes);
    WordSet::Call.has(&verb) && cue <= first && tag(*first) == Some(Tag::Dt) && !(first + 1..*end).any(called)
}

/// Adverbs that say that somebody said it, and not who.
static HEDGING: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../lexicon/hedging-adverbs.tsv")).filter_map(|row| row.first().copied()).collect()
});

/// A cue that no list has must be surer than this: the models take figures that rise and plans for words. In a heading,
/// which leaves words out, nothing is sure enough ("Town weighs a wall against the sea").
const STRANGE: f32 = 0.9;

/// Whether a cue, in small letters, has a word that reports, with the other words that it takes ("weighed in").
pub(super) fn reports(cue: &str) -> bool {
    let words: Vec<&str> = cue.split_whitespace().collect();
    // "made it clear", but "went out on" is no "went on".
    let whole = |behind: &[&str], rest: &[String]| {
        let mut rest = rest.iter().peekable();
        let parted = |w: &&str| {
            let own = rest.next_if(|r| r == w).is_some();
            !own && rest.peek().is_some() && lexicon::closed_class(w).is(Closed::PREPOSITION)
        };
        !behind.iter().any(parted) && rest.peek().is_none()
    };
    // "will prepare a report for"
    let document = |i: usize| {
        matches!(words[i], "report" | "reports")
            && i.checked_sub(1).is_some_and(|b| lexicon::closed_class(words[b]).is(Closed::DETERMINER))
    };
    words.iter().enumerate().filter(|(i, _)| !document(*i)).any(|(i, word)| {
        lexicon::cues().starting(word).iter().any(|c| whole(&words[i + 1..], &c.rest))
            || lexicon::characterising(word)
            || lexicon::passive_cue(word)
    })
}

/// The attributions that the models find in a block.
pub(super) fn attributions(text: &str, part: &BlockExtraction, tagging: &Tagging, heading: bool) -> Vec<Attribution> {
    let tags = &tagging.tags;
    let frames = tagging.frames.iter();
    let frames = frames.filter(|frame| !suffers(text, part, tags, frame) && !summons(text, part, tags, frame));
    frames.filter_map(|frame| attribution(text, part, tags, frame, heading)).collect()
}

/// Tokens, from the first to behind the last.
type Tokens = (usize, usize);

fn attribution(text: &str, part: &BlockExtraction, tags: &[Tag], frame: &Frame, heading: bool) -> Option<Attribution> {
    // Marks alone name nobody and say nothing.
    let worded = |s: &Span| s.of(text).contains(char::is_alphabetic);
    let (cues, parts) = cue_and_content(text, part, tags, frame);
    let whole = parts.iter().map(|&p| cover(part, p)).map(|c| without_contrast(text, part, c));
    let mut content: Vec<Span> = whole.filter(worded).collect();
    // "MUMBAI: Observing that": the mark is the dateline's.
    let of_cue = |&(first, end): &Tokens| {
        let mark = part.tokens[first].kind == TokenKind::Punctuation && first + 1 < end;
        let first = first + usize::from(mark);
        cover(part, (first, cue_end(text, part, first, end)))
    };
    let cue: Vec<Span> = cues.iter().map(of_cue).collect();
    let own = frame.source.iter().filter_map(|&s| who(text, part, s));
    let mut source: Vec<Span> = own.map(|s| cover(part, s)).filter(worded).collect();
    if content.len() > 1 {
        // "a report, which critics called “thin”"
        let relative = |c: &Span| matches!(c.of(text), "which" | "who" | "whom" | "that");
        if kind(text, part, &content[1..]) == QuoteKind::Direct {
            content.retain(|c| !relative(c));
        }
    }
    let said = cue.iter().map(|c| c.of(text).lower()).collect::<Vec<_>>().join(" ");
    let kind = kind(text, part, &content);
    let strange = frame.sure < STRANGE || heading && kind == QuoteKind::Indirect;
    if kind != QuoteKind::Direct && strange && !reports(&said) {
        return None;
    }
    // "has been eliminated from “Dancing for Gold.”": the name of a thing.
    if kind == QuoteKind::Direct && !reports(&said) && content.iter().all(|c| is_a_title(c.of(text))) {
        return None;
    }
    // "Nadal kept Spain's hopes alive": a clause is nobody who hopes.
    let clause = |&(first, end): &Tokens| {
        let owner = matches!(part.tokens[end - 1].span.of(text), "'s" | "’s" | "'" | "’");
        owner && end == frame.cue[0].0 && (first..end - 1).any(|i| tags.get(i).is_some_and(|t| t.is_finite()))
    };
    if !frame.cue.is_empty() && frame.source.iter().any(clause) {
        return None;
    }
    if kind == QuoteKind::Indirect && turned_round(part, &content, &cue, &source) {
        std::mem::swap(&mut content, &mut source);
    }
    // "Boatman saved my twins, says mother"
    if heading && told_behind(text, part, tags, frame) {
        std::mem::swap(&mut content, &mut source);
        content.iter_mut().for_each(|c| *c = c.until(c.start() + c.of(text).trim_end_matches(',').len()));
    }
    // "The builder allegedly hid it": the builder does not say so.
    if ordered(text, &said, &content, &cue, &source) || said.split_whitespace().any(|w| HEDGING.contains(w)) {
        source.clear();
    }
    if says_nothing(text, &said, kind, &content)
        || source.first().is_some_and(|&s| is_the_writers(text, part, kind, s) || asks(s.of(text)))
    {
        return None;
    }
    let spoken_of =
        cue.first().is_some_and(|c| passive(c.of(text)) && source.first().is_some_and(|s| s.start() < c.start()));
    if spoken_of || described(text, part, tags, frame, &content, &source) {
        source.clear();
    }
    Some(Attribution::new(kind, content, cue, source))
}

fn cover(part: &BlockExtraction, (first, end): Tokens) -> Span {
    part.tokens[first].span.join(part.tokens[end - 1].span)
}

/// The cue and the content of a frame, without what stands at the edges of them and is no part of them.
fn cue_and_content(text: &str, part: &BlockExtraction, tags: &[Tag], frame: &Frame) -> (Vec<Tokens>, Vec<Tokens>) {
    let (mut cues, mut parts) = (frame.cue.clone(), frame.content.clone());
    // "announced today that": when it was said is no part of it.
    if let Some((first, end)) = parts.first_mut()
        && *first + 1 < *end
        && part.tokens[*first + 1].span.of(text) == "that"
        && lexicon::closed_class(&part.tokens[*first].span.of(text).lower()).is(Closed::TEMPORAL)
    {
        *first += 1;
    }
    if let (Some(&(cue, end)), Some((first, _))) = (cues.last(), parts.first_mut())
        && end == *first
    {
        *first = denied(text, part, cue, end).unwrap_or(*first);
    }
    if let (Some((start, end)), Some((first, _))) = (cues.last_mut(), parts.first_mut())
        && *end == *first
        && *end > *start + 1
        && negated(text, part, *start, *end)
    {
        (*end, *first) = (*end - 1, *first - 1);
    }
    if let Some((first, end)) = parts.last_mut() {
        *end = resumed(text, part, tags, *first, *end);
    }
    // "Lee, who wrote the report, agreed": the relative clause ends before the verb of the other.
    let relative = frame.source.first().is_some_and(|s| matches!(part.tokens[s.0].span.of(text), "who" | "which"));
    if let Some((first, end)) = parts.last_mut().filter(|_| relative)
        && let Some(comma) = (*first + 1..*end - 1).rev().find(|&i| part.tokens[i].span.of(text) == ",")
        && tags.get(comma + 1).is_some_and(|t| t.is_finite())
    {
        *end = comma;
    }
    (cues, parts)
}

/// A source without what stands at its edges and is no part of it.
fn who(text: &str, part: &BlockExtraction, (mut first, mut end): Tokens) -> Option<Tokens> {
    // No name begins with a stop or a dash, and none with "Later" or "And".
    let lead = |token: &Token| {
        let class = lexicon::closed_class(&token.span.of(text).lower());
        let adverb =
            class.is(Closed::ADVERB.or(Closed::CONJUNCTION)) && !class.is(Closed::DETERMINER.or(Closed::PREPOSITION));
        token.kind == TokenKind::Punctuation || adverb
    };
    while first + 1 < end && lead(&part.tokens[first]) {
        first += 1;
    }
    // "The builder today announced": when it was said is no part of who said it.
    let when = |token: &Token| {
        let class = lexicon::closed_class(token.span.of(text));
        class.is(Closed::TEMPORAL) && class.is(Closed::ADVERB)
    };
    while first < end && when(&part.tokens[end - 1]) {
        end -= 1;
    }
    (first < end).then_some((first, end))
}

/// "Ministers told to stop": without whom they tell it to, they are told.
fn ordered(text: &str, said: &str, content: &[Span], cue: &[Span], source: &[Span]) -> bool {
    let told = said.rsplit(' ').next().is_some_and(|w| WordSet::Tells.has(w));
    let pronoun = |s: &Span| lexicon::closed_class(&s.of(text).lower()).is(Closed::PRONOUN);
    let hears = cue
        .last()
        .zip(content.first())
        .is_some_and(|(c, said)| c.end() < said.start() && !text[c.end()..said.start()].trim().is_empty());
    told && !hears && !source.iter().any(pronoun) && content.first().is_some_and(|c| c.of(text).starts_with("to "))
}

/// Whether there is no content, or a cue or a content without a noun or a verb.
fn says_nothing(text: &str, said: &str, kind: QuoteKind, content: &[Span]) -> bool {
    // "The aim being …"
    if !said.is_empty() && said.split_whitespace().all(|w| lexicon::closed_class(w).is(Closed::AUXILIARY)) {
        return true;
    }
    // What a verb takes: "he puts it", "they see it otherwise".
    let function = |w: &str| {
        let w = w.lower();
        matches!(&*w, "otherwise" | "differently" | "so") || lexicon::closed_class(&w).is(Closed::FUNCTION)
    };
    let told = |c: &Span| c.of(text).split_whitespace().any(|w| !function(w.trim_matches([',', '.', ';'])));
    content.is_empty() || kind == QuoteKind::Indirect && !content.iter().any(told)
}

/// "I think …": what the writer says in the writer's own words rests on nobody else's.
fn is_the_writers(text: &str, part: &BlockExtraction, kind: QuoteKind, source: Span) -> bool {
    match lexicon::first_person(source.of(text)) {
        Some(Pronoun::I) => true,
        Some(_) => {
            kind == QuoteKind::Indirect && !overlap::quotations(part, source).iter().any(|q| q.span.covers(source))
        }
        None => false,
    }
}

/// "What readers said about the timetable": a heading or a question, and no report.
fn asks(source: &str) -> bool {
    let first = source.split_whitespace().next();
    first.is_some_and(|w| ["what", "how", "why", "when", "where"].iter().any(|q| w.eq_ignore_ascii_case(q)))
}

/// "Lee, described as the best of them, left": who is spoken of.
fn described(
    text: &str,
    part: &BlockExtraction,
    tags: &[Tag],
    frame: &Frame,
    content: &[Span],
    source: &[Span],
) -> bool {
    let (&[(first, end)], [s]) = (&frame.cue[..], source) else { return false };
    end == first + 1
        && tags.get(first).is_some_and(|t| matches!(t, Tag::Vbn | Tag::Vbd))
        && first.checked_sub(1).is_some_and(|i| part.tokens[i].span.of(text) == ",")
        && s.end() < part.tokens[first].span.start() + 1
        && content.iter().any(|c| c.of(text).starts_with("as "))
}

/// Whether quoted words, two of them or more, are written as titles are.
pub(super) fn is_a_title(quoted: &str) -> bool {
    let words = quoted.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter(|w| !w.is_empty());
    let open = |w: &&str| !lexicon::closed_class(&w.lower()).is(Closed::FUNCTION);
    words.clone().count() > 1 && words.filter(open).all(|w| w.starts_with(|c: char| !c.is_lowercase()))
}

/// The longest relative clause, in tokens.
const CLAUSE: usize = 60;

/// Where the words said end that break off before a relative clause or a participle: "said Lee, who left hurt, would be
/// examined" goes on behind it, to the end of the sentence.
fn resumed(text: &str, part: &BlockExtraction, tags: &[Tag], first: usize, end: usize) -> usize {
    let word = |i: usize| part.tokens.get(i).map_or("", |t| t.span.of(text));
    let tensed = |i: usize| tags.get(i).is_some_and(|t| t.is_finite());
    // "said the bridge, built in 1998, was unsafe"
    let clause = matches!(word(end + 1), "who" | "which" | "whose") || tags.get(end + 1) == Some(&Tag::Vbn);
    // "announced that the Ada, a patrol ship, was hit"
    let apposition = word(first) == "that" && matches!(word(end + 1), "a" | "an" | "the");
    let clause = clause || apposition;
    if word(end) != "," || !clause || (first..end).any(tensed) {
        return end;
    }
    let sentence = part.sentences.partition_point(|s| s.tokens.end <= end);
    let Some(sentence) = part.sentences.get(sentence).map(|s| &s.tokens) else { return end };
    let goes_on = (end + 2..sentence.end.min(end + CLAUSE)).any(|i| word(i) == "," && tensed(i + 1));
    let last = (end..sentence.end).rev().find(|&i| part.tokens[i].kind != TokenKind::Punctuation);
    last.filter(|_| goes_on).map_or(end, |i| i + 1)
}

/// The words said without a clause behind a quotation that sets something against them: "the audit as “fiction”, while
/// the party demanded a probe".
fn without_contrast(text: &str, part: &BlockExtraction, content: Span) -> Span {
    let ends = overlap::quotations(part, content).iter().filter(|q| content.covers(q.span)).map(|q| q.span.end());
    let contrast = |&end: &usize| {
        let behind = text[end..content.end()].trim_start_matches([',', ' ']);
        ["while ", "whereas ", "although "].iter().any(|w| behind.starts_with(w))
    };
    ends.into_iter().find(contrast).map_or(content, |end| content.until(end))
}

/// Whether source and content have changed places: "Jean Alder, who taught here, remembers the night". A name stands
/// before the cue, and behind it nobody who could speak.
fn turned_round(part: &BlockExtraction, content: &[Span], cue: &[Span], source: &[Span]) -> bool {
    let ([content], [cue], [source]) = (content, cue, source) else { return false };
    let named = |m: &Mention| m.form == MentionForm::Name && m.kind != SpeakerKind::Place;
    content.end() <= cue.start()
        && cue.end() <= source.start()
        && overlap::mentions(part, *content).iter().any(|m| named(m) && m.whole().start() == content.start())
        && !super::is_mentioned(part, *source)
}

/// Whether a headline was read the wrong way round: a clause and a comma for who speaks, and nobody's clause behind the cue.
fn told_behind(text: &str, part: &BlockExtraction, tags: &[Tag], frame: &Frame) -> bool {
    let ([(start, end)], [(verb, _)], [(first, last)]) = (&frame.source[..], &frame.cue[..], &frame.content[..]) else {
        return false;
    };
    let comma = |i: usize| part.tokens[i].span.of(text) == ",";
    let finite = |i: usize| tags.get(i).is_some_and(|t| t.is_finite());
    let verbal = |i: usize| tags.get(i).is_some_and(|t| t.is_verb());
    let apart = end <= verb && verb < first && (comma(verb - 1) || comma(end - 1));
    let quotes = lexicon::cues().quotes(&part.tokens[*verb].span.of(text).lower());
    apart && quotes && (*start..*end).any(finite) && last - first < 6 && !(*first..*last).any(verbal)
}

/// Where a cue ends without whom it is told to and when: "told a court", "tell us", "announced today".
fn cue_end(text: &str, part: &BlockExtraction, first: usize, end: usize) -> usize {
    let word = |i: usize| part.tokens[i].span.of(text).lower();
    let closed = |i: usize| lexicon::closed_class(&word(i));
    let verb = |i: usize| {
        let forms = lexicon::cues().starting(&word(i)).iter();
        let whole =
            |f: &&lexicon::CueForm| f.rest.iter().enumerate().all(|(n, w)| i + 1 + n < end && word(i + 1 + n) == *w);
        forms.filter(whole).map(|f| i + 1 + f.rest.len()).max()
    };
    let Some(verb) = (first..end).find_map(verb) else { return end };
    let person = |i: usize| matches!(&*word(i), "me" | "us" | "you" | "him" | "her" | "them");
    let told = verb < end && (person(verb) || closed(verb).is(Closed::DETERMINER.or(Closed::TEMPORAL)));
    if told || denied(text, part, first, end) == Some(verb) { verb } else { end }
}

/// "said not | all of them were caught": whether the "not" behind a verb is a part of what is said.
fn negated(text: &str, part: &BlockExtraction, first: usize, end: usize) -> bool {
    let word = |i: usize| part.tokens.get(i).map_or("", |t| t.span.of(text)).lower();
    let auxiliary = |i: usize| lexicon::closed_class(&word(i)).is(Closed::AUXILIARY);
    word(end - 1) == "not"
        && !(first..end - 1).any(auxiliary)
        && matches!(&*word(end), "all" | "every" | "everyone" | "everybody" | "everything" | "enough" | "a" | "one")
}

/// Where what is denied begins, where the cue has taken it: "denies arson at".
fn denied(text: &str, part: &BlockExtraction, first: usize, end: usize) -> Option<usize> {
    let word = |i: usize| part.tokens[i].span.of(text).lower();
    let verb = (first..end).find(|&i| matches!(&*word(i), "deny" | "denies" | "denied" | "denying"))?;
    let taken = verb + 2 < end && lexicon::closed_class(&word(end - 1)).is(Closed::PREPOSITION);
    taken.then_some(verb + 1)
}

/// How the words of a content are given: all in quotation marks, some, or none.
pub(super) fn kind(text: &str, part: &BlockExtraction, content: &[Span]) -> QuoteKind {
    let quoted = |c: &Span| !overlap::quotations(part, *c).is_empty();
    let bare = |c: &Span| c.of(text).trim_matches([',', '.', ' ', ';', ':']).len();
    let whole = |c: &Span| {
        overlap::quotations(part, *c)
            .iter()
            .map(|q| q.span.end().min(c.end()) - q.span.start().max(c.start()))
            .sum::<usize>()
            >= bare(c)
    };
    if content.iter().all(whole) {
        QuoteKind::Direct
    } else if content.iter().any(quoted) {
        QuoteKind::Mixed
    } else {
        QuoteKind::Indirect
    }
}
