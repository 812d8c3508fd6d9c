//! What follows from the rest of a value and is worked out once it is asked for.

use std::fmt;
use std::sync::OnceLock;

/// Whether it was asked for yet tells nothing of the value: it is not compared and not shown.
#[derive(Clone)]
pub(crate) struct Asked<T>(OnceLock<T>);

impl<T> Asked<T> {
    /// What it is, worked out now where that was not done before.
    pub(crate) fn get_or(&self, work_out: impl FnOnce() -> T) -> &T {
        self.0.get_or_init(work_out)
    }

    /// What it is, where it was asked for.
    pub(crate) fn get(&self) -> Option<&T> {
        self.0.get()
    }

    /// The same, in place.
    #[cfg(feature = "train")]
    pub(crate) fn get_mut(&mut self) -> Option<&mut T> {
        self.0.get_mut()
    }
}

impl<T> Default for Asked<T> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

#[cfg(feature = "train")]
impl<T> From<T> for Asked<T> {
    fn from(known: T) -> Self {
        Self(known.into())
    }
}

impl<T> PartialEq for Asked<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T> fmt::Debug for Asked<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("_")
    }
}
