//! Patterns such as `news/**/*.md`, for shells that do not expand them.

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};

use super::failure::Failure;

/// Characters that make a path a pattern.
const SPECIAL: [char; 4] = ['*', '?', '[', '{'];

/// A pattern, and the folder that holds all it can match.
#[derive(Debug)]
pub(super) struct Glob {
    /// Where to look.
    pub(super) folder: PathBuf,
    matcher: GlobMatcher,
    /// Whether it says itself which endings it wants.
    ending: bool,
}

impl Glob {
    /// Reads a path that names nothing by itself; `None` where it is no pattern.
    pub(super) fn new(path: &Path) -> Option<Result<Self, Failure>> {
        let text = path.to_str().filter(|p| p.contains(SPECIAL))?;
        let text = text.strip_prefix("./").unwrap_or(text);
        let literal = Path::new(text).iter().take_while(|part| !part.to_string_lossy().contains(SPECIAL));
        let folder: PathBuf = literal.collect();
        let last = text.rsplit('/').next().unwrap_or_default();
        let ending = last.rsplit_once('.').is_some_and(|(_, ending)| !ending.is_empty());
        let glob = GlobBuilder::new(text).literal_separator(true).build().map_err(|e| {
            let failure = Failure::new(format!("{text}: not a pattern: {}", e.kind()));
            failure.help("`*` stands for any letters of a name, `**` for any folders, `{a,b}` for one of several")
        });
        Some(glob.map(|glob| Self { folder, matcher: glob.compile_matcher(), ending }))
    }

    /// Whether it matches a file. One that matches a folder matches the articles in it.
    pub(super) fn matches(&self, path: &Path, is_article: bool) -> bool {
        if self.matcher.is_match(path) {
            return is_article || self.ending;
        }
        let mut above = path.ancestors().skip(1).take_while(|p| p.starts_with(&self.folder) && *p != self.folder);
        is_article && above.any(|p| self.matcher.is_match(p))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, path: &str) -> bool {
        let glob = Glob::new(Path::new(pattern)).expect("a pattern").expect("a good one");
        glob.matches(Path::new(path), path.ends_with(".md"))
    }

    #[test]
    fn folders_and_endings() {
        assert!(matches("*.md", "a.md") && !matches("*.md", "news/a.md"));
        assert!(matches("./news/**/*.md", "news/a.md") && matches("news/**/*.md", "news/x/y/a.md"));
        assert!(matches("news/20*", "news/2024/a.md") && matches("news/20*", "news/2024/x/a.md"));
        assert!(!matches("news/20*", "news/1999/a.md"));
        assert!(matches("**/*.rst", "news/a.rst"), "an ending that is named is wanted");
        assert!(!matches("news/*", "news/a.rst") && matches("news/*", "news/a.md"));
        assert!(matches("a.{md,txt}", "a.md") && matches("[ab].md", "b.md"));
    }

    #[test]
    fn only_patterns_are_patterns() {
        assert!(Glob::new(Path::new("news/a.md")).is_none());
        assert!(Glob::new(Path::new("a{.md")).is_some_and(|g| g.is_err()));
        assert_eq!(Glob::new(Path::new("news/2024/*.md")).unwrap().unwrap().folder, Path::new("news/2024"));
    }
}
