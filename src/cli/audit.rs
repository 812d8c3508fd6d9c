//! `whosaid audit`: every rule over an archive, so that its noise is known before it is switched on.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::ExitCode;
use std::sync::Arc;

use super::args::AuditArgs;
use super::config::Config;
use super::failure::{self, Failure};
use super::files::{Input, Inputs, has_extension};
use super::guard::guard;
use super::jsonl::Record;
use super::progress::Progress;
use super::{CLEAN, FAILED, pipeline};
use crate::Analyzer;
use crate::report::{Audit, Audited};
use crate::rules::Profile;
use crate::settings::Settings;
use crate::text::Format;

/// Reads all articles and writes what each rule found.
pub(super) fn run(args: AuditArgs) -> Result<ExitCode, Vec<Failure>> {
    let inputs = Inputs::find_with(&args.input, &[&Format::ARTICLES[..], &[JSONL]].concat());
    let mut failures = inputs.failures;
    // How many articles there are is not known where a file holds many.
    let many = inputs.files.iter().any(|f| has_extension(&f.path, &[JSONL]));
    let bar = if many { Progress::of_stream() } else { Progress::of(inputs.files.len()) };
    let profile = args.profile.map_or(Profile::Strict, Into::into);
    let config = Config::of_file(args.config);
    let mut audit = Audit::new(args.sample, args.seed, profile);
    let jobs = inputs.files.into_iter().flat_map(jobs);
    let done = pipeline::ordered(
        jobs,
        move |job| read(job, &config, profile),
        |result| {
            bar.done(1);
            match result {
                Ok(article) => audit.add(article),
                Err(more) => failures.extend(more),
            }
            Ok(())
        },
    );
    bar.end();
    if audit.is_empty() && !failures.is_empty() {
        return Err(failures);
    }
    let mut out = anstream::AutoStream::auto(io::stdout().lock());
    let written =
        done.and_then(|()| out.write_all(audit.write(args.format.into()).as_bytes())).and_then(|()| out.flush());
    if let Err(e) = written {
        failures.extend(Failure::writing(&e));
    }
    failure::print(&failures);
    Ok(ExitCode::from(if failures.is_empty() { CLEAN } else { FAILED }))
}

/// The extension of files with an article a line.
const JSONL: &str = "jsonl";

/// An article to read.
enum Job {
    File(Input),
    /// A line of a file, from 1.
    Line(Input, usize, io::Result<Vec<u8>>),
}

fn jobs(input: Input) -> Box<dyn Iterator<Item = Job> + Send> {
    if !has_extension(&input.path, &[JSONL]) {
        return Box::new(std::iter::once(Job::File(input)));
    }
    let source: io::Result<Box<dyn Read + Send>> = if input.stdin {
        Ok(Box::new(io::stdin()))
    } else {
        File::open(&input.path).map(|f| Box::new(f) as Box<dyn Read + Send>)
    };
    match source {
        Ok(source) => {
            let lines = BufReader::with_capacity(1 << 16, source).split(b'\n').enumerate();
            let lines = lines.filter(|(_, l)| l.as_ref().map_or(true, |l| !l.trim_ascii().is_empty()));
            Box::new(lines.map(move |(n, line)| Job::Line(input.clone(), n + 1, line)))
        }
        Err(e) => Box::new(std::iter::once(Job::Line(input, 0, Err(e)))),
    }
}

fn read(job: Job, config: &Config, profile: Profile) -> Result<Audited, Vec<Failure>> {
    let failed = |failure: Failure| vec![failure];
    match job {
        Job::File(input) => {
            let text = input.read().map_err(failed)?;
            audit(&input.name(), text, input.format(), settings(config, &input, profile)?)
        }
        Job::Line(input, number, line) => {
            let line = line.map_err(|e| failed(Failure::reading(&input.path, &e)))?;
            let line = line.strip_prefix(b"\xef\xbb\xbf").filter(|_| number == 1).unwrap_or(&line);
            let bad = |error: &str| failed(Failure::new(format!("{}:{number}: {error}", input.name())));
            let record = Record::parse(line).map_err(|b| bad(&b.error))?;
            audit(&record.id.words(), record.text, record.format, settings(config, &input, profile)?)
        }
    }
}

/// The settings of an article with every rule of the profile switched on: the audit is there to choose.
fn settings(config: &Config, input: &Input, profile: Profile) -> Result<Settings, Vec<Failure>> {
    let mut settings = config.settings(&input.path)?;
    settings.profile = profile;
    settings.rules.clear();
    Ok(settings)
}

fn audit(name: &str, text: String, format: Format, settings: Settings) -> Result<Audited, Vec<Failure>> {
    let text: Arc<str> = text.into();
    let read = || {
        let mut analyzer = Analyzer::default();
        let mut audited = Audited::new(name, &analyzer.analyze(text.clone(), format, &settings, &|| false)?);
        // What each paragraph says is known by now.
        for profile in Profile::up_to(settings.profile).filter(|&p| p < settings.profile) {
            let settings = Settings { profile, ..settings.clone() };
            audited.beside(profile, &analyzer.analyze(text.clone(), format, &settings, &|| false)?);
        }
        Some(audited)
    };
    let defect = |panic: &str| vec![Failure::defect(name, panic)];
    guard(read).map_err(|panic| defect(&panic))?.ok_or_else(|| defect("the reading was cancelled"))
}
