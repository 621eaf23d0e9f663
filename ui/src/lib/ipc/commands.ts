import { call, channel } from './host';
import type {
  BatchView,
  ChartView,
  CriteriaView,
  FieldView,
  FilterInput,
  HandoffView,
  LeadRowView,
  LeadsInput,
  LeadsPageView,
  LeadView,
  LookView,
  MappingInput,
  PictureFormat,
  ProgressView,
  ReportView,
  SavedViewView,
  SettingsInput,
  SortView,
  StartView,
  TestRows,
  Theme,
  WorkspaceView,
} from './types';

// Start and workspace

export const start = () => call<StartView>('start');
export const forgetRecent = (path: string) => call<null>('forget_recent', { path });
export const createWorkspace = (path: string, settings: SettingsInput) =>
  call<WorkspaceView>('create_workspace', { path, settings });
export const openWorkspace = (path: string) => call<WorkspaceView>('open_workspace', { path });
export const openSample = () => call<WorkspaceView>('open_sample');
export const closeWorkspace = () => call<null>('close_workspace');
export const workspace = () => call<WorkspaceView | null>('workspace');
export const saveSettings = (input: SettingsInput) => call<WorkspaceView>('save_settings', { input });
export const timeZones = () => call<string[]>('time_zones');
export const undo = () => call<WorkspaceView>('undo');
export const redo = () => call<WorkspaceView>('redo');

// Files, chosen in the system's own dialogs; null when the person closed the dialog

export const pickWorkspace = () => call<string | null>('pick_workspace');
export const pickNewWorkspace = (name: string) => call<string | null>('pick_new_workspace', { name });
export const pickImport = () => call<string | null>('pick_import');
export const pickExport = (name: string, extension: string) => call<string | null>('pick_export', { name, extension });

// Handoff

export const handoff = (filter: FilterInput, theme: Theme, width: number) =>
  call<HandoffView>('handoff', { filter, theme, width });
export const exportChart = (id: ChartView['id'], filter: FilterInput, format: PictureFormat, path: string) =>
  call<string>('export_chart', { id, filter, format, path });
export const copyChart = (id: ChartView['id'], filter: FilterInput) => call<string>('copy_chart', { id, filter });

// Leads and criteria

export const fields = () => call<FieldView[]>('fields');
export const checkCriteria = (text: string) => call<CriteriaView>('check_criteria', { text });
export const buildCriteria = (rows: TestRows) => call<CriteriaView>('build_criteria', { rows });
export const leads = (input: LeadsInput, offset: number, limit: number) =>
  call<LeadsPageView>('leads', { input, offset, limit });
export const lead = (id: number) => call<LeadView>('lead', { id });
export const findLeads = (text: string, limit: number) => call<LeadRowView[]>('find_leads', { text, limit });
export const exportLeads = (input: LeadsInput, path: string) => call<string>('export_leads', { input, path });
export const savedViews = () => call<SavedViewView[]>('saved_views');
export const saveView = (name: string, criteria: string, columns: string[], sort: SortView | null) =>
  call<SavedViewView[]>('save_view', { name, criteria, columns, sort });
export const deleteView = (id: number) => call<SavedViewView[]>('delete_view', { id });

// Import

export const importLook = (path: string, mapping: MappingInput | null) =>
  call<LookView>('import_look', { path, mapping });
export const importTry = (path: string, mapping: MappingInput) => call<ReportView>('import_try', { path, mapping });
export const importCommit = (path: string, mapping: MappingInput, listen: (progress: ProgressView) => void) =>
  call<ReportView>('import_commit', { path, mapping, progress: channel(listen) });
export const cancelImport = () => call<null>('cancel_import');
export const importRejected = (pathOut: string) => call<string>('import_rejected', { pathOut });
export const imports = () => call<BatchView[]>('imports');
export const undoImport = (batch: number) => call<WorkspaceView>('undo_import', { batch });
