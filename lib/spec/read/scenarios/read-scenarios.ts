import { remember } from '../../incremental/remember.ts';
import type { Scenario } from '../../model.ts';
import type { YamlNode } from '../../yaml/node.ts';
import { entryOf } from '../../yaml/node.ts';
import type { ReadContext } from '../context.ts';
import { type Declaration, declarations } from '../forms.ts';
import { readKeys } from '../keys.ts';
import { checkAnswers } from './check-answers.ts';
import { checkStatus } from './check-status.ts';
import { type Examples, filledIn, oneExample, readExamples, reportUnusedColumns } from './examples.ts';
import { readGiven } from './read-given.ts';
import { readThen } from './read-then.ts';
import { readWhen } from './read-when.ts';
import type { ScenarioWorld } from './scenario-world.ts';

/** Reads the acceptance examples. Each value is checked against what it stands for, for every row of the examples. */
export function readScenarios(ctx: ReadContext, world: ScenarioWorld, node: YamlNode): Scenario[] {
  return declarations(ctx, node, 'scenario', 'identifier').flatMap((declaration) => {
    const scenario = remember(ctx, 'scenario', declaration.key, { world }, (at, inside) =>
      readScenario(at, inside.world, declaration),
    );
    return scenario === null ? [] : [scenario];
  });
}

function readScenario(ctx: ReadContext, world: ScenarioWorld, declaration: Declaration): Scenario | null {
  const { name, key, value, span } = declaration;
  const keys = readKeys(ctx, value, 'scenario', key.span);
  if (keys === null) return null;
  const [given, when, then, table] = ['given', 'when', 'then', 'examples'].map((part) => keys.get(part));
  const id = `scenarios/${name}`;
  const examples = table === undefined ? oneExample() : readExamples(ctx, table);
  const refused = refusedRows(examples, then);
  const calls = when === undefined ? [] : readWhen(ctx, world, examples, when, id, refused);
  const last = calls.at(-1);
  const operation = last?.kind === 'operation' ? (world.operations.get(last.name) ?? null) : null;
  const read = {
    id,
    span,
    name,
    given: given === undefined ? [] : readGiven(ctx, world, examples, given),
    when: calls,
    // biome-ignore lint/suspicious/noThenProperty: it is the word of the language.
    then: then === undefined ? [] : readThen(ctx, world, examples, then, operation, refused),
    examples: examples.table,
  };
  checkStatus(ctx, examples, statusNode(then), operation);
  reportUnusedColumns(ctx, examples);
  checkAnswers(ctx, read, world, refused, key.span);
  return read;
}

/** The examples that expect a refusal: a status from 400. */
function refusedRows(examples: Examples, then: YamlNode | undefined): (row: number) => boolean {
  const status = statusNode(then);
  if (status === undefined) return () => false;
  const refused = examples.rows.map((row) => {
    const filled = filledIn(examples, status, row);
    return filled.kind === 'scalar' && /^[45]\d\d$/.test(filled.value);
  });
  return (row) => refused[row] === true;
}

function statusNode(then: YamlNode | undefined): YamlNode | undefined {
  return then?.kind === 'map' ? entryOf(then, 'status')?.value : undefined;
}
