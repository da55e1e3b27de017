import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Checked, checkSpec, MAX_SPEC_BYTES } from './check-spec.ts';

const GOLDEN = join(import.meta.dirname, '../../e2e/golden');
const KYC = readFileSync(join(GOLDEN, 'kyc-brief/spec.yaml'), 'utf8');
const QUOTES = readFileSync(join(GOLDEN, 'loan-quotes/spec.yaml'), 'utf8');

function said(text: string, { diagnostics }: Checked): string[] {
  return diagnostics.map(({ code, span }) => `${code} ${text.slice(span.start, span.end).split('\n')[0]}`);
}

test('the brief example has no error, and everything that was decided for it is said', () => {
  const checked = checkSpec(KYC);
  expect(checked.readiness).toEqual({
    operations: 1,
    precise: 0,
    prose: 4,
    assumed: 5,
    notUnderstood: 0,
    errors: 0,
    warnings: 1,
  });
  expect(checked.model?.assumptions.map(({ subject }) => subject)).toEqual([
    'version',
    'verifyKyc',
    'verifyKyc.access',
    'verifyKyc.output.confidence_score',
    'core_banking',
  ]);
  expect(said(KYC, checked).filter((line) => line.startsWith('FLW'))).toEqual([
    'FLW5001 extract_text_ocr: use tesseract + custom fintech model',
    'FLW5001 validate_documents: check against CKYC database',
    'FLW5001 screen_sanctions: PEP and sanctions list matching',
    'FLW5001 risk_assessment: ML model for fraud detection',
    'FLW5027 core_banking',
  ]);
});

test('the last prose step asks for the outputs, each earlier one for a finding', () => {
  const endpoint = checkSpec(KYC).model?.endpoints[0];
  const forms = endpoint?.processing.map((step) =>
    step.kind === 'prose' ? [step.name, step.candidates, step.form.map((f) => f.name)] : null,
  );
  expect(forms).toEqual([
    ['extract_text_ocr', ['operator'], ['finding']],
    ['validate_documents', ['operator'], ['finding']],
    ['screen_sanctions', ['operator'], ['finding']],
    ['risk_assessment', ['operator'], ['verification_status', 'confidence_score', 'compliance_report']],
  ]);
  expect(endpoint?.output.map((output) => output.from)).toEqual([
    { kind: 'form', step: 'risk_assessment' },
    { kind: 'form', step: 'risk_assessment' },
    { kind: 'form', step: 'risk_assessment' },
  ]);
});

test('the brief example means what a person reads in it', () => {
  const model = checkSpec(KYC).model;
  const endpoint = model?.endpoints[0];
  expect(endpoint?.input.map(({ name, type, in: place }) => [name, type.kind, place])).toEqual([
    ['document_images', 'list', 'body'],
    ['customer_id', 'scalar', 'body'],
    ['verification_type', 'enum', 'body'],
  ]);
  expect(endpoint?.sla).toMatchObject({
    latency: { percentile: 95, withinMs: 30_000 },
    availability: null,
    notUnderstood: [],
  });
  expect(endpoint?.audit).toMatchObject({ record: ['request', 'response'], keep: null, notUnderstood: [] });
  expect(model?.integrations.map(({ name, protocol, auth, usedBy }) => [name, protocol, auth, usedBy])).toEqual([
    ['core_banking', 'rest', 'oauth2_client_credentials', []],
    ['ckyc_database', 'soap', null, ['endpoints/verifyKyc/processing/validate_documents']],
    ['sanctions_api', null, null, ['endpoints/verifyKyc/processing/screen_sanctions']],
  ]);
  expect(model?.requirements.map(({ name, facts, notUnderstood }) => [name, facts, notUnderstood])).toEqual([
    ['data_residency', ['Data stays in India.'], []],
    ['encryption', ['Stored data is encrypted with AES-256.', 'Connections use TLS 1.3 or newer.'], []],
    ['audit_retention', ['Records are kept for 7 years.'], []],
    ['access_controls', ['Rights are given by role.', 'Some actions need an approval.'], []],
  ]);
});

test('the precise example has nothing to mend, and it is said once that nothing watches its promises', () => {
  const checked = checkSpec(QUOTES);
  expect(said(QUOTES, checked)).toEqual(['CMP8003 99% under 500 ms']);
  expect(checked.readiness).toEqual({
    operations: 2,
    precise: 7,
    prose: 0,
    assumed: 0,
    notUnderstood: 0,
    errors: 0,
    warnings: 0,
  });
  const [create] = checked.model?.endpoints ?? [];
  expect(create?.processing.map((step) => [step.name, step.kind])).toEqual([
    ['burden', 'set'],
    ['pricing', 'decide'],
    ['is_eligible', 'guard'],
    ['interest', 'set'],
    ['payment', 'set'],
    ['quote', 'create'],
  ]);
  expect(checked.model?.decisions[0]?.rules[3]?.tests[0]).toMatchObject({
    kind: 'interval',
    low: '0.2',
    lowIncluded: false,
    high: '0.5',
    highIncluded: true,
  });
});

test('equal texts give equal answers, and ids do not depend on order or layout', () => {
  expect(checkSpec(QUOTES)).toEqual(checkSpec(QUOTES));
  const ids = (text: string) =>
    checkSpec(text).model?.endpoints.flatMap((e) => [
      e.id,
      ...e.input.map((i) => i.id),
      ...e.processing.map((s) => s.id),
    ]);
  expect(ids(`# moved\n\n${QUOTES}`)).toEqual(ids(QUOTES));
});

test('line ends of Windows, a byte order mark and a comment change nothing that is meant', () => {
  const bare = (text: string) =>
    JSON.stringify(checkSpec(text).model, (key, value) => (key === 'span' ? undefined : value));
  expect(bare(QUOTES.replaceAll('\n', '\r\n'))).toEqual(bare(QUOTES));
  expect(bare(`\ufeff${QUOTES}`)).toEqual(bare(QUOTES));
  expect(bare(`${QUOTES}# done\n`)).toEqual(bare(QUOTES));
});

test('one mistake does not hide what the rest means', () => {
  const broken = QUOTES.replace('  Rate: decimal(0..100, scale 2)', '  Rate: "decimal(0..100, scale 2)');
  const { model, diagnostics } = checkSpec(broken);
  expect(diagnostics[0]).toMatchObject({
    code: 'YML1002',
    message: 'YAML cannot be read here: a quote is not closed.',
  });
  expect(broken.slice(diagnostics[0]?.span.start, diagnostics[0]?.span.end)).toBe('Rate: "decimal(0..100, scale 2)');
  expect(model?.endpoints).toHaveLength(2);
});

test('what is declared below or twice, and what refers to nothing, is reported where it stands', () => {
  const text =
    'service: a\nendpoints:\n  - path: /x\n    method: POST\n    access: {roles: [clerk]}\n    processing:\n      - a: {set: =b}\n      - b: {decide: nothing}\n      - c: {create: Thing}\n      - a: {raise: nope}\n';
  expect(
    said(text, checkSpec(text)).filter((line) => !line.startsWith('SPC2011') && !line.startsWith('SPC2014')),
  ).toEqual(['SEC7002 clerk', 'FLW5002 b', 'SPC2013 nothing', 'SPC2013 Thing', 'SPC2006 a']);
});

/** What is not compiled yet is the compiler's to say: the checker reads the whole language. */
test('calls, scores and the other sections are checked like everything else', () => {
  const text = [
    'service: a',
    'endpoints:',
    '  - path: /x',
    '    method: POST',
    '    access: authenticated',
    '    idempotency: {header: Idempotency-Key, keep: 24h}',
    '    processing:',
    '      - customer: {call: bank.getCustomer, with: {id: 1}, timeout: 3s}',
    '      - known: {guard: customer.found, else: x}',
    '      - risk: {score: fraud}',
    '    output:',
    '      - risk: {type: json, value: =report("kyc")}',
    'errors: {x: {status: 404, title: X}}',
    'scorecards: {fraud: {initialScore: 0}}',
    'types: {Pan: {type: string, encrypt: field}}',
  ].join('\n');
  expect(
    said(text, checkSpec(text)).filter((line) => !line.startsWith('SPC2011') && !line.startsWith('SPC2014')),
  ).toEqual(['SPC2013 bank', 'SPC2002 fraud']);
});

const ENDPOINTS = Array.from(
  { length: 10_000 },
  (_, i) => `  - path: /a${i}\n    method: GET\n    access: public\n    output: [{x: {type: int, value: 1}}]`,
).join('\n');
const HOSTILE: Readonly<Record<string, string>> = {
  'five megabytes': `service: a\nsummary: ${'x'.repeat(5 * 1024 * 1024)}\n`,
  'a million keys': Array.from({ length: 1_000_000 }, (_, i) => `k${i}: 1`).join('\n'),
  'keys up to the limit': Array.from({ length: 90_000 }, (_, i) => `k${i}: 1`)
    .join('\n')
    .slice(0, MAX_SPEC_BYTES),
  'ten thousand levels': `a: ${'['.repeat(10_000)}${']'.repeat(10_000)}`,
  'ten thousand block levels': Array.from({ length: 500 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
  'a billion laughs': `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
    .split('')
    .map((k, i) => `${k}: &${k} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(',')}]`)
    .join('\n')}`,
  'ten thousand endpoints': `service: a\nendpoints:\n${ENDPOINTS}\n`,
  'a prototype':
    'service: a\n__proto__: {x: 1}\ntypes:\n  __proto__: string\n  constructor: string\n  toString: int\nentities:\n  __proto__: {fields: {__proto__: int}}\nendpoints:\n  - __proto__: 1\n    path: /a\n    method: GET\n    output: [{hasOwnProperty: int}]\n',
  binary: Array.from({ length: 4096 }, (_, i) => String.fromCharCode((i * 7919) % 256)).join(''),
  'lone surrogates': `service: "a\ud800b"\nsummary: \udfff\n`,
  'a deep expression': `service: a\nendpoints: [{path: /a, method: GET, output: [{x: {type: int, value: "=${'('.repeat(3000)}1"}}]}]`,
  'a long sum': `service: a\nendpoints: [{path: /a, method: GET, output: [{x: {type: int, value: "=${'1+'.repeat(1900)}1"}}]}]`,
  'a long chain of types': `service: a\ntypes:\n${Array.from({ length: 9000 }, (_, i) => `  T${i}: T${i + 1}`).join('\n')}\n  T9000: int\n`,
  'types in a circle':
    'service: a\ntypes: {A: B, B: C, C: {fields: {a: A?}}}\nendpoints: [{path: /a, method: POST, input: [{a: A}], output: [{b: {type: C, value: =input.a}}]}]',
  'an enumeration of thousands': `service: a\ntypes: {E: [${Array.from({ length: 20_000 }, (_, i) => `v${i}`).join(', ')}]}`,
  'scripts everywhere':
    'service: "<script>alert(1)</script>"\nroles: ["<img src=x onerror=alert(1)>"]\nsummary: "$(id) {{7*7}} `id`"\n',
  'unclosed everything': 'service: [{"a\n'.repeat(2000),
  'a giant decision': `service: a\nendpoints: [{path: /a, method: POST, input: [{a: int}, {b: int}, {c: int}], processing: [{d: {decide: t}}]}]\ndecisions:\n  t:\n    inputs: {a: =input.a, b: =input.b, c: =input.c}\n    outputs: {r: int}\n    table: |\n      | a | b | c || r |\n${Array.from({ length: 490 }, (_, i) => `      | ${i} | ${i} | > ${i} || ${i} |`).join('\n')}\n`,
  'thousands of unknown types': `service: a\ntypes:\n${Array.from({ length: 12_000 }, (_, i) => `  Type${i}: list<Tyep${i}>`).join('\n')}\n`,
  'thousands of steps': `service: a\nendpoints:\n  - path: /a\n    method: POST\n    processing:\n${Array.from({ length: 20_000 }, (_, i) => `      - s${i}: {set: =s${i - 1}}`).join('\n')}\n`,
  'thousands of endpoints of one name': `service: a\nendpoints:\n${Array.from({ length: 12_000 }, () => '  - {path: /a/verify, method: POST}').join('\n')}\n`,
  'thousands of integrations and sentences': `service: a\nintegrations:\n${Array.from({ length: 8000 }, (_, i) => `  - system_number_${i}: REST API`).join('\n')}\nendpoints:\n${Array.from({ length: 4000 }, (_, i) => `  - {path: /a${i}, method: POST, processing: [{look: check against system number ${i}}]}`).join('\n')}\n`,
  'tabs and spaces': '\t \t\n'.repeat(5000),
  nothing: '',
};

test.each(Object.entries(HOSTILE))('%s gets a clear answer in time', (_, text) => {
  const started = process.cpuUsage();
  const { diagnostics, model } = checkSpec(text);
  const used = process.cpuUsage(started);
  expect((used.user + used.system) / 1e6).toBeLessThan(4);
  expect(diagnostics.length).toBeLessThan(1100);
  expect(diagnostics.length > 0 || model !== null).toBe(true);
  for (const { span, message } of diagnostics) {
    expect(span.start >= 0 && span.start <= span.end && span.end <= Math.max(text.length, 1)).toBe(true);
    expect(message.length).toBeLessThan(700);
  }
});
