import type { PersonaPreview, PersonaRuleInput, PersonaRuleView } from '../types';
import { commands as criteria } from './criteria';
import { step } from './workspace';

let rules: PersonaRuleView[] = [
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
  persona_rules: () => rules,
  persona_preview: ({ rules: asked }: { rules: PersonaRuleInput[] }): PersonaPreview => ({
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
  }),
  save_personas: ({ rules: asked }: { rules: PersonaRuleInput[] }) => {
    rules = asked.map(({ persona, criteria: text }) => rule(persona, text));
    return step('Change the persona rules');
  },
};

const plainRule = ({ persona, criteria: text }: PersonaRuleView) => ({ persona, criteria: text });

function rule(persona: string, text: string): PersonaRuleView {
  const { plain, error } = criteria.check_criteria({ text });
  return { persona, criteria: text, plain: plain ?? '', error: error?.message ?? null };
}
