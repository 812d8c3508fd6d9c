use whosaid::text::{LineIndex, Span};

use super::{ClaimMark, LineMark, Marks, QuoteMark, SpeakerMark, Verdict};

/// Reads a marks file for `article`. The error names the line of the marks file.
pub fn read(marks: &str, article: &str) -> Result<Marks, String> {
    let places = Places { article, lines: LineIndex::new(article) };
    let mut out = Marks::default();
    let mut last = Last::Nothing;
    for (n, line) in marks.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let result = if line.starts_with(' ') {
            field(&mut out, last, line.trim())
        } else {
            entry(&mut out, &places, line.trim()).map(|kind| last = kind)
        };
        result.map_err(|why| format!("marks line {}: {why}\n    {line}", n + 1))?;
    }
    Ok(out)
}

/// What the fields that follow belong to.
#[derive(Clone, Copy)]
enum Last {
    Nothing,
    Quote,
    Speaker,
    Claim,
}

fn entry(out: &mut Marks, places: &Places<'_>, line: &str) -> Result<Last, String> {
    let (maybe, line) = line.strip_prefix("maybe ").map_or((false, line), |rest| (true, rest));
    let (word, rest) = split(line);
    if word == "speaker" {
        let speaker = SpeakerMark { name: rest.into(), kind: String::new(), roles: Vec::new(), mentions: None };
        out.speakers.push(speaker);
        return Ok(Last::Speaker);
    }
    let (number, words) = split(rest);
    let line: usize = number.parse().map_err(|_| format!("`{number}` is no line number"))?;
    let verdict = match word {
        "direct" | "indirect" | "mixed" => {
            let content = places.spans(line, words)?;
            let (kind, cue, source) = (word.to_string(), Vec::new(), Vec::new());
            out.quotes.push(QuoteMark { maybe, kind, content, cue, source, speaker: None, resolution: None });
            return Ok(Last::Quote);
        }
        "boilerplate" | "finding" => {
            let list = if word == "finding" { &mut out.findings } else { &mut out.boilerplate };
            list.push(LineMark { line, word: split(words).0.into() });
            return Ok(Last::Nothing);
        }
        "unattributed" => Verdict::Unattributed,
        "attributed" => Verdict::Attributed,
        "quiet" => Verdict::Quiet,
        _ => return Err(format!("`{word}` is no kind of mark")),
    };
    let span = places.spans(line, words)?[0];
    out.claims.push(ClaimMark { span, verdict, types: Vec::new() });
    Ok(Last::Claim)
}

fn field(out: &mut Marks, last: Last, line: &str) -> Result<(), String> {
    let (name, value) = split(line);
    let parts = || value.split(" + ").map(words).collect::<Vec<_>>();
    match (last, name) {
        (Last::Quote, "cue") => out.quotes.last_mut().expect("a quote").cue = parts(),
        (Last::Quote, "source") => out.quotes.last_mut().expect("a quote").source = parts(),
        (Last::Quote, "speaker") => {
            let quote = out.quotes.last_mut().expect("a quote");
            let (speaker, how) = match value.rsplit_once(" (") {
                Some((speaker, how)) => (speaker, Some(how.trim_end_matches(')').to_string())),
                None => (value, None),
            };
            quote.speaker = (speaker != "-").then(|| speaker.to_string());
            quote.resolution = how;
        }
        (Last::Speaker, "kind") => out.speakers.last_mut().expect("a speaker").kind = value.into(),
        (Last::Speaker, "role") => out.speakers.last_mut().expect("a speaker").roles.push(value.into()),
        (Last::Speaker, "mentions") => {
            let count = value.parse().map_err(|_| format!("`{value}` is no number"))?;
            out.speakers.last_mut().expect("a speaker").mentions = Some(count);
        }
        (Last::Claim, "types") => {
            out.claims.last_mut().expect("a claim").types = value.split_whitespace().map(str::to_string).collect();
        }
        _ => return Err(format!("`{name}` is no field of the mark above")),
    }
    Ok(())
}

fn split(line: &str) -> (&str, &str) {
    let line = line.trim();
    line.split_once(char::is_whitespace).map_or((line, ""), |(a, b)| (a, b.trim()))
}

/// The text with every stretch of white space as one space.
pub fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Finds words of the marks in the article.
struct Places<'a> {
    article: &'a str,
    lines: LineIndex,
}

impl Places<'_> {
    /// The spans of `one […] two + three`, the first of which begins on `line` (from 1), each behind the one before.
    fn spans(&self, line: usize, text: &str) -> Result<Vec<Span>, String> {
        let line = self.lines.line_span(self.article, line.saturating_sub(1));
        let mut from = line.start();
        let mut out = Vec::new();
        for part in text.split(" + ") {
            let (head, tail) = part.split_once("[…]").map_or((part, None), |(a, b)| (a, Some(b)));
            let first = self.find(head, from).ok_or_else(|| format!("the article lacks `{}`", head.trim()))?;
            if out.is_empty() && first.start() >= line.end().max(line.start() + 1) {
                return Err(format!("`{}` begins on line {}", head.trim(), self.lines.line(first.start()) + 1));
            }
            let last = match tail {
                Some(tail) => self
                    .find(tail, first.end())
                    .ok_or_else(|| format!("the article lacks `{}` behind `{}`", tail.trim(), head.trim()))?,
                None => first,
            };
            from = last.end();
            out.push(first.join(last));
        }
        Ok(out)
    }

    /// The first place at or behind `from` that reads `text`, whatever its white space.
    fn find(&self, text: &str, from: usize) -> Option<Span> {
        let mut wanted = text.split_whitespace();
        let first = wanted.next()?;
        let rest: Vec<&str> = wanted.collect();
        let behind = self.article.get(from..)?;
        behind.match_indices(first).find_map(|(at, _)| {
            let mut end = from + at + first.len();
            for word in &rest {
                let gap = self.article[end..].trim_start();
                let white = self.article.len() - end - gap.len();
                if white == 0 || !gap.starts_with(word) {
                    return None;
                }
                end += white + word.len();
            }
            Some(Span::new(from + at, end))
        })
    }
}
