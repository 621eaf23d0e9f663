//! What plotters does not write: a role, a name, a description, and loose text hidden from readers.

/// Makes the raw SVG one picture to assistive technology. The text inside is hidden from readers, who get the
/// description and the table instead of numbers without context.
pub(crate) fn accessible(raw: &str, title: &str, description: &str) -> String {
    let body_start = raw.find('>').map_or(0, |end| end + 1);
    let (open, body) = raw.split_at(body_start);
    let body = body.trim_end().strip_suffix("</svg>").unwrap_or(body).trim();
    let open = open.trim_end_matches('>');
    let mut svg = String::with_capacity(raw.len() + title.len() + description.len() + 200);
    svg.push_str(open);
    svg.push_str(" role=\"img\" aria-label=\"");
    escape(title, &mut svg);
    svg.push_str("\">\n<title>");
    escape(title, &mut svg);
    svg.push_str("</title>\n<desc>");
    escape(description, &mut svg);
    svg.push_str("</desc>\n<g aria-hidden=\"true\">\n");
    svg.push_str(
        &body.replace("font-weight=\"bold\"", "font-weight=\"600\"").replace("\n</text>", "</text>"),
    );
    svg.push_str("\n</g>\n</svg>\n");
    svg
}

/// Escapes for text and attributes; characters XML does not allow are left out.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c < ' ' || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => out.push(c),
        }
    }
}
