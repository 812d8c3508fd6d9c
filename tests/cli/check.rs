use std::collections::BTreeSet;

use serde_json::Value;

use super::program::{CLEAN, DIRTY, Folder, finish};

#[test]
fn exit_codes_follow_fail_on() {
    let folder = Folder::new(&[("clean.txt", CLEAN), ("dirty.txt", DIRTY)]);
    assert_eq!(folder.run(&["check", "clean.txt"]).expect(0, &[]).out, "No findings in 1 file\n");
    let run = folder.run(&["check", "dirty.txt"]).expect(1, &[]);
    assert!(run.out.ends_with("1 finding (1 warning) in 1 file\n"), "{}", run.out);
    folder.run(&["check", "--fail-on", "warning", "."]).expect(1, &[]);
    folder.run(&["check", "--fail-on", "hint", "."]).expect(1, &[]);
    folder.run(&["check", "--fail-on", "information", "."]).expect(1, &[]);
    folder.run(&["check", "--fail-on", "error", "."]).expect(0, &[]);
    folder.run(&["check", "--fail-on", "never", "."]).expect(0, &[]);
    folder.run(&["check", "--fail-on", "often", "."]).expect(2, &["often", "never"]);
    folder.run(&["chekc"]).expect(2, &["chekc", "check"]);
}

#[test]
fn the_text_format_shows_the_place() {
    let folder = Folder::new(&[("dirty.txt", DIRTY)]);
    let out = folder.run(&["check", "dirty.txt"]).expect(1, &[]).out;
    for part in [
        "warning[boilerplate-line]: ",
        "--> dirty.txt:3:1",
        "3 | Leave a Reply",
        "| ^^^^^^^^^^^^^",
        "= help: Delete this line",
        "/docs/rules/boilerplate-line.md",
    ] {
        assert!(out.contains(part), "no {part:?} in\n{out}");
    }
    assert!(!out.contains(":::") && !out.contains('\x1b'), "{out}");
}

#[test]
fn the_text_format_shows_the_evidence() {
    let folder = Folder::new(&[("a.txt", "Sales fell by 40 percent.\n")]);
    let out = folder.run(&["check", "--rule", "unattributed-claim", "a.txt"]).expect(0, &[]).out;
    let lines: Vec<&str> = out.lines().collect();
    let at = lines.iter().position(|l| *l == "1 | Sales fell by 40 percent.").unwrap_or_else(|| panic!("{out}"));
    let (below, label) = (lines[at + 1], lines[at + 3]);
    let column = below.find('-').unwrap_or_else(|| panic!("the evidence is not underlined in\n{out}"));
    assert!(below.contains('^'), "{out}");
    assert!(lines[at][column..].starts_with("40 percent"), "{out}");
    assert_eq!(label.trim_start_matches(['|', ' ']), "statistic", "{out}");
}

#[test]
fn colours_are_for_those_who_want_them() {
    let folder = Folder::new(&[("dirty.txt", DIRTY)]);
    let with = |name: &str| {
        let mut command = folder.command(&["check", "dirty.txt"]);
        command.env(name, "1");
        finish(command, b"").out
    };
    assert!(with("CLICOLOR_FORCE").contains("\x1b["));
    assert!(!with("NO_COLOR").contains('\x1b'));
    let mut command = folder.command(&["check", "--format", "compact"]);
    command.env("CLICOLOR_FORCE", "1");
    assert!(!finish(command, b"").out.contains('\x1b'), "a format for programs has no colours");
}

/// A paragraph of thousands of characters, in one line, with a mark that does not close in the middle of it.
fn long_paragraph(word: &str) -> String {
    let filler = format!("{word} {word} {word} and so on through the night. ").repeat(200);
    format!("{filler}Then “the door {filler}\n\nThe end of it came.\n")
}

#[test]
fn long_lines_are_cut_to_the_words_around_the_place() {
    for word in ["rain", "Überschwemmung", "洪水", "👩‍👩‍👧", "ne\u{301}e"] {
        let folder = Folder::new(&[("long.txt", &long_paragraph(word))]);
        let run = folder.run(&["check", "--rule", "unbalanced-quote", "long.txt"]);
        assert_eq!(run.code, 1, "{word}: {}{}", run.out, run.err);
        let shown = run.out.lines().find(|l| l.starts_with("1 |")).unwrap_or_else(|| panic!("{}", run.out));
        assert!(shown.contains("Then “the door"), "{shown}");
        assert!(shown.contains('…'), "{shown}");
        assert!(shown.chars().count() < 300, "{} characters: {shown}", shown.chars().count());
        // The underline stands below the mark, by columns.
        let line = run.out.lines().position(|l| l == shown).expect("found above");
        let below = run.out.lines().nth(line + 1).expect("an underline");
        let column = below.find('^').unwrap_or_else(|| panic!("no underline in\n{}", run.out));
        let mark = shown.find("“the").expect("shown");
        assert_eq!(unicode_width::UnicodeWidthStr::width(&shown[..mark]), column, "{}", run.out);
    }
}

#[test]
fn words_of_an_article_cannot_steer_a_terminal() {
    let folder = Folder::new(&[("a.txt", "It rained.\n\nShare on Facebook \x1b]0;owned\x07 \u{202e}now\n")]);
    for format in ["text", "compact"] {
        let run = folder.run(&["check", "--rule", "boilerplate-line", "--format", format]);
        assert!(!run.out.contains(['\x07', '\u{202e}']) && !run.out.contains("\x1b]"), "{:?}", run.out);
    }
}

#[test]
fn compact_counts_columns_in_characters() {
    let folder = Folder::new(&[("a.txt", "😀 é “open\n\nThe end of it came.\n")]);
    let out = folder.run(&["check", "--format", "compact", "--rule", "unbalanced-quote"]).expect(1, &[]).out;
    assert!(out.starts_with("a.txt:1:5: warning unbalanced-quote "), "{out}");
    assert_eq!(out.lines().count(), 1, "{out}");
}

#[test]
fn json_tells_places_evidence_and_fixes() {
    let folder = Folder::new(&[("a.txt", DIRTY), ("b.txt", CLEAN)]);
    let run = folder.run(&["check", "--format", "json"]).expect(1, &[]);
    let findings = run.json();
    let [finding] = &findings.as_array().expect("an array")[..] else { panic!("{findings}") };
    assert_eq!(finding["file"], "a.txt");
    assert_eq!(finding["rule"], "boilerplate-line");
    assert_eq!(finding["severity"], "warning");
    assert_eq!(finding["span"], serde_json::json!([33, 46]));
    assert_eq!(finding["start"], serde_json::json!({"line": 3, "column": 1}));
    assert_eq!(finding["end"], serde_json::json!({"line": 3, "column": 14}));
    assert!(finding["message"].as_str().is_some_and(|m| m.contains("comment form")), "{finding}");
    assert!(finding["evidence"].is_array());
    assert!(finding["fixes"][0]["edits"][0]["span"].is_array(), "{finding}");
    assert_eq!(folder.run(&["check", "--format", "json", "b.txt"]).expect(0, &[]).json(), serde_json::json!([]));
}

/// What the schema of SARIF 2.1.0 asks of the parts that are used.
fn check_sarif(log: &Value) {
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().is_some_and(|s| s.contains("sarif-2.1.0")));
    let [run] = &log["runs"].as_array().expect("runs")[..] else { panic!("one run") };
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert!(run["invocations"][0]["executionSuccessful"].is_boolean());
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "whosaid");
    let rules = driver["rules"].as_array().expect("rules");
    let ids: BTreeSet<_> = rules.iter().map(|r| r["id"].as_str().expect("an id")).collect();
    assert_eq!(ids.len(), rules.len(), "ids are unique");
    for rule in rules {
        assert!(rule["shortDescription"]["text"].as_str().is_some_and(|t| !t.is_empty()), "{rule}");
        assert!(rule["help"]["text"].as_str().is_some_and(|t| !t.is_empty()), "{rule}");
        assert!(rule["helpUri"].as_str().is_some_and(|t| t.starts_with("https://")), "{rule}");
        let level = rule["defaultConfiguration"]["level"].as_str().expect("a level");
        assert!(["none", "note", "warning", "error"].contains(&level), "{rule}");
    }
    let region = |r: &Value| {
        let at = |key: &str| r[key].as_u64().unwrap_or_else(|| panic!("no {key} in {r}"));
        assert!((at("startLine"), at("startColumn")) <= (at("endLine"), at("endColumn")), "{r}");
        assert!(at("startLine") >= 1 && at("startColumn") >= 1, "{r}");
    };
    for result in run["results"].as_array().expect("results") {
        let index = result["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(["none", "note", "warning", "error"].contains(&result["level"].as_str().expect("a level")));
        assert!(result["message"]["text"].is_string());
        let place = &result["locations"][0]["physicalLocation"];
        assert!(place["artifactLocation"]["uri"].as_str().is_some_and(|u| !u.contains([' ', '\\'])), "{place}");
        region(&place["region"]);
        assert!(result["partialFingerprints"].as_object().is_some_and(|f| f.len() == 1), "{result}");
        for fix in result["fixes"].as_array().into_iter().flatten() {
            let changes = fix["artifactChanges"].as_array().expect("changes");
            assert!(!changes.is_empty());
            for change in changes {
                let replacements = change["replacements"].as_array().expect("replacements");
                assert!(!replacements.is_empty(), "{fix}");
                replacements.iter().for_each(|r| region(&r["deletedRegion"]));
            }
        }
        for (id, related) in result["relatedLocations"].as_array().into_iter().flatten().enumerate() {
            assert_eq!(related["id"], id);
            region(&related["physicalLocation"]["region"]);
        }
    }
}

#[test]
fn sarif_has_what_its_schema_asks_for() {
    let folder = Folder::new(&[("an article.txt", DIRTY), ("b.md", "Critics say **the plan** is too small.\n")]);
    let log = folder.run(&["check", "--format", "sarif", "--profile", "strict"]).expect(1, &[]).json();
    check_sarif(&log);
    let results = log["runs"][0]["results"].as_array().expect("results");
    assert!(results.len() >= 2, "{log:#}");
    assert_eq!(results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "an%20article.txt");
    let empty = Folder::new(&[("a.txt", CLEAN)]).run(&["check", "--format", "sarif"]).expect(0, &[]).json();
    check_sarif(&empty);
    assert_eq!(empty["runs"][0]["results"], serde_json::json!([]));
}

#[test]
fn fingerprints_survive_edits_elsewhere() {
    let article = "Critics say the plan is too small.\n\nLeave a Reply\n\nLeave a Reply\n";
    let folder = Folder::new(&[("a.txt", article)]);
    let prints = || -> Vec<(String, String)> {
        let log = folder.run(&["check", "--format", "sarif", "--profile", "strict"]).json();
        let results = log["runs"][0]["results"].as_array().expect("results").clone();
        results.iter().map(|r| (r["ruleId"].to_string(), r["partialFingerprints"].to_string())).collect()
    };
    let before = prints();
    assert!(before.len() >= 3, "{before:?}");
    assert_eq!(before.iter().collect::<BTreeSet<_>>().len(), before.len(), "two findings are two: {before:?}");
    folder.write("a.txt", format!("Snow fell on the hills.\n\n{article}").as_bytes());
    assert_eq!(prints(), before);
    folder.write("a.txt", article.replace("too small", "too large").as_bytes());
    assert_ne!(prints(), before);
}

/// A checkout is somewhere else tomorrow, and a forge knows it by no path of its own.
#[test]
fn forges_are_told_paths_from_the_current_folder() {
    let folder = Folder::new(&[("news/a.txt", DIRTY)]);
    let whole = folder.path().join("news/a.txt");
    let whole = whole.to_str().expect("UTF-8");
    for format in ["sarif", "github", "gitlab"] {
        let of = |path: &str| folder.run(&["check", "--format", format, path]).expect(1, &[]).out;
        assert_eq!(of(whole), of("news/a.txt"), "{format}");
        let mut beside = folder.command(&["check", "--format", format, whole]);
        std::fs::create_dir_all(folder.path().join("other")).expect("a folder");
        beside.current_dir(folder.path().join("other"));
        let out = finish(beside, b"").expect(1, &[]).out;
        let name = whole.replace(':', "%3A");
        assert!(out.contains(whole) || out.contains(&name), "{format}: {out}");
    }
}

#[test]
fn github_annotates_the_line() {
    let folder = Folder::new(&[("100%,a.txt", DIRTY)]);
    let out = folder.run(&["check", "--format", "github"]).expect(1, &[]).out;
    let start = "::warning file=100%25%2Ca.txt,line=3,endLine=3,col=1,endColumn=14,title=boilerplate-line::";
    assert!(out.starts_with(start), "{out}");
    assert_eq!(out.lines().count(), 1, "{out}");
}

#[test]
fn unknown_rules_have_a_nearest_name() {
    let folder = Folder::new(&[("a.txt", DIRTY)]);
    folder
        .run(&["check", "--rule", "boilerplate-lines"])
        .expect(2, &["boilerplate-lines", "did you mean `boilerplate-line`"]);
    folder.run(&["check", "--rule", "qqq"]).expect(2, &["qqq", "whosaid rules"]);
    folder.run(&["check", "--rule", "unbalanced-quote", "a.txt"]).expect(0, &[]);
    folder.run(&["check", "--rule", "unbalanced-quote,boilerplate-line", "a.txt"]).expect(1, &[]);
}

#[test]
fn any_text_is_checked() {
    let nasty =
        ["", "\u{feff}", "\n\r\r\n", "\u{2028}", "“", "\t“\t", "\0", "a\u{301}“\u{202e}", "””””", "\"", "| “ |\n|-|\n"];
    let folder = Folder::new(&[]);
    for (i, text) in nasty.iter().enumerate() {
        folder.write(&format!("{i}.txt"), text.as_bytes());
        folder.write(&format!("{i}.md"), text.as_bytes());
    }
    for format in ["text", "compact", "json", "sarif", "github", "gitlab"] {
        let run =
            folder.run(&["check", "--profile", "strict", "--fail-on", "never", "--format", format]).expect(0, &[]);
        if ["json", "sarif", "gitlab"].contains(&format) {
            run.json();
        }
    }
}

#[test]
fn gitlab_knows_each_finding_by_its_own_fingerprint() {
    let twice = format!("{DIRTY}\nLeave a Reply\n");
    let folder = Folder::new(&[("a.txt", &twice), ("news/b.txt", DIRTY)]);
    let report = || folder.run(&["check", "--format", "gitlab"]).expect(1, &[]).json();
    let before = report();
    let issues = before.as_array().expect("an array");
    assert_eq!(issues.len(), 3, "{before}");
    for (issue, (path, line)) in issues.iter().zip([("a.txt", 3), ("a.txt", 5), ("news/b.txt", 3)]) {
        assert_eq!(issue["location"], serde_json::json!({ "path": path, "lines": { "begin": line } }));
        assert_eq!((&issue["check_name"], &issue["severity"]), (&"boilerplate-line".into(), &"minor".into()));
        assert!(issue["description"].as_str().is_some_and(|d| d.contains("comment form")), "{issue}");
    }
    let prints = |report: &Value| -> BTreeSet<String> {
        report.as_array().into_iter().flatten().map(|i| i["fingerprint"].to_string()).collect()
    };
    assert_eq!(prints(&before).len(), 3, "{before}");
    folder.write("a.txt", format!("Snow fell on the hills.\n\n{twice}").as_bytes());
    assert_eq!(prints(&report()), prints(&before), "edits elsewhere change nothing");
    assert_eq!(
        folder.run_on(&["check", "--format", "gitlab", "-"], CLEAN).expect(0, &[]).json(),
        serde_json::json!([])
    );
}
