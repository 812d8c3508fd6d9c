//! A bar for long work, on terminals only.

use std::cell::Cell;
use std::io::{IsTerminal, stderr};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shorter work needs no bar.
const PATIENCE: Duration = Duration::from_millis(700);

/// How far the work is. Nothing is drawn unless standard error is a terminal, and nothing before it takes long.
pub(super) struct Progress {
    bar: ProgressBar,
    started: Instant,
    /// Whether it may still appear.
    waiting: Cell<bool>,
}

impl Progress {
    /// Work on a known number of articles.
    pub(super) fn of(articles: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(articles as u64), ProgressDrawTarget::hidden());
        Self::new(bar, articles > 1, "{bar:30} {human_pos} of {human_len} articles, {eta} left")
    }

    /// Work on a stream, whose end nobody knows.
    pub(super) fn of_stream() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        Self::new(bar, true, "{spinner} {human_pos} articles, {per_sec}")
    }

    fn new(bar: ProgressBar, wanted: bool, template: &str) -> Self {
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        Self { bar, started: Instant::now(), waiting: Cell::new(wanted && !dumb && stderr().is_terminal()) }
    }

    /// `articles` more are done.
    pub(super) fn done(&self, articles: usize) {
        self.bar.inc(articles as u64);
        if self.waiting.get() && self.started.elapsed() > PATIENCE {
            self.waiting.set(false);
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// Lets `write` write to the terminal without the bar in its way.
    pub(super) fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        self.bar.suspend(write)
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

/// The bar goes away with the work.
impl Drop for Progress {
    fn drop(&mut self) {
        self.end();
    }
}
