//! Rename: each form of a name in its form, and nothing else.

use serde_json::{Value, json};

use crate::article::{Article, article, edited};
use crate::client::Client;

const URI: &str = "file:///nowhere/article.md";

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
];

fn renamed(client: &mut Client, article: &Article, name: &str) -> String {
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
fn what_is_no_name_is_refused_with_a_reason() {
    let mut client = Client::rich();
    let cases = [
        ("“Safe,” said Mara Lindqvist. “We wait,” s‸he said.", "“she” is a pronoun. To rename Mara Lindqvist"),
        ("“Safe,” said Mara Lindqvist, the mayor.\n\n“We wait,” said the ma‸yor.", "“the mayor” is a role."),
        ("“Safe,” said Mara Lindqvist.\n\nThe bri‸dge is old.", "There is no name here."),
        ("“Sa‸fe,” said Mara Lindqvist.", "There is no name here."),
        (
            "“No,” said Bill Clinton.\n\n“Yes,” said Hillary Clinton.\n\n“Hm,” Cl‸inton said.",
            "“Clinton” may be Bill Clinton or Hillary Clinton.",
        ),
        ("“No,” said Ann Lee after Bob R‸ay had left the room.", "“Bob Ray” does not speak in this article."),
        ("‸", "There is no name here."),
        (
            "“We wait,” said a dip‸lomat. “It is late,” the diplomat said.",
            "“a diplomat” is a role, and the article gives no name that could be changed.",
        ),
        (
            "“No,” said Tom Hale.\n\n“Yes,” said Jim Hale.\n\n“Oh,” said Ann Hale.\n\n“Hm,” Ha‸le said.",
            "“Hale” may be Tom Hale, Jim Hale or Ann Hale. To rename one",
        ),
    ];
    for (marked, reason) in cases {
        let article = article(marked);
        client.opened(URI, "markdown", &article.text);
        let message = client.refused("prepareRename", URI, &article.carets[0], json!({}));
        assert!(message.starts_with(reason), "{marked}: {message}");
        let again = client.refused("rename", URI, &article.carets[0], json!({ "newName": "Maria Lund" }));
        assert_eq!(again, message);
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    }
}

#[test]
fn bad_new_names_are_refused_with_a_reason() {
    let mut client = Client::rich();
    let article = article("“Safe,” said Mara Lin‸dqvist.");
    client.opened(URI, "markdown", &article.text);
    let long = "Ann ".repeat(40);
    for (name, reason) in [
        ("", "A name has at least one letter."),
        ("  ", "A name has at least one letter."),
        ("12", "A name has at least one letter."),
        ("Ann\nLee", "A name stands on one line."),
        ("Ann “Bo” Lee", "““” is no part of a name."),
        ("*Ann* Lee", "“*” is no part of a name."),
        ("Dr. Ann Lee", "Leave out “Dr.”"),
        ("Ann Lee’s", "Leave out the possessive"),
        ("he", "“he” is a pronoun"),
        ("She", "“She” is a pronoun"),
        ("themselves", "“themselves” is a pronoun"),
        ("Ann\u{200b} Lee", "There is a character in the name that nobody can see (U+200B)."),
        ("Ann\u{7}Lee", "There is a character in the name that nobody can see (U+0007)."),
        ("\u{feff}", "A name has at least one letter."),
        ("Ann Le\u{fffd}", "“\u{fffd}” is no part of a name."),
        (&long, "A name has at most 100 characters."),
    ] {
        let message = client.refused("rename", URI, &article.carets[0], json!({ "newName": name }));
        assert!(message.starts_with(reason), "{name:?}: {message}");
    }
    for name in [
        "Åsa Öberg-Ström",
        "bell hooks",
        "D’Arcy O'Brien",
        "Ann Lee, Jr.",
        "王 小明",
        "J. R. R. Tolkien",
        "مه\u{200c}ناز",
    ] {
        let after = renamed(&mut client, &article, name);
        assert!(after.contains(&name.replace(',', "")) || after.contains(name), "{name}: {after}");
    }
    assert_eq!(renamed(&mut client, &article, "Mara Lindqvist"), article.text);
}

#[test]
fn names_that_may_be_meant_are_told_and_left() {
    let mut client = Client::rich();
    let article = article("“No,” said Bill Cl‸inton.\n\n“Yes,” said Hillary Clinton.\n\n“Hm,” Clinton said.");
    client.opened(URI, "markdown", &article.text);
    assert_eq!(
        renamed(&mut client, &article, "Bob Clayton"),
        "“No,” said Bob Clayton.\n\n“Yes,” said Hillary Clinton.\n\n“Hm,” Clinton said."
    );
    let shown = client.wait("a message for the user", |m| m["method"] == "window/showMessage");
    let message = "Left as it was, because it may name somebody else: line 5.";
    assert_eq!(shown["params"], json!({ "type": 3, "message": message }));
}

#[test]
fn what_was_left_or_may_be_mistaken_is_told() {
    let mut client = Client::rich();
    let cases = [
        (
            "The World Hea‸lth Organization (WHO) said no. “Yes,” the WHO said.",
            "Madonna",
            "The new name has no such form, so this was left: “WHO” (line 1).",
        ),
        (
            "Juan Pérez Gar‸cía, the mayor, said no. “Sí,” Pérez said. García left.",
            "Ana Ruiz",
            "The new name has no such form, so this was left: “Pérez” (line 1).",
        ),
        (
            "“No,” said Ann Lee. “Yes,” said Bob Ray.\n\n“Hm,” L‸ee said.",
            "Ray",
            "“Ray” may now mean Bob Ray as well: line 3.",
        ),
        (
            "---\ntitle: O'Brien wins\n---\n“No,” said Tom O'Br‸ien.\n\n![O’Brien](a.png)\n\nThe O'Brien-led group.",
            "Ann Lee",
            "Left as they were, because they may name somebody else: lines 2, 6, 8.",
        ),
    ];
    for (marked, name, message) in cases {
        let article = article(marked);
        client.opened(URI, "markdown", &article.text);
        client.at_with("rename", URI, &article.carets[0], json!({ "newName": name }));
        let shown = client.wait("a message for the user", |m| m["method"] == "window/showMessage");
        assert_eq!(shown["params"]["message"], message, "{marked}");
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    }
}

#[test]
fn the_name_of_another_speaker_is_refused() {
    let mut client = Client::rich();
    let article = article("“No,” said Ann L‸ee. “Yes,” said Bob Ray.");
    client.opened(URI, "markdown", &article.text);
    for name in ["Bob Ray", "bob RAY"] {
        let message = client.refused("rename", URI, &article.carets[0], json!({ "newName": name }));
        assert!(message.starts_with("Bob Ray speaks in this article already."), "{message}");
    }
}

#[test]
fn nothing_is_told_where_nothing_is_left() {
    let mut client = Client::rich();
    let article = article("“No,” said Ann Lin‸dqvist (D-Mo.). “Yes,” Lindqvist said.");
    client.opened(URI, "markdown", &article.text);
    renamed(&mut client, &article, "Ann Lund");
    // An answer to something else comes behind what was shown.
    client.hover(URI, 0, 0);
    assert!(!client.inbox.iter().any(|m| m["method"] == "window/showMessage"), "{:?}", client.inbox);
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
