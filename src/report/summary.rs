use std::fmt;

use super::counted;
use crate::Analysis;
use crate::rules::Severity;

/// How many findings of which weight there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many articles were read.
    pub files: usize,
    /// How many findings have each severity, from hint to error.
    counts: [usize; 4],
    /// How many findings are not shown because the user put them aside.
    pub ignored: usize,
    /// How many are not shown because a baseline has them.
    pub known: usize,
}

const SEVERITIES: [(Severity, &str, &str); 4] = [
    (Severity::Error, "error", "errors"),
    (Severity::Warning, "warning", "warnings"),
    (Severity::Information, "information", "information"),
    (Severity::Hint, "hint", "hints"),
];

impl Summary {
    /// That of one article.
    pub fn of(analysis: &Analysis) -> Self {
        let mut summary = Self { files: 1, ignored: analysis.ignored, ..Self::default() };
        for finding in &analysis.findings {
            summary.counts[finding.severity as usize] += 1;
        }
        summary
    }

    /// Adds another's.
    pub fn add(&mut self, other: &Self) {
        self.files += other.files;
        self.ignored += other.ignored;
        self.known += other.known;
        for (mine, theirs) in self.counts.iter_mut().zip(other.counts) {
            *mine += theirs;
        }
    }

    /// How many findings weigh at least as much as `severity`.
    pub fn at_least(&self, severity: Severity) -> usize {
        self.counts[severity as usize..].iter().sum()
    }
}

/// `3 findings (1 warning, 2 hints) in 1 file`.
impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.at_least(Severity::Hint);
        match all {
            0 => f.write_str("No findings")?,
            _ => f.write_str(&counted(all, "finding"))?,
        }
        let mut before = " (";
        for (severity, one, many) in SEVERITIES {
            match self.counts[severity as usize] {
                0 => continue,
                1 => write!(f, "{before}1 {one}")?,
                n => write!(f, "{before}{n} {many}")?,
            }
            before = ", ";
        }
        if all > 0 {
            f.write_str(")")?;
        }
        write!(f, " in {}", counted(self.files, "file"))?;
        if self.ignored > 0 {
            write!(f, "; {} ignored", self.ignored)?;
        }
        if self.known > 0 {
            write!(f, "; {} in the baseline", self.known)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_in_words() {
        let mut all = Summary { files: 1, ..Summary::default() };
        assert_eq!(all.to_string(), "No findings in 1 file");
        all.add(&Summary { files: 1, counts: [2, 0, 1, 0], ignored: 1, known: 4 });
        let sum = "3 findings (1 warning, 2 hints) in 2 files; 1 ignored; 4 in the baseline";
        assert_eq!(all.to_string(), sum);
        assert_eq!((all.at_least(Severity::Warning), all.at_least(Severity::Error)), (1, 0));
    }
}
