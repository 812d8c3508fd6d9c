//! Generated files are fresh. `WHOSAID_UPDATE=1 cargo test --test generated` writes them anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use whosaid::rules::{RULES, page, table};
use whosaid::settings::{editor_properties, schema};

fn files() -> BTreeMap<String, String> {
    let pages = RULES.iter().map(|r| (format!("{}.md", r.code), page(r)));
    let mut files: BTreeMap<_, _> = pages.collect();
    files.insert("README.md".to_owned(), table());
    files.insert("../whosaid.schema.json".to_owned(), format!("{:#}\n", schema()));
    if let Some(manifest) = extension() {
        files.insert("../../editors/vscode/package.json".to_owned(), manifest);
    }
    files
}

/// Settings that only the extension reads.
const OF_THE_EXTENSION: [&str; 3] = ["whosaid.server.path", "whosaid.trace.server", "whosaid.view.tintSpeakers"];

/// The extension's manifest with the settings of today; the rest of it is written by hand. A published crate has none.
fn extension() -> Option<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/vscode/package.json");
    let text = fs::read_to_string(file).ok()?;
    let mut manifest: Value = serde_json::from_str(&text).expect("editors/vscode/package.json is JSON");
    let properties = &mut manifest["contributes"]["configuration"]["properties"];
    let own = OF_THE_EXTENSION.map(|key| (key, properties[key].take()));
    *properties = editor_properties();
    for (key, property) in own {
        assert!(property.is_object(), "the extension does not declare {key}");
        properties[key] = property;
    }
    Some(format!("{manifest:#}\n"))
}

#[test]
fn generated_files_are_fresh() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    let files = files();
    if std::env::var_os("WHOSAID_UPDATE").is_some_and(|v| v == "1") {
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in &files {
            fs::write(folder.join(name), text).unwrap();
        }
        for old in fs::read_dir(&folder).unwrap().flatten() {
            if !files.contains_key(&*old.file_name().to_string_lossy()) {
                fs::remove_file(old.path()).unwrap();
            }
        }
    }
    let stale: Vec<_> = files
        .iter()
        .filter(|(name, text)| fs::read_to_string(folder.join(name)).ok().as_ref() != Some(text))
        .map(|f| f.0)
        .collect();
    assert!(stale.is_empty(), "stale in docs/rules: {stale:?}; WHOSAID_UPDATE=1 cargo test --test generated");
    for file in fs::read_dir(&folder).unwrap().flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        assert!(files.contains_key(&name), "docs/rules/{name} belongs to no rule");
    }
}

#[test]
fn editors_are_told_every_setting() {
    let properties = editor_properties();
    for key in ["profile", "rules", "names", "boilerplate.phrases", "hints.maxLength", "limits.maxFileBytes"] {
        let property = &properties[format!("whosaid.{key}")];
        assert!(
            property["description"].is_string() && property["default"] != serde_json::Value::Null,
            "{key}: {property}"
        );
    }
    let rules = properties["whosaid.rules"]["properties"].as_object().unwrap();
    assert_eq!(rules.len(), RULES.len());
    for rule in RULES {
        assert_eq!(rules[rule.code]["enum"][0], "off", "{}", rule.code);
    }
}
