import type { Model } from '../model.ts';
import { allSteps } from '../step-tree.ts';
import type { FlowRule } from './flow-rule.ts';
import { nameOf } from './name-span.ts';

/** Processes that run themselves, also by way of others. */
export const checkProcessRecursion: FlowRule = (model, report) => {
  const runs = runsByProcess(model);
  for (const one of model.processes) {
    const way = wayBack(one.name, runs);
    if (way !== null) report('FLW5048', nameOf(one), { way });
  }
};

function runsByProcess(model: Model): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    model.processes.map(({ name, processing }) => [
      name,
      new Set(allSteps(processing).flatMap((step) => (step.kind === 'run' ? [step.process] : []))),
    ]),
  );
}

/** The way from a process back to itself, or null. Each process is visited once. */
function wayBack(start: string, runs: ReadonlyMap<string, ReadonlySet<string>>): string[] | null {
  const from = new Map<string, string>();
  const open = [...(runs.get(start) ?? [])].map((name) => ({ name, by: start }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { name, by } = next;
    if (from.has(name)) continue;
    from.set(name, by);
    if (name === start) return pathTo(start, from);
    for (const other of runs.get(name) ?? []) open.push({ name: other, by: name });
  }
  return null;
}

function pathTo(start: string, from: ReadonlyMap<string, string>): string[] {
  const path = [start];
  for (let at = from.get(start); at !== undefined && at !== start && path.length < 20; at = from.get(at))
    path.unshift(at);
  return [start, ...path];
}
