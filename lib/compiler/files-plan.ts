import type { Endpoint, Field, InputField, MaskName, Model, Step, Type } from '../spec/model.ts';
import { isEncrypted } from './service/encrypted.ts';
import { holdsFile, holdsInner, isFile } from './service/file-fields.ts';
import { isOptional, plainType } from './service/types.ts';
import { isPerson, type PersonStep, stepsWithin } from './steps-within.ts';

type Scalar = Extract<Type, { kind: 'scalar' }>;

/** What contents of files and bytes need of a service's platform. */
export interface FilesPlan {
  /** Some value is base64. */
  bytes: boolean;
  /** Some base64 or bytes have a media type or a length, which is looked at in what they decode to. */
  checked: boolean;
  /** There are files. */
  kept: boolean;
  /** Some answer is a file. */
  sends: boolean;
  /** Some answer is a file, or nothing: that is not found. */
  mayMiss: boolean;
  /** There are files, and people who do tasks, which may show them. */
  shown: boolean;
  /** Some text is HTML. */
  html: boolean;
  /** Some text is a pattern that a caller sends. */
  patterns: boolean;
  /** The settings that say where folders are whose files are rows. */
  folders: readonly string[];
  /** The settings of those that steps write to. */
  written: readonly string[];
  /** Some body is an encoded form. */
  fields: boolean;
  /** Some body comes in parts. */
  parts: boolean;
  /** Other systems are sent files. */
  carried: boolean;
  /** Other systems give files. */
  brought: boolean;
  /** Code of one's own gets or makes files. */
  coded: boolean;
  /** Some person gives files. */
  given: boolean;
  /** Some stored field with files is encrypted: then what all of them hold is. */
  sealed: boolean;
  /** Some text holds a document. */
  documents: boolean;
  /** Callers or people send files within other values. */
  inner: boolean;
}

/** Decides what contents need. */
export function planFiles(model: Model): FilesPlan {
  const scalars = scalarsOf(model);
  const forms = model.endpoints.map(formOf);
  const flows = [...model.endpoints, ...model.processes, ...model.schedules];
  const people = flows.flatMap(({ processing }) => stepsWithin(processing).filter(isPerson));
  const customs = flows.flatMap(({ processing }) => stepsWithin(processing)).filter(({ kind }) => kind === 'custom');
  const sent = [
    ...model.endpoints.flatMap(({ input, body }) => [...input, ...(body === null ? [] : [body])]),
    ...people.flatMap(askedOf),
  ];
  const given = people.some((step) => askedOf(step).some(({ type }) => holdsFile(type, model)));
  return {
    bytes: scalars.some(({ name }) => name === 'base64' || name === 'bytes'),
    checked: scalars.some(isCheckedBytes),
    kept: scalars.some(({ name }) => name === 'file'),
    sends: model.endpoints.some((endpoint) => givesFile(endpoint, model)),
    mayMiss: model.endpoints.some((endpoint) => mayMissFile(endpoint, model)),
    shown: scalars.some(({ name }) => name === 'file') && people.length > 0,
    html: scalars.some(({ name }) => name === 'html'),
    patterns: scalars.some(({ name }) => name === 'regex'),
    folders: rootsOf(model),
    written: rootsOf(model, 'write'),
    fields: forms.includes('application/x-www-form-urlencoded'),
    parts: given || forms.includes('multipart/form-data'),
    given,
    sealed: model.entities.some(({ fields }) =>
      fields.some((field) => field.value === null && holdsFile(field.type, model) && isEncrypted(field, { model })),
    ),
    documents: scalars.some(({ content }) => content !== null),
    inner: sent.some(({ type }) => holdsInner(type, model)),
    carried: model.integrations.some(({ operations }) =>
      operations.some(({ input }) => input.some(({ type }) => holdsFile(type, model))),
    ),
    coded: customs.some((step) => handlesFiles(step, model)),
    brought: model.integrations.some(({ operations }) =>
      operations.some(({ output }) => output.some(({ type }) => holdsFile(type, model))),
    ),
  };
}

/** Whether a step is code of one's own that gets or makes files. */
export function handlesFiles(step: Step, model: Model): boolean {
  return step.kind === 'custom' && [...step.input, ...step.output].some(({ type }) => holdsFile(type, model));
}

function rootsOf({ entities }: Model, access?: 'write'): string[] {
  const wanted = entities.flatMap(({ files }) => (files === null ? [] : [files]));
  return [...new Set(wanted.filter((one) => access === undefined || one.access === access).map(({ root }) => root))];
}

/** What a person is asked for. */
export function askedOf(step: PersonStep): readonly Field[] {
  return step.kind === 'prose' ? step.form : step.result;
}

/** The media types of bodies that are forms. */
export type FormType = 'application/x-www-form-urlencoded' | 'multipart/form-data';

/** The form that an operation takes; null where it takes JSON or nothing. */
export function formOf({ input }: Pick<Endpoint, 'input'>): FormType | null {
  if (input.some((field) => field.in === 'multipart')) return 'multipart/form-data';
  return input.some((field) => field.in === 'form') ? 'application/x-www-form-urlencoded' : null;
}

/** Whether an input is a part of the body. */
export function isOfBody({ in: place }: InputField): boolean {
  return place === 'body' || place === 'form' || place === 'multipart';
}

/** Whether the answer of an operation is a file. */
export function givesFile({ wholeOutput }: Endpoint, model: Model): boolean {
  return wholeOutput !== null && isFile(wholeOutput.type, model);
}

/** Whether the answer of an operation may be no file. */
export function mayMissFile(endpoint: Endpoint, model: Model): boolean {
  return givesFile(endpoint, model) && endpoint.wholeOutput !== null && isOptional(endpoint.wholeOutput.type, model);
}

/** Whether a scalar is bytes in a text, of which something is demanded. */
export function isCheckedBytes({ name, media, length }: Scalar): boolean {
  return (name === 'base64' || name === 'bytes') && (media !== null || length !== null);
}

/** Whether values of a type are stored as bytes: `bytes` itself, not what holds them. */
export function isBytes(type: Type, model: Model): boolean {
  const plain = plainType(type, model);
  return plain.kind === 'scalar' && plain.name === 'bytes';
}

/** Every scalar type that a model mentions anywhere. */
export function scalarsOf(model: Model): readonly Scalar[] {
  return mentionsOf(model).scalars;
}

/** The masks that are named anywhere; what is classified without one is left out. */
export function masksOf(model: Model): ReadonlySet<MaskName> {
  return mentionsOf(model).masks;
}

/** Whether anything is classified, or a password: then it is shown only masked. */
export function hidesValues(model: Model): boolean {
  return mentionsOf(model).hides;
}

interface Mentions {
  hides: boolean;
  scalars: readonly Scalar[];
  masks: ReadonlySet<MaskName>;
}

/** A model is looked through once. */
function mentionsOf(model: Model): Mentions {
  const known = MENTIONS.get(model);
  if (known !== undefined) return known;
  let hides = false;
  const scalars: Scalar[] = [];
  const masks = new Set<MaskName>();
  const seen = new Set<object>();
  const visit = (part: unknown): void => {
    if (part === null || typeof part !== 'object' || seen.has(part)) return;
    seen.add(part);
    if (isScalar(part)) scalars.push(part);
    hides ||= isHidden(part);
    if ('mask' in part) for (const mask of MASKS) if (part.mask === mask) masks.add(mask);
    for (const [key, inner] of Object.entries(part)) if (key !== 'span') visit(inner);
  };
  visit(model);
  const found = { hides, scalars, masks };
  MENTIONS.set(model, found);
  return found;
}

const MENTIONS = new WeakMap<Model, Mentions>();

const MASKS: readonly MaskName[] = ['omit', 'last4', 'initials', 'year'];

function isHidden(part: object): boolean {
  if ('mask' in part && part.mask !== null) return true;
  if ('classification' in part && part.classification !== null && part.classification !== 'public') return true;
  return isScalar(part) && part.name === 'password';
}

function isScalar(part: object): part is Scalar {
  return 'kind' in part && part.kind === 'scalar' && 'media' in part && 'name' in part;
}
