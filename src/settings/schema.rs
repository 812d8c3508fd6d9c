use std::sync::LazyLock;

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::config::Config;
use crate::rules::{Profile, RULES, Rule};

/// What only a `whosaid.toml` can say, since it speaks of the paths beside it.
pub(super) const FILE_ONLY: [&str; 1] = ["overrides"];

/// The JSON Schema of `whosaid.toml`, and of what stands under `whosaid` in an editor.
pub fn schema() -> &'static Value {
    static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
        let settings = SchemaSettings::draft07().with(|s| s.inline_subschemas = true);
        let mut schema = settings.into_generator().into_root_schema_for::<Config>().to_value();
        for place in ["/properties/rules", "/properties/overrides/items/properties/rules"] {
            name_rules(schema.pointer_mut(place));
        }
        schema
    });
    &SCHEMA
}

/// Puts every rule by name where any would be allowed.
fn name_rules(place: Option<&mut Value>) {
    if let Some(rules) = place.and_then(Value::as_object_mut)
        && let Some(level) = rules.remove("additionalProperties")
    {
        let rule = |rule: &&Rule| {
            let mut level = level.clone();
            level["description"] = json!(description(rule));
            (rule.code.to_owned(), level)
        };
        rules.insert("properties".into(), RULES.iter().map(rule).collect::<Map<_, _>>().into());
        rules.insert("additionalProperties".into(), false.into());
    }
}

/// What a rule does, with what it does when nothing is set.
fn description(rule: &Rule) -> String {
    let when = match rule.profile {
        Profile::Quiet => "in every profile",
        Profile::Default => "in the profiles default and strict",
        Profile::Strict => "in the profile strict",
    };
    format!("{} Shown as {} {when}.", rule.title, article(rule.severity.name()))
}

fn article(severity: &str) -> String {
    match severity {
        "information" => severity.to_owned(),
        "error" => format!("an {severity}"),
        _ => format!("a {severity}"),
    }
}

/// The settings as Visual Studio Code declares them: the `properties` of `contributes.configuration`, each named
/// `whosaid.…` in camel case. Settings that only an extension reads (`whosaid.server.path`) are the extension's to add.
pub fn editor_properties() -> Value {
    let mut out = Map::new();
    for (key, property) in object(schema(), "properties").filter(|(key, _)| !FILE_ONLY.contains(&key.as_str())) {
        let nested = object(property, "properties");
        if key == "rules" || nested.len() == 0 {
            out.insert(format!("whosaid.{}", camel(key)), editor_property(property));
        } else {
            for (inner, property) in nested {
                out.insert(format!("whosaid.{}.{}", camel(key), camel(inner)), editor_property(property));
            }
        }
    }
    Value::Object(out)
}

/// One setting in the words of an editor's settings page, which lists the allowed values with their descriptions.
fn editor_property(property: &Value) -> Value {
    match property {
        Value::Object(map) => {
            let mut map: Map<String, Value> =
                map.iter().filter(|(k, _)| *k != "format").map(|(k, v)| (k.clone(), editor_property(v))).collect();
            let choices = choices(property);
            if !choices.is_empty() {
                map.remove("oneOf");
                map.insert("type".into(), "string".into());
                map.insert("enum".into(), choices.iter().map(|c| c.0).collect());
                map.insert("enumDescriptions".into(), choices.iter().map(|c| c.1).collect());
            }
            map.into()
        }
        Value::Array(values) => values.iter().map(editor_property).collect(),
        other => other.clone(),
    }
}

/// The words that a schema allows, with their descriptions; none where it does not list them.
pub(super) fn choices(schema: &Value) -> Vec<(&str, &str)> {
    let one_of = schema["oneOf"].as_array().map(Vec::as_slice).unwrap_or_default();
    one_of.iter().filter_map(|c| Some((c["const"].as_str()?, c["description"].as_str().unwrap_or_default()))).collect()
}

/// The entries of an object inside a schema; none where it is absent.
pub(super) fn object<'a>(
    schema: &'a Value,
    key: &str,
) -> impl ExactSizeIterator<Item = (&'a String, &'a Value)> + use<'a> {
    static NONE: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);
    schema.get(key).and_then(Value::as_object).unwrap_or(&NONE).iter()
}

/// `max-length` as `maxLength`.
pub(super) fn camel(kebab: &str) -> String {
    let mut parts = kebab.split('-');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let mut chars = part.chars();
        out.extend(chars.next().into_iter().flat_map(char::to_uppercase).chain(chars));
    }
    out
}
