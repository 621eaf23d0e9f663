/**
 * The paths in a typed line, as a command line takes them: separated by spaces, in quotes where they contain some. An
 * unquoted path may contain spaces too, as long as what follows does not itself begin like a path.
 */
export function pathsIn(line: string): string[] {
  const parts = line.match(/"[^"]+"|'[^']+'|[^"'\s](?:(?!\s+(?:[/~"']|[A-Za-z]:[\\/]|\\\\)).)*/g) ?? [];
  return parts.map((part) => part.trim().replace(/^(["'])(.*)\1$/, '$2')).filter(Boolean);
}
