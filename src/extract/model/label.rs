/// The part that a token has in an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The words that name who.
    Source,
    /// The words that attribute.
    Cue,
    /// What is said.
    Content,
}

/// A token's label: the first token of a part, one that goes on, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[repr(u8)]
pub enum Label {
    /// No part of an attribution.
    #[default]
    Outside,
    /// The first token of a source.
    FirstSource,
    /// A further token of a source.
    Source,
    /// The first token of a cue.
    FirstCue,
    /// A further token of a cue.
    Cue,
    /// The first token of a content.
    FirstContent,
    /// A further token of a content.
    Content,
}

impl Label {
    /// Every label, in the order of the weights.
    pub const ALL: [Self; 7] =
        [Self::Outside, Self::FirstSource, Self::Source, Self::FirstCue, Self::Cue, Self::FirstContent, Self::Content];

    /// The part it belongs to.
    pub const fn role(self) -> Option<Role> {
        match self {
            Self::Outside => None,
            Self::FirstSource | Self::Source => Some(Role::Source),
            Self::FirstCue | Self::Cue => Some(Role::Cue),
            Self::FirstContent | Self::Content => Some(Role::Content),
        }
    }

    /// Whether it begins a part.
    pub const fn begins(self) -> bool {
        matches!(self, Self::FirstSource | Self::FirstCue | Self::FirstContent)
    }

    /// The label of a part's first token, or of a further one.
    pub const fn of(role: Role, first: bool) -> Self {
        match (role, first) {
            (Role::Source, true) => Self::FirstSource,
            (Role::Source, false) => Self::Source,
            (Role::Cue, true) => Self::FirstCue,
            (Role::Cue, false) => Self::Cue,
            (Role::Content, true) => Self::FirstContent,
            (Role::Content, false) => Self::Content,
        }
    }

    /// Whether it may stand behind `before`; `None` is the start of the block.
    pub fn follows(self, before: Option<Self>) -> bool {
        self == Self::Outside || self.begins() || before.is_some_and(|b| b.role() == self.role())
    }
}

/// The parts that labels mark: role, first token, the token behind the last.
pub fn parts(labels: &[Label]) -> Vec<(Role, usize, usize)> {
    let mut out: Vec<(Role, usize, usize)> = Vec::new();
    for (i, label) in labels.iter().enumerate() {
        let Some(role) = label.role() else { continue };
        match out.last_mut() {
            Some(last) if !label.begins() && last.0 == role && last.2 == i => last.2 += 1,
            _ => out.push((role, i, i + 1)),
        }
    }
    out
}
