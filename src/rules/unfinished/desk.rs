//! Orders and notes to the desk that stand in no brackets.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::lexicon;
use crate::text::Span;

/// The words of orders and notes, as a choice.
fn words(kind: &str) -> String {
    let rows = lexicon::rows(include_str!("../../extract/lexicon/placeholders.tsv"));
    let words: Vec<String> = rows.filter(|r| r[0] == kind).filter_map(|r| r.get(1).map(|w| regex::escape(w))).collect();
    words.join("|")
}

/// An order in capitals that is a line, or ends it: “ADD PICTURE OF DINING CAR HERE”, “INSERT LINK”, “CHECK SPELLING OF NOWELL”; or
/// what is still to come: “PHOTO TO COME: …”. Buttons say “ADD PHOTO”.
static ORDER: LazyLock<Regex> = LazyLock::new(|| {
    let [copy, facts, parts] = ["copy", "fact", "part"].map(|kind| words(kind).to_uppercase());
    let caps = r"(?: [A-Z0-9][A-Z0-9’'&-]*)";
    let here = format!(r"(?:ADD|PUT|USE|PLACE)(?: [A-Z]+){{0,2}} (?:{copy}){caps}{{0,8}} HERE");
    let insert = format!(r"INSERT(?: [A-Z]+){{0,2}} (?:{copy}){caps}{{0,8}}");
    let update = format!(r"UPDATE(?: THE)? (?:{copy}){caps}{{1,8}}");
    let add = format!(r"ADD(?: [A-Z]+)? (?:{parts}) (?:TO|FROM|OF|ON|ABOUT|BY|WITH|HERE){caps}{{1,8}}");
    let check = format!(r"(?:RE)?CHECK(?: [A-Z]+)? (?:{facts})(?: (?:OF|FOR|WITH|IN|AND){caps}{{1,6}})?");
    let of = format!(r"(?: (?:FROM|OF|BY|FOR|ON|WITH){caps}{{1,5}}?)?");
    let come = format!(r"(?:[A-Z]+ )?(?:{copy}){of} (?:TO COME|TO FOLLOW|TBC|NEEDED|TK)");
    lexicon::regex(&format!(
        r"(?m)(?:^[\s*_>#(\[x-]*|[.!?”] )(?P<order>(?:{here}|{insert}|{update}|{add}|{check})|(?P<come>{come}))(?P<end>[\s.:!*_)\]x-]*$|: )"
    ))
});

/// A note to the desk: “NB subs: …”, “Note to editors: …”; or one that asks: “Subs: please check”.
static NOTE: LazyLock<Regex> = LazyLock::new(|| {
    let (to, asks) = (words("to"), words("asks"));
    lexicon::regex(&format!(
        r"(?mi)^[\s*_>(]*(?P<note>(?:nb|n\.b\.|attn|attention|memo to|for),? (?:the )?(?:{to}):[^\n]*|(?:subs?|sub-editors?|news ?desk|picture desk|desk): (?:{asks})\b[^\n]*)"
    ))
});

/// Whether words that stand in a text are a note on it, and stand for no others: “[Ed: …]”, “NB subs: …”, “[check date]”.
pub(super) fn is_note(words: &str) -> bool {
    static CHECKS: LazyLock<Regex> = LazyLock::new(|| {
        let to = words_of_note();
        lexicon::regex(&format!(
            r"(?i)^[\[{{(]?\s*(?:(?:please|pls) |re)?(?:fact-)?check\b|^[\[{{(]?\s*{to}|^[\[{{(]?\s*(?:update|add|embed)\b|\b(?:to be checked|to check|chk|pls|asap)\b|\bcheck w/"
        ))
    });
    CHECKS.is_match(words)
}

/// To whom a note is, before its colon.
fn words_of_note() -> String {
    format!(r"(?:(?:nb|n\.b\.|attn|attention|memo to|for|note to),? (?:the )?)?(?:{})\.?:", words("to"))
}

/// The orders and notes of a text.
pub(super) fn notes(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    // Most paragraphs hold neither a word in capitals nor a colon.
    if text.as_bytes().windows(3).any(|w| w.iter().all(u8::is_ascii_uppercase)) {
        let orders = ORDER.captures_iter(text).filter_map(|c| {
            let line = c.name("end").is_some_and(|end| !end.as_str().starts_with(": "));
            c.name("order").filter(|_| line || c.name("come").is_some())
        });
        found.extend(orders.map(|m| Span::from(m.range())));
    }
    if text.contains(':') {
        found.extend(NOTE.captures_iter(text).filter_map(|c| c.name("note")).map(|m| Span::from(m.range())));
    }
    found
}
