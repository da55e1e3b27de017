import { remember } from '../incremental/remember.ts';
import type { EventDeclaration, Field, Step } from '../model.ts';
import type { YamlNode } from '../yaml/node.ts';
import { checkNoPassword } from './check-no-password.ts';
import type { ReadContext } from './context.ts';
import { type Declaration, declarations, expected, oneOf, textOf, visibleSpan } from './forms.ts';
import { type Keys, readKeys } from './keys.ts';
import { checkName } from './names.ts';
import { readFieldName } from './read-entities.ts';
import { readFields } from './read-fields.ts';
import { readRenamedFrom } from './read-renamed-from.ts';
import { readSetting, settingName } from './read-setting.ts';
import type { TypeTable } from './type-table.ts';

/** The most subscribers that one event may name; the others sign up while the service runs. */
const MAX_SUBSCRIBERS = 50;

/** Reads the published events. */
export function readEvents(ctx: ReadContext, table: TypeTable, node: YamlNode): EventDeclaration[] {
  return declarations(ctx, node, 'event', 'identifier').flatMap((declaration) =>
    remember(ctx, 'event', declaration.key, { table }, (at, inside) => {
      const keys = readKeys(at, declaration.value, 'event', declaration.key.span);
      return keys === null ? [] : [readEvent(at, inside.table, declaration, keys)];
    }),
  );
}

/** Reports the events that no step emits. */
export function reportUnpublished(ctx: ReadContext, events: readonly EventDeclaration[], steps: readonly Step[]): void {
  const emitted = new Set(steps.flatMap((step) => (step.kind === 'emit' ? [step.event] : [])));
  for (const { name, span } of events) {
    const at = { start: span.start, end: Math.min(span.end, span.start + name.length) };
    if (!emitted.has(name)) ctx.reporter.report('SPC2035', at, { name });
  }
}

function readEvent(ctx: ReadContext, table: TypeTable, declaration: Declaration, keys: Keys): EventDeclaration {
  const { name, span } = declaration;
  const id = `events/${name}`;
  const [summary, channel, delivery, webhook, subject] = ['summary', 'channel', 'delivery', 'webhook', 'subject'].map(
    (key) => keys.get(key),
  );
  const payload = readFields(ctx, keys.get('payload'), `${id}/payload`, name);
  for (const field of payload) checkNoPassword(ctx, table, field.type, field.name, field.span);
  if (delivery !== undefined) oneOf(ctx, delivery, ['outbox'], 'A delivery');
  const signed = webhook === undefined ? null : oneOf(ctx, webhook, ['signed'], 'A webhook');
  return {
    id,
    span,
    name,
    renamedFrom: readRenamedFrom(ctx, keys, 'identifier', name, ctx.names.events),
    summary: summary === undefined ? null : textOf(ctx, summary, 'A sentence'),
    channel: (channel === undefined ? null : readChannel(ctx, channel)) ?? name,
    payload,
    delivery: 'outbox',
    webhook: signed,
    subject: subject === undefined ? null : readSubject(ctx, subject, payload),
    subscribers: readSubscribers(ctx, keys, name, signed !== null),
  };
}

function readChannel(ctx: ReadContext, node: YamlNode): string | null {
  if (node.kind !== 'scalar') return expected(ctx, node, 'A name such as kyc.decided');
  return checkName(ctx, node, 'loose') ? node.value : null;
}

/** The field that orders deliveries; it is always there. */
function readSubject(ctx: ReadContext, node: YamlNode, payload: readonly Field[]): string | null {
  const name = readFieldName(ctx, node, new Set(payload.map((field) => field.name)));
  const field = payload.find((candidate) => candidate.name === name);
  if (field?.type.kind !== 'optional') return name;
  return expected(ctx, node, 'A field that is never missing');
}

function readSubscribers(
  ctx: ReadContext,
  keys: Keys,
  event: string,
  signed: boolean,
): EventDeclaration['subscribers'] {
  const node = keys.get('subscribers');
  if (node === undefined) return [];
  if (node.kind !== 'seq') {
    expected(ctx, node, 'A list of subscribers, each {url: $SETTING, secret: $SETTING},');
    return [];
  }
  if (!signed && node.items.length > 0) {
    const at = keys.entry('subscribers')?.key.span ?? node.span;
    ctx.reporter.report('SPC2002', at, { key: 'webhook: signed', where: 'An event with subscribers' });
  }
  const beyond = node.items[MAX_SUBSCRIBERS];
  if (beyond !== undefined) expected(ctx, beyond, `A list of at most ${MAX_SUBSCRIBERS} subscribers`);
  return node.items.slice(0, MAX_SUBSCRIBERS).flatMap((item) => {
    const found = readKeys(ctx, item, 'subscriber', visibleSpan(ctx, item));
    const [url, secret] = [found?.get('url'), found?.get('secret')];
    if (found === null || url === undefined) return [];
    if (secret === undefined && signed)
      ctx.reporter.report('SPC2002', url.span, { key: 'secret', where: 'A subscriber of a signed webhook' });
    const address = readSetting(ctx, url, 'address', settingName(event, 'URL'));
    const key = secret === undefined ? null : readSetting(ctx, secret, 'secret', settingName(event, 'SECRET'));
    return address === null ? [] : [{ url: address, secret: key, span: item.span }];
  });
}
