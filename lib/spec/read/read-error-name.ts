import { BUILT_IN_ERRORS, CALL_FAILURES } from '../built-in-errors.ts';
import type { ScalarNode, YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { scalarsOf, textOf } from './forms.ts';

/** The name of an error that is declared or built in, or null (reported). */
export function readErrorName(ctx: ReadContext, node: YamlNode): string | null {
  const name = textOf(ctx, node, 'The name of an error');
  if (name === null || node.kind !== 'scalar') return null;
  if (ctx.names.errors.has(name) || BUILT_IN_ERRORS.has(name)) return name;
  reportUnknown(ctx, node, []);
  return null;
}

/** The names of errors that can be caught: declared and built-in ones, and failures of outside work. Others are reported. */
export function readCaughtErrors(ctx: ReadContext, node: YamlNode): string[] {
  const failures: readonly string[] = [...CALL_FAILURES.keys()];
  return scalarsOf(ctx, node, 'errors').flatMap((item) => {
    const { value } = item;
    if (ctx.names.errors.has(value) || BUILT_IN_ERRORS.has(value) || failures.includes(value)) return [value];
    reportUnknown(ctx, item, failures);
    return [];
  });
}

function reportUnknown(ctx: ReadContext, node: ScalarNode, others: readonly string[]): void {
  const name = node.value;
  const suggestion = ctx.reporter.suggest(name, ctx.names.errors.keys(), BUILT_IN_ERRORS.keys(), others);
  const fixes =
    suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span: node.span, text: suggestion }] }];
  ctx.reporter.report('SPC2013', node.span, { what: 'error', name, suggestion }, fixes);
}
