use std::fs;

use super::program::{CLEAN, DIRTY, Folder};

fn compact(folder: &Folder, args: &[&str], code: i32) -> Vec<String> {
    let args = [&["check", "--format", "compact", "--baseline", "known.json"], args].concat();
    folder.run(&args).expect(code, &[]).out.lines().map(str::to_owned).collect()
}

#[test]
fn only_what_is_new_is_reported() {
    let folder = Folder::new(&[("a.txt", DIRTY), ("news/b.txt", DIRTY), ("c.txt", CLEAN)]);
    let run = folder.run(&["check", "--write-baseline", "known.json"]).expect(0, &[]);
    assert_eq!(run.out, "2 findings (2 warnings) in 3 files, written to known.json\n");
    assert_eq!(compact(&folder, &[], 0), [""; 0]);
    let run = folder.run(&["check", "--baseline", "known.json"]).expect(0, &[]);
    assert_eq!(run.out, "No findings in 3 files; 2 in the baseline\n");
    // It holds wherever the line moves to, from any folder, and for this file only.
    folder.write("a.txt", format!("Snow fell on the hills.\n\n{DIRTY}").as_bytes());
    assert_eq!(compact(&folder, &["./a.txt"], 0), [""; 0]);
    let mut inside = folder.command(&["check", "--baseline", "../known.json", "b.txt"]);
    inside.current_dir(folder.path().join("news"));
    assert_eq!(super::program::finish(inside, b"").code, 0);
    folder.write("c.txt", DIRTY.as_bytes());
    let new = compact(&folder, &[], 1);
    assert!(new.len() == 1 && new[0].starts_with("c.txt:3:1: "), "{new:?}");
}

#[test]
fn a_baseline_in_no_folder_is_refused() {
    let folder = Folder::new(&[("a.txt", DIRTY)]);
    let run = folder.run(&["check", "--write-baseline", "lsit/known.json"]);
    run.expect(2, &["lsit/known.json: there is no folder lsit", "help: make the folder first"]);
    assert!(!folder.path().join("lsit").exists());
}

#[test]
fn the_same_finding_once_more_is_new() {
    let twice = format!("{DIRTY}\nLeave a Reply\n");
    let folder = Folder::new(&[("a.txt", &twice)]);
    folder.run(&["check", "--write-baseline", "known.json"]).expect(0, &[]);
    let text = fs::read_to_string(folder.path().join("known.json")).expect("written");
    assert_eq!(
        text,
        "{\n  \"version\": 1,\n  \"findings\": [\n    {\"file\":\"a.txt\",\"rule\":\"boilerplate-line\",\
         \"text\":\"Leave a Reply\",\"count\":2}\n  ]\n}\n"
    );
    assert_eq!(compact(&folder, &[], 0), [""; 0]);
    folder.write("a.txt", format!("{twice}\nLeave a Reply\n").as_bytes());
    let new = compact(&folder, &[], 1);
    assert!(new.len() == 1 && new[0].starts_with("a.txt:7:1: "), "{new:?}");
    folder.write("a.txt", DIRTY.as_bytes());
    assert_eq!(compact(&folder, &[], 0), [""; 0], "fewer are none that is new");
}

#[test]
fn every_format_leaves_out_what_is_known() {
    let folder = Folder::new(&[("a.txt", DIRTY)]);
    folder.run(&["check", "--write-baseline", "known.json"]).expect(0, &[]);
    for format in ["json", "gitlab"] {
        let args = ["check", "--format", format, "--baseline", "known.json"];
        assert_eq!(folder.run(&args).expect(0, &[]).json(), serde_json::json!([]), "{format}");
    }
    let log = folder.run(&["check", "--format", "sarif", "--baseline", "known.json"]).expect(0, &[]).json();
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
}

#[test]
fn a_baseline_may_begin_with_a_byte_order_mark() {
    let folder = Folder::new(&[("a.txt", DIRTY)]);
    folder.run(&["check", "--write-baseline", "known.json"]).expect(0, &[]);
    let text = fs::read_to_string(folder.path().join("known.json")).expect("written");
    folder.write("known.json", format!("\u{feff}{text}").as_bytes());
    folder.run(&["check", "--baseline", "known.json"]).expect(0, &[]);
}

#[test]
fn a_baseline_that_cannot_be_used_is_named() {
    let folder = Folder::new(&[("a.txt", DIRTY), ("empty.json", "")]);
    folder.run(&["check", "--baseline", "none.json"]).expect(2, &["none.json: no such file"]);
    folder.run(&["check", "--baseline", "empty.json"]).expect(2, &["empty.json:1:", "--write-baseline"]);
    folder.write("known.json", b"{\"version\": 1,\n \"findings\": [{\"file\": 3}]}");
    folder.run(&["check", "--baseline", "known.json"]).expect(2, &["known.json:2:", "not a baseline"]);
    for (text, said) in [
        ("[]", "known.json:1:2: not a baseline: invalid length 0, expected an object with `version` and `findings`"),
        ("{\n", "known.json:2:1: not a baseline: EOF"),
        ("{\"version\": 1, \"findings\": [5]}", "expected an object with `file`, `rule` and `text`"),
    ] {
        folder.write("known.json", text.as_bytes());
        folder.run(&["check", "--baseline", "known.json"]).expect(2, &[said, "--write-baseline"]);
    }
    folder.write("known.json", b"{\"version\": 2, \"findings\": []}");
    folder.run(&["check", "--baseline", "known.json"]).expect(2, &["version 2"]);
    folder.run(&["check", "--baseline", "a", "--write-baseline", "b"]).expect(2, &["cannot be used with"]);
    folder.write("file", b"");
    folder.run(&["check", "--write-baseline", "file/known.json"]).expect(2, &["cannot write it"]);
    folder.write("latin.txt", b"\xff");
    folder.run(&["check", "--write-baseline", "known.json"]).expect(2, &["latin.txt: not UTF-8"]);
    assert_eq!(compact(&folder, &["a.txt"], 0), [""; 0], "what could be read is in it");
    let clean = Folder::new(&[("a.txt", CLEAN)]);
    clean.run(&["check", "--write-baseline", "known.json"]).expect(0, &[]);
    assert_eq!(compact(&clean, &[], 0), [""; 0]);
}

#[test]
fn an_article_is_not_lost_to_a_baseline() {
    let folder = Folder::new(&[("a.txt", DIRTY), ("notes.json", "{\"findings of the board\": 3}")]);
    // Whoever means the baseline of the article.
    for name in ["a.txt", "notes.json"] {
        folder.run(&["check", "--write-baseline", name]).expect(2, &[name, "no baseline", "name the file"]);
    }
    assert_eq!(fs::read_to_string(folder.path().join("a.txt")).expect("there"), DIRTY);
    // What was a baseline is written anew, whatever a merge has left in it.
    let merged = "{\n  \"version\": 1,\n<<<<<<< HEAD\n  \"findings\": []\n=======\n}\n";
    for text in ["", "\n", merged, "\u{feff}{\"version\": 9, \"findings\": []}"] {
        folder.write("known.json", text.as_bytes());
        folder.run(&["check", "--write-baseline", "known.json"]).expect(0, &[]);
        assert_eq!(compact(&folder, &[], 0), [""; 0]);
    }
}

#[cfg(unix)]
#[test]
fn a_baseline_goes_into_what_is_there() {
    use std::os::unix::fs::{FileTypeExt, symlink};
    let folder = Folder::new(&[("a.txt", DIRTY)]);
    let at = |name: &str| folder.path().join(name);
    let write = |name: &str| folder.run(&["check", "--write-baseline", name, "a.txt"]);
    // A link keeps leading to its file, also where the file is not there yet.
    fs::create_dir(at("links")).expect("a folder");
    symlink("../second.json", at("links/first.json")).expect("a link");
    symlink("kept/known.json", at("second.json")).expect("a link");
    for _ in 0..2 {
        write("links/first.json").expect(0, &[]);
        assert!(fs::symlink_metadata(at("links/first.json")).expect("there").is_symlink());
        assert!(fs::symlink_metadata(at("second.json")).expect("there").is_symlink());
        assert!(fs::symlink_metadata(at("kept/known.json")).expect("there").is_file());
    }
    symlink("loop.json", at("loop.json")).expect("a link");
    write("loop.json").expect(2, &["loop.json: cannot write it"]);
    assert!(fs::symlink_metadata(at("loop.json")).expect("there").is_symlink());
    write("links").expect(2, &["links: cannot write it"]);
    if !std::process::Command::new("mkfifo").arg(at("pipe")).status().is_ok_and(|s| s.success()) {
        eprintln!("skipped: no mkfifo");
        return;
    }
    let pipe = at("pipe");
    let reader = std::thread::spawn(move || fs::read_to_string(pipe).expect("UTF-8"));
    write("pipe").expect(0, &[]);
    // Nothing ever comes out of a pipe that was replaced.
    assert!(fs::symlink_metadata(at("pipe")).expect("there").file_type().is_fifo(), "the pipe is still one");
    let text = reader.join().expect("read");
    assert!(text.starts_with('{') && text.contains("Leave a Reply") && text.ends_with("}\n"), "{text}");
}

#[test]
fn what_is_known_stays_known_whatever_is_edited_elsewhere() {
    let article = "Critics say the plan is too dear. It rained.\n\n\
                   Rents have risen by 14 percent since 2019. The mill was reportedly sold in spring.\n\n\
                   “We never asked,” said a senior official.\n";
    let folder = Folder::new(&[("a.txt", article)]);
    let all = ["check", "--fail-on", "never", "--format", "json"];
    let found = |args: &[&str]| {
        let json = folder.run(&[&all[..], args].concat()).expect(0, &[]).json();
        json.as_array().expect("findings").iter().map(|f| f["rule"].to_string()).collect::<Vec<_>>()
    };
    let known = found(&[]);
    assert!(known.len() >= 4, "{known:?}");
    folder.run(&["check", "--write-baseline", "known.json"]).expect(0, &[]);
    for (from, to) in [
        ("Critics", "Snow fell on the hills.\n\nCritics"),
        ("It rained.", "It snowed, and the hall was empty."),
        (" It rained.", ""),
        ("2019. ", "2019. Nobody spoke.\n\n"),
        ("official.", "official.\r\n\r\nThe hall was full."),
    ] {
        let edited = article.replacen(from, to, 1);
        assert_ne!(edited, article);
        folder.write("a.txt", edited.as_bytes());
        assert_eq!(found(&[]).len(), known.len(), "{edited}");
        assert_eq!(found(&["--baseline", "known.json"]), [""; 0], "{edited}");
    }
    // A sentence that was changed is judged anew.
    folder.write("a.txt", article.replacen("14 percent", "41 percent", 1).as_bytes());
    assert_eq!(found(&["--baseline", "known.json"]), ["\"unattributed-claim\""]);
}
