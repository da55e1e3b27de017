import type { Type } from '../../model.ts';
import { scalar } from '../../scalar-type.ts';
import { degradedOf, resultField } from './result-field.ts';
import type { StepBase } from './step-reading.ts';

/** From 0 to 1 with four digits, as similarities are. */
const SIMILARITY = scalar('decimal', { range: { min: '0', max: '1' }, scale: 4 });

/** The type of a screening's result: `{best, hits: [{list, entry, score, source, upstreamScore}], degraded}`. */
export function screenType(base: StepBase): Type {
  const hit: Type = {
    kind: 'object',
    fields: [
      resultField(base, 'list', scalar('string'), 'The list that the entry is on.'),
      resultField(base, 'entry', scalar('string'), 'The entry, as the list has it.'),
      resultField(base, 'score', SIMILARITY, 'How alike the subject and the entry are.'),
      resultField(base, 'source', scalar('string'), 'The operation or the entity that gave the entry.'),
      resultField(base, 'upstreamScore', { kind: 'optional', of: scalar('decimal') }, 'The score that the list gave.'),
    ],
  };
  return {
    kind: 'object',
    fields: [
      resultField(base, 'best', SIMILARITY, 'The highest score; 0 without hits.'),
      resultField(
        base,
        'hits',
        { kind: 'list', of: hit, length: null },
        'The entries from the threshold on, best first.',
      ),
      degradedOf(base),
    ],
  };
}
