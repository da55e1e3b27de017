import type { Readiness } from '#lib/spec/index.ts';

/** How far a specification has come, as one sentence: no score, only counts that a person can check. */
export function readinessText({ operations, precise, prose, assumed, notUnderstood }: Readiness): string {
  const parts = [
    count(operations, 'operation'),
    precise > 0 && `${count(precise, 'step')} by software`,
    prose > 0 && `${count(prose, 'step')} by people`,
    assumed > 0 && `${count(assumed, 'value')} assumed`,
    notUnderstood > 0 && `${count(notUnderstood, 'phrase')} partly understood`,
  ].filter((part) => part !== false);
  return parts.join(', ');
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
