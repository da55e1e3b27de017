import type { CustomStep } from '../../model.ts';
import type { YamlNode } from '../../yaml/node.ts';
import type { ReadContext } from '../context.ts';
import { textOf, visibleSpan } from '../forms.ts';
import { readKeys } from '../keys.ts';
import { readByteSize } from '../type-syntax.ts';

const KB = 1024;
const MB = KB * KB;
const GB = KB * MB;

/** What one run of a custom step may take up: sizes such as `256MB`. What is none, or out of range, is reported and left out. */
export function readLimits(ctx: ReadContext, node: YamlNode): CustomStep['limits'] {
  const keys = readKeys(ctx, node, 'limits', visibleSpan(ctx, node));
  if (keys === null) return null;
  const [memory, output] = [keys.get('memory'), keys.get('output')];
  return {
    memoryBytes: memory === undefined ? null : readSize(ctx, memory, 'The memory', MB, '1MB'),
    outputBytes: output === undefined ? null : readSize(ctx, output, 'The output', KB, '1KB'),
    span: node.span,
  };
}

function readSize(ctx: ReadContext, node: YamlNode, what: string, least: number, min: string): number | null {
  const text = textOf(ctx, node, 'A size such as 256MB');
  const bytes = text === null ? null : readByteSize(text);
  if (text === null || (bytes !== null && bytes >= least && bytes <= GB)) return bytes;
  ctx.reporter.report('SPC2017', node.span, { what, min, max: '1GB' });
  return null;
}
