import type { Doc } from '../text/doc.ts';
import { quote } from '../text/quote.ts';
import { expression } from './expression.ts';
import type { Module } from './module.ts';
import { keyOf } from './place.ts';
import type { Of } from './steps.ts';

/** `await wait('pause', later(now, 2, 'hour'))`. */
export function wait(step: Of<'wait'>, module: Module): Doc {
  module.needs.add('wait');
  return ['await wait(', keyOf(step.name, module), ', ', untilOf(step, module), ')'];
}

function untilOf({ until }: Of<'wait'>, module: Module): Doc {
  if (until.kind === 'moment') return expression(until.expr, module);
  const { count, unit } = until.period;
  module.needs.add('now').add('later');
  return `later(now, ${count}, ${quote(unit)})`;
}
