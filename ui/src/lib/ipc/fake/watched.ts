import type { WatchedView } from '../types';

const file = (name: string, size: string, changed: string, takenIn: string | null) => ({
  path: `/home/ana/Exports/${name}`,
  name,
  size,
  changed,
  takenIn,
});

let folders: WatchedView[] = [
  {
    id: 1,
    folder: '/home/ana/Exports',
    pattern: 'deals_*.xlsx',
    problem: null,
    files: [
      file('deals_2026-10-05.xlsx', '88 KB', 'today 08:30', null),
      file('deals_2026-09-28.xlsx', '85 KB', '28 Sep 08:30', 'import 2, 28 Sep 2026'),
    ],
  },
  {
    id: 2,
    folder: '/home/ana/Exports/weekly',
    pattern: 'leads_*.csv',
    problem: null,
    files: [
      file('leads_2026-10-05.csv', '1.2 MB', 'today 08:31', null),
      file('leads_2026-10-04.csv', '1.2 MB', 'yesterday 08:31', null),
      file('leads_2026-09-28.csv', '1.1 MB', '28 Sep 08:31', 'import 3, 28 Sep 2026'),
    ],
  },
];

export const commands = {
  pick_folder: () => '/home/ana/Exports/new',
  watched_folders: () => folders,
  watch_folder: ({ folder, pattern }: { folder: string; pattern: string }) => {
    if (!folder.startsWith('/')) {
      throw { code: 'bad-input', message: `There is no folder ${folder}.`, hint: 'Choose one.', field: 'folder' };
    }
    return (folders = [...folders, { id: folders.length + 1, folder, pattern, problem: null, files: [] }]);
  },
  unwatch_folder: ({ id }: { id: number }) => (folders = folders.filter((known) => known.id !== id)),
};
