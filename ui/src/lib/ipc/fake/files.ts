import type { QuestionView, SplitView } from '../types';
import { OUTCOMES, REASONS, SIDES, STAGES } from './targets';

/** A column as invented: header, first values, filled, distinct, what it becomes, how it is read, and what is special. */
export interface FakeColumn {
  header: string;
  first: string[];
  filled: number;
  distinct: number;
  becomes: string;
  reading: string;
  ground?: string;
  isNew?: boolean;
  date?: string;
  suggestion?: boolean;
  question?: string;
}

export interface FakeGroup {
  id: string;
  header: string;
  title: string;
  help: string;
  targets: { value: string; label: string; group: string }[];
  free?: boolean;
  choices: [value: string, count: number, becomes: string, suggestion?: boolean][];
}

/** A file as invented. */
export interface FakeFile {
  shape: string;
  dictionary: string;
  encoding: string;
  delimiter: string;
  footerRows: number;
  rows: number;
  sheets: string[];
  columns: FakeColumn[];
  groups: FakeGroup[];
  questions: QuestionView[];
  split: SplitView | null;
  memory: string | null;
  already: string | null;
  notes: string[];
}

type Rest = Partial<Pick<FakeColumn, 'ground' | 'isNew' | 'date' | 'suggestion' | 'question'>>;

const col = (
  header: string,
  first: string[],
  filled: number,
  distinct: number,
  becomes: string,
  reading: string,
  rest: Rest = {},
): FakeColumn => ({ header, first, filled, distinct, becomes, reading, ...rest });

const KEPT = 'kept; can be charted and used in criteria';

const LEAD_COLUMNS = [
  col('Lead ID', ['00Q5e00000AbCdE', '00Q5e00000AbCdF'], 1, 5002, 'external_id', '18 characters, made from 15'),
  col('Created Date', ['03/04/2026 09:12', '17/04/2026 16:40'], 1, 4871, 'created.at', 'day first: "03/04/2026" is read as 3 April 2026 (31 values have a day over 12)', { date: 'day-first' }),
  col('Lead Status', ['Accepted', 'Open - Not Contacted'], 1, 6, 'status', '5 of 6 values known'),
  col('Decision Date', ['05/04/2026 16:40'], 0.93, 4402, 'status.at', 'day first', { date: 'day-first' }),
  col('Rejection Reason', ['Company too small', 'No project'], 0.29, 14, 'either.reason', '13 known, 1 new'),
  col('Lead Source', ['Webinar', 'Paid search: generic'], 1, 23, 'source', 'text'),
  col('No. of Employees', ['1.250', '80'], 0.92, 611, 'employees', '1.250 is read as 1,250', { suggestion: true, ground: 'whole numbers, and a header like “Employees”' }),
  col('Email', ['p.k@firm77.example.com'], 0.994, 4930, 'email', '4 % free-mail, flagged'),
  col('Company / Account', ['Firm 77, Inc', 'Müller & Söhne GmbH & Co. KG Sicherheitstechnik und Anlagenbau'], 1, 3001, 'company', 'text'),
  col('MQL Date', ['04/04/2026'], 0.97, 402, 'stage.mql.at', 'day first', { date: 'day-first', suggestion: true, ground: 'dates, and “MQL” in the header', question: 'What does MQL Date stamp?' }),
  col('Sales Region EMEA?', ['yes', 'no'], 0.61, 2, '', KEPT),
  col('Lead Owner', ['Ana Almeida', 'Bruno Costa'], 1, 23, 'owner', '23 people, all known'),
  col('Buying committee role', ['Champion', 'Decision maker'], 0.34, 5, '', KEPT, { isNew: true, suggestion: true, ground: 'not there last time' }),
  col('Next renewal of current vendor contract (self-reported, quarter)', ['Q3 2026', 'unknown'], 0.12, 9, '', KEPT, { isNew: true, suggestion: true, ground: 'not there last time' }),
  col('Job Title', ['CISO', 'Head of security'], 0.98, 811, 'title', 'personas are told from it by the rules in Settings'),
  col('ملاحظات', ['يرجى الاتصال بعد رمضان', 'לקוח קיים'], 0.04, 120, '', KEPT),
  ...Array.from({ length: 8 }, (_, at) => col(`Custom score ${at + 1}`, [String(40 + at), '17'], 0.5, 100, '', KEPT)),
];

export const LEADS: FakeFile = {
  shape: 'lead-per-row',
  dictionary: 'Salesforce report',
  encoding: 'Windows-1252',
  delimiter: 'comma',
  footerRows: 4,
  rows: 5002,
  sheets: [],
  columns: LEAD_COLUMNS,
  groups: [
    {
      id: 'status',
      header: 'Lead Status',
      title: 'What each status means',
      help: 'The stage a lead with this status is in.',
      targets: STAGES,
      choices: [
        ['Open - Not Contacted', 1204, 'mql'],
        ['Accepted', 2201, 'sal'],
        ['Rejected', 1451, 'rejected'],
        ['Closed - Converted', 71, 'opportunity'],
        ['Nurture', 18, 'inquiry'],
        ['On hold', 57, ''],
      ],
    },
    {
      id: 'either.reason',
      header: 'Rejection Reason',
      title: 'Why leads were sent back',
      help: 'One picklist for both sides of first contact; the dates tell them apart.',
      targets: REASONS,
      choices: [
        ['Company too small', 611, 'fit.company-too-small'],
        ['No project', 402, 'timing.no-project'],
        ['Wrong industry', 207, 'fit.wrong-industry'],
        ['Competitor contract until Q3', 37, ''],
        ['No phone number', 33, 'data.no-phone', true],
      ],
    },
    {
      id: 'owner',
      header: 'Lead Owner',
      title: 'Who is who',
      help: 'The name people go by here. Two spellings of one person become one.',
      targets: [
        { value: 'Ana Almeida', label: 'Ana Almeida', group: 'People known here' },
        { value: 'Bruno Costa', label: 'Bruno Costa', group: 'People known here' },
      ],
      free: true,
      choices: [
        ['Ana Almeida', 2104, 'Ana Almeida'],
        ['Bruno Costa', 1877, 'Bruno Costa'],
        ['bcosta@acme.example.com', 402, 'Bruno Costa', true],
        ['Chiara Dogan', 619, 'Chiara Dogan', true],
      ],
    },
  ],
  questions: [
    {
      id: 'mql-meaning',
      title: 'What does MQL Date stamp?',
      text: 'A lead can become an MQL more than once. A CRM keeps one date, and not all keep the same one.',
      options: [
        { value: 'first', label: 'The first time' },
        { value: 'last', label: 'The last time' },
        { value: 'neither', label: 'Neither: keep the column as it is' },
      ],
      chosen: null,
    },
  ],
  split: {
    rejections: 1204,
    disqualifications: 163,
    undecided: 41,
    sentence:
      'This file has one reason field for both. By first contact: 1,204 rejections, 163 disqualifications, 41 cannot be told. They are kept apart from here on.',
  },
  memory: '17 of 19 columns are mapped as in the import of 28 Sep 2026; new: Buying committee role, Region.',
  already: '4,611 of 5,002 leads are known here; 318 of them changed status since last Monday.',
  notes: ['2 headers are empty and were named by their position.'],
};

export const ACTIVITIES: FakeFile = {
  shape: 'activity-log',
  dictionary: 'Marketo activities',
  encoding: 'UTF-8 with BOM',
  delimiter: 'comma',
  footerRows: 0,
  rows: 18_440,
  sheets: [],
  columns: [
    col('marketoGUID', ['783961924'], 1, 18440, '', KEPT),
    col('leadId', ['5', '10'], 1, 3120, 'external_id', 'text'),
    col('activityDate', ['2026-09-29T07:21:06Z'], 1, 18001, 'activity.at', 'in UTC, with seconds', { date: '%Y-%m-%dT%H:%M:%SZ' }),
    col('activityTypeId', ['Visit Webpage', 'Call'], 1, 7, 'activity.kind', '6 of 7 kinds known'),
    col('campaignId', ['1008', 'null'], 0.4, 44, 'campaign', '“null” is read as blank'),
    col('attributes', ['{"Link":"/pricing"}'], 0.9, 9021, '', KEPT),
  ],
  groups: [
    {
      id: 'side',
      header: 'activityTypeId',
      title: 'Whose side each activity is on',
      help: 'Only what sales did counts as contact and stops a clock.',
      targets: SIDES,
      choices: [
        ['Visit Webpage', 11_020, 'engagement'],
        ['Fill Out Form', 2240, 'engagement'],
        ['Attend Webinar', 1904, 'engagement'],
        ['Call', 2011, 'touch'],
        ['Send Sales Email', 1190, 'touch'],
        ['Chat', 75, ''],
      ],
    },
  ],
  questions: [],
  split: null,
  memory: null,
  already: '3,008 of 3,120 leads in this file are known here.',
  notes: [],
};

export const DEALS: FakeFile = {
  shape: 'opportunities',
  dictionary: 'Pipedrive',
  encoding: 'UTF-8',
  delimiter: '',
  footerRows: 0,
  rows: 412,
  sheets: ['Deals', 'Lost deals', 'Pivot'],
  columns: [
    col('Deal - ID', ['9014'], 1, 412, 'deal.id', 'text'),
    col('Deal - Status', ['Won', 'Lost'], 1, 3, 'deal.outcome', '3 of 3 values known'),
    col('Deal - Value', ['€ 3.500,00'], 0.97, 208, 'amount', '€ 3.500,00 is read as 3,500'),
    col('Deal - Closed', ['46112'], 0.7, 133, 'deal.closed.at', '46112 is read as 31 March 2026', { date: 'excel' }),
    col('Deal - Lost reason', ['Price'], 0.3, 11, 'lost.reason', 'text'),
    col('Person - Email', ['c.d@firm9.example.com'], 0.88, 371, 'email', 'text'),
  ],
  groups: [
    {
      id: 'outcome',
      header: 'Deal - Status',
      title: 'How deals ended',
      help: 'Deals that are open are read, and counted when they end.',
      targets: OUTCOMES,
      choices: [
        ['Won', 101, 'won'],
        ['Lost', 188, 'lost'],
        ['Open', 123, 'open'],
      ],
    },
  ],
  questions: [],
  split: null,
  memory: 'Mapping used 3 times.',
  already: '371 of 412 deals find their lead by e-mail.',
  notes: [],
};

/** A file like last week's: nothing to decide, nothing wrong. */
export const CLEAN: FakeFile = { ...LEADS, groups: [], questions: [], split: null, memory: 'All 9 columns are mapped as in the import of 28 Sep 2026.', columns: LEADS.columns.slice(0, 9) };

/** A file at the limits: many columns, long words, nothing remembered. */
export const WIDE: FakeFile = {
  ...LEADS,
  dictionary: '',
  memory: null,
  already: null,
  split: null,
  groups: [],
  questions: [],
  notes: [],
  columns: Array.from({ length: 300 }, (_, at) =>
    at < LEAD_COLUMNS.length
      ? LEAD_COLUMNS[at]!
      : col(`property_${at}_${'verylongheaderwithoutanyspace'.repeat(at % 17 === 0 ? 3 : 1)}`, [at % 2 ? 'x' : ''], at / 300, at, '', KEPT),
  ),
};
