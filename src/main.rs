//! The program: reads its arguments, hands them to the library, reports errors.

fn main() {
    let _ = qari::span::Span::default();
}
