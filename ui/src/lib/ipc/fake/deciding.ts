import type { ChosenInput, DecidedView, DeskChoicesView, OfferView, VerbView } from '../types';
import { step } from './workspace';

const REASONS: [number, string, string][] = [
  [1, 'Timing', 'No project or budget cycle'],
  [2, 'Timing', 'Under contract with a competitor'],
  [3, 'Fit', 'Company size outside ICP'],
  [4, 'Fit', 'Wrong persona'],
  [5, 'Data', 'Invalid e-mail'],
  [6, 'Other', 'Other'],
];

const VERBS: [VerbView, string][] = [
  ['accept', 'Accept'],
  ['reject', 'Reject'],
  ['disqualify', 'Disqualify'],
  ['recycle', 'Recycle'],
  ['requalify', 'Make an MQL again'],
];

export const commands = {
  lead_offers: ({ chosen }: { chosen: ChosenInput }): OfferView[] => {
    const leads = chosen.listing ? 100 : chosen.ids.length;
    return VERBS.map(([verb, label]) => {
      const able = verb === 'disqualify' ? 0 : leads;
      const obstacle = {
        leads,
        message: 'The record knows of no contact with this lead, so it is not disqualified but rejected.',
        hint: 'Reject it, or say when sales was in contact first.',
        instead: 'reject' as const,
        needsContact: true,
      };
      const act = leads > 1 ? `${label} ${leads} leads` : label;
      return { verb, label, act, able, obstacles: able === 0 ? [obstacle] : [], remarks: [] };
    });
  },
  desk_choices: (): DeskChoicesView => ({
    rejections: REASONS.map(([id, bucket, label]) => ({ id, bucket, label, needsNote: label === 'Other' })),
    disqualifications: [{ id: 20, bucket: null, label: 'No budget', needsNote: false }],
    tracks: [
      { id: 1, label: 'Re-engage in a quarter', due: '5 Jan 2027' },
      { id: 2, label: 'Deprioritised', due: null },
    ],
    persons: [{ id: 1, name: 'Ana Almeida' }],
  }),
  decide: ({ chosen }: { chosen: ChosenInput }): DecidedView => ({
    sentence: 'Done.',
    done: chosen.ids.length,
    obstacles: [],
    remarks: [],
    workspace: step('Decide about leads'),
  }),
};
