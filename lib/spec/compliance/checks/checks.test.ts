import { describe, expect, test } from 'vitest';
import { checkSpec } from '../../check-spec.ts';

const CODES = [
  'CMP8001',
  'CMP8002',
  'CMP8003',
  'CMP8020',
  'CMP8024',
  'CMP8025',
  'CMP8026',
  'CMP8027',
  'CMP8028',
  'CMP8029',
];

/** The checks' codes with the first words of their messages; any other error fails the test. */
function said(text: string): string[] {
  const { diagnostics } = checkSpec(text);
  expect(
    diagnostics
      .filter(({ code, severity }) => severity === 'error' && !CODES.includes(code))
      .map(({ message }) => message),
  ).toEqual([]);
  return diagnostics.filter(({ code }) => CODES.includes(code)).map(({ code, message }) => `${code} ${message}`);
}

describe('an automatic approval behind a degraded screen', () => {
  const screen = (fallback: string, ...after: readonly string[]): string => `service: a
version: 1.0.0
types:
  Hit: {fields: {list: string, entry: string, score: 'decimal(0..1, scale 4)'}}
roles: [officer]
entities:
  Case:
    fields: {id: {type: uuid, key: true, default: =uuid()}, status: [received, approved, rejected]}
errors:
  hit: {status: 422, title: On a list}
endpoints:
  - path: /a
    method: POST
    access: authenticated
    input: [{name: string}]
    processing:
      - sanctions: {screen: {name: =input.name}, against: [lists.search], threshold: 0.9, timeout: 3s${fallback}}
${after.map((line) => `      - ${line}\n`).join('')}decisions:
  verdict:
    hitPolicy: first
    inputs: {hit: =sanctions.best}
    outputs: {status: [approved, rejected]}
    table: |
      | hit   || status   |
      | > 0.9 || rejected |
      | -     || approved |
integrations:
  - lists: {protocol: rest, baseUrl: $LISTS_URL, auth: api_key, operations: {search: {effect: read, request: POST /search, input: {name: string}, output: {hits: list<Hit>}}}}
`;
  const FIXED = ', fallback: {value: {hits: []}}';
  const APPROVE = 'case: {create: Case, with: {status: approved}}';

  test('is an error where the answer is made up, or older than a day', () => {
    expect(said(screen(FIXED, APPROVE))).toEqual([
      'CMP8020 `sanctions` falls back to a fixed answer, and `case` then approves without a person. Look at `sanctions.degraded`, or send it to a task.',
    ]);
    expect(said(screen(', fallback: snapshot(25h)', APPROVE))).toHaveLength(1);
  });

  test('is found through a decision', () => {
    expect(said(screen(FIXED, 'v: {decide: verdict}', 'case: {create: Case, with: {status: =v.status}}'))).toHaveLength(
      1,
    );
  });

  test('boundary: a snapshot of a day is a screening of that day', () => {
    expect(said(screen(', fallback: snapshot(24h)', APPROVE))).toEqual([]);
    expect(said(screen('', APPROVE))).toEqual([]);
  });

  test('is none where somebody looks at `degraded`, or a person decides', () => {
    expect(said(screen(FIXED, 'sure: {guard: "!sanctions.degraded", else: hit}', APPROVE))).toEqual([]);
    const task = 'review: {userTask: Review the case, candidates: [officer], notBy: =caller.id, result: {ok: bool}}';
    expect(said(screen(FIXED, task, APPROVE))).toEqual([]);
    expect(said(screen(FIXED, 'case: {create: Case, with: {status: received}}'))).toEqual([]);
  });

  test('boundary: a task that may be skipped is no person', () => {
    const task =
      'review: {when: sanctions.best > 0.9, userTask: Review the case, candidates: [officer], notBy: =caller.id, result: {ok: bool}}';
    expect(said(screen(FIXED, task, APPROVE))).toHaveLength(1);
  });
});

describe('what the service demands of itself', () => {
  const approvals = (step: string): string =>
    `service: a\nversion: 1.0.0\nroles: [clerk, officer]\ncompliance_requirements:\n  - access_controls: {model: rbac, approvals: [review]}\nendpoints:\n  - path: /a\n    method: POST\n    access: {roles: [clerk]}\n    processing:\n      - ${step}\n`;
  test('an approval is a task that the caller cannot do', () => {
    const task = (more: string): string =>
      approvals(`review: {userTask: Review it, candidates: [officer]${more}, result: {ok: bool}}`);
    expect(said(task(', notBy: =caller.id'))).toEqual([]);
    expect(said(task(''))).toEqual([
      'CMP8024 `access_controls` names `review` as an approval, and the caller may do it. Write `notBy: =caller.id`.',
    ]);
  });

  const deployed = (regions: string): string =>
    `service: a\nversion: 1.0.0\ncompliance_requirements:\n  - data_residency: India only\ndeployment: {replicas: 1..2, regions: [${regions}]}\n`;
  test('a deployment stays in the regions', () => {
    expect(said(deployed('ap-south-1, centralindia, our-own-hall'))).toEqual([]);
    expect(said(deployed('ap-south-1, eu-west-1'))).toEqual([
      'CMP8025 `eu-west-1` is not among the regions of `data_residency`: `IN`.',
    ]);
  });

  const kept = (period: string): string =>
    `service: a\nversion: 1.0.0\ncompliance_requirements:\n  - audit_retention: 7 years\nendpoints:\n  - path: /a\n    method: GET\n    access: authenticated\n    audit: {record: [request], keep: ${period}}\n`;
  test('an audit is kept as long as required', () => {
    expect(said(kept('84 months'))).toEqual([]);
    expect(said(kept('83 months'))).toEqual([
      'CMP8026 The audit of `listA` is kept for 83 months; `audit_retention` says 7 years.',
    ]);
  });
});

describe('rights and connections', () => {
  const roles = (access: string, owner: string): string =>
    `service: a\nversion: 1.0.0\nroles: [clerk]\ncompliance_requirements:\n  - access_controls: role-based\nentities:\n  Note:\n    fields: {id: {type: uuid, key: true}, by: string}\n${owner}endpoints:\n  - path: /a\n    method: GET\n    operation: listNotes\n    access: ${access}\n    processing: [{all: {list: Note, limit: 5}}]\n`;
  test('rights by role need roles, scopes or an owner', () => {
    expect(said(roles('authenticated', ''))).toEqual([
      'CMP8028 Every signed-in caller may use `listNotes`, and `access_controls` gives rights by role. Write `access: {roles: […]}`.',
    ]);
    expect(said(roles('{roles: [clerk]}', ''))).toEqual([]);
    expect(said(roles('{scopes: [notes.read]}', ''))).toEqual([]);
    expect(said(roles('authenticated', '    owner: by\n'))).toEqual([]);
  });

  test('boundary: TLS 1.2 is safe, TLS 1.1 is not', () => {
    const transit = (text: string): string =>
      `service: a\nversion: 1.0.0\ncompliance_requirements:\n  - encryption: {inTransit: ${text}}\n`;
    expect(said(transit('TLS 1.2'))).toEqual([]);
    expect(said(transit('TLS 1.1'))).toEqual(['CMP8029 `TLS 1.1` is no longer safe. Write TLS 1.2 or TLS 1.3.']);
  });
});

describe('names and facts', () => {
  test('a misspelt framework or fact is said with what was meant', () => {
    expect(said('service: a\nversion: 1.0.0\ncompliance: [PMAL, Basel-III]\n')).toEqual([
      'CMP8001 `PMAL` is recorded. There are no rules of it here. Did you mean `PMLA`?',
      'CMP8001 `Basel-III` is recorded. There are no rules of it here.',
    ]);
    expect(
      said('service: a\nversion: 1.0.0\ncompliance: {RBI: {payment_dta: true, cards: often, video_kyc: true}}\n'),
    ).toEqual([
      'CMP8027 `payment_dta` is no fact that a rule of `RBI` asks for. Did you mean `payment_data`?',
      'CMP8027 `cards` is not understood (issuer, network, other, none).',
    ]);
  });

  test('a requirement that no rule reads is recorded only', () => {
    expect(
      said(
        'service: a\nversion: 1.0.0\ncompliance_requirements:\n  - drills: twice a year\n  - audit_retention: 7 years\n',
      ),
    ).toEqual(['CMP8002 `drills` is recorded and shown to reviewers. No rule checks what it says.']);
  });
});

describe('service levels', () => {
  const operations = (...levels: readonly string[]): string =>
    `service: a\nversion: 1.0.0\nendpoints:\n${levels.map((level, i) => `  - {path: /a${i}, method: GET, operation: op${i}, access: public${level}}\n`).join('')}`;
  const alert = (name: string): string =>
    `monitoring: {alerts: [{burnRate: ${name}, rates: [14.4x/1h], page: on-call}]}\n`;
  const level = ', sla: 95% under 30 seconds';

  test('that no alert watches are said once, and those that one watches are not', () => {
    const words = 'CMP8003 No alert watches the service level of `op';
    const text = operations(level, '', level, level);
    const first = (found: readonly string[]): (string | undefined)[] =>
      found.map((line) => line.split('`, so')[0]?.split(',')[0]);
    expect(first(said(text))).toEqual([`${words}0\` and of 2 others`]);
    expect(first(said(text + alert('op0')))).toEqual([`${words}2\` and of 1 other`]);
    expect(said(operations(level) + alert('op0'))).toEqual([]);
    expect(said(operations(', audit: full logging for 7 years'))).toEqual([]);
  });
});
