import type { Endpoint, Entity, Field, InputField, Model, ProseStep, Step, Type } from '../spec/model.ts';
import { scalar } from '../spec/scalar-type.ts';
import { camel, kebab, Names, pascal, title } from './names.ts';
import { isDecimal, plainType } from './service/types.ts';
import { isIdentifier } from './text/quote.ts';

/** Everything that several emitters must agree on: names, paths, and which parts of the platform are needed. */
export interface Plan {
  model: Model;
  operations: readonly OperationPlan[];
  entities: readonly EntityPlan[];
  decisions: readonly DecisionPlan[];
  /** Some step is done by a person. */
  waits: boolean;
  /** Some effect comes before a person's step, and must not happen again when the request goes on. */
  repeats: boolean;
  decides: boolean;
  decimals: boolean;
  /** Some path, query or header value is a number or a truth value, which arrives as text. */
  texts: boolean;
  /** Type names of the specification, as the generated code says them. */
  typeNames: ReadonlyMap<string, string>;
  /** Error names of the specification, as variables. */
  errorNames: ReadonlyMap<string, string>;
}

export interface OperationPlan {
  endpoint: Endpoint;
  /** The exported operation, `verifyKyc`. */
  name: string;
  /** The stem of its types, `VerifyKyc`. */
  type: string;
  /** The module without `src/` and ending, `kyc/verify-kyc`. */
  module: string;
  body: readonly InputField[];
  parameters: readonly InputField[];
  tasks: readonly TaskPlan[];
  /** Bytes. */
  bodyLimit: number;
}

export interface TaskPlan {
  step: Step & ProseStep;
  title: string;
  /** The type of the answer within the operation's module, and its schema in the API document. */
  formType: string;
  formSchema: string;
  form: readonly Field[];
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
}

export interface DecisionPlan {
  name: string;
  variable: string;
  type: string;
  file: string;
}

/** Schemas of the platform itself; types of the specification give way to them. */
const OWN_SCHEMAS = ['Accepted', 'CompletedTask', 'Problem', 'Request', 'Task', 'Tasks'];
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
export function planOf(model: Model): Plan {
  const types = new Names([...OWN_SCHEMAS, ...OWN_TYPES]);
  const typeNames = new Map(model.types.map(({ name }) => [name, types.take(pascal(name))]));
  const entities = planEntities(model, types);
  const decisions = planDecisions(model, types);
  const operations = planOperations(model, types);
  const flows = operations.filter(({ tasks }) => tasks.length > 0);
  const errors = new Names(OWN_ERRORS);
  return {
    model,
    operations,
    entities,
    decisions,
    waits: flows.length > 0,
    repeats: flows.some(({ endpoint }) => repeatsEffects(endpoint.processing)),
    decides: model.endpoints.some(({ processing }) => processing.some(({ kind }) => kind === 'decide')),
    decimals: typesOf(model).some((type) => isDecimal(type, model)) || decisions.length > 0,
    texts: operations.some(({ parameters }) => parameters.some(({ type }) => isNumeric(type, model))),
    typeNames,
    errorNames: new Map(model.errors.map(({ name }) => [name, errors.take(isIdentifier(name) ? name : camel(name))])),
  };
}

function isNumeric(type: Type, model: Model): boolean {
  const plain = plainType(type, model);
  return plain.kind === 'scalar' && ['int', 'double', 'bool'].includes(plain.name);
}

const OWN_ERRORS =
  'invalid_input unauthenticated forbidden not_found timed_out conflict too_large unsupported internal unavailable'.split(
    ' ',
  );

function planEntities({ entities }: Model, types: Names): EntityPlan[] {
  const [files, tables] = [new Names(), new Names()];
  return entities.map((entity) => {
    const type = types.take(pascal(entity.name));
    const file = files.take(kebab(type));
    const table = tables.take(file.replaceAll('-', '_'));
    const stem = camel(type);
    return { entity, type, file, table, columns: `${stem}Columns`, insert: `insert${type}` };
  });
}

function planDecisions({ decisions }: Model, types: Names): DecisionPlan[] {
  const files = new Names();
  return decisions.map(({ name }) => {
    const type = types.take(pascal(name));
    return { name, variable: `${camel(type)}Decision`, type, file: files.take(kebab(type)) };
  });
}

function planOperations({ endpoints }: Model, types: Names): OperationPlan[] {
  const [modules, names] = [new Names(), new Names(['buildApp', 'newServer', 'serve', 'useProbes', 'useTasks'])];
  return endpoints.map((endpoint) => {
    const type = types.take(pascal(endpoint.name));
    const body = endpoint.input.filter((field) => field.in === 'body');
    return {
      endpoint,
      name: names.take(camel(type)),
      type,
      module: modules.take(`${areaOf(endpoint.path)}/${kebab(type)}`),
      body,
      parameters: endpoint.input.filter((field) => field.in !== 'body'),
      tasks: planTasks(endpoint, type),
      bodyLimit: bodyLimitOf(body),
    };
  });
}

/** The first fixed part of the path names the folder. */
function areaOf(path: string): string {
  const first = path.split('/').find((part) => part !== '' && !part.startsWith('{'));
  const area = kebab(first ?? 'root');
  return OWN_AREAS.includes(area) ? `${area}-api` : area;
}

function planTasks(endpoint: Endpoint, type: string): TaskPlan[] {
  const forms = new Names();
  return endpoint.processing.flatMap((step) => {
    if (step.kind !== 'prose') return [];
    const formType = forms.take(`${pascal(step.name)}Form`);
    const form = step.form.length > 0 ? step.form : [findingField(step)];
    return [{ step, title: title(step.name), formType, formSchema: `${type}${formType}`, form }];
  });
}

/** What a person may say where no value is asked for. */
function findingField({ id, span }: Step): Field {
  const of: Type = scalar('string', { length: { min: 0, max: 2000 } });
  return {
    id: `${id}/finding`,
    span,
    name: 'finding',
    type: { kind: 'optional', of },
    typeOrigin: 'default',
    summary: null,
    protection: null,
  };
}

function repeatsEffects(steps: readonly Step[]): boolean {
  const last = steps.findLastIndex(({ kind }) => kind === 'prose');
  return steps.some((step, at) => at < last && isEffect(step));
}

/** Whether doing a step twice is more than doing it once, or may give something else. */
export function isEffect({ kind }: Step): boolean {
  return !['set', 'guard', 'raise', 'prose'].includes(kind);
}

const MEBIBYTE = 1_048_576;

/** Room for what the fields may hold: files get 16 MiB together unless they say their length. */
function bodyLimitOf(fields: readonly Field[]): number {
  return fields.some(({ type }) => holdsFile(type)) ? 16 * MEBIBYTE : MEBIBYTE;
}

function holdsFile(type: Type): boolean {
  if (type.kind === 'scalar') return type.name === 'base64';
  if (type.kind === 'list' || type.kind === 'map' || type.kind === 'optional') return holdsFile(type.of);
  return type.kind === 'object' && type.fields.some((field) => holdsFile(field.type));
}

function typesOf(model: Model): Type[] {
  return [
    ...model.types.map(({ type }) => type),
    ...model.entities.flatMap(({ fields }) => fields.map(({ type }) => type)),
    ...model.endpoints.flatMap(({ input, output }) => [...input, ...output].map(({ type }) => type)),
    ...model.decisions.flatMap(({ outputs }) => outputs.map(({ type }) => type)),
  ].flatMap(within);
}

function within(type: Type): Type[] {
  if (type.kind === 'list' || type.kind === 'map' || type.kind === 'optional') return within(type.of);
  return type.kind === 'object' ? type.fields.flatMap((field) => within(field.type)) : [type];
}
