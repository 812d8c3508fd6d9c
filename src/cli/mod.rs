//! The command line.

use std::process::ExitCode;

/// Runs the program on its arguments.
pub fn run() -> ExitCode {
    ExitCode::from(2)
}
