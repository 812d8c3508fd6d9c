//! Paths with `*` and `**`, as `.gitignore` has them.

use std::path::Path;

use globset::{GlobBuilder, GlobMatcher};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A path with wildcards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(extend("format" = "glob"))]
pub(super) struct Glob(String);

impl Glob {
    /// Whether it holds for a path below its folder.
    pub(super) fn holds(&self, path: &Path) -> bool {
        matcher(&self.0).is_ok_and(|m| m.is_match(path))
    }
}

/// What a pattern matches; what is wrong with it where it is none.
pub(super) fn matcher(pattern: &str) -> Result<GlobMatcher, String> {
    let inner = pattern.trim_start_matches("./").trim_start_matches('/');
    // One without a slash, or with one at its end only, holds in every folder.
    let anywhere = !pattern.trim_end_matches('/').contains('/');
    let prefix = if anywhere { "**/" } else { "" };
    let suffix = if inner.ends_with('/') { "**" } else { "" };
    let whole = format!("{prefix}{inner}{suffix}");
    let glob = GlobBuilder::new(&whole).literal_separator(true).build();
    glob.map(|g| g.compile_matcher()).map_err(|e| e.kind().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_hold_as_in_a_gitignore() {
        for (pattern, path, holds) in [
            ("opinion/**", "opinion/a.md", true),
            ("opinion/**", "opinion/2024/a.md", true),
            ("opinion/**", "news/opinion/a.md", false),
            ("opinion/", "news/opinion/a.md", true),
            ("/opinion/*.md", "opinion/a.md", true),
            ("/opinion/*.md", "opinion/2024/a.md", false),
            ("*.draft.md", "news/a.draft.md", true),
            ("*.draft.md", "news/a.md", false),
            ("{news,sport}/**", "sport/a.md", true),
            ("news/**/live.md", "news/2024/03/live.md", true),
        ] {
            let glob = Glob(pattern.to_owned());
            assert_eq!(glob.holds(Path::new(path)), holds, "{pattern} {path}");
        }
        assert!(matcher("news/[a").is_err());
    }
}
