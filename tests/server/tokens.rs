//! Semantic tokens: what they mark, and that they are told in full, in part and by what changed alike.

use serde_json::{Value, json};

use crate::article::{article, rich, tokens, words};
use crate::client::Client;
use crate::edits::{offset, units};

const URI: &str = "file:///nowhere/article.txt";

const ARTICLE: &str = "\
“The hull is safe,” said Mara Lindqvist, the mayor. “Nobody\u{20}
told us.”

Critics say 🚢 that the bridge “leaks”. The bridge cost 40 million crowns in 2019.

Leave a Reply
";

/// Tokens as numbers, and back to places: what stands there, its type and its modifiers.
pub fn read(text: &str, data: &[u64], encoding: &str) -> Vec<(String, String)> {
    let (types, modifiers) = (
        ["speaker", "cue", "quotation", "claim", "boilerplate"],
        [
            "unattributed",
            "ambiguous",
            "direct",
            "indirect",
            "mixed",
            "speaker1",
            "speaker2",
            "speaker3",
            "speaker4",
            "speaker5",
            "speaker6",
            "speaker7",
            "speaker8",
        ],
    );
    let (mut line, mut column, mut out) = (0, 0, Vec::new());
    for token in data.chunks_exact(5) {
        let [down, right, length, kind, bits] = token.try_into().expect("five numbers");
        column = if down > 0 { right } else { column + right };
        line += down;
        let start = offset(text, (line as usize, column as usize), encoding);
        let mut left = length as usize;
        let end = text[start..].char_indices().find(|(_, c)| {
            let stop = left == 0;
            left = left.saturating_sub(units(*c, encoding));
            stop
        });
        let end = end.map_or(text.len(), |(i, _)| start + i);
        let set = modifiers.iter().enumerate().filter(|(i, _)| bits >> i & 1 == 1).map(|(_, m)| *m);
        let name = std::iter::once(types[kind as usize]).chain(set).collect::<Vec<_>>().join(".");
        out.push((text[start..end].to_owned(), name));
    }
    out
}

pub fn numbers(data: &Value) -> Vec<u64> {
    data.as_array().expect("a list").iter().map(|n| n.as_u64().expect("a number")).collect()
}

fn full(client: &mut Client, uri: &str) -> (String, Vec<u64>) {
    let tokens = client.about("semanticTokens/full", uri);
    (tokens["resultId"].as_str().expect("an id").to_owned(), numbers(&tokens["data"]))
}

#[test]
fn the_legend_names_what_the_tokens_are() {
    let mut client = Client::spawn(&[]);
    let result = client.initialize(json!({ "capabilities": rich() }));
    let provider = &result["capabilities"]["semanticTokensProvider"];
    assert_eq!(provider["legend"]["tokenTypes"], json!(["speaker", "cue", "quotation", "claim", "boilerplate"]));
    assert_eq!(provider["legend"]["tokenModifiers"].as_array().map(Vec::len), Some(13));
    assert_eq!((&provider["range"], &provider["full"]["delta"]), (&json!(true), &json!(true)));
}

#[test]
fn tokens_mark_who_says_what_on_whose_word() {
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let mut can = rich();
        can["general"]["positionEncodings"] = json!([encoding]);
        let mut client = Client::start_with(json!({ "capabilities": can }), &[]);
        client.opened(URI, "plaintext", ARTICLE);
        let (_, data) = full(&mut client, URI);
        let got = read(ARTICLE, &data, encoding);
        for (text, name) in [
            ("“The hull is safe,”", "quotation.direct.speaker1"),
            ("said", "cue.speaker1"),
            ("Mara Lindqvist", "speaker.speaker1"),
            ("“Nobody", "quotation.direct.speaker1"),
            ("told us.”", "quotation.direct.speaker1"),
            ("Leave a Reply", "boilerplate"),
            ("The bridge cost 40 million crowns in 2019.", "claim.unattributed"),
        ] {
            assert!(got.contains(&(text.to_owned(), name.to_owned())), "{encoding}: no {text} as {name} in {got:#?}");
        }
    }
}

#[test]
fn tokens_over_lines_are_whole_where_the_client_takes_them() {
    let mut can = rich();
    can["textDocument"]["semanticTokens"] = tokens(true, false);
    let mut client = Client::start_with(json!({ "capabilities": can }), &[]);
    client.opened(URI, "plaintext", ARTICLE);
    let got = read(ARTICLE, &full(&mut client, URI).1, "utf-16");
    assert!(got.iter().any(|(text, _)| text == "“Nobody \ntold us.”"), "{got:#?}");
}

#[test]
fn tokens_overlap_only_where_the_client_takes_that() {
    let text = "Ann Lee said that Bob Ray had said that the bridge was closed four times.";
    for overlapping in [false, true] {
        let mut can = rich();
        can["textDocument"]["semanticTokens"] = tokens(false, overlapping);
        let mut client = Client::start_with(json!({ "capabilities": can }), &[]);
        client.opened(URI, "plaintext", text);
        let got = read(text, &full(&mut client, URI).1, "utf-16");
        let bytes: usize = got.iter().map(|(t, _)| t.len()).sum();
        assert_eq!(bytes > text.len(), overlapping, "{got:#?}");
    }
}

#[test]
fn a_delta_leads_from_the_last_answer_to_this_one() {
    let mut client = Client::rich();
    client.opened(URI, "plaintext", ARTICLE);
    let (id, data) = full(&mut client, URI);
    let delta = |client: &mut Client, id: &str| {
        let params = json!({ "textDocument": { "uri": URI }, "previousResultId": id });
        client.request("textDocument/semanticTokens/full/delta", params)
    };
    // Nothing changed.
    let same = delta(&mut client, &id);
    assert_eq!(same["edits"], json!([]));
    let at = json!({ "line": 2, "character": 0 });
    client.change(URI, 2, json!([{ "range": { "start": at, "end": at }, "text": "“No,” Lindqvist said. " }]));
    let changed = delta(&mut client, same["resultId"].as_str().expect("an id"));
    let edits = changed["edits"].as_array().expect("edits");
    assert_eq!(edits.len(), 1, "{changed}");
    let moved = apply(data, edits);
    let (last, now) = full(&mut client, URI);
    assert_eq!(moved, now);
    // An old or unknown name gets everything.
    for stale in [id.as_str(), "", "nonsense"] {
        assert_eq!(numbers(&delta(&mut client, stale)["data"]), now, "for {stale:?}");
    }
    // So does the name of a document that was closed since.
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    client.opened(URI, "plaintext", "“No,” said Ann Lee.");
    assert!(delta(&mut client, &last).get("data").is_some());
}

/// The numbers after the edits of a delta.
pub fn apply(mut data: Vec<u64>, edits: &[Value]) -> Vec<u64> {
    for edit in edits.iter().rev() {
        let number = |key: &str| edit[key].as_u64().expect("a number") as usize;
        let new = edit.get("data").map(numbers).unwrap_or_default();
        data.splice(number("start")..number("start") + number("deleteCount"), new);
    }
    data
}

#[test]
fn a_range_has_its_tokens_and_no_others() {
    let mut client = Client::rich();
    let marked = article("“Yes,” said Ann Lee.\n\n⟦“No,” said Bob Ray.⟧\n\n“Hm,” Ray said.");
    client.opened(URI, "plaintext", &marked.text);
    let params = json!({ "textDocument": { "uri": URI }, "range": marked.ranges[0] });
    let tokens = client.request("textDocument/semanticTokens/range", params);
    let got = read(&marked.text, &numbers(&tokens["data"]), "utf-16");
    let wanted = words(&marked.text, &marked.ranges[0], "utf-16");
    assert_eq!(got.iter().map(|(t, _)| t.as_str()).collect::<Vec<_>>(), ["“No,”", "said", "Bob Ray"], "in {wanted}");
}

/// The semantic tokens that a client has.
pub struct Tokens {
    id: String,
    pub data: Vec<u64>,
}

impl Tokens {
    pub fn full(client: &mut Client, uri: &str) -> Self {
        let (id, data) = full(client, uri);
        Self { id, data }
    }

    /// Asks for what has changed.
    pub fn follow(self, client: &mut Client, uri: &str) -> Self {
        let params = json!({ "textDocument": { "uri": uri }, "previousResultId": self.id });
        let delta = client.request("textDocument/semanticTokens/full/delta", params);
        let edits = delta["edits"].as_array().unwrap_or_else(|| panic!("no edits: {delta}"));
        let id = delta["resultId"].as_str().expect("an id").to_owned();
        Self { id, data: apply(self.data, edits) }
    }
}
