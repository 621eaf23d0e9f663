/**
 * The options that hold every typed word, in their label or at the beginning of a word of their group; those that begin
 * with the first word come first.
 */
export function rankOptions<T extends { label: string; group?: string }>(options: T[], text: string): T[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return options;
  const found = options.filter(({ label, group }) => {
    const own = label.toLowerCase();
    const shared = (group ?? '').toLowerCase().split(' ');
    return words.every((word) => own.includes(word) || shared.some((part) => part.startsWith(word)));
  });
  const begins = ({ label }: T) => label.toLowerCase().startsWith(words[0] ?? '');
  return [...found.filter(begins), ...found.filter((option) => !begins(option))];
}
