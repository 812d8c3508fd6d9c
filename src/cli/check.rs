use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;

use super::args::CheckArgs;
use super::config::Config;
use super::failure::{self, Failure};
use super::files::{Input, Inputs};
use super::guard::guard;
use super::{CLEAN, FAILED, FOUND, pipeline};
use crate::report::{FindingFormat, Page, Summary};
use crate::rules;
use crate::{Analysis, Analyzer};

/// `whosaid check`: findings of all articles, in their order.
pub(super) fn run(args: CheckArgs) -> Result<ExitCode, Vec<Failure>> {
    let unknown: Vec<_> = args.rule.iter().filter(|c| rules::rule(c).is_none()).collect();
    if !unknown.is_empty() {
        return Err(unknown.into_iter().map(|c| Failure::unknown_rule(c)).collect());
    }
    let inputs = Inputs::find(&args.input);
    let mut failures = inputs.failures;
    let any = !inputs.files.is_empty();
    let format: FindingFormat = args.format.into();
    let config = Config::new(&args.config);
    let codes = args.rule;
    let work = move |input: Input| check(&input, &config, &codes, format);

    let mut summary = Summary::default();
    let result = write(format, |out| {
        let mut first = true;
        out.write_all(format.start().as_bytes())?;
        pipeline::ordered(inputs.files.into_iter(), work, |checked| {
            match checked {
                Ok(checked) => {
                    summary.add(&checked.summary);
                    for finding in checked.findings {
                        out.write_all(format.between(first).as_bytes())?;
                        out.write_all(finding.as_bytes())?;
                        first = false;
                    }
                }
                Err(more) => failures.extend(more),
            }
            Ok(())
        })?;
        // A sum of nothing says less than the failures do.
        if format == FindingFormat::Text && (!any || summary.files == 0) {
            return Ok(());
        }
        out.write_all(format.end(&summary, failures.is_empty()).as_bytes())
    });
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

fn check(input: &Input, config: &Config, codes: &[String], format: FindingFormat) -> Result<Checked, Vec<Failure>> {
    let name = input.name();
    let analysis = analyze(input, config, codes)?;
    let write = || Checked { findings: format.findings(&Page::new(&name, &analysis)), summary: Summary::of(&analysis) };
    guard(write).map_err(|panic| vec![Failure::defect(&name, &panic)])
}

/// Reads an article with the settings that hold for it; `codes` are the only rules that speak, where there are any.
pub(super) fn analyze(input: &Input, config: &Config, codes: &[String]) -> Result<Analysis, Vec<Failure>> {
    let mut settings = config.settings(&input.path)?;
    if !codes.is_empty() {
        settings = settings.only(&codes.iter().map(String::as_str).collect::<Vec<_>>());
    }
    let text: Arc<str> = input.read().map_err(|f| vec![f])?.into();
    let analysis = guard(|| Analyzer::default().analyze(text, input.format(), &settings, &|| false));
    let defect = |panic: &str| vec![Failure::defect(input.name(), panic)];
    analysis.map_err(|panic| defect(&panic))?.ok_or_else(|| defect("the reading was cancelled"))
}
