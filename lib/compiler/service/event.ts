import { snake, variable as variableOf } from '../names.ts';
import type { EventPlan, Plan } from '../plan.ts';
import { code } from '../text/code.ts';
import { list, print } from '../text/doc.ts';
import { type Import, imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { comment, key, quote } from '../text/quote.ts';
import { moduleImports, newModule } from './module.ts';
import { members } from './types.ts';

/** src/events/<event>.ts: what an event holds, and who is told of it. */
export function eventModule({ event, variable, type }: EventPlan, plan: Plan): string {
  const module = newModule(plan);
  const fields = members(event.payload, plan, module.types, false);
  const lines: Import[] = [...moduleImports(module), ['../platform/events.ts', 'type EventType']];
  const { subject } = event;
  const local = subject === null ? '' : variableOf(subject);
  const taken = subject === null ? '' : key(subject) === local ? `{ ${local} }` : `{ ${key(subject)}: ${local} }`;
  const subscribers = subscribersOf(event).map(({ url, secret, needed }) =>
    list(
      '{',
      [`url: ${quote(url)}`, `secret: ${secret === null ? 'null' : quote(secret)}`, `needed: ${needed}`],
      '}',
      true,
    ),
  );
  return code`
    ${imports(lines.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))}

    /** ${comment(event.summary ?? `What the event ${event.name} holds`)}. */
    ${origin(event, fields === '' ? `export type ${type} = Record<string, never>;` : `export interface ${type} {\n  ${fields.replaceAll('\n', '\n  ')}\n}`)}

    export const ${variable}: EventType<${type}> = {
      name: ${quote(event.name)},
      channel: ${quote(event.channel)},
      schema: ${quote(type)},
      subject: ${subject === null ? '() => null' : `(${taken}) => String(${local})`},
      ${print(['subscribers: ', list('[', subscribers, ']'), ','], 2)}
    };
  `;
}

/** The settings that say who is told. Where the specification names nobody, a setting may. */
export function subscribersOf({
  name,
  webhook,
  subscribers,
}: EventPlan['event']): readonly { url: string; secret: string | null; needed: boolean }[] {
  if (subscribers.length > 0) return subscribers.map(({ url, secret }) => ({ url, secret, needed: true }));
  const stem = snake(name).toUpperCase();
  return webhook === null ? [] : [{ url: `${stem}_WEBHOOK_URL`, secret: `${stem}_WEBHOOK_SECRET`, needed: false }];
}
