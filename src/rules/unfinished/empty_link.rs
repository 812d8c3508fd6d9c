use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag};

use crate::rules::{Check, Edit, Example, Finding, Fix, Group, Profile, Rule, Severity, Source};
use crate::text::html::{Token, Tokens};
use crate::text::{BlockKind, Format, Span, with_line_feeds};

/// Marks links that lead nowhere.
pub static RULE: Rule = Rule {
    code: "empty-link",
    title: "A link that leads nowhere.",
    group: Group::Unfinished,
    severity: Severity::Warning,
    profile: Profile::Quiet,
    explanation: "\
A link promises the reader a source. One without an address, with only the beginning of one, or without words to click \
on was left for later; so was one that names a reference which is defined nowhere.

In Markdown the rule reads links and pictures without an address or with a bare `#`, `http://` or a placeholder, links \
without words, and `[words][name]` where no line `[name]: address` stands; in HTML, links whose `href` is empty, a bare \
`http://` or a placeholder. There a bare `#` is left to scripts.

It goes away when the address is filled in, or the brackets are taken away.",
    practice: &[
        "[CommonMark: links](https://spec.commonmark.org/current/#links)",
        "[W3C, Understanding link purpose](https://www.w3.org/WAI/WCAG21/Understanding/link-purpose-in-context.html)",
    ],
    bad: &[
        Example::markdown("Rents rose by 14 percent, [the city says]⟦()⟧.", "The address is missing."),
        Example::markdown("Rents rose by 14 percent, [the city says](⟦#⟧).", "A bare # leads to the top of the page."),
        Example::markdown("Rents rose by 14 percent, ⟦[the city says][rents]⟧.", "No line says what “rents” is."),
        Example::html("<p>Rents rose, <a href=\"⟦https://⟧\">the city says</a>.</p>", "Only its beginning."),
    ],
    good: &[
        Example::markdown("Rents rose, [the city says](https://example.org/rents).", "It leads somewhere."),
        Example::markdown("Rents rose, [the city says][rents].\n\n[rents]: https://example.org/rents", "So does this."),
        Example::markdown("See [the table below](#rents).", "A place on the page."),
        Example::html("<p>Rents rose. <a href=\"#\">Share</a> <a name=\"rents\"></a></p>", "A button, and a place."),
        Example::markdown("He said that [the mayor] [sic] knew. Write `[words]()` for a link.", "Brackets, and code."),
    ],
    check: Check::Source(check),
};

/// Addresses that are none, in small letters.
const NOWHERE: [&str; 16] = [
    "", "#", "/", "?", "http://", "https://", "http:", "https:", "www.", "url", "link", "tk", "tktk", "todo", "xxx",
    "tbd",
];

fn check(source: &Source<'_>, findings: &mut Vec<Finding>) {
    match source.format {
        Format::Plain => {}
        Format::Markdown if !source.text.contains(']') => {}
        Format::Markdown => markdown(source, findings),
        Format::Html => html(source, findings),
    }
}

/// What leads somewhere in HTML: to the top of the site, or wherever a script says.
const SOMEWHERE: [&str; 3] = ["#", "/", "?"];

fn html(source: &Source<'_>, findings: &mut Vec<Finding>) {
    for token in Tokens::new(source.text, 0) {
        let Token::Start(tag) = token else { continue };
        let Some(value) = tag.attribute("href", source.text).filter(|_| tag.name(source.text) == "a") else { continue };
        let address = value.of(source.text).trim().to_lowercase();
        if !NOWHERE.contains(&&*address) || SOMEWHERE.contains(&&*address) || !is_read(source, tag.span.end()) {
            continue;
        }
        let finding = RULE
            .finding(if value.is_empty() { tag.span } else { value }, "This link leads nowhere. Fill in its address.");
        let quoted = source.text[..value.start()].ends_with(['"', '\'']);
        let edit = Edit { placeholder: Some(Span::new(0, 2)), ..Edit::replace(value, "TK") };
        let fix = Fix::new("Insert an address (TK)", edit);
        findings.push(if quoted || !value.is_empty() { finding.fix(fix) } else { finding });
    }
}

/// Whether words of the page stand behind a tag that ends at a byte.
fn is_read(source: &Source<'_>, at: usize) -> bool {
    let behind = source.text.get(at..).unwrap_or_default();
    let at = source.text.len() - behind.trim_start().len();
    let next = source.blocks.partition_point(|b| b.span.end() <= at);
    source.blocks.get(next).is_some_and(|b| b.span.start() <= at)
}

fn markdown(context: &Source<'_>, findings: &mut Vec<Finding>) {
    let front = context.blocks.first().filter(|b| b.kind == BlockKind::FrontMatter).map_or(0, |b| b.span.end());
    let text = &*with_line_feeds(context.text.get(front..).unwrap_or_default());
    let broken = |link: BrokenLink<'_>| {
        // Two pairs of brackets were meant to be a link; one may be an editor's.
        matches!(link.link_type, LinkType::Reference | LinkType::Collapsed).then(|| (CowStr::from(BROKEN), "".into()))
    };
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut open: Vec<(Span, String, bool)> = Vec::new();
    for (event, range) in Parser::new_with_broken_link_callback(text, options, Some(broken)).into_offset_iter() {
        let place = Span::from(range).shift(front);
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                open.push((place, dest_url.to_string(), false));
            }
            Event::Text(words) | Event::Code(words) => {
                let worded = words.contains(|c: char| !c.is_whitespace());
                open.iter_mut().for_each(|o| o.2 |= worded);
            }
            Event::End(pulldown_cmark::TagEnd::Link) => {
                if let Some((place, address, worded)) = open.pop() {
                    // A picture is words enough.
                    let picture = place.of(context.text).contains("![");
                    findings.extend(link(context.text, place, &address, worded || picture));
                }
            }
            Event::End(pulldown_cmark::TagEnd::Image) => {
                if let Some((place, address, _)) = open.pop() {
                    findings.extend(link(context.text, place, &address, true));
                }
            }
            _ => {}
        }
    }
}

/// The address that a reference gets which is defined nowhere.
const BROKEN: &str = "whosaid:undefined";

fn link(text: &str, place: Span, address: &str, worded: bool) -> Option<Finding> {
    let source = place.of(text);
    if address == BROKEN {
        let name = source.trim_end_matches(']').rsplit('[').next().unwrap_or_default();
        let name = if name.is_empty() { source.trim_matches(['[', ']', '!']) } else { name };
        // “[sic] [the mayor]” has a blank between; here the brackets touch.
        let message = format!("Nothing says where “{name}” leads. Add a line “[{name}]: address”.");
        let mut edit = Edit::insert(text.len(), format!("{}[{name}]: TK\n", gap(text)));
        edit.placeholder = edit.text.rfind("TK").map(|i| Span::new(i, i + 2));
        return Some(RULE.finding(place, message).fix(Fix::new(format!("Add a line for “{name}”"), edit)));
    }
    if NOWHERE.contains(&&*address.trim().to_lowercase()) {
        // Brackets and address, or all of a link in angle brackets.
        let Some(open) = source.rfind('(').map(|i| place.start() + i) else {
            return Some(RULE.finding(place, "This link leads nowhere. Fill in its address."));
        };
        let inner = Span::new(open + 1, place.end().saturating_sub(1).max(open + 1));
        let at = if inner.of(text).trim().is_empty() { Span::new(open, place.end()) } else { inner.trim(text) };
        let message = "This link leads nowhere. Fill in its address, or take the brackets away.";
        let edit = Edit { placeholder: Some(Span::new(0, 2)), ..Edit::replace(inner, "TK") };
        return Some(RULE.finding(at, message).fix(Fix::new("Insert an address (TK)", edit)));
    }
    (!worded).then(|| RULE.finding(place, "This link has no words to click on. Write some between the brackets."))
}

/// What stands between the end of the text and a new line of references.
fn gap(text: &str) -> &'static str {
    if text.ends_with("\n\n") {
        ""
    } else if text.ends_with('\n') {
        "\n"
    } else {
        "\n\n"
    }
}
