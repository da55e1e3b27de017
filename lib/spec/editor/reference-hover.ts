import { effectivePolicy } from '../effective-policy.ts';
import { writeType } from '../expressions/static-types.ts';
import type { CallPolicy, Field, Integration, IntegrationOperation, Model } from '../model.ts';
import { NO_POLICY } from '../read/read-policy.ts';
import type { ReferenceKind } from '../shape/shape.ts';

/** What a name stands for, as Markdown: what is sent and answered, what an event says. Null where there is no more to say. */
export function describeReference(model: Model, to: ReferenceKind, name: string): string | null {
  const named = <T extends { name: string }>(nodes: readonly T[]): T | undefined =>
    nodes.find((node) => node.name === name);
  switch (to) {
    case 'operation':
      return describeOperation(model, name);
    case 'integration': {
      const found = named(model.integrations);
      return found === undefined ? null : join([found.protocol ?? 'no protocol yet', found.summary]);
    }
    case 'event': {
      const found = named(model.events);
      return found === undefined ? null : join([signature(name, found.payload), found.summary]);
    }
    case 'scorecard': {
      const found = named(model.scorecards);
      const parts = found?.characteristics.map((characteristic) => characteristic.name).join(', ');
      return found === undefined ? null : join([`${found.initialScore} and ${parts}`, found.summary]);
    }
    case 'process': {
      const found = named(model.processes);
      return found === undefined ? null : join([signature(name, found.input, found.output), found.summary]);
    }
    case 'decision': {
      const found = named(model.decisions);
      return found === undefined ? null : join([signature(name, found.inputs, found.outputs)]);
    }
    case 'error': {
      const found = named(model.errors);
      return found === undefined ? null : join([String(found.status), found.title]);
    }
    default:
      return null;
  }
}

function describeOperation(model: Model, name: string): string | null {
  const [first] = name.split('.', 1);
  const integration = model.integrations.find((candidate) => candidate.name === first);
  const operation = integration?.operations.find((candidate) => `${first}.${candidate.name}` === name);
  if (integration === undefined || operation === undefined) return null;
  return join([
    signature(name, operation.input, operation.output),
    operation.summary,
    `${integration.protocol ?? ''} ${operation.request}`,
    EFFECTS[operation.effect],
    sayPolicy(integration, operation),
  ]);
}

const EFFECTS: Readonly<Record<IntegrationOperation['effect'], string>> = {
  read: 'Reads only.',
  idempotent: 'Changes something; doing it again changes no more.',
  write: 'Changes something each time; carries an Idempotency-Key.',
};

/** What holds for every use that does not say otherwise. */
function sayPolicy(integration: Integration, operation: IntegrationOperation): string | null {
  const { timeoutMs, retry, circuitBreaker, fallback }: CallPolicy = effectivePolicy(NO_POLICY, integration, operation);
  const parts = [
    timeoutMs === null ? null : `timeout ${timeoutMs} ms`,
    retry === null ? null : `${retry.limit} more attempts`,
    circuitBreaker === null ? null : 'a circuit breaker',
    fallback === null ? null : 'a fallback',
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : `Unless a step says otherwise: ${parts.join(', ')}.`;
}

type Typed = Pick<Field, 'name' | 'type'>;

function signature(name: string, input: readonly Typed[], output: readonly Typed[] = []): string {
  const list = (fields: readonly Typed[]): string =>
    fields.map((field) => `${field.name}: ${writeType(field.type)}`).join(', ');
  return `${name}(${list(input)})${output.length === 0 ? '' : ` → {${list(output)}}`}`;
}

/** The first line is code, the others are sentences of the specification: neither may end the code or start Markdown. */
function join([first = '', ...others]: readonly (string | null)[]): string {
  const plain = (text: string): string => text.replace(/[`\r\n]+/g, ' ').slice(0, 300);
  const lines = others.flatMap((line) =>
    line === null || line === '' ? [] : [plain(line).replace(/[\\*_[\]<>#|]/g, '\\$&')],
  );
  return [`\`${plain(first ?? '')}\``, ...lines].join('\n\n');
}
