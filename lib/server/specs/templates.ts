import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../core/app-error.ts';

/** A text to start from. */
export interface Template {
  id: TemplateId;
  title: string;
  summary: string;
}

const TEMPLATES = {
  empty: {
    title: 'Empty',
    summary: 'One endpoint that answers, to write on from.',
  },
  'kyc-brief': {
    title: 'KYC verification, brief',
    summary: 'A short text as a business writes it: four prose steps, done by people until they are refined.',
  },
  'loan-quotes': {
    title: 'Loan quotes, precise',
    summary: 'Two endpoints, one entity and a decision table: everything is computed.',
  },
} as const;

export type TemplateId = keyof typeof TEMPLATES;

/** The texts that a service may start from, in the order in which they are offered. */
export function listTemplates(): readonly Template[] {
  return TEMPLATE_IDS.map((id) => ({ id, ...TEMPLATES[id] }));
}

/** The ids of the templates, for the parsing of requests. */
export const TEMPLATE_IDS: readonly TemplateId[] = ['empty', 'kyc-brief', 'loan-quotes'];

/** A template's text, with the new service's name in its `service` key. Throws `not_found` for an unknown id. */
export async function templateText(id: string, service: string): Promise<string> {
  if (id === 'empty') return emptyText(service);
  if (!TEMPLATE_IDS.some((known) => known === id))
    throw new AppError('not_found', 'There is no template of this name.');
  const text = await exampleText(id);
  return text.replace(/^service: .*$/m, `service: ${service}`);
}

/** An example specification, word for word. */
export function exampleText(id: string): Promise<string> {
  return readFile(join(process.cwd(), 'e2e', 'golden', id, 'spec.yaml'), 'utf8');
}

function emptyText(service: string): string {
  return `specVersion: "1.0"
service: ${service}
version: 1.0.0
summary: What this service is for, in one sentence.

endpoints:
  - path: /greetings
    method: POST
    operation: greet
    summary: Greet somebody by name
    access: public
    input:
      - name: string(1..100)
    output:
      - greeting: {type: string, value: '="Good day, " + input.name'}
    sla: 99% under 200 ms
`;
}
