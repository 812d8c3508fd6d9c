use whosaid::rules::RULES;

use super::program::{CLEAN, DIRTY, Folder};

/// Five articles with a placeholder each, but for one.
fn archive() -> Folder {
    let folder = Folder::new(&[("whosaid.toml", "[rules]\nplaceholder = \"off\"\n"), ("clean.md", CLEAN)]);
    for n in 1..5 {
        folder.write(&format!("{n}.md"), format!("The mill closed in TK, and house {n} burned.\n").as_bytes());
    }
    folder
}

#[test]
fn every_rule_is_counted_though_settings_switch_it_off() {
    let audit = archive().run(&["audit", "--format", "json", "--sample", "2"]).expect(0, &[]).json();
    assert_eq!((&audit["articles"], &audit["words"]), (&5.into(), &(4 * 9 + 6).into()), "{audit}");
    let rules = audit["rules"].as_array().expect("rules");
    assert_eq!(rules.len(), RULES.len());
    let row = rules.iter().find(|r| r["rule"] == "placeholder").expect("the rule");
    assert_eq!((&row["findings"], &row["articles"]), (&4.into(), &4.into()));
    assert_eq!(row["sample"].as_array().map(Vec::len), Some(2));
    assert!(row["sample"][0]["text"].as_str().is_some_and(|t| t.starts_with("The mill closed in ⟦TK⟧, and house ")));
    assert_eq!(row["per_1000_words"], (400_000.0_f64 / 42.0).round() / 100.0);
}

#[test]
fn a_sample_follows_from_its_seed() {
    let folder = archive();
    let sample = |seed: &str| {
        let audit = folder.run(&["audit", "--sample", "1", "--seed", seed, "--format", "json"]).expect(0, &[]).json();
        let rules = audit["rules"].as_array().expect("rules").clone();
        rules.into_iter().find(|r| r["rule"] == "placeholder").expect("the rule")["sample"].to_string()
    };
    assert_eq!(sample("1"), sample("1"));
    let all: std::collections::BTreeSet<String> = (1..20).map(|seed| sample(&seed.to_string())).collect();
    assert!(all.len() > 1, "twenty seeds show one finding: {all:?}");
}

#[test]
fn lines_of_a_file_are_articles_and_bad_ones_are_told() {
    let folder = Folder::new(&[]);
    let line = |id: &str, text: &str| serde_json::json!({"id": id, "text": text}).to_string();
    let lines = [line("a", "It cost TK euros."), String::new(), "{\"id\": 3}".to_owned(), line("b", DIRTY)];
    folder.write("archive.jsonl", lines.join("\n").as_bytes());
    let run = folder.run(&["audit", "archive.jsonl"]).expect(2, &["archive.jsonl:3: `text` is missing"]);
    assert!(run.out.starts_with("2 articles, "), "{}", run.out);
    assert!(run.out.contains("  a:1: It cost ⟦TK⟧ euros.\n"), "{}", run.out);
    assert!(run.out.contains("  b:3: ⟦Leave a Reply⟧\n"), "{}", run.out);
}

#[test]
fn a_profile_leaves_the_rest_out() {
    let run = archive().run(&["audit", "--profile", "quiet", "--format", "md"]).expect(0, &[]);
    let rows: Vec<&str> = run.out.lines().filter(|l| l.starts_with("| ")).collect();
    let quiet = RULES.iter().filter(|r| r.profile == whosaid::rules::Profile::Quiet).count();
    assert_eq!(rows.len(), 1 + quiet + 1, "{}", run.out);
    assert!(run.out.contains("- [ ] `1.md:1` The mill closed in ⟦TK⟧"), "{}", run.out);
}

#[test]
fn each_profile_counts_what_it_shows() {
    let folder = Folder::new(&[("a.txt", "She was born in Norwick in 1936. The mill, she found, had TK rooms.\n")]);
    let audit = |profile: &str| {
        let audit = folder.run(&["audit", "--profile", profile, "--format", "json"]).expect(0, &[]).json();
        let rules = audit["rules"].as_array().expect("rules").clone();
        move |rule: &str| rules.iter().find(|r| r["rule"] == rule).map(|r| r["by_profile"].to_string())
    };
    let strict = audit("strict");
    let life = strict("unattributed-claim");
    assert_eq!(life.as_deref(), Some(r#"{"default":0,"quiet":0,"strict":1}"#), "a life is marked in `strict` alone");
    assert_eq!(strict("placeholder").as_deref(), Some(r#"{"default":1,"quiet":1,"strict":1}"#));
    assert_eq!(audit("default")("unattributed-claim").as_deref(), Some(r#"{"default":0,"quiet":0}"#));
}

#[test]
fn what_cannot_be_read_is_told() {
    let folder = Folder::new(&[]);
    folder.run(&["audit", "nothing.md"]).expect(2, &["nothing.md"]);
    folder.write("bad.txt", b"\xff");
    folder.write("good.txt", CLEAN.as_bytes());
    let run = folder.run(&["audit", "bad.txt", "good.txt"]).expect(2, &["bad.txt"]);
    assert!(run.out.starts_with("1 article, "), "{}", run.out);
}
