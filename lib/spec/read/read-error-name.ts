import type { YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { textOf } from './forms.ts';

/** The name of a declared error, or null (reported). Built-in errors have names as well. */
export function readErrorName(ctx: ReadContext, node: YamlNode): string | null {
  const name = textOf(ctx, node, 'The name of an error');
  if (name === null || ctx.names.errors.has(name)) return name;
  const suggestion = ctx.reporter.suggest(name, ctx.names.errors.keys());
  const fixes =
    suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span: node.span, text: suggestion }] }];
  ctx.reporter.report('SPC2013', node.span, { what: 'error', name, suggestion }, fixes);
  return null;
}
