//! What is drawn on a terminal, and not in a pipe.

use std::process::{Command, Stdio};

use super::program::{DIRTY, Folder};

/// The output of a shell command on a terminal of its own; nothing where the system cannot make one.
fn on_terminal(folder: &Folder, shell: &str) -> Option<String> {
    let mut script = Command::new("script");
    script.args(["--quiet", "--return", "--command", shell, "/dev/null"]).current_dir(folder.path());
    script.env("TERM", "xterm").env("WHOSAID", env!("CARGO_BIN_EXE_whosaid")).env_remove("NO_COLOR");
    let Ok(output) = script.stdin(Stdio::null()).stderr(Stdio::null()).output() else {
        eprintln!("skipped: `script` is not installed");
        return None;
    };
    assert!(output.status.code().is_some_and(|code| code < 2), "{output:?}");
    Some(String::from_utf8(output.stdout).expect("UTF-8"))
}

#[test]
fn long_work_shows_how_far_it_is() {
    let folder = Folder::new(&[("line", "{\"id\": 1, \"text\": \"It rained.\"}\n")]);
    let slow = "(cat line; sleep 1; cat line) | \"$WHOSAID\" extract --jsonl";
    let Some(seen) = on_terminal(&folder, &format!("{slow} > out")) else { return };
    assert!(seen.contains("2 articles"), "{seen:?}");
    let Some(seen) = on_terminal(&folder, &format!("{slow} 2> err > out; cat err")) else { return };
    assert_eq!(seen, "", "a pipe or a file gets no bar");
}

#[test]
fn short_work_shows_no_bar_but_colours() {
    let folder = Folder::new(&[("a.txt", DIRTY), ("b.txt", DIRTY)]);
    let Some(seen) = on_terminal(&folder, "\"$WHOSAID\" check .") else { return };
    assert!(seen.contains("\x1b[") && !seen.contains("articles,"), "{seen:?}");
    let Some(seen) = on_terminal(&folder, "NO_COLOR=1 \"$WHOSAID\" check .") else { return };
    assert!(!seen.contains('\x1b'), "{seen:?}");
}
