//! The command line.

mod args;
mod config;
mod extract;
mod failure;
mod files;
mod guard;
mod jsonl;
mod pipeline;

use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command};

/// Nothing at or above `--fail-on`.
const CLEAN: u8 = 0;
/// Wrong usage, or something that could not be read or written.
const FAILED: u8 = 2;

/// Runs the program on its arguments.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let code = match arguments.command {
        Command::Extract(args) if args.jsonl => jsonl::run(&args),
        Command::Extract(args) => extract::run(&args),
        Command::Lsp(_) => return crate::server::run(),
    };
    code.unwrap_or_else(|failures| {
        failure::print(&failures);
        ExitCode::from(FAILED)
    })
}
