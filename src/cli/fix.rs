//! `whosaid fix`: what can be mended without a person.

use std::collections::{BTreeMap, HashSet};
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use super::args::FixArgs;
use super::config::Config;
use super::failure::{self, Failure};
use super::files::{Input, Inputs};
use super::guard::guard;
use super::progress::Progress;
use super::{CLEAN, FAILED, FOUND, interrupt, pipeline};
use crate::report::counted;
use crate::settings;

mod diff;
mod mend;

use mend::Mended;

/// What is done with a mended text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Write,
    Diff,
    DryRun,
}

/// All that was done.
#[derive(Default)]
struct Sum {
    fixed: usize,
    files: usize,
    to_look_at: usize,
}

/// Mends all articles, in their order.
pub(super) fn run(args: FixArgs) -> Result<ExitCode, Vec<Failure>> {
    let config = Config::new(&args.config).only(args.rule)?;
    let Inputs { files, mut failures } = Inputs::find(&args.input);
    let mode = match (args.diff, args.dry_run) {
        (true, _) => Mode::Diff,
        (_, true) => Mode::DryRun,
        _ => Mode::Write,
    };
    let also_unsafe = args.also_unsafe;
    let progress = Progress::of(files.len());
    let mut sum = Sum::default();
    let mut unreported = None;
    let work = move |input: Input| mended(&input, &config, also_unsafe).map(|(before, after)| (input, before, after));
    let result = pipeline::ordered(once_each(files).into_iter(), work, |done| {
        progress.done(1);
        match done {
            Ok((input, before, mended)) => {
                sum.to_look_at += mended.to_look_at;
                match progress.aside(|| put(&input, &before, &mended, mode, &mut sum)) {
                    Ok(done) => failures.extend(done.err()),
                    // The files are mended even if nobody hears of it.
                    Err(e) if mode == Mode::Write && !input.stdin => {
                        unreported.get_or_insert(e);
                    }
                    Err(e) => return Err(e),
                }
            }
            Err(more) => failures.extend(more),
        }
        Ok(())
    });
    drop(progress);
    let ended = result.is_ok();
    failures.extend(result.err().or(unreported).and_then(|e| Failure::writing(&e)));
    failure::print(&failures);
    // What would be fixed is known only when all was looked at.
    if ended || mode == Mode::Write {
        // Standard output may be an article or a diff.
        let sentence = sum.sentence(mode, also_unsafe, ended && failures.is_empty());
        let _ = writeln!(anstream::stderr(), "{sentence}");
    }
    Ok(ExitCode::from(match (failures.is_empty(), mode) {
        (false, _) => FAILED,
        (true, Mode::Diff | Mode::DryRun) if sum.fixed > 0 => FOUND,
        _ => CLEAN,
    }))
}

/// Names of one file are one file: links of either kind.
fn once_each(files: Vec<Input>) -> Vec<Input> {
    let mut seen = HashSet::new();
    files.into_iter().filter(|f| f.stdin || identity(&f.path).is_none_or(|file| seen.insert(file))).collect()
}

#[cfg(unix)]
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).ok().map(|file| (file.dev(), file.ino()))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<std::path::PathBuf> {
    std::fs::canonicalize(path).ok()
}

/// An article as it is, and as it should be.
fn mended(input: &Input, config: &Config, also_unsafe: bool) -> Result<(String, Mended), Vec<Failure>> {
    let settings = config.settings(&input.path)?;
    let before = input.read().map_err(|f| vec![f])?;
    let mended = guard(|| mend::mend(&before, input.format(), &settings, also_unsafe))
        .map_err(|panic| vec![Failure::defect(input.name(), &panic)])?;
    Ok((before, mended))
}

/// Writes the article, or shows what would change, and counts it. The outer result is about standard output.
fn put(input: &Input, before: &str, mended: &Mended, mode: Mode, sum: &mut Sum) -> io::Result<Result<(), Failure>> {
    let name = input.name();
    if mode == Mode::Write && input.stdin {
        let mut out = io::stdout().lock();
        // Unlike a report, the article is lost where nobody reads it to its end.
        out.write_all(mended.text.as_bytes())
            .and_then(|()| out.flush())
            .map_err(|e| io::Error::other(e.to_string()))?;
        sum.add(mended);
        return Ok(Ok(()));
    }
    if mended.count() == 0 {
        return Ok(Ok(()));
    }
    if mode == Mode::Write
        && let Err(failure) = replace(input, before, &mended.text)
    {
        return Ok(Err(failure));
    }
    // Before the report, which may fail: what is done is done.
    sum.add(mended);
    if mode == Mode::Diff {
        return diff::write(&input.path, before, &mended.text).map(Ok);
    }
    let verb = if mode == Mode::Write { "fixed" } else { "would fix" };
    let mut out = anstream::stdout().lock();
    writeln!(out, "{name}: {verb} {}", counts(&mended.fixed)).and_then(|()| out.flush()).map(Ok)
}

/// Writes the file of an article.
fn replace(input: &Input, before: &str, after: &str) -> Result<(), Failure> {
    let name = input.name();
    match interrupt::whole(|| settings::replace(&input.path, before.as_bytes(), after.as_bytes())) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Failure::new(format!("{name}: left alone, for it changed while it was read"))
            .help("run `whosaid fix` again")),
        Err(e) => {
            let failure = Failure::written(&name, &e);
            Err(match e.kind() {
                io::ErrorKind::InvalidInput => failure.help("`whosaid fix -` mends standard input"),
                _ => failure,
            })
        }
    }
}

/// `2 unknown-comment, 1 boilerplate-line`.
fn counts(fixed: &BTreeMap<&str, usize>) -> String {
    fixed.iter().map(|(code, n)| format!("{n} {code}")).collect::<Vec<_>>().join(", ")
}

impl Sum {
    fn add(&mut self, mended: &Mended) {
        self.fixed += mended.count();
        self.files += usize::from(mended.count() > 0);
    }

    /// `Fixed 3 findings in 2 files.` Nothing went wrong where it is `clean`.
    fn sentence(&self, mode: Mode, also_unsafe: bool, clean: bool) -> String {
        let done = match (self.fixed, mode) {
            (0, _) if clean => "Nothing to fix.".to_owned(),
            (0, Mode::Write) => "Nothing was fixed.".to_owned(),
            (0, _) => "Nothing to fix in what could be read.".to_owned(),
            (n, Mode::Write) => format!("Fixed {} in {}.", counted(n, "finding"), counted(self.files, "file")),
            (n, _) => format!("Would fix {} in {}.", counted(n, "finding"), counted(self.files, "file")),
        };
        match self.to_look_at {
            0 => done,
            _ if also_unsafe => done,
            n => format!(
                "{done} {} can be fixed after a look: `whosaid fix --unsafe --diff` shows how.",
                counted(n, "more finding")
            ),
        }
    }
}
