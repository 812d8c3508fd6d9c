//! After any series of edits, everything is as if the final text had been opened fresh.

use serde_json::{Value, json};

use crate::client::{Client, abilities, everything, is_publish};
use crate::everywhere;
use crate::tokens::Tokens;

/// Numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n.max(1)
    }

    fn one_of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

const PIECES: &[&str] = &[
    "“The ferry is late,” said Ann Lee, the harbour master. ",
    "She said “we wait 🚢 for it”.",
    "“Nobody told us,” he added.",
    "According to the harbour master, 40 per cent of the boats left. ",
    "The bridge was closed in 2019.",
    "\"Straight marks,\" he said. ",
    "\r\n",
    "\r\n\r\n",
    "\n\n",
    "\r",
    "”",
    "“",
    "👩‍🚒",
    "e\u{301}",
    "\u{2028}",
    "مرحبا",
    " ",
    "x",
    "Leave a Reply\n",
    "> ",
    "- ",
    "# ",
    "**",
];

/// The units that a character takes.
pub fn units(c: char, encoding: &str) -> usize {
    match encoding {
        "utf-8" => c.len_utf8(),
        "utf-16" => c.len_utf16(),
        _ => 1,
    }
}

/// The byte of a position, straight from the words of the protocol.
pub fn offset(text: &str, (line, column): (usize, usize), encoding: &str) -> usize {
    let mut start = 0;
    for _ in 0..line {
        let rest = &text[start..];
        let Some(end) = rest.find(['\n', '\r']) else { return text.len() };
        start += end + if rest[end..].starts_with("\r\n") { 2 } else { 1 };
    }
    let mut left = column;
    for (i, c) in text[start..].char_indices() {
        let size = units(c, encoding);
        if c == '\n' || c == '\r' || left < size {
            return start + i;
        }
        left -= size;
    }
    text.len()
}

/// Replaces what stands between two positions. An edit that cuts a character of two units leaves half of it, which no
/// text of ours can hold.
fn replace(text: &mut String, start: (usize, usize), end: (usize, usize), new: &str, encoding: &str) {
    let half = |(line, column): (usize, usize)| {
        let at = |column| offset(text, (line, column), encoding);
        encoding == "utf-16" && column > 0 && at(column - 1) == at(column) && at(column + 1) == at(column) + 4
    };
    let marks = [half(start), half(end)].map(|half| if half { "\u{fffd}" } else { "" });
    let (from, to) = (offset(text, start, encoding), offset(text, end, encoding));
    let to = to.max(from) + if marks[1].is_empty() { 0 } else { 4 };
    text.replace_range(from..to, &[marks[0], new, marks[1]].concat());
}

/// What the server says of a document, without its name.
fn state(client: &mut Client, uri: &str, version: i32, way: Way) -> String {
    let diagnostics = diagnostics(client, uri, version, way);
    let hints = client.hints(uri);
    let hovers: Vec<Value> = (0..4)
        .map(|line| {
            let position = json!({ "line": line, "character": 3 });
            client.request("textDocument/hover", json!({ "textDocument": { "uri": uri }, "position": position }))
        })
        .collect();
    let actions = client.actions(uri, &everything(), json!({ "diagnostics": [] }));
    let features = everywhere::state(client, uri);
    let all = json!({
        "diagnostics": diagnostics, "hints": hints, "hovers": hovers, "actions": actions, "features": features
    });
    let all = serde_json::to_string_pretty(&all).expect("JSON");
    all.replace(uri, "URI").replace(&format!("\"version\": {version}"), "\"version\": 0")
}

/// How diagnostics come, and when.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    /// Pushed, all at once.
    Pushed,
    /// Pushed, and some later than others: saving ends the wait.
    Quiet,
    /// Asked for.
    Pulled,
}

/// The diagnostics of a version, in the end.
fn diagnostics(client: &mut Client, uri: &str, version: i32, way: Way) -> Value {
    let pull = |client: &mut Client| {
        client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }))["items"].clone()
    };
    if way == Way::Pulled {
        return pull(client);
    }
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
    // Behind the save nothing waits any more; what waited is published in its own time.
    let all = pull(client);
    while json!(client.published(uri, version)) != all {}
    client.hover(uri, 0, 0);
    if let Some(late) = client.inbox.iter().rfind(|m| is_publish(m, uri) && m["params"]["version"] == version) {
        assert_eq!(late["params"]["diagnostics"], all, "published last");
    }
    client.inbox.retain(|m| !is_publish(m, uri));
    all
}

fn series(encoding: &str, way: Way, seed: u64, rounds: usize) {
    let mut numbers = Numbers(seed);
    let mut can = abilities();
    can["general"]["positionEncodings"] = json!([encoding]);
    if way == Way::Pulled {
        can["textDocument"]["diagnostic"] = json!({});
    }
    let typing = if way == Way::Quiet { "quiet" } else { "show" };
    let options = json!({ "diagnostics": { "whileTyping": typing } });
    let mut client = Client::start_with(json!({ "capabilities": can, "initializationOptions": options }), &[]);
    for round in 0..rounds {
        let language = numbers.one_of(&["plaintext", "markdown"]);
        let uri = format!("file:///nowhere/{round}.txt");
        let mut text: String = (0..numbers.below(12)).map(|_| numbers.one_of(PIECES)).collect();
        let mut history = vec![json!(text)];
        client.open(&uri, language, &text);
        let mut tokens = Tokens::full(&mut client, &uri);
        let mut version = 1;
        for _ in 0..1 + numbers.below(5) {
            version += 1;
            let mut changes = Vec::new();
            for _ in 0..1 + numbers.below(3) {
                let new = (0..numbers.below(3)).map(|_| numbers.one_of(PIECES)).collect::<String>();
                if numbers.below(12) == 0 {
                    changes.push(json!({ "text": new }));
                    text = new;
                    continue;
                }
                let start = (numbers.below(8), numbers.below(50));
                let end = (start.0 + numbers.below(2), start.1 + numbers.below(20));
                replace(&mut text, start, end, &new, encoding);
                changes.push(json!({ "range": {
                    "start": { "line": start.0, "character": start.1 }, "end": { "line": end.0, "character": end.1 }
                }, "text": new }));
            }
            history.push(json!(changes));
            client.change(&uri, version, json!(changes));
            if numbers.below(3) == 0 {
                tokens = tokens.follow(&mut client, &uri);
            }
        }
        let edited = state(&mut client, &uri, version, way);
        let fresh = format!("file:///nowhere/{round}.fresh.txt");
        client.open(&fresh, language, &text);
        let opened = state(&mut client, &fresh, 1, way);
        assert!(
            edited == opened,
            "in {encoding} as {language}, {}\ngives after the edits {edited}\nand freshly opened as {text:?} {opened}",
            serde_json::to_string_pretty(&history).expect("JSON")
        );
        let (moved, new) = (tokens.follow(&mut client, &uri), Tokens::full(&mut client, &fresh));
        assert_eq!(moved.data, new.data, "the tokens, in {encoding} as {language}, of {text:?} after {history:?}");
        for uri in [uri, fresh] {
            client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
        }
        client.inbox.clear();
    }
}

#[test]
fn edits_in_utf_8() {
    series("utf-8", Way::Pushed, 8, 480);
    series("utf-8", Way::Pulled, 81, 160);
}

#[test]
fn edits_in_utf_16() {
    series("utf-16", Way::Pushed, 16, 480);
    series("utf-16", Way::Pulled, 161, 160);
}

#[test]
fn edits_in_utf_32() {
    series("utf-32", Way::Pushed, 32, 480);
    series("utf-32", Way::Pulled, 321, 160);
}

#[test]
fn edits_while_somebody_writes() {
    series("utf-16", Way::Quiet, 64, 120);
}
