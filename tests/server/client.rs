//! A client of the Language Server Protocol, small enough to be trusted: frames, JSON and time limits.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long anything is waited for before the test has failed.
pub const LIMIT: Duration = Duration::from_secs(20);

pub struct Client {
    pub child: Child,
    pub stdin: Option<Box<dyn Write>>,
    messages: Receiver<Value>,
    /// What has come and was not asked for yet.
    pub inbox: VecDeque<Value>,
    /// What is answered to `workspace/configuration`.
    pub settings: Value,
    /// Leave the server's requests without an answer.
    pub hold: bool,
    last_id: i64,
}

/// A client that can do everything.
pub fn abilities() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-16"] },
        "workspace": {
            "configuration": true,
            "didChangeConfiguration": { "dynamicRegistration": true },
            "didChangeWatchedFiles": { "dynamicRegistration": true },
            "inlayHint": { "refreshSupport": true },
            "workspaceEdit": { "documentChanges": true }
        },
        "textDocument": {
            "hover": { "contentFormat": ["markdown", "plaintext"] },
            "publishDiagnostics": {
                "relatedInformation": true, "versionSupport": true, "codeDescriptionSupport": true,
                "dataSupport": true, "tagSupport": { "valueSet": [1] }
            },
            "codeAction": {
                "isPreferredSupport": true,
                "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } }
            }
        }
    })
}

impl Client {
    /// Starts the program, and says nothing to it.
    pub fn spawn(environment: &[(&str, &str)]) -> Self {
        Self::spawn_with(environment, Stdio::null())
    }

    /// The same, with what it has for its standard error.
    pub fn spawn_with(environment: &[(&str, &str)], stderr: Stdio) -> Self {
        let mut child = program(environment).stderr(stderr).spawn().expect("the program starts");
        let (stdin, stdout) = (child.stdin.take().expect("a pipe"), child.stdout.take().expect("a pipe"));
        Self::over(child, stdin, stdout)
    }

    /// A client of a program that was started, over the other ends of its pipes.
    pub fn over(child: Child, stdin: impl Write + 'static, stdout: impl Read + Send + 'static) -> Self {
        let stdin: Option<Box<dyn Write>> = Some(Box::new(stdin));
        let (sender, messages) = mpsc::channel();
        thread::spawn(move || {
            let mut stdout = BufReader::new(stdout);
            while let Some(message) = read(&mut stdout) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let (inbox, settings) = (VecDeque::new(), Value::Null);
        Self { child, stdin, messages, inbox, settings, hold: false, last_id: 0 }
    }

    /// Starts the program and initializes it.
    pub fn start() -> Self {
        Self::start_with(json!({ "capabilities": abilities() }), &[])
    }

    /// Starts the program and initializes it so.
    pub fn start_with(params: Value, environment: &[(&str, &str)]) -> Self {
        let mut client = Self::spawn(environment);
        client.initialize(params);
        client
    }

    pub fn initialize(&mut self, params: Value) -> Value {
        let result = self.request("initialize", params);
        self.notify("initialized", json!({}));
        result
    }

    /// Writes bytes as they are.
    pub fn write(&mut self, bytes: &[u8]) {
        let stdin = self.stdin.as_mut().expect("still open");
        stdin.write_all(bytes).and_then(|()| stdin.flush()).expect("the server reads");
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.write(&frame(&json!({ "jsonrpc": "2.0", "method": method, "params": params })));
    }

    /// Sends a request and returns its id.
    pub fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.last_id += 1;
        let id = self.last_id;
        let mut message = json!({ "jsonrpc": "2.0", "id": id, "method": method });
        if !params.is_null() {
            message["params"] = params;
        }
        self.write(&frame(&message));
        id
    }

    /// Waits for the whole answer to a request.
    pub fn answer(&mut self, id: i64) -> Value {
        self.wait(&format!("the answer to request {id}"), |m| m["id"] == id && m.get("method").is_none())
    }

    /// Sends a request and returns its result.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        let answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method} failed: {answer}");
        answer["result"].clone()
    }

    /// Waits for a message and takes it out of the inbox. Other messages stay.
    pub fn wait(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let end = Instant::now() + LIMIT;
        let mut seen = 0;
        loop {
            while let Some(message) = self.inbox.get(seen) {
                if wanted(message) {
                    return self.inbox.remove(seen).expect("it is there");
                }
                seen += 1;
            }
            match self.messages.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(message) => self.take(message),
                Err(_) => panic!("{what} did not come; there is {:#?}", self.inbox),
            }
        }
    }

    fn take(&mut self, message: Value) {
        if message.get("id").is_some() && message.get("method").is_some() && !self.hold {
            let result = match message["method"].as_str() {
                Some("workspace/configuration") => {
                    let items = message["params"]["items"].as_array().map_or(1, Vec::len);
                    json!(vec![&self.settings; items])
                }
                _ => Value::Null,
            };
            self.write(&frame(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": result })));
        }
        self.inbox.push_back(message);
    }

    pub fn open(&mut self, uri: &str, language: &str, text: &str) {
        let item = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": item }));
    }

    /// Changes a document: everything, or ranges.
    pub fn change(&mut self, uri: &str, version: i32, changes: Value) {
        let document = json!({ "uri": uri, "version": version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// Waits for the diagnostics of a version.
    pub fn published(&mut self, uri: &str, version: i32) -> Vec<Value> {
        let message = self.wait(&format!("the diagnostics of {uri}, version {version}"), |m| {
            is_publish(m, uri) && m["params"]["version"] == version
        });
        message["params"]["diagnostics"].as_array().expect("a list").clone()
    }

    /// Opens a document and waits for its diagnostics.
    pub fn opened(&mut self, uri: &str, language: &str, text: &str) -> Vec<Value> {
        self.open(uri, language, text);
        self.published(uri, 1)
    }

    /// The versions published for a document that nobody has asked for, in order.
    pub fn versions(&self, uri: &str) -> Vec<Value> {
        self.inbox.iter().filter(|m| is_publish(m, uri)).map(|m| m["params"]["version"].clone()).collect()
    }

    pub fn hover(&mut self, uri: &str, line: u32, character: u32) -> String {
        let position = json!({ "line": line, "character": character });
        let result =
            self.request("textDocument/hover", json!({ "textDocument": { "uri": uri }, "position": position }));
        result["contents"]["value"].as_str().unwrap_or_default().to_owned()
    }

    pub fn hints(&mut self, uri: &str) -> Vec<Value> {
        let params = json!({ "textDocument": { "uri": uri }, "range": everything() });
        self.request("textDocument/inlayHint", params).as_array().cloned().unwrap_or_default()
    }

    pub fn actions(&mut self, uri: &str, range: &Value, context: Value) -> Vec<Value> {
        let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": context });
        self.request("textDocument/codeAction", params).as_array().cloned().unwrap_or_default()
    }

    /// Waits for the process to end, and gives its exit code and how long that took.
    pub fn end(&mut self) -> (Option<i32>, Duration) {
        let begin = Instant::now();
        while begin.elapsed() < LIMIT {
            if let Some(status) = self.child.try_wait().expect("it is our child") {
                return (status.code(), begin.elapsed());
            }
            thread::sleep(Duration::from_millis(1));
        }
        panic!("the process did not end");
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program, with pipes for its input and output.
pub fn program(environment: &[(&str, &str)]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_whosaid"));
    program.args(["lsp", "--stdio"]).envs(environment.iter().copied());
    program.stdin(Stdio::piped()).stdout(Stdio::piped());
    program
}

/// The name of a file.
pub fn uri_of(path: &std::path::Path) -> String {
    format!("file://{}", path.display())
}

pub fn everything() -> Value {
    json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 1_000_000, "character": 0 } })
}

pub fn is_publish(message: &Value, uri: &str) -> bool {
    message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri
}

/// The server's wish to be told of something; the order of its wishes is no matter.
pub fn is_wish(method: &'static str) -> impl Fn(&Value) -> bool {
    move |m| m["method"] == "client/registerCapability" && m["params"].to_string().contains(method)
}

pub fn frame(message: &Value) -> Vec<u8> {
    frame_of(&message.to_string())
}

pub fn frame_of(body: &str) -> Vec<u8> {
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn read(stdout: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if stdout.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", n)) => length = n.parse().expect("a number"),
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    stdout.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).expect("JSON"))
}
