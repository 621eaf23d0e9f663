import { invoke } from '@tauri-apps/api/core';
import type { WorkspaceView } from './bindings';
import type { DuplicateView, MergeView } from './duplicate-types';

/** Going through leads that are likely the same person. */
export const duplicateCommands = {
  duplicates: () => invoke<DuplicateView[]>('duplicates'),
  mergeLook: (one: number, other: number) => invoke<MergeView>('merge_look', { one, other }),
  mergeLeads: (keep: number, other: number, takeFromOther: string[]) =>
    invoke<WorkspaceView>('merge_leads', { keep, other, takeFromOther }),
  keepApart: (one: number, other: number) => invoke<WorkspaceView>('keep_apart', { one, other }),
};
