import type { Field, Type } from '../../spec/model.ts';
import type { IntegrationOperationPlan, IntegrationPlan, Plan } from '../plan.ts';
import { holdsFile } from '../service/file-fields.ts';
import { holdsDocument } from '../service/opened.ts';
import { documentText, plainType } from '../service/types.ts';
import { code } from '../text/code.ts';
import { type Doc, list } from '../text/doc.ts';
import { member, quote } from '../text/quote.ts';
import { sentExample } from './sent-files.ts';

// Parts of test/integrations.test.ts and test/soap.test.ts: texts that hold documents, which other systems are sent and give.

/** Whether other systems are sent texts that hold documents, or give some. */
export function exchangesDocuments({ model }: Plan): boolean {
  const operations = model.integrations.flatMap((one) => one.operations);
  return operations.some(({ input, output }) => [...input, ...output].some(({ type }) => holdsDocument(type, model)));
}

/** The members of a known operation that name what of its request, and of its answer, is such a text. */
export function heldMembers(
  { integration }: IntegrationPlan,
  { operation }: IntegrationOperationPlan,
  plan: Plan,
): Doc[] {
  // What is tested with holds documents already; only the model says what is a text elsewhere.
  const declared = plan.model.integrations
    .find(({ name }) => name === integration.name)
    ?.operations.find(({ name }) => name === operation.name);
  const held = (fields: readonly Field[] = []): Doc =>
    list(
      '[',
      fields.filter(({ type }) => documentText(type, plan.model) !== null).map(({ name }) => quote(name)),
      ']',
    );
  const plain = declared?.input.every(({ type }) => !holdsFile(type, plan.model)) === true;
  return [
    ['tells: ', held(plain ? declared.input : [])],
    ['holds: ', held(declared?.output)],
  ];
}

/** What `Known` says of them. */
export const HELD_MEMBERS = code`
  /** Texts that hold documents: those that it is told, and those of its answer. */
  tells: readonly string[];
  holds: readonly string[];
`;

/** Looks at what is sent, and answers something else than what was agreed. */
export const HELD_TEXTS = code`
  test('is told documents as texts; a text that does not hold what was agreed is no answer', async () => {
    const simulator = simulatorOf(operation);
    if (!simulator.speaksJson(operation.name)) return;
    await operation.ask(newOutside());
    const sent = JSON.parse(simulator.heard[0]?.body || '{}');
    for (const name of operation.tells) assert.equal(typeof sent[name], 'string', name);
    const usual = JSON.parse(String(simulator.answerOf(operation.name)));
    for (const name of operation.holds) {
      for (const wrong of ['{"', 'no such column\r\n"', JSON.parse('{"a":1}')]) {
        simulator.behave(operation.name, { answer: JSON.stringify({ ...usual, [name]: wrong }) });
        const { outcome } = await operation.ask(newOutside());
        assert.deepEqual(outcome, { failure: 'invalid_response' }, name);
      }
    }
  });
`;

/** A constant of the example of a request; its type is said where texts alone would be read as any text. */
export function sentConstant({ variable }: IntegrationPlan, planned: IntegrationOperationPlan, plan: Plan): Doc {
  const { name, operation } = planned;
  const isNarrow = operation.input.some(({ type }) => holdsNarrow(type, plan));
  const said = isNarrow ? `: Parameters<typeof ${member(variable, name)}.message>[0]` : '';
  return [`const request${said} = `, sentExample(operation, plan), ';'];
}

/** Whether some text within a type is one of a few, or of digits. */
function holdsNarrow(type: Type, plan: Plan, depth = 0): boolean {
  const plain = plainType(type, plan.model);
  if (plain.kind === 'enum' || plain.kind === 'oneOf') return true;
  if (depth > 12 || plain.kind === 'scalar') return plain.kind === 'scalar' && ['decimal', 'long'].includes(plain.name);
  if (plain.kind === 'object') return plain.fields.some((field) => holdsNarrow(field.type, plan, depth + 1));
  return (plain.kind === 'list' || plain.kind === 'map') && holdsNarrow(plain.of, plan, depth + 1);
}
