//! A place in a cell that moves over digits, signs and names.

/// A place in a cell.
pub(super) struct Cursor<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
}

impl Cursor<'_> {
    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let hit = self.peek() == Some(byte);
        self.at += usize::from(hit);
        hit
    }

    /// A run of digits and its length; at most nine.
    pub(super) fn digits(&mut self) -> Option<(u32, usize)> {
        let from = self.at;
        let mut value = 0_u32;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            if self.at - from == 9 {
                return None;
            }
            value = value * 10 + u32::from(digit - b'0');
            self.at += 1;
        }
        (self.at > from).then_some((value, self.at - from))
    }

    /// The month whose English name or first three letters stand here.
    pub(super) fn month(&mut self) -> Option<u32> {
        const NAMES: [&str; 12] = [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ];
        let rest = &self.bytes[self.at..];
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let word = &rest[..length];
        let index = NAMES.iter().position(|name| {
            word.eq_ignore_ascii_case(name.as_bytes())
                || word.eq_ignore_ascii_case(&name.as_bytes()[..3])
                || (*name == "september" && word.eq_ignore_ascii_case(b"sept"))
        })?;
        self.at += length;
        Some(index as u32 + 1)
    }
}
