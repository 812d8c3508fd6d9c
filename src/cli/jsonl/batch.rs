use std::io::{self, Read};

use super::{Bad, Id};

/// How many bytes are asked for at once.
const READ: usize = 256 * 1024;

/// The longest line that is read, in bytes: memory stays bounded on a stream that never breaks a line.
const LONGEST: usize = 256 * 1024 * 1024;

/// Whole lines of the input.
pub(super) struct Batch {
    /// The number of the first line, from 1.
    first: usize,
    bytes: Vec<u8>,
    /// Stands for one line that is longer than [`LONGEST`].
    too_long: bool,
}

impl Batch {
    /// The number of bytes.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Its lines that are not empty, each with its number.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, Result<&[u8], Bad>)> {
        let too_long = self.too_long.then(|| {
            let error = format!("longer than {} MiB", LONGEST >> 20);
            (self.first, Err(Bad { id: Id::default(), error }))
        });
        let lines =
            self.bytes.split(|&b| b == b'\n').zip(self.first..).map(|(line, number)| (number, line.trim_ascii_end()));
        too_long.into_iter().chain(lines.filter(|(_, line)| !line.is_empty()).map(|(n, line)| (n, Ok(line))))
    }
}

/// Cuts a stream into batches of whole lines. A batch holds what was there to read and never waits for more, so that a
/// program that writes one line and waits for its answer gets it.
pub(super) struct Batches<R> {
    input: R,
    /// The start of a line whose end was not read yet.
    rest: Vec<u8>,
    line: usize,
    ended: bool,
}

impl<R: Read> Batches<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, rest: Vec::new(), line: 1, ended: false }
    }

    /// Reads on behind `rest`; the number of new bytes, 0 at the end.
    fn read(&mut self) -> io::Result<usize> {
        let known = self.rest.len();
        self.rest.resize(known + READ, 0);
        let read = loop {
            match self.input.read(&mut self.rest[known..]) {
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        self.rest.truncate(known + read.as_ref().map_or(0, |&n| n));
        read
    }

    /// Hands out `bytes` and counts their lines.
    fn batch(&mut self, bytes: Vec<u8>) -> Batch {
        let first = self.line;
        self.line += memchr::memchr_iter(b'\n', &bytes).count();
        // Some editors and databases write a byte order mark.
        let bom = first == 1 && bytes.starts_with(b"\xef\xbb\xbf");
        let bytes = if bom { bytes[3..].to_vec() } else { bytes };
        Batch { first, bytes, too_long: false }
    }

    /// Leaves out a line that is too long, up to its end.
    fn skip(&mut self) -> io::Result<Batch> {
        loop {
            self.rest.clear();
            let read = self.read()?;
            if let Some(end) = memchr::memchr(b'\n', &self.rest) {
                self.rest.drain(..=end);
                break;
            }
            if read == 0 {
                self.ended = true;
                break;
            }
        }
        let first = self.line;
        self.line += 1;
        Ok(Batch { first, bytes: Vec::new(), too_long: true })
    }

    fn advance(&mut self) -> io::Result<Option<Batch>> {
        let mut searched = 0;
        while !self.ended {
            if let Some(end) = memchr::memrchr(b'\n', &self.rest[searched..]) {
                let tail = self.rest[searched + end + 1..].to_vec();
                let mut bytes = std::mem::replace(&mut self.rest, tail);
                bytes.truncate(searched + end + 1);
                return Ok(Some(self.batch(bytes)));
            }
            searched = self.rest.len();
            if searched > LONGEST {
                return self.skip().map(Some);
            }
            self.ended = self.read()? == 0;
        }
        let bytes = std::mem::take(&mut self.rest);
        Ok((!bytes.is_empty()).then(|| self.batch(bytes)))
    }
}

impl<R: Read> Iterator for Batches<R> {
    type Item = io::Result<Batch>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.advance();
        if next.is_err() {
            self.ended = true;
            self.rest.clear();
        }
        next.transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives at most `step` bytes at a time.
    struct Drip<'a>(&'a [u8], usize);

    impl Read for Drip<'_> {
        fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
            let n = self.1.min(self.0.len()).min(buf.len());
            buf[..n].copy_from_slice(&self.0[..n]);
            self.0 = &self.0[n..];
            Ok(n)
        }
    }

    #[test]
    fn lines_are_the_same_however_they_arrive() {
        let text = b"\xef\xbb\xbfone\r\n\n  \ntwo\nthree is longer\nfour";
        for step in 1..text.len() + 1 {
            let mut seen = Vec::new();
            for batch in Batches::new(Drip(text, step)) {
                for (number, line) in batch.unwrap().lines() {
                    seen.push((number, String::from_utf8(line.ok().unwrap().to_vec()).unwrap()));
                }
            }
            let expected =
                [(1, "one"), (4, "two"), (5, "three is longer"), (6, "four")].map(|(n, l)| (n, l.to_owned()));
            assert_eq!(seen, expected, "{step} bytes at a time");
        }
    }

    #[test]
    fn a_line_comes_out_before_the_next_is_written() {
        let mut batches = Batches::new(Drip(b"one\ntwo\n", 4));
        let first = batches.next().unwrap().unwrap();
        assert_eq!(first.bytes, b"one\n");
        assert_eq!(batches.input.0, b"two\n");
    }
}
