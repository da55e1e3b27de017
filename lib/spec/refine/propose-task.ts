import { writeType } from '../expressions/static-types.ts';
import { block, type Draft, entry, flow, list, text } from './draft.ts';
import { type Plan, type Subject, takeName } from './plan.ts';

/** A task for a person with a role, a form and a due time. If the operation owes outputs, the form asks for them. */
export function proposeTask({ step, model, endpoint, owed: all, onTop, names }: Subject): Plan {
  const owed = onTop ? all : [];
  const callers = endpoint?.access.kind === 'authenticated' ? endpoint.access.roles : [];
  const declared = model.roles.map(({ name }) => name);
  const other = declared.find((name) => !callers.includes(name)) ?? declared[0];
  const role = other ?? takeName(names.roles, 'reviewer');
  const decision: Readonly<Record<string, Draft>> = {
    decision: list('approved', 'rejected'),
    comment: text('string(0..2000)?'),
  };
  const asked = owed.map(({ name, type }): [string, Draft] => [name, text(writeType(type))]);
  const signedIn = endpoint?.access.kind === 'authenticated';
  return {
    what: `a task for a person with the role ${role}`,
    step: block(
      entry('userTask', step.text.replaceAll(/\s+/g, ' ').slice(0, 200)),
      entry('candidates', list(role), 'who may do it'),
      ...(signedIn ? [entry('notBy', '=caller.id', 'four eyes')] : []),
      entry(
        'result',
        flow(asked.length > 0 ? Object.fromEntries(asked) : decision),
        asked.length > 0 ? null : 'what is decided',
      ),
      entry('due', '2d', 'two days'),
    ),
    following: owed.map(({ name }) => ({ name, draft: flow({ set: `=${step.name}.${name}` }) })),
    declarations: other === undefined ? [{ section: 'roles', name: role, draft: text('May decide') }] : [],
    gives: [],
    assumptions: [
      `People with the role \`${role}\` may do it${signedIn ? ', but not the one who asked' : ''}.`,
      'They have two days.',
    ],
    keeps: true,
  };
}
