use std::fmt;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::{RawValue, to_raw_value};

/// What a record is called, as JSON. A number is written as it was read: its digits may be more than any float has.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub(in crate::cli) struct Id(Box<RawValue>);

impl Id {
    /// Whether it is of a kind that an id may be of.
    pub(super) fn is_valid(&self) -> bool {
        self.0.get().starts_with('"') || self.is_number()
    }

    fn is_number(&self) -> bool {
        self.0.get().starts_with(|c: char| c == '-' || c.is_ascii_digit())
    }

    /// The words of a string, without its quotation marks; else the JSON.
    pub(in crate::cli) fn words(&self) -> String {
        serde_json::from_str(self.0.get()).unwrap_or_else(|_| self.to_string())
    }
}

/// None: `null`.
impl Default for Id {
    fn default() -> Self {
        Self(RawValue::NULL.to_owned())
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.get())
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = Self(Box::deserialize(deserializer)?);
        if id.is_number() {
            return Ok(id);
        }
        // What is written as `\ud800` is JSON and no text.
        let value: serde_json::Value = serde_json::from_str(id.0.get()).map_err(D::Error::custom)?;
        to_raw_value(&value).map(Self).map_err(D::Error::custom)
    }
}
