//! The articles that the user names.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::args::InputArgs;
use super::failure::{Failure, warn};
use super::glob::Glob;
use crate::settings::file;
use crate::text::{Format, Span, is_utf16};

/// An article to read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Input {
    /// Where it is, or stands for.
    pub(super) path: PathBuf,
    pub(super) stdin: bool,
}

/// The articles that were found, in a stable order, and what went wrong on the way.
#[derive(Default)]
pub(super) struct Inputs {
    pub(super) files: Vec<Input>,
    pub(super) failures: Vec<Failure>,
}

impl Input {
    /// The path as the user would write it, with `/` on every system.
    pub(super) fn name(&self) -> String {
        let name = self.path.to_string_lossy();
        if cfg!(windows) { name.replace('\\', "/") } else { name.into_owned() }
    }

    /// Its path from the current folder where it is below that, however the user named it: as those want it who look
    /// for it in a checkout.
    pub(super) fn place(&self) -> String {
        file::below(Path::new("."), &self.path).filter(|_| !self.stdin).unwrap_or_else(|| self.name())
    }

    /// How it is marked up, by its extension.
    pub(super) fn format(&self) -> Format {
        self.path.extension().and_then(|e| Format::of_ending(e.to_str()?)).unwrap_or_default()
    }

    /// Its text.
    pub(super) fn read(&self) -> Result<String, Failure> {
        let fits = |bytes: u64| match bytes > Span::MOST as u64 {
            true => Err(Failure::too_large(self.name(), bytes)),
            false => Ok(()),
        };
        // A stream and a device may have no end.
        let read = |from: &mut dyn Read| {
            let mut bytes = Vec::new();
            from.take(Span::MOST as u64 + 1).read_to_end(&mut bytes).map(|_| bytes)
        };
        let bytes = if self.stdin {
            read(&mut io::stdin().lock())
        } else {
            // What is too large is not even read.
            fits(fs::metadata(&self.path).map_or(0, |m| m.len()))?;
            File::open(&self.path).and_then(|mut file| read(&mut file))
        };
        let bytes = bytes.map_err(|e| match e.kind() {
            // It was there when the articles were looked for.
            io::ErrorKind::NotFound if !self.stdin => Failure::vanished(&self.path),
            _ => Failure::reading(&self.path, &e),
        })?;
        fits(bytes.len() as u64)?;
        if is_utf16(&bytes) {
            // Plain letters and their zero bytes are UTF-8 as well, and no words.
            let offset = bytes.iter().position(|b| matches!(b, 0 | 0xfe | 0xff)).unwrap_or_default();
            return Err(Failure::not_utf8(self.name(), &bytes, offset));
        }
        String::from_utf8(bytes).map_err(|e| {
            let offset = e.utf8_error().valid_up_to();
            Failure::not_utf8(self.name(), e.as_bytes(), offset)
        })
    }
}

pub(super) fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    path.extension().and_then(|e| e.to_str()).is_some_and(|e| extensions.iter().any(|x| e.eq_ignore_ascii_case(x)))
}

impl Inputs {
    /// Finds what the user names. Each article comes once, those of a folder sorted by path.
    pub(super) fn find(args: &InputArgs) -> Self {
        Self::find_with(args, &Format::ARTICLES)
    }

    /// The same with other extensions of the files that are taken from a folder.
    pub(super) fn find_with(args: &InputArgs, extensions: &[&str]) -> Self {
        let mut inputs = Self::default();
        let is_stdin = |path: &PathBuf| path.as_os_str() == "-";
        if args.stdin_filepath.is_some() && !args.paths.is_empty() && !args.paths.iter().any(is_stdin) {
            let failure = Failure::new("--stdin-filepath needs standard input, but only files are named");
            inputs
                .failures
                .push(failure.help("leave out PATH to read standard input alone, or add `-` to read it as well"));
            return inputs;
        }
        let default = [PathBuf::from(if args.stdin_filepath.is_some() { "-" } else { "." })];
        let paths = if args.paths.is_empty() { &default[..] } else { &args.paths[..] };
        let mut seen = HashSet::new();
        for path in paths {
            if is_stdin(path) {
                let path = args.stdin_filepath.clone().unwrap_or_else(|| path.clone());
                inputs.add(&mut seen, Input { path, stdin: true });
                continue;
            }
            match fs::metadata(path) {
                Ok(meta) if meta.is_dir() => inputs.walk(path, extensions, &mut seen),
                Ok(_) => inputs.add(&mut seen, Input { path: path.clone(), stdin: false }),
                Err(e) => match Glob::new(path) {
                    Some(Ok(glob)) => inputs.expand(path, &glob, extensions, &mut seen),
                    Some(Err(failure)) => inputs.failures.push(failure),
                    None => inputs.failures.push(Failure::reading(path, &e)),
                },
            }
        }
        inputs
    }

    fn add(&mut self, seen: &mut HashSet<Input>, input: Input) {
        let plain = Input { path: input.path.strip_prefix(".").map_or(input.path.clone(), Path::to_path_buf), ..input };
        if seen.insert(plain.clone()) {
            self.files.push(plain);
        }
    }

    /// The articles of a folder.
    fn walk(&mut self, folder: &Path, extensions: &[&str], seen: &mut HashSet<Input>) {
        let failed = self.failures.len();
        let found = self.files_below(folder, |p| has_extension(p, extensions));
        if found.is_empty() && self.failures.len() == failed {
            warn(format_args!("{}: no articles (.md, .markdown, .txt) in this folder", folder.display()));
        }
        self.add_all(found, seen);
    }

    /// What a pattern matches.
    fn expand(&mut self, pattern: &Path, glob: &Glob, extensions: &[&str], seen: &mut HashSet<Input>) {
        let folder = if glob.folder.as_os_str().is_empty() { Path::new(".") } else { &glob.folder };
        let found = match folder.is_dir() {
            true => self
                .files_below(folder, |p| glob.matches(p.strip_prefix(".").unwrap_or(p), has_extension(p, extensions))),
            false => Vec::new(),
        };
        if found.is_empty() {
            let failure = Failure::new(format!("{}: no such file, and no article matches it", pattern.display()));
            self.failures.push(failure.help("check the pattern; it counts from the current folder"));
        }
        self.add_all(found, seen);
    }

    fn add_all(&mut self, found: Vec<PathBuf>, seen: &mut HashSet<Input>) {
        for path in found {
            self.add(seen, Input { path, stdin: false });
        }
    }

    /// The files that are wanted, sorted, without what is hidden or ignored.
    fn files_below(&mut self, folder: &Path, wanted: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for entry in WalkBuilder::new(folder).require_git(false).build() {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|t| t.is_file()) && wanted(entry.path()) => {
                    found.push(entry.into_path());
                }
                Ok(_) => {}
                Err(e) => self.failures.push(Failure::walking(&e)),
            }
        }
        found.sort();
        found
    }
}
