//! Reading places between the interface, which counts articles, and the file, which knows them by their text.
//!
//! The file is read once, before the screen opens, and written when the reader leaves, stops or is ended. Where it
//! is switched off, nothing is read and nothing written.

use std::path::PathBuf;

use crate::article::Article;
use crate::store::{PositionKey, ReadingPositions, StoreError};
use crate::ui::app::App;
use crate::ui::library::{Delivery, EntryState};

/// What was kept, and where it is kept.
#[derive(Debug, Default)]
pub(super) struct PositionTracker {
    file: Option<PathBuf>,
    kept: ReadingPositions,
}

impl PositionTracker {
    /// Reads the file, where there is one to be read.
    ///
    /// # Errors
    ///
    /// It cannot be understood; [`PositionTracker::default`] then does without it.
    pub(super) fn load(file: Option<PathBuf>) -> Result<Self, StoreError> {
        let kept = match &file {
            Some(file) => ReadingPositions::load(file)?,
            None => ReadingPositions::default(),
        };
        Ok(Self { file, kept })
    }

    /// Tells the interface where to go on in the articles of its library.
    pub(super) fn recall_all(&self, app: &mut App) {
        let ready = app
            .library
            .entries
            .iter()
            .filter_map(|entry| match &entry.state {
                EntryState::Ready(article, _) => Some((entry.id, self.kept.of(&article.text)?)),
                EntryState::Waiting | EntryState::Failed(_) => None,
            });
        for (id, byte) in ready.collect::<Vec<_>>() {
            app.remember(id, byte);
        }
    }

    /// The same for articles that have just been read.
    pub(super) fn recall(&self, delivery: &Delivery, app: &mut App) {
        let Delivery::Loaded { id, first, more } = delivery else {
            return;
        };
        let more = more.iter().map(|(id, article)| (*id, article));
        for (id, article) in std::iter::once((*id, first)).chain(more) {
            let byte = article
                .as_ref()
                .ok()
                .and_then(|article| self.kept.of(&article.text));
            if let Some(byte) = byte {
                app.remember(id, byte);
            }
        }
    }

    /// Writes where reading stands in the articles in which it stands elsewhere than before; nothing where it does not.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub(super) fn keep(&mut self, app: &App) -> Result<(), StoreError> {
        let Some(file) = &self.file else {
            return Ok(());
        };
        let moved = app.places().filter_map(|(id, byte)| {
            let article = article(app, id)?;
            let changed = self.kept.of(&article.text).unwrap_or(0) != byte;
            changed.then(|| (PositionKey::of(&article.text), article.source.clone(), byte))
        });
        let moved: Vec<_> = moved.collect();
        if moved.is_empty() {
            return Ok(());
        }
        self.kept = ReadingPositions::keep(file, moved)?;
        Ok(())
    }
}

/// The article with that number.
fn article(app: &App, id: usize) -> Option<&Article> {
    let entry = app.library.entries.iter().find(|entry| entry.id == id)?;
    match &entry.state {
        EntryState::Ready(article, _) => Some(article),
        EntryState::Waiting | EntryState::Failed(_) => None,
    }
}
