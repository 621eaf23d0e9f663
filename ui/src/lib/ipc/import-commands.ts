import { type Channel, invoke } from '@tauri-apps/api/core';
import type { WorkspaceView } from './bindings';
import type {
  BatchView,
  DuplicateView,
  FileInput,
  GoView,
  LookView,
  MappingInput,
  MergeView,
  PersonaPreview,
  PersonaRuleInput,
  PersonaRuleView,
  ProgressView,
  RowsOut,
  WatchedView,
} from './import-types';

/** The commands of importing, personas and duplicates. */
export const importCommands = {
  pickImports: () => invoke<string[]>('pick_imports'),
  pickFolder: () => invoke<string | null>('pick_folder'),
  pickMapping: () => invoke<string | null>('pick_mapping'),
  importLook: (path: string, mapping: MappingInput | null) => invoke<LookView>('import_look', { path, mapping }),
  importMappingSave: (path: string, mapping: MappingInput, pathOut: string) =>
    invoke<string>('import_mapping_save', { path, mapping, pathOut }),
  importMappingRead: (pathIn: string) => invoke<string>('import_mapping_read', { pathIn }),
  importTry: (files: FileInput[]) => invoke<GoView>('import_try', { files }),
  importCommit: (files: FileInput[], progress: Channel<ProgressView>) =>
    invoke<GoView>('import_commit', { files, progress }),
  importRowsOut: (which: RowsOut, file: number, pathOut: string) =>
    invoke<string>('import_rows_out', { which, file, pathOut }),
  imports: () => invoke<BatchView[]>('imports'),
  watchedFolders: () => invoke<WatchedView[]>('watched_folders'),
  watchFolder: (folder: string, pattern: string) => invoke<WatchedView[]>('watch_folder', { folder, pattern }),
  unwatchFolder: (id: number) => invoke<WatchedView[]>('unwatch_folder', { id }),
  personaRules: () => invoke<PersonaRuleView[]>('persona_rules'),
  personaPreview: (rules: PersonaRuleInput[]) => invoke<PersonaPreview>('persona_preview', { rules }),
  savePersonas: (rules: PersonaRuleInput[]) => invoke<WorkspaceView>('save_personas', { rules }),
  duplicates: () => invoke<DuplicateView[]>('duplicates'),
  mergeLook: (one: number, other: number) => invoke<MergeView>('merge_look', { one, other }),
  mergeLeads: (keep: number, other: number, takeFromOther: string[]) =>
    invoke<WorkspaceView>('merge_leads', { keep, other, takeFromOther }),
  keepApart: (one: number, other: number) => invoke<WorkspaceView>('keep_apart', { one, other }),
};
