import type { Access, OutputField } from '../../spec/model.ts';
import { variable } from '../names.ts';
import type { OperationPlan, Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { type Doc, list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { comment, member, quote } from '../text/quote.ts';
import { keepsPlain, omitsNulls, ownName, readsFrom, readsOnlyPaths } from '../wire-plan.ts';
import { number } from './call-policy.ts';
import { value } from './expression.ts';
import { invariantList, invariantsOf } from './invariant.ts';
import { fromFile, type Module, moduleImports, newModule } from './module.ts';
import {
  callerRow,
  demandOfRow,
  headersOf,
  idempotency,
  inputMembers,
  rateLimit,
  wholeType,
  wireMembers,
} from './operation-wire.ts';
import { sortedBy } from './pages.ts';
import { OUTERMOST } from './place.ts';
import { RUN_MEMBERS } from './run-members.ts';
import { shaped, sourceTypeOf } from './shape.ts';
import { property, statement } from './steps.ts';
import { formTypes, taskDefinitions } from './task-definitions.ts';
import { isOptional, members } from './types.ts';

/** src/<area>/<operation>.ts: the types, the contract and the steps of one endpoint. */
export function operationModule(operation: OperationPlan, plan: Plan): string {
  const { endpoint, name, type, tasks } = operation;
  const module: Module = { ...newModule(plan), before: endpoint.processing };
  const input = inputMembers(operation, module);
  const output = members(endpoint.output, plan, module.types, false);
  const whole = wholeType(operation, module);
  const forms = formTypes(operation, plan, module.types);
  const said = contract(operation, module);
  const body = steps(operation, module);
  const always = invariantsText(operation, body, module);
  module.platform.add('type Operation');
  const summary = endpoint.summary === null ? '' : `: ${comment(endpoint.summary)}`;
  return code`
    ${imports(moduleImports(module, tasks.length > 0))}

    ${origin(endpoint, interfaceOf(`${type}Input`, input))}

    ${endpoint.wholeOutput === null ? when(endpoint.output.length > 0, interfaceOf(`${type}Output`, output)) : whole}

    ${templateText(operation)}

    /** ${comment(`${endpoint.method} ${endpoint.path}`)}${summary} */
    ${origin(endpoint, `export const ${name}: Operation<${typeArguments(operation)}> = ${takesRun(body) ? said : said.replace('await steps(run)', 'await steps()')};`)}

    ${always}

    ${taskDefinitions(operation)}

    ${forms}

    ${body}
  `;
}

function interfaceOf(name: string, body: string): string {
  const head = `export interface ${name} {`;
  return body === '' ? `${head}}` : `${head}\n  ${body.replaceAll('\n', '\n  ')}\n}`;
}

function typeArguments({ type, answers }: OperationPlan): string {
  return `${type}Input, ${answers ? `${type}Output` : 'void'}`;
}

/** How long a request may take where no SLA says it, in milliseconds. */
const USUAL_DEADLINE_MS = 30_000;

function contract(operation: OperationPlan, module: Module): string {
  const { endpoint, type, body, parameters, bodyLimit, answers } = operation;
  const { plan } = module;
  const record = (endpoint.audit?.record ?? []).map(quote).join(', ');
  const always = invariantsOf('operation', endpoint.name, plan.model);
  return code`
    {
      name: ${quote(endpoint.name)},
      method: ${quote(endpoint.method)},
      path: ${quote(fastifyPath(endpoint.path))},
      status: ${endpoint.status},
      access: ${access(endpoint.access)},
      bodyLimit: ${bodyLimit.toLocaleString('en-US').replaceAll(',', '_')},
      body: ${body.length > 0 ? quote(`${type}Input`) : 'null'},
      ${wholeText(operation)}
      ${operation.form !== null && `takes: ${quote(operation.form)},`}
      parameters: ${parameters.length > 0 ? parametersOf(type, parameters, plan) : 'null'},
      ${wireMembers(operation, module)}
      output: ${answers && !operation.sendsFile ? quote(`${type}Output`) : 'null'},
      ${when(operation.sendsFile, 'sendsFile: true,')}
      ${writingText(operation)}
      ${sortedBy(endpoint, plan)}
      ${when(omitsNulls(endpoint, plan.model), 'omitsNulls: true,')}
      record: [${record}],
      ${when(keepsPlain(endpoint), 'plainRecord: true,')}
      ${rateLimit(operation)}
      ${idempotency(operation)}
      ${when(plan.outside, `deadlineMs: ${number(endpoint.sla?.latency?.withinMs ?? USUAL_DEADLINE_MS)},`)}
      ${when(always.length === 0, 'steps,')}
      ${when(always.length > 0, UPHELD)}
    }
  `;
}

const UPHELD = code`
  steps: async (run) => {
    const output = await steps(run);
    uphold(invariants, { ...run, output });
    return output;
  },
`;

/** What always holds of an operation, as a constant; empty where nothing does. */
function invariantsText({ endpoint, type, answers }: OperationPlan, body: string, module: Module): string {
  const always = invariantsOf('operation', endpoint.name, module.plan.model);
  if (always.length === 0) return '';
  for (const used of ['type Invariant', 'uphold']) fromFile(module, '../platform/invariants.ts', used);
  const run = takesRun(body) ? 'Parameters<typeof steps>[0]' : `Run<${type}Input>`;
  if (!takesRun(body)) module.platform.add('type Run');
  const of = `${run} & { output: ${answers ? `${type}Output` : 'void'} }`;
  const text = print([`const invariants: readonly Invariant<${of}>[] = `, invariantList(always, module), ';']);
  return `/** What always holds of it. */\n${text}`;
}

/** Steps that need nothing of their run are a function without parameters. */
function takesRun(body: string): boolean {
  return !body.includes('function steps()');
}

/** `{id}` is `:id` there, and a colon of the path itself is doubled. */
export function fastifyPath(path: string): string {
  return path.replaceAll(':', '::').replace(/\{([^{}]*)\}/g, ':$1');
}

function access(wanted: Access): string {
  if (wanted.kind === 'public') return "'public'";
  const names = (values: readonly string[]): string => values.map(quote).join(', ');
  const optional = wanted.kind === 'optional' ? ', optional: true' : '';
  return `{ roles: [${names(wanted.roles)}], scopes: [${names(wanted.scopes)}]${optional} }`;
}

function parametersOf(type: string, fields: OperationPlan['parameters'], plan: Plan): string {
  const within = (place: string): Doc =>
    list(
      '[',
      fields.filter((field) => field.in === place).map(({ name }) => quote(name)),
      ']',
    );
  return print(
    list(
      '{',
      [
        ['schema: ', quote(`${type}Parameters`)],
        ...(readsOnlyPaths(plan) ? [] : [['path: ', within('path')]]),
        ...(readsFrom('query', plan) ? [['query: ', within('query')]] : []),
        ...(readsFrom('header', plan) ? [['header: ', within('header')]] : []),
        ...(plan.wire.cookies ? [['cookie: ', within('cookie')]] : []),
      ],
      '}',
      true,
    ),
    14,
  );
}

/** The media type of a body that is one value. */
function wholeText({ whole }: OperationPlan): string {
  if (whole === null) return '';
  return whole === 'application/json' ? 'whole: true,' : `whole: true,\ntakes: ${quote(whole)},`;
}

/** How the answer is written, where that is no plain JSON. */
function writingText({ writing }: OperationPlan): string {
  if (writing === null) return '';
  const { type, template } = writing;
  const members = [`type: ${quote(type)}`, ...(template === null ? [] : ['template: PAGE'])];
  return print([list('writing: {', members, '}', true), ','], 2);
}

/** The template of an operation, as it is in the specification but for the marks of values that are HTML. */
function templateText({ writing, endpoint }: OperationPlan): string {
  if (writing === null || writing.template === null) return '';
  const text = writing.template.replace(/[`\\]|\$(?=\{)/g, '\\$&');
  return `/** What ${comment(endpoint.name)} is written with. */\nconst PAGE = \`${text}\`;`;
}

function steps(operation: OperationPlan, module: Module): string {
  const { endpoint, type, answers } = operation;
  const blocks = endpoint.processing.map((step) => statement(step, operation, { ...module, place: OUTERMOST }));
  const outputs = endpoint.output.map((field) =>
    origin(field, print([property(field.name, outputValue(field, operation, module)), ','], 4)),
  );
  const result = answers ? `${type}Output` : 'void';
  const whole = endpoint.wholeOutput;
  const answer = whole === null ? null : outputValue({ ...whole, name: '', as: null }, operation, module);
  const headers = headersOf(endpoint, module);
  const who = endpoint.access.kind === 'optional' ? ', Visitor' : '';
  const right = demandOfRow(operation, module);
  const row = callerRow(operation, module);
  const taken = RUN_MEMBERS.filter((name) => module.needs.has(name));
  const parameter: Doc = taken.length === 0 ? '' : [list('{', taken, '}', true), `: Run<${type}Input${who}>`];
  if (parameter !== '') module.platform.add('type Run');
  if (who !== '' && parameter !== '') fromFile(module, '../platform/auth.ts', 'type Visitor');
  const head = print(['async function steps(', parameter, `): Promise<${result}> {`]);
  if (blocks.length + outputs.length === 0 && answer === null && headers + right === '') return `${head}}`;
  return code`
    ${head}
      ${row}
      ${right}

      ${spaced(blocks)}

      ${headers}

      ${answer !== null && origin(whole ?? endpoint, print(['return ', answer, ';'], 2))}

      ${when(outputs.length > 0, `return {\n  ${outputs.join('\n').replaceAll('\n', '\n  ')}\n};`)}
    }
  `;
}

/** One-line statements of a kind stand together; longer ones have air around them. */
function spaced(blocks: readonly string[]): string {
  return blocks
    .map((block, at) => {
      const before = blocks[at - 1];
      const tight = before === undefined || (!before.includes('\n') && !block.includes('\n'));
      return at === 0 ? block : `${tight ? '\n' : '\n\n'}${block}`;
    })
    .join('');
}

function outputValue(
  output: Pick<OutputField, 'id' | 'as' | 'from' | 'name' | 'type'>,
  operation: OperationPlan,
  module: Module,
): Doc {
  const { from, type } = output;
  if (from.kind === 'form') {
    const given = member(variable(from.step), ownName(output));
    return isOptional(type, module.plan.model) ? [given, ' ?? null'] : given;
  }
  const given = from.kind === 'step' ? variable(from.step) : value(from, type, module);
  const source = sourceTypeOf(from, operation.steps);
  return source === null ? given : shaped(given, source, type, module);
}
