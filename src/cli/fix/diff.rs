//! Changes as `patch` and `git apply` read them.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::{self, Component, Path, PathBuf};
use std::{env, fs};

use anstream::{AutoStream, ColorChoice};
use similar::{ChangeTag, TextDiff};

/// Writes what changes in a file, in colours for a terminal that wants them.
pub(super) fn write(path: &Path, before: &str, after: &str) -> io::Result<()> {
    // An article may hold what looks like a colour, and a patch has to keep it: nothing takes colours away again.
    match AutoStream::choice(&io::stdout()) {
        ColorChoice::Never => io::stdout().lock().write_all(unified(path, before, after, false).as_bytes()),
        _ => anstream::stdout().lock().write_all(unified(path, before, after, true).as_bytes()),
    }
    .and_then(|()| io::stdout().flush())
}

fn unified(path: &Path, before: &str, after: &str, coloured: bool) -> String {
    let paint = |code: &'static str| if coloured { code } else { "" };
    let (bold, end) = (paint("\x1b[1m"), paint("\x1b[0m"));
    let place = place(path);
    let mut out = String::new();
    for (sign, side) in [("---", "a"), ("+++", "b")] {
        let name = quoted(&format!("{side}/"), &place);
        // Without a tab, a name would end at its first blank.
        let tab = if name.contains(' ') { "\t" } else { "" };
        let _ = writeln!(out, "{bold}{sign} {name}{tab}{end}");
    }
    let (before, after) = (lines(before), lines(after));
    let diff = TextDiff::from_slices(&before, &after);
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        let _ = writeln!(out, "{}{}{end}", paint("\x1b[36m"), hunk.header().to_string().trim_end());
        for change in hunk.iter_changes() {
            let (sign, colour) = match change.tag() {
                ChangeTag::Delete => ('-', paint("\x1b[31m")),
                ChangeTag::Insert => ('+', paint("\x1b[32m")),
                ChangeTag::Equal => (' ', ""),
            };
            let end = if colour.is_empty() { "" } else { end };
            let line = change.value().strip_suffix('\n');
            let _ = writeln!(out, "{colour}{sign}{}{end}", line.unwrap_or(change.value()));
            if line.is_none() {
                out.push_str("\\ No newline at end of file\n");
            }
        }
    }
    out
}

/// The lines of a text as `patch` counts them: a carriage return alone ends none.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Where a patch finds the file: below the working directory, or else below the root of the file system.
fn place(path: &Path) -> PathBuf {
    // Behind links first: `git apply` writes to none.
    let real = fs::canonicalize(path).ok();
    let written = path::absolute(path).map_or_else(|_| path.to_owned(), |whole| without_parents(&whole));
    let here = env::current_dir().ok();
    let below = |path: &Path| Some(path.strip_prefix(here.as_ref()?).ok()?.to_owned());
    real.as_deref()
        .and_then(below)
        .or_else(|| below(&written))
        .unwrap_or_else(|| real.unwrap_or(written))
        .components()
        .filter(|part| matches!(part, Component::Normal(_)))
        .collect()
}

/// The path with its `..` taken by their word, which is all there is to go by where no file is there.
fn without_parents(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

/// A name as Git writes it: in quotation marks and with escapes where it would end early otherwise.
fn quoted(side: &str, path: &Path) -> String {
    let mut name = side.to_owned();
    let mut plain = true;
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        for c in chunk.valid().chars() {
            let escape = match c {
                '\\' if cfg!(windows) => {
                    name.push('/');
                    continue;
                }
                '\x07' => 'a',
                '\x08' => 'b',
                '\t' => 't',
                '\n' => 'n',
                '\x0b' => 'v',
                '\x0c' => 'f',
                '\r' => 'r',
                '"' | '\\' => c,
                c if c.is_ascii_control() => {
                    plain = false;
                    let _ = write!(name, "\\{:03o}", u32::from(c));
                    continue;
                }
                c => {
                    name.push(c);
                    continue;
                }
            };
            plain = false;
            name.extend(['\\', escape]);
        }
        for byte in chunk.invalid() {
            plain = false;
            let _ = write!(name, "\\{byte:03o}");
        }
    }
    if plain { name } else { format!("\"{name}\"") }
}
