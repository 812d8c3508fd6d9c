//! `whosaid rules`, `whosaid explain` and `whosaid schema`: what the program knows about itself.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::process::ExitCode;

use serde_json::{Value, json};

use super::args::{RulesArgs, TableFormat};
use super::failure::Failure;
use super::told;
use crate::rules::{self, RULES, Rule};
use crate::settings;

/// The rule table.
pub(super) fn table(args: &RulesArgs) -> Result<ExitCode, Vec<Failure>> {
    match args.format {
        TableFormat::Text => print(&text()),
        TableFormat::Json => print(&json_text(&RULES.iter().copied().map(record).collect::<Value>())),
    }
}

/// The page of one rule.
pub(super) fn explain(code: &str) -> Result<ExitCode, Vec<Failure>> {
    let rule = rules::rule(code).ok_or_else(|| vec![Failure::unknown_rule(code)])?;
    let page = rules::page(rule);
    // The note that the file is generated is for those who edit it.
    let page = if page.starts_with("<!--") { page.split_once("-->\n").map_or(&*page, |p| p.1) } else { &page };
    print(&format!("{}\n\n{}\n", page.trim_end(), rule.href()))
}

/// The JSON Schema of `whosaid.toml`.
pub(super) fn schema() -> Result<ExitCode, Vec<Failure>> {
    print(&json_text(settings::schema()))
}

fn profile(rule: &Rule) -> Value {
    serde_json::to_value(rule.profile).unwrap_or_default()
}

fn record(rule: &Rule) -> Value {
    json!({
        "code": rule.code,
        "severity": rule.severity.name(),
        "profile": profile(rule),
        "group": rule.group.name(),
        "title": rule.title,
        "href": rule.href(),
    })
}

fn text() -> String {
    let head = ["RULE", "SEVERITY", "PROFILE", "FINDS"].map(str::to_owned);
    let mut rows = vec![head];
    for rule in RULES {
        let profile = profile(rule).as_str().unwrap_or_default().to_owned();
        rows.push([rule.code.to_owned(), rule.severity.name().to_owned(), profile, rule.title.to_owned()]);
    }
    let width = |column: usize| rows.iter().map(|r| r[column].chars().count()).max().unwrap_or(0);
    let (a, b, c) = (width(0), width(1), width(2));
    let mut out = String::new();
    for [code, severity, profile, title] in &rows {
        let _ = writeln!(out, "{code:a$}  {severity:b$}  {profile:c$}  {title}");
    }
    out.push_str("\nPROFILE is the quietest one that shows the rule: quiet, default, strict.\n");
    out
}

fn json_text(value: &Value) -> String {
    format!("{value:#}\n")
}

/// Writes to standard output.
pub(super) fn print(text: &str) -> Result<ExitCode, Vec<Failure>> {
    let mut out = io::stdout().lock();
    Ok(told(out.write_all(text.as_bytes()).and_then(|()| out.flush())))
}
