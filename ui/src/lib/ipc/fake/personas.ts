import type { PersonaPreview, PersonaRuleInput } from '../types';
import { commands as criteria } from './criteria';
import { step } from './workspace';

let rules = [
  rule('Security leader', 'title contains "CISO" or title contains "Head of security"'),
  rule('Practitioner', 'title contains "engineer"'),
  rule('IT generalist', 'title contains "IT"'),
];

const TITLES: Record<string, string[]> = {
  'Security leader': ['CISO', 'Head of security', 'Deputy CISO, EMEA'],
  Practitioner: ['Security engineer', 'Senior network engineer'],
  'IT generalist': ['IT manager', 'IT'],
};

export const commands = {
  persona_rules: () => preview(rules.map(plainRule)),
  persona_preview: ({ rules: asked }: { rules: PersonaRuleInput[] }) => preview(asked),
  save_personas: ({ rules: asked }: { rules: PersonaRuleInput[] }) => {
    rules = asked.map(({ persona, criteria: text }) => rule(persona, text));
    return step('Change the persona rules');
  },
};

function preview(asked: PersonaRuleInput[]): PersonaPreview {
  return {
    rules: asked.map(({ persona, criteria: text }) => {
      const read = rule(persona, text);
      const examples = (TITLES[persona] ?? ['Analyst']).map((title, at) => ({ title, count: 911 - at * 240 }));
      const count = examples.reduce((sum, { count: one }) => sum + one, 0);
      return read.error ? { ...read, count: 0, examples: [] } : { ...read, count, examples };
    }),
    uncaught: {
      count: 402,
      examples: [
        { title: 'Office admin', count: 211 },
        { title: 'Procurement', count: 96 },
        { title: 'مدير تقنية المعلومات', count: 12 },
      ],
    },
    changed: JSON.stringify(asked) === JSON.stringify(rules.map(plainRule)) ? 0 : 137,
  };
}

const plainRule = ({ persona, criteria: text }: PersonaRuleInput) => ({ persona, criteria: text });

function rule(persona: string, text: string) {
  const { plain, error } = criteria.check_criteria({ text });
  return { persona, criteria: text, plain: plain ?? '', error: error?.message ?? null };
}
