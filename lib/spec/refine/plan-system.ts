import { settingName } from '../read/read-setting.ts';
import { type Draft, flow } from './draft.ts';
import { type KnownValue, lastOf } from './known-value.ts';
import type { PlannedSystem, Subject } from './plan.ts';

/** One operation of another system that a step is going to use. */
export interface PlannedUse {
  /** `INTEGRATION.OPERATION`. */
  name: string;
  /** What it is sent: its inputs with the values they get. */
  sent: readonly { name: string; value: KnownValue }[];
  assumptions: readonly string[];
}

/** Protocols whose requests can be written without asking: the others need a document, a topic or a path. */
const REQUESTS: Readonly<Record<string, (operation: string) => string>> = {
  rest: (operation) => `POST /${operation}`,
  soap: (operation) => operation.charAt(0).toUpperCase() + operation.slice(1),
};

/**
 * Plans an operation of a system of which only a phrase is written: the phrase stays as its summary. Null where the system is
 * written precisely, or speaks in a way that cannot be guessed.
 */
export function planSystem(
  subject: Subject,
  operation: string,
  output: Readonly<Record<string, string>>,
): PlannedUse | null {
  const { proposal, model, brief } = subject;
  const name = proposal.integration;
  const declared = model.integrations.find((one) => one.name === name);
  if (name === null || declared === undefined || !brief.has(name)) return null;
  const protocol = declared.protocol ?? 'rest';
  const request = REQUESTS[protocol]?.(operation);
  const sent = valuesToSend(subject);
  if (request === undefined || sent.length === 0) return null;
  const system = describeSystem(subject, name, protocol);
  if (system === null) return null;
  const draft = flow({
    effect: 'read',
    request,
    input: flow(Object.fromEntries(sent.map(({ name: input, value }) => [input, typeOf(value)]))),
    output: flow(output),
  });
  const free = freeName(system.operations, operation, draft);
  system.operations.set(free, draft);
  return {
    name: `${name}.${free}`,
    sent,
    assumptions: [
      ...assumedOf(system),
      `\`${name}.${free}\` only reads; it takes ${said(sent.map((one) => one.name))} and gives ${said(Object.keys(output))}.`,
    ],
  };
}

/** A name, a date of birth and one more text, as far as they are known; what was read is better than what was sent. */
function valuesToSend({ known }: Subject): PlannedUse['sent'] {
  const name = lastOf(known, 'name');
  const born = known.findLast(({ kind }) => kind === 'birth') ?? null;
  const other = name === null ? lastOf(known, 'text', 'enum') : null;
  return [name, born, other].flatMap((value) => (value === null ? [] : [{ name: value.name, value }]));
}

function typeOf({ type, optional }: KnownValue): string {
  return optional ? `${type}?` : type;
}

/** The precise form of a system of which only a phrase is written; the same for every step that uses it. Null if there is none. */
export function describeSystem(
  { model, brief, systems }: Subject,
  name: string,
  protocol: string,
): PlannedSystem | null {
  const declared = model.integrations.find((one) => one.name === name);
  if (declared === undefined || !brief.has(name)) return null;
  const system = systems.get(name) ?? describe(name, protocol, declared);
  systems.set(name, system);
  return system;
}

/** What had to be chosen for a system, one sentence each. */
export function assumedOf({ name, head }: PlannedSystem): string[] {
  return head.flatMap(([key, value, note]) => (note === null ? [] : [`\`${name}.${key}\` is ${value}: ${note}.`]));
}

type Declared = Subject['model']['integrations'][number];

function describe(name: string, protocol: string, { auth, protocol: said_, summary }: Declared): PlannedSystem {
  const usual = protocol === 'soap' ? 'mtls' : 'api_key';
  const encrypted = /encrypt/i.test(summary);
  const stands = /fallback/i.test(summary);
  return {
    name,
    operations: new Map(),
    head: [
      ['summary', summary, null],
      ['protocol', protocol, said_ === null ? 'none is said' : null],
      ['baseUrl', `$${settingName(name, 'URL')}`, 'the setting with its address'],
      ['auth', auth ?? usual, auth === null ? 'none is said' : null],
      ...(encrypted
        ? ([['encrypt', protocol === 'soap' ? 'xmlenc' : 'jwe', 'which encryption is not said']] as const)
        : []),
      ...(stands ? ([['fallback', 'snapshot(24h)', 'which fallback is not said']] as const) : []),
    ],
  };
}

/** The operation's name, or one with a number where another operation has it. */
function freeName(operations: ReadonlyMap<string, Draft>, wanted: string, draft: Draft): string {
  const same = (name: string): boolean => {
    const there = operations.get(name);
    return there === undefined || JSON.stringify(there) === JSON.stringify(draft);
  };
  let name = wanted;
  for (let number = 2; !same(name); number++) name = `${wanted}${number}`;
  return name;
}

function said(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
