//! Reading positions between the interface, which numbers articles, and the file, which identifies them by their text.
//!
//! The file is read once, before the screen opens, and written when the reader exits, is suspended or is ended by a
//! signal. Where the file is switched off, nothing is read or written.

use std::collections::HashMap;
use std::path::PathBuf;

use crate::article::Article;
use crate::store::{ArticlePosition, PositionKey, ReadingPositions, StoreError};
use crate::ui::app::{App, ReadingPlace};
use crate::ui::library::{Delivery, EntryState, ListedArticle};

/// The saved positions and the file that they are saved in.
#[derive(Debug, Default)]
pub(super) struct PositionTracker {
    file: Option<PathBuf>,
    saved: ReadingPositions,
    /// By number, what identifies the articles that were read: they may not be in memory any more.
    known: HashMap<usize, KnownArticle>,
}

/// What identifies an article in the file.
#[derive(Debug)]
struct KnownArticle {
    key: PositionKey,
    source: String,
}

impl PositionTracker {
    /// Reads the file, if there is one. Without it, or with a damaged one, there are no positions; a problem is added to
    /// `problems`.
    pub(super) fn load(file: Option<PathBuf>, problems: &mut Vec<StoreError>) -> Self {
        let Some(path) = &file else {
            return Self::default();
        };
        match ReadingPositions::load(path) {
            Ok((saved, problem)) => {
                problems.extend(problem);
                Self {
                    file,
                    saved,
                    known: HashMap::new(),
                }
            }
            Err(problem) => {
                problems.push(problem);
                Self::default()
            }
        }
    }

    /// Gives the interface the saved positions of all articles of its library.
    pub(super) fn restore_all(&mut self, app: &mut App) {
        let entries = app.library.entries.iter();
        let ready = entries.filter_map(|entry| match &entry.state {
            EntryState::Ready(article, _) => Some((entry.id, article.clone())),
            EntryState::Waiting | EntryState::Listed | EntryState::Failed(_) => None,
        });
        for (id, article) in ready.collect::<Vec<_>>() {
            self.restore_article(id, &article, app);
        }
    }

    /// The same for articles that have just been read or listed.
    pub(super) fn restore(&mut self, delivery: &Delivery, app: &mut App) {
        match delivery {
            Delivery::Loaded { id, first, more } => {
                let more = more.iter().map(|(id, article)| (*id, article));
                for (id, article) in std::iter::once((*id, first)).chain(more) {
                    if let Ok(article) = article {
                        self.restore_article(id, article, app);
                    }
                }
            }
            Delivery::Listed(articles) => {
                for ListedArticle { id, headline, .. } in articles {
                    if let Some(position) = self.saved.of_record(headline.key) {
                        app.remember(*id, place(position));
                    }
                }
            }
            Delivery::Scanned { .. } | Delivery::Analysed(..) => {}
        }
    }

    fn restore_article(&mut self, id: usize, article: &Article, app: &mut App) {
        if self.file.is_none() {
            return;
        }
        // In this run it was read further than in the one before.
        if self.known.contains_key(&id) {
            return;
        }
        let known = KnownArticle {
            key: PositionKey::of(&article.text),
            source: article.source.clone(),
        };
        if let Some(position) = self.saved.of(&article.text) {
            app.remember(id, place(position));
        }
        self.known.insert(id, known);
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
        let changed = app.places().filter_map(|(id, at)| {
            let known = self.known.get(&id)?;
            let changed = self
                .saved
                .of_key(known.key)
                .is_none_or(|saved| place(saved) != at);
            changed.then(|| ArticlePosition {
                article: known.key,
                source: known.source.clone(),
                byte: at.byte,
                read: at.percent,
                record: record(app, id),
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

/// The place that was saved.
const fn place(position: &ArticlePosition) -> ReadingPlace {
    ReadingPlace {
        byte: position.byte,
        percent: position.read,
    }
}

/// The key of the record of the article `id`.
fn record(app: &App, id: usize) -> Option<u64> {
    let entry = app.library.entries.get(id)?;
    entry.headline.as_ref().map(|headline| headline.key)
}
