import { expect, test } from 'vitest';
import { modelOfSections } from '../spec/testing/problems-of.ts';
import { pageIndexes } from './page-indexes.ts';

const listed = (orderBy: string, more = '', style = 'cursor'): string => `entities:
  Note:
    ${more === '' ? 'summary: A note' : more}
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      person: string(1..40)
      title: string(1..40)
      stars: int?
      at: {type: timestamp, default: =now()}
endpoints:
  - path: /notes
    method: GET
    operation: listNotes
    access: authenticated
    paginate: {style: ${style}}
    processing: [{notes: {list: Note, orderBy: ${orderBy}}}]
    output: {type: list<Note>, value: =notes}
`;

function indexesOf(text: string): string[][] {
  const model = modelOfSections(text);
  return model.entities.flatMap((entity) => pageIndexes(entity, model));
}

test.each([
  ['the order and the key', listed('[-at]'), [['at', 'id']]],
  ['several columns in one direction', listed('[title, at]'), [['title', 'at', 'id']]],
  [
    'behind the owner, where callers see their own rows only',
    listed('[-at]', 'owner: person'),
    [['person', 'at', 'id']],
  ],
  [
    'not behind an owner that some may look past',
    listed('[-at]', 'owner: person\n    visibleTo: [clerk]').replace('entities:', 'roles: [clerk]\nentities:'),
    [['at', 'id']],
  ],
  ['nothing where the key is the order', listed('[id]'), []],
  ['nothing where an index begins alike', listed('[at]', 'index: [[at, id, title]]'), []],
  ['nothing for directions that differ', listed('[-at, title]'), []],
  ['nothing for values that may be missing', listed('[stars]'), []],
  ['nothing for pages that pass over rows', listed('[-at]', '', 'offset'), []],
])('pages are found by %s', (_, text, indexes) => {
  expect(indexesOf(text)).toEqual(indexes);
});
