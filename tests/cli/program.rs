//! A folder of articles and the program that reads it.

use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::{fs, thread};

use serde_json::Value;
use tempfile::TempDir;

/// An article with nothing to mend.
pub const CLEAN: &str = "The library stays open in June.\n";
/// An article with one line of the page, which is a warning.
pub const DIRTY: &str = "The library stays open in June.\n\nLeave a Reply\n";

/// A folder for one test.
pub struct Folder(pub TempDir);

/// What came of a run.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Folder {
    pub fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(TempDir::new().expect("a folder"));
        for (name, text) in files {
            folder.write(name, text.as_bytes());
        }
        folder
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("written");
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
        command.args(args).current_dir(self.path());
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env_remove("CLICOLOR");
        command
    }

    pub fn run(&self, args: &[&str]) -> Run {
        self.run_on(args, "")
    }

    pub fn run_on(&self, args: &[&str], stdin: impl AsRef<[u8]>) -> Run {
        finish(self.command(args), stdin.as_ref())
    }
}

/// Starts a command whose streams are all pipes.
pub fn start(command: &mut Command) -> Child {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    piped.spawn().expect("the program starts")
}

/// Runs a command on an input.
pub fn finish(mut command: Command, stdin: &[u8]) -> Run {
    let mut child = start(&mut command);
    let mut input = child.stdin.take().expect("a pipe");
    let bytes = stdin.to_vec();
    let writer = thread::spawn(move || {
        // A program that reads nothing closes the pipe.
        let _ = input.write_all(&bytes);
    });
    let Output { status, stdout, stderr } = child.wait_with_output().expect("the program ends");
    writer.join().expect("written");
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    Run { code: status.code().expect("an exit code"), out: text(stdout), err: text(stderr) }
}

impl Run {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("no JSON: {e}\n{}{}", self.out, self.err))
    }

    /// Fails unless the exit code is `code` and standard error holds every one of `words`.
    #[track_caller]
    pub fn expect(self, code: i32, words: &[&str]) -> Self {
        assert_eq!(self.code, code, "standard output:\n{}\nstandard error:\n{}", self.out, self.err);
        for word in words {
            assert!(self.err.contains(word), "no {word:?} on standard error:\n{}", self.err);
        }
        assert!(!words.is_empty() || self.err.is_empty(), "standard error:\n{}", self.err);
        self
    }
}
