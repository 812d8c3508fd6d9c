use std::collections::HashMap;

use super::{Offsets, Summary, compact, github, gitlab, json, sarif, text};
use crate::Analysis;
use crate::rules::Finding;
use crate::text::{Encoding, Span};

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingFormat {
    /// For people: the line with the place underlined. Has colours, which a terminal may not want.
    Text,
    /// A line each: `path:line:col: severity code message`.
    Compact,
    /// An array of objects.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// Commands of a GitHub workflow, which become annotations.
    Github,
    /// A Code Quality report, as GitLab shows it beside a merge request.
    Gitlab,
}

impl FindingFormat {
    /// What stands before all findings.
    pub fn start(self) -> String {
        match self {
            Self::Json | Self::Gitlab => "[".to_owned(),
            Self::Sarif => sarif::start(),
            Self::Text | Self::Compact | Self::Github => String::new(),
        }
    }

    /// The findings of one article, each by itself, with what ends it.
    pub fn findings(self, page: &Page<'_>) -> Vec<String> {
        let write = match self {
            Self::Text => text::finding,
            Self::Compact => compact::finding,
            Self::Json => json::finding,
            Self::Github => github::finding,
            Self::Sarif => return keyed(page, sarif::result),
            Self::Gitlab => return keyed(page, gitlab::issue),
        };
        page.analysis.findings.iter().map(|f| write(page, f)).collect()
    }

    /// What stands before the first finding, or between two.
    pub fn between(self, first: bool) -> &'static str {
        match (self, first) {
            (Self::Json | Self::Sarif | Self::Gitlab, true) => "\n",
            (Self::Json | Self::Sarif | Self::Gitlab, false) => ",\n",
            _ => "",
        }
    }

    /// What stands behind all findings. `complete`: whether every article could be read.
    pub fn end(self, summary: &Summary, complete: bool) -> String {
        match self {
            Self::Text => format!("{summary}\n"),
            Self::Json | Self::Gitlab if summary.at_least(crate::rules::Severity::Hint) == 0 => "]\n".to_owned(),
            Self::Json | Self::Gitlab => "\n]\n".to_owned(),
            Self::Sarif => sarif::end(complete),
            Self::Compact | Self::Github => String::new(),
        }
    }
}

/// An article with its findings, as a report names and counts it: lines and columns from 1, columns in characters
/// (code points).
pub struct Page<'a> {
    /// Its name, with `/`.
    pub name: &'a str,
    /// What was found.
    pub analysis: &'a Analysis,
    characters: Offsets<'a>,
}

/// A line and a column, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: usize,
}

impl<'a> Page<'a> {
    /// The article that `analysis` has read.
    pub fn new(name: &'a str, analysis: &'a Analysis) -> Self {
        Self { name, analysis, characters: Offsets::new(&analysis.text, Encoding::Utf32) }
    }

    pub(super) fn place(&self, offset: usize) -> Place {
        let offset = self.analysis.text.floor_char_boundary(offset);
        let line = self.analysis.lines.line(offset);
        let start = self.line(line).start();
        Place { line: line + 1, column: self.characters.at(offset) - self.characters.at(start) + 1 }
    }

    /// A line, from 0, without its break.
    pub(super) fn line(&self, line: usize) -> Span {
        let span = self.analysis.lines.line_span(&self.analysis.text, line);
        let words = span.of(&self.analysis.text).trim_end_matches(['\r', '\n']);
        Span::new(span.start(), span.start() + words.len())
    }
}

/// A message in one line that cannot steer a terminal, whatever words of an article it holds.
pub(super) fn one_line(message: &str) -> String {
    let words: Vec<&str> = message.split_whitespace().collect();
    words.join(" ").replace(is_unprintable, "\u{fffd}")
}

/// Characters that steer a terminal, or turn the direction of what stands behind them.
pub(super) fn is_unprintable(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The findings, each with what tells it apart from all others of the article: the same sentence may have the same
/// finding twice.
fn keyed(page: &Page<'_>, write: fn(&Page<'_>, &Finding, &str) -> String) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let key = |finding| {
        let print = fingerprint(page, finding);
        let nth = seen.entry(print.clone()).and_modify(|n| *n += 1).or_insert(1);
        format!("{print}:{nth}")
    };
    let keys: Vec<String> = page.analysis.findings.iter().map(key).collect();
    page.analysis.findings.iter().zip(&keys).map(|(finding, key)| write(page, finding, key)).collect()
}

/// What a report knows a finding by: the rule and the words of its sentence, whatever is edited elsewhere.
pub(super) fn fingerprint(page: &Page<'_>, finding: &Finding) -> String {
    let anchor = page.analysis.anchor(finding);
    hash(finding.rule.code.bytes().chain([0]).chain(anchor.bytes()))
}

/// The same in every version of this program, which the hashes of the standard library are not (FNV-1a).
pub(super) fn hash(bytes: impl Iterator<Item = u8>) -> String {
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}
