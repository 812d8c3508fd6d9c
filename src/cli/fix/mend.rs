use std::collections::{BTreeMap, HashSet};

use crate::rules::{self, Finding, Fix};
use crate::settings::Settings;
use crate::text::{Format, Span};
use crate::{Analysis, Analyzer};

/// A text after its fixes.
#[derive(Default)]
pub(super) struct Mended {
    pub(super) text: String,
    /// How many findings of each rule were mended.
    pub(super) fixed: BTreeMap<&'static str, usize>,
    /// How many findings are left whose fix a person should look at.
    pub(super) to_look_at: usize,
}

impl Mended {
    /// How many findings were mended.
    pub(super) fn count(&self) -> usize {
        self.fixed.values().sum()
    }
}

/// One fix may make room for another; a text that needs more rounds than this is left as it then is.
const ROUNDS: usize = 50;

/// Applies safe fixes, and with `also_unsafe` all that need no words of the writer, until none is left.
pub(super) fn mend(text: &str, format: Format, settings: &Settings, also_unsafe: bool) -> Mended {
    let mut mended = Mended { text: text.to_owned(), ..Mended::default() };
    let mut analyzer = Analyzer::default();
    let mut seen = HashSet::from([mended.text.clone()]);
    // A file of Windows keeps its line breaks.
    let crlf = text.contains("\r\n");
    let mut rounds = Rounds::default();
    for round in 0..=ROUNDS {
        let Some(analysis) = analyzer.analyze(mended.text.as_str().into(), format, settings, &|| false) else { break };
        rounds.found(analysis.findings.iter().map(|f| f.rule.code));
        let fixes = if round < ROUNDS { chosen(&analysis, also_unsafe, &rounds) } else { Vec::new() };
        let after = apply(&analysis.text, fixes.iter().map(|f| f.1), crlf);
        // Two fixes that undo each other would go on for ever.
        if fixes.is_empty() || !seen.insert(after.clone()) {
            mended.to_look_at = analysis.findings.iter().filter(|f| fix(f, true).is_some()).count();
            break;
        }
        for (finding, fix) in fixes {
            *mended.fixed.entry(finding.rule.code).or_default() += 1;
            rounds.applied(finding.rule.code, fix, &mended.text);
        }
        mended.text = after;
    }
    mended
}

/// What the rounds so far did, rule by rule. Fixes that take text away, turn marks or break paragraphs come to an end by
/// themselves; those of a rule that add words and do not make its findings fewer would go on for ever, and are not applied
/// again.
#[derive(Default)]
struct Rounds {
    /// The findings of the last round.
    found: BTreeMap<&'static str, usize>,
    /// How many characters but blanks the last round added to the text.
    grown: BTreeMap<&'static str, isize>,
    given_up: HashSet<&'static str>,
}

impl Rounds {
    /// The rules of the findings of a new round.
    fn found(&mut self, codes: impl Iterator<Item = &'static str>) {
        let mut now = BTreeMap::new();
        codes.for_each(|code| *now.entry(code).or_default() += 1);
        let fell = |code| now.get(code) < self.found.get(code);
        let grown = std::mem::take(&mut self.grown).into_iter();
        self.given_up.extend(grown.filter(|&(code, added)| added > 0 && !fell(code)).map(|(code, _)| code));
        self.found = now;
    }

    /// A fix of a rule is applied to the text of this round.
    fn applied(&mut self, code: &'static str, fix: &Fix, text: &str) {
        let length = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count() as isize;
        let grown: isize = fix.edits.iter().map(|e| length(&e.text) - length(e.span.of(text))).sum();
        *self.grown.entry(code).or_default() += grown;
    }

    /// Whether the fixes of a rule are still applied.
    fn goes_on(&self, code: &str) -> bool {
        !self.given_up.contains(code)
    }
}

/// The fix of a finding that may be applied.
fn fix(finding: &Finding, also_unsafe: bool) -> Option<&Fix> {
    let any = || Fix::plain(finding.fixes.iter().filter(|f| f.complete())).filter(|_| also_unsafe);
    finding.safe_fix().or_else(any)
}

/// The fix of each finding that may be applied, as far as they go together; in the order of the text.
fn chosen<'a>(analysis: &'a Analysis, also_unsafe: bool, rounds: &Rounds) -> Vec<(&'a Finding, &'a Fix)> {
    let findings = analysis.findings.iter().filter(|f| rounds.goes_on(f.rule.code));
    rules::together(findings.filter_map(|finding| Some((finding, fix(finding, also_unsafe)?))))
}

/// The text with the edits of fixes that do not overlap.
fn apply<'a>(text: &str, fixes: impl Iterator<Item = &'a Fix>, crlf: bool) -> String {
    let mut edits: Vec<_> = fixes.flat_map(|f| &f.edits).collect();
    edits.sort_by_key(|e| e.span);
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for edit in edits {
        out.push_str(Span::new(at, edit.span.start()).of(text));
        let new = edit.text.replace("\r\n", "\n");
        out.push_str(&if crlf { new.replace('\n', "\r\n") } else { new });
        at = edit.span.end().max(at);
    }
    out.push_str(Span::new(at, text.len()).of(text));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Edit;

    /// What a rule's fixes are worth is seen in the next round.
    #[test]
    fn a_rule_that_adds_text_and_mends_nothing_is_given_up() {
        let insert = Fix::new("Insert", Edit::insert(3, "new"));
        let delete = Fix::new("Delete", Edit::replace(Span::new(3, 6), ""));
        let turn = Fix::new("Turn", Edit::replace(Span::new(0, 1), "“"));
        let split = Fix::new("Split", Edit::insert(3, "\n\n"));
        let cases: [(&Fix, usize, usize, bool); 7] = [
            (&insert, 2, 1, true),
            (&insert, 2, 0, true),
            (&insert, 2, 2, false),
            (&insert, 1, 4, false),
            (&delete, 2, 2, true),
            (&turn, 1, 1, true),
            (&split, 1, 1, true),
        ];
        for (fix, before, after, goes_on) in cases {
            let mut rounds = Rounds::default();
            rounds.found(std::iter::repeat_n("one", before).chain(["other"]));
            rounds.applied("one", fix, "\"Go, no.");
            rounds.found(std::iter::repeat_n("one", after).chain(["other"]));
            assert_eq!((rounds.goes_on("one"), rounds.goes_on("other")), (goes_on, true), "{before} to {after}");
        }
    }
}
