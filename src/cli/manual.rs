//! Shell completions and manual pages, made from the declaration of the command line.

use std::io;
use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::Shell;

use super::args::Arguments;
use super::failure::Failure;
use super::rules::print;
use crate::rules;

const NAME: &str = "whosaid";

/// `whosaid completions SHELL`.
pub(super) fn completions(shell: Shell) -> Result<ExitCode, Vec<Failure>> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), NAME, &mut script);
    print(&String::from_utf8_lossy(&script))
}

/// `whosaid man [COMMAND]`.
pub(super) fn page(command: Option<&str>) -> Result<ExitCode, Vec<Failure>> {
    let mut all = Arguments::command();
    all.build();
    let shown = match command {
        None => all,
        Some(name) => match all.find_subcommand(name) {
            Some(found) => found.clone().display_name(format!("{NAME}-{name}")),
            None => {
                let help = match rules::nearest_of(name, all.get_subcommands().map(clap::Command::get_name)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("`{NAME} --help` lists them"),
                };
                return Err(vec![Failure::new(format!("there is no command `{name}`")).help(help)]);
            }
        },
    };
    let mut page = Vec::new();
    write_page(shown, &mut page).map_err(|e| vec![Failure::new(format!("cannot write the page: {e}"))])?;
    print(&String::from_utf8_lossy(&page))
}

fn write_page(command: clap::Command, out: &mut Vec<u8>) -> io::Result<()> {
    clap_mangen::Man::new(command).render(out)
}
