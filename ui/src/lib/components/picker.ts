/** The options that hold every typed word, in label or group; those that begin with the text come first. */
export function rankOptions<T extends { label: string; group?: string }>(options: T[], text: string): T[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return options;
  const found = options.filter(({ label, group }) => {
    const all = `${label} ${group ?? ''}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
  const begins = ({ label }: T) => label.toLowerCase().startsWith(words[0] ?? '');
  return [...found.filter(begins), ...found.filter((option) => !begins(option))];
}
