use serde_json::Value;
use whosaid::rules::RULES;

use super::program::{CLEAN, DIRTY, Folder};

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

const ARTICLE: &str = "Sales fell by 40 percent in 2019.\n\n“=We | won, <b>friends</b>,” said Ann Lee.\n\n“Rain \
                       is | all,” she said.\n";

#[test]
fn a_sheet_lists_quotations_and_claims() {
    let folder = Folder::new(&[("a.txt", ARTICLE), ("b.txt", DIRTY)]);
    let sheet = folder.run(&["sheet", "a.txt"]).expect(0, &[]).out;
    assert!(sheet.starts_with("# Fact-check sheet: a.txt\n"), "{sheet}");
    let row = sheet.lines().find(|l| l.contains("40 percent")).unwrap_or_else(|| panic!("{sheet}"));
    assert!(row.starts_with("| 1 | claim |") && row.ends_with("| source |"), "{row}");
    let cells = |l: &str| l.replace(r"\|", "").matches('|').count();
    assert!(sheet.lines().filter(|l| l.starts_with('|')).all(|l| cells(l) == 8), "{sheet}");

    let json = folder.run(&["sheet", "--format", "json", "--offsets", "utf32", "a.txt"]).expect(0, &[]).json();
    assert_eq!((&json["id"], &json["offsets"]), (&"a.txt".into(), &"utf32".into()));
    let rows = json["rows"].as_array().expect("rows");
    let text: Vec<char> = ARTICLE.chars().collect();
    let words = |row: &Value| -> String {
        let at = |i: usize| row["spans"][0][i].as_u64().expect("an offset") as usize;
        text[at(0)..at(1)].iter().collect()
    };
    assert_eq!(words(&rows[0]), "Sales fell by 40 percent in 2019.");
    assert_eq!(rows[0]["missing"], serde_json::json!(["source"]));
    let quote = rows.iter().find(|r| r["item"] == "quotation").expect("a quotation");
    assert_eq!((words(quote), &quote["line"]), ("“=We | won, <b>friends</b>,”".to_owned(), &3.into()));
    assert_eq!(quote["source"], "Ann Lee");

    folder.run(&["sheet", "a.txt", "b.txt"]).expect(2, &["one article", "2"]);
    folder.run(&["sheet", "none.txt"]).expect(2, &["none.txt: no such file"]);
    assert!(folder.run_on(&["sheet", "-"], CLEAN).expect(0, &[]).out.contains("0 quotations"));
}

#[test]
fn a_sheet_opens_in_a_spreadsheet() {
    let folder = Folder::new(&[("=a,b.txt", ARTICLE)]);
    let csv = folder.run(&["sheet", "--format", "csv", "=a,b.txt"]).expect(0, &[]).out;
    let body = csv.strip_prefix('\u{feff}').expect("a byte order mark");
    let rows: Vec<&str> = body.split_terminator("\r\n").collect();
    assert!(rows.len() >= 3, "{csv}");
    for row in &rows[1..] {
        assert!(row.starts_with("\"'=a,b.txt\","), "no cell is a formula: {row}");
        let mut quoted = false;
        let cells = 1 + row
            .chars()
            .filter(|&c| {
                quoted ^= c == '"';
                c == ',' && !quoted
            })
            .count();
        assert_eq!(cells, 10, "{row}");
    }
}

#[test]
fn a_sheet_is_a_page_of_its_own() {
    let folder = Folder::new(&[("<i>.txt", ARTICLE)]);
    let html = folder.run(&["sheet", "--format", "html", "<i>.txt"]).expect(0, &[]).out;
    assert!(html.starts_with("<!doctype html>"));
    for part in ["http:", "https:", "<script", "<link", "<img", "url(", "@import", "<i>", "<b>"] {
        assert!(!html.contains(part), "{part:?} in\n{html}");
    }
    assert!(html.contains("&lt;b&gt;friends&lt;/b&gt;") && html.contains("&lt;i&gt;.txt"), "{html}");
    assert!(html.contains("default-src 'none'") && html.contains("@media print"), "{html}");
    for tag in ["span", "p", "table", "tr", "td", "a", "article", "section"] {
        let open = html.matches(&format!("<{tag}>")).count() + html.matches(&format!("<{tag} ")).count();
        assert_eq!(open, html.matches(&format!("</{tag}>")).count(), "<{tag}> is not closed in\n{html}");
    }
}
