import { STEPS } from './flow-parts.ts';
import type { ChangeCase, Parts } from './small-spec.ts';

const top = (...lines: string[]): Parts => ({ top: lines });
const BANK = (...more: string[]): readonly string[] => [
  'integrations:',
  '  - bank:',
  '      protocol: rest',
  '      baseUrl: $BANK_URL',
  '      operations:',
  '        rate: {effect: read, request: GET /rate, output: {rate: int}}',
  ...more.map((line) => `      ${line}`),
];
/** The same over SOAP, whose messages can be encrypted. */
const SOAP_BANK = (...more: string[]): readonly string[] =>
  BANK(...more).map((line) => line.replace('rest', 'soap').replace('GET /rate', 'urn:bank:Rate'));
const CALL = (more: string, ...lines: string[]): Parts => ({
  ...STEPS(`rate: {call: bank.rate, timeout: 1s${more}}`),
  top: BANK(...lines),
});
const SCORE = (...characteristics: string[]): Parts => ({
  ...STEPS('risk: {score: risk}'),
  top: [
    'scorecards:',
    '  risk:',
    '    initialScore: 1',
    '    characteristics:',
    ...characteristics.map((line) => `      - ${line}`),
  ],
});
const SMALL = 'small: {when: input.n < 3, partialScore: 2, reasonCode: SMALL}';
const EVENT = (rest: string, ...subscribers: string[]): Parts =>
  top(
    'events:',
    subscribers.length === 0
      ? `  Kept: {channel: items, ${rest}payload: {item: uuid}}`
      : `  Kept: {channel: items, payload: {item: uuid}, webhook: signed, ${rest}subscribers: [${subscribers.map((url) => `{url: $${url}, secret: $S}`).join(', ')}]}`,
  );
const TOLD = (event: string): Parts => ({
  top: [
    'events:',
    '  Kept: {channel: items, payload: {item: uuid}}',
    '  Moved: {channel: moves, payload: {item: uuid}}',
  ],
  processing: ['item: {create: Item, with: {title: =input.title}}', `told: {emit: ${event}, with: {item: =item.id}}`],
});
const SCREEN = (threshold: string): Parts => ({
  ...STEPS(`hits: {screen: {name: =input.title}, against: [lists.search], threshold: ${threshold}, timeout: 1s}`),
  types: ['Title: string(1..100)', 'Hit: {fields: {list: string, entry: string, score: "decimal(0..1, scale 4)"}}'],
  top: [
    'integrations:',
    '  - lists: {protocol: rest, baseUrl: $LISTS, operations: {search: {effect: read, request: POST /search, input: {name: string}, output: {hits: list<Hit>}}}}',
  ],
});
const READ = (languages: string): Parts => ({
  input: ['title: Title', 'page: base64'],
  processing: [
    `read: {extract: =input.page, engine: {name: tesseract, languages: ${languages}}, timeout: 5s}`,
    'item: {create: Item, with: {title: =input.title}}',
  ],
});
const INFER = (model: string): Parts => ({
  ...STEPS(
    `risk: {infer: models, model: ${model}, version: "1", features: {n: =input.n}, output: {score: double}, timeout: 1s}`,
  ),
  top: ['integrations:', '  - models: {protocol: rest, baseUrl: $MODELS}'],
});
const CLOCK = (cron: string): Parts =>
  top('schedules:', `  - tidy: {cron: ${cron}, do: [{gone: {delete: Item, where: title == null}}]}`);
const RUN = (deployment: string): Parts => top(`deployment: ${deployment}`);
const WATCH = (...alerts: string[]): Parts => ({
  operation: ['sla: 99% under 1 second'],
  top: [`monitoring: {alerts: [${alerts.join(', ')}]}`],
});
const PAGE = '{burnRate: addItem, rates: [14.4x/1h], page: oncall}';
const TASK = (rest: string): Parts => STEPS(`look: {userTask: Look, candidates: [clerk], result: {fine: bool}${rest}}`);

/** Other systems in detail, scorecards, events, work by the clock, people's steps, examples, and how the service is run. */
export const WORLD_CASES: readonly ChangeCase[] = [
  {
    name: 'another system has another address',
    before: { top: BANK() },
    after: { top: BANK().map((line) => line.replace('BANK_URL', 'OTHER_URL')) },
    gives: ['integration-address-changed'],
  },
  {
    name: 'messages are encrypted',
    before: { top: SOAP_BANK() },
    after: { top: SOAP_BANK('encrypt: xmlenc') },
    gives: ['integration-encryption-added'],
  },
  {
    name: 'messages are not encrypted any more',
    before: { top: SOAP_BANK('encrypt: xmlenc') },
    after: { top: SOAP_BANK() },
    gives: ['integration-encryption-removed'],
  },
  {
    name: 'how many calls at a time',
    before: { top: BANK('maxConcurrent: 5') },
    after: { top: BANK('maxConcurrent: 9') },
    gives: ['integration-policy-changed'],
  },
  {
    name: 'another operation of another system',
    before: { top: BANK() },
    after: { top: BANK('  ping: {effect: read, request: GET /ping, output: {ok: bool}}') },
    gives: ['integration-operation-added'],
  },
  {
    name: 'an operation of another system is gone',
    before: { top: BANK('  ping: {effect: read, request: GET /ping, output: {ok: bool}}') },
    after: { top: BANK() },
    gives: ['integration-operation-removed'],
  },
  {
    name: 'an operation of another system is asked in another way',
    before: { top: BANK('  ping: {effect: read, request: GET /ping, output: {ok: bool}}') },
    after: { top: BANK('  ping: {effect: read, request: GET /pong, output: {ok: bool}}') },
    gives: ['integration-operation-changed'],
  },
  {
    name: 'a call asks something else',
    before: CALL('', '  ping: {effect: read, request: GET /ping, output: {rate: int}}'),
    after: {
      ...CALL('', '  ping: {effect: read, request: GET /ping, output: {rate: int}}'),
      processing: STEPS('rate: {call: bank.ping, timeout: 1s}').processing ?? [],
    },
    gives: ['call-changed'],
  },
  {
    name: 'a call is tried again',
    before: CALL(''),
    after: CALL(', retry: {limit: 2, on: [timeout]}'),
    gives: ['call-policy-changed'],
  },
  {
    name: 'what is used instead of an answer',
    before: CALL(', fallback: {value: {rate: 1}}'),
    after: CALL(', fallback: {value: {rate: 2}}'),
    gives: ['fallback-changed'],
  },
  { name: 'a scorecard is new', before: STEPS(), after: SCORE(SMALL), gives: ['scorecard-added', 'step-added'] },
  { name: 'a scorecard is gone', before: SCORE(SMALL), after: STEPS(), gives: ['scorecard-removed', 'step-removed'] },
  {
    name: 'a scorecard begins elsewhere',
    before: SCORE(SMALL),
    after: {
      ...SCORE(SMALL),
      top: (SCORE(SMALL).top ?? []).map((line) => line.replace('initialScore: 1', 'initialScore: 2')),
    },
    gives: ['initial-score-changed'],
  },
  {
    name: 'something more counts',
    before: SCORE(SMALL),
    after: SCORE(SMALL, 'large: {when: input.n > 7, partialScore: -1, reasonCode: LARGE}'),
    gives: ['characteristic-added'],
  },
  {
    name: 'something no longer counts',
    before: SCORE(SMALL, 'large: {when: input.n > 7, partialScore: -1, reasonCode: LARGE}'),
    after: SCORE(SMALL),
    gives: ['characteristic-removed'],
  },
  {
    name: 'something counts for more',
    before: SCORE(SMALL),
    after: SCORE(SMALL.replace('partialScore: 2', 'partialScore: 3')),
    gives: ['characteristic-changed'],
  },
  { name: 'an event is new', before: {}, after: EVENT('', 'A'), gives: ['event-added'] },
  { name: 'an event is gone', before: EVENT('', 'A'), after: {}, gives: ['event-removed'] },
  {
    name: 'an event in another channel',
    before: EVENT('', 'A'),
    after: { top: (EVENT('', 'A').top ?? []).map((line) => line.replace('channel: items', 'channel: things')) },
    gives: ['event-channel-changed'],
  },
  {
    name: 'events in order',
    before: EVENT('', 'A'),
    after: EVENT('subject: item, ', 'A'),
    gives: ['event-order-changed'],
  },
  {
    name: 'events are signed',
    before: EVENT(''),
    after: EVENT('webhook: signed, '),
    gives: ['event-signature-added'],
  },
  {
    name: 'events are not signed any more',
    before: EVENT('webhook: signed, '),
    after: EVENT(''),
    gives: ['event-signature-removed'],
  },
  {
    name: 'somebody else gets an event',
    before: EVENT('', 'A'),
    after: EVENT('', 'A', 'B'),
    gives: ['subscriber-added'],
  },
  {
    name: 'somebody no longer gets an event',
    before: EVENT('', 'A', 'B'),
    after: EVENT('', 'A'),
    gives: ['subscriber-removed'],
  },
  {
    name: 'another event is told',
    before: {
      ...EVENT('', 'A'),
      ...{
        processing: [...(STEPS().processing ?? []), 'told: {emit: Kept, with: {item: =item.id}}'],
        fields: ['n: {type: int, default: 0}'],
        input: ['title: Title', 'n: int(1..9)'],
      },
    },
    after: {
      ...EVENT('', 'A'),
      ...{
        processing: [...(STEPS().processing ?? []), 'told: {emit: Kept, when: input.n > 1, with: {item: =item.id}}'],
        fields: ['n: {type: int, default: 0}'],
        input: ['title: Title', 'n: int(1..9)'],
      },
    },
    gives: ['step-condition-changed'],
  },
  {
    name: 'another event is told',
    before: TOLD('Kept'),
    after: TOLD('Moved'),
    gives: ['emission-changed'],
  },
  {
    name: 'hits count from another threshold',
    before: SCREEN('0.88'),
    after: SCREEN('0.9'),
    gives: ['screening-changed'],
  },
  {
    name: 'documents are read in another language',
    before: READ('[eng]'),
    after: READ('[eng, hin]'),
    gives: ['extraction-changed'],
  },
  {
    name: 'another model is asked',
    before: INFER('risk-1'),
    after: INFER('risk-2'),
    gives: ['inference-changed'],
  },
  { name: 'work by the clock is new', before: {}, after: CLOCK('0 2 * * *'), gives: ['schedule-added'] },
  { name: 'work by the clock is gone', before: CLOCK('0 2 * * *'), after: {}, gives: ['schedule-removed'] },
  {
    name: 'work at another time',
    before: CLOCK('0 2 * * *'),
    after: CLOCK('0 3 * * *'),
    gives: ['schedule-time-changed'],
  },
  {
    name: 'a process is new',
    before: {},
    after: top('processes:', '  close: {processing: [{a: {set: 1}}]}'),
    gives: ['process-added'],
  },
  {
    name: 'a process is gone',
    before: top('processes:', '  close: {processing: [{a: {set: 1}}]}'),
    after: {},
    gives: ['process-removed'],
  },
  {
    name: 'a process takes something',
    before: top('processes:', '  close: {processing: [{a: {set: 1}}]}'),
    after: top('processes:', '  close: {input: {n: int}, processing: [{a: {set: 1}}]}'),
    gives: ['process-changed'],
  },
  {
    name: 'a step inside a loop',
    before: STEPS('each: {for: n, in: "=[1, 2]", do: [{a: {set: =n}}]}'),
    after: STEPS('each: {for: n, in: "=[1, 2]", do: [{a: {set: =n + 1}}]}'),
    gives: ['step-value-changed'],
  },
  {
    name: 'a loop over something else',
    before: STEPS('each: {for: n, in: "=[1, 2]", do: [{a: {set: =n}}]}'),
    after: STEPS('each: {for: n, in: "=[1, 2, 3]", do: [{a: {set: =n}}]}'),
    gives: ['loop-changed'],
  },
  {
    name: 'a way is taken on another condition',
    before: STEPS('route: {switch: [{when: input.n > 1, do: [{a: {set: 1}}]}]}'),
    after: STEPS('route: {switch: [{when: input.n > 2, do: [{a: {set: 1}}]}]}'),
    gives: ['branch-changed'],
  },
  {
    name: 'a step moves into a way',
    before: STEPS('route: {switch: [{when: input.n > 1, do: [{a: {set: 1}}]}]}', 'b: {set: 2}'),
    after: STEPS('route: {switch: [{when: input.n > 1, do: [{a: {set: 1}}, {b: {set: 2}}]}]}'),
    gives: ['step-moved'],
  },
  {
    name: 'other failures are caught',
    before: {
      ...STEPS(
        'safe: {try: [{rate: {call: bank.rate, timeout: 1s}}], catch: [{errors: [timeout], do: [{a: {set: 1}}]}]}',
      ),
      top: BANK(),
    },
    after: {
      ...STEPS(
        'safe: {try: [{rate: {call: bank.rate, timeout: 1s}}], catch: [{errors: [timeout, unavailable], do: [{a: {set: 1}}]}]}',
      ),
      top: BANK(),
    },
    gives: ['catch-changed'],
  },
  {
    name: 'a longer wait',
    before: STEPS('later: {wait: 1h}'),
    after: STEPS('later: {wait: 2h}'),
    gives: ['wait-changed'],
  },
  {
    name: 'code of its own does something else',
    before: STEPS(
      'own: {custom: Doubles, input: {n: int}, output: {m: int}, with: {n: =input.n}, examples: [{given: {n: 1}, then: {m: 2}}]}',
    ),
    after: STEPS(
      'own: {custom: Trebles, input: {n: int}, output: {m: int}, with: {n: =input.n}, examples: [{given: {n: 1}, then: {m: 2}}]}',
    ),
    gives: ['custom-changed'],
  },
  { name: 'four eyes', before: TASK(', notBy: =caller.id'), after: TASK(''), gives: ['four-eyes-changed'] },
  { name: 'what a person is shown', before: TASK(''), after: TASK(', show: [input.n]'), gives: ['task-view-changed'] },
  {
    name: 'what a person fills in',
    before: TASK(''),
    after: STEPS('look: {userTask: Look, candidates: [clerk], result: {fine: bool, why: string}}'),
    gives: ['task-form-changed'],
  },
  {
    name: 'when a task is due',
    before: TASK(', due: {within: 8h, escalate: auditor}'),
    after: TASK(', due: {within: 9h, escalate: auditor}'),
    gives: ['task-due-changed'],
  },
  {
    name: 'the first answer',
    before: TASK(', respond: {status: 202, with: {a: 1}}'),
    after: TASK(', respond: {status: 202, with: {a: 2}}'),
    gives: ['first-answer-changed'],
  },
  {
    name: 'who may do a task',
    before: TASK(''),
    after: STEPS('look: {userTask: Look, candidates: [auditor], result: {fine: bool}}'),
    gives: ['candidates-changed'],
  },
  {
    name: 'what always holds',
    before: {},
    after: top('invariants:', '  - named: {of: Item, holds: title != "x"}'),
    gives: ['invariant-added'],
  },
  {
    name: 'what no longer always holds',
    before: top('invariants:', '  - named: {of: Item, holds: title != "x"}'),
    after: {},
    gives: ['invariant-removed'],
  },
  {
    name: 'what holds is something else',
    before: top('invariants:', '  - named: {of: Item, holds: title != "x"}'),
    after: top('invariants:', '  - named: {of: Item, holds: title != "y"}'),
    gives: ['invariant-changed'],
  },
  {
    name: 'an example is new',
    before: {},
    after: top('scenarios:', '  - adds: {when: {addItem: {title: a}}, then: {status: 200}}'),
    gives: ['scenario-added'],
  },
  {
    name: 'an example is gone',
    before: top('scenarios:', '  - adds: {when: {addItem: {title: a}}, then: {status: 200}}'),
    after: {},
    gives: ['scenario-removed'],
  },
  {
    name: 'an example expects something else',
    before: top('scenarios:', '  - adds: {when: {addItem: {title: a}}, then: {status: 200}}'),
    after: top('scenarios:', '  - adds: {when: {addItem: {title: b}}, then: {status: 200}}'),
    gives: ['scenario-changed'],
  },
  { name: 'replicas', before: RUN('{replicas: 2..4}'), after: RUN('{replicas: 3..4}'), gives: ['replicas-changed'] },
  {
    name: 'resources',
    before: RUN('{replicas: 2, resources: {cpu: 500m, memory: 256Mi}}'),
    after: RUN('{replicas: 2, resources: {cpu: 500m, memory: 512Mi}}'),
    gives: ['resources-changed'],
  },
  {
    name: 'other steps of a rollout',
    before: RUN('{rollout: {strategy: canary, steps: [10%, 100%], abortOn: [sla]}}'),
    after: RUN('{rollout: {strategy: canary, steps: [50%, 100%], abortOn: [sla]}}'),
    gives: ['rollout-changed'],
  },
  {
    name: 'less stops a rollout',
    before: RUN('{rollout: {strategy: canary, steps: [10%, 100%], abortOn: [sla, contract]}}'),
    after: RUN('{rollout: {strategy: canary, steps: [10%, 100%], abortOn: [sla]}}'),
    gives: ['rollout-loosened'],
  },
  {
    name: 'more stops a rollout',
    before: RUN('{rollout: {strategy: canary, steps: [10%, 100%], abortOn: [sla]}}'),
    after: RUN('{rollout: {strategy: canary, steps: [10%, 100%], abortOn: [sla, contract]}}'),
    gives: ['rollout-tightened'],
  },
  {
    name: 'rollback by hand',
    before: RUN('{replicas: 2, rollback: automatic}'),
    after: RUN('{replicas: 2, rollback: manual}'),
    gives: ['rollback-loosened'],
  },
  {
    name: 'rollback by itself',
    before: RUN('{replicas: 2, rollback: manual}'),
    after: RUN('{replicas: 2, rollback: automatic}'),
    gives: ['rollback-tightened'],
  },
  {
    name: 'prose steps are let through',
    before: RUN('{replicas: 2, unrefined: refuse}'),
    after: RUN('{replicas: 2, unrefined: operator}'),
    gives: ['unrefined-admitted'],
  },
  {
    name: 'prose steps are refused',
    before: RUN('{replicas: 2, unrefined: operator}'),
    after: RUN('{replicas: 2, unrefined: refuse}'),
    gives: ['unrefined-refused'],
  },
  {
    name: 'another region',
    before: RUN('{replicas: 2, regions: [ap-south-1]}'),
    after: RUN('{replicas: 2, regions: [ap-south-1, eu-west-1]}'),
    gives: ['region-added'],
  },
  {
    name: 'a region less',
    before: RUN('{replicas: 2, regions: [ap-south-1, eu-west-1]}'),
    after: RUN('{replicas: 2, regions: [ap-south-1]}'),
    gives: ['region-removed'],
  },
  { name: 'an alert is new', before: WATCH(), after: WATCH(PAGE), gives: ['alert-added'] },
  { name: 'an alert is gone', before: WATCH(PAGE), after: WATCH(), gives: ['alert-removed'] },
  {
    name: 'somebody else is paged',
    before: WATCH(PAGE),
    after: WATCH(PAGE.replace('oncall', 'nights')),
    gives: ['alert-changed'],
  },
];
