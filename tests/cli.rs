//! The built program: every command, format, exit code and error that scripts rely on.

#[path = "cli/audit.rs"]
mod audit;
#[path = "cli/check.rs"]
mod check;
#[path = "cli/extract.rs"]
mod extract;
#[path = "cli/others.rs"]
mod others;
#[path = "cli/program.rs"]
mod program;
