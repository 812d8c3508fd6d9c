//! Rename: what is refused, and what is left and told.

use serde_json::json;

use crate::article::article;
use crate::client::Client;
use crate::rename::{URI, renamed};

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
        (
            "In a joint call, Mr. Rufus Kane a‸nd Mr. Viktor Schott said the talks were over.",
            "“Rufus Kane and Mr. Viktor Schott” are several.",
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
fn what_the_article_has_beside_the_name_is_refused_with_a_reason() {
    let mut client = Client::rich();
    let person = "Ann L‸ee, a backbencher, said no. “No,” Lee said.";
    let body = "The Lighthouse Tr‸ust said yes. “Yes,” said a spokesman for the Lighthouse Trust.";
    let letters = |l: &str| format!("Leave out “{l}”: letters behind a name in the article stay as they are.");
    let article_of = |a: &str| format!("Leave out “{a}”: where the article has its own before the name, it stays.");
    for (marked, name, reason) in [
        (person, "Ann Ray MP", letters("MP")),
        (person, "Ann Ray, QC", letters("QC")),
        (person, "Ann Ray OBE, M.D.", letters("OBE, M.D.")),
        (person, "Ray PhD", letters("PhD")),
        (person, "Ann Ray, MBA, FRSA", letters("MBA, FRSA")),
        (person, "the Ann Ray", article_of("the")),
        (body, "the Coast Trust", article_of("the")),
        (body, "The Coast Trust", article_of("The")),
    ] {
        let article = article(marked);
        client.opened(URI, "markdown", &article.text);
        let message = client.refused("rename", URI, &article.carets[0], json!({ "newName": name }));
        assert_eq!(message, reason, "{name:?}");
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    }
    let article = article(body);
    client.opened(URI, "markdown", &article.text);
    assert!(renamed(&mut client, &article, "Harbour SC").starts_with("The Harbour SC said yes."));
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
        (
            "Barlow & C‸o. said yes. “No,” said a spokesman for Barlow & Co.\n\nBarlow’s plan: “We go,” Barlow said.",
            "Pear Works",
            "Left as it was, because it may name somebody else: line 3.",
        ),
        (
            "Ann Lee-S‸mith said no. “No,” Lee-Smith said. See #AnnLee-Smith.",
            "Bea Ray",
            "Left as it was, because it may name somebody else: line 1.",
        ),
        (
            "---\ntitle: 'Ann Lee says no'\n---\n“No,” said Ann L‸ee.",
            "Ann O'Neil",
            "Left, because the new name’s apostrophe would end the quotation marks: line 2.",
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
