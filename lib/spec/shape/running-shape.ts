import type { Shape } from './shape.ts';

/** How a service runs and who is told when it does not. */
export const RUNNING_SHAPES = {
  deployment: {
    name: 'a deployment',
    keys: {
      replicas: {
        takes: { form: 'text', what: 'a number or a range such as 3..12' },
        doc: 'How many run at the same time, at least and at most.',
        example: 'replicas: 3..12',
      },
      resources: {
        takes: { form: 'map', shape: 'resources' },
        doc: 'What each replica asks for.',
        example: 'resources: {cpu: 500m, memory: 512Mi}',
      },
      rollout: {
        takes: { form: 'map', shape: 'rollout' },
        doc: 'How a new version takes over.',
        example: 'rollout: {strategy: canary, steps: [5%, 25%, 100%], hold: 10m, abortOn: [sla]}',
      },
      rollback: {
        takes: { form: 'oneOf', values: ['automatic', 'manual'] },
        doc: 'Whether the earlier version comes back by itself. Left out: automatic.',
        example: 'rollback: automatic',
      },
      unrefined: {
        takes: { form: 'oneOf', values: ['operator', 'refuse'] },
        doc: 'What happens with steps that are only prose: people do them, or the service is refused. Left out: operator; production environments refuse in any case.',
        example: 'unrefined: refuse',
      },
      regions: {
        takes: { form: 'text', what: 'a region such as ap-south-1', many: true },
        doc: 'Where it runs.',
        example: 'regions: [ap-south-1]',
      },
    },
  },
  resources: {
    name: 'resources',
    keys: {
      cpu: {
        takes: { form: 'text', what: 'a quantity such as 500m' },
        doc: 'Processor time, as Kubernetes writes it.',
        example: 'cpu: 500m',
      },
      memory: {
        takes: { form: 'text', what: 'a quantity such as 512Mi' },
        doc: 'Memory, as Kubernetes writes it.',
        example: 'memory: 512Mi',
      },
    },
  },
  rollout: {
    name: 'a rollout',
    keys: {
      strategy: {
        takes: { form: 'oneOf', values: ['rolling', 'canary', 'blueGreen'] },
        doc: 'One replica after the other, a rising share of requests, or all at once with the old version at hand.',
        example: 'strategy: canary',
        required: true,
      },
      steps: {
        takes: { form: 'text', what: 'a share such as 5%', many: true },
        doc: 'For `canary`: the shares of requests, rising to 100%.',
        example: 'steps: [5%, 25%, 100%]',
      },
      hold: {
        takes: { form: 'text', what: 'a time such as 10m' },
        doc: 'How long each step is watched before the next.',
        example: 'hold: 10m',
      },
      abortOn: {
        takes: { form: 'oneOf', values: ['contract', 'sla', 'errors', 'invariants'], many: true },
        doc: 'What stops it.',
        example: 'abortOn: [contract, sla]',
      },
    },
  },
  monitoring: {
    name: 'monitoring',
    keys: {
      alerts: {
        takes: { form: 'list', shape: 'alert' },
        doc: 'What somebody is woken for.',
        example: 'alerts: [{burnRate: createQuote, rates: [14.4x/1h, 6x/6h], page: lending_oncall}]',
        required: true,
      },
    },
  },
  alert: {
    name: 'an alert',
    keys: {
      burnRate: {
        takes: { form: 'text', what: 'an operation with a service level' },
        doc: 'The operation whose error budget is watched.',
        example: 'burnRate: createQuote',
        required: true,
      },
      rates: {
        takes: { form: 'text', what: 'a rate such as 14.4x/1h', many: true },
        doc: 'How many times faster than allowed the budget may burn, and over which time that is measured.',
        example: 'rates: [14.4x/1h, 6x/6h]',
        required: true,
      },
      page: {
        takes: { form: 'text', what: 'who is told' },
        doc: 'Who is told.',
        example: 'page: lending_oncall',
        required: true,
      },
    },
  },
} as const satisfies Record<string, Shape>;
