//! Who a row speaks of: external id, else e-mail, else company domain and name.

/// The key of a lead, as text: `x:SYSTEM:ID`, `e:MAIL` or `n:DOMAIN|NAME`. `None` if the row names nobody.
///
/// Salesforce ids of 15 characters are keyed by their 18-character form, so that a report (15) and an
/// export (18) meet. E-mails and names are compared in lower case.
pub fn key(
    out: &mut String,
    system: &str,
    external_id: &str,
    email: &str,
    domain: &str,
    name: (&str, &str),
) -> Option<()> {
    out.clear();
    if !external_id.is_empty() {
        out.push_str("x:");
        out.push_str(system);
        out.push(':');
        match (system == "salesforce").then(|| salesforce_18(external_id)).flatten() {
            Some(long) => out.push_str(&long),
            None => out.push_str(external_id),
        }
        return Some(());
    }
    if !email.is_empty() {
        out.push_str("e:");
        push_lower(out, email);
        return Some(());
    }
    if domain.is_empty() || (name.0.is_empty() && name.1.is_empty()) {
        return None;
    }
    out.push_str("n:");
    push_lower(out, domain);
    out.push('|');
    push_lower(out, name.0);
    out.push(' ');
    push_lower(out, name.1);
    Some(())
}

fn push_lower(out: &mut String, text: &str) {
    out.extend(text.chars().flat_map(char::to_lowercase));
}

/// The 18-character form of a case-sensitive 15-character Salesforce id; `None` if `id` is not one.
///
/// Per block of five characters, bit k is set if character k is A-Z; the sum is an index into `A-Z012345`.
pub fn salesforce_18(id: &str) -> Option<String> {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    if id.len() != 15 || !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let mut long = id.to_owned();
    for block in id.as_bytes().chunks(5) {
        let index = block
            .iter()
            .enumerate()
            .filter(|(_, byte)| byte.is_ascii_uppercase())
            .fold(0_usize, |bits, (k, _)| bits | (1 << k));
        long.push(char::from(ALPHABET[index]));
    }
    Some(long)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifteen_characters_become_the_documented_eighteen() {
        assert_eq!(salesforce_18("001C000000o4OOI").as_deref(), Some("001C000000o4OOIIA2"));
        assert_eq!(salesforce_18("0014000000Lmabc").as_deref(), Some("0014000000LmabcAAB"));
        assert_eq!(salesforce_18("001C000000o4Ooi").as_deref(), Some("001C000000o4OoiIAE"));
        assert_eq!(salesforce_18("lead_0000000001"), None, "an underscore is not part of a Salesforce id");
    }

    #[test]
    fn the_key_falls_from_id_to_mail_to_name() {
        let mut out = String::new();
        key(&mut out, "salesforce", "001C000000o4OOI", "A@x.example", "", ("", ""));
        assert_eq!(out, "x:salesforce:001C000000o4OOIIA2");
        key(&mut out, "file", "", "A@X.Example", "", ("", ""));
        assert_eq!(out, "e:a@x.example");
        key(&mut out, "file", "", "", "x.example", ("Ann", "Lee"));
        assert_eq!(out, "n:x.example|ann lee");
        assert_eq!(key(&mut out, "file", "", "", "x.example", ("", "")), None);
    }
}
