//! Rename: each form of a name in its form, and nothing else.

use serde_json::{Value, json};

use crate::article::{Article, article, edited};
use crate::client::Client;

pub const URI: &str = "file:///nowhere/article.md";

/// What it shows, the article with a caret, the new name, and the article after.
const RENAMED: &[(&str, &str, &str, &str)] = &[
    (
        "every form, with titles and possessives",
        "“The hull is safe,” said Mara Lin‸dqvist, the mayor. “We wait,” Ms. Lindqvist said.\n\n\
         Lindqvist’s office opens at nine. “Soon,” Mayor Lindqvist said. “No,” said the mayor. “Yes,” she said.",
        "Maria Lund",
        "“The hull is safe,” said Maria Lund, the mayor. “We wait,” Ms. Lund said.\n\n\
         Lund’s office opens at nine. “Soon,” Mayor Lund said. “No,” said the mayor. “Yes,” she said.",
    ),
    (
        "from a surname, one word is the new surname",
        "“Safe,” said Mara Lindqvist. “We wait,” Lind‸qvist said.",
        "Lund",
        "“Safe,” said Mara Lund. “We wait,” Lund said.",
    ),
    (
        "from a surname, the whole name may be given",
        "“Safe,” said Mara Lindqvist. “We wait,” Lindqvist‸ said.",
        "Maria Lund",
        "“Safe,” said Maria Lund. “We wait,” Lund said.",
    ),
    (
        "from a full name, one word is the whole name",
        "“Safe,” said M‸ara Lindqvist. “We wait,” Lindqvist said.",
        "Madonna",
        "“Safe,” said Madonna. “We wait,” Madonna said.",
    ),
    (
        "headings, and captions that name in full",
        "# Lindqvist waits\n\n“Safe,” said Mara L‸indqvist.\n\nPhoto: Mara Lindqvist at the harbour / Agency",
        "Maria Lund",
        "# Lund waits\n\n“Safe,” said Maria Lund.\n\nPhoto: Maria Lund at the harbour / Agency",
    ),
    (
        "the labels of a transcript, with their titles",
        "CHAIR LINDQVIST: Order, please. I call Mr. Osei.\n\nDANIEL OSEI: Thank you. I agree.\n\nCHAIR LIN‸DQVIST: And you?",
        "Maria Lund",
        "CHAIR MARIA LUND: Order, please. I call Mr. Osei.\n\nDANIEL OSEI: Thank you. I agree.\n\nCHAIR MARIA LUND: And you?",
    ),
    (
        "from a caption",
        "“Safe,” said Mara Lindqvist.\n\nPhoto: Mara Lin‸dqvist at the harbour / Agency",
        "Maria Lund",
        "“Safe,” said Maria Lund.\n\nPhoto: Maria Lund at the harbour / Agency",
    ),
    (
        "particles",
        "“Safe,” said Ursula von der Le‸yen. “We wait,” von der Leyen said.",
        "Uta van Dyk",
        "“Safe,” said Uta van Dyk. “We wait,” van Dyk said.",
    ),
    (
        "an abbreviation with the name it stands for",
        "The World Hea‸lth Organization (WHO) said it was late. “Soon,” the WHO said.",
        "Global Health Agency",
        "The Global Health Agency (GHA) said it was late. “Soon,” the GHA said.",
    ),
    (
        "a name of another with the same surname",
        "“No,” said Bill Cl‸inton. “Yes,” said Hillary Clinton. “No,” said Bill Clinton.",
        "Bob Clayton",
        "“No,” said Bob Clayton. “Yes,” said Hillary Clinton. “No,” said Bob Clayton.",
    ),
    (
        "the labels of an interview with initials",
        "Ann Lee met Bo Dahl in May for a talk.\n\nAnn Lee: Why now?\n\nBo Da‸hl: Because it rained.\n\n\
         AL: And then?\n\nBD: Then it stopped.\n\nAL: Fine.\n\nBD: Yes.",
        "Max J. Berg",
        "Ann Lee met Max J. Berg in May for a talk.\n\nAnn Lee: Why now?\n\nMax J. Berg: Because it rained.\n\n\
         AL: And then?\n\nMB: Then it stopped.\n\nAL: Fine.\n\nMB: Yes.",
    ),
    (
        "from a label, and initials that are somebody else's",
        "Ann Lee: Why now?\n\nBo Dahl: Because it rained.\n\nAL: And then?\n\nB‸D: Then it stopped.\n\nAL: Fine.",
        "Axel Lund",
        "Ann Lee: Why now?\n\nAxel Lund: Because it rained.\n\nAL: And then?\n\nAxel Lund: Then it stopped.\n\nAL: Fine.",
    ),
    (
        "a new name without initials",
        "Ann Lee: Why now?\n\nBo Da‸hl: Because it rained.\n\nAL: And then?\n\nBD: Then it stopped.\n\nAL: Fine.",
        "Madonna",
        "Ann Lee: Why now?\n\nMadonna: Because it rained.\n\nAL: And then?\n\nMadonna: Then it stopped.\n\nAL: Fine.",
    ),
    (
        "a surname that is a pronoun elsewhere, and what nobody sees around it",
        "“Safe,” said Mara Lindqvist. “We wait,” Lind‸qvist said.",
        "\u{200b} He\u{200d}",
        "“Safe,” said Mara He. “We wait,” He said.",
    ),
    ("markup inside a name", "“Safe,” said **Mara** Lin‸dqvist.", "Maria Lund", "“Safe,” said **Maria** Lund."),
    (
        "a line break inside a name",
        "“It is as safe as houses are,” said Mara\nLindqvist. “We wait,” Lin‸dqvist said.",
        "Maria Lund",
        "“It is as safe as houses are,” said Maria\nLund. “We wait,” Lund said.",
    ),
    (
        "an abbreviation alone",
        "The World Health Organization (WHO) said no. “Yes,” the W‸HO said. WHO's chief left.",
        "PAHO",
        "The World Health Organization (PAHO) said no. “Yes,” the PAHO said. PAHO's chief left.",
    ),
    (
        "an abbreviation that is not all capitals of the name",
        "The Centers for Disease Control and Prevention (CDC) said no. “Yes,” the C‸DC said.",
        "PAHO",
        "The Centers for Disease Control and Prevention (PAHO) said no. “Yes,” the PAHO said.",
    ),
    (
        "one of two surnames",
        "Juan Pérez García, the mayor, said no. “Sí,” Pé‸rez said. García left. Pérez García won.",
        "Ruiz",
        "Juan Ruiz García, the mayor, said no. “Sí,” Ruiz said. García left. Ruiz García won.",
    ),
    (
        "both surnames, from the full name",
        "Juan Pérez Gar‸cía, the mayor, said no. “Sí,” Pérez said. García left. Pérez García won.",
        "Ana Ruiz Soto",
        "Ana Ruiz Soto, the mayor, said no. “Sí,” Ruiz said. Soto left. Ruiz Soto won.",
    ),
    (
        "a pet name goes with the given name",
        "“No,” James R‸oss said. Jim Ross said so. “Hm,” Ross said.",
        "Ann Lee",
        "“No,” Ann Lee said. Ann Lee said so. “Hm,” Lee said.",
    ),
    (
        "a pet name stays with the given name",
        "“No,” James Ross said. Jim Ross said so. “Hm,” R‸oss said.",
        "Lee",
        "“No,” James Lee said. Jim Lee said so. “Hm,” Lee said.",
    ),
    (
        "front matter and images, and neither code nor files",
        "---\nauthor: Tom Hale\n---\n“No,” said Tom H‸ale. `Tom Hale` and `Hale` stay.\n\n![Tom Hale at work](Tom-Hale.png)\n",
        "Ann Lee",
        "---\nauthor: Ann Lee\n---\n“No,” said Ann Lee. `Tom Hale` and `Hale` stay.\n\n![Ann Lee at work](Tom-Hale.png)\n",
    ),
    (
        "a possessive without an s",
        "“Safe,” said Mara James. “Late,” Ja‸mes said. James’ boat is old.",
        "Mara Lund",
        "“Safe,” said Mara Lund. “Late,” Lund said. Lund’s boat is old.",
    ),
    (
        "a stop that ends a sentence as well, behind a name that has none elsewhere",
        "Barlow Lt‸d said yes. The yard was built by Barlow Ltd. It is old. “No,” said Barlow Ltd.\n\n\
         “We sold it to Barlow Ltd.” Then it rained.",
        "Pear Works",
        "Pear Works said yes. The yard was built by Pear Works. It is old. “No,” said Pear Works.\n\n\
         “We sold it to Pear Works.” Then it rained.",
    ),
    (
        "a stop that ends a sentence as well, behind a name that always has one",
        "Medlar In‸c. said yes. “No,” said Medlar Inc. The price fell.",
        "Pear Works",
        "Pear Works said yes. “No,” said Pear Works. The price fell.",
    ),
    (
        "one stop for the new name and the sentence",
        "Barlow Co said yes. “No,” said Barlow C‸o.",
        "Pear Inc.",
        "Pear Inc. said yes. “No,” said Pear Inc.",
    ),
    (
        "a stop behind a name that had none",
        "Ann Lee said yes. “No,” said Ann L‸ee.",
        "Ann Ray Jr.",
        "Ann Ray Jr. said yes. “No,” said Ann Ray Jr.",
    ),
    (
        "a stop behind what follows a person's name",
        "“Yes,” said Donald Mo‸or Jr. The yard is old. Moor added that it rained.",
        "Ann Ray",
        "“Yes,” said Ann Ray. The yard is old. Ray added that it rained.",
    ),
    (
        "a stop of an abbreviation alone",
        "The U‸.S. said yes. “No,” said the U.S.\n\nThe U.S. left.",
        "Norvale",
        "The Norvale said yes. “No,” said the Norvale.\n\nThe Norvale left.",
    ),
    (
        "a stop in a heading and a list, which is the abbreviation's alone",
        "# Sold by Medlar Inc.\n\n“No,” said Medlar Inc. on Monday. Medlar In‸c. left.\n\n- Medlar Inc.\n",
        "Pear Works",
        "# Sold by Pear Works\n\n“No,” said Pear Works on Monday. Pear Works left.\n\n- Pear Works\n",
    ),
    (
        "a stop behind markup, and in a byline",
        "*By Tom Hale Jr.*\n\n“No,” said Tom Ha‸le Jr. on Monday. “Hm,” said **Tom Hale Jr**.\n\nPhoto: Tom Hale Jr.",
        "Ann Ray",
        "*By Ann Ray*\n\n“No,” said Ann Ray on Monday. “Hm,” said **Ann Ray**.\n\nPhoto: Ann Ray",
    ),
    (
        "a suffix with its ampersand",
        "“No,” said Ann L‸ee. “Yes,” Lee said. Lee’s lawyer left.",
        "Ray & Co",
        "“No,” said Ray & Co. “Yes,” Ray said. Ray’s lawyer left.",
    ),
    (
        "a name that has its article, and one that is given it",
        "The Portug‸uese say they have asked. “We have,” said Duarte Vilar, the Portuguese minister.",
        "the Spanish",
        "The Spanish say they have asked. “We have,” said Duarte Vilar, the Spanish minister.",
    ),
    ("an article where there was none", "“No,” wrote Reu‸ters.", "The Guardian", "“No,” wrote The Guardian."),
];

/// The article with the name at its first caret changed.
pub fn renamed(client: &mut Client, article: &Article, name: &str) -> String {
    let edit = client.at_with("rename", URI, &article.carets[0], json!({ "newName": name }));
    let change = &edit["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({ "uri": URI, "version": 1 }), "{edit}");
    edited(&article.text, change["edits"].as_array().map_or(&[], Vec::as_slice))
}

#[test]
fn each_form_is_renamed_in_its_form() {
    let mut client = Client::rich();
    for (what, before, name, after) in RENAMED {
        let article = article(before);
        client.opened(URI, "markdown", &article.text);
        let prepared = client.at("prepareRename", URI, &article.carets[0]);
        assert!(prepared["placeholder"].as_str().is_some_and(|p| !p.is_empty()), "{what}: {prepared}");
        assert_eq!(renamed(&mut client, &article, name), *after, "{what}");
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    }
}

#[test]
fn a_client_without_versions_gets_changes() {
    let mut can = crate::article::rich();
    can["workspace"]["workspaceEdit"] = json!({});
    can["textDocument"]["rename"] = json!({});
    let mut client = Client::spawn(&[]);
    let result = client.initialize(json!({ "capabilities": can }));
    assert_eq!(result["capabilities"]["renameProvider"], json!(true));
    let article = article("“Safe,” said Mara Lin‸dqvist.");
    client.opened(URI, "markdown", &article.text);
    let edit = client.at_with("rename", URI, &article.carets[0], json!({ "newName": "Maria Lund" }));
    let edits: Vec<Value> = edit["changes"][URI].as_array().expect("a list").clone();
    assert_eq!(edited(&article.text, &edits), "“Safe,” said Maria Lund.");
}

/// What a page writes as references is read as such, and what is put in is written as the page writes it.
#[test]
fn names_written_with_references_are_renamed() {
    let mut client = Client::rich();
    let cases = [
        (
            "<p>&ldquo;No,&rdquo; said Ren&eacute; Ol‸sen, the mayor.</p>\n<p>&ldquo;Yes,&rdquo; Ren&eacute;&nbsp;Olsen said.</p>",
            "Ann O’Hara",
            "<p>&ldquo;No,&rdquo; said Ann O’Hara, the mayor.</p>\n<p>&ldquo;Yes,&rdquo; Ann&nbsp;O’Hara said.</p>",
        ),
        (
            "<p>“It’s over,” said Tom O&#8217;Br‸ien. The town waited. “Yes,” O&rsquo;Brien said.</p>",
            "Ann Lee",
            "<p>“It’s over,” said Ann Lee. The town waited. “Yes,” Lee said.</p>",
        ),
        (
            "<p>“No,” said Tom Br‸ien.</p>\n<p>It&rsquo;s O&rsquo;Neill’s.</p>",
            "Ann Lee & Sons",
            "<p>“No,” said Ann Lee &amp; Sons.</p>\n<p>It&rsquo;s O&rsquo;Neill’s.</p>",
        ),
        (
            "<p>Acme Cor‸p said yes.</p><p>“No,” said Acme Corp.</p>",
            "Pear Works",
            "<p>Pear Works said yes.</p><p>“No,” said Pear Works.</p>",
        ),
        // From an attribute and a caption, one part, and a possessive.
        (
            "<p>“No,” said Ren&eacute; Ols.</p><img src=a alt=\"Ren&eacute; Ols\">\n<p>It was O‸ls&rsquo; plan.</p>",
            "Lind",
            "<p>“No,” said Ren&eacute; Lind.</p><img src=a alt=\"René Lind\">\n<p>It was Lind&rsquo;s plan.</p>",
        ),
    ];
    for (marked, name, after) in cases {
        let article = article(marked);
        client.opened(URI, "html", &article.text);
        assert_eq!(renamed(&mut client, &article, name), after);
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    }
}

#[test]
fn a_rename_that_an_edit_overtakes_is_not_made() {
    let mut client = Client::rich();
    let article = article("“Safe,” said Mara Lin‸dqvist.\n\n“We wait,” said Omar Reyes.\n");
    // Long enough not to be read between two messages.
    let text = format!("{}{}", article.text, "\nIt rained in Velm.\n".repeat(20_000));
    client.opened(URI, "markdown", &text);
    let edit = |line: u32, text: &str| {
        let place = json!({ "line": line, "character": 0 });
        json!([{ "range": { "start": place, "end": place }, "text": text }])
    };
    for method in ["textDocument/prepareRename", "textDocument/rename"] {
        // What stands at its place when the answer is made is another name.
        client.change(URI, 2, edit(4, "x"));
        let params = json!({ "textDocument": { "uri": URI }, "position": article.carets[0], "newName": "Maria Lund" });
        let id = client.ask(method, params.clone());
        client.change(URI, 3, edit(0, "“We wait,” said Omar Reyes.\n\n"));
        let answer = client.answer(id);
        assert_eq!(answer["error"]["code"], -32801, "{answer}");
        // Nothing but other settings is no reason to refuse.
        let id = client.ask(method, params);
        let settings = json!({ "settings": { "whosaid": { "profile": "strict" } } });
        client.notify("workspace/didChangeConfiguration", settings);
        let answer = client.answer(id);
        assert!(answer.get("error").is_none(), "{answer}");
        client.open(URI, "markdown", &text);
    }
}
