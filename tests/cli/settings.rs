use std::collections::BTreeSet;

use super::program::{CLEAN, DIRTY, Folder, finish};

#[test]
fn settings_come_from_the_file_and_the_command_line() {
    let folder = Folder::new(&[
        ("a.txt", DIRTY),
        ("whosaid.toml", "[rules]\nboilerplate-line = \"off\"\n"),
        ("other.toml", "[rules]\nboilerplate-line = \"error\"\n"),
    ]);
    folder.run(&["check", "a.txt"]).expect(0, &[]);
    folder.run(&["check", "--fail-on", "error", "--config", "other.toml", "a.txt"]).expect(1, &[]);
    folder.run(&["check", "--rule", "boilerplate-line", "a.txt"]).expect(1, &[]);
    let run = folder.run(&["check", "--config", "none.toml", "a.txt"]);
    let run = run.expect(2, &["none.toml: no such file or folder", "help: check the path"]);
    assert!(!run.err.contains("os error"), "{}", run.err);
    folder.run(&["check", "--profile", "loud", "a.txt"]).expect(2, &["loud", "strict"]);
    let findings = |profile| {
        let text = "Critics say the plan is too small. Sales fell by 40 percent in 2019.\n";
        let args = ["check", "--format", "compact", "--profile", profile, "--fail-on", "never", "-"];
        folder.run_on(&args, text).expect(0, &[]).out.lines().count()
    };
    assert!(findings("quiet") < findings("default") && findings("default") <= findings("strict"));
}

#[test]
fn bad_settings_are_named_with_their_place() {
    let folder = Folder::new(&[
        ("a.txt", CLEAN),
        ("b.txt", CLEAN),
        ("whosaid.toml", "profile = \"default\"\n\n[rules]\nboilerplate-lime = \"off\"\n"),
    ]);
    let run = folder.run(&["check"]).expect(2, &["whosaid.toml:4:1:", "`boilerplate-lime`", "`boilerplate-line`"]);
    assert_eq!(run.err.matches("whosaid.toml").count(), 1, "said once:\n{}", run.err);
    folder.write("whosaid.toml", b"profile = \"loud\"\n");
    folder.run(&["check"]).expect(2, &["whosaid.toml:1:11:", "quiet", "default", "strict"]);
    folder.write("whosaid.toml", b"profile = \n");
    folder.run(&["check"]).expect(2, &["whosaid.toml:1:", "This is not TOML: a value is missing."]);
    folder.write("whosaid.toml", b"[hints]\nmax-length = # as long as it has to be\n");
    folder.run(&["check"]).expect(2, &["whosaid.toml:2:", "This is not TOML: a value is missing."]);
    folder.write("whosaid.toml", b"profile = strict\n");
    folder.run(&["check"]).expect(2, &["whosaid.toml:1:", "must be quoted"]);
    folder.run(&["extract"]).expect(2, &["whosaid.toml:1:"]);
    folder.write("whosaid.toml", b"profile = \"strict\"\n# caf\xe9\n");
    folder.run(&["check"]).expect(2, &["whosaid.toml:2:6:", "not UTF-8: byte 0xE9", "Save the file as UTF-8"]);
    folder.write("whosaid.toml", b"\xff\xfep\0r\0");
    folder.run(&["check"]).expect(2, &["whosaid.toml:1:1:", "it looks like UTF-16"]);
    folder.write("whosaid.toml", b"profile = strict\n");
    folder.run_on(&["extract", "--jsonl"], "").expect(2, &["whosaid.toml:1:"]);
    folder.run(&["sheet", "a.txt"]).expect(2, &["whosaid.toml:1:"]);
}

#[test]
fn settings_that_are_no_file_are_named() {
    let folder = Folder::new(&[("news/a.txt", DIRTY), ("whosaid.toml", "[rules]\nboilerplate-line = \"off\"\n")]);
    folder.run(&["check"]).expect(0, &[]);
    let place = folder.path().join("news/whosaid.toml");
    std::fs::create_dir(&place).expect("a folder");
    folder.run(&["check"]).expect(2, &["news/whosaid.toml: ", "this is a folder"]);
    folder.run(&["check", "--config", "news"]).expect(2, &["news: ", "this is a folder"]);
    std::fs::remove_dir(&place).expect("removed");
    #[cfg(unix)]
    for target in ["whosaid.toml", "gone.toml"] {
        std::os::unix::fs::symlink(target, &place).expect("a link");
        folder.run(&["check"]).expect(2, &["news/whosaid.toml: ", "a link that leads to no file"]);
        std::fs::remove_file(&place).expect("removed");
    }
    #[cfg(unix)]
    {
        // No settings, and none of those above either.
        std::os::unix::fs::symlink("../empty.toml", &place).expect("a link");
        folder.write("empty.toml", b"");
        folder.run(&["check"]).expect(1, &[]);
    }
}

#[test]
fn settings_are_those_above_the_article_wherever_it_is_named_from() {
    let folder = Folder::new(&[("a.txt", DIRTY), ("news/b.txt", CLEAN)]);
    folder.write("news/whosaid.toml", b"[rules]\nboilerplate-line = \"off\"\n");
    let mut command = folder.command(&["check", "../a.txt"]);
    command.current_dir(folder.path().join("news"));
    assert_eq!(finish(command, b"").code, 1, "those of the folder that one stands in are not above it");
}

/// Every command that analyses, on `a.txt`.
const COMMANDS: [&[&str]; 6] = [
    &["check", "--format", "compact", "--fail-on", "never", "a.txt"],
    &["fix", "--unsafe", "--dry-run", "a.txt"],
    &["extract", "a.txt"],
    &["extract", "--jsonl"],
    &["sheet", "a.txt"],
    &["audit", "a.txt"],
];

#[test]
fn every_command_that_analyses_takes_settings_and_a_profile() {
    let text = "“We wait,” said Ann Lee. Sales fell by 40 percent.\n\nThe Post has many friends\n\nLeave a Reply\n";
    let folder = Folder::new(&[
        ("a.txt", text),
        ("none/empty.toml", ""),
        (
            "none/own.toml",
            "[[names]]\nname = \"Ann Marie Lee\"\naliases = [\"Ann Lee\"]\n\n[boilerplate]\nphrases = [\"has many friends\"]\n",
        ),
        ("none/bad.toml", "profile = \"loud\"\n"),
    ]);
    let line = serde_json::json!({ "id": "a.txt", "text": text }).to_string();
    for command in COMMANDS {
        let with = |more: &[&str]| folder.run_on(&[command, more].concat(), &line);
        let (plain, own) = (with(&["--config", "none/empty.toml"]), with(&["--config", "none/own.toml"]));
        assert!(plain.code < 2 && own.code < 2, "{command:?}: {}{}", plain.err, own.err);
        assert_ne!(plain.out, own.out, "{command:?} leaves the file of --config aside");
        with(&["--config", "none/bad.toml"]).expect(2, &["bad.toml:1:11:", "quiet", "default", "strict"]);
        with(&["--config", "gone.toml"]).expect(2, &["gone.toml"]);
        for profile in ["default", "strict", "quiet"] {
            assert!(with(&["--profile", profile]).code < 2, "{command:?} takes no profile {profile}");
        }
        with(&["--profile", "loud"]).expect(2, &["loud", "default", "strict", "quiet"]);
    }
}

#[test]
fn a_profile_says_how_much_is_shown() {
    let text = "Critics say the plan is too small. She left on Monday.\n\nLeave a Reply\n";
    let folder = Folder::new(&[("a.txt", text)]);
    let of = |profile: &str| {
        let args = ["check", "--format", "json", "--fail-on", "never", "--profile", profile, "a.txt"];
        let found = folder.run(&args).expect(0, &[]).json();
        found.as_array().expect("findings").iter().map(|f| f["rule"].as_str().expect("a rule").to_owned()).collect()
    };
    let [quiet, default, strict]: [BTreeSet<String>; 3] = ["quiet", "default", "strict"].map(of);
    assert_eq!(quiet, BTreeSet::from(["boilerplate-line".to_owned()]));
    assert!(quiet.is_subset(&default) && default.is_subset(&strict), "{quiet:?} {default:?} {strict:?}");
    assert!(default.contains("weasel-attribution") && !default.contains("undated-weekday"), "{default:?}");
    assert!(strict.contains("undated-weekday"), "{strict:?}");
}

#[test]
fn comments_switch_rules_in_markdown() {
    let folder = Folder::new(&[]);
    let lines = |text: &str| -> Vec<String> {
        folder.write("a.md", text.as_bytes());
        let args = ["check", "--format", "compact", "--rule", "weasel-attribution,boilerplate-line", "a.md"];
        let run = folder.run(&args);
        assert!(run.code < 2, "{}", run.err);
        run.out.lines().map(|l| l.split(':').nth(1).expect("a line").to_owned()).collect()
    };
    let (critics, reply) = ("Critics say the plan is too small.", "Leave a Reply");
    assert_eq!(lines(&format!("{critics}\n\n{critics}\n\n{reply}\n")), ["1", "3", "5"]);
    let next = format!("<!-- whosaid-ignore weasel-attribution -->\n\n{critics}\n\n{critics}\n\n{reply}\n");
    assert_eq!(lines(&next), ["5", "7"], "the next block only");
    let off = "<!-- whosaid-off weasel-attribution -->";
    let stretch = format!("{off}\n\n{critics}\n\n{reply}\n\n<!-- whosaid-on -->\n\n{critics}\n");
    assert_eq!(lines(&stretch), ["5", "9"], "up to whosaid-on, that rule only");
    let file = format!("{critics}\n\n{reply}\n\n<!-- whosaid-ignore-file weasel-attribution -->\n");
    assert_eq!(lines(&file), ["3"], "the whole file, that rule only");
    assert_eq!(lines(&format!("<!-- whosaid-ignore-file -->\n\n{critics}\n\n{reply}\n")), [""; 0], "all rules");
}

#[test]
fn what_was_put_aside_is_not_told_again() {
    let list =
        r#"{"version": 1, "ignored": [{"file": "news/a.txt", "rule": "boilerplate-line", "text": "Leave a Reply"}]}"#;
    let folder = Folder::new(&[("news/a.txt", DIRTY), ("news/b.txt", DIRTY), (".whosaid/ignored.json", list)]);
    let out = |code| folder.run(&["check", "--format", "compact"]).expect(code, &[]).out;
    assert!(out(1).starts_with("news/b.txt:3:1: ") && out(1).lines().count() == 1, "{}", out(1));
    folder.write("news/b.txt", CLEAN.as_bytes());
    folder.write("news/a.txt", format!("Snow fell on the hills.\n\n{DIRTY}").as_bytes());
    assert_eq!(out(0), "", "wherever the line moves to");
    folder.write(".whosaid/ignored.json", b"{");
    folder.run(&["check"]).expect(2, &["ignored.json:1:", "not JSON"]);
}
