import { allSteps, flowsOf } from '../step-tree.ts';
import type { FlowRule } from './flow-rule.ts';

/** Processes that run themselves, also by way of others, and processes that nobody runs. */
export const checkProcesses: FlowRule = (model, report) => {
  const runs = new Map(
    flowsOf(model).map((flow) => [
      flow.id,
      new Set(allSteps(flow.steps).flatMap((step) => (step.kind === 'run' ? [step.process] : []))),
    ]),
  );
  const runBy = new Set([...runs.values()].flatMap((names) => [...names]));
  for (const process of model.processes) {
    const name = {
      start: process.span.start,
      end: Math.min(process.span.end, process.span.start + process.name.length),
    };
    const way = wayBack(process.name, (other) => runs.get(`processes/${other}`) ?? new Set());
    if (way !== null) report('FLW5048', name, { way });
    else if (!runBy.has(process.name)) report('FLW5049', name, { name: process.name });
  }
};

/** The way from a process back to itself, or null. Each process is visited once. */
function wayBack(start: string, runsOf: (name: string) => ReadonlySet<string>): string[] | null {
  const from = new Map<string, string>();
  const open = [...runsOf(start)].map((name) => ({ name, by: start }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { name, by } = next;
    if (from.has(name)) continue;
    from.set(name, by);
    if (name === start) return pathTo(start, from);
    for (const other of runsOf(name)) open.push({ name: other, by: name });
  }
  return null;
}

function pathTo(start: string, from: ReadonlyMap<string, string>): string[] {
  const path = [start];
  for (let at = from.get(start); at !== undefined && at !== start && path.length < 20; at = from.get(at))
    path.unshift(at);
  return [start, ...path];
}
