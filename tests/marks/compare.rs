use whosaid::text::{LineIndex, Span};

use super::show::{line_of, show_claim, show_quote, show_speaker};
use super::{ClaimMark, Marks, QuoteMark, SpeakerMark, Verdict};

/// Where what was found differs from what was marked by hand: one readable text a difference, in the order of the
/// article. `-` lines were expected, `+` lines were found.
pub fn disagreements(expected: &Marks, found: &Marks, article: &str) -> Vec<String> {
    let lines = LineIndex::new(article);
    let (mut out, soft) = quotes(expected, found, article, &lines);
    out.sort_by_key(|&(line, _)| line);
    let mut out: Vec<String> = out.into_iter().map(|(_, text)| text).collect();
    out.extend(speakers(expected, found, &soft));
    out.extend(expected.claims.iter().filter_map(|c| claim(c, &found.claims, article, &lines)));
    let text = |line: usize| lines.line_span(article, line - 1).of(article).trim();
    for mark in &expected.boilerplate {
        if !found.boilerplate.contains(mark) {
            out.push(format!("- boilerplate {} {}  {}\n", mark.line, mark.word, text(mark.line)));
        }
    }
    for mark in &found.boilerplate {
        if !expected.boilerplate.contains(mark) {
            out.push(format!("+ boilerplate {} {}  {}\n", mark.line, mark.word, text(mark.line)));
        }
    }
    for mark in expected.findings.iter().filter(|m| !found.findings.contains(m)) {
        out.push(format!("- finding {} {}  {}\n", mark.line, mark.word, text(mark.line)));
    }
    out
}

/// The differences with their lines, and the names that only soft judgements bring.
fn quotes(expected: &Marks, found: &Marks, article: &str, lines: &LineIndex) -> (Vec<(usize, String)>, Vec<String>) {
    let mut out = Vec::new();
    let mut soft: Vec<usize> = Vec::new();
    let mut used = vec![false; found.quotes.len()];
    let place = |want: &QuoteMark, exactly: bool, used: &mut Vec<bool>| {
        let hit = |q: &QuoteMark| {
            if exactly { agrees(want, q) } else { overlap(&want.content, &q.content) }
        };
        let at = (0..used.len()).find(|&i| !used[i] && hit(&found.quotes[i]))?;
        used[at] = true;
        Some(at)
    };
    let mut open = Vec::new();
    for want in &expected.quotes {
        match place(want, true, &mut used) {
            Some(at) if want.maybe => soft.push(at),
            Some(_) => {}
            None => open.push(want),
        }
    }
    for want in open {
        let got = place(want, false, &mut used);
        if want.maybe {
            soft.extend(got);
            continue;
        }
        let mut text = signed('-', &show_quote(want, article, lines));
        if let Some(got) = got {
            text += &signed('+', &show_quote(&found.quotes[got], article, lines));
        }
        out.push((line_of(lines, want.content.first()), text));
    }
    for (q, _) in found.quotes.iter().zip(&used).filter(|(_, used)| !**used) {
        out.push((line_of(lines, q.content.first()), signed('+', &show_quote(q, article, lines))));
    }
    let by = |i: usize| found.quotes[i].speaker.clone();
    let firm = |name: &Option<String>| (0..used.len()).any(|i| !soft.contains(&i) && by(i) == *name);
    let names = soft.iter().map(|&i| by(i)).filter(|n| !firm(n)).flatten().collect();
    (out, names)
}

fn agrees(want: &QuoteMark, got: &QuoteMark) -> bool {
    want.kind == got.kind
        && want.content == got.content
        && texts_agree(&want.cue, &got.cue)
        && texts_agree(&want.source, &got.source)
        && names_agree(want.speaker.as_deref(), got.speaker.as_deref())
        && (want.resolution.is_none() || want.resolution == got.resolution)
}

/// Whether two lists of words agree; words in braces in the first may be there or not.
fn texts_agree(want: &[String], got: &[String]) -> bool {
    want.len() == got.len()
        && want.iter().zip(got).all(|(want, got)| {
            let Some((head, rest)) = want.split_once('{') else { return want == got };
            let (inner, tail) = rest.split_once('}').unwrap_or((rest, ""));
            *got == format!("{head}{inner}{tail}") || *got == format!("{}{tail}", head.trim_end())
        })
}

/// Whether two names of a speaker agree; case and an article before them are a matter of taste.
fn names_agree(want: Option<&str>, got: Option<&str>) -> bool {
    want.map(plain_name) == got.map(plain_name)
}

fn plain_name(name: &str) -> String {
    let name = name.to_lowercase();
    let article = ["the ", "a ", "an "].iter().find_map(|a| name.strip_prefix(a));
    article.unwrap_or(&name).to_string()
}

fn overlap(a: &[Span], b: &[Span]) -> bool {
    a.iter().any(|a| b.iter().any(|b| a.overlaps(*b)))
}

fn speakers(expected: &Marks, found: &Marks, soft: &[String]) -> Vec<String> {
    let mut out = Vec::new();
    for want in &expected.speakers {
        match found.speakers.iter().find(|s| plain_name(&s.name) == plain_name(&want.name)) {
            Some(got) if same(want, got) => {}
            Some(got) => out.push(signed('-', &show_speaker(want)) + &signed('+', &show_speaker(got))),
            None => out.push(signed('-', &show_speaker(want))),
        }
    }
    for got in found.speakers.iter().filter(|s| !soft.contains(&s.name)) {
        if !expected.speakers.iter().any(|s| plain_name(&s.name) == plain_name(&got.name)) {
            out.push(signed('+', &show_speaker(got)));
        }
    }
    out
}

fn same(want: &SpeakerMark, got: &SpeakerMark) -> bool {
    (want.kind.is_empty() || want.kind == got.kind)
        && want.roles.iter().all(|r| got.roles.contains(r))
        && (want.mentions.is_none() || want.mentions == got.mentions)
}

fn claim(want: &ClaimMark, found: &[ClaimMark], article: &str, lines: &LineIndex) -> Option<String> {
    let shared = |c: &&ClaimMark| {
        let common = c.span.end().min(want.span.end()).saturating_sub(c.span.start().max(want.span.start()));
        2 * common >= want.span.len().min(c.span.len()).max(1)
    };
    let near: Vec<&ClaimMark> = found.iter().filter(shared).collect();
    let types = |c: &ClaimMark| want.types.iter().all(|t| c.types.contains(t));
    let fine = match want.verdict {
        Verdict::Quiet => near.iter().all(|c| c.verdict == Verdict::Attributed),
        verdict => near.iter().any(|c| c.verdict == verdict && types(c)),
    };
    (!fine).then(|| {
        let near: String = near.iter().map(|c| signed('+', &show_claim(c, article, lines))).collect();
        signed('-', &show_claim(want, article, lines)) + &near
    })
}

fn signed(sign: char, text: &str) -> String {
    text.lines().map(|l| format!("{sign} {l}\n")).collect()
}
