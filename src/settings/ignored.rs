//! Findings that were put aside, in `.whosaid/ignored.json`.
//!
//! The file is one for a folder and all below it, made to be read, reviewed and merged: sorted, one entry a line. An
//! entry has the path of an article below that folder, the rule, and the words of the finding's sentence
//! ([`Analysis::anchor`](crate::Analysis::anchor)), so that it holds wherever the sentence moves to and ends when the
//! sentence changes. Fields that whosaid does not know are kept.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::problem::{Place, Problem};
use crate::text::{Encoding, LineIndex, Position, Span};

/// Where the file stands below its folder.
pub const NAME: &str = ".whosaid/ignored.json";

/// What this program writes, and the newest that it reads.
const VERSION: u64 = 1;

/// The findings of one document that were put aside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ignored(BTreeSet<(String, String)>);

impl Ignored {
    /// Reads those of the document at `path` from the file at `list`.
    ///
    /// # Errors
    /// When the file cannot be read, is no JSON, or is not of the form described above.
    pub fn load(list: &Path, path: &Path) -> Result<Self, Problem> {
        let Some(name) = name_below(list, path) else { return Ok(Self::default()) };
        let entries = List::read(list)?.entries;
        let of_file = entries.iter().filter(|e| field(e, "file") == name);
        Ok(Self(of_file.map(|e| (field(e, "rule").to_owned(), field(e, "text").to_owned())).collect()))
    }

    /// Whether none was.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the finding of the rule `code` at the sentence `anchor` was.
    pub fn contains(&self, code: &str, anchor: &str) -> bool {
        self.0.contains(&(code.to_owned(), anchor.to_owned()))
    }
}

/// The nearest `.whosaid/ignored.json` in a folder that holds `path`.
pub fn find(path: &Path) -> Option<PathBuf> {
    super::file::above(path, Path::new(NAME))
}

/// Where to put findings of the document at `path` aside: the nearest list in the document's project, or a new one beside
/// the project's `whosaid.toml`, or else in `folder` where that holds the document. Where there is no project, it is the
/// nearest list, or a new one beside the document. A list above the project that has findings of it already is used on.
pub fn list_for(path: &Path, folder: Option<&Path>) -> PathBuf {
    let config = super::file::find(path);
    let project = config.as_deref().and_then(Path::parent).or(folder.filter(|f| path.starts_with(f)));
    let known = find(path).filter(|list| project.is_none_or(|project| is_of(list, project)));
    let place = || project.or(path.parent()).unwrap_or(Path::new("")).join(NAME);
    known.unwrap_or_else(place)
}

/// Whether a list stands in a project, or has findings of it.
fn is_of(list: &Path, project: &Path) -> bool {
    let Some(home) = list.parent().and_then(Path::parent) else { return true };
    let Some(below) = super::file::below(home, project).filter(|below| !below.is_empty()) else { return true };
    let entries = List::read(list).map(|list| list.entries).unwrap_or_default();
    entries.iter().any(|e| field(e, "file").strip_prefix(&*below).is_some_and(|rest| rest.starts_with('/')))
}

/// Puts a finding aside: the rule `code` at the sentence `anchor` of the document at `path`. The file and its folder
/// are made where they are missing, and written as a whole or not at all.
///
/// # Errors
/// When the document is not below the folder of `list`, when the file is there and cannot be read (it is then left as
/// it is), or when it cannot be written.
pub fn add(list: &Path, path: &Path, code: &str, anchor: &str) -> Result<(), Problem> {
    let problem = |message| Problem { path: Some(list.to_owned()), place: None, message };
    let Some(name) = name_below(list, path) else {
        return Err(problem(format!("{} is not below the folder of this list.", path.display())));
    };
    let unwritten = |e| problem(format!("The list cannot be written: {e}."));
    // Another program may add to it at the same time.
    let _turn = lock(list).map_err(unwritten)?;
    let mut content = if list.exists() { List::read(list)? } else { List::default() };
    let key = |e: &Map<String, Value>| [field(e, "file"), field(e, "rule"), field(e, "text")].map(str::to_owned);
    let new: Map<String, Value> = [("file", &*name), ("rule", code), ("text", anchor)]
        .map(|(k, v)| (k.to_owned(), v.into()))
        .into_iter()
        .collect();
    if !content.entries.iter().any(|e| key(e) == key(&new)) {
        content.entries.push(new);
    }
    content.entries.sort_by_cached_key(key);
    super::write(list, content.to_text().as_bytes()).map_err(unwritten)
}

/// Waits until no other program changes a list, and keeps others waiting while what is given back lives. Its folder is
/// made where it is missing. Where a file system or Windows locks no folders, nobody waits.
fn lock(list: &Path) -> io::Result<Option<File>> {
    let folder = list.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let folder = File::open(folder).ok();
    Ok(folder.filter(|folder| folder.lock().is_ok()))
}

/// The path of a document below the folder that holds `.whosaid`, with `/`.
fn name_below(list: &Path, path: &Path) -> Option<String> {
    super::file::below(std::path::absolute(list).ok()?.parent()?.parent()?, path)
}

fn field<'a>(entry: &'a Map<String, Value>, key: &str) -> &'a str {
    entry.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The whole file.
#[derive(Default)]
struct List {
    entries: Vec<Map<String, Value>>,
    /// Everything beside `version` and `ignored`.
    other: Map<String, Value>,
}

impl List {
    fn read(path: &Path) -> Result<Self, Problem> {
        let problem = |place, message| Problem { path: Some(path.to_owned()), place, message };
        let text = super::file::text(path, "The list")?;
        // Some editors begin a file so.
        let text = text.trim_start_matches('\u{feff}');
        let value: Value = serde_json::from_str(text).map_err(|e| {
            let line = e.line().saturating_sub(1);
            let lines = LineIndex::new(text);
            let position = Position { line: line as u32, column: e.column().saturating_sub(1) as u32 };
            let at = lines.offset(text, position, Encoding::Utf8);
            let message = e.to_string();
            let message = match message.split(" at line ").next() {
                _ if e.is_eof() => "it is empty or cut off",
                message => message.unwrap_or_default(),
            };
            problem(Some(Place::new(text, Span::new(at, at))), format!("This is not JSON: {message}."))
        })?;
        let Value::Object(mut other) = value else {
            return Err(problem(None, "The list is an object with `version` and `ignored`.".to_owned()));
        };
        match other.remove("version").as_ref().map(Value::as_u64) {
            Some(Some(VERSION)) => {}
            Some(Some(newer)) if newer > VERSION => {
                let message = format!("The list has version {newer}; this whosaid reads up to {VERSION}.");
                return Err(problem(None, message));
            }
            _ => return Err(problem(None, format!("The list has no `version`, which is {VERSION}."))),
        }
        let entries = match other.remove("ignored") {
            None => Vec::new(),
            Some(Value::Array(entries)) => entries,
            Some(_) => return Err(problem(None, "`ignored` is an array of entries.".to_owned())),
        };
        let mut out = Self { entries: Vec::with_capacity(entries.len()), other };
        for (i, entry) in entries.into_iter().enumerate() {
            match entry {
                Value::Object(e)
                    if ["file", "rule", "text"].iter().all(|k| e.get(*k).is_some_and(Value::is_string)) =>
                {
                    out.entries.push(e);
                }
                _ => {
                    let message = format!("Entry {} of `ignored` needs the texts `file`, `rule` and `text`.", i + 1);
                    return Err(problem(None, message));
                }
            }
        }
        Ok(out)
    }

    fn to_text(&self) -> String {
        let mut out = format!("{{\n  \"version\": {VERSION},\n");
        for (key, value) in &self.other {
            out.push_str(&format!("  {}: {value},\n", Value::from(key.as_str())));
        }
        let lines: Vec<String> = self.entries.iter().map(|e| format!("    {}", Value::Object(e.clone()))).collect();
        out.push_str(&format!("  \"ignored\": [\n{}\n  ]\n}}\n", lines.join(",\n")));
        out
    }
}
