//! One page that needs nothing else: no scripts, no network, printable.

use std::fmt::Write;

use super::share::shares;
use super::{Item, Sheet};
use crate::text::{BlockKind, Span};

const STYLE: &str = include_str!("sheet.css");

/// As many colours as the style sheet has; then they come again.
const COLOURS: usize = 10;

/// The article with each speaker's words in their colour beside the table.
pub(super) fn write(sheet: &Sheet<'_>) -> String {
    let name = escape(sheet.id);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Fact-check sheet: {name}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <header><h1><small>Fact-check sheet</small> {name}</h1><p>{}.</p></header>\n",
        escape(&sheet.summary())
    );
    chart(&mut out, sheet);
    out.push_str("<main>\n");
    article(&mut out, sheet);
    table(&mut out, sheet);
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn colour(who: Option<usize>) -> String {
    who.map_or("nobody".to_owned(), |i| format!("s{}", i % COLOURS))
}

/// One bar for the article, a stretch for each voice, and what each is.
fn chart(out: &mut String, sheet: &Sheet<'_>) {
    let shares = shares(sheet);
    let all: usize = shares.iter().map(|s| s.words).sum();
    if all == 0 {
        return;
    }
    let (mut bar, mut legend, mut told) = (String::new(), String::new(), Vec::new());
    for share in &shares {
        let percent = share.words as f64 * 100.0 / all as f64;
        let colour = if share.writer { "writer".to_owned() } else { colour(share.who) };
        let name = escape(&share.name);
        let _ = write!(bar, "<span class=\"{colour}\" style=\"width:{percent:.2}%\" title=\"{name}\"></span>");
        told.push(format!("{name} {percent:.0}%"));
        let words = if share.words == 1 { "word" } else { "words" };
        let _ = writeln!(
            legend,
            "<li><span class=\"name {colour}\" dir=\"auto\">{name}</span> {percent:.0}% <small>{} {words}</small></li>",
            share.words
        );
    }
    let _ = write!(
        out,
        "<section class=\"chart\"><h2>Whose words fill the article</h2>\n\
         <div class=\"bar\" role=\"img\" aria-label=\"{}\">{bar}</div>\n<ul>\n{legend}</ul></section>\n",
        told.join(", ")
    );
}

/// Where something begins or ends in the article.
struct Border {
    at: usize,
    starts: bool,
    row: usize,
}

fn article(out: &mut String, sheet: &Sheet<'_>) {
    let text = &*sheet.analysis.text;
    let mut borders: Vec<Border> = Vec::new();
    for (row, r) in sheet.rows.iter().enumerate() {
        for span in r.places.iter().filter(|s| !s.is_empty()) {
            borders.push(Border { at: span.start(), starts: true, row });
            borders.push(Border { at: span.end(), starts: false, row });
        }
    }
    borders.sort_by_key(|b| (b.at, b.starts));
    let furniture = &sheet.analysis.extraction.boilerplate;

    out.push_str("<article>\n");
    let (mut open, mut next): (Vec<usize>, usize) = (Vec::new(), 0);
    let mut named = vec![false; sheet.rows.len()];
    let mut page = furniture.iter().peekable();
    for number in 0..sheet.analysis.lines.len() {
        let line = sheet.analysis.lines.line_span(text, number);
        if line.of(text).trim().is_empty() {
            continue;
        }
        while page.peek().is_some_and(|l| l.line < number) {
            page.next();
        }
        let class = match (page.peek().is_some_and(|l| l.line == number), is_heading(sheet, line)) {
            (true, _) => " class=\"page\"",
            (_, true) => " class=\"heading\"",
            _ => "",
        };
        let _ = write!(out, "<p{class} dir=\"auto\"><span class=\"line\">{}</span>", number + 1);
        let mut at = line.start();
        loop {
            // Whatever began or ended up to here, lines without words included.
            while let Some(border) = borders.get(next).filter(|b| b.at <= at) {
                if border.starts {
                    open.push(border.row)
                } else {
                    open.retain(|&r| r != border.row)
                }
                next += 1;
            }
            let until = borders.get(next).map_or(line.end(), |b| b.at.min(line.end()));
            piece(out, sheet, Span::new(at, until), &open, &mut named);
            at = until;
            if at >= line.end() {
                break;
            }
        }
        out.push_str("</p>\n");
    }
    out.push_str(
        "<footer><small><span class=\"claim\">a claim</span> · <span class=\"claim missing\">a claim without a source</span> · \
         <span class=\"page\">not part of the article</span></small></footer>\n</article>\n",
    );
}

fn is_heading(sheet: &Sheet<'_>, line: Span) -> bool {
    let blocks = &sheet.analysis.blocks;
    let block = blocks.get(blocks.partition_point(|b| b.span.end() <= line.start()));
    block.is_some_and(|b| b.kind == BlockKind::Heading && b.span.start() < line.end())
}

/// A stretch of the article in which the same things are open.
fn piece(out: &mut String, sheet: &Sheet<'_>, span: Span, open: &[usize], named: &mut [bool]) {
    let words = escape(span.of(&sheet.analysis.text).trim_end_matches(['\r', '\n']));
    if open.is_empty() || words.is_empty() {
        out.push_str(&words);
        return;
    }
    let quoted = open.iter().rev().copied().find(|&r| sheet.rows[r].item == Item::Quotation);
    let quote = quoted.map(|r| &sheet.rows[r]);
    // Who speaks is said once, where the words begin.
    let begins = quoted.is_some_and(|r| !named[r]);
    let claim = open.iter().rev().map(|&r| &sheet.rows[r]).find(|r| r.item == Item::Claim);
    let mut classes = Vec::new();
    classes.extend(quote.map(|q| format!("quote {}", colour(q.who))));
    classes.extend(claim.map(|c| if c.missing.is_empty() { "claim" } else { "claim missing" }.to_owned()));
    let mut ids = String::new();
    for &row in open {
        if !std::mem::replace(&mut named[row], true) {
            let _ = write!(ids, "<a id=\"r{row}\"></a>");
        }
    }
    let title = quote.map(|q| q.speaker.unwrap_or(if q.source.is_empty() { "not known" } else { &q.source }));
    let who = title.filter(|_| begins).map(|t| format!("<span class=\"who\">[{}] </span>", escape(t)));
    let title = title.map(|t| format!(" title=\"{}\"", escape(t))).unwrap_or_default();
    let who = who.unwrap_or_default();
    let _ = write!(out, "{ids}<span class=\"{}\"{title}>{who}{words}</span>", classes.join(" "));
}

fn table(out: &mut String, sheet: &Sheet<'_>) {
    out.push_str("<section class=\"sheet\">");
    if sheet.rows.is_empty() {
        out.push_str("<p>Nothing is quoted or claimed in this article.</p></section>\n");
        return;
    }
    out.push_str(
        "<table>\n<thead><tr><th scope=\"col\" class=\"number\">Line</th><th scope=\"col\">What is said</th>\
         <th scope=\"col\" class=\"word\">On whose word</th><th scope=\"col\" class=\"lacks\">Missing</th>\
         <th scope=\"col\" class=\"tick\">Checked</th></tr></thead>\n<tbody>\n",
    );
    for (i, row) in sheet.rows.iter().enumerate() {
        let speaker = row.speaker.unwrap_or_default();
        let mut on_word = String::new();
        if !speaker.is_empty() {
            on_word = format!("<span class=\"name {}\">{}</span>", colour(row.who), escape(speaker));
        }
        if !row.source.is_empty() && row.source != speaker {
            let _ = write!(on_word, " <small>“{}”</small>", escape(&row.source));
        }
        let _ = writeln!(
            out,
            "<tr class=\"{item}\"><td class=\"number\"><a href=\"#r{i}\">{line}</a></td>\
             <td dir=\"auto\">{text} <small class=\"kind\">{kinds} {item}</small></td>\
             <td class=\"word\" dir=\"auto\">{on_word}</td>\
             <td class=\"lacks\">{missing}</td><td class=\"tick\"><input type=\"checkbox\" aria-label=\"Line {line}: checked\"></td></tr>",
            item = row.item(),
            line = row.line,
            text = escape(&row.text),
            kinds = escape(&row.kinds.join(", ")),
            missing = escape(&row.missing.join("; "))
        );
    }
    out.push_str("</tbody></table></section>\n");
}

/// Text that HTML shows as it is, in content and in attributes.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(c),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn nothing_of_an_article_is_markup() {
        assert_eq!(escape("<b title=\"x\">'&\u{1b}"), "&lt;b title=&quot;x&quot;&gt;&#39;&amp;\u{fffd}");
    }
}
