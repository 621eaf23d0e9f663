/** The screens that exist, in the order of the rail; the number key is the place in this list. */
export const screens = [
  { id: 'handoff', path: '/handoff', label: 'Handoff', also: 'home acceptance rejection charts' },
  { id: 'leads', path: '/leads', label: 'Leads', also: 'table people records' },
  { id: 'import', path: '/import', label: 'Import', also: 'csv xlsx file upload history' },
  { id: 'rules', path: '/rules', label: 'Rules', also: 'reasons picklist buckets tracks recycle' },
  { id: 'settings', path: '/settings', label: 'Settings', also: 'time zone week fiscal theme dark' },
] as const;
