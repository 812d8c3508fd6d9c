//! Articles with marks: `‸` is where the cursor stands, `⟦` and `⟧` stand around places.

use serde_json::{Value, json};

use crate::client::{Client, abilities};
use crate::edits::{offset, units};

/// An article without its marks, and where they stood, in UTF-16.
pub struct Article {
    pub text: String,
    pub carets: Vec<Value>,
    pub ranges: Vec<Value>,
}

pub fn article(marked: &str) -> Article {
    let (mut text, mut carets, mut open, mut spans) = (String::new(), Vec::new(), Vec::new(), Vec::new());
    for c in marked.chars() {
        match c {
            '‸' => carets.push(text.len()),
            '⟦' => open.push(text.len()),
            '⟧' => spans.push((open.pop().expect("an open mark"), text.len())),
            c => text.push(c),
        }
    }
    assert!(open.is_empty(), "an open mark is left in {marked}");
    spans.sort_unstable();
    let place = |offset: usize| position(&text, offset, "utf-16");
    let ranges = spans.iter().map(|&(start, end)| json!({ "start": place(start), "end": place(end) })).collect();
    let carets = carets.into_iter().map(place).collect();
    Article { carets, ranges, text }
}

/// The position of a byte, straight from the words of the protocol.
pub fn position(text: &str, offset: usize, encoding: &str) -> Value {
    let (mut line, mut column) = (0, 0);
    let mut before = text[..offset].chars().peekable();
    while let Some(c) = before.next() {
        if c == '\n' || c == '\r' && before.peek() != Some(&'\n') {
            (line, column) = (line + 1, 0);
        } else {
            column += units(c, encoding);
        }
    }
    json!({ "line": line, "character": column })
}

/// The text of a range.
pub fn words<'a>(text: &'a str, range: &Value, encoding: &str) -> &'a str {
    &text[byte(text, &range["start"], encoding)..byte(text, &range["end"], encoding)]
}

fn byte(text: &str, position: &Value, encoding: &str) -> usize {
    let number = |key: &str| position[key].as_u64().expect("a number") as usize;
    offset(text, (number("line"), number("character")), encoding)
}

/// The text after the edits of one document, which must be apart.
pub fn edited(text: &str, edits: &[Value]) -> String {
    let place = |e: &Value| (byte(text, &e["range"]["start"], "utf-16"), byte(text, &e["range"]["end"], "utf-16"));
    let mut edits: Vec<_> = edits.iter().map(|e| (place(e), e["newText"].as_str().expect("a text"))).collect();
    edits.sort();
    assert!(edits.windows(2).all(|w| w[0].0.1 <= w[1].0.0), "edits overlap: {edits:?}");
    let mut out = text.to_owned();
    for ((start, end), new) in edits.into_iter().rev() {
        out.replace_range(start..end, new);
    }
    out
}

/// A client that can do everything that these features ask for.
pub fn rich() -> Value {
    let mut can = abilities();
    let text = &mut can["textDocument"];
    text["definition"] = json!({ "linkSupport": true });
    text["rename"] = json!({ "prepareSupport": true });
    text["documentSymbol"] = json!({ "hierarchicalDocumentSymbolSupport": true });
    text["foldingRange"] = json!({ "lineFoldingOnly": true, "foldingRange": { "collapsedText": true } });
    text["documentLink"] = json!({ "tooltipSupport": true });
    text["inlayHint"] = json!({ "resolveSupport": { "properties": ["tooltip", "label.location"] } });
    text["semanticTokens"] = tokens(false, false);
    can["workspace"]["semanticTokens"] = json!({ "refreshSupport": true });
    can["workspace"]["codeLens"] = json!({ "refreshSupport": true });
    can
}

/// What a client says of semantic tokens.
pub fn tokens(multiline: bool, overlapping: bool) -> Value {
    json!({
        "requests": { "range": true, "full": { "delta": true } },
        "tokenTypes": ["class"], "tokenModifiers": [], "formats": ["relative"],
        "multilineTokenSupport": multiline, "overlappingTokenSupport": overlapping
    })
}

impl Client {
    /// Starts with a client that can do everything.
    pub fn rich() -> Self {
        Self::start_with(json!({ "capabilities": rich() }), &[])
    }

    /// Asks about a document.
    pub fn about(&mut self, method: &str, uri: &str) -> Value {
        self.request(&format!("textDocument/{method}"), json!({ "textDocument": { "uri": uri } }))
    }

    /// Asks about a place in a document.
    pub fn at(&mut self, method: &str, uri: &str, position: &Value) -> Value {
        self.at_with(method, uri, position, json!({}))
    }

    /// Asks about a place in a document, with more.
    pub fn at_with(&mut self, method: &str, uri: &str, position: &Value, more: Value) -> Value {
        self.request(&format!("textDocument/{method}"), place(uri, position, more))
    }

    /// Asks for what is refused, and gives the message.
    pub fn refused(&mut self, method: &str, uri: &str, position: &Value, more: Value) -> String {
        let id = self.ask(&format!("textDocument/{method}"), place(uri, position, more));
        let answer = self.answer(id);
        answer["error"]["message"].as_str().unwrap_or_else(|| panic!("{method} is not refused: {answer}")).to_owned()
    }
}

fn place(uri: &str, position: &Value, more: Value) -> Value {
    let mut params = json!({ "textDocument": { "uri": uri }, "position": position });
    for (key, value) in more.as_object().into_iter().flatten() {
        params[key] = value.clone();
    }
    params
}
