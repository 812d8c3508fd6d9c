use std::process::ExitCode;

use super::args::SheetArgs;
use super::check::analyze;
use super::config::Config;
use super::failure::Failure;
use super::files::Inputs;
use super::guard::guard;
use super::rules::print;
use crate::report::{Offsets, Sheet};

/// `whosaid sheet`: the fact-check sheet of one article.
pub(super) fn run(args: &SheetArgs) -> Result<ExitCode, Vec<Failure>> {
    let Inputs { files, mut failures } = Inputs::find(&args.input);
    let [input] = &files[..] else {
        if failures.is_empty() {
            let found = if files.is_empty() { "none was".to_owned() } else { format!("{} were", files.len()) };
            let failure = Failure::new(format!("a sheet covers one article, and {found} found"));
            failures.push(failure.help("name one file, or `-` for standard input"));
        }
        return Err(failures);
    };
    if !failures.is_empty() {
        return Err(failures);
    }
    let analysis = analyze(input, &Config::new(&args.config))?;
    let name = input.name();
    let write = || {
        let offsets = Offsets::new(&analysis.text, args.offsets.into());
        Sheet::new(&name, &analysis, &offsets).write(args.format.into())
    };
    print(&guard(write).map_err(|panic| vec![Failure::defect(&name, &panic)])?)
}
