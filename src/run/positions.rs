//! Reading positions between the interface, which numbers articles, and the file, which identifies them by their text.
//!
//! The file is read once, before the screen opens, and written when the reader exits, is suspended or is ended by a
//! signal. Where the file is switched off, nothing is read or written.

use std::path::PathBuf;

use crate::article::Article;
use crate::store::{ArticlePosition, PositionKey, ReadingPositions, StoreError};
use crate::ui::app::App;
use crate::ui::library::{Delivery, EntryState};

/// The saved positions and the file that they are saved in.
#[derive(Debug, Default)]
pub(super) struct PositionTracker {
    file: Option<PathBuf>,
    saved: ReadingPositions,
}

impl PositionTracker {
    /// Reads the file, if there is one.
    ///
    /// # Errors
    ///
    /// The file cannot be read or parsed. [`PositionTracker::default`] then works without it.
    pub(super) fn load(file: Option<PathBuf>) -> Result<Self, StoreError> {
        let saved = match &file {
            Some(file) => ReadingPositions::load(file)?,
            None => ReadingPositions::default(),
        };
        Ok(Self { file, saved })
    }

    /// Gives the interface the saved positions of all articles of its library.
    pub(super) fn restore_all(&self, app: &mut App) {
        let ready = app
            .library
            .entries
            .iter()
            .filter_map(|entry| match &entry.state {
                EntryState::Ready(article, _) => Some((entry.id, self.saved.of(&article.text)?)),
                EntryState::Waiting | EntryState::Failed(_) => None,
            });
        for (id, byte) in ready.collect::<Vec<_>>() {
            app.remember(id, byte);
        }
    }

    /// The same for articles that have just been read.
    pub(super) fn restore(&self, delivery: &Delivery, app: &mut App) {
        let Delivery::Loaded { id, first, more } = delivery else {
            return;
        };
        let more = more.iter().map(|(id, article)| (*id, article));
        for (id, article) in std::iter::once((*id, first)).chain(more) {
            let article = article.as_ref().ok();
            if let Some(byte) = article.and_then(|article| self.saved.of(&article.text)) {
                app.remember(id, byte);
            }
        }
    }

    /// Saves the positions that changed since they were read or saved; without a change nothing is written.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub(super) fn save(&mut self, app: &App) -> Result<(), StoreError> {
        let Some(file) = &self.file else {
            return Ok(());
        };
        let changed = app.places().filter_map(|(id, byte)| {
            let article = article(app, id)?;
            let changed = self.saved.of(&article.text).unwrap_or(0) != byte;
            changed.then(|| ArticlePosition {
                article: PositionKey::of(&article.text),
                source: article.source.clone(),
                byte,
            })
        });
        let changed: Vec<_> = changed.collect();
        if changed.is_empty() {
            return Ok(());
        }
        self.saved = ReadingPositions::save(file, changed)?;
        Ok(())
    }
}

/// The article with the number `id`.
fn article(app: &App, id: usize) -> Option<&Article> {
    let entry = app.library.entries.iter().find(|entry| entry.id == id)?;
    match &entry.state {
        EntryState::Ready(article, _) => Some(article),
        EntryState::Waiting | EntryState::Failed(_) => None,
    }
}
