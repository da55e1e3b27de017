import type {
  Endpoint,
  Entity,
  EventDeclaration,
  Field,
  InputField,
  Integration,
  Model,
  Process,
  Schedule,
  Scorecard,
  Step,
  Type,
} from '../spec/model.ts';
import { type AuthPlan, planAuth } from './auth-plan.ts';
import { bodyLimitOf } from './body-limit.ts';
import { type FilesPlan, type FormType, formOf, givesFile, handlesFiles, isOfBody, planFiles } from './files-plan.ts';
import {
  type MediaPlan,
  planMedia,
  type Writing,
  wholeField,
  wholeFileOf,
  wholeMediaOf,
  writingOf,
} from './media-plan.ts';
import { BUILT_IN_NAMES } from './named-errors.ts';
import { camel, kebab, Names, pascal, variable } from './names.ts';
import { pageIndexes } from './page-indexes.ts';
import { cursorStep, withPages } from './page-plan.ts';
import { holdsDocument } from './service/opened.ts';
import { milliseconds } from './service/period.ts';
import { mentionsClock } from './service/repeats.ts';
import { isWide } from './service/row-invariants.ts';
import { isDecimal, plainType } from './service/types.ts';
import { withSteadyConditions } from './steady-conditions.ts';
import { endsSegment, isBoxed, isMachine, isPerson, stepsReached, stepsWithin, worksOutside } from './steps-within.ts';
import { planTasks, type TaskPlan } from './tasks-plan.ts';
import { isIdentifier } from './text/quote.ts';
import { givesBody, isQueryList, locationOf, onWire, planWire, type WirePlan } from './wire-plan.ts';

/** Everything that several emitters must agree on: names, paths, and which parts of the platform are needed. */
export interface Plan {
  model: Model;
  operations: readonly OperationPlan[];
  entities: readonly EntityPlan[];
  decisions: readonly DecisionPlan[];
  /** Scorecards that a step uses. */
  scorecards: readonly ScorecardPlan[];
  schedules: readonly SchedulePlan[];
  /** Processes that a step runs. */
  processes: readonly ProcessPlan[];
  /** Events that a step publishes. */
  events: readonly EventPlan[];
  /** The other systems that are connected: those that declare operations. */
  integrations: readonly IntegrationPlan[];
  /** Steps whose code is written by hand. */
  customs: readonly CustomPlan[];
  /** Questions to models. */
  inferences: readonly InferencePlan[];
  /** All steps, those of processes that are run included. */
  steps: readonly Step[];
  /** Some request waits for a person or for a time, and goes on later. */
  waits: boolean;
  /** Some step is done by a person. */
  people: boolean;
  /** Some step of a person says more than its prose: who must not do it, what is shown, until when. */
  userTasks: boolean;
  /** Some step of a person has to be done by some time. */
  dues: boolean;
  /** Some step waits for a time. */
  timers: boolean;
  /** Some effect comes before a person's step or work outside, and must not happen again when the request goes on. */
  repeats: boolean;
  /** Some step works outside, by a machine: a request may be several transactions. */
  outside: boolean;
  /** A run of steps may stop and begin again. */
  suspends: boolean;
  /** Some step has branches side by side. */
  forks: boolean;
  /** Some step catches errors. */
  tries: boolean;
  /** Requests go on by themselves, later. */
  drives: boolean;
  /** Some call falls back to an earlier answer: the longest time that one is kept, in milliseconds; null: none does. */
  snapshotMs: number | null;
  /** The service does something that nobody asks for at that moment. */
  works: boolean;
  /** Some step looks for somebody on lists. */
  screens: boolean;
  /** Some step reads documents. */
  extracts: boolean;
  /** Some step's own code runs in a process of its own. */
  boxes: boolean;
  /** The service publishes events. */
  publishes: boolean;
  /** There are schemas that are not published. */
  internal: boolean;
  /** It connects to other machines by itself. */
  dials: boolean;
  /** Something is stored encrypted. */
  seals: boolean;
  decides: boolean;
  scores: boolean;
  /** Something is written down as a decision. */
  records: boolean;
  decimals: boolean;
  /** Some path, query or header value is a number or a truth value, which arrives as text. */
  texts: boolean;
  /** What requests and answers need. */
  wire: WirePlan;
  /** How callers are known. */
  auth: AuthPlan;
  /** What files and bytes need. */
  files: FilesPlan;
  /** What bodies and answers of other media types need. */
  media: MediaPlan;
  /** Type names of the specification, as the generated code says them. */
  typeNames: ReadonlyMap<string, string>;
  /** Error names of the specification, as variables. */
  errorNames: ReadonlyMap<string, string>;
  /** The files of migrations/, which `compile` knows: those of the release before come first. */
  migrations: readonly (readonly [path: string, text: string])[];
}

/** A list of steps that is one function: that of an operation. */
export interface FlowPlan {
  /** What is exported, `verifyKyc`. */
  name: string;
  /** The stem of its types, `VerifyKyc`. */
  type: string;
  steps: readonly Step[];
  /** The list whose pages go on after their last row. */
  cursor: Step | null;
  /** What is given out, by name. */
  outputs: readonly Field[];
  /** The parts of the model that read results of the steps from outside of them. */
  gives: readonly unknown[];
  tasks: readonly TaskPlan[];
}

export interface OperationPlan extends FlowPlan {
  endpoint: Endpoint;
  /** The module without `src/` and ending, `kyc/verify-kyc`. */
  module: string;
  body: readonly InputField[];
  parameters: readonly InputField[];
  /** The form that the body is; null: JSON. */
  form: FormType | null;
  /** There is a body in the answer. */
  answers: boolean;
  /** The answer is a file. */
  sendsFile: boolean;
  /** Names on the wire of inputs that are called otherwise in the specification, with those. */
  renamed: ReadonlyMap<string, string>;
  /** The media type of a body that is one value, the input `body`; null where the body is an object of its own inputs. */
  whole: string | null;
  /** How the answer is written, where that is no plain JSON. */
  writing: Writing | null;
  /** The caller may read 202, and the answer later. */
  waits: boolean;
  /** Bytes. */
  bodyLimit: number;
}

export interface EntityPlan {
  entity: Entity;
  type: string;
  /** `src/data/quote.ts` without folder and ending. */
  file: string;
  table: string;
  /** Variables that its module exports. */
  columns: string;
  insert: string;
  /** Schemas in src/internal.json, by the fields in which texts hold documents. */
  documents: ReadonlyMap<string, string>;
}

export interface IntegrationPlan {
  integration: Integration;
  /** What its module exports, `coreBanking`. */
  variable: string;
  /** `src/integrations/core-banking.ts` without folder and ending. */
  file: string;
  operations: readonly IntegrationOperationPlan[];
}

/** A step whose code is written by hand. */
export interface CustomPlan {
  step: Extract<Step, { kind: 'custom' }>;
  /** The function, `recheck`. */
  name: string;
  /** The stem of its types. */
  type: string;
  /** The schema of what it gives, in src/internal.json. */
  gives: string;
  /** The same of what it takes, if it gets or makes files. */
  takes: string | null;
  file: string;
}

/** A question to a model behind the Open Inference Protocol. */
export interface InferencePlan {
  step: Extract<Step, { kind: 'infer' }>;
  system: IntegrationPlan;
  /** Schemas of src/internal.json. */
  takes: string;
  gives: string;
}

export interface IntegrationOperationPlan {
  operation: Integration['operations'][number];
  /** The property of what the module exports. */
  name: string;
  /** Types within its module. */
  request: string;
  answer: string;
  /** Schemas of src/internal.json; null where nothing is sent or read. */
  takes: string | null;
  gives: string | null;
}

export interface ScorecardPlan {
  scorecard: Scorecard;
  /** What its module exports, `fraudRiskCard`. */
  variable: string;
  /** The type of its result. */
  type: string;
  file: string;
}

export interface SchedulePlan extends FlowPlan {
  schedule: Schedule;
  file: string;
  /** A run may stop for a person or a time, and go on later. */
  waits: boolean;
}

export interface ProcessPlan extends FlowPlan {
  process: Process;
  file: string;
}

export interface EventPlan {
  event: EventDeclaration;
  /** What its module exports, `loanClosedEvent`. */
  variable: string;
  /** The type of its payload, and its schema in src/internal.json. */
  type: string;
  file: string;
}

export interface DecisionPlan {
  name: string;
  variable: string;
  type: string;
  file: string;
}

/** Schemas of the platform itself; types of the specification give way to them. */
const OWN_SCHEMAS = ['Accepted', 'CompletedTask', 'Problem', 'Request', 'StoredFile', 'Task', 'Tasks'];
const OWN_TYPES = [
  'Decimal',
  'Json',
  'Run',
  'Operation',
  'Decision',
  'Problem',
  'TaskDefinition',
  'Array',
  'Promise',
  'Error',
];
const OWN_AREAS = ['platform', 'data', 'decisions'];

/** Decides all names once, so that emitters cannot disagree. */
export function planOf(written: Model): Plan {
  const known = PLANS.get(written);
  if (known !== undefined) return known;
  const plan = newPlan(written);
  PLANS.set(written, plan);
  return plan;
}

/** What is looked for before something is compiled needs the same plan. */
const PLANS = new WeakMap<Model, Plan>();

function newPlan(written: Model): Plan {
  const model = withSteadyConditions(written);
  const types = new Names([...OWN_SCHEMAS, ...OWN_TYPES]);
  const typeNames = new Map(model.types.map(({ name }) => [name, types.take(pascal(name))]));
  const entities = planEntities(model, types);
  const decisions = planDecisions(model, types);
  const operations = planOperations(model, types);
  const asked = new Set(
    [...model.endpoints, ...model.schedules].flatMap(({ processing }) =>
      stepsReached(processing, model.processes).flatMap((step) => (step.kind === 'infer' ? [step.integration] : [])),
    ),
  );
  const integrations = planIntegrations(model, types, asked);
  const schedules = planSchedules(model, types);
  const flows = [...operations, ...schedules];
  const steps = flows.flatMap((flow) => stepsReached(flow.steps, model.processes));
  const processes = planProcesses(model, types, steps);
  const scorecards = planScorecards(model, types, steps);
  const events = planEvents(model, types, steps);
  const customs = planCustoms(steps, types, model);
  const dues = steps.some((step) => step.kind === 'userTask' && step.due !== null);
  const timers = steps.some(({ kind }) => kind === 'wait');
  const snapshotMs = longestSnapshot(model, steps);
  const errors = new Names(OWN_ERRORS);
  return {
    model,
    operations,
    entities,
    decisions,
    scorecards,
    events,
    schedules,
    processes,
    integrations,
    customs,
    inferences: planInferences(steps, integrations, types),
    steps,
    waits: steps.some((step) => isPerson(step) || step.kind === 'wait'),
    people: steps.some(isPerson),
    userTasks: steps.some(({ kind }) => kind === 'userTask'),
    dues,
    timers,
    repeats:
      flows.some((flow) => repeatsEffects(stepsReached(flow.steps, model.processes))) ||
      (steps.some(endsSegment) && processes.some(({ steps: own }) => own.some(isRepeatable))),
    outside: steps.some(worksOutside),
    boxes: steps.some(isBoxed),
    suspends: steps.some(endsSegment),
    forks: steps.some(({ kind }) => kind === 'fork'),
    tries: steps.some(({ kind }) => kind === 'try'),
    drives: timers || (steps.some(worksOutside) && steps.some(isPerson)),
    snapshotMs,
    works:
      schedules.length > 0 ||
      model.entities.some(({ files }) => files?.access === 'write') ||
      events.length > 0 ||
      dues ||
      timers ||
      model.invariants.some((one) => isWide(one, model)) ||
      forgets(model, steps),
    extracts: steps.some(({ kind }) => kind === 'extract'),
    screens: steps.some(({ kind }) => kind === 'screen'),
    publishes: events.length > 0,
    internal:
      steps.some(worksOutside) ||
      events.length > 0 ||
      customs.length > 0 ||
      entities.some(({ documents }) => documents.size > 0),
    dials: steps.some(isMachine) || events.length > 0,
    seals:
      timers ||
      steps.some(isPerson) ||
      snapshotMs !== null ||
      encryptsFields(model) ||
      model.endpoints.some((endpoint) => endpoint.idempotency !== null || cursorStep(endpoint) !== null),
    scores: steps.some(({ kind }) => kind === 'score'),
    records: steps.some(({ kind }) => kind === 'decide' || kind === 'score'),
    decides: steps.some(({ kind }) => kind === 'decide'),
    decimals:
      typesOf(model).some((type) => isDecimal(type, model)) ||
      decisions.length > 0 ||
      scorecards.length > 0 ||
      steps.some(({ kind }) => kind === 'screen' || kind === 'extract' || kind === 'infer'),
    texts: operations.some(({ parameters }) =>
      parameters.some((field) => isNumeric(field.type, model) || isQueryList(field)),
    ),
    wire: planWire(model),
    media: planMedia(model),
    auth: planAuth(model),
    files: planFiles(model),
    typeNames,
    errorNames: new Map(
      model.errors
        .filter(({ name }) => !BUILT_IN_NAMES.includes(name))
        .map(({ name }) => [name, errors.take(isIdentifier(name) ? name : camel(name))]),
    ),
    migrations: [],
  };
}

/** Whether something is deleted after a while. */
function forgets(model: Model, steps: readonly Step[]): boolean {
  return (
    steps.some((step) => isPerson(step) || step.kind === 'wait') ||
    planWire(model).repeatable ||
    planFiles(model).kept ||
    model.entities.some(({ retention, hold }) => retention !== null && hold === null) ||
    longestSnapshot(model, steps) !== null
  );
}

function isNumeric(type: Type, model: Model): boolean {
  const plain = plainType(type, model);
  return plain.kind === 'scalar' && ['int', 'double', 'bool'].includes(plain.name);
}

const OWN_ERRORS = [...BUILT_IN_NAMES, 'internal', 'unavailable'];

function planEntities(model: Model, types: Names): EntityPlan[] {
  const [files, tables] = [new Names(['all-rows']), new Names()];
  return model.entities.map((declared) => {
    const entity = { ...declared, indexes: [...declared.indexes, ...pageIndexes(declared, model)] };
    const type = types.take(pascal(entity.name));
    const file = files.take(kebab(type));
    const table = tables.take(file.replaceAll('-', '_'));
    const stem = camel(type);
    const kept = entity.fields.filter((field) => field.value === null && holdsDocument(field.type, model));
    const documents = new Map(kept.map(({ name }) => [name, types.take(`${type}${pascal(name)}`)]));
    return { entity, type, file, table, columns: `${stem}Columns`, insert: `insert${type}`, documents };
  });
}

function planScorecards({ scorecards }: Model, types: Names, steps: readonly Step[]): ScorecardPlan[] {
  const files = new Names();
  const used = new Set(steps.flatMap((step) => (step.kind === 'score' ? [step.scorecard] : [])));
  return scorecards
    .filter(({ name }) => used.has(name))
    .map((scorecard) => {
      const type = types.take(pascal(scorecard.name));
      return { scorecard, variable: `${camel(type)}Card`, type, file: files.take(kebab(type)) };
    });
}

function planSchedules(model: Model, types: Names): SchedulePlan[] {
  const [files, variables] = [new Names(), new Names()];
  return model.schedules.map((schedule) => {
    const type = pascal(schedule.name);
    const name = variables.take(`${camel(type)}Schedule`);
    const { processing } = schedule;
    const tasks = stepsWithin(processing).some(isPerson) ? planTasks(processing, types.take(type)) : [];
    const flow = { ...noOutputs(processing), tasks };
    return { schedule, file: files.take(kebab(type)), ...flow, name, type, waits: waitsFor(processing, model) };
  });
}

function planProcesses({ processes }: Model, types: Names, steps: readonly Step[]): ProcessPlan[] {
  const [files, variables] = [new Names(), new Names()];
  const used = new Set(steps.flatMap((step) => (step.kind === 'run' ? [step.process] : [])));
  return processes
    .filter(({ name }) => used.has(name))
    .map((process) => {
      const type = types.take(pascal(process.name));
      const { processing, output } = process;
      const tasks = planTasks(processing, type);
      const flow = { ...noOutputs(processing), outputs: output, gives: [output], tasks };
      return { process, file: files.take(kebab(type)), ...flow, name: variables.take(camel(type)), type };
    });
}

function noOutputs(steps: readonly Step[]): Pick<FlowPlan, 'steps' | 'cursor' | 'outputs' | 'gives' | 'tasks'> {
  return { steps, cursor: null, outputs: [], gives: [], tasks: [] };
}

function planEvents({ events }: Model, types: Names, steps: readonly Step[]): EventPlan[] {
  const files = new Names();
  const used = new Set(steps.flatMap((step) => (step.kind === 'emit' ? [step.event] : [])));
  return events
    .filter(({ name }) => used.has(name))
    .map((event) => {
      const type = types.take(pascal(event.name));
      return { event, variable: `${camel(type)}Event`, type, file: files.take(kebab(type)) };
    });
}

function planDecisions({ decisions }: Model, types: Names): DecisionPlan[] {
  const files = new Names();
  return decisions.map(({ name }) => {
    const type = types.take(pascal(name));
    return { name, variable: `${camel(type)}Decision`, type, file: files.take(kebab(type)) };
  });
}

/** How long answers are kept because a call may fall back to them. */
function longestSnapshot({ integrations }: Model, steps: readonly Step[]): number | null {
  const policies = [...steps.filter(isMachine), ...integrations].map(({ policy }) => policy.fallback);
  const times = policies.flatMap((fallback) => (fallback?.kind === 'snapshot' ? [milliseconds(fallback.within)] : []));
  return times.length === 0 || !steps.some(isMachine) ? null : Math.max(...times);
}

/** A system without operations is only named: there is nothing to ask of it. */
function planIntegrations({ integrations }: Model, types: Names, asked: ReadonlySet<string>): IntegrationPlan[] {
  const [files, variables] = [new Names(['index']), new Names()];
  return integrations
    .filter(({ name, operations }) => operations.length > 0 || asked.has(name))
    .map((integration) => {
      const stem = pascal(integration.name);
      const [members, own] = [new Names(['system']), new Names(['System'])];
      const operations = integration.operations.map((operation) => {
        const type = pascal(operation.name);
        const schema = (fields: readonly Field[], suffix: string): string | null =>
          fields.length === 0 ? null : types.take(`${stem}${type}${suffix}`);
        return {
          operation,
          name: members.take(camel(type)),
          request: own.take(`${type}Request`),
          answer: own.take(`${type}Answer`),
          takes: schema(operation.input, 'Request'),
          gives: schema(operation.output, 'Answer'),
        };
      });
      const file = files.take(kebab(integration.name));
      return { integration, variable: variables.take(camel(stem)), file, operations };
    });
}

function planCustoms(steps: readonly Step[], types: Names, model: Model): CustomPlan[] {
  const [files, names] = [new Names(), new Names()];
  const found = new Map(steps.flatMap((step) => (step.kind === 'custom' ? [[step.id, step] as const] : [])));
  return [...found.values()].map((step) => {
    const type = types.take(pascal(step.name));
    const gives = types.take(`${type}Output`);
    const takes = handlesFiles(step, model) ? types.take(`${type}Takes`) : null;
    return { step, name: names.take(camel(type)), type, gives, takes, file: files.take(kebab(type)) };
  });
}

function planInferences(
  steps: readonly Step[],
  integrations: readonly IntegrationPlan[],
  types: Names,
): InferencePlan[] {
  const asked = new Map(steps.flatMap((step) => (step.kind === 'infer' ? [[step.id, step] as const] : [])));
  return [...asked.values()].flatMap((step) => {
    const system = integrations.find(({ integration }) => integration.name === step.integration);
    if (system === undefined) return [];
    const stem = pascal(step.name);
    return [{ step, system, takes: types.take(`${stem}Features`), gives: types.take(`${stem}Inference`) }];
  });
}

function planOperations(model: Model, types: Names): OperationPlan[] {
  const [modules, names] = [new Names(), new Names(['buildApp', 'newServer', 'serve', 'useProbes', 'useTasks'])];
  return model.endpoints.map(withPages).map((declared) => {
    const taken = [...declared.input, ...wholeField(declared)];
    const endpoint = { ...declared, input: taken, output: declared.output.map(onWire) };
    const input = endpoint.input.map(onWire);
    const type = types.take(pascal(endpoint.name));
    const body = input.filter(isOfBody);
    const form = formOf(endpoint);
    return {
      endpoint,
      name: names.take(variable(camel(type))),
      type,
      module: modules.take(`${areaOf(endpoint.path)}/${kebab(type)}`),
      body,
      parameters: input.filter((field) => !isOfBody(field)),
      form,
      answers: givesBody(endpoint),
      whole: wholeMediaOf(declared),
      writing: writingOf(declared, model),
      sendsFile: givesFile(endpoint, model),
      renamed: new Map(endpoint.input.flatMap(({ as, name }) => (as === null ? [] : [[as, name]]))),
      steps: endpoint.processing,
      cursor: cursorStep(endpoint),
      outputs: endpoint.output,
      gives: [endpoint.output, endpoint.wholeOutput, endpoint.response, locationOf(endpoint, model)],
      tasks: planTasks(endpoint.processing, type),
      waits: waitsFor(endpoint.processing, model),
      bodyLimit: bodyLimitOf(body, form === null && wholeFileOf(declared, model) === null, model),
    };
  });
}

/** The first fixed part of the path names the folder. */
function areaOf(path: string): string {
  const first = path.split('/').find((part) => part !== '' && !part.startsWith('{'));
  const area = kebab(first ?? 'root');
  return OWN_AREAS.includes(area) ? `${area}-api` : area;
}

/** Whether some step, also of a process that is run, waits for a person or a time. */
function waitsFor(steps: readonly Step[], { processes }: Model): boolean {
  return stepsReached(steps, processes).some((step) => isPerson(step) || step.kind === 'wait');
}

/** Whether some field of an entity, or something within its type, is encrypted or stored as a hash. */
function encryptsFields(model: Model): boolean {
  const holds = (type: Type, depth: number): boolean => {
    if (depth > 12) return false;
    if (type.kind === 'list' || type.kind === 'map' || type.kind === 'optional') return holds(type.of, depth + 1);
    if (type.kind === 'object') return type.fields.some((field) => isSealed(field, depth + 1));
    const declared = type.kind === 'named' ? model.types.find(({ name }) => name === type.name) : undefined;
    if (declared === undefined) return false;
    return declared.encrypt === 'field' || declared.hash === 'keyed' || holds(declared.type, depth + 1);
  };
  const isSealed = ({ protection, type }: Field, depth: number): boolean =>
    protection?.encrypt === 'field' || protection?.hash === 'keyed' || holds(type, depth);
  return model.entities.some(({ fields }) => fields.some((field) => isSealed(field, 0)));
}

/** `steps` are all steps, also those inside of others. */
function repeatsEffects(steps: readonly Step[]): boolean {
  const last = steps.findLastIndex(endsSegment);
  return steps.some((step, at) => at < last && isRepeatable(step));
}

/** Whether a step may have to be kept so that it is not done again. */
function isRepeatable(step: Step): boolean {
  return isEffect(step) || mentionsClock(step);
}

/** Whether doing a step twice is more than doing it once, or may give something else. */
export function isEffect({ kind }: Step): boolean {
  return !['set', 'guard', 'raise', 'prose'].includes(kind);
}

function typesOf(model: Model): Type[] {
  return [
    ...model.types.map(({ type }) => type),
    ...model.entities.flatMap(({ fields }) => fields.map(({ type }) => type)),
    ...model.endpoints.flatMap(({ input, output, wholeOutput }) =>
      [...input, ...output, ...(wholeOutput === null ? [] : [wholeOutput])].map(({ type }) => type),
    ),
    ...model.integrations.flatMap(({ operations }) =>
      operations.flatMap(({ input, output }) => [...input, ...output].map(({ type }) => type)),
    ),
    ...model.events.flatMap(({ payload }) => payload.map(({ type }) => type)),
    ...[...model.endpoints, ...model.processes, ...model.schedules].flatMap(({ processing }) =>
      stepsWithin(processing).flatMap((step) => (step.kind === 'userTask' ? step.result.map(({ type }) => type) : [])),
    ),
    ...model.decisions.flatMap(({ outputs }) => outputs.map(({ type }) => type)),
  ].flatMap(within);
}

function within(type: Type): Type[] {
  if (type.kind === 'list' || type.kind === 'map' || type.kind === 'optional') return within(type.of);
  return type.kind === 'object' ? type.fields.flatMap((field) => within(field.type)) : [type];
}
