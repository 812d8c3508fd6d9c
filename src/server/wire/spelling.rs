//! Names of documents as the client spells them. A name that is read is put into one form (`ä` as `%C3%A4`), and a client
//! that compares names as they are written would not know its own again.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use tower_lsp::lsp_types::Url;

/// The names that the client spells in another way than we do.
#[derive(Default)]
pub(in crate::server) struct Spellings {
    /// As JSON, ours and theirs.
    known: Mutex<HashMap<Vec<u8>, Vec<u8>>>,
    /// Most clients have none.
    any: AtomicBool,
}

impl Spellings {
    /// Keeps how the client spells a name.
    pub(in crate::server) fn keep(&self, uri: &Url, theirs: &str) {
        let quoted = |name: &str| Value::from(name).to_string().into_bytes();
        if uri.as_str() == theirs {
            if self.any.load(Ordering::SeqCst) {
                self.lock().remove(&quoted(theirs));
            }
            return;
        }
        self.lock().insert(quoted(uri.as_str()), quoted(theirs));
        self.any.store(true, Ordering::SeqCst);
    }

    /// A message with the names as the client spells them. A string of JSON is whole between quotation marks, so that
    /// nothing else is taken for a name. One pass, however many names there are.
    pub(in crate::server) fn restore(&self, message: Vec<u8>) -> Vec<u8> {
        if !self.any.load(Ordering::SeqCst) {
            return message;
        }
        let known = self.lock();
        let (mut out, mut end) = (Vec::new(), 0);
        for string in strings(&message) {
            if let Some(theirs) = known.get(&message[string.clone()]) {
                out.extend_from_slice(&message[end..string.start]);
                out.extend_from_slice(theirs);
                end = string.end;
            }
        }
        if end == 0 {
            return message;
        }
        out.extend_from_slice(&message[end..]);
        out
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Vec<u8>, Vec<u8>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where the strings of a JSON text are, with their quotation marks.
fn strings(json: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + memchr::memchr(b'"', json.get(from..)?)?;
        let mut end = start + 1;
        loop {
            end += memchr::memchr2(b'"', b'\\', json.get(end..)?)?;
            match json[end] {
                b'"' => break,
                _ => end += 2,
            }
        }
        from = end + 1;
        Some(start..from)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_names_are_spelled_as_the_client_does() {
        let spellings = Spellings::default();
        let uri = Url::parse("file:///tmp/ä.md").expect("a name");
        let message =
            br#"{"uri":"file:///tmp/%C3%A4.md","text":"\"file:///tmp/%C3%A4.md\"","x":"file:///tmp/%C3%A4.md#a"}"#;
        assert_eq!(spellings.restore(message.to_vec()), message);
        spellings.keep(&uri, "file:///tmp/ä.md");
        let wanted = r#"{"uri":"file:///tmp/ä.md","text":"\"file:///tmp/%C3%A4.md\"","x":"file:///tmp/%C3%A4.md#a"}"#;
        assert_eq!(String::from_utf8_lossy(&spellings.restore(message.to_vec())), wanted);
        assert_eq!(spellings.restore(br#"{"x":"cut \\"file:///"#.to_vec()), br#"{"x":"cut \\"file:///"#);
        spellings.keep(&uri, uri.as_str());
        assert_eq!(spellings.restore(message.to_vec()), message);
    }
}
