//! What a person sees and does: keys → actions → state → a drawn buffer.

pub mod key;
