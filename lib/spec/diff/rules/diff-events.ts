import { open } from '../../expressions/static-types.ts';
import type { EventDeclaration } from '../../model.ts';
import { type Differ, match, placeOf, said, saidChange, setChange } from '../differ.ts';
import { sayTypeOf } from '../say-type.ts';
import { diffTypes } from '../type-uses.ts';
import { diffSummary } from './diff-service.ts';

/** Published events: for those who listen they are outputs. */
export function diffEvents(differ: Differ): void {
  const { both, removed, added } = match(differ.before.model.events, differ.after.model.events);
  for (const event of removed)
    differ.report('event-removed', placeOf(event, null), `Event ${said(event.name)} is no longer published.`);
  for (const event of added) differ.report('event-added', placeOf(null, event), `Event ${said(event.name)} is new.`);
  for (const [old, now] of both) diffEvent(differ, old, now);
}

function diffEvent(differ: Differ, before: EventDeclaration, after: EventDeclaration): void {
  const place = placeOf(before, after);
  const subject = `Event ${said(after.name)}`;
  if (before.channel !== after.channel)
    differ.report('event-channel-changed', place, `${subject}: channel ${saidChange(before.channel, after.channel)}.`);
  if (before.subject !== after.subject)
    differ.report(
      'event-order-changed',
      place,
      `${subject}: in order for each ${saidChange(before.subject, after.subject)}.`,
    );
  if (before.webhook !== after.webhook)
    differ.report(
      after.webhook === null ? 'event-signature-removed' : 'event-signature-added',
      place,
      `${subject}: webhook ${saidChange(before.webhook, after.webhook)}.`,
    );
  diffPayload(differ, subject, before, after);
  const urls = (event: EventDeclaration): string[] => event.subscribers.map(({ url }) => url);
  const { removed, added } = setChange(urls(before), urls(after));
  for (const url of removed)
    differ.report('subscriber-removed', place, `${subject}: no longer sent to ${said(`$${url}`)}.`);
  for (const url of added) differ.report('subscriber-added', place, `${subject}: now sent to ${said(`$${url}`)}.`);
  diffSummary(differ, subject, before, after);
}

function diffPayload(differ: Differ, subject: string, before: EventDeclaration, after: EventDeclaration): void {
  const { both, removed, added } = match(before.payload, after.payload, ({ name }) => name);
  for (const field of removed)
    differ.report('output-removed', placeOf(field, null), `${subject}: field ${said(field.name)} → none.`);
  for (const field of added) {
    const optional = open(differ.after.types, field.type).optional ? ', where there is one' : '';
    differ.report(
      'output-added',
      placeOf(null, field),
      `${subject}: no field ${said(field.name)} → ${said(sayTypeOf(field.type))}${optional}.`,
    );
  }
  for (const [old, now] of both) {
    const at = {
      place: placeOf(old, now),
      subject: `${subject}, field ${said(now.name)}`,
      label: `${after.name}.${now.name}`,
    };
    diffTypes(differ, { use: 'output', ...at }, old.type, now.type);
  }
}
