//! `extract --jsonl`, and how a run ends early.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::program::{Folder, start};

const ARTICLE: &str = "😀 “Wir müssen gehen,” said Zoë Marsh, the mayor of Lenz.\n\nLeave a Reply\n";

fn jsonl(folder: &Folder, args: &[&str], lines: &str) -> (i32, Vec<Value>, String) {
    let run = folder.run_on(&[&["extract", "--jsonl"], args].concat(), lines);
    let parse = |l: &str| serde_json::from_str(l).unwrap_or_else(|e| panic!("{e}: {l}"));
    (run.code, run.out.lines().map(parse).collect(), run.err)
}

#[test]
fn lines_are_answered_in_order() {
    let folder = Folder::new(&[]);
    let input: String = (0..500)
        .map(|i| {
            let text = ARTICLE.repeat(1 + (i * 7) % 5);
            format!("{}\n", json!({ "id": i, "text": text, "other": [1] }))
        })
        .collect();
    let (code, found, err) = jsonl(&folder, &["--offsets", "utf32"], &input);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(found.iter().map(|f| f["id"].as_u64()).eq((0..500).map(Some)), "in order");
    assert!(found.iter().all(|f| f["offsets"] == "utf32" && f["quotes"].is_array()));
    let again = jsonl(&folder, &["--offsets", "utf32"], &input).1;
    assert!(found == again, "the same again");
}

#[test]
fn a_line_says_what_a_file_says() {
    let markdown = "# A night\n\n**“We won,”** said [Ann Lee](x).\n";
    let folder = Folder::new(&[("a.md", markdown), ("a.txt", markdown)]);
    for (name, format) in [("a.md", "markdown"), ("a.txt", "plain")] {
        let file = folder.run(&["extract", name]).expect(0, &[]).json();
        let line = json!({ "id": name, "text": markdown, "format": format }).to_string();
        assert_eq!(jsonl(&folder, &[], &line).1, [file]);
        let direct = folder.run(&["extract", "--direct", name]).expect(0, &[]).json();
        assert_eq!(jsonl(&folder, &["--direct"], &line).1, [direct]);
    }
}

#[test]
fn direct_speech_can_be_all_that_is_looked_for() {
    let folder = Folder::new(&[]);
    let text = format!("{ARTICLE}\nRents rose by 4 percent in May, the council said on Monday.\n\nLeave a Reply\n");
    let line = json!({ "id": 1, "text": text }).to_string();
    let [everything, direct] = [&["--offsets", "utf32"][..], &["--direct", "--offsets", "utf32"]]
        .map(|args| jsonl(&folder, args, &line).1.swap_remove(0));
    assert_eq!(everything["quotes"].as_array().map(Vec::len), Some(2), "{everything}");
    assert_eq!(direct["quotes"], json!([everything["quotes"][0]]), "{direct}");
    assert_eq!(direct["quotes"][0]["speaker"], "Zoë Marsh");
    assert_eq!(direct["claims"], json!([]));
    assert_eq!(direct["boilerplate"], everything["boilerplate"]);
    assert!(
        direct.as_object().map(|o| o.keys().collect::<Vec<_>>()) == everything.as_object().map(|o| o.keys().collect())
    );
}

#[test]
fn a_bad_line_is_answered_in_its_place() {
    let folder = Folder::new(&[]);
    let input =
        "{\"id\":\"a\",\"text\":\"It rained.\"}\n\nnot JSON\n{\"id\":7}\n{\"id\":\"b\",\"text\":\"It rained.\"}";
    let (code, found, err) = jsonl(&folder, &[], input);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("2 of 4 lines"), "{err}");
    assert_eq!(
        found.iter().map(|f| f["id"].clone()).collect::<Vec<_>>(),
        [json!("a"), json!(null), json!(7), json!("b")]
    );
    for (i, why) in [(1, "line 3"), (2, "`text`")] {
        assert!(found[i]["error"].as_str().is_some_and(|e| e.contains(why)), "{}", found[i]);
        assert_eq!(found[i].as_object().map(serde_json::Map::len), Some(2));
    }
    assert!(found[0].get("error").is_none() && found[3].get("error").is_none());
    let run = folder.run_on(&["extract", "--jsonl"], b"{\"id\":1,\"text\":\"\xff\"}\n{\"id\":2,\"text\":\"x\"}\n");
    assert_eq!(run.code, 2, "{}", run.err);
    assert_eq!(run.out.lines().count(), 2, "{}", run.out);
    assert_eq!(jsonl(&folder, &[], "").0, 0);
    folder.run(&["extract", "--jsonl", "a.txt"]).expect(2, &["--jsonl"]);
}

#[test]
fn an_id_comes_back_as_it_was() {
    let folder = Folder::new(&[]);
    let numbers = ["12345678901234567890123", "-0", "1e400", "0.10000000000000000000000001", "18446744073709551616"];
    for id in numbers.into_iter().chain(["7", "\"a\\\"b\"", "\"12345678901234567890123\""]) {
        let good = folder.run_on(&["extract", "--jsonl"], format!("{{\"id\": {id} ,\"text\":\"It rained.\"}}"));
        assert!(good.code == 0 && good.out.starts_with(&format!("{{\"id\":{id},\"offsets\"")), "{}", good.out);
        let bad = folder.run_on(&["extract", "--jsonl"], format!("{{\"text\":3, \"id\": {id}}}"));
        assert!(bad.code == 2 && bad.out.starts_with(&format!("{{\"id\":{id},\"error\"")), "{}", bad.out);
    }
    let run = folder.run_on(&["extract", "--jsonl"], r#"{"id":"\ud800","text":"It rained."}"#);
    assert!(run.code == 2 && run.json()["error"].is_string(), "{}", run.out);
    folder.write("a.jsonl", b"{\"id\":12345678901234567890123,\"text\":\"It rained.\\n\\nLeave a Reply\\n\"}");
    let audit = folder.run(&["audit", "--format", "json", "a.jsonl"]).expect(0, &[]).out;
    assert!(audit.contains("\"12345678901234567890123\""), "{audit}");
}

#[test]
fn a_very_long_line_is_read() {
    let folder = Folder::new(&[]);
    let text = "The rain went on and on. ".repeat(20_000);
    let input = format!("{}\n{}\n", json!({ "id": 1, "text": "x" }), json!({ "id": 2, "text": text }));
    let (code, found, err) = jsonl(&folder, &[], &input);
    assert_eq!((code, found.len()), (0, 2), "{err}");
}

#[test]
fn an_answer_comes_before_the_next_line_is_written() {
    let folder = Folder::new(&[]);
    let mut child = folder
        .command(&["extract", "--jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("a pipe");
    let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
    for i in 0..3 {
        writeln!(input, "{}", json!({ "id": i, "text": ARTICLE })).expect("written");
        input.flush().expect("written");
        let mut line = String::new();
        output.read_line(&mut line).expect("an answer");
        assert_eq!(serde_json::from_str::<Value>(&line).expect("JSON")["id"], i);
    }
    drop(input);
    assert_eq!(child.wait().expect("the program ends").code(), Some(0));
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let folder = Folder::new(&[]);
    let mut child = start(&mut folder.command(&["extract", "--jsonl"]));
    let mut input = child.stdin.take().expect("a pipe");
    let line = format!("{}\n", json!({ "id": 1, "text": ARTICLE }));
    drop(child.stdout.take());
    // An endless stream: it ends when the program does.
    while input.write_all(line.as_bytes()).is_ok() {}
    let mut err = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut err).expect("UTF-8");
    assert_eq!(child.wait().expect("the program ends").code(), Some(0), "{err}");
    assert_eq!(err, "");
}

#[cfg(unix)]
#[test]
fn every_command_ends_quietly_when_its_reader_goes_away() {
    let folder = Folder::new(&[]);
    for i in 0..40 {
        folder.write(&format!("{i:02}.txt"), ARTICLE.repeat(40).as_bytes());
    }
    for args in [
        &["check", "--profile", "strict"][..],
        &["check", "--format", "json"],
        &["check", "--format", "sarif"],
        &["fix", "--unsafe", "--diff"],
        &["extract"],
        &["sheet", "00.txt"],
        &["audit"],
        &["rules"],
        &["schema"],
        &["man"],
        &["completions", "bash"],
        &["--help"],
        &["--version"],
    ] {
        let mut child = folder
            .command(args)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("the program ends");
        let err = String::from_utf8_lossy(&output.stderr);
        // What was found by then counts.
        let most = i32::from(["check", "fix"].contains(&args[0]));
        assert!(output.status.code().is_some_and(|code| code <= most), "{args:?}: {:?} {err}", output.status);
        assert!(!err.contains("error") && !err.contains("panicked"), "{args:?}: {err}");
    }
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_behind_a_whole_line() {
    let folder = Folder::new(&[]);
    for (signal, code) in [("INT", 130), ("TERM", 143), ("HUP", 129)] {
        let mut child = start(&mut folder.command(&["extract", "--jsonl"]));
        let mut input = child.stdin.take().expect("a pipe");
        let line = format!("{}\n", json!({ "id": 1, "text": ARTICLE.repeat(20) }));
        // An endless stream: it ends when the program does.
        let writer = std::thread::spawn(move || while input.write_all(line.as_bytes()).is_ok() {});
        let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut first = String::new();
        output.read_line(&mut first).expect("an answer");
        let kill = Command::new("kill").args([format!("-{signal}"), child.id().to_string()]).status();
        assert!(kill.expect("kill is there").success());
        let mut rest = String::new();
        output.read_to_string(&mut rest).expect("UTF-8");
        writer.join().expect("the pipe is closed");
        assert_eq!(child.wait().expect("the program ends").code(), Some(code), "{signal}");
        for line in rest.lines() {
            let found: Value = serde_json::from_str(line).unwrap_or_else(|e| panic!("{signal}: {e}: {line}"));
            assert!(found["quotes"].is_array(), "{signal}: {line}");
        }
        assert!(rest.is_empty() || rest.ends_with('\n'), "{signal}");
        let mut err = String::new();
        child.stderr.take().expect("a pipe").read_to_string(&mut err).expect("UTF-8");
        assert_eq!(err, "", "{signal}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named() {
    let folder = Folder::new(&[("a.txt", ARTICLE)]);
    let jsonl = folder.command(&["extract", "--jsonl"]);
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("the device");
    let mut child = { jsonl }.stdin(Stdio::piped()).stdout(full).stderr(Stdio::piped()).spawn().expect("it starts");
    let mut input = child.stdin.take().expect("a pipe");
    let line = format!("{}\n", json!({ "id": 1, "text": ARTICLE }));
    while input.write_all(line.as_bytes()).is_ok() {}
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot write to standard output"));
    for args in [
        &["extract", "a.txt"][..],
        &["fix", "--unsafe", "--diff", "a.txt"],
        &["completions", "bash"],
        &["man"],
        &["check", "a.txt"],
        &["check", "--format", "json"],
        &["rules"],
        &["sheet", "a.txt"],
        &["--help"],
        &["fix", "-h"],
        &["help", "check"],
        &["--version"],
    ] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("the device");
        let output = folder.command(args).stdin(Stdio::null()).stdout(full).output().expect("the program ends");
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {err}");
        assert!(err.contains("cannot write to standard output"), "{args:?}: {err}");
    }
}
