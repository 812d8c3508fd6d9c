use std::fs;

use super::program::{DIRTY, Folder};

/// A comment whose rule is misspelt, which can be mended without a person.
const SLIP: &str = "<!-- whosaid-ignore unatributed-claim -->\n\nThe library stays open in June.\n";
const MENDED: &str = "<!-- whosaid-ignore unattributed-claim -->\n\nThe library stays open in June.\n";

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
fn a_diff_can_be_applied_by_git() {
    let folder = Folder::new(&[("a.md", SLIP), ("b.txt", DIRTY.trim_end())]);
    folder.write("c.md", SLIP.replace('\n', "\r\n").as_bytes());
    let diff = folder.run(&["fix", "--unsafe", "--diff"]).expect(1, &["Would fix 3 findings"]).out;
    folder.write("all.patch", diff.as_bytes());
    let git = std::process::Command::new("git")
        .args(["apply", "--whitespace=nowarn", "all.patch"])
        .current_dir(folder.path())
        .env("GIT_CEILING_DIRECTORIES", folder.path())
        .output();
    let Ok(git) = git else {
        eprintln!("skipped: no git");
        return;
    };
    assert!(git.status.success(), "{}\n{diff}", String::from_utf8_lossy(&git.stderr));
    assert_eq!(read(&folder, "a.md"), MENDED);
    assert_eq!(read(&folder, "b.txt"), "The library stays open in June.");
    assert_eq!(read(&folder, "c.md"), MENDED.replace('\n', "\r\n"));
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
