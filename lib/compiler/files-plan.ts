import type { Endpoint, InputField, Model, Type } from '../spec/model.ts';
import { isFile } from './service/file-fields.ts';
import { plainType } from './service/types.ts';
import { isPerson, stepsWithin } from './steps-within.ts';

type Scalar = Extract<Type, { kind: 'scalar' }>;

/** What contents of files and bytes need of a service's platform. */
export interface FilesPlan {
  /** Some base64 or bytes have a media type or a length, which is looked at in what they decode to. */
  checked: boolean;
  /** There are files. */
  kept: boolean;
  /** Some answer is a file. */
  sends: boolean;
  /** There are files, and people who do tasks, which may show them. */
  shown: boolean;
  /** Some text is HTML. */
  html: boolean;
  /** Some text is a pattern that a caller sends. */
  patterns: boolean;
  /** The settings that say where folders are whose files are rows. */
  folders: readonly string[];
  /** Some body is an encoded form. */
  fields: boolean;
  /** Some body comes in parts. */
  parts: boolean;
}

/** Decides what contents need. */
export function planFiles(model: Model): FilesPlan {
  const scalars = scalarsOf(model);
  const forms = model.endpoints.map(formOf);
  const flows = [...model.endpoints, ...model.processes, ...model.schedules];
  return {
    checked: scalars.some(isCheckedBytes),
    kept: scalars.some(({ name }) => name === 'file'),
    sends: model.endpoints.some((endpoint) => givesFile(endpoint, model)),
    shown:
      scalars.some(({ name }) => name === 'file') &&
      flows.some(({ processing }) => stepsWithin(processing).some(isPerson)),
    html: scalars.some(({ name }) => name === 'html'),
    patterns: scalars.some(({ name }) => name === 'regex'),
    folders: [...new Set(model.entities.flatMap(({ files }) => (files === null ? [] : [files.root])))],
    fields: forms.includes('application/x-www-form-urlencoded'),
    parts: forms.includes('multipart/form-data'),
  };
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

/** Whether a scalar is bytes in a text, of which something is demanded. */
export function isCheckedBytes({ name, media, length }: Scalar): boolean {
  return (name === 'base64' || name === 'bytes') && (media !== null || length !== null);
}

/** Whether values of a type are stored as bytes: `bytes` itself, not what holds them. */
export function isBytes(type: Type, model: Model): boolean {
  const plain = plainType(type, model);
  return plain.kind === 'scalar' && plain.name === 'bytes';
}

/** Every scalar type that a model mentions anywhere. A model is looked through once. */
export function scalarsOf(model: Model): readonly Scalar[] {
  const known = SCALARS.get(model);
  if (known !== undefined) return known;
  const found: Scalar[] = [];
  const seen = new WeakSet<object>();
  const visit = (part: unknown): void => {
    if (part === null || typeof part !== 'object' || seen.has(part)) return;
    seen.add(part);
    if (isScalar(part)) found.push(part);
    for (const inner of Object.values(part)) visit(inner);
  };
  visit(model);
  SCALARS.set(model, found);
  return found;
}

const SCALARS = new WeakMap<Model, readonly Scalar[]>();

function isScalar(part: object): part is Scalar {
  return 'kind' in part && part.kind === 'scalar' && 'media' in part && 'name' in part;
}
