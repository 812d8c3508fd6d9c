//! `whosaid extract --jsonl`: a stream of articles in, a stream of extractions out.

use std::io::{self, Read, Write};
use std::process::ExitCode;

use serde_json::Value;

use super::args::ExtractArgs;
use super::config::Config;
use super::extract::extraction_record;
use super::failure::Failure;
use super::guard::guard;
use super::progress::Progress;
use super::{CLEAN, FAILED, interrupt, pipeline};
use crate::analysis;
use crate::extract::{Extraction, Scope};
use crate::settings::Settings;
use crate::text::{Encoding, Format};

mod batch;
mod id;
mod record;

use batch::{Batch, Batches};
use id::Id;
pub(super) use record::Record;

/// What a batch came to: its lines of output, how many lines were read and how many of them were bad.
struct Done {
    output: Vec<u8>,
    lines: usize,
    bad: usize,
}

/// Reads standard input to its end, or until nobody reads what comes out.
pub(super) fn run(args: &ExtractArgs) -> Result<ExitCode, Vec<Failure>> {
    if args.input.paths.iter().any(|p| p.as_os_str() != "-") || args.input.stdin_filepath.is_some() {
        let failure = Failure::new("--jsonl reads standard input and takes no PATH");
        return Err(vec![failure.help("whosaid extract --jsonl < articles.jsonl")]);
    }
    let settings = Config::new(&args.config).settings("articles.jsonl".as_ref())?;
    let (encoding, scope) = (args.offsets.into(), args.scope());
    let (lines, bad, result) = stream(io::stdin(), io::stdout().lock(), settings, encoding, scope);
    let mut failed = bad > 0;
    if bad > 0 {
        Failure::new(format!("{bad} of {lines} lines could not be read; the `error` of their result says why")).print();
    }
    if let Err(e) = result {
        let failure = match e {
            Stopped::Reading(e) => Some(Failure::new(format!("standard input: {e}"))),
            Stopped::Writing(e) => Failure::writing(&e),
        };
        if let Some(failure) = failure {
            failed = true;
            failure.print();
        }
    }
    Ok(ExitCode::from(if failed { FAILED } else { CLEAN }))
}

/// Why a stream ended early.
enum Stopped {
    Reading(io::Error),
    Writing(io::Error),
}

fn stream(
    input: impl Read + Send + 'static,
    mut output: impl Write,
    settings: Settings,
    encoding: Encoding,
    scope: Scope,
) -> (usize, usize, Result<(), Stopped>) {
    let (mut lines, mut bad, mut unread) = (0, 0, None);
    let work = move |batch: io::Result<Batch>| batch.map(|b| answer(&b, &settings, encoding, scope));
    let progress = Progress::of_stream();
    let written = pipeline::ordered(Batches::new(input), work, |done| match done {
        Ok(done) => {
            lines += done.lines;
            bad += done.bad;
            progress.done(done.lines);
            progress.aside(|| interrupt::whole(|| output.write_all(&done.output).and_then(|()| output.flush())))
        }
        Err(e) => {
            unread = Some(e);
            Ok(())
        }
    });
    let result = match (written, unread) {
        (Err(e), _) => Err(Stopped::Writing(e)),
        (Ok(()), Some(e)) => Err(Stopped::Reading(e)),
        (Ok(()), None) => Ok(()),
    };
    (lines, bad, result)
}

fn answer(batch: &Batch, settings: &Settings, encoding: Encoding, scope: Scope) -> Done {
    let mut done = Done { output: Vec::with_capacity(batch.len() * 2), lines: 0, bad: 0 };
    for (number, line) in batch.lines() {
        let extract = |text: &str, format| analysis::extraction(text, format, settings, scope);
        let answered = line.and_then(Record::parse).and_then(|r| extraction(r, encoding, extract, &mut done.output));
        if let Err(bad) = answered {
            done.bad += 1;
            let error = format!("line {number}: {}", bad.error);
            let id = bad.id;
            done.output.extend_from_slice(format!("{{\"id\":{id},\"error\":{}}}", Value::from(error)).as_bytes());
        }
        done.output.push(b'\n');
        done.lines += 1;
    }
    done
}

/// A record that has no extraction.
pub(super) struct Bad {
    id: Id,
    pub(super) error: String,
}

/// Writes the extraction of one record, or nothing where there is none.
fn extraction(
    record: Record,
    encoding: Encoding,
    extract: impl FnOnce(&str, Format) -> Extraction,
    output: &mut Vec<u8>,
) -> Result<(), Bad> {
    let Record { id, text, format } = record;
    let before = output.len();
    let result = guard(|| {
        let extraction = extract(&text, format);
        let record = extraction_record(encoding, &id, &extraction, &text);
        serde_json::to_writer(&mut *output, &record).map_err(|e| e.to_string())
    });
    let error = match result {
        Ok(Ok(())) => return Ok(()),
        Ok(Err(e)) => e,
        Err(panic) => format!("whosaid failed on this text, which is a defect of whosaid: {panic}"),
    };
    output.truncate(before);
    Err(Bad { id, error })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_spoils_its_own_record_only() {
        let id = |id: &str| serde_json::from_str(id).expect("JSON");
        let line = |json: &str| Record { id: id(json), text: "Rain fell.".into(), format: Format::Plain };
        let mut output = b"kept\n".to_vec();
        let bad = extraction(line("\"a\""), Encoding::Utf8, |_, _| panic!("out of luck"), &mut output);
        let bad = bad.expect_err("a panic is an error");
        assert_eq!(bad.id.words(), "a");
        assert!(bad.error.contains("out of luck"), "{}", bad.error);
        assert_eq!(output, b"kept\n");
        let good = extraction(line("\"b\""), Encoding::Utf8, |_, _| Extraction::default(), &mut output);
        assert!(good.is_ok());
        assert!(output.starts_with(b"kept\n{\"id\":\"b\""), "{}", String::from_utf8_lossy(&output));
    }
}
