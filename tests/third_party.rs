//! The article by others that is kept beside the project and never in it: its marks, by place and first and last words.
//! Where the article is absent, every test says "skipped" and passes.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use whosaid::analysis::extraction;
use whosaid::extract::{BoilerplateKind, Quote, QuoteKind, Scope, SpeakerKind};
use whosaid::rules::Profile;
use whosaid::settings::Settings;
use whosaid::text::{BlockKind, Span};
use whosaid::{Analysis, Format};

/// The article, from `WHOSAID_SHARED` or from `shared/articles` at or beside a folder above this crate.
fn article() -> Option<String> {
    let crate_home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let named = std::env::var_os("WHOSAID_SHARED").map(PathBuf::from);
    let above = crate_home.ancestors().map(|p| p.join("shared"));
    let text = named.into_iter().chain(above).find_map(|p| std::fs::read_to_string(p.join("articles/kabul.txt")).ok());
    if text.is_none() {
        println!("skipped: shared/articles/kabul.txt is not here");
    }
    text
}

/// A quote that must be found: the line (from 1), the first and last words of its content, and the rest.
struct Row {
    line: usize,
    first: &'static str,
    last: &'static str,
    kind: QuoteKind,
    cue: &'static str,
    /// How the source begins.
    source: &'static str,
    speaker: &'static str,
    speaker_kinds: &'static [SpeakerKind],
}

use QuoteKind::{Direct, Indirect, Mixed};
use SpeakerKind::{Group, Organization, Person, Place};

#[rustfmt::skip]
const QUOTES: &[Row] = &[
    Row { line: 1, first: "to have received", last: "the Taliban", kind: Indirect, cue: "claimed", source: "the Russians",
          speaker: "the Russians", speaker_kinds: &[Group] },
    Row { line: 3, first: "“The embassy", last: "secure”", kind: Direct, cue: "assured", source: "Zamir Kabulov",
          speaker: "Zamir Kabulov", speaker_kinds: &[Person] },
    Row { line: 3, first: "“Under", last: "Kabul”", kind: Direct, cue: "said", source: "he",
          speaker: "Zamir Kabulov", speaker_kinds: &[Person] },
    Row { line: 7, first: "the recognition", last: "actions”", kind: Mixed, cue: "According to",
          source: "the Russian ambassador", speaker: "Zamir Kabulov", speaker_kinds: &[Person] },
    Row { line: 9, first: "“We are", last: "Kabul,”", kind: Direct, cue: "decrypts", source: "Vladimir Sotnikov",
          speaker: "Vladimir Sotnikov", speaker_kinds: &[Person] },
    Row { line: 9, first: "“Yes,", last: "partners.”", kind: Direct, cue: "", source: "",
          speaker: "Vladimir Sotnikov", speaker_kinds: &[Person] },
    Row { line: 11, first: "that it wanted", last: "", kind: Mixed, cue: "say", source: "China",
          speaker: "China", speaker_kinds: &[Organization, Place] },
];

/// Claims that nobody stands behind: line, first and last words of what must be marked.
const UNATTRIBUTED: &[(usize, &str, &str)] =
    &[(7, "representatives of the Taliban have", "in Moscow"), (7, "Moscow plans", "the Taliban")];

/// Boilerplate, by how the line begins.
const BOILERPLATE: &[(usize, BoilerplateKind)] =
    &[(13, BoilerplateKind::RelatedLink), (15, BoilerplateKind::CommentForm), (17, BoilerplateKind::CommentForm)];

const HEADING: usize = 5;

/// A text made from the article, and where each byte of the article went.
struct Variant {
    name: &'static str,
    text: String,
    format: Format,
    /// For every byte of the article, and for its end, the byte in `text`.
    map: Vec<usize>,
}

impl Variant {
    /// Rewrites the article a character at a time.
    fn new(name: &'static str, article: &str, format: Format, rewrite: impl Fn(char) -> String) -> Self {
        let mut text = String::new();
        let mut map = Vec::with_capacity(article.len() + 1);
        for c in article.chars() {
            let new = rewrite(c);
            // What a rewrite puts before a quotation mark is not part of the quotation.
            let lead = if c == '“' && new.ends_with(c) { new.len() - c.len_utf8() } else { 0 };
            map.extend(std::iter::repeat_n(text.len() + lead, c.len_utf8()));
            text += &new;
        }
        map.push(text.len());
        Self { name, text, format, map }
    }

    /// The span of the article from `first` to `last` on `line` (from 1), in this text.
    fn span(&self, article: &str, line: usize, first: &str, last: &str) -> Span {
        let start = article.split_inclusive('\n').take(line - 1).map(str::len).sum::<usize>();
        let text = article[start..].lines().next().unwrap_or_default();
        let from = text.find(first).unwrap_or_else(|| panic!("line {line} lacks {first:?}"));
        let to = if last.is_empty() {
            from + first.len()
        } else {
            let at = text[from..].find(last).unwrap_or_else(|| panic!("line {line} lacks {last:?}"));
            from + at + last.len()
        };
        Span::new(self.map[start + from], self.map[start + to])
    }

    fn line(&self, article: &str, line: usize) -> Span {
        let start = article.split_inclusive('\n').take(line - 1).map(str::len).sum::<usize>();
        let end = start + article[start..].lines().next().unwrap_or_default().len();
        Span::new(self.map[start], self.map[end])
    }
}

fn variants(article: &str) -> Vec<Variant> {
    let same = |c: char| c.to_string();
    vec![
        Variant::new("as it is", article, Format::Plain, same),
        Variant::new("as Markdown", article, Format::Markdown, same),
        Variant::new("with CRLF", article, Format::Plain, |c| if c == '\n' { "\r\n".into() } else { c.to_string() }),
        Variant::new("with CRLF, as Markdown", article, Format::Markdown, |c| {
            if c == '\n' { "\r\n".into() } else { c.to_string() }
        }),
        Variant::new("with straight marks", article, Format::Plain, |c| match c {
            '“' | '”' => "\"".into(),
            '‘' | '’' => "'".into(),
            c => c.to_string(),
        }),
        Variant::new("with an emoji before every quotation", article, Format::Plain, |c| {
            if c == '“' { "🙂 “".into() } else { c.to_string() }
        }),
    ]
}

/// Everything that is not as the table says.
fn wrong(article: &str, variant: &Variant) -> String {
    let a = whosaid::analyze(&variant.text, variant.format);
    let mut out = String::new();
    for row in QUOTES {
        let span = variant.span(article, row.line, row.first, row.last);
        let name = format!("{}: line {}, {}", variant.name, row.line, row.first);
        // What begins an open-ended content must only be its beginning. A quotation that goes on without a cue may be
        // a quote of its own or a further span of the one before.
        let fits = |q: &&Quote| {
            let spans = if row.cue.is_empty() { &q.content[..] } else { &q.content[..1] };
            spans.iter().any(|c| {
                c.start() == span.start() && (row.last.is_empty() && c.end() >= span.end() || c.end() == span.end())
            })
        };
        match a.extraction.quotes.iter().find(fits) {
            Some(quote) => wrong_quote(&a, quote, row, &name, &mut out),
            None => {
                let near = a.extraction.quotes.iter().filter(|q| q.content.iter().any(|c| c.overlaps(span)));
                let near: Vec<_> = near.map(|q| (&q.content, edges(&a, q.content[0]))).collect();
                let _ = writeln!(out, "{name}: not found at {span:?}; near it: {near:?}");
            }
        }
    }
    for &(line, first, last) in UNATTRIBUTED {
        let span = variant.span(article, line, first, last);
        let found = a.extraction.claims.iter().any(|c| c.span.covers(span) && !c.attributed());
        if !found {
            let _ = writeln!(out, "{}: line {line}, {first}: no unattributed claim", variant.name);
        }
    }
    let heading = variant.line(article, HEADING);
    // In Markdown a heading has a mark of its own.
    if variant.format == Format::Plain && !a.blocks.iter().any(|b| b.kind == BlockKind::Heading && b.span == heading) {
        let _ = writeln!(out, "{}: line {HEADING} is no heading", variant.name);
    }
    if a.extraction.claims.iter().any(|c| c.span.overlaps(heading)) {
        let _ = writeln!(out, "{}: the heading is a claim", variant.name);
    }
    let found: Vec<_> = a.extraction.boilerplate.iter().map(|b| (b.line + 1, b.kind)).collect();
    if found != BOILERPLATE {
        let _ = writeln!(out, "{}: boilerplate {found:?}, expected {BOILERPLATE:?}", variant.name);
    }
    out
}

fn wrong_quote(a: &Analysis, quote: &Quote, row: &Row, name: &str, out: &mut String) {
    let first = |spans: &[Span]| spans.first().map_or("", |s| s.of(&a.text)).to_string();
    let goes_on = row.cue.is_empty() && quote.content.len() > 1;
    if quote.kind != row.kind {
        let _ = writeln!(out, "{name}: {:?}, expected {:?}", quote.kind, row.kind);
    }
    if first(&quote.cue) != row.cue && !goes_on {
        let _ = writeln!(out, "{name}: cue {:?}, expected {:?}", first(&quote.cue), row.cue);
    }
    let source = first(&quote.source);
    if !goes_on && (!source.starts_with(row.source) || row.source.is_empty() != source.is_empty()) {
        let _ = writeln!(out, "{name}: source {source:?}, expected {:?}", row.source);
    }
    let plain = |name: &str| name.to_lowercase().trim_start_matches("the ").to_string();
    match quote.speaker.and_then(|id| a.extraction.speakers.get(id)) {
        Some(s) if plain(&s.name) == plain(row.speaker) && row.speaker_kinds.contains(&s.kind) => {}
        Some(s) => {
            let _ = writeln!(out, "{name}: speaker {} ({:?}), expected {}", s.name, s.kind, row.speaker);
        }
        None => {
            let _ = writeln!(out, "{name}: no speaker ({:?}), expected {}", quote.resolution, row.speaker);
        }
    }
}

/// The first and last word of a span: enough to see what is meant.
fn edges(a: &Analysis, span: Span) -> String {
    let mut words = span.of(&a.text).split_whitespace();
    let first = words.next().unwrap_or_default();
    format!("{first} … {}", words.next_back().unwrap_or_default())
}

#[test]
fn the_marks_are_found() {
    let Some(article) = article() else { return };
    let all: String = variants(&article)[..1].iter().map(|v| wrong(&article, v)).collect();
    assert!(all.is_empty(), "\n{all}");
}

#[test]
fn the_same_marks_are_found_in_every_variant() {
    let Some(article) = article() else { return };
    let all: String = variants(&article)[1..].iter().map(|v| wrong(&article, v)).collect();
    assert!(all.is_empty(), "\n{all}");
}

#[test]
fn without_its_last_lines_nothing_is_boilerplate() {
    let Some(article) = article() else { return };
    let paragraphs: Vec<&str> = article.split("\n\n").collect();
    let kept = paragraphs[..paragraphs.len() - BOILERPLATE.len()].join("\n\n");
    for profile in [Profile::Default, Profile::Strict] {
        let settings = Settings { profile, ..Settings::default() };
        let found = extraction(&kept, Format::Plain, &settings, Scope::Everything).boilerplate;
        assert!(found.is_empty(), "{profile:?}: {found:?}");
    }
}

#[test]
fn in_any_order_no_paragraph_of_the_article_is_boilerplate() {
    let Some(article) = article() else { return };
    let paragraphs: Vec<&str> = article.split("\n\n").collect();
    let body = paragraphs.len() - BOILERPLATE.len();
    let n = paragraphs.len();
    // Every rotation, forwards and backwards, and a few strides.
    let orders =
        (0..n).flat_map(|k| [1, n - 1, 3, 7].map(|step| (0..n).map(|i| (i * step + k) % n).collect::<Vec<_>>()));
    for order in orders {
        let text = order.iter().map(|&i| paragraphs[i]).collect::<Vec<_>>().join("\n\n");
        // Some strides leave paragraphs out and repeat others; there only the default has to hold.
        let all = (0..n).all(|i| order.contains(&i));
        let profile = if all { Profile::Strict } else { Profile::Default };
        let settings = Settings { profile, ..Settings::default() };
        for line in extraction(&text, Format::Plain, &settings, Scope::Everything).boilerplate {
            let words = line.span.of(&text);
            let guilty = paragraphs[..body].iter().position(|p| p.contains(words));
            assert!(guilty.is_none(), "paragraph {guilty:?} is boilerplate in the order {order:?}: {}", line.reason);
        }
    }
}

/// A variant that changes nothing but the marks keeps the number of quotes and of unattributed claims.
#[test]
fn variants_find_nothing_more() {
    let Some(article) = article() else { return };
    let count = |v: &Variant| {
        let e = whosaid::analyze(&v.text, v.format).extraction;
        let open = e.reasoned_claims().filter(|c| !c.attributed()).count();
        (e.quotes.len(), e.speakers.len(), e.reasoned_claims().count(), open)
    };
    let all = variants(&article);
    for v in &all[1..] {
        assert_eq!(count(v), count(&all[0]), "{}: quotes, speakers, claims, unattributed claims", v.name);
    }
}
