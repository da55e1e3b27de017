import type { YamlNode } from '../../yaml/node.ts';
import type { ReadContext } from '../context.ts';

/** Reports a name that nothing is declared by. What is declared and could not be read is reported where it stands. */
export function reportUnknown(
  ctx: ReadContext,
  node: YamlNode,
  what: string,
  name: string,
  declared: ReadonlyMap<string, unknown>,
): void {
  if (declared.has(name)) return;
  const suggestion = ctx.reporter.suggest(name, declared.keys());
  const fixes =
    suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span: node.span, text: suggestion }] }];
  ctx.reporter.report('SPC2013', node.span, { what, name, suggestion }, fixes);
}
