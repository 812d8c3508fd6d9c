//! What a document looks like from above: symbols, lenses, folds, selections, links.

use serde_json::{Value, json};

use crate::article::{article, rich, words};
use crate::client::Client;

const URI: &str = "file:///nowhere/article.md";

const ARTICLE: &str = "\
# The ferry stops

“The hull is safe,” said Mara Lindqvist, the mayor of Velm. The bridge cost 40 million crowns in 2019.

“Nobody told us.”

## Reaction

According to Bob Ray, the hull “leaks”. “We wait,” Lindqvist said.

### In the town

“No,” said Bob Ray.

Leave a Reply
Your email address will not be published.
";

/// The outline, a line an entry, two blanks a level.
fn outline(symbols: &Value, depth: usize, out: &mut String) {
    for symbol in symbols.as_array().into_iter().flatten() {
        let detail = symbol["detail"].as_str().map_or(String::new(), |d| format!(" · {d}"));
        *out += &format!("{}{}{detail}\n", "  ".repeat(depth), symbol["name"].as_str().unwrap_or("?"));
        let (range, name) = (&symbol["range"], &symbol["selectionRange"]);
        let place = |p: &Value| (p["line"].as_u64(), p["character"].as_u64());
        assert!(
            place(&range["start"]) <= place(&name["start"]) && place(&name["end"]) <= place(&range["end"]),
            "the name stands outside: {symbol}"
        );
        for child in symbol["children"].as_array().into_iter().flatten() {
            let inner = &child["range"];
            assert!(
                place(&range["start"]) <= place(&inner["start"]) && place(&inner["end"]) <= place(&range["end"]),
                "{child} stands outside of {symbol}"
            );
        }
        outline(&symbol["children"], depth + 1, out);
    }
}

#[test]
fn symbols_are_headings_speakers_and_quotations_in_order() {
    let mut client = Client::rich();
    client.opened(URI, "markdown", ARTICLE);
    let mut out = String::new();
    outline(&client.about("documentSymbol", URI), 0, &mut out);
    let wanted = "\
The ferry stops
  Mara Lindqvist · the mayor of Velm
    “The hull is safe,” · quoted
    “Nobody told us.” · quoted
  Reaction
    Bob Ray
      the hull “leaks” · partly quoted
    Mara Lindqvist · the mayor of Velm
      “We wait,” · quoted
    In the town
      Bob Ray
        “No,” · quoted
";
    assert_eq!(out, wanted);
    let plain = "file:///nowhere/article.txt";
    client.opened(plain, "plaintext", "Title of it\n\n“We won,” said Ann Lee. She said they had been lucky.");
    let mut out = String::new();
    outline(&client.about("documentSymbol", plain), 0, &mut out);
    assert_eq!(out, "Ann Lee\n  “We won,” · quoted\n  they had been lucky · reported\n");
    client.change(plain, 2, json!([{ "text": "“Nobody told us.”" }]));
    let mut out = String::new();
    outline(&client.about("documentSymbol", plain), 0, &mut out);
    assert_eq!(out, "Speaker not found\n  “Nobody told us.” · quoted\n");
    let two = "“No,” said Tom Hale.\n\n“Yes,” said Jim Hale.\n\n“So,” Hale disagreed.";
    client.change(plain, 3, json!([{ "text": two }]));
    let mut out = String::new();
    outline(&client.about("documentSymbol", plain), 0, &mut out);
    let wanted = "Speaker not certain · Tom Hale or Jim Hale\n  “So,” · quoted\n";
    assert!(out.ends_with(wanted), "{out}");
}

#[test]
fn a_client_without_trees_gets_a_list() {
    let mut client = Client::start();
    client.opened(URI, "markdown", ARTICLE);
    let symbols = client.about("documentSymbol", URI);
    let got: Vec<(&str, Option<&str>)> = symbols
        .as_array()
        .into_iter()
        .flatten()
        .map(|s| (s["name"].as_str().expect("a name"), s["containerName"].as_str()))
        .collect();
    assert_eq!(
        got[..3],
        [
            ("The ferry stops", None),
            ("Mara Lindqvist", Some("The ferry stops")),
            ("“The hull is safe,”", Some("Mara Lindqvist")),
        ]
    );
    assert!(symbols.as_array().is_some_and(|s| s.iter().all(|s| s["location"]["uri"] == URI)), "{symbols}");
}

fn lenses(client: &mut Client) -> Vec<Value> {
    let lenses = client.about("codeLens", URI);
    lenses.as_array().expect("a list").iter().map(|l| client.request("codeLens/resolve", l.clone())).collect()
}

#[test]
fn lenses_count_and_their_commands_do_no_harm() {
    let mut client = Client::rich();
    client.opened(URI, "markdown", ARTICLE);
    assert!(client.about("codeLens", URI).as_array().is_some_and(|l| l.iter().all(|l| l.get("command").is_none())));
    let lenses = lenses(&mut client);
    let titles: Vec<(&str, &str)> = lenses
        .iter()
        .map(|l| (l["command"]["title"].as_str().expect("a title"), words(ARTICLE, &l["range"], "utf-16")))
        .collect();
    assert_eq!(
        titles,
        [
            ("2 speakers · 5 quotations · 1 claim without a source", "# The ferry stops"),
            ("Mara Lindqvist: 3 quotations", "Mara Lindqvist"),
            ("Bob Ray: 2 quotations", "Bob Ray"),
        ]
    );
    for (lens, told) in lenses.iter().zip([
        "2 speakers · 5 quotations · 1 claim without a source (line 3)",
        "Mara Lindqvist said:\nline 3: “The hull is safe,”\nline 5: “Nobody told us.”\nline 9: “We wait,”",
        "Bob Ray said:\nline 9: the hull “leaks”\nline 13: “No,”",
    ]) {
        let command = &lens["command"];
        let params = json!({ "command": command["command"], "arguments": command["arguments"] });
        assert_eq!(client.request("workspace/executeCommand", params), Value::Null);
        let shown = client.wait("a message", |m| m["method"] == "window/showMessage");
        assert_eq!(shown["params"], json!({ "type": 3, "message": told }));
    }
}

#[test]
fn a_lens_stands_on_one_line() {
    let mut client = Client::rich();
    let text = "It rained.\n\n“The hull is as safe as the houses of this town are,” said Mara\nLindqvist, the mayor.\n";
    client.opened(URI, "markdown", text);
    let places: Vec<String> =
        lenses(&mut client).iter().map(|l| words(text, &l["range"], "utf-16").to_owned()).collect();
    assert_eq!(places, ["It rained.", "Mara"]);
}

#[test]
fn a_lens_counts_each_line_once_and_one_claim_as_one() {
    let mut client = Client::rich();
    let rents = "Rents in the old town have risen by 14 percent.";
    for (text, title) in [
        (
            format!("Fares rise\n\n{rents}\n\n{rents} Crime rose 14 percent last year.\n"),
            "no speakers · no quotations · 3 of 3 claims without a source (lines 3, 5)",
        ),
        (format!("Fares rise\n\nAnn Lee said that {rents}\n"), "1 speaker · 1 quotation · 1 claim with a source"),
    ] {
        client.opened(URI, "plaintext", &text);
        let lens = lenses(&mut client).remove(0);
        let command = &lens["command"];
        let params = json!({ "command": command["command"], "arguments": command["arguments"] });
        client.request("workspace/executeCommand", params);
        let shown = client.wait("a message", |m| m["method"] == "window/showMessage");
        assert_eq!(shown["params"]["message"], title);
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    }
}

#[test]
fn speakers_of_one_name_have_a_lens_each() {
    let mut client = Client::rich();
    let text = "“The road was shut for hours,” a resident said.\n\n“The shop was open,” Ann Lee said.\n\n\
                “Nobody swept it,” a resident said. “It was deep,” the resident added.\n";
    client.opened(URI, "plaintext", text);
    let of: Vec<Value> = lenses(&mut client);
    let titles: Vec<&str> = of[1..].iter().map(|l| l["command"]["title"].as_str().expect("a title")).collect();
    assert_eq!(titles, ["a resident: 1 quotation", "Ann Lee: 1 quotation", "a resident: 2 quotations"]);
    let run = |client: &mut Client, lens: &Value| {
        let params = json!({ "command": lens["command"]["command"], "arguments": lens["command"]["arguments"] });
        client.request("workspace/executeCommand", params);
        client.wait("a message", |m| m["method"] == "window/showMessage")["params"]["message"].clone()
    };
    assert_eq!(run(&mut client, &of[1]), "a resident said:\nline 1: “The road was shut for hours,”");
    assert_eq!(run(&mut client, &of[3]), "a resident said:\nline 5: “Nobody swept it,”\nline 5: “It was deep,”");
}

#[test]
fn a_client_that_names_its_command_gets_places() {
    let options = json!({ "showReferences": "editor.showReferences", "whosaid": { "profile": "strict" } });
    let mut client = Client::start_with(json!({ "capabilities": rich(), "initializationOptions": options }), &[]);
    client.opened(URI, "markdown", ARTICLE);
    let lenses = lenses(&mut client);
    let command = &lenses[1]["command"];
    assert_eq!(command["command"], "editor.showReferences");
    assert_eq!((&command["arguments"][0], &command["arguments"][1]), (&json!(URI), &lenses[1]["range"]["start"]));
    let places = command["arguments"][2].as_array().expect("places");
    let got: Vec<&str> = places.iter().map(|p| words(ARTICLE, &p["range"], "utf-16")).collect();
    assert_eq!(got, ["“The hull is safe,”", "“Nobody told us.”", "“We wait,”"]);
    // An option that is no setting is no problem of the settings.
    assert!(!client.inbox.iter().any(|m| m["method"] == "window/showMessage"), "{:?}", client.inbox);
    let flat = json!({ "showReferences": "x", "profile": "strict" });
    let mut client = Client::start_with(json!({ "capabilities": rich(), "initializationOptions": flat }), &[]);
    client.opened(URI, "markdown", ARTICLE);
    assert!(!client.inbox.iter().any(|m| m["method"] == "window/showMessage"), "{:?}", client.inbox);
}

#[test]
fn folds_are_sections_quotations_and_what_is_no_article() {
    let mut client = Client::rich();
    let text = "---\ntitle: x\n---\n\n# One\n\n“First\nand second,” said Ann Lee.\n\n## Two\n\n```\na\nb\n```\n\n\
                ## Three\n\nIt rained for long.\n\nLeave a Reply\nYour email address will not be published.\n";
    client.opened(URI, "markdown", text);
    let folds = client.about("foldingRange", URI);
    let got: Vec<(u64, u64, &str)> = folds
        .as_array()
        .into_iter()
        .flatten()
        .map(|f| {
            let line = |key: &str| f[key].as_u64().expect("a line");
            (line("startLine"), line("endLine"), f["collapsedText"].as_str().unwrap_or(""))
        })
        .collect();
    let last = text.lines().count() as u64 - 1;
    assert_eq!(
        got,
        [
            (0, 2, ""),
            (4, last, ""),
            (6, 7, "“First and second,”"),
            (9, 14, ""),
            (11, 14, ""),
            (16, last, ""),
            (last - 1, last, "2 boilerplate lines: comment form"),
        ]
    );
    let mut can = rich();
    can["textDocument"]["foldingRange"] = json!({ "rangeLimit": 2 });
    let mut client = Client::start_with(json!({ "capabilities": can }), &[]);
    client.opened(URI, "markdown", text);
    assert_eq!(client.about("foldingRange", URI).as_array().map(Vec::len), Some(2));
}

#[test]
fn a_fold_names_all_kinds_of_its_lines() {
    let mut client = Client::rich();
    let text = "Fares rise\n\nIt rained for long in the old town, and nobody went out.\n\n\
                Share on Facebook\nLeave a Reply\nYour email address will not be published.\n";
    client.opened(URI, "plaintext", text);
    let folds = client.about("foldingRange", URI);
    let told: Vec<&str> = folds.as_array().into_iter().flatten().filter_map(|f| f["collapsedText"].as_str()).collect();
    assert_eq!(told, ["3 boilerplate lines: comment form, share button"]);
}

#[test]
fn selections_grow_from_the_word_to_the_document() {
    let mut client = Client::rich();
    let marked = article("First one here.\n\n“The hu‸ll is safe. We wait,” said Mara Lin‸dqvist. It rained.\n\nLast.");
    client.opened(URI, "markdown", &marked.text);
    let params = json!({ "textDocument": { "uri": URI }, "positions": marked.carets });
    let ranges = client.request("textDocument/selectionRange", params);
    let grown = |mut range: &Value| {
        let mut out = Vec::new();
        while !range.is_null() {
            out.push(words(&marked.text, &range["range"], "utf-16").to_owned());
            range = &range["parent"];
        }
        out
    };
    let paragraph = "“The hull is safe. We wait,” said Mara Lindqvist. It rained.";
    let whole = &*marked.text;
    let first = grown(&ranges[0]);
    assert_eq!(first[0], "hull");
    for selected in
        ["The hull is safe.", "The hull is safe. We wait,", "“The hull is safe. We wait,”", paragraph, whole]
    {
        assert!(first.iter().any(|s| s == selected), "{selected} is not in {first:#?}");
    }
    let second = grown(&ranges[1]);
    assert_eq!(second[..2], ["Lindqvist", "Mara Lindqvist"]);
    assert_eq!(second[second.len() - 2..], [paragraph, whole]);
    for grown in [first, second] {
        assert!(grown.windows(2).all(|w| w[1].contains(&w[0]) && w[1].len() > w[0].len()), "{grown:#?}");
    }
}

/// What is linked, and to what.
fn targets<'a>(links: &'a Value, text: &'a str) -> Vec<(&'a str, &'a str)> {
    let all = links.as_array().expect("a list").iter();
    all.map(|l| (words(text, &l["range"], "utf-16"), l["target"].as_str().expect("a target"))).collect()
}

#[test]
fn links_lead_to_addresses_and_notes() {
    let mut client = Client::rich();
    let text = "# One\n\nSee https://example.org/a?b=(c), <https://example.net>, [the report](https://example.com/r \"t\"),\n\
                [us](../about.md) and [below](#last-part), or write to ann@example.org.[^1]\n\n\
## Last part\n\nWww.example.org is one, [this](command:quit) and [that](javascript:x) are none.\n\n[^1]: A note.\n";
    client.opened(URI, "markdown", text);
    let links = client.about("documentLink", URI);
    let got = targets(&links, text);
    assert_eq!(
        got,
        [
            ("https://example.org/a?b=(c)", "https://example.org/a?b=(c)"),
            ("<https://example.net>", "https://example.net/"),
            ("[the report](https://example.com/r \"t\")", "https://example.com/r"),
            ("[us](../about.md)", "file:///about.md"),
            ("[below](#last-part)", "file:///nowhere/article.md#L6,1"),
            ("ann@example.org", "mailto:ann@example.org"),
            ("[^1]", "file:///nowhere/article.md#L10,1"),
            ("Www.example.org", "https://www.example.org/"),
        ]
    );
    assert!(links[0]["tooltip"].as_str().is_some_and(|t| t == "Open https://example.org/a?b=(c)"), "{links}");
    let again = "file:///nowhere/again.md";
    let text = "# Day\n\n[a](#day), [b](#day-1), [c](#Day-2)\n\n## Day\n\n## Day\n";
    client.opened(again, "markdown", text);
    let links = client.about("documentLink", again);
    let lines: Vec<&str> = targets(&links, text).into_iter().filter_map(|(_, t)| t.rsplit('#').next()).collect();
    assert_eq!(lines, ["L1,1", "L5,1", "L7,1"], "each heading of a name has its own");
    let page = "file:///nowhere/page.html";
    let text = "<p><a href='#b&#117;t%C3%A9'>One</a>, <a href='#old'>two</a>, <a href='#'>none</a>, <a href='#x'>none</a>.</p>\n\
                <h2 id='buté'>But</h2>\n<a name=old></a>\n";
    client.opened(page, "html", text);
    let links = client.about("documentLink", page);
    let lines: Vec<&str> = targets(&links, text).into_iter().filter_map(|(_, t)| t.rsplit('#').next()).collect();
    assert_eq!(lines, ["L2,1", "L3,1"]);
    let plain = "file:///nowhere/article.txt";
    let text = "It is so [1]. See www.example.org/x.\n\nNotes:\n\n[1] The report.\n";
    client.opened(plain, "plaintext", text);
    let links = client.about("documentLink", plain);
    let got = targets(&links, text);
    assert_eq!(got, [("[1]", "file:///nowhere/article.txt#L5,1"), ("www.example.org/x", "https://www.example.org/x"),]);
}

/// A click on a link asks no server that a browser would not ask.
#[test]
fn links_beside_the_document_stay_on_the_machine() {
    let mut client = Client::rich();
    let text = "[a](//example.org/x), [b](\\\\\\\\example.org\\\\x), [c](/\\\\example.org/x), [d](file://example.org/x),\n\
                [e](/.//example.org/x), [f](/%5Cexample.org/x), [g](/x/y), [h](z.md) and [i](C:/x).\n";
    client.opened(URI, "markdown", text);
    let links = client.about("documentLink", URI);
    let got: Vec<&str> = targets(&links, text).into_iter().map(|(_, target)| target).collect();
    assert_eq!(got, ["https://example.org/x", "file:///example.org/x", "file:///x/y", "file:///nowhere/z.md"]);
    let page = "file:///nowhere/article.html";
    client.opened(
        page,
        "html",
        "<p>See <a href='//example.org/x'>it</a> and <a href='\\\\example.org\\x'>that</a>.</p>",
    );
    let links = client.about("documentLink", page);
    assert_eq!(links.as_array().map(Vec::len), Some(1), "{links}");
    assert_eq!(links[0]["target"], "https://example.org/x");
    let share = "file://server/share/article.md";
    client.opened(share, "markdown", "See [it](it.md) and [that](//other/x).\n");
    let links = client.about("documentLink", share);
    let got: Vec<&str> = links.as_array().into_iter().flatten().filter_map(|l| l["target"].as_str()).collect();
    assert_eq!(got, ["file://server/share/it.md", "https://other/x"]);
}

/// The lens, the data of a panel and the sheet count the same.
#[test]
fn counts_are_the_same_wherever_they_are_shown() {
    let mut client = Client::rich();
    // Of a claim that weighs little only the sheet tells, and says so.
    let text = "Fares rise\n\n“The hull is safe,” said Ann Lee, the mayor. Lars Holm, the harbour master, waited.\n\n\
        Rents in the old town have risen by 14 percent.\n\n\
        Shares in Harbour Foods closed 1.4 percent lower at $88.95.\n";
    client.opened(URI, "plaintext", text);
    let mut run = |command: &str| {
        let params = json!({ "command": command, "arguments": [URI, "json"] });
        client.request("workspace/executeCommand", params)
    };
    let counts = run("whosaid.article")["counts"].clone();
    let sheet: Value = serde_json::from_str(run("whosaid.sheet").as_str().expect("a string")).expect("JSON");
    let summary = &sheet["summary"];
    assert_eq!((&counts["speakers"], &counts["quotations"], &counts["claims"]), (&json!(1), &json!(1), &json!(1)));
    assert_eq!((&summary["speakers"], &summary["quotations"]), (&counts["speakers"], &counts["quotations"]));
    assert_eq!((&summary["claims"], &summary["slight"], &summary["unattributed"]), (&json!(2), &json!(1), &json!(2)));
    assert_eq!(lenses(&mut client)[0]["command"]["title"], "1 speaker · 1 quotation · 1 claim without a source");
}
