import type { RecycleInput, RecyclePageView, RecycleView, ShareView } from '../types';
import { cell } from './leads';

const PARTS = ['sent', 'there', 'due', 'back', 'accepted', 'rejected', 'pending', 'lapsed', 'won', 'taken-up', 'moved'];

function share(numerator: number, denominator: number, said: string, interval: string): ShareView {
  return denominator === 0
    ? { numerator, denominator, share: null, interval: null }
    : { numerator, denominator, share: said, interval: `95 % interval ${interval}` };
}

function track(id: number, label: string, rhythm: string, counts: number[], cameBack: ShareView, accepted: ShareView) {
  return {
    id,
    label,
    rhythm,
    retired: false,
    counts: PARTS.map((part, place) => ({ part, leads: counts[place] ?? 0 })),
    cameBack,
    accepted,
  };
}

const none = share(0, 0, '', '');

const TRACKS: RecycleView = {
  asOf: '5 Oct 2026 09:52',
  tracks: [
    track(
      1,
      'Re-engage in a quarter',
      'due after 91 days',
      [433, 371, 118, 60, 20, 15, 25, 0, 3, 0, 2],
      share(60, 433, '14 %', '11 to 17 %'),
      share(20, 60, '33 %', '23 to 46 %'),
    ),
    track(2, 'Deprioritised', 'never due by itself', [274, 274, 0, 0], share(0, 274, '0 %', '0 to 1 %'), none),
    track(3, 'Enrich first', 'due after 7 days', [101, 96, 96, 5, 1, 0, 4, 0, 0], share(5, 101, '5 %', '2 to 11 %'), share(1, 5, '20 %', '4 to 62 %')),
  ],
};

export const commands = {
  recycle: () => TRACKS,
  recycled: ({ input, offset, limit }: { input: RecycleInput; offset: number; limit: number }): RecyclePageView => {
    const found = TRACKS.tracks.find(({ id }) => id === input.track);
    const total = found?.counts.find(({ part }) => part === input.part)?.leads ?? 0;
    const there = ['there', 'due'].includes(input.part);
    const columns = [
      ['name', 'Name'],
      ['company', 'Company'],
      ...(there ? [['due', 'Due'], ['late', 'Late']] : [['fate', 'What became of it']]),
      ['reason', 'Reason'],
      ['words', 'Words'],
      ['email', 'E-mail'],
      ['since', 'Since'],
    ].map(([name = '', label = '']) => ({ name, label, numeric: name === 'late' }));
    const rows = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, place) => {
      const lead = (offset + place) * 7 + input.track! * 13;
      const name = `${cell(lead, 'first_name')} ${cell(lead, 'last_name')}`;
      const late = place < 20 ? `${21 - place} days` : '';
      const last = there ? [`${(place % 28) + 1} Sep 2026`, late] : ['Came back, not decided yet'];
      const words = place % 3 ? '' : 'back in Q4, they said';
      const cells = [name, cell(lead, 'company'), ...last, 'No project or budget cycle', words, cell(lead, 'email'), '1 Jul 2026'];
      return { id: lead + 1, cells };
    });
    return { total, offset, columns, rows, drill: '10' };
  },
  export_recycled: ({ path }: { path: string }) => `Wrote the leads to ${path}.`,
};
