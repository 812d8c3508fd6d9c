//! Document links: web and mail addresses, the links of Markdown and HTML, and notes to what they say.

use std::cell::LazyCell;
use std::collections::HashMap;

use percent_encoding::percent_decode_str;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag as MarkdownTag};
use tower_lsp::lsp_types::{DocumentLink, Url};

use crate::server::view::View;
use crate::text::html::{Tag, Token, Tokens, unreferenced};
use crate::text::{BlockKind, Format, Span, TokenKind, with_line_feeds};

/// Where a link leads.
enum Target {
    /// To another place of the world.
    Address(String),
    /// To a byte of this document.
    Place(usize),
}

/// The links, in order and apart.
pub(in crate::server) fn links(view: &View<'_>) -> Vec<DocumentLink> {
    let mut found = match view.analysis.format {
        Format::Plain => Vec::new(),
        Format::Markdown => markdown(view),
        Format::Html => pages(view.text()),
    };
    found.extend(addresses(view));
    found.extend(numbered(view));
    // Where two overlap, the markup's own comes first: an address inside a link is its target.
    found.sort_by_key(|(span, _)| (span.start(), std::cmp::Reverse(span.end())));
    let mut end = 0;
    found.retain(|(span, _)| {
        let apart = span.start() >= end && !span.is_empty();
        end = if apart { span.end() } else { end };
        apart
    });
    found.into_iter().filter_map(|(span, target)| link(view, span, &target)).collect()
}

fn link(view: &View<'_>, span: Span, target: &Target) -> Option<DocumentLink> {
    let (url, tooltip) = match target {
        Target::Address(address) => (absolute(view.uri, address)?, format!("Open {address}")),
        Target::Place(at) => {
            let position = view.position(*at);
            let mut url = view.uri.clone();
            url.set_fragment(Some(&format!("L{},{}", position.line + 1, position.character + 1)));
            (url, format!("Go to line {}", position.line + 1))
        }
    };
    let tooltip = view.client.features.link_tooltips.then_some(tooltip);
    Some(DocumentLink { range: view.range(span), target: Some(url), tooltip, data: None })
}

/// The kinds of addresses that a link may have. An editor may run others, such as `command:`, and an article is no
/// place to run anything from.
const SCHEMES: [&str; 5] = ["http", "https", "ftp", "mailto", "tel"];

/// An address as it is written in a document, in full.
fn absolute(document: &Url, address: &str) -> Option<Url> {
    let is = |start: &str| address.get(..start.len()).is_some_and(|s| s.eq_ignore_ascii_case(start));
    if is("www.") {
        return Url::parse(&format!("https://{address}")).ok();
    }
    // A page of the web has its own scheme, and a draft on the disk will be one.
    if is("//") {
        return Url::parse(&format!("https:{address}")).ok();
    }
    match Url::parse(address) {
        Ok(url) => SCHEMES.contains(&url.scheme()).then_some(url),
        // A document without a folder has nothing beside it.
        Err(_) if document.cannot_be_a_base() => None,
        Err(_) => document.join(address).ok().filter(|url| SCHEMES.contains(&url.scheme()) || beside(document, url)),
    }
}

/// Whether an address that is joined to a document's stays on its machine. Windows takes a path that begins with two
/// slashes, of either kind, for one on another, and asks there as soon as the link is followed.
fn beside(document: &Url, url: &Url) -> bool {
    let slash = |b: Option<u8>| matches!(b, Some(b'/' | b'\\'));
    let mut path = percent_decode_str(url.path());
    let away = slash(path.next()) && slash(path.next());
    url.scheme() == document.scheme() && url.authority() == document.authority() && !away
}

/// The web and mail addresses that the text shows.
fn addresses(view: &View<'_>) -> Vec<(Span, Target)> {
    let analysis = view.analysis;
    let shown =
        analysis.blocks.iter().zip(&analysis.parts).filter(|(b, _)| b.kind.is_prose() || b.kind == BlockKind::Heading);
    let found = shown.flat_map(|(block, part)| {
        let symbols = part.tokens.iter().filter(|t| t.kind == TokenKind::Symbol && t.span.len() > 4);
        symbols.filter_map(move |t| {
            let words = t.span.of(block.prose.text());
            let is = |start: &str| words.get(..start.len()).is_some_and(|s| s.eq_ignore_ascii_case(start));
            let address = if ["http://", "https://", "ftp://", "mailto:", "www."].into_iter().any(is) {
                words.to_owned()
            } else if words.contains('@') {
                format!("mailto:{words}")
            } else {
                return None;
            };
            Some((block.to_document(t.span), Target::Address(address)))
        })
    });
    found.collect()
}

/// Marks such as `[3]` to the line that begins with the same mark.
fn numbered(view: &View<'_>) -> Vec<(Span, Target)> {
    let analysis = view.analysis;
    let marks = |block: usize| {
        let block = &analysis.blocks[block];
        let links = block.prose.links().iter().map(|&l| (l, l.of(block.prose.text())));
        links.filter(|(_, words)| words.starts_with('[')).map(|(l, words)| (l, words, block.to_document(l)))
    };
    let mut notes: HashMap<&str, usize> = HashMap::new();
    for index in 0..analysis.blocks.len() {
        for (mark, words, place) in marks(index) {
            if mark.start() == 0 || analysis.blocks[index].prose.text()[..mark.start()].ends_with('\n') {
                notes.entry(words).or_insert(place.start());
            }
        }
    }
    let all = (0..analysis.blocks.len()).flat_map(marks);
    all.filter_map(|(_, words, place)| {
        let note = notes.get(words).filter(|&&note| note != place.start())?;
        Some((place, Target::Place(*note)))
    })
    .collect()
}

/// The addresses of links in HTML, and the places of the page that some lead to.
fn pages(text: &str) -> Vec<(Span, Target)> {
    let tags: Vec<Tag> = Tokens::new(text, 0)
        .filter_map(|token| match token {
            Token::Start(tag) => Some(tag),
            _ => None,
        })
        .collect();
    let value = |place: Span| unreferenced(place.of(text)).text().to_owned();
    let mut places: HashMap<String, usize> = HashMap::new();
    for tag in &tags {
        let old = tag.attribute("name", text).filter(|_| tag.name(text) == "a");
        for name in [tag.attribute("id", text), old].into_iter().flatten() {
            places.entry(value(name)).or_insert(tag.span.start());
        }
    }
    let addresses = tags.iter().filter(|tag| tag.name(text) == "a").filter_map(|tag| tag.attribute("href", text));
    let links = addresses.map(|place| place.trim(text)).filter_map(|place| {
        let address = value(place);
        let target = match address.strip_prefix('#') {
            Some(anchor) => Target::Place(*places.get(&*percent_decode_str(anchor).decode_utf8_lossy())?),
            None if address.is_empty() => return None,
            None => Target::Address(address),
        };
        Some((place, target))
    });
    links.collect()
}

/// The links and footnotes of Markdown.
fn markdown(view: &View<'_>) -> Vec<(Span, Target)> {
    let analysis = view.analysis;
    let front = analysis.blocks.first().filter(|b| b.kind == BlockKind::FrontMatter).map_or(0, |b| b.span.end());
    let body = &*with_line_feeds(view.text().get(front..).unwrap_or_default());
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let (mut out, mut notes, mut definitions) = (Vec::new(), Vec::new(), HashMap::new());
    let anchors = LazyCell::new(|| anchors(view));
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        let span = Span::from(range).shift(front);
        match event {
            Event::Start(MarkdownTag::Link { link_type: LinkType::Email, dest_url, .. }) => {
                out.push((span, Target::Address(format!("mailto:{dest_url}"))));
            }
            Event::Start(MarkdownTag::Link { dest_url, .. } | MarkdownTag::Image { dest_url, .. })
                if !dest_url.is_empty() =>
            {
                let target = match dest_url.strip_prefix('#') {
                    Some(anchor) => anchors.get(&anchor.to_lowercase()).copied().map(Target::Place),
                    None => Some(Target::Address(dest_url.into_string())),
                };
                out.extend(target.map(|t| (span, t)));
            }
            Event::FootnoteReference(name) => notes.push((span, name.to_lowercase())),
            Event::Start(MarkdownTag::FootnoteDefinition(name)) => {
                definitions.entry(name.to_lowercase()).or_insert(span.start());
            }
            _ => {}
        }
    }
    let noted = notes.into_iter().filter_map(|(span, name)| Some((span, Target::Place(*definitions.get(&name)?))));
    out.extend(noted.collect::<Vec<_>>());
    out
}

/// The headings by their anchors, as forges make them: small letters, dashes for blanks, no marks, and a number behind
/// those that were there before.
fn anchors(view: &View<'_>) -> HashMap<String, usize> {
    let slug = |title: &str| -> String {
        let kept = title.trim().chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        kept.map(|c| if c == ' ' { '-' } else { c }).flat_map(char::to_lowercase).collect()
    };
    let (mut out, mut seen) = (HashMap::new(), HashMap::<String, usize>::new());
    for heading in view.analysis.blocks.iter().filter(|b| b.kind == BlockKind::Heading) {
        let slug = slug(heading.prose.text());
        let before = seen.entry(slug.clone()).or_default();
        let anchor = if *before == 0 { slug } else { format!("{slug}-{before}") };
        *before += 1;
        out.entry(anchor).or_insert(heading.span.start());
    }
    out
}
