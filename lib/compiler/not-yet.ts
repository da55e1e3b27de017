import type { Span } from '../core/text-range.ts';
import type { Endpoint, Model, Step } from '../spec/model.ts';
import { isJson, isText, mediaOf, wholeMediaOf, writesJson, writingOf } from './media-plan.ts';
import { notHandedOver } from './service/integrations/beyond-http.ts';
import { isEncrypted } from './service/integrations/encrypted-messages.ts';
import { stepsWithin } from './steps-within.ts';
import { unwrittenContents } from './unwritten-contents.ts';
import { unwrittenExpressions } from './unwritten-expressions.ts';

/** Something that the specification says and that this version does not generate. */
export interface NotYet {
  /** The node of the model. */
  id: string;
  span: Span;
  /** As the subject of a sentence: "The step `review` (userTask)". */
  what: string;
}

/** Kinds of steps that are generated. */
const GENERATED: ReadonlySet<Step['kind']> = new Set<Step['kind']>([
  'issueToken',
  'set',
  'call',
  'score',
  'switch',
  'for',
  'fork',
  'try',
  'emit',
  'userTask',
  'wait',
  'screen',
  'run',
  'custom',
  'infer',
  'extract',
  'guard',
  'raise',
  'find',
  'list',
  'count',
  'create',
  'update',
  'delete',
  'upsert',
  'decide',
  'prose',
]);

/**
 * Everything in a model that this version cannot generate, in text order. `compile` refuses a model for which this is not
 * empty, and the editor shows it before anybody presses Generate. It gets shorter with every version and ends empty.
 */
export function notYet(model: Model): NotYet[] {
  const found: NotYet[] = [];
  const note = (node: { id: string; span: Span }, what: string): void => {
    found.push({ id: node.id, span: node.span, what });
  };
  noteService(model, note);
  for (const endpoint of model.endpoints) noteEndpoint(model, endpoint, note);
  for (const one of [...unwrittenContents(model), ...unwrittenExpressions(model)]) note(one, one.what);
  return found.sort((a, b) => a.span.start - b.span.start);
}

type Note = (node: { id: string; span: Span }, what: string) => void;

function noteService(model: Model, note: Note): void {
  for (const one of [...model.schedules, ...model.processes]) noteSteps(model, one.processing, note);
}

function noteEndpoint(model: Model, endpoint: Endpoint, note: Note): void {
  noteMedia(model, endpoint, note);
  noteSteps(model, endpoint.processing, note);
}

/** Bodies and answers of other media types are texts, or JSON by another name. */
function noteMedia(model: Model, endpoint: Endpoint, note: Note): void {
  const { id, name, body, response, wholeOutput } = endpoint;
  const media = wholeMediaOf(endpoint);
  if (body !== null && media !== null && !isJson(media) && !isText(body.type, model))
    note({ id, span: body.span }, `The body of \`${name}\`, which is \`${media}\` and no text,`);
  const writing = writingOf(endpoint, model);
  if (response === null || writing === null) {
    if (response?.contentType != null && response.contentType !== 'application/json')
      note(response, `The media type of the file that \`${name}\` answers`);
    return;
  }
  const isOneText = wholeOutput !== null && isText(wholeOutput.type, model);
  if (!writesJson(writing) && writing.template === null && !isOneText)
    note(response, `The answer of \`${name}\`, which is \`${mediaOf(writing)}\` and no text,`);
}

/** Protocols that are spoken. */
const SPOKEN: readonly (string | null)[] = [null, 'rest', 'soap', 'graphql', 'webhook', 'kafka', 'sftp', 'smtp'];

function noteSystem(model: Model, name: string, node: { id: string; span: Span }, note: Note): void {
  const system = model.integrations.find((integration) => integration.name === name);
  if (system === undefined) return;
  if (!SPOKEN.includes(system.protocol)) note(node, `A call of \`${name}\` by the protocol \`${system.protocol}\``);
  if (system.encrypt !== null && !isEncrypted(system))
    note(node, `A call of \`${name}\`, whose messages are encrypted by \`${system.encrypt}\`,`);
}

function noteOperation(model: Model, step: Extract<Step, { kind: 'call' }>, note: Note): void {
  const system = model.integrations.find(({ name }) => name === step.integration);
  const operation = system?.operations.find(({ name }) => name === step.operation);
  const what = system === undefined || operation === undefined ? null : notHandedOver(system, operation, model);
  if (what !== null) note(step, what);
}

function noteSteps(model: Model, steps: readonly Step[], note: Note): void {
  for (const step of stepsWithin(steps)) {
    if (!GENERATED.has(step.kind)) note(step, `The step \`${step.name}\` (${step.kind})`);
    if (step.kind === 'call') noteSystem(model, step.integration, step, note);
    if (step.kind === 'call') noteOperation(model, step, note);
  }
}
