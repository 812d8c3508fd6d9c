use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use regex::{Captures, Regex};

use super::desk;
use crate::extract::lexicon::{self, Closed};
use crate::rules::context::excerpt;
use crate::rules::dates::written::month_word;
use crate::rules::stretch::Stretches;
use crate::rules::{Check, Example, Finding, Group, Manuscript, Profile, Rule, Severity};
use crate::text::{Block, BlockKind, Span};

/// Marks what stands in for words that are still to come.
pub static RULE: Rule = Rule {
    code: "placeholder",
    title: "A placeholder that still waits for its words (TK, XXX).",
    group: Group::Unfinished,
    severity: Severity::Warning,
    profile: Profile::Quiet,
    explanation: "\
A writer puts TK (“to come”) where a name, a number or a date is still missing, and goes on. It is a good habit as long \
as none of them is printed; TK was chosen because hardly any English word holds it.

The rule marks TK, TKTK, XXX and the like, words in brackets that ask for something ([who?], [citation needed], \
[insert name], [NAME]), templates that do ({{who}}), dummy text (lorem ipsum), and XX, ?? or X for a number (£X \
million). It knows that TK Maxx is a shop, TK 60 a price in taka and Super Bowl XXX a number. It reads quotations, too: \
nobody says TK, unless the word alone stands between the marks. Notes to the desk count where they ask for something \
([Ed: need a comment], NB subs: …); one that tells something may be meant for readers. So do orders in capitals that \
are a line (ADD PICTURE HERE, CHECK SPELLING OF LEE) and values of the front matter (date: TK).

It goes away when the missing words are there.",
    practice: &[
        "[To come (publishing)](https://en.wikipedia.org/wiki/To_come_(publishing))",
        "[Wikipedia, Citation needed](https://en.wikipedia.org/wiki/Wikipedia:Citation_needed)",
        "[Lorem ipsum](https://en.wikipedia.org/wiki/Lorem_ipsum)",
    ],
    bad: &[
        Example::plain("The mill closed in ⟦TK⟧, and ⟦TKTK⟧ workers lost their jobs.", "A year and a number are missing."),
        Example::plain("Mayor Ann Lee, ⟦XXX⟧, opened the bridge before ⟦XX⟧ people.", "Her age, and how many came."),
        Example::markdown(
            "The bridge is the oldest in the country.⟦[citation needed]⟧ Many say⟦{{who}}⟧ it is haunted.",
            "Marks that ask for a source.",
        ),
        Example::plain("The bridge was closed on ⟦TK⟧ April.", "A day."),
        Example::plain("“The bridge cost ⟦TK⟧ million,” said Ann Lee, ⟦??⟧, on Monday.", "A number and an age."),
        Example::plain("⟦[QUOTE FROM COUNCILLOR TO COME]⟧ The bridge opens on Monday ⟦[time tbc]⟧.", "A note to oneself."),
        Example::plain(
            "The mayor, ⟦[NAME TO CHECK]⟧, said it would cost £⟦X,000⟧, or ⟦XX⟧ per cent of the budget.",
            "A name and two numbers.",
        ),
        Example::plain(
            "⟦[Ed: need a comment from the mayor before five.]⟧ The bridge cost ⟦{check figures}⟧.",
            "A note to the desk, and one in braces.",
        ),
        Example::markdown("---\ntitle: The bridge\ndate: ⟦TK⟧\n---\n\nThe bridge is closed.", "In the front matter, too."),
        Example::plain(
            "The bridge is closed.\n\n⟦ADD PICTURE OF BRIDGE HERE⟧\n\n⟦CHECK SPELLING OF DORN⟧\n\n⟦PHOTO TO COME⟧: the mayor",
            "Orders in capitals.",
        ),
        Example::plain(
            "The bridge opens in ⟦(DATE?)⟧ again.\n\n⟦NB subs: legal to check the last line.⟧\n\nReporting by ⟦???⟧; editing by Ann Lee",
            "A question, a note, and a name.",
        ),
        Example::plain(
            "The match was seen by ⟦[number]⟧ people and ends on ⟦TBC⟧. ⟦[did they? check w/ Ann]⟧",
            "A number, a day, and a question.",
        ),
        Example::plain(
            "The bridge is closed.\n\n⟦UPDATE MAP BEFORE SIX⟧\n\n⟦ADD LINK TO BRIDGE EXPLAINER⟧\n\n⟦QUOTE FROM POLICE TO COME⟧\n\n⟦[table to be checked — subs]⟧",
            "More orders.",
        ),
        Example::plain("⟦Lorem ipsum⟧ dolor sit amet, consectetur adipiscing elit.", "Dummy text."),
    ],
    good: &[
        Example::plain("The shop opened as TK Maxx in 1994.", "A name."),
        Example::plain("TK Maxx will close its shop in Dorn.", "The same."),
        Example::plain("Rice costs TK 60 a kilo in Dhaka.", "Taka."),
        Example::plain("“See you at eight xxx,” she wrote. Writers put “TK” for what is to come.", "Kisses, and a word."),
        Example::plain("The film was rated XXX, and the shop sells shirts in XL, XXL and XXX.", "A grade, and a size."),
        Example::plain("Dallas won Super Bowl XXX, and the XXX Olympiad was held in London.", "Thirty."),
        Example::markdown("The name is set by `{{who}}`, and {{ site.title }} by the theme.", "Code, and a template of the site."),
        Example::plain("“He left in May [Ed: he came back in June],” she said.", "A note to readers."),
        Example::plain("ADD TO CART\n\nADD PHOTO\n\nCHECK AVAILABILITY\n\nMORE TO FOLLOW", "Buttons, and a promise."),
        Example::plain("He said that it [the bridge] would be closed [in May].", "An editor's words."),
        Example::plain("Doors open at seven. Venue: TBC\n\nThe date is TBC.", "Readers are told so."),
        Example::plain("[x] people\n\nThe sea is ____ of course.", "A box to tick, and an exercise."),
    ],
    check: Check::Text(check),
};

struct Lists {
    words: Regex,
    texts: Regex,
    templates: FxHashSet<&'static str>,
    brackets: Vec<&'static str>,
    things: FxHashSet<&'static str>,
    ends: Vec<&'static str>,
    inside: Vec<&'static str>,
    counts: FxHashSet<&'static str>,
    due: Vec<&'static str>,
    to: FxHashSet<&'static str>,
    asks: Vec<&'static str>,
    before: FxHashSet<&'static str>,
    behind: FxHashSet<&'static str>,
    value: FxHashSet<&'static str>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let rows: Vec<_> = lexicon::rows(include_str!("../../extract/lexicon/placeholders.tsv")).collect();
    let of = |kind: &str| rows.iter().filter(|r| r[0] == kind).filter_map(|r| r.get(1).copied()).collect::<Vec<_>>();
    let any = |words: Vec<&str>| words.into_iter().map(regex::escape).collect::<Vec<_>>().join("|");
    let new = |form: String| lexicon::regex(&form);
    // The first that fits is taken.
    let mut longest = of("word");
    longest.sort_by_key(|w| usize::MAX - w.len());
    Lists {
        words: new(format!(r"(?:{}|XXX?|xxx?)", any(longest))),
        texts: new(format!(r"(?i)\b(?:{})\b", any(of("text")))),
        templates: of("template").into_iter().collect(),
        brackets: of("bracket"),
        things: of("thing").into_iter().collect(),
        ends: of("end"),
        inside: of("inside"),
        counts: of("count").into_iter().collect(),
        due: of("due"),
        to: of("to").into_iter().collect(),
        asks: of("asks"),
        before: of("before").into_iter().collect(),
        behind: of("behind").into_iter().collect(),
        value: of("value").into_iter().collect(),
    }
});

static TEMPLATE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\{\{\s*(?P<name>[^{}|]{1,40}?)\s*(?:\|[^{}]*)?\}\}").expect("a fixed pattern"));
static BRACKET: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\[{](?P<words>[^\[\]{}\n]{1,160})[\]}]").expect("a fixed pattern"));
/// An age or an office that is not known: “Ann Lee, ??, said”.
static QUESTION: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:, |\()(?P<marks>\?{2,})[,)]").expect("a fixed pattern"));
/// A day or a place that is still to come at the end of a sentence, “will be sentenced on TBC.”; or what it waits for.
static DUE: LazyLock<Regex> = LazyLock::new(|| {
    lexicon::regex(
        r"\p{Ll}{2,} (?:on|at|in|from|by|of) (?P<day>TB[CDA])[.;](?:\s|$)|(?:^|[\s*:])(?P<waits>TB[CDA]\b[\s,:–—-]{1,3}(?:waiting|awaiting|chasing|checking|asking|pending)\b)",
    )
});
/// What is asked in round brackets, “(DATE?)”, and a name that is not known: “reporting by ???;”.
static UNKNOWN: LazyLock<Regex> = LazyLock::new(|| {
    lexicon::regex(
        r"(?P<asked>\((?P<thing>[A-Za-z][A-Za-z ]{1,20})\?{1,3}\))|\b(?:by|of|in|on|at|from|with|for|to|aged) (?P<marks>\?{2,})[,;)]",
    )
});
/// A number that is not known: “about ?? people”, “£?? million”, “£X million”, “£X,000”, “X.X percent”, “in 19XX”.
static COUNT: LazyLock<Regex> = LazyLock::new(|| {
    let words = r"(?P<before>[A-Za-z]+) (?P<marks>\?{2,}) \p{Ll}{2}";
    let year = r"\b(?:in|since|from|until|by|of) (?P<year>(?:19|20)(?:XX|\?\?))(?-u:\b|$|[\s.,])";
    let money = r"[$€£](?P<money>\?{2,}|X (?:hundred|thousand|million|billion)\b|X(?:m|bn|k)\b)";
    let digits = r"(?:^|[\s($€£])(?P<digits>X{1,3}(?:,(?:XXX|000))+|X{1,3}\.X{1,2}(?: (?:million|billion|trillion|per|%)|%|m\b|bn\b))";
    lexicon::regex(&format!("{words}|{year}|{money}|{digits}"))
});

fn check(context: &Manuscript<'_>, findings: &mut Vec<Finding>) {
    let mut code = (usize::MAX, Stretches::default());
    for (n, &place) in context.noted(|n| &n.placeholders, |block, _| places(block)) {
        let block = &context.blocks[n];
        if code.0 != n {
            code = (n, context.code(block));
        }
        if !code.1.hold(block.to_document(place).start()) {
            let words = place.of(block.prose.text());
            let shown = excerpt(words);
            let message = match desk::is_note(words) {
                true => format!("“{shown}” is a note to the desk. See to it, and take it out."),
                false => format!("“{shown}” stands for words that are still to come. Put them in."),
            };
            findings.push(RULE.finding(block.to_document(place), message));
        }
    }
}

/// Where words of a block stand for others.
fn places(block: &Block) -> Vec<Span> {
    let mut places: Vec<Span> = Vec::new();
    if block.kind == BlockKind::FrontMatter {
        return front_matter(block.prose.text());
    }
    if block.kind.is_prose() || block.kind == BlockKind::Heading {
        let text = block.prose.text();
        let all = |found: Captures<'_>| found.get(0).map(|m| Span::from(m.range()));
        // Most paragraphs hold none of these marks. A pattern takes memory from its first search on.
        if text.contains(['[', '{']) {
            places.extend(TEMPLATE.captures_iter(text).filter(template).filter_map(all));
            places.extend(BRACKET.captures_iter(text).filter(|c| bracket(block, c)).filter_map(all));
        }
        if text.contains('?') {
            places.extend(QUESTION.captures_iter(text).filter_map(|c| Some(Span::from(c.name("marks")?.range()))));
            places.extend(UNKNOWN.captures_iter(text).filter_map(|c| unknown(&c)));
        }
        places.extend(desk::notes(text));
        if text.contains("TB") {
            let due = DUE.captures_iter(text).filter_map(|c| c.name("day").or_else(|| c.name("waits")));
            places.extend(due.map(|m| Span::from(m.range())));
        }
        if text.contains(['?', 'X']) {
            places.extend(COUNT.captures_iter(text).filter_map(|c| count(&c)));
        }
        places.extend(LISTS.texts.find_iter(text).map(|m| Span::from(m.range())));
        places.extend(LISTS.words.find_iter(text).map(|m| Span::from(m.range())).filter(|&s| stands_in(text, s)));
        places.sort_by_key(|s| (s.start(), usize::MAX - s.end()));
        places.dedup_by(|b, a| a.overlaps(*b));
    }
    places
}

/// The values of front matter that are nothing but a word that stands for others.
fn front_matter(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let value = line.find([':', '=']).map_or(line.len(), |i| i + 1);
        let quoted = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '“' | '”');
        let from = value + (line[value..].len() - line[value..].trim_start_matches(quoted).len());
        let word = line[from..].trim_end_matches(quoted);
        if LISTS.value.contains(word) {
            out.push(Span::new(start + from, start + from + word.len()));
        }
        start += line.len();
    }
    out
}

/// What is not known, in brackets or by its question marks.
fn unknown(found: &Captures<'_>) -> Option<Span> {
    let asked = found.name("thing").is_none_or(|t| LISTS.things.contains(&*t.as_str().to_lowercase()));
    let place = found.name("asked").or_else(|| found.name("marks")).filter(|_| asked)?;
    Some(place.range().into())
}

fn template(found: &Captures<'_>) -> bool {
    LISTS.templates.contains(found["name"].to_lowercase().trim_end_matches('?'))
}

/// The marks that stand for a number.
fn count(found: &Captures<'_>) -> Option<Span> {
    let open = Closed::DETERMINER.or(Closed::PREPOSITION).or(Closed::AUXILIARY);
    let counts = |before: regex::Match<'_>| lexicon::closed_class(before.as_str()).is(open);
    if found.name("before").is_some_and(|before| !counts(before)) {
        return None;
    }
    let marks = ["marks", "year", "money", "digits"].into_iter().find_map(|name| found.name(name))?;
    let end = marks.start() + marks.as_str().rfind(['X', 'x', '0', '?']).map_or(marks.len(), |i| i + 1);
    let scaled = found.name("digits").is_some();
    Some(if scaled { Span::new(marks.start(), end) } else { Span::from(marks.range()) })
}

/// Whether words in brackets or braces ask for something. A link is none of them.
fn bracket(block: &Block, found: &Captures<'_>) -> bool {
    let words = found["words"].trim().to_lowercase();
    let begins =
        |words: &str, with: &str| words.strip_prefix(with).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    let asks = LISTS.brackets.iter().any(|b| begins(&words, b));
    // [Ed: need a comment]. An editor's note that tells something is printed.
    let note = |(to, what): (&str, &str)| {
        let what = what.trim_start();
        LISTS.to.contains(to.trim_end_matches('.'))
            && (what.ends_with('?') || LISTS.asks.iter().any(|a| begins(what, a)))
    };
    let place = found.get(0).map_or(Span::default(), |m| m.range().into());
    let asks = asks || words.split_once(':').is_some_and(note);
    // Names of what is missing, in capitals: [NAME]. In small letters they may be an editor's.
    let thing = |words: &str| LISTS.things.contains(words.strip_prefix("the ").unwrap_or(words));
    let asks = asks || found["words"] == found["words"].to_uppercase() && thing(&words);
    // [name to check], [job title to follow], [table to be checked — subs]
    let head = words.split(['—', '–', ';', ',', '/']).next().unwrap_or_default().trim_end_matches([' ', '-']);
    let due = |d: &&str| head.strip_suffix(*d).and_then(|rest| rest.strip_suffix(' ')).is_some_and(thing);
    let asks = asks || LISTS.due.iter().any(due);
    // [is it? check w/ Ann]
    let holds = |with: &&str| {
        words.match_indices(*with).any(|(at, _)| {
            let before = words[..at].chars().next_back();
            before.is_none_or(|c| !c.is_alphanumeric()) && begins(&words[at..], with)
        })
    };
    let asks = asks || LISTS.inside.iter().any(holds) || counts(block.prose.text(), place, &words);
    let asks = asks || LISTS.ends.iter().any(|e| words.strip_suffix(e).is_some_and(|rest| rest.ends_with(' ')));
    asks && !block.prose.links().iter().any(|l| l.covers(place) && !l.is_empty())
}

/// Whether words in brackets stand for a number: “watched by [number] people”. A box to tick begins its line.
fn counts(text: &str, place: Span, words: &str) -> bool {
    let before = text.get(..place.start()).unwrap_or_default();
    let behind = text.get(place.end()..).and_then(|b| b.strip_prefix(' ')).unwrap_or_default();
    LISTS.counts.contains(words)
        && before.ends_with(' ')
        && before.trim_end().ends_with(char::is_alphabetic)
        && behind.starts_with(|c: char| c.is_ascii_lowercase())
}

/// Whether a word of the list stands for one that is missing: alone, and no part of a name or number.
fn stands_in(text: &str, place: Span) -> bool {
    let before = text.get(..place.start()).unwrap_or_default();
    let behind = text.get(place.end()..).unwrap_or_default();
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '_' | '@' | '#' | '/' | '\\');
    let word = place.of(text);
    // £XXm
    let money = before.ends_with(['$', '€', '£']);
    if word == "XX" && money && ["m", "bn", "k"].iter().any(|scale| follows(behind, scale)) {
        return true;
    }
    if before.ends_with(inner) || behind.starts_with(inner) || before.ends_with(['.', '-']) && !before.ends_with(". ") {
        return false;
    }
    let previous = before.split_whitespace().next_back().unwrap_or_default();
    let next = behind.trim_start_matches([' ', '-']).split_whitespace().next().unwrap_or_default();
    let named = |word: &str| word.starts_with(char::is_uppercase) && !word.ends_with(['.', ',', ';', ':']);
    let marks = ['"', '“', '”', '‘', '’', '\'', '«', '»'];
    // The word itself (“TK” means to come), and kisses at the end of a message.
    let kisses =
        word.starts_with('x') && (behind.is_empty() || behind.trim_start_matches([',', '.', '!']).starts_with(marks));
    if before.ends_with(marks) && behind.starts_with(marks) || kisses && !before.trim().is_empty() {
        return false;
    }
    if word.starts_with("TK") {
        // TK Maxx, TK-80, T.K., TK 60 of taka.
        if word == "TK" && behind.starts_with(' ') && next.starts_with(|c: char| c.is_ascii_digit()) {
            return false;
        }
        let joined =
            |c: char| if behind.starts_with('-') { c.is_uppercase() || c.is_numeric() } else { c.is_alphanumeric() };
        return !(word == "TK"
            && (behind.starts_with(['-', '.']) && behind[1..].starts_with(joined)
                || behind.starts_with(' ')
                    && next.starts_with(char::is_uppercase)
                    && next.len() > 2
                    && !month_word(next.trim_end_matches([',', '.']))
                    && (!previous.is_empty() || !known(next))
                    && next.contains(char::is_lowercase)));
    }
    match word {
        "XX" | "xx" => {
            let counted = next.starts_with(|c: char| c.is_lowercase() || c == '%')
                && !next.starts_with("century")
                && !next.starts_with("chromosome")
                && !matches!(previous, "the" | "an" | "and" | "or")
                && !named(previous);
            let next = next.trim_end_matches(['.', ',']);
            let month = |word: &str| month_word(word.trim_end_matches([',', '.']));
            let year = next.len() == 4 && next.starts_with(['1', '2']) && next.bytes().all(|b| b.is_ascii_digit());
            let within = matches!(previous, "in" | "since" | "until" | "by" | "on" | "from");
            let dated = behind.starts_with(' ') && (month(next) || year && within)
                || month(previous) && !behind.starts_with('-');
            let share = matches!(next, "percent" | "%") || behind.trim_start().starts_with("per cent");
            counted || share || dated || money || before.ends_with(", ") && behind.starts_with(',')
        }
        "XXX" | "xxx" => {
            // Thirty, films and sizes.
            let plain = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            let (mut back, mut ahead) =
                (before.split_whitespace().rev(), behind.trim_start_matches('-').split_whitespace());
            let joined = |word: &str| matches!(word, "as" | "and" | "or" | "a" | "an");
            let last = back.find(|w| !joined(w)).map(plain).unwrap_or_default();
            if LISTS.before.contains(&*last) || LISTS.behind.contains(&*ahead.next().map(plain).unwrap_or_default()) {
                return false;
            }
            let of_names = named(previous) || named(next) || behind.starts_with('-') || behind.starts_with(": ");
            !of_names && !previous.eq_ignore_ascii_case("the")
        }
        _ => true,
    }
}

/// Whether a word is one of the language, so that a TK at the beginning stands before it and makes no name with it.
fn known(word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    let lower = word.to_lowercase();
    let person = lexicon::role(&lower).is_some() || lexicon::first_name(word).is_some();
    person || lexicon::common(&lower).is_some() || lexicon::closed_class(&lower).is(Closed::FUNCTION)
}

/// Whether a text begins with this word.
fn follows(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}
