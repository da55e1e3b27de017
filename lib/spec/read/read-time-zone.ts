import { TIME_ZONES } from '../time-zones.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { textOf } from './forms.ts';

/** The name of a time zone of the IANA database, such as `Asia/Kolkata` or `UTC`. Null if it is none (reported). */
export function readTimeZone(ctx: ReadContext, node: YamlNode): string | null {
  const name = textOf(ctx, node, 'A time zone such as Asia/Kolkata');
  if (name === null || TIME_ZONES.has(name)) return name;
  const wanted = `/${name.replaceAll(' ', '_').toLowerCase()}`;
  const city = [...TIME_ZONES].find((zone) => `/${zone}`.toLowerCase().endsWith(wanted)) ?? null;
  const suggestion = city ?? ctx.reporter.suggest(name, TIME_ZONES);
  const fixes =
    suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span: node.span, text: suggestion }] }];
  ctx.reporter.report('SPC2041', node.span, { name, suggestion }, fixes);
  return null;
}
