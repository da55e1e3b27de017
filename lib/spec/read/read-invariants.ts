import type { Scope } from '../expressions/scope.ts';
import type { Decision, Endpoint, Field, Invariant, Named, Scorecard, Type } from '../model.ts';
import { scalar } from '../scalar-type.ts';
import type { YamlNode } from '../yaml/node.ts';
import { checkProperty } from './check-property.ts';
import type { ReadContext } from './context.ts';
import { emptyScope } from './empty-scope.ts';
import { type Declaration, declarations, expected } from './forms.ts';
import { readKeys } from './keys.ts';
import { readCondition } from './read-expression.ts';
import { readRenamedFrom } from './read-renamed-from.ts';
import { callerType, inputType } from './request-types.ts';
import type { TypeTable } from './type-table.ts';

/** What invariants are about: everything that is read before them. */
export interface InvariantWorld {
  table: TypeTable;
  decisions: readonly Decision[];
  scorecards: readonly Scorecard[];
  endpoints: readonly Endpoint[];
  subject: string | null;
}

type About = { of: Invariant['of']; scope: Scope };

/** Reads the properties that always hold, each in the names of what it is about. */
export function readInvariants(ctx: ReadContext, world: InvariantWorld, node: YamlNode): Invariant[] {
  const listed = declarations(ctx, node, 'invariant', 'identifier');
  const names = new Set(listed.map(({ name }) => name));
  return listed.flatMap((declaration) => {
    const invariant = readInvariant(ctx, world, declaration, names);
    return invariant === null ? [] : [invariant];
  });
}

function readInvariant(
  ctx: ReadContext,
  world: InvariantWorld,
  { name, key, value, span }: Declaration,
  names: ReadonlySet<string>,
): Invariant | null {
  const keys = readKeys(ctx, value, 'invariant', key.span);
  const [ofNode, holdsNode] = ['of', 'holds'].map((part) => keys?.get(part));
  if (ofNode === undefined || holdsNode === undefined) return null;
  const about = readAbout(ctx, world, ofNode);
  if (about === null) return null;
  const reading = readCondition(ctx, holdsNode, about.scope);
  if (reading === null) return null;
  checkProperty(ctx, world.table, about.of, reading.expr);
  return {
    id: `invariants/${name}`,
    span,
    name,
    renamedFrom: readRenamedFrom(ctx, keys, 'identifier', name, names),
    of: about.of,
    holds: reading.expr,
    text: holdsNode.kind === 'scalar' ? holdsNode.value : '',
  };
}

const KINDS = ['decision', 'scorecard', 'entity', 'operation'] as const;

/** `pricing`, or `{decision: pricing}` where the name alone could be two things. */
function readAbout(ctx: ReadContext, world: InvariantWorld, node: YamlNode): About | null {
  const [entry, more] = node.kind === 'map' ? node.entries : [];
  const said = KINDS.find((kind) => kind === entry?.key.value) ?? null;
  const named = node.kind === 'map' ? (more === undefined && said !== null ? entry?.value : undefined) : node;
  if (named?.kind !== 'scalar' || named.style === 'empty')
    return expected(ctx, node, 'A decision, a scorecard, an entity or an operation');
  const name = named.value;
  const found = KINDS.filter((kind) => (said === null || kind === said) && namesOf(world, kind).includes(name));
  const [first, second] = found;
  const report = (reason: string): null => {
    ctx.reporter.report('SPC2060', named.span, { reason });
    return null;
  };
  if (first === undefined) {
    // What could not be read, or is not used, is reported where it stands.
    if (ctx.names.decisions.has(name) || ctx.names.scorecards.has(name)) return null;
    const suggestion = ctx.reporter.suggest(name, ...KINDS.map((kind) => namesOf(world, kind)));
    const hint = suggestion === null ? '' : ` Did you mean \`${suggestion}\`?`;
    return report(`No decision, scorecard, entity or operation is called \`${name.slice(0, 60)}\`.${hint}`);
  }
  if (second !== undefined)
    return report(`\`${name}\` is a ${first} and a ${second}. Write {${first}: ${name}} or {${second}: ${name}}.`);
  return { of: { kind: first, name }, scope: scopeOf(world, first, name) };
}

function namesOf(world: InvariantWorld, kind: (typeof KINDS)[number]): string[] {
  const names = (nodes: readonly Named[]): string[] => nodes.map((node) => node.name);
  if (kind === 'entity') return [...world.table.entities.keys()];
  return names(kind === 'decision' ? world.decisions : kind === 'scorecard' ? world.scorecards : world.endpoints);
}

/** What `holds` sees. */
function scopeOf(world: InvariantWorld, kind: (typeof KINDS)[number], name: string): Scope {
  const scope = emptyScope(world.table);
  if (kind === 'entity') return { ...scope, row: world.table.entities.get(name) ?? null };
  if (kind === 'scorecard') return { ...scope, locals: new Map(SCORE) };
  if (kind === 'decision') {
    const decision = world.decisions.find((candidate) => candidate.name === name);
    const values = [...(decision?.inputs ?? []), ...(decision?.outputs ?? [])];
    const locals = new Map<string, Type>(values.map((value) => [value.name, value.type]));
    return { ...scope, locals: locals.set('rule', scalar('int')) };
  }
  const endpoint = world.endpoints.find((candidate) => candidate.name === name);
  if (endpoint === undefined) return scope;
  const output: Type = endpoint.wholeOutput?.type ?? { kind: 'object', fields: fieldsOf(endpoint) };
  return {
    ...scope,
    input: inputType(endpoint.input, endpoint.body?.type ?? null),
    caller: callerType(endpoint.access.kind === 'authenticated' ? 'signedIn' : 'anybody', world.subject),
    locals: new Map([['output', output]]),
  };
}

const fieldsOf = (endpoint: Endpoint): readonly Field[] => endpoint.output;

const TEXTS: Type = { kind: 'list', of: scalar('string'), length: null };
const SCORE: readonly (readonly [string, Type])[] = [
  ['score', scalar('decimal')],
  ['reasonCodes', TEXTS],
  ['parts', { kind: 'map', of: scalar('decimal') }],
];
