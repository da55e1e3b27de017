import type { ChangeCode } from '../change-codes.ts';
import { type Differ, said } from '../differ.ts';
import type { RenamableSection, Rename } from '../follow-renames.ts';

const WORDS: Readonly<Record<RenamableSection | 'fields', string>> = {
  types: 'Type',
  entities: 'Entity',
  fields: 'Field',
  errors: 'Error',
  endpoints: 'Operation',
  processes: 'Process',
  decisions: 'Decision',
  scorecards: 'Scorecard',
  events: 'Event',
  schedules: 'Schedule',
  integrations: 'Integration',
  invariants: 'Invariant',
};

/** Names that callers, listeners or stored data know. */
const CODES: Readonly<Partial<Record<RenamableSection | 'fields', ChangeCode>>> = {
  entities: 'entity-renamed',
  fields: 'field-renamed',
  errors: 'error-renamed',
  endpoints: 'operation-renamed',
  events: 'event-renamed',
};

/** What has another name and is the same thing (`renamedFrom`). */
export function reportRenames(differ: Differ, renames: readonly Rename[]): void {
  for (const { section, of, from, to } of renames) {
    const path = section === 'fields' ? `entities/${of}/fields/${to}` : `${section}/${to}`;
    const owner = of === null ? '' : ` of ${said(of)}`;
    const message = `${WORDS[section]} ${said(from)}${owner} is called ${said(to)} now.`;
    differ.report(CODES[section] ?? 'declaration-renamed', { path, ...spansOf(differ, section, of, to) }, message);
  }
}

function spansOf({ before, after }: Differ, section: Rename['section'], of: string | null, name: string) {
  const find = (model: Differ['before']['model']) => {
    const nodes =
      section === 'fields' ? (model.entities.find((entity) => entity.name === of)?.fields ?? []) : model[section];
    return nodes.find((node) => node.name === name)?.span ?? null;
  };
  return { before: find(before.model), after: find(after.model) };
}
