import type { Field } from '../model.ts';
import { type FoundField, fieldsOf } from '../privacy/fields-of.ts';
import { type CardPart, cardPartOf } from './card-data.ts';
import type { Subject } from './subject.ts';

/** A field that holds something of a payment card, and what is done with it. */
export interface CardField {
  part: Exclude<CardPart, null>;
  use: 'stored' | 'given' | 'taken';
  /** The entity, operation or event that has it. */
  where: string;
  field: FoundField;
}

/** Every field of an entity, an answer, an event or an input that holds something of a payment card, by its name and type. */
export function cardFieldsOf({ model, table }: Subject): readonly CardField[] {
  const among = (use: CardField['use'], where: string, fields: readonly Field[]): CardField[] =>
    fieldsOf(table, fields).flatMap((field) => {
      const part = cardPartOf(field);
      return part === null ? [] : [{ part, use, where, field }];
    });
  return [
    ...model.entities.flatMap(({ name, fields }) => among('stored', name, fields)),
    ...model.endpoints.flatMap(({ name, output }) => among('given', name, output)),
    ...model.events.flatMap(({ name, payload }) => among('given', name, payload)),
    ...model.endpoints.flatMap(({ name, input }) => among('taken', name, input)),
  ];
}
