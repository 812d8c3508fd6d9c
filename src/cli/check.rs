use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use super::args::{CheckArgs, InputArgs};
use super::baseline::Baseline;
use super::config::Config;
use super::failure::{self, Failure};
use super::files::{Input, Inputs};
use super::guard::guard;
use super::progress::Progress;
use super::rules::print;
use super::{CLEAN, FAILED, FOUND, interrupt, pipeline};
use crate::report::{FindingFormat, Page, Summary};
use crate::{Analysis, Analyzer};

/// `whosaid check`: findings of all articles, in their order.
pub(super) fn run(args: CheckArgs) -> Result<ExitCode, Vec<Failure>> {
    let config = Config::new(&args.config).only(args.rule)?;
    if let Some(path) = args.write_baseline {
        return write_baseline(&path, &args.input, config);
    }
    let baseline = args.baseline.as_deref().map(Baseline::read).transpose().map_err(|f| vec![f])?;
    let inputs = Inputs::find(&args.input);
    let mut failures = inputs.failures;
    let any = !inputs.files.is_empty();
    let format: FindingFormat = args.format.into();
    let work = move |input: Input| check(&input, &config, baseline.as_ref(), format);

    let mut summary = Summary::default();
    let progress = Progress::of(inputs.files.len());
    let result = write(format, |out| {
        let mut first = true;
        out.write_all(format.start().as_bytes())?;
        pipeline::ordered(inputs.files.into_iter(), work, |checked| {
            progress.done(1);
            match checked {
                Ok(checked) => {
                    summary.add(&checked.summary);
                    for finding in checked.findings {
                        let mut text = format.between(first).to_owned();
                        text.push_str(&finding);
                        progress.aside(|| out.write_all(text.as_bytes()))?;
                        first = false;
                    }
                }
                Err(more) => failures.extend(more),
            }
            Ok(())
        })?;
        progress.end();
        // A sum of nothing says less than the failures do.
        if format == FindingFormat::Text && (!any || summary.files == 0) {
            return Ok(());
        }
        out.write_all(format.end(&summary, failures.is_empty()).as_bytes())
    });
    drop(progress);
    if let Err(e) = result {
        failures.extend(Failure::writing(&e));
    }
    failure::print(&failures);
    let found = args.fail_on.severity().is_some_and(|severity| summary.at_least(severity) > 0);
    Ok(ExitCode::from(match (failures.is_empty(), found) {
        (false, _) => FAILED,
        (true, true) => FOUND,
        (true, false) => CLEAN,
    }))
}

/// `whosaid check --write-baseline`: the findings of all articles, for later runs.
fn write_baseline(path: &Path, input: &InputArgs, config: Config) -> Result<ExitCode, Vec<Failure>> {
    // A folder that is missing is more likely a slip than wanted.
    if let Some(folder) = path.parent().filter(|p| !p.as_os_str().is_empty() && !p.exists()) {
        let failure = Failure::new(format!("{}: there is no folder {}", path.display(), folder.display()));
        return Err(vec![failure.help("make the folder first, or mend the path")]);
    }
    if Baseline::would_replace_another(path) {
        let failure = Failure::new(format!("{}: this is no baseline, and is left as it is", path.display()));
        return Err(vec![failure.help("name the file for the baseline first, and then the articles")]);
    }
    let Inputs { files, mut failures } = Inputs::find(input);
    if files.is_empty() && !failures.is_empty() {
        return Err(failures);
    }
    let mut baseline = Baseline::new(path);
    let mut summary = Summary::default();
    let progress = Progress::of(files.len());
    let empty = Baseline::new(path);
    let work = move |input: Input| {
        let analysis = analyze(&input, &config)?;
        Ok((empty.of(&input.path, &analysis), Summary::of(&analysis)))
    };
    let result = pipeline::ordered(files.into_iter(), work, |read: Result<_, Vec<Failure>>| {
        progress.done(1);
        match read {
            Ok((findings, more)) => {
                baseline.add(findings);
                summary.add(&more);
            }
            Err(more) => failures.extend(more),
        }
        Ok(())
    });
    drop(progress);
    failures.extend(result.err().map(|e| Failure::new(e.to_string())));
    match interrupt::whole(|| baseline.write(path)) {
        Ok(()) if failures.is_empty() => return print(&format!("{summary}, written to {}\n", path.display())),
        Ok(()) => {}
        Err(failure) => failures.push(failure),
    }
    Err(failures)
}

/// Lets `body` write to standard output: for people without the colours that their terminal does not want, for
/// programs as it is.
fn write(format: FindingFormat, body: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let stdout = io::stdout().lock();
    if format == FindingFormat::Text {
        let mut out = anstream::AutoStream::auto(stdout);
        return body(&mut out).and_then(|()| out.flush());
    }
    let mut out = io::BufWriter::new(stdout);
    body(&mut out).and_then(|()| out.flush())
}

/// What was found in an article, written down.
struct Checked {
    findings: Vec<String>,
    summary: Summary,
}

fn check(
    input: &Input,
    config: &Config,
    baseline: Option<&Baseline>,
    format: FindingFormat,
) -> Result<Checked, Vec<Failure>> {
    let name = match format {
        FindingFormat::Sarif | FindingFormat::Github | FindingFormat::Gitlab => input.place(),
        FindingFormat::Text | FindingFormat::Compact | FindingFormat::Json => input.name(),
    };
    let mut analysis = analyze(input, config)?;
    let write = || {
        let known = baseline.map_or(0, |b| b.hide(&input.path, &mut analysis));
        let mut summary = Summary::of(&analysis);
        summary.known = known;
        Checked { findings: format.findings(&Page::new(&name, &analysis)), summary }
    };
    guard(write).map_err(|panic| vec![Failure::defect(&name, &panic)])
}

/// Reads an article with the settings that hold for it.
pub(super) fn analyze(input: &Input, config: &Config) -> Result<Analysis, Vec<Failure>> {
    let settings = config.settings(&input.path)?;
    let text: Arc<str> = input.read().map_err(|f| vec![f])?.into();
    let analysis = guard(|| Analyzer::default().analyze(text, input.format(), &settings, &|| false));
    let defect = |panic: &str| vec![Failure::defect(input.name(), panic)];
    analysis.map_err(|panic| defect(&panic))?.ok_or_else(|| defect("the reading was cancelled"))
}
