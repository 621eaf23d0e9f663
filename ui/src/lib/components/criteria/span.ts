/** A text cut where a problem begins and ends. */
export interface Marked {
  before: string;
  marked: string;
  after: string;
}

/** Cuts `text` at byte offsets into its UTF-8 form, which is how the shell counts; offsets outside are brought inside. */
export function cut(text: string, start: number, end: number): Marked {
  const bytes = new TextEncoder().encode(text);
  const decoder = new TextDecoder();
  const from = Math.max(0, Math.min(start, bytes.length));
  const to = Math.max(from, Math.min(end, bytes.length));
  return {
    before: decoder.decode(bytes.slice(0, from)),
    marked: decoder.decode(bytes.slice(from, to)),
    after: decoder.decode(bytes.slice(to)),
  };
}
