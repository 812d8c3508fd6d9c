use serde_json::Value;

use super::program::{CLEAN, DIRTY, Folder};

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
    assert!(html.contains("prefers-color-scheme: dark") && html.contains("<th scope=\"col\""), "{html}");
    for tag in ["span", "p", "table", "tr", "td", "a", "article", "section"] {
        let open = html.matches(&format!("<{tag}>")).count() + html.matches(&format!("<{tag} ")).count();
        assert_eq!(open, html.matches(&format!("</{tag}>")).count(), "<{tag}> is not closed in\n{html}");
    }
}

#[test]
fn offsets_count_what_is_asked_for() {
    let text = "😀 é Sales fell by 40 percent in 2019.\n";
    let folder = Folder::new(&[("a.txt", text)]);
    let start = |offsets: &[&str]| {
        let args = [&["sheet", "--format", "json"][..], offsets, &["a.txt"]].concat();
        let sheet = folder.run(&args).expect(0, &[]).json();
        let row = sheet["rows"].as_array().and_then(|rows| rows.first()).unwrap_or_else(|| panic!("{sheet}"));
        (sheet["offsets"].as_str().expect("a unit").to_owned(), row["spans"][0][1].as_u64().expect("an offset"))
    };
    let end = text.trim_end();
    let units = [end.len(), end.encode_utf16().count(), end.chars().count()].map(|n| n as u64);
    assert_eq!(start(&[]), ("utf8".to_owned(), units[0]));
    for (name, end) in ["utf8", "utf16", "utf32"].into_iter().zip(units) {
        assert_eq!(start(&["--offsets", name]), (name.to_owned(), end));
    }
    folder.run(&["sheet", "--offsets", "utf7", "a.txt"]).expect(2, &["utf7", "utf32"]);
    folder.run(&["sheet", "--format", "pdf", "a.txt"]).expect(2, &["pdf", "html"]);
}

#[test]
fn a_page_shows_whose_words_fill_the_article() {
    let folder = Folder::new(&[("a.txt", ARTICLE)]);
    let html = folder.run(&["sheet", "--format", "html", "a.txt"]).expect(0, &[]).out;
    assert!(html.contains("40 percent") && html.contains("Ann Lee"), "{html}");
    let chart = html.find("class=\"chart\"").unwrap_or_else(|| panic!("no chart in\n{html}"));
    assert!(html[chart..].contains("Ann Lee</span>") && html[chart..].contains("style=\"width:"), "{html}");
}

#[test]
fn a_sheet_is_of_one_article() {
    let folder = Folder::new(&[("a.txt", ARTICLE), ("b.txt", ARTICLE)]);
    std::fs::create_dir(folder.path().join("empty")).expect("a folder");
    for (path, said) in [("empty", "and none was found"), (".", "and 2 were found")] {
        folder.run(&["sheet", path]).expect(2, &[said, "name one file"]);
    }
}

#[test]
fn a_sheet_shows_words_and_not_their_markup() {
    let text = "Sales fell by **40 percent** in 2019 &amp; 2020.\n\nRents rose by 4 percent, [papers seen by the \
                Post](https://example.org/a) show.\n";
    let folder = Folder::new(&[("a\nb.md", text)]);
    let sheet = folder.run(&["sheet", "a\nb.md"]).expect(0, &[]).out;
    assert!(sheet.starts_with("# Fact-check sheet: a b.md\n"), "{sheet}");
    assert!(sheet.contains(r"| Sales fell by 40 percent in 2019 \& 2020. |"), "{sheet}");
    assert!(sheet.contains("| Rents rose by 4 percent, papers seen by the Post show. |"), "{sheet}");
}
