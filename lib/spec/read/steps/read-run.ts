import type { Type } from '../../model.ts';
import { textOf } from '../forms.ts';
import { readMapping } from './read-mapping.ts';
import { NOTHING, type StepReader } from './step-reading.ts';

/** `run`: runs a process. Its result is an object of the process's outputs; nothing, if there are none. */
export const readRun: StepReader = (ctx, world, scope, keys, { base, main }) => {
  const name = textOf(ctx, main, 'The name of a process');
  const called = name === null ? undefined : world.processes.get(name);
  if (name === null) return NOTHING;
  if (called === undefined) {
    // A process that could not be read is reported where it stands.
    if (ctx.names.processes.has(name)) return NOTHING;
    const suggestion = ctx.reporter.suggest(name, ctx.names.processes.keys());
    const fixes =
      suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span: main.span, text: suggestion }] }];
    ctx.reporter.report('SPC2013', main.span, { what: 'process', name, suggestion }, fixes);
    return NOTHING;
  }
  const values = readMapping(ctx, scope, keys, base, called.input, `The process \`${name}\``);
  const result: Type | null = called.output.length === 0 ? null : { kind: 'object', fields: called.output };
  return { step: { ...base, kind: 'run', process: name, with: values }, result, present: [] };
};
