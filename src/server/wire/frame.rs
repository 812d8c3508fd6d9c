//! The frames of the base protocol: a header, an empty line, a body.
//!
//! tower-lsp's own decoder ends the connection at the first frame it cannot read. This one finds the next frame again:
//! `Content-Length: 12` cannot stand in JSON outside a string without being an error, nor inside one followed by a raw
//! line break, so wherever it stands so a new frame begins.

/// The largest body that is waited for, in bytes; a greater length is taken for a damaged header.
const MAX_BODY: usize = 1 << 30;
/// A header line longer than this is garbage of which only the end is kept.
const MAX_LINE: usize = 64 << 10;
const NAME: &[u8] = b"content-length:";

/// Cuts a stream of bytes into the bodies of its frames.
#[derive(Default)]
pub(in crate::server) struct Frames {
    buffer: Vec<u8>,
    /// Bytes of the buffer that are done with.
    start: usize,
    /// Bytes of the body that hold no header.
    scanned: usize,
    head: Head,
    body: Option<usize>,
}

#[derive(Default)]
struct Head {
    length: Option<Result<usize, ()>>,
    junk: bool,
}

/// A header that gives no body: its length is missing, no number or absurd.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::server) struct BadHeader;

impl Frames {
    /// Adds bytes as they come.
    pub(in crate::server) fn push(&mut self, bytes: &[u8]) {
        if self.start > 0 {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
        self.buffer.extend_from_slice(bytes);
    }

    /// Gives back the room of a long message, once nothing is left of it.
    pub(in crate::server) fn trim(&mut self) {
        /// So much is kept for the messages that come all the time.
        const KEPT: usize = 64 << 10;
        if self.start == self.buffer.len() && self.buffer.capacity() > KEPT {
            self.buffer = Vec::new();
            self.start = 0;
        }
    }

    /// Whether no bytes wait for more.
    pub(in crate::server) fn is_empty(&self) -> bool {
        self.start == self.buffer.len() && self.body.is_none()
    }

    /// The next body, as far as it has come. A body that another header cuts off is given as it is.
    pub(in crate::server) fn next(&mut self) -> Option<Result<Vec<u8>, BadHeader>> {
        loop {
            if let Some(length) = self.body {
                let rest = &self.buffer[self.start..];
                let there = &rest[..rest.len().min(length)];
                let end = match header_in(there, self.scanned) {
                    Header::At(at) => at,
                    _ if rest.len() >= length => length,
                    Header::PerhapsAt(at) => {
                        self.scanned = at;
                        return None;
                    }
                };
                let body = there[..end].to_vec();
                self.start += end;
                self.scanned = 0;
                self.body = None;
                return Some(Ok(body));
            }
            let rest = &self.buffer[self.start..];
            let Some(end) = memchr::memchr(b'\n', rest) else {
                if rest.len() > MAX_LINE {
                    self.start = self.buffer.len() - NAME.len() * 2;
                    self.head.junk = true;
                }
                return None;
            };
            let line = rest[..end].trim_ascii_end();
            let at = find_last(line, NAME);
            if let Some(at) = at {
                let number = std::str::from_utf8(&line[at + NAME.len()..]).ok().and_then(|n| n.trim().parse().ok());
                self.head.length = Some(number.filter(|&n| n <= MAX_BODY).ok_or(()));
            } else if !line.is_empty() {
                self.head.junk = true;
            }
            let blank = line.is_empty();
            self.start += end + 1;
            if !blank {
                continue;
            }
            match std::mem::take(&mut self.head) {
                Head { length: Some(Ok(length)), .. } => self.body = Some(length),
                Head { length: None, junk: false } => {}
                _ => return Some(Err(BadHeader)),
            }
        }
    }
}

enum Header {
    At(usize),
    /// Nowhere before this place; there it may begin, once more has come.
    PerhapsAt(usize),
}

/// Finds `Content-Length: <digits>` and a line break in a body.
fn header_in(body: &[u8], from: usize) -> Header {
    let mut from = from.min(body.len());
    while let Some(at) = memchr::memmem::find(&body[from..], b"Content-Length:") {
        let at = from + at;
        let after = &body[at + NAME.len()..];
        let rest = after.trim_ascii_start();
        let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        match rest.get(digits) {
            Some(b'\r' | b'\n') if digits > 0 => return Header::At(at),
            None => return Header::PerhapsAt(at),
            _ => from = at + NAME.len(),
        }
    }
    Header::PerhapsAt(from.max(body.len().saturating_sub(NAME.len())))
}

fn find_last(line: &[u8], name: &[u8]) -> Option<usize> {
    let last = line.len().checked_sub(name.len())?;
    (0..=last).rev().find(|&i| line[i..i + name.len()].eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    /// The bodies of `stream`, given in pieces of `step` bytes; `!` is a bad header.
    fn read(stream: &str, step: usize) -> Vec<String> {
        let mut frames = Frames::default();
        let mut out = Vec::new();
        for piece in stream.as_bytes().chunks(step) {
            frames.push(piece);
            while let Some(body) = frames.next() {
                out.push(body.map_or("!".to_owned(), |b| String::from_utf8_lossy(&b).into_owned()));
            }
        }
        out
    }

    #[test]
    fn frames_are_found_again_after_damage() {
        let good = frame("{\"ok\":1}");
        let cases = [
            (good.clone(), vec!["{\"ok\":1}"]),
            (format!("{good}{good}"), vec!["{\"ok\":1}"; 2]),
            (format!("\r\n\r\n{good}"), vec!["{\"ok\":1}"]),
            (good.replace("Content-Length", "content-length"), vec!["{\"ok\":1}"]),
            (good.replace("\r\n", "\n"), vec!["{\"ok\":1}"]),
            (format!("Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n{good}"), vec!["{\"ok\":1}"]),
            (format!("Content-Length: 3\r\n\r\n{{\"short\":1}}{good}"), vec!["{\"s", "{\"ok\":1}"]),
            (format!("Content-Length: 900\r\n\r\n{{\"long\":1}}{good}"), vec!["{\"long\":1}", "{\"ok\":1}"]),
            (format!("Content-Length: x\r\n\r\n{good}"), vec!["!", "{\"ok\":1}"]),
            (format!("Content-Length: -1\r\n\r\n{good}"), vec!["!", "{\"ok\":1}"]),
            (format!("Content-Length: 99999999999999999999\r\n\r\n{good}"), vec!["!", "{\"ok\":1}"]),
            (format!("Nothing: 1\r\n\r\n{{\"no\":1}}{good}"), vec!["!", "{\"ok\":1}"]),
            (format!("garbage {good}"), vec!["{\"ok\":1}"]),
            (frame("{\"text\":\"Content-Length: 5\"}"), vec!["{\"text\":\"Content-Length: 5\"}"]),
            (frame(""), vec![""]),
        ];
        for (stream, bodies) in cases {
            for step in [1, 2, 7, 1000] {
                assert_eq!(read(&stream, step), bodies, "in pieces of {step}: {stream:?}");
            }
        }
    }

    #[test]
    fn the_room_of_a_long_message_is_given_back() {
        let long = frame(&"x".repeat(1 << 20));
        let mut frames = Frames::default();
        let (first, rest) = long.as_bytes().split_at(long.len() / 2);
        frames.push(first);
        assert!(frames.next().is_none());
        frames.trim();
        frames.push(rest);
        frames.push(b"Content-");
        assert_eq!(frames.next().map(|b| b.map(|b| b.len())), Some(Ok(1 << 20)));
        frames.trim();
        frames.push(b"Length: 2\r\n\r\n{}");
        assert_eq!(frames.next(), Some(Ok(b"{}".to_vec())), "what has come of the next message stays");
        frames.trim();
        assert!(frames.buffer.capacity() < 1 << 20);
    }

    #[test]
    fn endless_garbage_is_not_kept() {
        let mut frames = Frames::default();
        for _ in 0..64 {
            frames.push(&[b'x'; 8 << 10]);
            assert!(frames.next().is_none());
        }
        assert!(frames.buffer.len() <= MAX_LINE + (8 << 10));
        frames.push(frame("{}").as_bytes());
        assert_eq!(frames.next(), Some(Ok(b"{}".to_vec())));
    }
}
