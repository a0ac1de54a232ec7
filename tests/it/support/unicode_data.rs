//! Unicode's conformance tests, which `tests/data/unicode` holds compressed → their text.

use std::io::Read as _;
use std::path::Path;

/// The text of the test file `name`, such as `BidiTest.txt`.
///
/// # Panics
///
/// Where the file is not there or cannot be unpacked.
pub(crate) fn unicode_data(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/unicode/{name}.zst"));
    let unpack = || -> Result<String, Box<dyn std::error::Error>> {
        let packed = std::fs::read(&path)?;
        let mut decoder = ruzstd::decoding::StreamingDecoder::new(packed.as_slice())?;
        let mut text = String::new();
        decoder.read_to_string(&mut text)?;
        Ok(text)
    };
    unpack().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
