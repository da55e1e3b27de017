import { expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';
import { applyEdits } from '../format/format-spec.ts';
import { refineAll } from './refine.ts';

const AROUND = `service: claims
version: 1.0.0
roles: [clerk, officer]
types:
  Photo: {type: base64, media: [application/pdf], length: 1KB..8MB}
integrations:
  registry:
    protocol: rest
    baseUrl: $REGISTRY_URL
    auth: api_key
    timeout: 2s
    operations:
      other: {effect: read, request: POST /other, input: {thing: int}, output: {found: bool}}
      lookup: {effect: read, request: POST /lookup, input: {policy: string}, output: {found: bool}}
`;

const operation = (steps: readonly string[], outputs: readonly string[] = []): string => `${AROUND}endpoints:
  - path: /claims
    method: POST
    operation: claim
    access: {roles: [clerk]}
    input: [{policy: string}, {documents: list<Photo>}, {amount: 'decimal(0..1000, scale 2)'}]
    processing:
${steps.map((step) => `      - ${step}\n`).join('')}${outputs.length === 0 ? '' : `    output:\n${outputs.map((output) => `      - ${output}\n`).join('')}`}`;

/** The steps of the refined text as `name kind`, nested ones too, and what is wrong with it. */
function refined(text: string): { steps: string[]; text: string; left: readonly string[] } {
  const { edits, left } = refineAll(text);
  const after = applyEdits(text, edits);
  const { diagnostics, model } = checkSpec(after);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const steps = (model?.endpoints[0]?.processing ?? []).map(({ name, kind }) => `${name} ${kind}`);
  return { steps, text: after, left };
}

test('PDF documents are read by pdftotext', () => {
  expect(refined(operation(['read: scan the documents'])).text).toContain('engine: {name: pdftotext}');
});

test('of declared operations the one is called that the sentence names and whose inputs are known', () => {
  const { text, steps } = refined(operation(['check: look up the policy in the registry']));
  expect(text).toContain('call: registry.lookup\n          with: {policy: =input.policy}');
  expect(steps).toEqual(['check call']);
});

test('an operation whose inputs nobody knows is not called', () => {
  const text = operation(['check: look up the policy in the registry']).replace(
    'input: {policy: string}',
    'input: {serial: int}',
  );
  expect(refined(text).left).toEqual(['endpoints/claim/processing/check']);
});

test('a task goes to another role than that of the callers, and asks for the outputs', () => {
  const { text, steps } = refined(operation(['approve: manual approval'], ['accepted: bool', 'reason: string?']));
  expect(text).toContain('candidates: [officer]');
  expect(text).toContain('result: {accepted: bool, reason: string?}');
  expect(steps).toEqual(['approve userTask', 'accepted set', 'reason set']);
});

test('a task inside of another step is not asked for the outputs: it may not be reached', () => {
  const way = 'way: {switch: [{when: input.amount > 500, do: [{approve: manual approval}]}]}';
  const { steps } = refined(operation(['check: look up the policy in the registry', way], ['accepted: bool']));
  expect(steps).toEqual(['check call', 'way switch', 'remaining_answer prose']);
});

test('an output that nothing explains is left to a person', () => {
  const { steps, text } = refined(operation(['tell: notify the customer'], ['accepted: bool']));
  expect(steps).toEqual(['tell emit', 'remaining_answer prose']);
  expect(text).toContain('- remaining_answer: Give accepted');
});

test('sentences inside of other steps, of processes and of schedules are refined where they stand', () => {
  const { text } = refined(
    `${operation(['way: {switch: [{when: input.amount > 500, do: [{approve: manual approval}]}]}', 'done: {run: inform}'])}processes:
  inform:
    - tell: inform the customer
schedules:
  nightly: {cron: 0 2 * * *, do: [{tidy: notify the auditors}]}
`,
  );
  expect(text).toContain('do: [{approve: {userTask: manual approval, candidates: [officer],');
  expect(text).toContain('    - tell:  # inform the customer\n        emit: Tell\n');
  expect(text).toContain('do: [{tidy: {emit: Tidy, with: {at: =now()}}}]}');
});

test('names that are taken are not taken again', () => {
  const text = `${operation(['tell: notify the customer'])}events:\n  Tell: {channel: a, payload: {x: int}}\n`;
  expect(refined(text).text).toContain('emit: Tell2');
});

test('a sentence of which too little is known stays', () => {
  for (const sentence of ['calculate the premium', 'store the claim', 'decide by the rules', 'do something clever'])
    expect(refineAll(operation([`step: ${sentence}`])).left).toEqual(['endpoints/claim/processing/step']);
});

test('a score by a system that is named asks a model there', () => {
  const text = operation(['fraud: fraud score by the model platform']).replace(
    'integrations:\n',
    'integrations:\n  model_platform: REST API with bearer\n',
  );
  const { steps, text: after } = refined(text);
  expect(steps).toEqual(['fraud infer']);
  expect(after).toContain('features: {amount: =input.amount}');
  expect(after).toContain('auth: bearer');
});
