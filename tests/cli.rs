//! The built program: every command, format, exit code and error that scripts rely on.

#[path = "cli/audit.rs"]
mod audit;
#[path = "cli/baseline.rs"]
mod baseline;
#[path = "cli/check.rs"]
mod check;
#[path = "cli/diff.rs"]
mod diff;
#[path = "cli/extract.rs"]
mod extract;
#[path = "cli/fix.rs"]
mod fix;
#[path = "cli/inputs.rs"]
mod inputs;
#[path = "cli/manual.rs"]
mod manual;
#[path = "cli/others.rs"]
mod others;
#[path = "cli/program.rs"]
mod program;
#[path = "cli/settings.rs"]
mod settings;
#[path = "cli/sheet.rs"]
mod sheet;
#[path = "cli/stream.rs"]
mod stream;
#[cfg(target_os = "linux")]
#[path = "cli/terminal.rs"]
mod terminal;
