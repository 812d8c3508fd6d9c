//! The commands, and the notification that an article has been read.

use serde_json::{Value, json};

use crate::client::{Client, abilities};

const ARTICLE: &str = "\
“Nobody told us.”

“The hull 🚢 is safe”, said Mara Lindqvist, the mayor of Velm. “We wait for one part”, she said.

The ferry to Velm stops on Monday, the first stop in 40 years.

Leave a Reply
";

const URI: &str = "file:///nowhere/article.txt";

fn execute(client: &mut Client, command: &str, arguments: Value) -> Value {
    let id = client.ask("workspace/executeCommand", json!({ "command": command, "arguments": arguments }));
    client.answer(id)
}

fn run(client: &mut Client, command: &str, arguments: Value) -> Value {
    let answer = execute(client, command, arguments);
    assert!(answer.get("error").is_none(), "{command} failed: {answer}");
    answer["result"].clone()
}

/// The words of the article in a range that counts UTF-16.
fn words(range: &Value) -> String {
    let number = |v: &Value| v.as_u64().expect("a number") as usize;
    let (start, end) = (&range["start"], &range["end"]);
    assert_eq!(start["line"], end["line"], "{range}");
    let line = ARTICLE.lines().nth(number(&start["line"])).expect("a line");
    let units: Vec<u16> = line.encode_utf16().collect();
    String::from_utf16(&units[number(&start["character"])..number(&end["character"])]).expect("whole characters")
}

#[test]
fn a_sheet_is_made_from_the_open_buffer() {
    let mut client = Client::start();
    client.opened(URI, "plaintext", "Nothing.");
    client.change(URI, 2, json!([{ "text": ARTICLE }]));
    for (format, begin) in [("md", "# "), ("csv", "\u{feff}"), ("html", "<!"), ("json", "{")] {
        let sheet = run(&mut client, "whosaid.sheet", json!([URI, format]));
        let sheet = sheet.as_str().expect("a string");
        assert!(sheet.contains("Mara Lindqvist") && sheet.contains("40 years"), "{format}: {sheet}");
        assert!(sheet.starts_with(begin) || format == "csv", "{format}: {sheet}");
    }
    let default = run(&mut client, "whosaid.sheet", json!([URI]));
    assert_eq!(default, run(&mut client, "whosaid.sheet", json!([URI, "md"])));
    assert_eq!(default, run(&mut client, "whosaid.sheet", json!([URI, null])));
}

#[test]
fn an_article_is_plain_data_in_the_positions_of_the_client() {
    let mut client = Client::start();
    client.opened(URI, "plaintext", ARTICLE);
    let article = run(&mut client, "whosaid.article", json!([URI]));
    assert_eq!((&article["uri"], &article["version"]), (&json!(URI), &json!(1)));
    let counts = json!({ "speakers": 1, "quotations": 3, "claims": 1, "withoutSource": 1, "boilerplate": 1 });
    assert_eq!(article["counts"], counts, "{article:#}");
    let speaker = &article["speakers"][0];
    assert_eq!((&speaker["name"], &speaker["kind"]), (&json!("Mara Lindqvist"), &json!("person")));
    assert!(speaker["roles"].to_string().contains("mayor of Velm"), "{speaker}");
    assert_eq!(words(&speaker["range"]), "Mara Lindqvist");
    let quotes = speaker["quotes"].as_array().expect("quotes");
    let told: Vec<_> = quotes.iter().map(|q| (words(&q["range"]), &q["kind"], &q["resolution"])).collect();
    assert_eq!(
        told,
        [
            ("“The hull 🚢 is safe”".to_owned(), &json!("direct"), &json!("named")),
            ("“We wait for one part”".to_owned(), &json!("direct"), &json!("pronoun")),
        ]
    );
    assert_eq!(quotes[0]["text"], "“The hull 🚢 is safe”");
    let nobodys = &article["quotesWithoutSpeaker"][0];
    assert_eq!(
        (words(&nobodys["range"]).as_str(), &nobodys["text"]),
        ("“Nobody told us.”", &json!("“Nobody told us.”"))
    );
    let claim = &article["claims"][0];
    assert!(words(&claim["range"]).ends_with("40 years."), "{claim}");
    assert_eq!(claim["attributed"], false);
    assert!(claim["types"].as_array().is_some_and(|t| !t.is_empty()), "{claim}");
    assert!(claim["evidence"].as_array().expect("ranges").iter().any(|r| words(r).contains("first")), "{claim}");
    let line = &article["boilerplate"][0];
    assert_eq!((words(&line["range"]).as_str(), &line["kind"]), ("Leave a Reply", &json!("comment-form")));
    assert!(line["reason"].as_str().is_some_and(|r| !r.is_empty()), "{line}");
}

#[test]
fn wrong_arguments_are_told_what_is_expected() {
    let mut client = Client::start();
    client.opened(URI, "plaintext", ARTICLE);
    let invalid: &[(&str, Value, &str)] = &[
        ("whosaid.sheet", json!([]), "[uri, format]"),
        ("whosaid.sheet", json!([5]), "[uri, format]"),
        ("whosaid.sheet", json!(["no uri"]), "[uri, format]"),
        ("whosaid.sheet", json!([URI, "pdf"]), "\"html\""),
        ("whosaid.sheet", json!([URI, 7]), "\"html\""),
        ("whosaid.article", json!([]), "[uri]"),
        ("whosaid.article", json!([{ "uri": URI }]), "[uri]"),
        ("whosaid.ignore", json!([]), "{uri, rule, text}"),
        ("whosaid.ignore", json!([{ "uri": URI }]), "{uri, rule, text}"),
        ("whosaid.ignore", json!([{ "uri": URI, "rule": "boilerplate-line", "text": " " }]), "`text` is empty"),
        ("whosaid.show", json!(["x"]), "whosaid.show takes [{uri, speaker}], as the code lens gives it; "),
        ("whosaid.show", json!([{ "uri": 5 }]), "argument 1 is {\"uri\":5}"),
        ("whosaid.none", json!([]), "whosaid.sheet"),
        // What is no list is the first of one.
        ("whosaid.sheet", json!({ "uri": URI }), "argument 1 is {\"uri\":"),
        ("whosaid.show", json!(5), "argument 1 is 5"),
    ];
    for (command, arguments, expected) in invalid {
        let error = execute(&mut client, command, arguments.clone())["error"].clone();
        assert_eq!(error["code"], -32602, "{command} {arguments}: {error}");
        let message = error["message"].as_str().unwrap_or_default();
        assert!(message.contains(expected), "{command} {arguments}: {error}");
        assert!(!message.contains("struct"), "{message}");
    }
    let closed = "file:///nowhere/closed.txt";
    for (command, argument) in [
        ("whosaid.sheet", json!(closed)),
        ("whosaid.article", json!(closed)),
        ("whosaid.show", json!({ "uri": closed })),
    ] {
        let error = execute(&mut client, command, json!([argument]))["error"].clone();
        assert_eq!((&error["code"], &error["message"]), (&json!(-32803), &json!("closed.txt is not open.")));
    }
}

#[test]
fn nothing_is_written_for_a_document_that_is_nowhere() {
    let home = tempfile::tempdir().expect("a folder");
    let nowhere = home.path().join("nowhere");
    let ignore = |client: &mut Client, uri: &str| {
        execute(client, "whosaid.ignore", json!([{ "uri": uri, "rule": "boilerplate-line", "text": "y" }]))
    };
    let mut client = Client::start();
    let far = crate::client::uri_of(&nowhere.join("deep/x.md"));
    for (uri, expected) in [(&*far, "There is no folder "), ("untitled:x", "The document has to be saved")] {
        let error = ignore(&mut client, uri)["error"].clone();
        assert_eq!(error["code"], -32803, "{error}");
        assert!(error["message"].as_str().is_some_and(|m| m.starts_with(expected)), "{error}");
    }
    assert!(!nowhere.exists());
    // One that is only not saved yet has its list.
    let near = crate::client::uri_of(&home.path().join("x.md"));
    assert_eq!(ignore(&mut client, &near).get("error"), None);
    assert!(home.path().join(".whosaid/ignored.json").is_file());
}

#[test]
fn a_client_that_wants_to_is_told_when_an_article_has_been_read() {
    let mut can = abilities();
    can["experimental"] = json!({ "whosaid": { "articleChanged": true } });
    let mut client = Client::start_with(json!({ "capabilities": can }), &[]);
    let told = |client: &mut Client, version: i32| {
        let message = client.wait("the notification", |m| m["method"] == "whosaid/articleChanged");
        assert_eq!(message["params"], json!({ "uri": URI, "version": version }));
    };
    client.opened(URI, "plaintext", ARTICLE);
    told(&mut client, 1);
    client.change(URI, 2, json!([{ "text": "Short." }]));
    told(&mut client, 2);
    // Nobody else hears of it.
    let mut other = Client::start();
    other.opened(URI, "plaintext", ARTICLE);
    other.hints(URI);
    assert!(!other.inbox.iter().any(|m| m["method"] == "whosaid/articleChanged"));
}
