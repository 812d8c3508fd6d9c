//! What the rules find in an archive: how much, how often, and a sample of it to judge.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use serde::Serialize;

use super::markdown::escape;
use crate::Analysis;
use crate::rules::{Finding, Profile, RULES, Rule};
use crate::text::Span;

/// How an audit is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditFormat {
    /// For people.
    Text,
    /// A Markdown table, and the sample as lists.
    Markdown,
    /// For programs.
    Json,
}

/// What the rules found in one article.
pub struct Audited {
    words: usize,
    findings: Vec<(&'static Rule, Place)>,
    /// The rules of what profiles show that show less, a finding each.
    milder: Vec<(Profile, &'static Rule)>,
}

/// A finding to judge.
#[derive(Clone, Debug, Serialize)]
struct Place {
    /// The article: its path, or its id.
    article: String,
    /// The line, from 1.
    line: usize,
    /// Its sentence, with the place between `⟦` and `⟧`.
    text: String,
    message: String,
}

impl Audited {
    /// What was found in an article.
    pub fn new(article: &str, analysis: &Analysis) -> Self {
        let place = |f: &Finding| Place {
            article: article.to_owned(),
            line: analysis.lines.line(f.span.start()) + 1,
            text: excerpt(analysis, f),
            message: f.message.clone(),
        };
        Self {
            words: analysis.text.split_whitespace().count(),
            findings: analysis.findings.iter().map(|f| (f.rule, place(f))).collect(),
            milder: Vec::new(),
        }
    }

    /// Notes what a profile that shows less finds in the same article: a rule may say less there.
    pub fn beside(&mut self, profile: Profile, analysis: &Analysis) {
        self.milder.extend(analysis.findings.iter().map(|f| (profile, f.rule)));
    }
}

/// The sentence of a finding on one line, cut where it is long, with the place in brackets.
fn excerpt(analysis: &Analysis, finding: &Finding) -> String {
    const AROUND: usize = 100;
    const MOST: usize = 300;
    let text = &*analysis.text;
    let sentence = analysis.manuscript(Profile::Default).sentence_at(finding.span.start());
    let whole = sentence.map_or(finding.span, |s| s.span().join(finding.span));
    let cut = |span: Span, from_end: bool, most: usize| -> String {
        let words = analysis.words(span).split_whitespace().collect::<Vec<_>>().join(" ");
        let count = words.chars().count();
        let blank = |at: Option<char>| if at.is_some_and(char::is_whitespace) { " " } else { "" };
        let (before, behind) = (blank(span.of(text).chars().next()), blank(span.of(text).chars().next_back()));
        match (count > most, from_end) {
            (false, _) => format!("{}{words}{}", if words.is_empty() { "" } else { before }, behind),
            (true, true) => format!("… {}{behind}", words.chars().skip(count - most).collect::<String>()),
            (true, false) => format!("{before}{} …", words.chars().take(most).collect::<String>()),
        }
    };
    let before = cut(Span::new(whole.start(), finding.span.start()), true, AROUND);
    let inner = cut(finding.span, false, MOST);
    let behind = cut(Span::new(finding.span.end(), whole.end()), false, AROUND);
    format!("{before}⟦{inner}⟧{behind}")
}

/// The sums of an archive.
pub struct Audit {
    sample: usize,
    profile: Profile,
    articles: usize,
    words: usize,
    rules: HashMap<&'static str, Sum>,
    seed: u64,
}

/// What one rule found.
#[derive(Default)]
struct Sum {
    findings: usize,
    /// How many of them profiles show that show less.
    milder: BTreeMap<Profile, usize>,
    articles: usize,
    sample: Vec<(usize, Place)>,
    random: u64,
}

/// A rule's line of the table.
#[derive(Serialize)]
struct Row<'a> {
    rule: &'static str,
    group: &'static str,
    severity: &'static str,
    profile: Profile,
    findings: usize,
    /// How many of them each profile shows.
    by_profile: BTreeMap<Profile, usize>,
    articles: usize,
    per_1000_words: f64,
    sample: Vec<&'a Place>,
}

#[derive(Serialize)]
struct Whole<'a> {
    articles: usize,
    words: usize,
    profile: Profile,
    seed: u64,
    rules: Vec<Row<'a>>,
}

impl Audit {
    /// An audit of nothing yet, which keeps `sample` findings of each rule, chosen by `seed`.
    pub fn new(sample: usize, seed: u64, profile: Profile) -> Self {
        Self { sample, profile, articles: 0, words: 0, rules: HashMap::new(), seed }
    }

    /// Whether no article was read.
    pub fn is_empty(&self) -> bool {
        self.articles == 0
    }

    /// Adds an article. The sample depends on the order of the articles and the seed alone.
    pub fn add(&mut self, article: Audited) {
        self.articles += 1;
        self.words += article.words;
        for (profile, rule) in article.milder {
            *self.sum(rule).milder.entry(profile).or_default() += 1;
        }
        let mut seen: Vec<&str> = Vec::new();
        for (rule, place) in article.findings {
            let most = self.sample;
            let sum = self.sum(rule);
            sum.findings += 1;
            if !seen.contains(&rule.code) {
                seen.push(rule.code);
                sum.articles += 1;
            }
            // Each finding so far has the same chance to be in the sample.
            if sum.sample.len() < most {
                sum.sample.push((sum.findings, place));
            } else {
                let at = next(&mut sum.random) as usize % sum.findings;
                if let Some(old) = sum.sample.get_mut(at) {
                    *old = (sum.findings, place);
                }
            }
        }
    }

    fn sum(&mut self, rule: &'static Rule) -> &mut Sum {
        let seed = self.seed ^ crate::tagger::hash::bytes(rule.code.as_bytes());
        self.rules.entry(rule.code).or_insert_with(|| Sum { random: seed, ..Sum::default() })
    }

    fn rows(&self) -> Vec<Row<'_>> {
        let shown = RULES.iter().filter(|r| r.profile <= self.profile);
        let row = |rule: &&'static Rule| {
            let sum = self.rules.get(rule.code);
            let mut sample: Vec<&(usize, Place)> = sum.iter().flat_map(|s| &s.sample).collect();
            sample.sort_by_key(|s| s.0);
            let findings = sum.map_or(0, |s| s.findings);
            let shown = |p: Profile| match sum {
                Some(sum) if p < self.profile => sum.milder.get(&p).copied().unwrap_or(0),
                _ => findings,
            };
            Row {
                rule: rule.code,
                group: rule.group.name(),
                severity: rule.severity.name(),
                profile: rule.profile,
                findings,
                by_profile: self.profiles().map(|p| (p, shown(p))).collect(),
                articles: sum.map_or(0, |s| s.articles),
                per_1000_words: (self.per_1000(findings) * 100.0).round() / 100.0,
                sample: sample.into_iter().map(|s| &s.1).collect(),
            }
        };
        shown.map(row).collect()
    }

    fn per_1000(&self, findings: usize) -> f64 {
        findings as f64 * 1000.0 / self.words.max(1) as f64
    }

    /// Writes it down.
    pub fn write(&self, format: AuditFormat) -> String {
        let rows = self.rows();
        match format {
            AuditFormat::Json => {
                let (articles, words) = (self.articles, self.words);
                let whole = Whole { articles, words, profile: self.profile, seed: self.seed, rules: rows };
                serde_json::to_string_pretty(&whole).map(|json| json + "\n").unwrap_or_default()
            }
            AuditFormat::Text => self.text(&rows),
            AuditFormat::Markdown => self.markdown(&rows),
        }
    }

    /// The findings of all rules that a profile shows.
    fn shown(rows: &[Row<'_>], profile: Profile) -> usize {
        rows.iter().filter_map(|r| r.by_profile.get(&profile)).sum()
    }

    /// The profile of the audit and those that show less, which come first.
    fn profiles(&self) -> impl Iterator<Item = Profile> {
        Profile::up_to(self.profile)
    }

    fn text(&self, rows: &[Row<'_>]) -> String {
        let mut out = format!("{}, {} words\n\n", articles(self.articles), grouped(self.words));
        let width = rows.iter().map(|r| r.rule.len()).max().unwrap_or(0);
        let line = |out: &mut String, cells: [&str; 4], counts: Vec<String>| {
            let [rule, severity, articles, share] = cells;
            let counts: String = counts.iter().map(|count| format!(" {count:>9}")).collect();
            let _ = writeln!(out, "{rule:width$} {severity:12}{counts} {articles:>9} {share:>16}");
        };
        let profiles = || self.profiles().map(|p| format!("{p}"));
        line(&mut out, ["rule", "severity", "articles", "per 1,000 words"], profiles().collect());
        for row in rows {
            let (articles, share) = (grouped(row.articles), format!("{:.2}", row.per_1000_words));
            let counts = row.by_profile.values().map(|&count| grouped(count)).collect();
            line(&mut out, [row.rule, row.severity, &articles, &share], counts);
        }
        let all = self.profiles().map(|p| grouped(Self::shown(rows, p))).collect();
        let share = format!("{:.2}", self.per_1000(Self::shown(rows, self.profile)));
        out.push('\n');
        line(&mut out, ["all rules", "", "", &share], all);
        for row in rows.iter().filter(|r| !r.sample.is_empty()) {
            let _ = write!(out, "\n{}: {} of {}\n", row.rule, row.sample.len(), grouped(row.findings));
            for place in &row.sample {
                let _ = write!(out, "  {}:{}: {}\n      {}\n", place.article, place.line, place.text, place.message);
            }
        }
        out
    }

    fn markdown(&self, rows: &[Row<'_>]) -> String {
        let mut out = format!("{}, {} words.\n\n", articles(self.articles), grouped(self.words));
        let cells = |cells: &mut dyn Iterator<Item = String>| cells.map(|c| format!(" {c} |")).collect::<String>();
        let heads = cells(&mut self.profiles().map(|p| format!("{p}")));
        let _ = writeln!(out, "| rule | severity |{heads} articles | per 1,000 words |");
        let _ = writeln!(out, "|---|---|{}---:|---:|", "---:|".repeat(self.profiles().count()));
        for row in rows {
            let counts = cells(&mut row.by_profile.values().map(|&count| grouped(count)));
            let Row { rule, severity, articles, per_1000_words, .. } = row;
            let _ = writeln!(out, "| {rule} | {severity} |{counts} {} | {per_1000_words:.2} |", grouped(*articles));
        }
        let all = cells(&mut self.profiles().map(|p| grouped(Self::shown(rows, p))));
        let _ = writeln!(out, "| *all rules* | |{all} | {:.2} |", self.per_1000(Self::shown(rows, self.profile)));
        for row in rows.iter().filter(|r| !r.sample.is_empty()) {
            let _ = write!(out, "\n## {}\n\n{} of {}\n\n", row.rule, row.sample.len(), grouped(row.findings));
            for place in &row.sample {
                let text = escape(&place.text);
                let _ = writeln!(out, "- [ ] `{}:{}` {text} — {}", place.article, place.line, escape(&place.message));
            }
        }
        out
    }
}

fn articles(count: usize) -> String {
    format!("{} article{}", grouped(count), if count == 1 { "" } else { "s" })
}

/// A number with commas: 12,345.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The next of a row of numbers without a pattern.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
