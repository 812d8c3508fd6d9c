//! The command line.

mod args;
mod audit;
mod baseline;
mod check;
mod config;
mod extract;
mod failure;
mod files;
mod fix;
mod glob;
mod guard;
mod interrupt;
mod jsonl;
mod manual;
mod pipeline;
mod progress;
mod rules;
mod sheet;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command};
use failure::Failure;

/// Nothing at or above `--fail-on`.
const CLEAN: u8 = 0;
/// Something at or above `--fail-on`.
const FOUND: u8 = 1;
/// Wrong usage, or something that could not be read or written.
const FAILED: u8 = 2;

/// Runs the program on its arguments.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(e) if e.use_stderr() => e.exit(),
        // `--help` and `--version`.
        Err(help) => return told(help.print().and_then(|()| io::stdout().flush())),
    };
    let code = match arguments.command {
        Command::Check(args) => check::run(args),
        Command::Fix(args) => fix::run(args),
        Command::Extract(args) if args.jsonl => jsonl::run(&args),
        Command::Extract(args) => extract::run(&args),
        Command::Sheet(args) => sheet::run(&args),
        Command::Audit(args) => audit::run(args),
        Command::Rules(args) => rules::table(&args),
        Command::Explain { rule } => rules::explain(&rule),
        Command::Schema => rules::schema(),
        Command::Completions { shell } => manual::completions(shell),
        Command::Man { command } => manual::page(command.as_deref()),
        Command::Lsp { .. } => return crate::server::run(),
    };
    code.unwrap_or_else(|failures| {
        failure::print(&failures);
        ExitCode::from(FAILED)
    })
}

/// How a program ends that only had to write to standard output.
fn told(written: io::Result<()>) -> ExitCode {
    match written.err().and_then(|e| Failure::writing(&e)) {
        None => ExitCode::from(CLEAN),
        Some(failure) => {
            failure.print();
            ExitCode::from(FAILED)
        }
    }
}
