//! `whosaid fix`: what can be mended without a person.

use std::collections::{BTreeMap, HashSet};
use std::io::{self, Write};
use std::process::ExitCode;

use similar::{ChangeTag, TextDiff};

use super::args::FixArgs;
use super::config::Config;
use super::failure::{self, Failure};
use super::files::{Input, Inputs};
use super::guard::guard;
use super::progress::Progress;
use super::{CLEAN, FAILED, FOUND, interrupt, pipeline};
use crate::settings;

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
    let work = move |input: Input| mended(&input, &config, also_unsafe).map(|(before, after)| (input, before, after));
    let result = pipeline::ordered(once_each(files).into_iter(), work, |done| {
        progress.done(1);
        match done {
            Ok((input, before, mended)) => {
                sum.to_look_at += mended.to_look_at;
                if let Err(failure) = progress.aside(|| put(&input, &before, &mended, mode))? {
                    failures.push(failure);
                } else if mended.count() > 0 {
                    sum.fixed += mended.count();
                    sum.files += 1;
                }
            }
            Err(more) => failures.extend(more),
        }
        Ok(())
    });
    drop(progress);
    if let Err(e) = result {
        failures.extend(Failure::writing(&e));
    }
    failure::print(&failures);
    // Standard output may be an article or a diff.
    let _ = writeln!(anstream::stderr(), "{}", sum.sentence(mode, also_unsafe));
    Ok(ExitCode::from(match (failures.is_empty(), mode) {
        (false, _) => FAILED,
        (true, Mode::Diff | Mode::DryRun) if sum.fixed > 0 => FOUND,
        _ => CLEAN,
    }))
}

/// Links to one file are one file.
fn once_each(files: Vec<Input>) -> Vec<Input> {
    let mut seen = HashSet::new();
    let real = |input: &Input| std::fs::canonicalize(&input.path).unwrap_or_else(|_| input.path.clone());
    files.into_iter().filter(|input| input.stdin || seen.insert(real(input))).collect()
}

/// An article as it is, and as it should be.
fn mended(input: &Input, config: &Config, also_unsafe: bool) -> Result<(String, Mended), Vec<Failure>> {
    let settings = config.settings(&input.path)?;
    let before = input.read().map_err(|f| vec![f])?;
    let mended = guard(|| mend::mend(&before, input.format(), &settings, also_unsafe))
        .map_err(|panic| vec![Failure::defect(input.name(), &panic)])?;
    Ok((before, mended))
}

/// Writes the article, or shows what would change. The outer result is about standard output.
fn put(input: &Input, before: &str, mended: &Mended, mode: Mode) -> io::Result<Result<(), Failure>> {
    let name = input.name();
    if mode == Mode::Write && input.stdin {
        let mut out = io::stdout().lock();
        return out.write_all(mended.text.as_bytes()).and_then(|()| out.flush()).map(Ok);
    }
    if mended.count() == 0 {
        return Ok(Ok(()));
    }
    match mode {
        Mode::Diff => return write_diff(&name, before, &mended.text).map(Ok),
        Mode::DryRun => {}
        Mode::Write => {
            let replace = || settings::replace(&input.path, before.as_bytes(), mended.text.as_bytes());
            let failure = match interrupt::whole(replace) {
                Ok(true) => None,
                Ok(false) => Some(
                    Failure::new(format!("{name}: left alone, for it changed while it was read"))
                        .help("run `whosaid fix` again"),
                ),
                Err(e) => Some(Failure::new(format!("{name}: cannot write it: {e}"))),
            };
            if let Some(failure) = failure {
                return Ok(Err(failure));
            }
        }
    }
    let verb = if mode == Mode::Write { "fixed" } else { "would fix" };
    let mut out = anstream::stdout().lock();
    writeln!(out, "{name}: {verb} {}", counts(&mended.fixed)).and_then(|()| out.flush()).map(Ok)
}

/// `2 unknown-comment, 1 boilerplate-line`.
fn counts(fixed: &BTreeMap<&str, usize>) -> String {
    fixed.iter().map(|(code, n)| format!("{n} {code}")).collect::<Vec<_>>().join(", ")
}

/// The change as `patch` and `git apply` read it, in colours for a terminal.
fn write_diff(name: &str, before: &str, after: &str) -> io::Result<()> {
    let diff = TextDiff::from_lines(before, after);
    let mut out = anstream::stdout().lock();
    writeln!(out, "\x1b[1m--- a/{name}\x1b[0m\n\x1b[1m+++ b/{name}\x1b[0m")?;
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        writeln!(out, "\x1b[36m{}\x1b[0m", hunk.header().to_string().trim_end())?;
        for change in hunk.iter_changes() {
            let (sign, colour) = match change.tag() {
                ChangeTag::Delete => ('-', "\x1b[31m"),
                ChangeTag::Insert => ('+', "\x1b[32m"),
                ChangeTag::Equal => (' ', ""),
            };
            let line = change.value().strip_suffix('\n').unwrap_or(change.value());
            let end = if colour.is_empty() { "" } else { "\x1b[0m" };
            writeln!(out, "{colour}{sign}{line}{end}")?;
            if change.missing_newline() {
                writeln!(out, "\\ No newline at end of file")?;
            }
        }
    }
    out.flush()
}

impl Sum {
    /// `Fixed 3 findings in 2 files.`
    fn sentence(&self, mode: Mode, also_unsafe: bool) -> String {
        let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
        let done = match (self.fixed, mode) {
            (0, _) => "Nothing to fix.".to_owned(),
            (n, Mode::Write) => format!("Fixed {} in {}.", count(n, "finding"), count(self.files, "file")),
            (n, _) => format!("Would fix {} in {}.", count(n, "finding"), count(self.files, "file")),
        };
        match self.to_look_at {
            0 => done,
            _ if also_unsafe => done,
            n => format!(
                "{done} {} can be fixed after a look: `whosaid fix --unsafe --diff` shows how.",
                count(n, "more finding")
            ),
        }
    }
}
