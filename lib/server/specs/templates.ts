import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { notYet } from '../../compiler/index.ts';
import { AppError } from '../../core/app-error.ts';
import { checkSpec } from '../../spec/index.ts';

/** A text to start from. */
export interface Template {
  id: TemplateId;
  title: string;
  summary: string;
  /** Parts of the text that this version understands and does not generate. */
  notYet: number;
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
  'kyc-precise': {
    title: 'KYC verification, precise',
    summary: 'Documents are read, registries asked, names screened, the risk scored; a second person decides the rest.',
  },
  'loan-origination': {
    title: 'Loan origination',
    summary: 'Decimal money, a scorecard, a pricing table, instalments by a process, offers that expire by the clock.',
  },
  'insurance-claims': {
    title: 'Insurance claims',
    summary: 'Photographs, triage by a table, an assessment by one person and a confirmation by another.',
  },
  'hospital-appointments': {
    title: 'Hospital appointments',
    summary: 'Free times, reminders by the clock of a time zone, cancelling until four hours before.',
  },
  'article-platform': {
    title: 'Article platform',
    summary: 'People with passwords and tokens, articles with tags, favourites, comments, follows and a feed.',
  },
  shop: {
    title: 'Shop',
    summary: 'Carts, stock, coupons, and a payment before anything is stored.',
  },
  chargebacks: {
    title: 'Chargebacks',
    summary: 'A card network by SOAP, webhooks, deadlines by a table, four eyes over five thousand.',
  },
  'payment-disputes': {
    title: 'Payment disputes',
    summary: 'SOAP, GraphQL, REST, a webhook, Kafka, a model, a screening and a scorecard in one text.',
  },
} as const;

export type TemplateId = keyof typeof TEMPLATES;

/** The ids of the templates, for the parsing of requests, in the order in which they are offered. */
export const TEMPLATE_IDS = Object.keys(TEMPLATES).filter(isTemplateId);

function isTemplateId(id: string): id is TemplateId {
  return Object.hasOwn(TEMPLATES, id);
}

let listed: Promise<readonly Template[]> | null = null;

/** The texts that a service may start from. The texts are part of the application, so they are looked at once. */
export function listTemplates(): Promise<readonly Template[]> {
  listed ??= Promise.all(
    TEMPLATE_IDS.map(async (id) => {
      const { model } = checkSpec(await templateText(id, 'sample-service'));
      return { id, ...TEMPLATES[id], notYet: model === null ? 0 : notYet(model).length };
    }),
  );
  return listed;
}

/** A template's text, with the new service's name in its `service` key. Throws `not_found` for an unknown id. */
export async function templateText(id: string, service: string): Promise<string> {
  if (id === 'empty') return emptyText(service);
  if (!isTemplateId(id)) throw new AppError('not_found', 'There is no template of this name.');
  const text = await exampleText(id);
  const old = /^service: ([a-z0-9-]+)$/m.exec(text)?.[1] ?? service;
  // Tokens are for the service by its name.
  return text.replace(/^service: .*$/m, `service: ${service}`).replaceAll(`audience: ${old}`, `audience: ${service}`);
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
