//! Time against length: ten times the text must not take much more than ten times as long.
//!
//! This is no benchmark. The bounds are wide; what is quadratic misses them by far.

use std::time::Duration;

/// Time per word may grow by this much from a text to one ten times as long, before it counts as more than linear.
const SLACK: u32 = 4;
/// Times below this say nothing on a busy machine.
const LEAST: Duration = Duration::from_millis(20);

/// Panics where `time` of a shape grows faster than its length from 1,000 to 10,000 parts.
pub fn assert_linear(shapes: &[&dyn Fn(usize) -> String], time: impl Fn(&str) -> Duration) {
    for (index, shape) in shapes.iter().enumerate() {
        time(&shape(10));
        let small = time(&shape(1_000));
        let large = time(&shape(10_000));
        assert!(
            large < small.max(LEAST) * 10 * SLACK,
            "shape {index}: {small:?} for 1,000, {large:?} for 10,000"
        );
    }
}
