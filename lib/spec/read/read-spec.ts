import type { LineIndex, Span } from '../../core/text-range.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { Model, Named } from '../model.ts';
import { allSteps } from '../step-tree.ts';
import { entryOf, isEmpty, type MapNode, type YamlNode } from '../yaml/node.ts';
import type { Listeners } from './analyse.ts';
import { checkContent } from './check-content.ts';
import { checkRecursion } from './check-recursion.ts';
import type { DeclaredNames, ReadContext } from './context.ts';
import { findSecrets } from './find-secrets.ts';
import { textOf } from './forms.ts';
import { withUses } from './integration-uses.ts';
import { type Keys, readKeys } from './keys.ts';
import { checkName } from './names.ts';
import { readFrameworks, readRequirements, readRoles } from './read-around.ts';
import { readAuth, subjectOf } from './read-auth.ts';
import { finishDecision, readDecisionDrafts } from './read-decisions.ts';
import { readEndpoints, readNulls } from './read-endpoints.ts';
import { readEntities } from './read-entities.ts';
import { readErrors } from './read-errors.ts';
import { readEvents, reportUnpublished } from './read-events.ts';
import { readIntegrations } from './read-integrations.ts';
import { finishProcess, readProcessDrafts } from './read-processes.ts';
import { readSchedules } from './read-schedules.ts';
import { finishScorecard, readScorecardDrafts } from './read-scorecards.ts';
import { readTimeZone } from './read-time-zone.ts';
import { readTypes } from './read-types.ts';
import type { World } from './world.ts';

const LANGUAGE_VERSION = '1.0';
const FIRST_VERSION = '0.1.0';

/** Reads a whole tree into a model. Null if the top level is no map (reported). */
export function readSpec(
  text: string,
  lines: LineIndex,
  root: YamlNode,
  reporter: Reporter,
  listeners: Listeners = {},
): Model | null {
  if (root.kind !== 'map') {
    reporter.report('SPC2003', root.span, {
      expected: 'A map that starts with `service:`',
      found: root.kind === 'seq' ? 'a list' : 'a text',
    });
    return null;
  }
  const ctx: ReadContext = { text, lines, reporter, names: collectNames(root), ...listeners };
  const keys = readKeys(ctx, root, 'spec', { start: root.span.start, end: Math.min(text.length, root.span.start + 1) });
  if (keys === null) return null;
  const section = <T>(key: string, read: (ctx: ReadContext, node: YamlNode) => T[]): T[] => {
    const node = keys.get(key);
    return node === undefined ? [] : read(ctx, node);
  };
  const head = readHead(ctx, keys);
  const zoneNode = keys.get('timezone');
  const timezone = (zoneNode === undefined ? null : readTimeZone(ctx, zoneNode)) ?? 'UTC';
  findSecrets(ctx, root);
  const types = section('types', readTypes);
  const declared = byName(types);
  checkRecursion(ctx, types);
  const auth = section('auth', readAuth);
  const subject = subjectOf(auth);
  const entities = section('entities', (at, node) => readEntities(at, declared, node, subject));
  const { errors, errorBody } = readErrors(ctx, keys.get('errors'));
  const table = { types: declared, entities: byName(entities) };
  for (const type of types) checkContent(ctx, table, type.type, type.span);
  const drafts = section('decisions', readDecisionDrafts);
  const scorecardDrafts = section('scorecards', readScorecardDrafts);
  const events = section('events', readEvents);
  const integrations = section('integrations', (at, node) => readIntegrations(at, table, node));
  const processDrafts = section('processes', readProcessDrafts);
  const world: World = {
    types: table,
    decisions: new Map(drafts.map((draft) => [draft.name, draft])),
    scorecards: byName(scorecardDrafts),
    integrations: byName(integrations),
    events: byName(events),
    processes: new Map(processDrafts.map((draft) => [draft.name, draft])),
    subject,
  };
  const processes = processDrafts.map((draft) => finishProcess(ctx, world, draft));
  const endpoints = section('endpoints', (at, node) => readEndpoints(at, world, node));
  const schedules = section('schedules', (at, node) => readSchedules(at, world, node, timezone));
  const decisions = drafts.flatMap((draft) => finishDecision(ctx, table, draft) ?? []);
  const scorecards = scorecardDrafts.flatMap((draft) => finishScorecard(ctx, draft) ?? []);
  const steps = [...endpoints, ...processes, ...schedules].flatMap((flow) => allSteps(flow.processing));
  reportUnpublished(ctx, events, steps);
  const prose = steps.filter((step) => step.kind === 'prose').length;
  if (prose > 0) reporter.report('REL9001', head.service.span, { steps: prose });
  return {
    ...head,
    timezone,
    nulls: readNulls(ctx, keys) ?? 'omit',
    auth,
    errorBody,
    processes,
    scorecards,
    events,
    schedules,
    invariants: [],
    scenarios: [],
    deployment: null,
    monitoring: null,
    frameworks: section('compliance', readFrameworks),
    types,
    roles: section('roles', readRoles),
    entities,
    errors,
    endpoints,
    decisions,
    integrations: withUses(ctx, integrations, steps),
    requirements: section('compliance_requirements', readRequirements),
    assumptions: [...reporter.assumptions].sort((a, b) => a.span.start - b.span.start),
  };
}

function readHead(
  ctx: ReadContext,
  keys: Keys,
): Pick<Model, 'service' | 'version' | 'specVersion' | 'domain' | 'summary'> {
  const text = (key: string, what: string): string | null => {
    const node = keys.get(key);
    return node === undefined ? null : textOf(ctx, node, what);
  };
  const specVersion = keys.get('specVersion');
  const written = text('specVersion', 'A version of the language');
  if (specVersion !== undefined && written !== null && written !== LANGUAGE_VERSION) {
    ctx.reporter.report('SPC2012', specVersion.span, { found: written });
  }
  return {
    service: readService(ctx, keys),
    version: readVersion(ctx, keys),
    specVersion: LANGUAGE_VERSION,
    domain: text('domain', 'A word'),
    summary: text('summary', 'A sentence'),
  };
}

function readService(ctx: ReadContext, keys: Keys): Named {
  const node = keys.get('service');
  if (node === undefined) return { id: 'service', span: keys.node.span, name: 'unnamed-service' };
  const named = node.kind === 'scalar' && checkName(ctx, node, 'kebab');
  if (node.kind !== 'scalar') textOf(ctx, node, 'A name in lower case with hyphens');
  return { id: 'service', span: node.span, name: named ? node.value : 'unnamed-service' };
}

function readVersion(ctx: ReadContext, keys: Keys): string {
  const node = keys.get('version');
  if (node === undefined) {
    const span = keys.entry('service')?.span ?? { start: keys.node.span.start, end: keys.node.span.start + 1 };
    const text = `No version is written; it is ${FIRST_VERSION}.`;
    ctx.reporter.assume('SPC2011', { id: 'version', span, subject: 'version', text });
    return FIRST_VERSION;
  }
  const version = textOf(ctx, node, 'A version such as 1.0.0');
  if (version !== null && /^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/.test(version)) return version;
  if (version !== null)
    ctx.reporter.report('SPC2007', node.span, { name: version, rule: 'a version is three numbers, such as 1.0.0' });
  return FIRST_VERSION;
}

/** What is declared, before anything is read: a type may be used above its declaration. */
function collectNames(root: MapNode): DeclaredNames {
  const of = (section: string): ReadonlyMap<string, Span> => {
    const found = new Map<string, Span>();
    const node = entryOf(root, section)?.value;
    const entries =
      node?.kind === 'map'
        ? node.entries
        : node?.kind === 'seq'
          ? node.items.flatMap((item) => (item.kind === 'map' ? item.entries.slice(0, 1) : []))
          : [];
    for (const entry of entries) if (!found.has(entry.key.value)) found.set(entry.key.value, entry.key.span);
    if (section !== 'roles' || node?.kind !== 'seq') return found;
    for (const item of node.items)
      if (item.kind === 'scalar' && !isEmpty(item) && !found.has(item.value)) found.set(item.value, item.span);
    return found;
  };
  return {
    types: of('types'),
    roles: of('roles'),
    entities: of('entities'),
    errors: of('errors'),
    decisions: of('decisions'),
    integrations: of('integrations'),
    scorecards: of('scorecards'),
    events: of('events'),
    processes: of('processes'),
  };
}

function byName<T extends Named>(nodes: readonly T[]): ReadonlyMap<string, T> {
  return new Map(nodes.map((node) => [node.name, node]));
}
