#![no_main]

use whosaid::Format;

libfuzzer_sys::fuzz_target!(|text: &str| whosaid_fuzz::read(text, Format::Html));
