/** The ways dates are written that have a name. Any other is written as a pattern. */
export const DATE_FORMATS = [
  { value: 'day-first', label: 'Day first: 03/04 is 3 April' },
  { value: 'month-first', label: 'Month first: 03/04 is 4 March' },
  { value: 'either', label: 'Day or month first, as each file shows' },
  { value: 'excel', label: 'As spreadsheet days since 1900' },
  { value: 'excel-1904', label: 'As spreadsheet days since 1904' },
  { value: 'epoch-ms', label: 'As milliseconds since 1970' },
  { value: 'epoch-s', label: 'As seconds since 1970' },
];

/** The words in a typed list, each once. */
export function wordsIn(list: string): string[] {
  const words = list.split(',').map((word) => word.trim());
  return [...new Set(words.filter(Boolean))];
}
