//! How fast the core is; `cargo bench` runs it.

use divan::counter::BytesCount;

use {{ core_name | replace("-", "_") }}::hamming;

fn main() {
    divan::main();
}

#[divan::bench(args = [16, 1_024, 65_536])]
fn distance(bencher: divan::Bencher, length: usize) {
    let (left, right) = (vec![1; length], vec![2; length]);
    bencher
        .counter(BytesCount::new(2 * length))
        .bench(|| hamming(divan::black_box(&left), divan::black_box(&right)));
}
