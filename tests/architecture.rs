//! The invariants of the design that a program can check, checked on the source.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The modules, in the order in which data flows: each imports only from those before it.
const ORDER: &[&str] =
    &["text", "tagger", "extract", "rules", "settings", "analysis", "report", "server", "cli", "train"];

/// The modules that do no I/O.
const PURE: &[&str] = &["text", "tagger", "extract", "rules"];

/// A source file has one subject; more lines than this are a reason to split it.
const LONGEST: usize = 400;

fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files below a folder of the crate, with their text; build output and dependencies left out.
fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut todo = vec![home().join(folder)];
    while let Some(folder) = todo.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for path in entries.map(|e| e.expect("an entry").path()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() {
                if !matches!(name.as_str(), "target" | "node_modules" | "dist" | ".git") {
                    todo.push(path);
                }
            } else if endings.iter().any(|e| name.ends_with(e))
                && let Ok(text) = fs::read_to_string(&path)
            {
                out.push((relative(&path), text));
            }
        }
    }
    out.sort();
    out
}

fn relative(path: &Path) -> String {
    path.strip_prefix(home()).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// Rust source without comments and string contents, line by line. Raw strings and nested comments are rare enough
/// here that a line is enough to see; a line inside a multi-line string may be seen as code.
fn code(text: &str) -> Vec<String> {
    text.lines()
        .map(|line| {
            let (mut out, mut chars, mut string) = (String::new(), line.chars().peekable(), false);
            while let Some(c) = chars.next() {
                match c {
                    '\\' if string => {
                        chars.next();
                    }
                    '"' => {
                        string = !string;
                        out.push('"');
                    }
                    '\'' if !string && chars.peek() == Some(&'"') => {
                        chars.next();
                    }
                    '/' if !string && chars.peek() == Some(&'/') => break,
                    c if !string => out.push(c),
                    _ => {}
                }
            }
            out
        })
        .collect()
}

/// The lines of a file before its unit tests, with their numbers from 1.
fn shipped(text: &str) -> impl Iterator<Item = (usize, String)> {
    let end = text.lines().position(|l| l.trim() == "#[cfg(test)]").unwrap_or(usize::MAX);
    code(text).into_iter().take(end).enumerate().map(|(n, l)| (n + 1, l))
}

/// The module that a source file belongs to; `None` for `lib.rs`, `main.rs` and `bin/`.
fn module(file: &str) -> Option<&'static str> {
    let name = file.strip_prefix("src/")?.split(['/', '.']).next()?;
    ORDER.iter().copied().find(|m| *m == name)
}

/// The modules that a line of code names by a path from the crate's root.
fn named(line: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (at, _) in line.match_indices("crate::") {
        if line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let rest = &line[at + 7..];
        let list = match rest.strip_prefix('{') {
            Some(list) => top_level(list),
            None => vec![rest],
        };
        for item in list {
            let end = item.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(item.len());
            out.push(item[..end].to_string());
        }
    }
    out
}

/// The items of `a::{b, c}, d}` at the outer level, trimmed.
fn top_level(list: &str) -> Vec<&str> {
    let (mut depth, mut start, mut out) = (0, 0, Vec::new());
    for (i, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                out.push(list[start..i].trim());
                return out;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                out.push(list[start..i].trim());
                start = i + 1;
            }
            _ => {}
        }
    }
    out.push(list[start..].trim());
    out
}

fn assert_none(what: &str, found: Vec<String>) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

#[test]
fn every_module_is_known_and_in_its_place() {
    let known: BTreeSet<&str> = ORDER.iter().copied().chain(["lib", "main", "bin", "train"]).collect();
    let mut found: BTreeSet<String> = BTreeSet::new();
    for (file, _) in files("src", &[".rs"]) {
        let name = file["src/".len()..].split(['/', '.']).next().unwrap_or_default().to_string();
        assert!(known.contains(name.as_str()), "{file} belongs to no module of the design");
        found.insert(name);
    }
    for module in ORDER {
        assert!(found.contains(*module), "the module `{module}` is gone");
    }
}

#[test]
fn modules_import_only_from_those_before_them() {
    let place = |name: &str| ORDER.iter().position(|m| *m == name);
    let mut bad = Vec::new();
    let mut seen = 0;
    for (file, text) in files("src", &[".rs"]) {
        let Some(own) = module(&file).and_then(place) else { continue };
        for (n, line) in shipped(&text) {
            for name in named(&line) {
                seen += 1;
                if place(&name).is_some_and(|p| p > own) {
                    bad.push(format!("{file}:{n}: `{}` names `{name}`", ORDER[own]));
                }
            }
        }
    }
    assert!(seen > 20, "the scan sees only {seen} imports");
    assert_none("imports against the flow", bad);
}

/// `use` lists over several lines, which the line by line scan would miss, are found too.
#[test]
fn imports_over_several_lines_are_seen() {
    for (file, text) in files("src", &[".rs"]) {
        let Some(own) = module(&file) else { continue };
        let place = |name: &str| ORDER.iter().position(|m| *m == name);
        let joined: String = shipped(&text).map(|(_, l)| l.trim().to_string() + " ").collect();
        for name in named(&joined) {
            assert!(place(&name) <= place(own), "{file}: `{own}` names `{name}`");
        }
    }
}

#[test]
fn only_the_server_names_the_protocol() {
    let mut bad = Vec::new();
    let mut server = 0;
    for (file, text) in files("src", &[".rs"]) {
        for (n, line) in shipped(&text) {
            let protocol = ["tower_lsp", "lsp_types"].iter().any(|w| line.contains(w));
            if protocol && module(&file) == Some("server") {
                server += 1;
            } else if protocol {
                bad.push(format!("{file}:{n}: {}", line.trim()));
            }
        }
    }
    assert_none("protocol types outside the server", bad);
    assert!(server > 0 || files("src/server", &[".rs"]).len() < 3, "the scan sees no protocol in the server");
}

#[test]
fn the_core_does_no_input_and_output() {
    const FORBIDDEN: &[&str] = &[
        "std::fs",
        "std::env",
        "std::net",
        "std::io",
        "std::process",
        "std::thread",
        "println!",
        "print!(",
        "dbg!",
        "SystemTime",
        "Instant::now",
        "static mut",
        "thread_local!",
        "RandomState",
        "tokio",
    ];
    let mut bad = Vec::new();
    for (file, text) in files("src", &[".rs"]) {
        if !module(&file).is_some_and(|m| PURE.contains(&m)) {
            continue;
        }
        for (n, line) in shipped(&text) {
            for word in FORBIDDEN.iter().filter(|w| line.contains(**w)) {
                bad.push(format!("{file}:{n}: {word}"));
            }
        }
    }
    assert_none("input, output, clocks or global state in the core", bad);
}

/// The tables of the standard library hash by a number drawn anew for each: their order differs from run to run, and with
/// it what is found where somebody goes through one. Those of rustc-hash have one order, and are faster.
#[test]
fn tables_of_the_core_have_one_order() {
    let drawn = |line: &str| line.split(|c: char| !c.is_alphanumeric()).any(|w| matches!(w, "HashMap" | "HashSet"));
    assert!(drawn("    seen: HashSet<u64>,") && drawn("use std::collections::{BTreeMap, HashMap};"));
    assert!(!drawn("use rustc_hash::{FxHashMap, FxHashSet};"));
    let mut bad = Vec::new();
    for (file, text) in files("src", &[".rs"]) {
        if module(&file).is_some_and(|m| PURE.contains(&m)) {
            bad.extend(
                shipped(&text).filter(|(_, line)| drawn(line)).map(|(n, line)| format!("{file}:{n}: {}", line.trim())),
            );
        }
    }
    assert_none("tables with a drawn order in the core", bad);
}

/// A static with a lock or a cell in it is state. A `LazyLock` around a word list or a regex is not.
#[test]
fn the_core_has_no_global_state() {
    let mut bad = Vec::new();
    for (file, text) in files("src", &[".rs"]) {
        if !module(&file).is_some_and(|m| PURE.contains(&m)) {
            continue;
        }
        for (n, line) in shipped(&text) {
            let is_static = line.trim_start().trim_start_matches("pub ").starts_with("static ");
            if is_static && ["Mutex", "RwLock", "Cell<", "Atomic"].iter().any(|w| line.contains(w)) {
                bad.push(format!("{file}:{n}: {}", line.trim()));
            }
        }
    }
    assert_none("global state in the core", bad);
}

#[test]
fn files_have_one_subject() {
    let mut bad = Vec::new();
    for folder in ["src", "tests", "benches"] {
        for (file, text) in files(folder, &[".rs"]) {
            let lines = text.lines().count();
            if lines > LONGEST {
                bad.push(format!("{file}: {lines} lines"));
            }
        }
    }
    assert_none("files that are too long", bad);
}

#[test]
fn nothing_is_unsafe() {
    let mut bad = Vec::new();
    for folder in ["src", "tests", "benches"] {
        for (file, text) in files(folder, &[".rs"]) {
            let words = |l: &str| l.split(|c: char| !c.is_alphanumeric() && c != '_').any(|w| w == "unsafe");
            bad.extend(
                code(&text).iter().enumerate().filter(|(_, l)| words(l)).map(|(n, _)| format!("{file}:{}", n + 1)),
            );
        }
    }
    assert_none("unsafe code", bad);
}

#[test]
fn every_rule_file_is_in_the_table() {
    let table: BTreeSet<&str> = whosaid::rules::RULES.iter().map(|r| r.code).collect();
    assert_eq!(table.len(), whosaid::rules::RULES.len(), "two rules have one code");
    let mut declared = BTreeSet::new();
    for (file, text) in files("src/rules", &[".rs"]) {
        for line in text.lines().filter(|l| l.trim_start().starts_with("code: \"")) {
            let code = line.trim().trim_start_matches("code: \"").trim_end_matches([',', '"']).to_string();
            assert!(table.contains(code.as_str()), "{file} declares `{code}`, which RULES does not name");
            let expected = code.replace('-', "_");
            assert!(
                file.ends_with(&format!("/{expected}.rs")),
                "{file} declares `{code}`: a rule has a file of its name"
            );
            declared.insert(code);
        }
    }
    let missing: Vec<_> = table.iter().filter(|c| !declared.contains(**c)).collect();
    assert!(missing.is_empty(), "RULES names {missing:?}, which no file declares");
}

#[test]
fn word_lists_tell_their_origin_and_are_read() {
    let lists = files("src/extract/lexicon", &[".tsv"]);
    assert!(!lists.is_empty(), "no word lists");
    let source: String = files("src", &[".rs"]).into_iter().map(|(_, text)| text).collect();
    for (file, text) in lists {
        let first = text.lines().next().unwrap_or_default();
        assert!(first.starts_with("# origin: ") && first.len() > 12, "{file} does not tell its origin: {first:?}");
        let name = Path::new(&file).file_name().unwrap_or_default().to_string_lossy().into_owned();
        assert!(source.contains(&format!("{name}\"")), "{file} is never read");
        let rows: Vec<&str> = text.lines().skip(1).filter(|l| !l.trim().is_empty() && !l.starts_with('#')).collect();
        assert!(!rows.is_empty(), "{file} has no rows");
        let distinct: BTreeSet<&&str> = rows.iter().collect();
        assert_eq!(distinct.len(), rows.len(), "{file} holds a row twice");
    }
}

#[test]
fn nothing_names_this_machine() {
    // Written apart, so that this file does not find itself.
    let paths = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")];
    let endings = [".rs", ".md", ".tsv", ".toml", ".txt", ".marks", ".ts", ".json", ".lua", ".yml", ".sh"];
    let mut bad = Vec::new();
    for folder in ["src", "docs", "tests", "editors", "benches"] {
        for (file, text) in files(folder, &endings) {
            for (n, line) in text.lines().enumerate() {
                if paths[..1].iter().any(|p| line.contains(p))
                    || paths[1..].iter().any(|p| line.contains(&format!("\"{p}")))
                {
                    bad.push(format!("{file}:{}: {}", n + 1, line.trim()));
                }
            }
        }
    }
    for file in ["README.md", "CHANGELOG.md", "Cargo.toml"].map(|f| home().join(f)) {
        let text = fs::read_to_string(&file).unwrap_or_default();
        if text.contains(paths[0]) {
            bad.push(relative(&file));
        }
    }
    assert_none("paths of one machine", bad);
}

#[test]
fn the_scan_reads_code_as_it_should() {
    assert_eq!(named("use crate::text::{Span, Token}; let x = crate::rules::f();"), ["text", "rules"]);
    assert_eq!(named("use crate::{extract::{self, Quote}, text};"), ["extract", "text"]);
    assert!(named("let x = $crate::text;").is_empty());
    assert_eq!(code("f(\"crate::cli\"); // crate::server"), ["f(\"\"); "]);
    assert_eq!(module("src/extract/claim/mod.rs"), Some("extract"));
    assert_eq!(module("src/analysis.rs"), Some("analysis"));
    assert_eq!(module("src/main.rs"), None);
}
