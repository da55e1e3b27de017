import type { Field, IntegrationOperation, Model, Type } from '../../../spec/model.ts';
import type { Plan } from '../../plan.ts';
import { documentText, plainType } from '../types.ts';

/** Inputs of these names are what a mail says; all else becomes lines of its text, or is attached to it. */
const SAID: readonly string[] = ['subject', 'text', 'html'];

/** The inputs of a mail that are texts which hold documents, or lists of such: they are attached, as lines would not keep their form. */
export function attachedDocuments({ input }: Pick<IntegrationOperation, 'input'>, model: Model): readonly Field[] {
  return input.filter(({ name, type }) => !SAID.includes(name) && isAttached(type, model));
}

/** Whether some mail has one. */
export function attachesDocuments({ model, integrations }: Pick<Plan, 'model' | 'integrations'>): boolean {
  return integrations.some(
    ({ integration, operations }) =>
      integration.protocol === 'smtp' &&
      operations.some(({ operation }) => attachedDocuments(operation, model).length > 0),
  );
}

function isAttached(type: Type, model: Model): boolean {
  if (documentText(type, model) !== null) return true;
  const plain = plainType(type, model);
  return plain.kind === 'list' && documentText(plain.of, model) !== null;
}
