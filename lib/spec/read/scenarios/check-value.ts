import type { Type } from '../../model.ts';
import type { ScalarNode, YamlNode } from '../../yaml/node.ts';
import type { ReadContext } from '../context.ts';
import { quietly } from '../quietly.ts';
import { readLiteral } from '../read-literal.ts';
import { resolve, type TypeTable } from '../type-table.ts';
import { checkPlaceholders, type Examples, filledIn } from './examples.ts';

const MAX_DEPTH = 8;
const FIXTURE = /^fixture\(([^()]*)\)$/;

/**
 * Reports a value of a scenario that does not fit its type, for each example that fills it in; each cell once. `tried` says which
 * examples count: one that expects a refusal may send anything.
 */
export function checkValue(
  ctx: ReadContext,
  examples: Examples,
  table: TypeTable,
  node: YamlNode,
  type: Type,
  tried: (row: number) => boolean = () => true,
): void {
  const columns = checkPlaceholders(ctx, examples, node);
  if (columns === null) return;
  const said = new Set<number>();
  // Rows that fill in the same are looked at once; a value without placeholders is the same in all of them.
  const seen = new Set<string>();
  for (const [i, row] of examples.rows.entries()) {
    const key = [...columns].map((column) => JSON.stringify(row[column]?.text)).join(' ');
    if (!tried(i) || seen.has(key)) continue;
    seen.add(key);
    const filled = withoutFixtures(ctx, filledIn(examples, node, row), said);
    const { problem } = quietly(ctx, (silent) => readLiteral(silent, table, filled, type));
    if (problem === null || said.has(problem.span.start)) continue;
    said.add(problem.span.start);
    ctx.reporter.report('TST8502', problem.span, { reason: problem.message }, problem.fixes);
  }
}

/** `fixture(scan.png)` stands for a file beside the specification: any bytes and any text. */
function withoutFixtures(ctx: ReadContext, root: YamlNode, said: Set<number>): YamlNode {
  if (root.kind === 'map')
    return { ...root, entries: root.entries.map((e) => ({ ...e, value: withoutFixtures(ctx, e.value, said) })) };
  if (root.kind === 'seq') return { ...root, items: root.items.map((item) => withoutFixtures(ctx, item, said)) };
  const name = FIXTURE.exec(root.value)?.[1];
  if (name === undefined) return root;
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name) && !said.has(root.span.start)) {
    said.add(root.span.start);
    ctx.reporter.report('TST8502', root.span, {
      reason: 'A fixture is the plain name of a file beside the specification, such as fixture(scan.png).',
    });
  }
  const value: ScalarNode = { ...root, value: '' };
  return value;
}

/** The type of a value of which an expectation may name only a part: every field of every object may be left out. */
export function partOf(table: TypeTable, type: Type, depth = 0): Type {
  const full = resolve(table, type);
  if (depth > MAX_DEPTH) return full;
  switch (full.kind) {
    case 'optional':
    case 'list':
      return { ...full, of: partOf(table, full.of, depth + 1) };
    case 'object':
      return { ...full, fields: full.fields.map((field) => ({ ...field, type: maybe(table, field.type, depth) })) };
    case 'entity': {
      const fields = table.entities.get(full.name)?.fields ?? [];
      return {
        kind: 'object',
        fields: fields.map((field) => ({ ...field, type: maybe(table, field.type, depth) })),
      };
    }
    default:
      // Names say more in messages than what they stand for.
      return type;
  }
}

function maybe(table: TypeTable, type: Type, depth: number): Type {
  const part = partOf(table, type, depth + 1);
  return part.kind === 'optional' ? part : { kind: 'optional', of: part };
}
