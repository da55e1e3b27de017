import type { Scorecard } from '../../spec/model.ts';
import type { FlowPlan, Plan, ScorecardPlan } from '../plan.ts';
import { type Doc, from, group, hardline, indent, softline } from '../text/doc.ts';
import { quote } from '../text/quote.ts';
import { expression, notCompiled } from './expression.ts';
import { fromFile, type Module } from './module.ts';
import { keyOf } from './place.ts';
import { type Of, once } from './steps.ts';

type Attribute = Scorecard['characteristics'][number]['attributes'][number];

/** `score('risk', fraudRiskCard, (part) => { if (…) { part('image', '0.20', 'POOR_IMAGE'); } })`. */
export function score(step: Of<'score'>, flow: FlowPlan, module: Module): Doc {
  const planned = planOf(step, module.plan);
  module.needs.add('score');
  fromFile(module, pathOf(planned), planned.variable);
  const inside = { ...module, closure: true, sync: true };
  const { characteristics } = planned.scorecard;
  const parts = characteristics.map((characteristic): Doc => {
    const { name, attributes } = characteristic;
    return [hardline, from(characteristic, chain(name, attributes, inside))];
  });
  const head = ['score(', keyOf(step.name, module), ', ', planned.variable, ', (part) => {'];
  return once(step, flow, module, [head, indent(parts), hardline, '})'], false);
}

/** The first attribute that holds gives its part. */
function chain(name: string, attributes: readonly Attribute[], module: Module): Doc {
  return attributes.map((attribute, at): Doc => {
    const { when, partialScore, reasonCode } = attribute;
    const reason = reasonCode === null ? 'null' : quote(reasonCode);
    const added = `part(${quote(name)}, ${quote(partialScore)}, ${reason});`;
    if (when === null && at === 0) return added;
    const head: Doc =
      when === null ? '{' : group(['if (', indent([softline, expression(when, module)]), softline, ') {']);
    return [at === 0 ? '' : ' else ', head, indent([hardline, added]), hardline, '}'];
  });
}

function planOf(step: Of<'score'>, plan: Plan): ScorecardPlan {
  const planned = plan.scorecards.find(({ scorecard }) => scorecard.name === step.scorecard);
  return planned ?? notCompiled(`The scorecard ${step.scorecard}, which is not declared,`);
}

const pathOf = ({ file }: ScorecardPlan): string => `../scorecards/${file}.ts`;

/** The type of what the step gives. */
export function scoreType(step: Of<'score'>, module: Module): string {
  const planned = planOf(step, module.plan);
  fromFile(module, pathOf(planned), `type ${planned.type}`);
  return planned.type;
}
