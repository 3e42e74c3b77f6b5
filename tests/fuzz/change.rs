//! Changes to seeds that are the same in every run: bytes and ranges that go, come twice or turn into something else, and
//! words and pieces of other seeds that come in. Nothing tells which change reached something new; the fuzzer does that.

/// What the fuzzer is given as words, in its own notation.
const WORDS: &str = include_str!("../../fuzz/words.dict");

/// As large as the inputs of the fuzzer may be.
const MAX_LENGTH: usize = 8192;

/// Changed seeds without end.
pub(crate) struct Changes {
    seeds: Vec<Vec<u8>>,
    words: Vec<&'static [u8]>,
    state: u64,
}

impl Changes {
    pub(crate) fn of(seeds: Vec<Vec<u8>>, start: u64) -> Self {
        assert!(!seeds.is_empty(), "there is nothing to change");
        let quoted = |line: &'static str| Some(line.split_once('"')?.1.strip_suffix('"')?.as_bytes());
        let words: Vec<_> = WORDS.lines().filter_map(quoted).filter(|word| !word.contains(&b'\\')).collect();
        assert!(words.len() > 20, "only {} words were read", words.len());
        Self { seeds, words, state: start.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1 }
    }

    /// A seed with one change to four.
    pub(crate) fn next(&mut self) -> Vec<u8> {
        let mut bytes = self.seed().to_vec();
        for _ in 0..=self.below(4) {
            self.change(&mut bytes);
        }
        bytes.truncate(MAX_LENGTH);
        bytes
    }

    fn change(&mut self, bytes: &mut Vec<u8>) {
        let at = self.below(bytes.len() + 1);
        let end = (at + 1 + self.below(32)).min(bytes.len()).max(at);
        match self.below(6) {
            0 => drop(bytes.drain(at..end)),
            1 => bytes.truncate(at),
            2 => {
                let twice = bytes[at..end].to_vec();
                insert(bytes, at, &twice);
            }
            3 => {
                let other = u8::try_from(self.below(256)).unwrap();
                bytes[at..end].iter_mut().take(1).for_each(|byte| *byte = other);
            }
            4 => {
                let number = self.below(self.words.len());
                insert(bytes, at, self.words[number]);
            }
            _ => {
                let other = self.seed().to_vec();
                let from = self.below(other.len() + 1);
                let length = self.below(256).min(other.len() - from);
                insert(bytes, at, &other[from..from + length]);
            }
        }
    }

    fn seed(&mut self) -> &[u8] {
        let number = self.below(self.seeds.len());
        &self.seeds[number]
    }

    /// A number below another one, by Marsaglia's xorshift.
    fn below(&mut self, end: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state % end as u64).unwrap()
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, more: &[u8]) {
    bytes.splice(at..at, more.iter().copied());
}
