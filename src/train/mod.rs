//! Fits the weights. Built with the feature `train` only.
//!
//! The same command on the same data writes the same bytes.

mod attribution;
mod boilerplate;
mod chain;
mod claims;
mod classes;
mod corpus;
mod crf;
mod dictionary;
mod logistic;
mod pages;
mod perceptron;
mod pos;
mod tree;

use std::path::PathBuf;
use std::process::ExitCode;

/// What a training run is told.
#[derive(Clone, Debug, clap::Parser)]
#[command(name = "train", about = "Fits the embedded weights")]
struct Arguments {
    /// What to fit.
    task: Task,
    /// The folder of the corpora.
    #[arg(long)]
    corpora: PathBuf,
    /// The folder the weights are written to.
    #[arg(long, default_value = "src/extract/weights")]
    out: PathBuf,
    /// Keeps one document in six of the training text apart, measures there, and writes nothing.
    #[arg(long)]
    held_out: bool,
    /// Passes over the training text.
    #[arg(long)]
    epochs: Option<usize>,
    /// Features to keep.
    #[arg(long)]
    keep: Option<usize>,
    /// Settings to try: `name=number`.
    #[arg(long, value_parser = setting)]
    set: Vec<(String, f32)>,
    /// Where to write every measured line with its score, for looking at errors (boilerplate only).
    #[arg(long)]
    dump: Option<String>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Task {
    Classes,
    Pos,
    Tree,
    Attribution,
    Claims,
    Boilerplate,
}

impl Task {
    /// The settings that can be tried.
    fn settings(self) -> &'static [&'static str] {
        match self {
            Self::Classes => &["classes", "least"],
            Self::Pos | Self::Tree => &[],
            Self::Attribution => &["rate", "decay", "drop", "least"],
            Self::Claims => &["cost"],
            Self::Boilerplate => {
                &["wcxb", "full", "rate", "decay", "drop", "epochs2", "rate2", "decay2", "drop2", "least"]
            }
        }
    }
}

impl Arguments {
    fn number(&self, name: &str, default: f32) -> f32 {
        debug_assert!(self.task.settings().contains(&name), "{name} is no setting of the task");
        self.set.iter().find(|s| s.0 == name).map_or(default, |s| s.1)
    }

    /// What is wrong with the settings to try, if anything.
    fn problem(&self) -> Option<String> {
        let known = self.task.settings();
        let (name, _) = self.set.iter().find(|(name, _)| !known.contains(&name.as_str()))?;
        Some(match known {
            [] => format!("there is no setting `{name}`: this task has none"),
            _ => format!("there is no setting `{name}`; this task has {}", known.join(", ")),
        })
    }
}

/// Reads `name=number`.
fn setting(text: &str) -> Result<(String, f32), String> {
    let (name, number) = text.split_once('=').ok_or("a setting is written `name=number`")?;
    let number: f32 = number.parse().map_err(|_| format!("`{number}` is no number"))?;
    if number.is_finite() { Ok((name.to_owned(), number)) } else { Err(format!("`{number}` is no number to try")) }
}

/// Runs the trainer with the arguments of the command line.
pub fn main() -> ExitCode {
    let arguments = <Arguments as clap::Parser>::parse();
    if let Some(problem) = arguments.problem() {
        <Arguments as clap::CommandFactory>::command().error(clap::error::ErrorKind::InvalidValue, problem).exit();
    }
    let result = match arguments.task {
        Task::Classes => classes::run(&arguments),
        Task::Pos => pos::run(&arguments),
        Task::Tree => tree::run(&arguments),
        Task::Attribution => attribution::run(&arguments),
        Task::Claims => claims::run(&arguments),
        Task::Boilerplate => boilerplate::run(&arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("train: {error}");
            ExitCode::FAILURE
        }
    }
}

/// A deterministic order of things.
struct Shuffle(u64);

impl Shuffle {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn order(&mut self, n: usize) -> Vec<usize> {
        let mut out: Vec<usize> = (0..n).collect();
        for i in (1..n).rev() {
            out.swap(i, (self.next() % (i as u64 + 1)) as usize);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    fn parse(task: &str, settings: &[&str]) -> Result<Arguments, clap::Error> {
        let set = settings.iter().flat_map(|s| ["--set", s]);
        Arguments::try_parse_from(["train", task, "--corpora", "x"].into_iter().chain(set))
    }

    #[test]
    fn a_setting_that_is_none_is_an_error() {
        let arguments = parse("attribution", &["rate=0.5", "least=2"]).expect("both are settings");
        assert_eq!(
            (arguments.problem(), arguments.number("rate", 0.02), arguments.number("drop", 0.2)),
            (None, 0.5, 0.2)
        );
        for wrong in ["rate", "rate=", "rate=fast", "rate=0,5", "rate=NaN", "rate=inf"] {
            assert!(parse("attribution", &[wrong]).is_err(), "{wrong}");
        }
        for (task, name) in [("attribution", "rat"), ("claims", "rate"), ("pos", "rate")] {
            let problem = parse(task, &[&format!("{name}=1")]).expect("it is well written").problem();
            assert!(problem.is_some_and(|p| p.contains(&format!("`{name}`"))), "{task} {name}");
        }
    }
}
