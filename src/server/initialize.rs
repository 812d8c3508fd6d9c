//! The parameters of `initialize`: what cannot be read in them is left out, and the rest holds.
//!
//! The protocol grows, and so do its clients: a value that lsp-types does not know would cost the user the whole server.

use serde::Deserialize;
use serde_json::{Map, Value, json};
use tower_lsp::jsonrpc::Request;
use tower_lsp::lsp_types::InitializeParams;

/// The request without what cannot be read, and the names of that.
pub(super) fn readable(request: Request) -> (Request, Vec<String>) {
    let (method, id, params) = request.into_parts();
    let mut lost = Vec::new();
    let params = params.map(|params| match params {
        Value::Object(_) => keep(params, "", &reads, &mut lost).map_or_else(|| json!({}), complete),
        other => other,
    });
    let mut request = Request::build(method);
    if let Some(id) = id {
        request = request.id(id);
    }
    if let Some(params) = params {
        request = request.params(params);
    }
    (request.finish(), lost)
}

fn reads(params: Value) -> bool {
    InitializeParams::deserialize(complete(params)).is_ok()
}

/// The parameters with the only one that must be there.
fn complete(mut params: Value) -> Value {
    if let Some(params) = params.as_object_mut() {
        params.entry("capabilities").or_insert_with(|| json!({}));
    }
    params
}

/// What is left of a value when the smallest parts of it that cannot be read are taken out, if anything. `reads` tells
/// whether a value can stand in its place.
fn keep(value: Value, name: &str, reads: &dyn Fn(Value) -> bool, lost: &mut Vec<String>) -> Option<Value> {
    if reads(value.clone()) {
        return Some(value);
    }
    let inside = |key: &str| if name.is_empty() { key.to_owned() } else { format!("{name}.{key}") };
    match value {
        Value::Object(map) if reads(json!({})) => {
            let each = map.into_iter().filter_map(|(key, value)| {
                let value = keep(value, &inside(&key), &|v| reads(object(&Map::new(), &key, Some(v))), lost)?;
                Some((key, value))
            });
            Some(each.collect())
        }
        Value::Array(list) if reads(json!([])) => {
            let each = list.into_iter().enumerate();
            let each = each.filter_map(|(n, value)| keep(value, &inside(&n.to_string()), &|v| reads(json!([v])), lost));
            Some(each.collect())
        }
        // Some keys must be there: it is well with all of them, but for what is inside one.
        Value::Object(map) => {
            let found = map.iter().find_map(|(key, value)| {
                let mut inner = Vec::new();
                let kept = keep(value.clone(), &inside(key), &|v| reads(object(&map, key, Some(v))), &mut inner);
                let whole = object(&map, key, kept);
                reads(whole.clone()).then_some((whole, inner))
            });
            let Some((whole, inner)) = found else {
                lost.push(name.to_owned());
                return None;
            };
            lost.extend(inner);
            Some(whole)
        }
        _ => {
            lost.push(name.to_owned());
            None
        }
    }
}

/// An object with another value at a key, or without it.
fn object(map: &Map<String, Value>, key: &str, value: Option<Value>) -> Value {
    let mut map = map.clone();
    match value {
        Some(value) => map.insert(key.to_owned(), value),
        None => map.remove(key),
    };
    Value::Object(map)
}
