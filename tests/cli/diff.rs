//! What `fix --diff` writes is what `git apply` and `patch` read.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::fix::{MENDED, SLIP};
use super::program::{DIRTY, Folder, finish};

const GIT: &[&str] = &["git", "apply", "--whitespace=nowarn", "-"];
const PATCH: &[&str] = &["patch", "-p1", "--binary"];

fn read(folder: &Folder, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).expect("the file is there")
}

/// Applies a diff in a folder of the temporary `home`; false where there is no such program.
#[track_caller]
fn applies(program: &[&str], home: &Path, folder: &Path, diff: &str) -> bool {
    if Command::new(program[0]).arg("--version").output().is_err() {
        eprintln!("skipped: no {}", program[0]);
        return false;
    }
    let mut command = Command::new(program[0]);
    command.args(&program[1..]).current_dir(folder).env("GIT_CEILING_DIRECTORIES", home);
    let run = finish(command, diff.as_bytes());
    assert_eq!(run.code, 0, "{program:?}: {}{}\n{diff}", run.out, run.err);
    true
}

#[test]
fn changes_of_several_files_are_one_patch() {
    let folder = Folder::new(&[("a.md", SLIP), ("b.txt", DIRTY.trim_end())]);
    folder.write("c.md", SLIP.replace('\n', "\r\n").as_bytes());
    let diff = folder.run(&["fix", "--unsafe", "--diff"]).expect(1, &["Would fix 3 findings"]).out;
    if !applies(GIT, folder.path(), folder.path(), &diff) {
        return;
    }
    assert_eq!(read(&folder, "a.md"), MENDED);
    assert_eq!(read(&folder, "b.txt"), "The library stays open in June.");
    assert_eq!(read(&folder, "c.md"), MENDED.replace('\n', "\r\n"));
}

#[cfg(unix)]
#[test]
fn names_are_written_as_git_writes_them() {
    for (name, header) in [
        ("two words.md", "a/two words.md\t"),
        ("größe.md", "a/größe.md"),
        ("a\tb c.md", "\"a/a\\tb c.md\"\t"),
        ("a\nb.md", "\"a/a\\nb.md\""),
        ("a\r.md", "\"a/a\\r.md\""),
        ("esc\x1b[1m.md", "\"a/esc\\033[1m.md\""),
        ("say \"no\".md", "\"a/say \\\"no\\\".md\"\t"),
        ("back\\slash.md", "\"a/back\\\\slash.md\""),
    ] {
        let folder = Folder::new(&[(name, SLIP)]);
        let diff = folder.run(&["fix", "--diff"]).expect(1, &["Would fix 1 finding in 1 file."]).out;
        assert!(diff.starts_with(&format!("--- {header}\n")), "{diff}");
        for program in [GIT, PATCH] {
            folder.write(name, SLIP.as_bytes());
            if applies(program, folder.path(), folder.path(), &diff) {
                assert_eq!(read(&folder, name), MENDED, "{program:?}: {name:?}");
            }
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_text_can_be_applied() {
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::new(&[]);
    let path = folder.path().join(std::ffi::OsStr::from_bytes(b"caf\xe9.md"));
    if fs::write(&path, SLIP).is_err() {
        eprintln!("skipped: the file system takes no such name");
        return;
    }
    let diff = folder.run(&["fix", "--diff"]).expect(1, &["Would fix 1 finding in 1 file."]).out;
    assert!(diff.starts_with("--- \"a/caf\\351.md\"\n"), "{diff}");
    if applies(GIT, folder.path(), folder.path(), &diff) {
        assert_eq!(fs::read_to_string(&path).expect("there"), MENDED);
    }
}

#[cfg(unix)]
#[test]
fn names_count_from_the_working_directory_or_from_the_root() {
    let folder = Folder::new(&[("a.md", SLIP), ("news/b.md", SLIP)]);
    std::os::unix::fs::symlink("news/b.md", folder.path().join("link.md")).expect("a link");
    let home = folder.path().canonicalize().expect("it is there");
    let root = home.to_str().expect("UTF-8").trim_start_matches('/').to_owned();
    let diff = |from: &str, path: &str| {
        let mut command = folder.command(&["fix", "--diff", path]);
        command.current_dir(folder.path().join(from));
        finish(command, b"").expect(1, &["Would fix 1 finding in 1 file."]).out
    };
    let whole = folder.path().join("news/b.md");
    for (from, path, name) in [
        (".", "./a.md", "a.md"),
        (".", "news/../a.md", "a.md"),
        (".", "news//./b.md", "news/b.md"),
        (".", "link.md", "news/b.md"),
        (".", whole.to_str().expect("UTF-8"), "news/b.md"),
        ("news", whole.to_str().expect("UTF-8"), "b.md"),
        ("news", "../news/b.md", "b.md"),
    ] {
        let diff = diff(from, path);
        assert!(diff.starts_with(&format!("--- a/{name}\n+++ b/{name}\n")), "{from} {path}: {diff}");
    }
    let outside = diff("news", "../a.md");
    assert!(outside.starts_with(&format!("--- a/{root}/a.md\n+++ b/{root}/a.md\n")), "{outside}");
    if applies(PATCH, Path::new("/"), Path::new("/"), &outside) {
        assert_eq!(read(&folder, "a.md"), MENDED);
    }
    let mut command = folder.command(&["fix", "--diff", "--stdin-filepath", "../none.md"]);
    command.current_dir(folder.path().join("news"));
    let diff = finish(command, SLIP.as_bytes()).expect(1, &["Would fix 1 finding in 1 file."]).out;
    assert!(diff.starts_with("--- a/") && diff.contains("/none.md\n") && !diff.contains(".."), "{diff}");
}

#[test]
fn lines_end_where_patch_ends_them_and_keep_what_looks_like_a_colour() {
    for text in [
        format!("The hall was full.\rIt rained.\r\n\n{SLIP}"),
        format!("{SLIP}\nThe hall was \x1b[1mfull\x1b[0m.\n"),
        format!("{SLIP}\nThe hall was full.\r"),
        format!("\r{}\r", SLIP.replace('\n', "\r")),
    ] {
        let folder = Folder::new(&[("a.md", &text)]);
        let diff = folder.run(&["fix", "--diff"]).expect(1, &["Would fix 1 finding in 1 file."]).out;
        folder.run(&["fix"]).expect(0, &["Fixed 1 finding"]);
        let mended = read(&folder, "a.md");
        assert_ne!(mended, text);
        for program in [GIT, PATCH] {
            folder.write("a.md", text.as_bytes());
            if applies(program, folder.path(), folder.path(), &diff) {
                assert_eq!(read(&folder, "a.md"), mended, "{program:?}: {text:?}");
            }
        }
    }
}
