use super::program::{CLEAN, DIRTY, Folder};

#[test]
fn patterns_are_expanded() {
    let folder = Folder::new(&[
        ("news/a.md", DIRTY),
        ("news/x/b.md", DIRTY),
        ("news/x/c.txt", DIRTY),
        ("news/code.rs", DIRTY),
        ("drafts/d.md", DIRTY),
        (".gitignore", "drafts/\n"),
        ("odd[1].md", DIRTY),
    ]);
    let files = |args: &[&str]| -> Vec<String> {
        let out = folder.run(&[&["check", "--format", "compact"], args].concat()).expect(1, &[]).out;
        out.lines().map(|l| l.split(':').next().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(files(&["news/*.md"]), ["news/a.md"]);
    assert_eq!(files(&["./**/*.md"]), ["news/a.md", "news/x/b.md", "odd[1].md"], "what is ignored stays out");
    assert_eq!(files(&["news/{a,x/b}.md", "news/*"]), ["news/a.md", "news/x/b.md", "news/x/c.txt"], "each once");
    assert_eq!(files(&["news/*.rs"]), ["news/code.rs"], "an ending that is named is read");
    assert_eq!(files(&["odd[1].md"]), ["odd[1].md"], "a file of that name comes first");
    folder.run(&["check", "none/*.md"]).expect(2, &["none/*.md: no such file", "pattern"]);
    folder.run(&["check", "news/{a.md"]).expect(2, &["news/{a.md", "not a pattern"]);
    assert!(folder.run(&["sheet", "news/*.md"]).expect(0, &[]).out.contains("news/a.md"));
}

#[test]
fn a_path_for_standard_input_and_another_path_are_refused() {
    let folder = Folder::new(&[("a.md", "Text to come: TK.\n")]);
    for command in ["check", "fix", "extract", "sheet", "audit"] {
        let run = folder.run(&[command, "--stdin-filepath", "a.md", "a.md"]);
        run.expect(2, &["--stdin-filepath needs standard input", "help: leave out PATH"]);
    }
    assert_eq!(std::fs::read_to_string(folder.path().join("a.md")).expect("a file"), "Text to come: TK.\n");
}

#[test]
fn a_folder_is_read_in_order_without_what_is_ignored() {
    let folder = Folder::new(&[
        ("b.txt", DIRTY),
        ("a/z.md", DIRTY),
        ("a/y.markdown", DIRTY),
        ("a/UPPER.TXT", DIRTY),
        ("code.rs", DIRTY),
        ("drafts/x.txt", DIRTY),
        (".hidden/x.txt", DIRTY),
        (".gitignore", "drafts/\n"),
    ]);
    let files = |args: &[&str]| -> Vec<String> {
        let all = [&["check", "--format", "compact", "--rule", "boilerplate-line"], args].concat();
        let out = folder.run(&all).expect(1, &[]).out;
        out.lines().map(|l| l.split(':').next().unwrap_or_default().to_owned()).collect()
    };
    let all = ["a/UPPER.TXT", "a/y.markdown", "a/z.md", "b.txt"];
    assert_eq!(files(&[]), all);
    assert_eq!(files(&["."]), all);
    assert_eq!(files(&["b.txt", "a", "."]), ["b.txt", "a/UPPER.TXT", "a/y.markdown", "a/z.md"], "each once");
    assert_eq!(files(&["drafts/x.txt", "code.rs"]), ["drafts/x.txt", "code.rs"], "what is named is read");
}

#[test]
fn a_file_beyond_all_counting_is_refused_unread() {
    let folder = Folder::new(&[("good.txt", DIRTY)]);
    folder.write("dump.txt", b"");
    let dump = std::fs::File::options().write(true).open(folder.path().join("dump.txt")).expect("it is there");
    // It takes no room on the disk.
    dump.set_len((1 << 32) + 1).expect("a sparse file");
    let run = folder.run(&["check", "--format", "compact", "dump.txt", "good.txt"]);
    let run = run.expect(2, &["dump.txt: 4294967297 bytes are too many", "4294967295", "help: split it"]);
    assert!(run.out.starts_with("good.txt:"), "the rest is checked: {}", run.out);
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_checked() {
    let folder = Folder::new(&[("good.txt", DIRTY)]);
    folder.write("latin.txt", b"The caf\xe9 is open.\n");
    folder.write("utf16.txt", b"\xff\xfeA\0");
    folder.write("unmarked/utf16.txt", b"A\0 \0T\0K\0.\0");
    folder.run(&["check", "unmarked"]).expect(2, &["utf16.txt: not UTF-8: byte 0x00 at byte offset 1", "UTF-16"]);
    let run = folder.run(&["check", "--format", "compact", "missing.md", "latin.txt", "utf16.txt", "good.txt"]);
    let run = run.expect(2, &["missing.md: no such file", "latin.txt", "byte offset 7", "0xE9", "UTF-16", "help"]);
    assert!(run.out.starts_with("good.txt:3:1: warning"), "{}", run.out);
    // In a folder as well.
    let run = folder.run(&["check", "--format", "json"]).expect(2, &["latin.txt", "byte offset 7"]);
    assert_eq!(run.json().as_array().map(Vec::len), Some(1));
    let log = folder.run(&["check", "--format", "sarif"]).json();
    assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], false);
    folder.run_on(&["check", "-"], b"a\xff").expect(2, &["-: not UTF-8", "byte offset 1"]);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new(&[("a.txt", CLEAN), ("b.txt", DIRTY)]);
    let path = folder.path().join("a.txt");
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o000)).expect("changed");
    if std::fs::read(&path).is_ok() {
        eprintln!("skipped: this user may read everything");
        return;
    }
    let run = folder.run(&["check", "--format", "compact"]).expect(2, &["a.txt: permission denied"]);
    assert!(run.out.starts_with("b.txt:3:1"), "{}", run.out);

    let closed = folder.path().join("closed");
    std::fs::create_dir(&closed).expect("a folder");
    std::fs::set_permissions(&closed, PermissionsExt::from_mode(0o000)).expect("changed");
    let run =
        folder.run(&["check", "closed"]).expect(2, &["error: closed: permission denied", "help: make it readable"]);
    assert!(!run.err.contains("no articles"), "nobody knows: {}", run.err);
    std::fs::set_permissions(&closed, PermissionsExt::from_mode(0o700)).expect("changed");
}

/// The same for whoever may read everything: a file whose reading fails.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_cannot_be_read_is_named_and_the_rest_is_checked() {
    let folder = Folder::new(&[("b.txt", DIRTY)]);
    let failing = "/proc/self/mem";
    for command in ["check", "fix", "extract", "audit"] {
        let run = folder.run(&[command, failing, "b.txt"]);
        let run = run.expect(2, &["error", "/proc/self/mem: cannot read it"]);
        assert!(
            command == "fix" || run.out.contains("b.txt") || run.out.contains("1 article"),
            "{command}: {}",
            run.out
        );
    }
    folder.run(&["sheet", failing]).expect(2, &["/proc/self/mem: cannot read it"]);
}

#[test]
fn bytes_that_are_no_text_are_named_by_every_command() {
    let folder = Folder::new(&[]);
    folder.write("latin.txt", b"The caf\xe9 is open.\n");
    for command in ["check", "fix", "extract", "sheet", "audit"] {
        folder.run(&[command, "latin.txt"]).expect(2, &["latin.txt: not UTF-8", "0xE9", "byte offset 7", "help"]);
    }
}

#[test]
fn a_folder_without_articles_is_said_so() {
    let folder = Folder::new(&[("empty/code.rs", "")]);
    let run = folder.run(&["check", "empty"]).expect(0, &["warning", "empty: no articles"]);
    assert_eq!(run.out, "");
    assert_eq!(folder.run(&["check", "--format", "json", "empty"]).expect(0, &["no articles"]).out, "[]\n");
    assert_eq!(folder.run(&["extract", "empty"]).expect(0, &["no articles"]).out, "[]\n");
    folder.run(&["sheet", "empty"]).expect(2, &["one article"]);
}

#[test]
fn standard_input_takes_the_place_of_a_file() {
    let folder = Folder::new(&[("whosaid.toml", "[rules]\nboilerplate-line = \"error\"\n")]);
    let args = ["check", "--format", "compact"];
    let out = folder.run_on(&[&args[..], &["-"]].concat(), DIRTY).expect(1, &[]).out;
    assert!(out.starts_with("-:3:1: error boilerplate-line "), "{out}");
    let out = folder.run_on(&[&args[..], &["--stdin-filepath", "news/a.txt"]].concat(), DIRTY).expect(1, &[]).out;
    assert!(out.starts_with("news/a.txt:3:1: "), "{out}");
    // Comments that switch rules are Markdown.
    let comment = format!("<!-- whosaid-ignore-file boilerplate-line -->\n\n{DIRTY}");
    folder.run_on(&[&args[..], &["--stdin-filepath", "a.md"]].concat(), &comment).expect(0, &[]);
    folder.run_on(&[&args[..], &["--stdin-filepath", "a.txt"]].concat(), &comment).expect(1, &[]);
    // The same rule in a folder of its own settings.
    let other = Folder::new(&[("strict/whosaid.toml", "[rules]\nboilerplate-line = \"off\"\n")]);
    other.run_on(&["check", "--stdin-filepath", "strict/a.txt", "-"], DIRTY).expect(0, &[]);
}

#[test]
fn many_files_come_in_order() {
    let folder = Folder::new(&[]);
    for i in 0..200 {
        folder.write(&format!("{i:03}.txt"), DIRTY.repeat(1 + i % 9).as_bytes());
    }
    let run = || folder.run(&["check", "--format", "compact"]).expect(1, &[]).out;
    let out = run();
    let mut names: Vec<_> = out.lines().map(|l| &l[..7]).collect();
    assert!(names.is_sorted(), "{out}");
    names.dedup();
    assert_eq!(names.len(), 200);
    assert_eq!(out, run());
}

#[test]
fn a_page_is_read_where_it_is_named() {
    let page = "<p>&ldquo;It is late, said Bea Orr.</p>\n<p>It rained all day in the town.</p>\n";
    let folder = Folder::new(&[("a.html", page), ("b.HTM", page), ("c.xhtml", page), ("d.md", DIRTY)]);
    let files = |args: &[&str]| -> Vec<String> {
        let out = folder.run(&[&["check", "--format", "compact"], args].concat()).expect(1, &[]).out;
        out.lines().map(|l| l.split(" This").next().unwrap_or_default().to_owned()).collect()
    };
    assert!(files(&["."]).iter().all(|line| line.starts_with("d.md:")), "pages of a folder are not read");
    let named = ["a.html:1:4: warning unbalanced-quote", "b.HTM:1:4: warning unbalanced-quote"];
    assert_eq!(files(&["a.html", "b.HTM"]), named);
    assert_eq!(files(&["*.html", "c.xhtml"]), [named[0], "c.xhtml:1:4: warning unbalanced-quote"]);
    let record = serde_json::json!({ "id": 1, "format": "html", "text": "<p>“No,” said Ann&nbsp;Lee.</p>" });
    let out = folder.run_on(&["extract", "--jsonl"], format!("{record}\n")).expect(0, &[]).out;
    assert!(out.contains("\"speaker\":\"Ann Lee\""), "{out}");
}
