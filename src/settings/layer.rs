use std::path::Path;

use serde_json::{Map, Value};
use toml::de::{DeTable, DeValue};

use super::config::Config;
use super::glob;
use super::problem::{Place, Problem};
use super::schema::{FILE_ONLY, camel, choices, object, schema};
use crate::rules;
use crate::text::Span;

/// Settings as they are written in one place: those that can be used, and what is wrong with the others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layer {
    settings: Map<String, Value>,
    /// What cannot be used, in the order of the file.
    pub problems: Vec<Problem>,
}

/// What an editor has the settings under.
const SECTION: &str = "whosaid";

/// What stands beside the settings of the server in an editor and is the extension's own.
const OF_EXTENSIONS: [&str; 4] = ["server", "trace", "client", "view"];

impl Layer {
    /// Reads the text of a `whosaid.toml`. `path` is named in its problems.
    pub fn toml(text: &str, path: &Path) -> Self {
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut reader = Reader::default();
        let settings = reader.read(&Node::table(table.get_ref(), table.span().into()), schema(), "");
        if !errors.is_empty() {
            // What a broken line leaves behind looks like other mistakes.
            reader.problems.clear();
        }
        for error in errors {
            let at = error.span().map_or(Span::default(), Into::into);
            let message = if no_value(text, at) { "a value is missing" } else { error.message() };
            reader.problems.push((at, format!("This is not TOML: {message}.")));
        }
        reader.problems.sort_by_key(|&(span, _)| span);
        let place = |span| Some(Place::new(text, span));
        let problems = reader.problems.into_iter();
        Self::checked(
            settings,
            problems.map(|(span, message)| Problem { path: Some(path.to_owned()), place: place(span), message }),
        )
    }

    /// Reads what an editor has under `whosaid`. Keys are written as in `whosaid.toml` or in camel case.
    pub fn editor(settings: &Value) -> Self {
        let mut reader = Reader { editor: true, ..Reader::default() };
        let node = Node::json(settings);
        let settings = reader.read(&node, schema(), "");
        let problems = reader.problems.into_iter();
        Self::checked(settings, problems.map(|(_, message)| Problem { path: None, place: None, message }))
    }

    /// A layer without settings.
    pub(super) fn unusable(problem: Problem) -> Self {
        Self { settings: Map::new(), problems: vec![problem] }
    }

    fn checked(settings: Option<Value>, problems: impl Iterator<Item = Problem>) -> Self {
        let mut problems: Vec<Problem> = problems.collect();
        let mut settings = match settings {
            Some(Value::Object(settings)) => settings,
            _ => Map::new(),
        };
        // The schema is made from the type, so that this holds; were it not to, the user must hear of it.
        if let Err(error) = serde_json::from_value::<Config>(Value::Object(settings.clone())) {
            settings.clear();
            problems.push(Problem { path: None, place: None, message: format!("The settings are not used: {error}.") });
        }
        Self { settings, problems }
    }
}

/// Puts two layers together; see [`Settings::merge`](super::Settings::merge).
pub(super) fn merge(file: Option<&Layer>, editor: Option<&Layer>) -> Config {
    let settings = |layer: Option<&Layer>| layer.map(|l| l.settings.clone()).unwrap_or_default();
    let (mut file, mut editor) = (settings(file), settings(editor));
    let mut out = Map::new();
    for key in ["profile", "rules", "names", "boilerplate"] {
        out.extend(join(editor.remove(key), file.remove(key)).map(|v| (key.to_owned(), v)));
    }
    for (key, value) in file {
        out.extend(join(Some(value), editor.remove(&key)).map(|v| (key, v)));
    }
    out.extend(editor);
    serde_json::from_value(Value::Object(out)).unwrap_or_default()
}

/// `over` laid on `under`: tables key by key, lists one behind the other, anything else replaced. An entry of a list
/// that has the name of one laid over it goes away.
fn join(under: Option<Value>, over: Option<Value>) -> Option<Value> {
    Some(match (under, over) {
        (Some(Value::Object(mut under)), Some(Value::Object(over))) => {
            for (key, value) in over {
                let joined = join(under.remove(&key), Some(value));
                under.extend(joined.map(|v| (key, v)));
            }
            Value::Object(under)
        }
        (Some(Value::Array(under)), Some(Value::Array(mut over))) => {
            let names: Vec<Value> = over.iter().filter_map(|v| v.get("name").cloned()).collect();
            over.extend(under.into_iter().filter(|v| v.get("name").is_none_or(|n| !names.contains(n))));
            Value::Array(over)
        }
        (under, over) => over.or(under)?,
    })
}

/// A value with its place in the file.
struct Node<'a> {
    span: Span,
    value: Tree<'a>,
}

enum Tree<'a> {
    /// A key, its place, its value.
    Table(Vec<(&'a str, Span, Node<'a>)>),
    List(Vec<Node<'a>>),
    /// A value without parts; `None` is one that JSON does not have (a date, a number out of bounds).
    Leaf(Option<Value>),
}

impl<'a> Node<'a> {
    fn table(table: &'a DeTable<'_>, span: Span) -> Self {
        let entry = |(key, value): (&'a toml::Spanned<_>, &'a toml::Spanned<DeValue<'_>>)| {
            let key: &'a toml::Spanned<std::borrow::Cow<'_, str>> = key;
            (key.get_ref().as_ref(), Span::from(key.span()), Self::toml(value.get_ref(), value.span().into()))
        };
        Self { span, value: Tree::Table(table.iter().map(entry).collect()) }
    }

    fn toml(value: &'a DeValue<'_>, span: Span) -> Self {
        let value = match value {
            DeValue::Table(table) => return Self::table(table, span),
            DeValue::Array(list) => Tree::List(list.iter().map(|v| Self::toml(v.get_ref(), v.span().into())).collect()),
            DeValue::String(s) => Tree::Leaf(Some(s.as_ref().into())),
            DeValue::Boolean(b) => Tree::Leaf(Some((*b).into())),
            DeValue::Integer(i) => Tree::Leaf(i64::from_str_radix(i.as_str(), i.radix()).ok().map(Into::into)),
            DeValue::Float(f) => Tree::Leaf(f.as_str().parse::<f64>().ok().map(Into::into)),
            DeValue::Datetime(_) => Tree::Leaf(None),
        };
        Self { span, value }
    }

    fn json(value: &'a Value) -> Self {
        let value = match value {
            Value::Object(map) => {
                Tree::Table(map.iter().map(|(k, v)| (k.as_str(), Span::default(), Self::json(v))).collect())
            }
            Value::Array(list) => Tree::List(list.iter().map(Self::json).collect()),
            leaf => Tree::Leaf(Some(leaf.clone())),
        };
        Self { span: Span::default(), value }
    }
}

/// Reads a tree by the schema: what fits is kept, what does not is a problem.
#[derive(Default)]
struct Reader {
    editor: bool,
    problems: Vec<(Span, String)>,
}

impl Reader {
    fn problem(&mut self, span: Span, message: String) -> Option<Value> {
        self.problems.push((span, message));
        None
    }

    /// What TOML, or the JSON of an editor, calls a table and a list.
    const fn words(&self) -> (&'static str, &'static str) {
        if self.editor { ("an object", "an array") } else { ("a table", "a list") }
    }

    fn written(&self, value: &Tree<'_>) -> String {
        let (table, list) = self.words();
        match value {
            Tree::Table(_) => table.to_owned(),
            Tree::List(_) => list.to_owned(),
            Tree::Leaf(Some(value)) => value.to_string(),
            Tree::Leaf(None) => "this".to_owned(),
        }
    }

    /// A key as it is written where the settings stand: `max-length`, in an editor `maxLength`. Rules are as they are.
    fn key(&self, key: &str) -> String {
        if self.editor && rules::rule(key).is_none() { camel(key) } else { key.to_owned() }
    }

    /// A key behind those that lead to it, as people find it: an editor has all of whosaid's under one.
    fn full(&self, path: &str, key: &str) -> String {
        let key = self.key(key);
        match path {
            "" if self.editor => format!("{SECTION}.{key}"),
            "" => key,
            path => format!("{path}.{key}"),
        }
    }

    /// `path` names the setting, as `hints.max-length`; empty at the root.
    fn read(&mut self, node: &Node<'_>, schema: &Value, path: &str) -> Option<Value> {
        let choices = choices(schema);
        let kind = if choices.is_empty() { schema["type"].as_str().unwrap_or_default() } else { "choice" };
        match (kind, &node.value) {
            // An editor sends null for what is not set.
            (_, Tree::Leaf(Some(Value::Null))) if self.editor => None,
            ("object", Tree::Table(entries)) => self.table(entries, node.span, schema, path),
            ("array", Tree::List(list)) => {
                let item = |(i, node): (usize, &Node<'_>)| self.read(node, &schema["items"], &format!("{path}[{i}]"));
                Some(list.iter().enumerate().filter_map(item).collect())
            }
            ("string", Tree::Leaf(Some(Value::String(text)))) => match glob::matcher(text) {
                Err(error) if schema["format"] == "glob" => {
                    self.problem(node.span, format!("`{path}` is not a valid path pattern: {error}."))
                }
                _ => Some(text.as_str().into()),
            },
            ("boolean", Tree::Leaf(Some(value @ Value::Bool(_)))) => Some(value.clone()),
            ("integer", Tree::Leaf(Some(Value::Number(number)))) => self.integer(number, node.span, schema, path),
            ("choice", Tree::Leaf(Some(Value::String(word)))) => {
                if choices.iter().any(|c| c.0 == word) {
                    return Some(word.as_str().into());
                }
                let words: Vec<&str> = choices.iter().map(|c| c.0).collect();
                let mut message = format!("`{path}` cannot be \"{word}\". It is one of {}.", listed(&words));
                if let Some(nearest) = rules::nearest_of(word, words.iter().copied()) {
                    message.push_str(&format!(" Did you mean \"{nearest}\"?"));
                }
                self.problem(node.span, message)
            }
            _ => {
                let (table, list) = self.words();
                let wanted = match kind {
                    "object" if path.is_empty() => format!("The settings are {table}"),
                    "object" => format!("`{path}` is {table}"),
                    "array" => format!("`{path}` is {list}"),
                    "string" if self.editor => format!("`{path}` is a string"),
                    "string" => format!("`{path}` is a text in quotation marks"),
                    "boolean" => format!("`{path}` is true or false"),
                    "choice" => {
                        format!("`{path}` is one of {}", listed(&choices.iter().map(|c| c.0).collect::<Vec<_>>()))
                    }
                    _ => format!("`{path}` is a whole number"),
                };
                self.problem(node.span, format!("{wanted}, not {}.", self.written(&node.value)))
            }
        }
    }

    fn table(&mut self, entries: &[(&str, Span, Node<'_>)], span: Span, schema: &Value, path: &str) -> Option<Value> {
        let mut out = Map::new();
        for (key, at, node) in entries {
            let kebab = kebab(key);
            let name = if self.editor && schema["properties"].get(*key).is_none() { &kebab } else { *key };
            match schema["properties"].get(name) {
                Some(_) if self.editor && path.is_empty() && FILE_ONLY.contains(&name) => {
                    let name = self.full(path, name);
                    self.problem(
                        *at,
                        format!("`{name}` can only be set in whosaid.toml, beside the paths it speaks of."),
                    );
                }
                Some(property) => {
                    let value = self.read(node, property, &self.full(path, name));
                    out.extend(value.map(|v| (name.to_owned(), v)));
                }
                None if self.editor && path.is_empty() && OF_EXTENSIONS.contains(key) => {}
                None => {
                    let known = object(schema, "properties").map(|(k, _)| k.as_str());
                    let known = known.filter(|k| !(self.editor && path.is_empty() && FILE_ONLY.contains(k)));
                    let known: Vec<String> = known.map(|k| self.key(k)).collect();
                    let known: Vec<&str> = known.iter().map(String::as_str).collect();
                    let message =
                        if path.ends_with("rules") { unknown_rule(key) } else { unknown_key(key, &known, path) };
                    self.problem(*at, message);
                }
            }
        }
        for key in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !out.contains_key(key) {
                if !entries.iter().any(|e| e.0 == key) {
                    self.problem(span, format!("`{path}` has no `{}`.", self.key(key)));
                }
                return None;
            }
        }
        Some(Value::Object(out))
    }

    fn integer(&mut self, number: &serde_json::Number, span: Span, schema: &Value, path: &str) -> Option<Value> {
        let least = schema["minimum"].as_i64().unwrap_or(0);
        let most = schema["maximum"].as_i64().unwrap_or(i64::MAX);
        // JSON does not tell 40 from 40.0.
        let whole = number.as_i64().or_else(|| {
            let float = number.as_f64().filter(|f| self.editor && f.fract() == 0.0 && f.abs() < 9e15)?;
            Some(float as i64)
        });
        match whole {
            Some(value) if (least..=most).contains(&value) => Some(value.into()),
            Some(value) if value < least => self.problem(span, format!("`{path}` is at least {least}, not {value}.")),
            Some(value) => self.problem(span, format!("`{path}` is at most {most}, not {value}.")),
            None => self.problem(span, format!("`{path}` is a whole number, not {number}.")),
        }
    }
}

/// Whether an error of the parser is that nothing stands behind a `=`, which it takes for a text without marks.
fn no_value(text: &str, at: Span) -> bool {
    let (Some(before), Some(behind)) = (text.get(..at.start()), text.get(at.start()..)) else { return false };
    let behind = behind.lines().next().unwrap_or_default().trim_start();
    before.trim_end_matches([' ', '\t']).ends_with('=') && (behind.is_empty() || behind.starts_with('#'))
}

/// What a reader reads about a code that no rule has.
pub(super) fn unknown_rule(code: &str) -> String {
    let hint = match rules::nearest(code) {
        Some(nearest) => format!("Did you mean `{nearest}`?"),
        None => "`whosaid rules` lists them.".to_owned(),
    };
    format!("There is no rule `{code}`. {hint}")
}

fn unknown_key(key: &str, known: &[&str], path: &str) -> String {
    let place = if path.is_empty() { String::new() } else { format!(" in `{path}`") };
    match rules::nearest_of(key, known.iter().copied()) {
        Some(nearest) => format!("There is no setting `{key}`{place}. Did you mean `{nearest}`?"),
        None => format!("There is no setting `{key}`{place}. There are {}.", listed(known)),
    }
}

/// `a, b and c`.
fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// `maxLength` as `max-length`.
fn kebab(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    for c in key.chars() {
        if c.is_uppercase() {
            out.push('-');
            out.extend(c.to_lowercase());
        } else {
            out.push(c);
        }
    }
    out
}
