//! Any settings file, any settings of an editor: problems with their places, and settings all the same.
#![no_main]

use std::path::Path;

use whosaid::settings::{Layer, Settings};
use whosaid::{Analyzer, Format};

const ARTICLE: &str = "“We won,” said Ann Lee. Sales fell by 40 percent.\n\nLeave a Reply\n";

libfuzzer_sys::fuzz_target!(|text: &str| {
    let file = Layer::toml(text, Path::new("whosaid.toml"));
    for problem in &file.problems {
        assert!(!problem.message.is_empty() && !problem.to_string().contains('\0'), "{problem} for {text:?}");
        if let Some(place) = problem.place {
            assert!(text.get(place.span.range()).is_some(), "{problem} has no place in {text:?}");
        }
    }
    let editor = serde_json::from_str(text).ok().map(|value| Layer::editor(&value));
    let settings = Settings::merge(Some(&file), editor.as_ref());
    let analysis = Analyzer::default().analyze(ARTICLE.into(), Format::Plain, &settings, &|| false);
    whosaid_fuzz::hold(&analysis.expect("nobody cancels"));
});
