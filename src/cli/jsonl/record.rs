use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{Bad, Id};
use crate::text::Format;

/// An article of the input: `{"id","text","format"?}`. Other keys are left alone.
pub(in crate::cli) struct Record {
    pub(in crate::cli) id: Id,
    pub(in crate::cli) text: String,
    pub(in crate::cli) format: Format,
}

impl Record {
    /// Reads a line. What is wrong with it carries the id where that was found.
    pub(in crate::cli) fn parse(line: &[u8]) -> Result<Self, Bad> {
        let mut fields = Fields::default();
        let mut json = serde_json::Deserializer::from_slice(line);
        let read = (&mut fields).deserialize(&mut json).and_then(|()| json.end());
        let bad = |error: String, id: Option<Id>| Bad { id: id.unwrap_or_default(), error };
        if let Err(e) = read {
            // A wrong value may stand before the id.
            let whole = || {
                let fields: BTreeMap<String, Box<RawValue>> = serde_json::from_slice(line).ok()?;
                serde_json::from_str(fields.get("id")?.get()).ok()
            };
            return Err(bad(explain(&e, line), fields.id.or_else(whole)));
        }
        let Fields { id, text, format } = fields;
        let id = match id {
            Some(id) if id.is_valid() => id,
            Some(other) => return Err(bad("`id` must be a string or a number".into(), Some(other))),
            None => return Err(bad("`id` is missing".into(), None)),
        };
        let Some(text) = text else { return Err(bad("`text` is missing".into(), Some(id))) };
        let format = match format.as_deref() {
            None | Some("plain" | "plaintext" | "text" | "txt") => Format::Plain,
            Some("markdown" | "md") => Format::Markdown,
            Some("html" | "xhtml" | "htm") => Format::Html,
            Some(other) => {
                let error = format!("`format` is {other:?}; \"plain\", \"markdown\" and \"html\" are known");
                return Err(bad(error, Some(id)));
            }
        };
        Ok(Self { id, text, format })
    }
}

/// What the parser says of a line in plain words, with the column in characters in front; it knows one line only.
fn explain(error: &serde_json::Error, line: &[u8]) -> String {
    let said = error.to_string();
    let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(m, _)| m);
    let mut at = error.column().saturating_sub(1).min(line.len());
    let message = if error.is_eof() {
        "the line ends before the JSON does".to_owned()
    } else if matches!(said, "expected ident" | "expected value") {
        // The place is in the middle of a word that is none of JSON's.
        while at > 0 && line[at - 1].is_ascii_alphanumeric() {
            at -= 1;
        }
        "this is not JSON".to_owned()
    } else if said.ends_with("hex escape") {
        // Programs whose strings are UTF-16 cut an emoji in two.
        "this escape is half a character, and no text".to_owned()
    } else if let Some((found, wanted)) = said.strip_prefix("invalid type: ").and_then(|s| s.split_once(", expected "))
    {
        let found = match found {
            "sequence" => "a list",
            "map" => "an object",
            // "integer `3`"
            other => other.split_once(' ').map_or(other, |(_, value)| value),
        };
        format!("expected {wanted}, not {found}")
    } else {
        said.to_owned()
    };
    let column = String::from_utf8_lossy(&line[..at]).chars().count() + 1;
    format!("column {column}: {message}")
}

/// What was read so far: the id of a line that breaks off is worth having.
#[derive(Default)]
struct Fields {
    id: Option<Id>,
    text: Option<String>,
    format: Option<String>,
}

impl<'de> DeserializeSeed<'de> for &mut Fields {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut Fields {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `id` and `text`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Cow<'_, str>>()? {
            match key.as_ref() {
                "id" => self.id = Some(map.next_value()?),
                "text" => self.text = Some(map.next_value()?),
                "format" => self.format = map.next_value()?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_bad_line_keeps_its_id_and_says_why() {
        for (line, id, why) in [
            (r#"{"id": "a", "text": "#, json!("a"), "column 20"),
            (r#"{"id": "a"}"#, json!("a"), "`text` is missing"),
            (r#"{"text": "x"}"#, json!(null), "`id` is missing"),
            (r#"{"id": [1], "text": "x"}"#, json!([1]), "string or a number"),
            (r#"{"text": 3, "id": 7}"#, json!(7), "expected a string"),
            (r#"{"id": 7, "text": null}"#, json!(7), "expected a string"),
            (r#"{"id": 7, "text": "x", "format": "rtf"}"#, json!(7), "rtf"),
            (r#"{"id": 7, "text": "x"} 1"#, json!(7), "trailing"),
            (r#"["a", "b"]"#, json!(null), "an object with `id` and `text`"),
            ("no JSON", json!(null), "column 1: this is not JSON"),
            (r#"{"id": "é", "text": nope}"#, json!("é"), "column 21: this is not JSON"),
            ("[]", json!(null), "column 1: expected an object"),
            (r#"{"id": 7, "text": "cut \ud83d off"}"#, json!(7), "half a character"),
            (r#"{"id": 7, "text": "cut\ude00"}"#, json!(7), "half a character"),
            (r#"{"text": [], "id": 7}"#, json!(7), "expected a string, not a list"),
        ] {
            let bad = Record::parse(line.as_bytes()).err().unwrap_or_else(|| panic!("{line} was taken"));
            assert_eq!(bad.id.to_string(), id.to_string(), "{line}");
            assert!(bad.error.contains(why), "{line}: {}", bad.error);
        }
        let bad = Record::parse(b"{\"id\": 1, \"text\": \"\xff\"}").err().expect("no UTF-8");
        assert_eq!(bad.id.to_string(), "1", "{}", bad.error);
    }

    #[test]
    fn other_keys_are_left_alone() {
        let record = Record::parse(br#"{"quotes": [{"a": []}], "id": "x", "format": null, "text": "y\n"}"#);
        let record = record.ok().expect("a record");
        assert_eq!((record.id.words().as_str(), record.text.as_str(), record.format), ("x", "y\n", Format::Plain));
    }
}
