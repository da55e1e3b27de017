import { checkSpec, MAX_SPEC_BYTES } from '../check-spec.ts';
import { type DeclaredType, type ImportContext, MAX_SCHEMAS } from './import-context.ts';
import { createErrorNames, errorsSection } from './import-errors.ts';
import { ANSWERING, importOperations } from './import-operations.ts';
import { declareSchema } from './import-schema.ts';
import { importSecurity } from './import-security.ts';
import { typeValue } from './imported-type.ts';
import { replaceInvisible } from './invisible.ts';
import { at, follow, type JsonObject, listOf, member, objectOf, textOf } from './json.ts';
import { createLosses, type Loss } from './losses.ts';
import { kebabCaseOf, typeNameOf, unusedName } from './names.ts';
import { readDocument } from './read-document.ts';
import { referenceOrder } from './reference-order.ts';
import { list, openList, openMap, type SpecEntry, type SpecValue, text } from './spec-value.ts';
import { sentence } from './summary.ts';
import { writeSpec } from './write-spec.ts';

/** What came of a document. */
export type Imported =
  | {
      kind: 'imported';
      /** A specification. It checks without errors; its assumptions and prose steps are warnings. */
      text: string;
      /** Everything that the document says and that the specification does not say, or says differently. */
      losses: readonly Loss[];
    }
  | { kind: 'refused'; reason: string };

const READ_ROOT = new Set(['openapi', 'info', 'paths', 'components', 'security', 'servers', 'jsonSchemaDialect']);
const READ_INFO = new Set(['title', 'version', 'description', 'summary']);
const READ_COMPONENTS = new Set([
  ...['schemas', 'responses', 'parameters', 'requestBodies', 'headers', 'securitySchemes', 'pathItems'],
]);

/**
 * Turns an OpenAPI document (3.0 or 3.1, JSON or YAML) into a specification. Pure and bounded: nothing is fetched, references in
 * a circle end, and the same text gives the same answer. A document does not say what operations *do*, so each becomes one step
 * in prose that a person does until it is refined.
 */
export function importOpenapi(document: string): Imported {
  const read = readDocument(document);
  if (!read.ok) return { kind: 'refused', reason: read.reason };
  const hidden = createLosses();
  replaceInvisible(read.root, hidden);
  // Inputs and outputs by name read better; what is too long that way may fit with one value each.
  for (const compact of [false, true]) {
    const whole = importedAs(read.root, hidden.all(), compact);
    const fits = new TextEncoder().encode(whole.text).length <= MAX_SPEC_BYTES;
    if (fits) return { kind: 'imported', ...whole };
  }
  const most = MAX_SPEC_BYTES / 1024;
  return {
    kind: 'refused',
    reason: `The specification would be longer than ${most} KiB. Import parts of the document.`,
  };
}

/** Imports again without the bodies of errors that no service could fill, until there are none. */
function importedAs(
  root: JsonObject,
  hidden: readonly Loss[],
  compact: boolean,
): { text: string; losses: readonly Loss[] } {
  const unfilled = new Set<string>();
  for (;;) {
    const ctx = { ...contextOf(root, compact), unfilled };
    for (const { path, message } of hidden) ctx.losses.note(path, message);
    const text = writeSpec(sectionsOf(ctx));
    const types = unfilledTypes(text);
    const found = [...ctx.errorBodies].filter(([place, type]) => types.has(type) && !unfilled.has(place));
    if (found.length === 0) return { text, losses: ctx.losses.all() };
    for (const [place] of found) unfilled.add(place);
  }
}

/** The types of errors' bodies with members that no error has a value for, as they are written. */
function unfilledTypes(spec: string): ReadonlySet<string> {
  if (!spec.includes('body: ')) return new Set();
  const found = checkSpec(spec).diagnostics.filter(({ code }) => code === 'SPC2063');
  return new Set(found.map(({ span }) => spec.slice(span.start, span.end).replace(/^(['"])(.*)\1$/, '$2')));
}

function sectionsOf(ctx: ImportContext): SpecEntry[] {
  const security = importSecurity(ctx);
  const errors = createErrorNames();
  const schemas = reserveNames(ctx);
  const tools = { security, errors, names: new Set<string>(), addresses: new Set<string>() };
  // Before the operations, so that what both use is named after the type.
  const { order, circles } = referenceOrder(new Map(schemas.map((pointer) => [pointer, follow(ctx.root, pointer)])));
  ctx.circles = circles;
  for (const pointer of order) declareSchema(ctx, pointer);
  const endpoints = importOperations(ctx, tools);
  noteRoot(ctx);
  const sections: (SpecEntry | null)[] = [
    ...infoSections(ctx),
    security.auth,
    endpoints.some(isAnswered) ? ['roles', list([text(ANSWERING)])] : null,
    typesSection(ctx, schemas),
    errorsSection(errors),
    endpoints.length === 0 ? null : ['endpoints', openList(endpoints)],
  ];
  return sections.filter((entry) => entry !== null);
}

/** Whether somebody has to give the answer of an operation as one value. */
function isAnswered(part: SpecValue): boolean {
  if (part.kind === 'list') return part.items.some(isAnswered);
  return part.kind === 'map' && part.entries.some(([key, value]) => key === 'userTask' || isAnswered(value));
}

function contextOf(root: JsonObject, compact: boolean): ImportContext {
  return {
    root,
    compact,
    losses: createLosses(),
    declared: [],
    byName: new Map(),
    typeNames: new Set(),
    byPointer: new Map(),
    byContent: new Map(),
    givenNames: new Map(),
    reached: new Set(),
    circles: new Set(),
    reading: null,
    budget: MAX_SCHEMAS,
    depth: 0,
    unfilled: new Set(),
    errorBodies: new Map(),
  };
}

/** Gives every schema under `components` its name, so that no type without a name takes it. Gives their pointers. */
function reserveNames(ctx: ImportContext): string[] {
  const components = objectOf(member(ctx.root, 'components')) ?? {};
  const names = Object.keys(objectOf(member(components, 'schemas')) ?? {});
  // Names that fit keep theirs, wherever they stand; the others take what is left.
  const ordered = [...names].sort((a, b) => Number(typeNameOf(a) !== a) - Number(typeNameOf(b) !== b));
  for (const name of ordered) {
    const pointer = at('/components/schemas', name);
    const given = unusedName(typeNameOf(name), ctx.typeNames);
    ctx.givenNames.set(pointer, given);
    if (given !== name) ctx.losses.note(pointer, `The type \`${name.slice(0, 60)}\` is called \`${given}\`.`);
  }
  return names.map((name) => at('/components/schemas', name));
}

function infoSections(ctx: ImportContext): SpecEntry[] {
  const info = objectOf(member(ctx.root, 'info')) ?? {};
  ctx.losses.noteOthers(info, '/info', READ_INFO);
  const title = textOf(member(info, 'title')) ?? '';
  const summary = textOf(member(info, 'summary')) ?? textOf(member(info, 'description')) ?? title;
  const service = kebabCaseOf(title);
  if (service !== title) ctx.losses.note('/info/title', `The service is called \`${service}\`.`);
  for (const key of ['description', 'summary'])
    if (textOf(member(info, key)) !== null && member(info, key) !== summary)
      ctx.losses.note(at('/info', key), 'A specification has one summary.');
  return [
    ['specVersion', { kind: 'bare', text: '"1.0"' }],
    ['service', text(service)],
    ['version', text(versionOf(ctx, member(info, 'version')))],
    ...(summary === '' ? [] : [['summary', text(sentence(ctx, summary, '/info'))] as const]),
  ];
}

/** `2.1` and `v2` as `2.1.0` and `2.0.0`. */
function versionOf(ctx: ImportContext, given: unknown): string {
  const said = String(given ?? '').slice(0, 80);
  const [, major = '1', minor = '0', patch = '0'] = /^v?(\d{1,6})(?:\.(\d{1,6}))?(?:\.(\d{1,6}))?/i.exec(said) ?? [];
  const version = [major, minor, patch].map(Number).join('.');
  if (version !== said)
    ctx.losses.note('/info/version', `The version \`${said.slice(0, 40)}\` is written \`${version}\`.`);
  return version;
}

/** Components that are read where they are referred to. */
const SHARED = ['responses', 'parameters', 'requestBodies', 'headers', 'pathItems'];

/** Notes what stands at the top of the document and beside the schemas. */
function noteRoot(ctx: ImportContext): void {
  ctx.losses.noteOthers(ctx.root, '', READ_ROOT);
  const components = objectOf(member(ctx.root, 'components')) ?? {};
  ctx.losses.noteOthers(components, '/components', READ_COMPONENTS);
  for (const kind of SHARED)
    for (const name of Object.keys(objectOf(member(components, kind)) ?? {})) {
      const pointer = at(at('/components', kind), name);
      if (!ctx.reached.has(pointer)) ctx.losses.note(pointer, 'Nothing that is carried over uses it.');
    }
  const servers = listOf(member(ctx.root, 'servers')) ?? [];
  for (const i of servers.keys())
    ctx.losses.note(
      at('/servers', i),
      'Addresses, and what stands before the paths, are given by the environment that the service is deployed to.',
    );
  if (ctx.declared.some(({ type }) => type.kind === 'object' && type.others === null))
    ctx.losses.note(
      '/components/schemas',
      'Objects that say nothing about other members have none here: unknown members are refused with 400.',
    );
}

/** The types: those with names of their own in the order of the document, each before the types that its parts need. */
function typesSection(ctx: ImportContext, schemas: readonly string[]): SpecEntry | null {
  if (ctx.declared.length === 0) return null;
  const named = schemas.flatMap((pointer) => ctx.byPointer.get(pointer) ?? []);
  const isNamed = new Set(named);
  const others = ctx.declared.filter((declared) => !isNamed.has(declared));
  return ['types', openMap([...named, ...others].map((declared): SpecEntry => [declared.name, declaration(declared)]))];
}

function declaration({ type, summary }: DeclaredType): SpecValue {
  return typeValue(type, false, [summary === null ? null : ['summary', text(summary)]]);
}
