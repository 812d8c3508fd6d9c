use std::fs;

use super::program::{DIRTY, Folder};

/// A comment whose rule is misspelt, which can be mended without a person.
pub const SLIP: &str = "<!-- whosaid-ignore unatributed-claim -->\n\nThe library stays open in June.\n";
pub const MENDED: &str = "<!-- whosaid-ignore unattributed-claim -->\n\nThe library stays open in June.\n";

fn read(folder: &Folder, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).expect("the file is there")
}

#[test]
fn safe_fixes_are_applied_and_nothing_else() {
    let folder = Folder::new(&[("a.md", SLIP), ("b.txt", DIRTY), ("c.md", MENDED)]);
    let run = folder.run(&["fix"]).expect(0, &["Fixed 1 finding in 1 file.", "1 more finding can", "--unsafe --diff"]);
    assert_eq!(run.out, "a.md: fixed 1 unknown-comment\n");
    assert_eq!([read(&folder, "a.md"), read(&folder, "b.txt"), read(&folder, "c.md")], [MENDED, DIRTY, MENDED]);
    folder.run(&["fix", "a.md"]).expect(0, &["Nothing to fix."]);
    folder.run(&["fix", "--unsafe", "."]).expect(0, &["Fixed 1 finding in 1 file."]);
    assert_eq!(read(&folder, "b.txt"), "The library stays open in June.\n");
    let names: Vec<_> = fs::read_dir(folder.path()).expect("a folder").flatten().map(|e| e.file_name()).collect();
    assert_eq!(names.len(), 3, "nothing is left behind: {names:?}");
}

#[test]
fn a_fix_that_waits_for_words_is_never_applied() {
    let text = "Sales fell by 40 percent in 2019.\n";
    let folder = Folder::new(&[("a.txt", text)]);
    folder.run(&["fix", "--unsafe", "--rule", "unattributed-claim"]).expect(0, &["Nothing to fix."]);
    assert_eq!(read(&folder, "a.txt"), text);
}

/// What is fixed once is not fixed again, in the same run or the next.
#[test]
fn a_fix_is_applied_once() {
    let words = ["yesterday", "last month", "last year", "two weeks ago"];
    for word in words {
        let folder = Folder::new(&[("a.md", &format!("---\ndate: 2024-03-05\n---\n\nThe mayor resigned {word}.\n"))]);
        let fix = ["fix", "--unsafe", "--profile", "strict", "--rule", "relative-date"];
        folder.run(&fix).expect(0, &["Fixed 1 finding in 1 file."]);
        let once = read(&folder, "a.md");
        assert!(once.contains(&format!("resigned {word} (")) && once.matches('(').count() == 1, "{once}");
        folder.run(&fix).expect(0, &["Nothing to fix."]);
        assert_eq!(read(&folder, "a.md"), once);
    }
}

#[test]
fn only_the_rules_that_are_named() {
    let folder = Folder::new(&[("a.md", SLIP), ("b.txt", DIRTY)]);
    folder.run(&["fix", "--unsafe", "--rule", "boilerplate-line"]).expect(0, &["Fixed 1 finding"]);
    assert_eq!(read(&folder, "a.md"), SLIP);
    folder.run(&["fix", "--rule", "boilerplate-lines"]).expect(2, &["did you mean `boilerplate-line`"]);
}

#[test]
fn a_dry_run_and_a_diff_change_nothing_and_say_so() {
    let folder = Folder::new(&[("a.md", SLIP)]);
    let run = folder.run(&["fix", "--dry-run"]).expect(1, &["Would fix 1 finding in 1 file."]);
    assert_eq!(run.out, "a.md: would fix 1 unknown-comment\n");
    let diff = folder.run(&["fix", "--diff"]).expect(1, &["Would fix 1 finding in 1 file."]).out;
    assert_eq!(
        diff,
        "--- a/a.md\n+++ b/a.md\n@@ -1,3 +1,3 @@\n-<!-- whosaid-ignore unatributed-claim -->\n\
         +<!-- whosaid-ignore unattributed-claim -->\n \n The library stays open in June.\n"
    );
    assert_eq!(read(&folder, "a.md"), SLIP);
    folder.run(&["fix", "--diff", "--dry-run"]).expect(2, &["--dry-run"]);
    folder.write("a.md", MENDED.as_bytes());
    folder.run(&["fix", "--diff"]).expect(0, &["Nothing to fix."]);
}

#[test]
fn a_file_keeps_its_form() {
    let forms: [fn(&str) -> String; 4] = [
        |text| text.replace('\n', "\r\n"),
        |text| text.trim_end().to_owned(),
        |text| format!("\u{feff}{text}"),
        |text| format!("\u{feff}{}\t ", text.replace('\n', "\r\n")),
    ];
    for form in forms {
        let folder = Folder::new(&[("a.md", &form(SLIP)), ("b.txt", &form(DIRTY))]);
        folder.run(&["fix", "a.md"]).expect(0, &["Fixed 1 finding"]);
        assert_eq!(read(&folder, "a.md"), form(MENDED), "{:?}", form("…\n"));
        folder.run(&["fix", "--unsafe", "b.txt"]).expect(0, &["Fixed 1 finding"]);
        let left = read(&folder, "b.txt");
        assert!(left.starts_with(form("The library stays open in June.").trim_end()), "{left:?}");
        assert!(!left.contains("Leave") && !left.replace("\r\n", "").contains('\r'), "{left:?}");
        assert_eq!(left.ends_with('\n'), form(DIRTY).ends_with('\n'), "{left:?}");
    }
}

#[test]
fn standard_input_is_mended_to_standard_output() {
    let folder = Folder::new(&[]);
    let run = folder.run_on(&["fix", "--stdin-filepath", "a.md"], SLIP).expect(0, &["Fixed 1 finding"]);
    assert_eq!(run.out, MENDED);
    assert_eq!(folder.run_on(&["fix", "-"], DIRTY).expect(0, &["Nothing to fix"]).out, DIRTY, "nothing is lost");
    folder.run_on(&["fix", "-"], b"a\xff").expect(2, &["byte offset 1"]);
}

#[test]
fn what_cannot_be_fixed_is_named_and_the_rest_is_fixed() {
    let folder = Folder::new(&[("a.md", SLIP)]);
    folder.write("b.md", b"\xff");
    folder.run(&["fix", "a.md", "b.md", "none.md"]).expect(2, &["b.md: not UTF-8", "none.md: no such file", "Fixed 1"]);
    assert_eq!(read(&folder, "a.md"), MENDED);
}

#[test]
fn nothing_was_fixed_is_not_nothing_to_fix() {
    let folder = Folder::new(&[]);
    folder.write("b.md", b"\xff");
    folder.run(&["fix", "b.md"]).expect(2, &["b.md: not UTF-8", "\nNothing was fixed."]);
    folder.run(&["fix", "--diff", "b.md"]).expect(2, &["b.md: not UTF-8", "\nNothing to fix in what could be read."]);
}

#[cfg(target_os = "linux")]
#[test]
fn files_are_mended_and_counted_when_the_report_fails() {
    use std::process::Stdio;
    let full = || Stdio::from(fs::OpenOptions::new().write(true).open("/dev/full").expect("the device"));
    let (reader, gone) = std::io::pipe().expect("a pipe");
    drop(reader);
    for (stdout, code) in [(full(), 2), (gone.into(), 0)] {
        let folder = Folder::new(&[("a.md", SLIP), ("b.md", SLIP)]);
        let output = folder.command(&["fix"]).stdin(Stdio::null()).stdout(stdout).output().expect("the program ends");
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{err}");
        assert!(err.ends_with("Fixed 2 findings in 2 files.\n"), "{err}");
        assert_eq!(err.contains("cannot write to standard output"), code == 2, "{err}");
        assert_eq!([read(&folder, "a.md"), read(&folder, "b.md")], [MENDED, MENDED]);
    }
    let folder = Folder::new(&[("a.md", SLIP)]);
    let article = fs::File::open(folder.path().join("a.md")).expect("it is there");
    let args = ["fix", "--stdin-filepath", "a.md"];
    let output = folder.command(&args).stdin(article).stdout(full()).output().expect("the program ends");
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(2) && err.ends_with("Nothing was fixed.\n"), "{err}");
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new(&[("real/a.md", SLIP)]);
    let (file, link) = (folder.path().join("real/a.md"), folder.path().join("link.md"));
    fs::set_permissions(&file, PermissionsExt::from_mode(0o640)).expect("changed");
    symlink("real/a.md", &link).expect("a link");
    let run = folder.run(&["fix", "link.md", "real/a.md"]).expect(0, &["Fixed 1 finding in 1 file."]);
    assert_eq!(run.out, "link.md: fixed 1 unknown-comment\n");
    assert!(fs::symlink_metadata(&link).expect("there").is_symlink(), "the link is still one");
    assert_eq!(read(&folder, "real/a.md"), MENDED);
    assert_eq!(fs::metadata(&file).expect("there").permissions().mode() & 0o777, 0o640);
}

#[cfg(unix)]
#[test]
fn the_owner_stays() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    let folder = Folder::new(&[("a.md", SLIP)]);
    let file = folder.path().join("a.md");
    if chown(&file, Some(1234), Some(1235)).is_err() {
        eprintln!("skipped: only root gives files away");
        return;
    }
    fs::set_permissions(&file, PermissionsExt::from_mode(0o600)).expect("changed");
    folder.run(&["fix", "a.md"]).expect(0, &["Fixed 1 finding in 1 file."]);
    assert_eq!(read(&folder, "a.md"), MENDED);
    let now = fs::metadata(&file).expect("there");
    assert_eq!((now.uid(), now.gid(), now.mode() & 0o7777), (1234, 1235, 0o600));
}

#[cfg(unix)]
#[test]
fn every_name_of_a_file_shows_what_was_mended() {
    let long = format!("{SLIP}\nLeave a Reply\n");
    let folder = Folder::new(&[("a.md", &long)]);
    fs::hard_link(folder.path().join("a.md"), folder.path().join("b.md")).expect("a second name");
    folder.run(&["fix", "--unsafe", "a.md"]).expect(0, &["Fixed 2 findings in 1 file."]);
    assert_eq!([read(&folder, "a.md"), read(&folder, "b.md")], [MENDED, MENDED]);
    folder.write("a.md", SLIP.as_bytes());
    let run = folder.run(&["fix", "a.md", "b.md"]).expect(0, &["Fixed 1 finding in 1 file."]);
    assert_eq!(run.out, "a.md: fixed 1 unknown-comment\n", "they are one file");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2, "nothing is left behind");
}

#[test]
fn a_file_that_changed_is_left_alone() {
    let folder = Folder::new(&[("a.md", "as it is now")]);
    let path = folder.path().join("a.md");
    let replace = |before: &[u8]| whosaid::settings::replace(&path, before, b"mended").expect("no failure");
    assert!(!replace(b"as it was read"));
    assert_eq!(read(&folder, "a.md"), "as it is now");
    assert!(replace(b"as it is now"));
    assert_eq!(read(&folder, "a.md"), "mended");
    fs::remove_file(&path).expect("removed");
    assert!(!replace(b"mended"), "a file that went away does not come back");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0, "nothing is left behind");
}

#[test]
fn a_choice_among_several_fixes_is_left_to_a_person() {
    let folder =
        Folder::new(&[("a.txt", "Ann Lee said: “We lost the bridge. The town is empty.\n\nShe left at nine.\n")]);
    assert!(folder.run(&["check", "a.txt"]).out.contains("unbalanced-quote"));
    folder.run(&["fix", "--unsafe", "--rule", "unbalanced-quote", "a.txt"]).expect(0, &["Nothing to fix."]);
    // Of two wordings either may be what was said.
    let twice = "“We will never sell the old mill,” Ann Lee said.\n\nLee wrote: “We will never sell the old house.”\n";
    let folder = Folder::new(&[("a.txt", twice)]);
    assert!(folder.run(&["check", "a.txt"]).out.contains("altered-quote"));
    folder.run(&["fix", "--unsafe", "--rule", "altered-quote", "a.txt"]).expect(0, &["Nothing to fix."]);
}

#[test]
fn marks_become_those_of_the_text_and_nothing_else_changes() {
    let folder = Folder::new(&[
        ("blanks.txt", "“Never,” said Ann Lee. “Not once.” « It was too late », said John Berg.\n"),
        ("single.txt", "“Never,' said Ann Lee. “It was too late,” said John Berg.\n"),
    ]);
    folder.run(&["fix", "--unsafe"]).expect(0, &["Fixed 2 findings in 2 files."]);
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("an article");
    assert_eq!(read("blanks.txt"), "“Never,” said Ann Lee. “Not once.” “It was too late”, said John Berg.\n");
    assert_eq!(read("single.txt"), "“Never,” said Ann Lee. “It was too late,” said John Berg.\n");
}
