use std::io::{self, Write};
use std::process::ExitCode;

use serde::Serialize;

use super::args::ExtractArgs;
use super::config::Config;
use super::failure::{self, Failure};
use super::files::{Input, Inputs};
use super::guard::guard;
use super::{CLEAN, FAILED, pipeline};
use crate::analysis;
use crate::extract::{Extraction, Scope};
use crate::report::{ExtractionRecord, Offsets};
use crate::text::Encoding;

/// Writes down what was found in a text.
pub(super) fn extraction_record<'a, I: Serialize>(
    encoding: Encoding,
    id: I,
    extraction: &'a Extraction,
    text: &str,
) -> ExtractionRecord<'a, I> {
    ExtractionRecord::new(id, extraction, &Offsets::new(text, encoding))
}

/// `whosaid extract`: one object for one file, an array for several.
pub(super) fn run(args: &ExtractArgs) -> Result<ExitCode, Vec<Failure>> {
    let config = Config::new(&args.config);
    let inputs = Inputs::find(&args.input);
    let mut failures = inputs.failures;
    // A file that is missing was meant to be one of several.
    let single = inputs.files.len() == 1 && failures.is_empty();
    let any = !inputs.files.is_empty();
    let (encoding, scope) = (args.offsets.into(), args.scope());
    let work = move |input: Input| extract(&input, &config, encoding, scope);

    let mut out = io::stdout().lock();
    let mut first = true;
    let result = pipeline::ordered(inputs.files.into_iter(), work, |result| match result {
        Ok(json) => {
            let before = if single {
                ""
            } else if first {
                "[\n"
            } else {
                ",\n"
            };
            first = false;
            out.write_all(before.as_bytes())?;
            out.write_all(&json)
        }
        Err(more) => {
            failures.extend(more);
            Ok(())
        }
    });
    let end = match (first, single) {
        (false, true) => "\n",
        (false, false) => "\n]\n",
        (true, _) if any || !failures.is_empty() => "",
        (true, _) => "[]\n",
    };
    let result = result.and_then(|()| out.write_all(end.as_bytes())).and_then(|()| out.flush());
    if let Err(e) = result {
        failures.extend(Failure::writing(&e));
    }
    failure::print(&failures);
    Ok(ExitCode::from(if failures.is_empty() { CLEAN } else { FAILED }))
}

fn extract(input: &Input, config: &Config, encoding: Encoding, scope: Scope) -> Result<Vec<u8>, Vec<Failure>> {
    let settings = config.settings(&input.path)?;
    let text = input.read().map_err(|f| vec![f])?;
    let extraction = guard(|| analysis::extraction(&text, input.format(), &settings, scope))
        .map_err(|panic| vec![Failure::defect(input.name(), &panic)])?;
    let record = extraction_record(encoding, input.name(), &extraction, &text);
    serde_json::to_vec(&record).map_err(|e| vec![Failure::new(format!("{}: {e}", input.name()))])
}
