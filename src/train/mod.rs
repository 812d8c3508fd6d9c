//! Fits the weights. Built with the feature `train` only.
//!
//! The same command on the same data writes the same bytes.

mod attribution;
mod corpus;
mod crf;
mod dictionary;
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
    #[arg(long)]
    set: Vec<String>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Task {
    Pos,
    Tree,
    Attribution,
}

impl Arguments {
    fn number(&self, name: &str, default: f32) -> f32 {
        let prefix = format!("{name}=");
        self.set.iter().find_map(|s| s.strip_prefix(&prefix)?.parse().ok()).unwrap_or(default)
    }
}

/// Runs the trainer with the arguments of the command line.
pub fn main() -> ExitCode {
    let arguments = <Arguments as clap::Parser>::parse();
    let result = match arguments.task {
        Task::Pos => pos::run(&arguments),
        Task::Tree => tree::run(&arguments),
        Task::Attribution => attribution::run(&arguments),
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
