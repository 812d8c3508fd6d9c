//! Begin, end, and messages that are not what they should be.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::client::{Client, LIMIT, abilities, frame_of};

const URI: &str = "file:///nowhere/article.txt";

#[test]
fn initialize_negotiates_the_encoding() {
    let cases = [
        (json!(["utf-32", "utf-8", "utf-16"]), "utf-8"),
        (json!(["utf-16", "utf-32"]), "utf-16"),
        (json!(["utf-32"]), "utf-32"),
        (json!([]), "utf-16"),
        (Value::Null, "utf-16"),
    ];
    for (offered, chosen) in cases {
        let mut client = Client::spawn(&[]);
        let result = client.initialize(json!({ "capabilities": { "general": { "positionEncodings": offered } } }));
        assert_eq!(result["capabilities"]["positionEncoding"], chosen, "of {offered}");
        assert_eq!(result["capabilities"]["textDocumentSync"]["change"], 2);
        assert_eq!(result["serverInfo"]["name"], "whosaid");
    }
}

/// What a client says that we cannot read costs it that, and not the server.
#[test]
fn what_cannot_be_read_of_a_client_is_left_out() {
    let cases = [
        ("/trace", json!("compact")),
        ("/rootUri", json!("not a uri")),
        ("/capabilities/textDocument/semanticTokens/requests/range", json!({})),
        ("/capabilities/textDocument/foldingRange/foldingRangeKind/valueSet/0", json!("x")),
        ("/capabilities/textDocument/hover/contentFormat/0", json!("html")),
        ("/capabilities/workspace/workspaceEdit/failureHandling", json!("hope")),
        ("/capabilities/textDocument/completion/insertTextMode", json!("x")),
        ("/capabilities/textDocument/rename", json!([])),
        ("/capabilities/window", json!(true)),
    ];
    let params = || {
        json!({
            "trace": "off", "rootUri": null,
            "capabilities": {
                "general": { "positionEncodings": ["utf-8"] },
                "window": {},
                "workspace": { "workspaceEdit": { "failureHandling": "abort", "documentChanges": true } },
                "textDocument": {
                    "completion": { "insertTextMode": 1 },
                    "foldingRange": { "foldingRangeKind": { "valueSet": ["comment"] } },
                    "hover": { "contentFormat": ["plaintext", "markdown"] },
                    "rename": { "prepareSupport": true },
                    "semanticTokens": {
                        "requests": { "range": true, "full": true },
                        "tokenTypes": [], "tokenModifiers": [], "formats": ["relative"]
                    }
                }
            }
        })
    };
    let start = |params: Value| {
        let mut client = Client::spawn(&[]);
        let result = client.initialize(params);
        assert_eq!(result["capabilities"]["positionEncoding"], "utf-8");
        assert!(result["capabilities"]["semanticTokensProvider"].is_object(), "{result}");
        client
    };
    for (at, value) in &cases {
        let mut params = params();
        *params.pointer_mut(at).expect("it is there") = value.clone();
        let mut client = start(params);
        let name = at[1..].replace('/', ".");
        let log = client.wait(at, |m| m["method"] == "window/logMessage");
        assert!(log["params"]["message"].as_str().is_some_and(|m| m.contains(&name)), "{at}: {log}");
    }
    // All of it at once, and what is read still holds.
    let mut all = params();
    for (at, value) in &cases {
        *all.pointer_mut(at).expect("it is there") = value.clone();
    }
    let mut client = start(all);
    for (at, _) in &cases {
        let told = format!("initialize: left out what cannot be read: {}", at[1..].replace('/', "."));
        client.wait(at, |m| m["params"]["message"] == told);
    }
    client.opened(URI, "plaintext", "“No,” said Ann Lee.");
    assert!(client.hover(URI, 0, 15).contains("**"), "hovers are Markdown");
    let quiet = &mut start(params());
    quiet.hover(URI, 0, 0);
    assert!(quiet.inbox.iter().all(|m| m["method"] != "window/logMessage"), "{:?}", quiet.inbox);
}

#[test]
fn exit_ends_the_process_at_once_while_input_is_open() {
    for (shut_down, code) in [(true, 0), (false, 1)] {
        let mut client = Client::start();
        client.open(URI, "plaintext", &"“Work goes on,” said Ann Lee. ".repeat(2000));
        if shut_down {
            client.request("shutdown", Value::Null);
        }
        client.notify("exit", Value::Null);
        let (got, time) = client.end();
        assert_eq!(got, Some(code), "shutdown: {shut_down}");
        assert!(time < Duration::from_millis(200), "it took {time:?}");
    }
}

#[test]
fn the_end_of_input_ends_the_process() {
    for (shut_down, code) in [(true, 0), (false, 1)] {
        let mut client = Client::start();
        if shut_down {
            client.request("shutdown", json!({}));
        }
        client.stdin = None;
        assert_eq!(client.end().0, Some(code), "shutdown: {shut_down}");
    }
}

/// An editor that dies takes its server along, even where something else holds the pipe open.
#[cfg(unix)]
#[test]
fn the_end_of_the_editor_ends_the_process() {
    use std::process::Command;
    let mut editor = Command::new("sleep").arg("600").spawn().expect("a process");
    let mut client = Client::spawn(&[]);
    client.initialize(json!({ "processId": editor.id(), "capabilities": abilities() }));
    client.opened(URI, "plaintext", "One.");
    assert_eq!(client.child.try_wait().expect("a child"), None);
    // It has ended, though nobody has asked how.
    editor.kill().expect("it ends");
    let end = Instant::now() + LIMIT;
    let code = loop {
        if let Some(status) = client.child.try_wait().expect("a child") {
            break status.code();
        }
        assert!(Instant::now() < end, "the server goes on");
        std::thread::sleep(Duration::from_millis(50));
    };
    assert_eq!(code, Some(1));
    editor.wait().expect("it has ended");
    // One that was never there is a number from elsewhere.
    let mut client = Client::spawn(&[]);
    client.initialize(json!({ "processId": editor.id(), "capabilities": abilities() }));
    std::thread::sleep(Duration::from_millis(300));
    client.opened(URI, "plaintext", "One.");
}

#[test]
fn the_order_of_begin_and_end_is_kept() {
    let mut client = Client::spawn(&[]);
    let early = client.ask("textDocument/hover", json!({}));
    assert_eq!(client.answer(early)["error"]["code"], -32002);
    client.open(URI, "plaintext", "Too early.");
    client.initialize(json!({ "capabilities": abilities() }));
    let twice = client.ask("initialize", json!({ "capabilities": {} }));
    assert_eq!(client.answer(twice)["error"]["code"], -32600);
    client.opened(URI, "plaintext", "In time.");
    client.request("shutdown", Value::Null);
    let late = client.ask("textDocument/hover", json!({}));
    assert_eq!(client.answer(late)["error"]["code"], -32600);
}

#[test]
fn bad_messages_get_the_answer_of_the_protocol_and_the_server_goes_on() {
    let mut client = Client::start();
    let cases: &[(&[u8], i64)] = &[
        (&frame_of("{\"jsonrpc\":\"2.0\",\"id\":1,"), -32700),
        (&frame_of("\u{fffd}"), -32700),
        (b"Content-Length: 4\r\n\r\n\"\xff\xff\"", -32700),
        (b"Content-Length: nonsense\r\n\r\n", -32700),
        (b"Content-Length: -7\r\n\r\n", -32700),
        (b"Content-Length: 3\r\n\r\n{\"jsonrpc\":\"2.0\"}", -32700),
        (b"Content-Length: 9000\r\n\r\n{\"jsonrpc\":\"2.0\",", -32700),
        (b"X-Header: 1\r\n\r\n{}", -32700),
        (&frame_of("[]"), -32600),
        (&frame_of("[{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"shutdown\"}]"), -32600),
        (&frame_of("17"), -32600),
        (&frame_of("{}"), -32600),
        (&frame_of("{\"jsonrpc\":\"1.0\",\"id\":70,\"method\":\"shutdown\"}"), -32600),
        (&frame_of("{\"jsonrpc\":\"2.0\",\"id\":71,\"method\":5}"), -32600),
        (&frame_of("{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"shutdown\"}"), -32600),
        (&frame_of("{\"jsonrpc\":\"2.0\",\"id\":72,\"method\":\"no/such\"}"), -32601),
        (&frame_of("{\"jsonrpc\":\"2.0\",\"id\":73,\"method\":\"$/such\"}"), -32601),
        (&frame_of("{\"jsonrpc\":\"2.0\",\"id\":74,\"method\":\"textDocument/hover\"}"), -32602),
        (&frame_of("{\"jsonrpc\":\"2.0\",\"id\":75,\"method\":\"textDocument/hover\",\"params\":[1]}"), -32602),
    ];
    for (bytes, code) in cases {
        client.write(bytes);
        // The next message shows that the damage ended, and pushes out what waits for more bytes.
        client.hover("file:///nowhere/none.txt", 0, 0);
        let shown = String::from_utf8_lossy(bytes);
        let error = client.wait(&format!("the error for {shown}"), |m| m["error"]["code"] == *code);
        assert!(error["error"]["message"].is_string(), "{shown}");
    }
}

/// An answer of nothing may be written without its result: the settings are as they were, and the next question is heard.
#[test]
fn an_answer_without_a_result_is_an_answer_of_nothing() {
    let mut client = Client::spawn(&[]);
    client.hold = true;
    client.initialize(json!({ "capabilities": abilities() }));
    let ours = client.wait("the wish to watch files", |m| m["method"] == "client/registerCapability");
    let bare = |id: &Value| frame_of(&json!({ "jsonrpc": "2.0", "id": id }).to_string());
    client.write(&bare(&ours["id"]));
    client.opened(URI, "plaintext", "One.");
    let refused = |m: &Value| m.get("method").is_none() && m["error"].is_object();
    assert!(!client.inbox.iter().any(refused), "{:#?}", client.inbox);
    // What nobody asked, or nobody asks any more, is no message at all.
    for id in [&ours["id"], &json!(4711)] {
        client.write(&bare(id));
        let answer = client.wait("the error", refused);
        assert_eq!((&answer["id"], &answer["error"]["code"]), (id, &json!(-32600)));
    }
}

#[test]
fn strange_notifications_change_nothing() {
    let mut client = Client::start();
    client.change(URI, 2, json!([{ "text": "never opened" }]));
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    client.notify("textDocument/didOpen", json!({ "textDocument": { "uri": "not a uri", "text": 5 } }));
    client.notify("textDocument/didOpen", Value::Null);
    client.notify("$/setTrace", json!({ "value": "verbose" }));
    client.notify("$/unheard", json!({}));
    client.notify("$/cancelRequest", json!({ "id": 4711 }));
    client.write(&frame_of("{\"jsonrpc\":\"2.0\",\"id\":999,\"result\":null}"));
    client.write(&frame_of("{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"error\":{\"code\":1,\"message\":\"\"}}"));
    assert_eq!(client.hover("file:///never/opened.md", 0, 0), "");
    client.opened(URI, "plaintext", "One.");
    // Opened twice: the second text holds.
    let item = json!({ "uri": URI, "languageId": "plaintext", "version": 7, "text": "Two." });
    client.notify("textDocument/didOpen", json!({ "textDocument": item }));
    client.published(URI, 7);
    // A position far outside is the end.
    let far = json!({ "line": 90, "character": 4_000_000_000_u32 });
    client.change(URI, 8, json!([{ "range": { "start": far, "end": far }, "text": " Three." }]));
    client.published(URI, 8);
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    client.wait("the empty diagnostics of the closed document", |m| {
        crate::client::is_publish(m, URI) && m["params"]["diagnostics"] == json!([]) && m["params"]["version"].is_null()
    });
    assert_eq!(client.hints(URI), Vec::<Value>::new());
}
