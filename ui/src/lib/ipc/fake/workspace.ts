import type { Failure, RecentView, SettingsInput, StartView, WorkspaceView } from '../types';

const query = new URLSearchParams(typeof location === 'undefined' ? '' : location.search);

/** How many leads the invented workspace has; `?leads=1000000` tries the table at its limit. */
export const LEADS = Number(query.get('leads') ?? 5002);

const SETTINGS: SettingsInput = {
  timeZone: 'Europe/Berlin',
  weekStart: 'monday',
  fiscalYearStart: 1,
  decisionWindowHours: 336,
};

let recent: RecentView[] = [
  entry('acme-security', 'Acme Security', 'ready', 'Friday, 2 October', null),
  entry('northwind-pilot', 'Northwind pilot', 'missing', '14 September', 'The file is no longer there.'),
  entry(
    'q2-archive',
    'Q2 archive',
    'failed',
    '30 June',
    'The file was written by a newer Plumbline (format 9, this program reads up to 4). It was left untouched.',
  ),
];

let open: WorkspaceView | null = query.get('open') === 'none' ? null : opened('acme', 'Acme Security');

/** Changes the open workspace as a step that can be undone. */
export function step(label: string): WorkspaceView {
  const view = needed();
  open = { ...view, undo: { label, redoable: !label.startsWith('Import ') }, redo: null };
  return open;
}

export const commands = {
  start: (): StartView => ({ recent, version: '0.1.0' }),
  forget_recent: ({ path }: { path: string }) => {
    recent = recent.filter((known) => known.path !== path);
  },
  workspace: () => open,
  pick_workspace: () => '/home/ana/acme.plumbline',
  pick_new_workspace: ({ name }: { name: string }) => `/home/ana/${name || 'new'}.plumbline`,
  pick_import: () => '/home/ana/Downloads/report1696412345678.csv',
  pick_export: ({ name, extension }: { name: string; extension: string }) => `/home/ana/${name}.${extension}`,
  open_workspace: ({ path }: { path: string }) => {
    if (path.includes('q2')) {
      const problem = recent.find((known) => known.path === path)?.problem ?? '';
      throw { code: 'newer-file', message: problem, hint: 'Update Plumbline to open it.', field: null } as Failure;
    }
    open = opened('acme', 'Acme Security');
    return open;
  },
  open_sample: () => (open = opened('sample', 'Sample workspace')),
  create_workspace: ({ path, settings }: { path: string; settings: SettingsInput }) => {
    check(settings);
    const name = path.split('/').at(-1)?.replace('.plumbline', '') ?? 'new';
    open = { ...opened(name, name), settings, leads: 0, handoffs: 0 };
    return open;
  },
  close_workspace: () => {
    open = null;
  },
  save_settings: ({ input }: { input: SettingsInput }) => {
    check(input);
    open = { ...step('Change the settings'), settings: input };
    return open;
  },
  time_zones: zones,
  undo: () => {
    const view = needed();
    open = { ...view, undo: null, redo: view.undo };
    return open;
  },
  redo: () => {
    const view = needed();
    open = { ...view, undo: view.redo, redo: null };
    return open;
  },
};

function check({ timeZone, decisionWindowHours }: SettingsInput): void {
  const refuse = (field: keyof SettingsInput, message: string, hint: string) => {
    throw { code: 'bad-input', message, hint, field } as Failure;
  };
  if (!zones().includes(timeZone)) {
    refuse('timeZone', `There is no time zone "${timeZone}".`, 'Use an IANA name such as Europe/Berlin.');
  }
  if (decisionWindowHours < 1) {
    refuse('decisionWindowHours', `${decisionWindowHours} hours is no decision window.`, 'Use 1 hour to 8,784 hours.');
  }
}

function zones(): string[] {
  return Intl.supportedValuesOf('timeZone');
}

function needed(): WorkspaceView {
  if (!open) throw { code: 'not-open', message: 'No workspace is open.', hint: null, field: null } as Failure;
  return open;
}

function entry(
  file: string,
  name: string,
  state: RecentView['state'],
  openedOn: string,
  problem: string | null,
): RecentView {
  return { path: `/home/ana/Documents/${file}.plumbline`, name, state, openedOn, problem };
}

function opened(file: string, name: string): WorkspaceView {
  return {
    path: `/home/ana/${file}.plumbline`,
    name,
    settings: SETTINGS,
    leads: query.get('leads') === '0' ? 0 : LEADS,
    handoffs: query.get('leads') === '0' ? 0 : 4210,
    undo: { label: 'Import report1696412345678.csv', redoable: false },
    redo: null,
    asOf: '5 Oct 2026 09:52',
    basisLine: 'weeks start Monday · Europe/Berlin · as of 5 Oct 2026 09:52',
    begins: 'MQL',
  };
}
