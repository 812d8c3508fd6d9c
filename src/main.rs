//! The `whosaid` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    whosaid::cli::run()
}
