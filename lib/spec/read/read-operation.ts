import type { Span } from '../../core/text-range.ts';
import type { Endpoint, HttpMethod } from '../model.ts';
import { lineNumber, type ReadContext } from './context.ts';
import { expected } from './forms.ts';
import type { Keys } from './keys.ts';
import { checkName } from './names.ts';
import { deriveOperation } from './read-path.ts';

/** Reads the name of an operation, or derives it from method and path (said). `names` holds those that are taken, by place. */
export function readOperation(
  ctx: ReadContext,
  keys: Keys,
  method: HttpMethod,
  path: string,
  heading: Span,
  names: Map<string, Span>,
): Pick<Endpoint, 'name' | 'nameOrigin'> {
  const node = keys.get('operation');
  const at = node?.span ?? keys.node.span;
  if (node?.kind === 'scalar' && checkName(ctx, node, 'camel')) {
    const before = names.get(node.value);
    if (before === undefined) {
      names.set(node.value, at);
      return { name: node.value, nameOrigin: 'written' };
    }
    ctx.reporter.report('SPC2006', node.span, {
      what: 'The operation',
      name: node.value,
      line: lineNumber(ctx, before.start),
    });
  } else if (node !== undefined && node.kind !== 'scalar') expected(ctx, node, 'A camelCase name');
  const derived = unused(deriveOperation(method, path), names);
  names.set(derived, at);
  const shown = keys.entry('path')?.span ?? heading;
  const text = `The operation has no name; it is called \`${derived}\` after its method and path.`;
  if (node === undefined)
    ctx.reporter.assume('SPC2014', { id: `endpoints/${derived}`, span: shown, subject: derived, text });
  return { name: derived, nameOrigin: 'assumed' };
}

/** The name, with a number behind it if it is taken. After 50 it starts at the number of all names, which is rarely taken. */
function unused(name: string, names: ReadonlyMap<string, Span>): string {
  if (!names.has(name)) return name;
  for (let number = 2; number < 50; number++) if (!names.has(`${name}${number}`)) return `${name}${number}`;
  for (let number = names.size + 1; ; number++) if (!names.has(`${name}${number}`)) return `${name}${number}`;
}
