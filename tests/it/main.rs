//! All integration tests, in one binary: each module is one subject, and `support` is what several of them share.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "what fails here fails the test, also outside of test functions"
)]

mod arguments;
mod articles;
mod batch;
mod bidi_conformance;
mod cli;
mod collection;
mod copying;
mod data_files;
mod doctor;
mod entities_properties;
mod extraction;
mod fakes;
mod hostile;
mod keys;
mod paging;
mod places;
mod pointer;
mod program;
mod quotes_article;
mod quotes_properties;
mod readme;
mod remote;
mod samples;
mod screens;
mod settings;
mod stepping;
mod structure;
mod support;
mod tasks;
mod terminal;
#[cfg(feature = "train")]
mod train;
