//! The findings of a day, so that later runs report only what is new.
//!
//! A baseline is made to be kept with the articles, reviewed and merged: sorted, one entry a line. An entry has the path
//! of an article from the folder of the baseline, the rule, the words by which the finding is found again
//! ([`Analysis::anchor`]), and how often the article has it where that is more than once.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::failure::Failure;
use crate::Analysis;
use crate::rules::Finding;
use crate::settings::{file, write};

/// What this program writes, and the newest that it reads.
const VERSION: u64 = 1;

/// A finding, whatever is edited elsewhere.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Known {
    file: String,
    rule: String,
    text: String,
}

/// The findings that are known, and how often each is.
pub(super) struct Baseline {
    folder: PathBuf,
    known: BTreeMap<Known, usize>,
}

#[derive(Serialize, Deserialize)]
#[serde(expecting = "an object with `file`, `rule` and `text`")]
struct Entry {
    #[serde(flatten)]
    known: Known,
    #[serde(default = "once", skip_serializing_if = "is_once")]
    count: usize,
}

#[derive(Deserialize)]
#[serde(expecting = "an object with `version` and `findings`")]
struct File {
    version: u64,
    findings: Vec<Entry>,
}

const fn once() -> usize {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_once(count: &usize) -> bool {
    *count == 1
}

impl Baseline {
    /// One that knows nothing yet, to be written to `path`.
    pub(super) fn new(path: &Path) -> Self {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Self { folder: folder.to_owned(), known: BTreeMap::new() }
    }

    /// Reads the file at `path`.
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let name = path.display();
        let bytes = fs::read(path).map_err(|e| Failure::reading(path, &e))?;
        // Some editors begin a file so.
        let json = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
        let file: File = serde_json::from_slice(json).map_err(|e| {
            // Behind the last line break there is no column.
            let (line, column) = (e.line().max(1), e.column().max(1));
            let message = e.to_string();
            let message = message.split(" at line ").next().unwrap_or_default();
            Failure::new(format!("{name}:{line}:{column}: not a baseline: {message}"))
                .help("`whosaid check --write-baseline FILE` writes one")
        })?;
        if file.version != VERSION {
            let what = format!("{name}: a baseline of version {}; this whosaid reads {VERSION}", file.version);
            return Err(Failure::new(what).help("write it anew with `whosaid check --write-baseline FILE`"));
        }
        let mut baseline = Self::new(path);
        for Entry { known, count } in file.findings {
            *baseline.known.entry(known).or_default() += count;
        }
        Ok(baseline)
    }

    /// Whether something stands at `path` that no baseline was written to, such as the article of somebody who forgot
    /// to name one. A merge may have left marks in a baseline, and an empty file has nothing to lose.
    pub(super) fn would_replace_another(path: &Path) -> bool {
        let known = fs::metadata(path).is_ok_and(|m| m.is_file()).then(|| fs::read(path).unwrap_or_default());
        known.is_some_and(|bytes| {
            let json = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes).trim_ascii_start();
            let ours = json.starts_with(b"{") && memchr::memmem::find(json, b"\"findings\"").is_some();
            !ours && !json.is_empty()
        })
    }

    /// The findings of an article, in its order.
    pub(super) fn of(&self, path: &Path, analysis: &Analysis) -> Vec<Known> {
        let outside = || path.to_string_lossy().replace('\\', "/");
        let file = file::below(&self.folder, path).unwrap_or_else(outside);
        let known = |f: &Finding| Known { file: file.clone(), rule: f.rule.code.to_owned(), text: analysis.anchor(f) };
        analysis.findings.iter().map(known).collect()
    }

    /// Adds what was found.
    pub(super) fn add(&mut self, findings: Vec<Known>) {
        for finding in findings {
            *self.known.entry(finding).or_default() += 1;
        }
    }

    /// Takes the findings that are known away from an article; how many those are. Where an article has more of the
    /// same than are known, the last of them are new.
    pub(super) fn hide(&self, path: &Path, analysis: &mut Analysis) -> usize {
        let mut seen: BTreeMap<&Known, usize> = BTreeMap::new();
        let findings = self.of(path, analysis);
        let is_new = |finding| {
            let count = seen.entry(finding).or_default();
            *count += 1;
            *count > self.known.get(finding).copied().unwrap_or_default()
        };
        let new: Vec<bool> = findings.iter().map(is_new).collect();
        let before = analysis.findings.len();
        let mut new = new.into_iter();
        analysis.findings.retain(|_| new.next().unwrap_or(true));
        before - analysis.findings.len()
    }

    /// Writes it to `path`.
    pub(super) fn write(&self, path: &Path) -> Result<(), Failure> {
        let entries = self.known.iter().map(|(known, &count)| Entry { known: known.clone(), count });
        let lines: Vec<String> =
            entries.map(|e| format!("    {}", serde_json::to_string(&e).unwrap_or_default())).collect();
        let list = if lines.is_empty() { String::new() } else { format!("\n{}\n  ", lines.join(",\n")) };
        let text = format!("{{\n  \"version\": {VERSION},\n  \"findings\": [{list}]\n}}\n");
        write(path, text.as_bytes()).map_err(|e| Failure::written(path.display(), &e))
    }
}
