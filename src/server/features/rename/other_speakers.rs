//! The other speakers of an article, whom a new name must not be taken for.

use super::Change;
use crate::extract::{SpeakerId, SpeakerKind};
use crate::server::features::name::Name;
use crate::server::view::View;

pub(super) struct Others<'a>(Vec<(&'a str, SpeakerKind, Name)>);

impl<'a> Others<'a> {
    pub(super) fn of(view: &View<'a>, speaker: SpeakerId) -> Self {
        let all = view.extraction().speakers.iter().enumerate().filter(|(id, _)| *id != speaker);
        Self(all.map(|(_, s)| (&*s.name, s.kind, Name::read(&s.name))).collect())
    }

    /// Refuses the name of another speaker: two people of one name could not be told apart again.
    pub(super) fn allow(&self, old: &Name, change: &Change) -> Result<(), String> {
        let taken = |name: &Name| match change {
            Change::Name(new) => new.is(name) && !old.is(name),
            Change::Form { new, .. } => {
                let words: Vec<&str> = new.iter().map(String::as_str).collect();
                Name::read(&new.join(" ")).is(name) || name.abbreviation(&words)
            }
        };
        match self.0.iter().find(|(_, _, name)| taken(name)) {
            None => Ok(()),
            Some((name, ..)) => Err(format!(
                "{name} speaks in this article already. Under one name the two could not be told apart any more."
            )),
        }
    }

    /// Who else may be meant by a form of a new name, where nobody else was meant by the old one.
    pub(super) fn shares(&self, old: &Name, form: &[String]) -> Option<&'a str> {
        let mut people = self.0.iter().filter(|(_, kind, _)| kind.may_be_person());
        let meant = |name: &Name| name.ends_as(form) && !old.surname().is_some_and(|own| name.ends_as(&[own]));
        people.find(|(_, _, name)| meant(name)).map(|(name, ..)| *name)
    }
}
