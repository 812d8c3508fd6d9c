use whosaid::rules::RULES;

use super::program::Folder;

#[test]
fn help_is_near() {
    let folder = Folder::new(&[]);
    let help = folder.run(&["--help"]).expect(0, &[]).out;
    for part in ["check", "extract", "sheet", "audit", "rules", "explain", "schema", "lsp", "Examples:"] {
        assert!(help.contains(part), "no {part:?} in\n{help}");
    }
    folder.run(&[]).expect(2, &["Usage:", "Examples:"]);
    assert!(folder.run(&["--version"]).expect(0, &[]).out.starts_with("whosaid "));
    folder.run(&["check", "--offsets", "utf8"]).expect(2, &["--offsets"]);
}

#[test]
fn the_rule_table_names_every_rule() {
    let folder = Folder::new(&[]);
    let table = folder.run(&["rules"]).expect(0, &[]).out;
    let json = folder.run(&["rules", "--format", "json"]).expect(0, &[]).json();
    assert_eq!(json.as_array().map(Vec::len), Some(RULES.len()));
    for (rule, record) in RULES.iter().zip(json.as_array().into_iter().flatten()) {
        let row = table.lines().find(|l| l.starts_with(rule.code)).unwrap_or_else(|| panic!("no {rule:?}\n{table}"));
        assert!(row.contains(rule.title) && row.contains(rule.severity.name()), "{row}");
        assert_eq!(record["code"], rule.code);
        assert_eq!(record["title"], rule.title);
        assert_eq!(record["severity"], rule.severity.name());
        assert!(["quiet", "default", "strict"].contains(&record["profile"].as_str().expect("a profile")));
    }
}

#[test]
fn a_rule_explains_itself() {
    let folder = Folder::new(&[]);
    for rule in RULES {
        let page = folder.run(&["explain", rule.code]).expect(0, &[]).out;
        assert!(page.starts_with(&format!("# {}", rule.code)), "{page}");
        assert!(page.contains(rule.title) && page.contains(&rule.href()), "{page}");
    }
    folder.run(&["explain", "unbalanced-quotes"]).expect(2, &["did you mean `unbalanced-quote`"]);
    folder.run(&["explain"]).expect(2, &["RULE"]);
}

#[test]
fn the_schema_is_the_one_of_the_settings() {
    let schema = Folder::new(&[]).run(&["schema"]).expect(0, &[]).json();
    assert_eq!(&schema, whosaid::settings::schema());
}

#[test]
fn the_server_starts_and_ends_with_its_input() {
    let folder = Folder::new(&[]);
    for args in [&["lsp"][..], &["lsp", "--stdio"]] {
        let run = folder.run_on(args, "");
        assert_eq!(run.code, 1, "no shutdown was asked for: {}", run.err);
    }
}
