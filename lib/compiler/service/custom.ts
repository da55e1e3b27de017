import type { Field } from '../../spec/model.ts';
import { bodyLimitOf } from '../body-limit.ts';
import type { CustomPlan, FlowPlan, Plan } from '../plan.ts';
import { isBoxed } from '../steps-within.ts';
import { code, when } from '../text/code.ts';
import { type Doc, hardline, hugged, indent, list, print } from '../text/doc.ts';
import { type Import, imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { comment, quote } from '../text/quote.ts';
import { number } from './call-policy.ts';
import { notCompiled, value } from './expression.ts';
import { withoutNames } from './file-texts.ts';
import { fromFile, type Module, moduleImports, newModule } from './module.ts';
import { keyOf } from './place.ts';
import { type Of, once, property } from './steps.ts';
import { members } from './types.ts';

/** src/custom/<step>.ts: the contract of a step whose code is written by hand. */
export function contractModule(planned: CustomPlan, plan: Plan): string {
  const { step, name, type, gives, takes, file } = planned;
  const module = newModule(plan);
  if (takes !== null) return fileContract({ ...planned, takes }, module);
  const input = members(step.input, plan, module.types, false);
  const output = members(step.output, plan, module.types, false);
  const lines: Import[] = [
    [`../../custom/${file}.ts`, name],
    ...moduleImports(module),
    ['../platform/custom.ts', 'type CustomStep'],
  ];
  const boxed = isBoxed(step);
  if (boxed) lines.splice(0, lines.length, ...moduleImports(module), ['../platform/boxes.ts', 'type BoxedStep']);
  return code`
    ${imports(lines.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))}

    ${interfaceOf(`${type}Input`, input)}

    ${interfaceOf(`${type}Output`, output)}

    ${when(boxed && step.programs.length > 0, startsText({ step, type }))}

    /** ${comment(step.text)}. */
    ${origin(
      step,
      boxed
        ? boxedText(planned)
        : `export const ${name}Step: CustomStep<${type}Input, ${type}Output> = {\n  name: ${quote(file)},\n  gives: ${quote(gives)},\n  run: ${name},\n};`,
    )}
  `;
}

/** The same where files are taken or given: code gets them with what they hold, other steps know what is said of them. */
function fileContract(planned: CustomPlan & { takes: string }, module: Module): string {
  const { plan } = module;
  const { step, name, type, gives, takes, file } = planned;
  const boxed = isBoxed(step);
  const own = (fields: readonly Field[], as: 'GivenFile' | 'MadeFile'): string => {
    const used = new Set<string>();
    const text = members(withoutNames(fields, plan.model), plan, used, false);
    for (const one of used) if (one !== 'StoredFile') module.types.add(one);
    if (used.has('StoredFile')) fromFile(module, CUSTOM_FILES, `type ${as}`);
    return text.replaceAll(/\bStoredFile\b/g, as);
  };
  const [input, output] = [own(step.input, 'GivenFile'), own(step.output, 'MadeFile')];
  const taken = members(step.input, plan, module.types, false);
  const given = members(step.output, plan, module.types, false);
  if (boxed) fromFile(module, '../platform/boxes.ts', 'type BoxedStep');
  else fromFile(module, CUSTOM_FILES, 'type FileStep');
  const says = `name: ${quote(file)},\n  takes: ${quote(takes)},\n  gives: ${quote(gives)},\n  run: ${name},\n`;
  const head = `export const ${name}Step: FileStep<${type}Takes, ${type}Gives> = `;
  const lines: Import[] = [...(boxed ? [] : [[`../../custom/${file}.ts`, name] as const]), ...moduleImports(module)];
  return code`
    ${imports(lines.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))}

    ${interfaceOf(`${type}Input`, input)}

    ${interfaceOf(`${type}Output`, output)}

    /** What it takes as other steps know it. */
    ${interfaceOf(`${type}Takes`, taken)}

    /** What it gives as other steps know it. */
    ${interfaceOf(`${type}Gives`, given)}

    ${when(boxed && step.programs.length > 0, startsText({ step, type }))}

    /** ${comment(step.text)}. */
    ${origin(step, boxed ? boxedText(planned, plan) : `${head}{\n  ${says}};`)}
  `;
}

const CUSTOM_FILES = '../platform/custom-files.ts';

const MB = 1_048_576;
/** What holds where the specification says nothing. */
const USUAL = { timeoutMs: 10_000, memoryBytes: 256 * MB, outputBytes: MB };

function boxedText({ step, name, type, gives, takes, file }: CustomPlan, plan: Plan | null = null): string {
  const { programs, timeoutMs, limits } = step;
  const usual = plan === null ? USUAL.outputBytes : bodyLimitOf(step.output, true, plan.model);
  const members: Doc[] = [
    `name: ${quote(file)}`,
    `file: new URL(${quote(`../../custom/${file}.ts`)}, import.meta.url)`,
    `run: ${quote(name)}`,
    ...(takes === null ? [] : [`takes: ${quote(takes)}`]),
    `gives: ${quote(gives)}`,
    ['programs: ', list('[', programs.map(quote), ']')],
    `timeoutMs: ${number(timeoutMs ?? USUAL.timeoutMs)}`,
    `memoryBytes: ${number(limits?.memoryBytes ?? USUAL.memoryBytes)}`,
    `outputBytes: ${number(limits?.outputBytes ?? usual)}`,
  ];
  const [taken, given] = takes === null ? ['Input', 'Output'] : ['Takes', 'Gives'];
  const head = `export const ${name}Step: BoxedStep<${type}${taken}, ${type}${given}> = `;
  return print([head, ['{', indent(members.map((one): Doc => [hardline, one, ','])), hardline, '}'], ';']);
}

/** How the code of a step starts programs: only those that the specification names. */
function startsText({ step, type }: Pick<CustomPlan, 'step' | 'type'>): string {
  return code`
    /** Starts one of the programs that the step may start, without a shell, and gives what it writes. */
    ${print([`export type ${type}Start = `, list('(', [`program: ${step.programs.map(quote).join(' | ')}`, 'words: readonly string[]', 'input?: Uint8Array'], ')'), ' => Promise<Uint8Array>;'])}
  `;
}

function interfaceOf(name: string, body: string): string {
  if (body === '') return `export type ${name} = Record<string, never>;`;
  return `export interface ${name} {\n  ${body.replaceAll('\n', '\n  ')}\n}`;
}

/** custom/<step>.ts: where the code is to be written. It is made once and then left alone. */
export function customModule({ step, name, type, file }: CustomPlan): string {
  if (isBoxed(step)) return boxedModule({ step, name, type, file });
  return code`
    ${imports([
      [`../src/custom/${file}.ts`, `type ${type}Input`, `type ${type}Output`],
      ['../src/platform/custom.ts', 'NotWritten'],
    ])}

    /** ${comment(step.text)}. A pure function: the same input gives the same output; no files, no network, no clock. */
    export function ${name}(_input: ${type}Input): ${type}Output {
      throw new NotWritten();
    }
  `;
}

/** The same for code that runs in a process of its own. */
function boxedModule({ step, name, type, file }: Omit<CustomPlan, 'gives' | 'takes'>): string {
  const starts = step.programs.length > 0;
  const types = [`type ${type}Input`, `type ${type}Output`, ...(starts ? [`type ${type}Start`] : [])];
  const parameters = [`_input: ${type}Input`, ...(starts ? [`_start: ${type}Start`] : [])].join(', ');
  const may = starts
    ? `no files, no network, no clock; programs (${step.programs.join(', ')}) by its second parameter`
    : 'no files, no network, no clock';
  return code`
    ${imports([
      [`../src/custom/${file}.ts`, ...types],
      ['../src/platform/box.ts', 'NotWritten'],
    ])}

    /** ${comment(step.text)}. The same input gives the same output: ${may}. It runs in a process of its own. */
    export async function ${name}(${parameters}): Promise<${type}Output> {
      throw new NotWritten();
    }
  `;
}

/** `custom(recheckStep, { name: one.name })`, or `await boxed('scan', scanStep, { … })` in a process of its own. */
export function custom(step: Of<'custom'>, flow: FlowPlan, module: Module): Doc {
  const planned = module.plan.customs.find((one) => one.step.id === step.id);
  if (planned === undefined) return notCompiled(`The step ${step.name}`);
  fromFile(module, `../custom/${planned.file}.ts`, `${planned.name}Step`);
  if (!isBoxed(step) && planned.takes === null) fromFile(module, '../platform/custom.ts', 'custom');
  const given = step.input.map((field): Doc => {
    const found = step.with.find(({ name }) => name === field.name);
    return property(field.name, found === undefined ? 'null' : value(found.value, field.type, module));
  });
  if (isBoxed(step)) {
    module.needs.add('boxed');
    const before = [keyOf(step.name, module), `${planned.name}Step`];
    return ['await ', hugged('boxed(', before, { open: '{', items: given, close: '}', space: true }, ')')];
  }
  if (planned.takes !== null) {
    module.needs.add('tx').add('keepFiles');
    fromFile(module, CUSTOM_FILES, 'customWithFiles');
    const sent = list('{', given, '}', true);
    return once(step, flow, module, list('customWithFiles(', [`${planned.name}Step`, sent, '{ tx, keepFiles }'], ')'));
  }
  const work = hugged('custom(', [`${planned.name}Step`], { open: '{', items: given, close: '}', space: true }, ')');
  return once(step, flow, module, work, false);
}

/** The type of what the step gives. */
export function customType(step: Of<'custom'>, module: Module): string | null {
  const planned = module.plan.customs.find((one) => one.step.id === step.id);
  if (planned === undefined) return null;
  return fromFile(
    module,
    `../custom/${planned.file}.ts`,
    `type ${planned.type}${planned.takes === null ? 'Output' : 'Gives'}`,
  ).replace('type ', '');
}
