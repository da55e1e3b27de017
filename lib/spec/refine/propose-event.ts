import { block, entry, flow } from './draft.ts';
import { type Plan, type Subject, takeName } from './plan.ts';

/** Publishes an event that says that it happened, and nothing else: what others may know of it is for a person to decide. */
export function proposeEvent({ step, model, names }: Subject): Plan {
  const event = takeName(names.events, pascal(step.name));
  const channel = `${model.service.name}.${step.name.toLowerCase().replaceAll('_', '-')}`;
  return {
    what: `emit the event ${event}`,
    step: block(entry('emit', event), entry('with', flow({ at: '=now()' }), 'the payload')),
    following: [],
    declarations: [
      {
        section: 'events',
        name: event,
        draft: flow({ channel, payload: flow({ at: 'timestamp' }), delivery: 'outbox' }),
      },
    ],
    gives: [],
    assumptions: [`Who has to know subscribes to \`${channel}\`.`, 'The event only says when it happened.'],
  };
}

function pascal(name: string): string {
  return name
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
