/** How numbers the shell already counted are written: grouping only, no arithmetic. */

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** 5002 as "5,002". */
export function count(value: number): string {
  return whole.format(value);
}

/** "1 lead", "5,002 leads". */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** A share as whole percent, never rounded up to 100 or down to 0. */
export function percent(share: number): string {
  if (share > 0 && share < 0.01) return '<1 %';
  return `${Math.floor(share * 100 + 1e-9)} %`;
}

/** Whether shortcuts use the Command key. */
export const onMac = typeof navigator !== 'undefined' && /Mac/.test(navigator.platform);

/** A shortcut as it is printed on this system: "Ctrl K", "⌘ K". */
export function shortcut(keys: string): string {
  return onMac ? `⌘ ${keys}` : `Ctrl ${keys}`;
}
