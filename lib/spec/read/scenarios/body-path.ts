import { UNKNOWN } from '../../expressions/static-types.ts';
import type { Endpoint, Field, Type } from '../../model.ts';
import { scalar } from '../../scalar-type.ts';
import { allSteps } from '../../step-tree.ts';
import type { MapEntry } from '../../yaml/node.ts';
import { type ReadContext, spanWithin } from '../context.ts';
import { resolve, type TypeTable } from '../type-table.ts';
import { checkValue, partOf } from './check-value.ts';
import { checkPlaceholders, type Examples } from './examples.ts';
import type { ScenarioWorld } from './scenario-world.ts';

type Part = { kind: 'member'; name: string; start: number; end: number } | { kind: 'item'; start: number; end: number };

/** Checks `body.items[0].name` and the value that is expected there. Refusals are problem details, or what `errors` shape them to. */
export function readBodyPath(
  ctx: ReadContext,
  world: ScenarioWorld,
  examples: Examples,
  entry: MapEntry,
  operation: Endpoint | null,
  refused: (row: number) => boolean,
): void {
  const { key, value } = entry;
  const parts = partsOf(key.value);
  if (parts === null) {
    ctx.reporter.report('TST8506', key.span, { reason: 'A path is written like body.items[0].name.' });
    return;
  }
  const rows = examples.rows.map((_, i) => i);
  const allRefused = rows.length > 0 && rows.every(refused);
  if (operation === null || allRefused) {
    checkPlaceholders(ctx, examples, value);
    return;
  }
  const found = follow(ctx, world.table, answerOf(operation), parts, operation);
  if ('reason' in found) {
    const { start, end } = found.part;
    ctx.reporter.report('TST8506', spanWithin(ctx, key, start, end), { reason: found.reason });
    checkPlaceholders(ctx, examples, value);
    return;
  }
  checkValue(ctx, examples, world.table, value, partOf(world.table, maybe(found.type)), (row) => !refused(row));
}

/** Null outputs are left out, so that null says that something is not there. */
function maybe(type: Type): Type {
  return type.kind === 'optional' || type === UNKNOWN ? type : { kind: 'optional', of: type };
}

/** The steps of a path behind `body`; null if it is none. */
function partsOf(path: string): Part[] | null {
  const parts: Part[] = [];
  let at = 'body'.length;
  for (const match of path.slice(at).matchAll(/\.([A-Za-z_$@][A-Za-z0-9_$@-]*)|\[\d{1,4}\]/g)) {
    if ('body'.length + match.index !== at) return null;
    const end = at + match[0].length;
    parts.push(
      match[1] === undefined
        ? { kind: 'item', start: at, end }
        : { kind: 'member', name: match[1], start: at + 1, end },
    );
    at = end;
  }
  return at === path.length ? parts : null;
}

/** What an operation answers: one value, or its outputs by their names on the wire, and what it answers while it waits. */
function answerOf(operation: Endpoint): Type {
  if (operation.wholeOutput !== null) return operation.wholeOutput.type;
  const outputs: Field[] = operation.output.map((output) => ({ ...output, name: output.as ?? output.name }));
  const names = new Set(outputs.map((output) => output.name));
  for (const step of allSteps(operation.processing)) {
    if (step.kind !== 'userTask' || step.respond === null) continue;
    for (const { name, id, span } of step.respond.with) {
      if (names.has(name)) continue;
      names.add(name);
      outputs.push({ id, span, name, type: UNKNOWN, typeOrigin: 'default', summary: null, protection: null });
    }
  }
  return { kind: 'object', fields: outputs };
}

type Found = { type: Type } | { reason: string; part: Part };

function follow(ctx: ReadContext, table: TypeTable, root: Type, parts: readonly Part[], operation: Endpoint): Found {
  let type = root;
  for (const part of parts) {
    const full = resolve(table, type);
    const inner = full.kind === 'optional' ? full.of : full;
    if (type === UNKNOWN || (inner.kind === 'scalar' && inner.name === 'json')) return { type: UNKNOWN };
    if (part.kind === 'item') {
      if (inner.kind !== 'list') return { reason: 'This is no list, so it has no items.', part };
      type = inner.of;
      continue;
    }
    if (inner.kind === 'map') {
      type = inner.of;
      continue;
    }
    const fields = inner.kind === 'object' ? inner.fields : inner.kind === 'entity' ? rowFields(table, inner.name) : [];
    const field = fields.find((candidate) => candidate.name === part.name);
    if (field === undefined) {
      const suggestion = ctx.reporter.suggest(
        part.name,
        fields.map((candidate) => candidate.name),
      );
      const hint = suggestion === null ? '' : ` Did you mean \`${suggestion}\`?`;
      return { reason: `The answer of \`${operation.name}\` has no \`${part.name.slice(0, 60)}\` here.${hint}`, part };
    }
    type = field.type;
  }
  return { type };
}

function rowFields(table: TypeTable, entity: string): readonly { name: string; type: Type }[] {
  return table.entities.get(entity)?.fields ?? [{ name: '', type: scalar('json') }];
}
