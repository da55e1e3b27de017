import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';
import { fixesAt } from '../editor/fixes.ts';
import { applyEdits, formatSpec } from '../format/format-spec.ts';
import { pick, randomFrom } from '../testing/random.ts';
import { type Refinement, refineAll, refineStep } from './refine.ts';

const BRIEF = readFileSync(join(import.meta.dirname, '../../../e2e/golden/kyc-brief/spec.yaml'), 'utf8');
const STEP = 'endpoints/verifyKyc/processing';

/** The codes whose message is an assumption: what a person confirms. */
const ASSUMPTIONS = ['SEC7001', 'SPC2011', 'SPC2014', 'SPC2016', 'TYP3003'];

function worse(text: string): string[] {
  return checkSpec(text)
    .diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning')
    .filter(({ code }) => !ASSUMPTIONS.includes(code))
    .map(({ code, message }) => `${code} ${message}`);
}

/** The edits are in order and touch nothing twice; what is between them is the text as it was. */
function expectClean(text: string, { edits }: Refinement): void {
  let at = 0;
  for (const { span } of edits) {
    expect(span.start).toBeGreaterThanOrEqual(at);
    expect(span.end).toBeGreaterThanOrEqual(span.start);
    at = span.end;
  }
  expect(at).toBeLessThanOrEqual(text.length);
}

/** Every line of the text before is there afterwards, in order, but for what the refined sentences and phrases became. */
function linesKept(before: string, after: string): string[] {
  const lines = after.split(/\r?\n/);
  let from = 0;
  return before.split(/\r?\n/).filter((line) => {
    const found = lines.indexOf(line, from);
    if (found >= 0) from = found + 1;
    return found < 0;
  });
}

test('the brief example becomes a specification without prose, errors, or warnings but its assumptions', () => {
  const refinement = refineAll(BRIEF);
  expectClean(BRIEF, refinement);
  const refined = applyEdits(BRIEF, refinement.edits);
  expect(worse(refined)).toEqual([]);
  const { model, readiness } = checkSpec(refined);
  expect([readiness.prose, refinement.left]).toEqual([0, []]);
  expect(model?.endpoints[0]?.processing.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
    'extract_text_ocr extract',
    'extract_text_ocr_is_readable guard',
    'validate_documents call',
    'screen_sanctions screen',
    'risk_assessment score',
    'outcome decide',
    'verification_status set',
    'confidence_score set',
    'compliance_report set',
  ]);
  expect(linesKept(BRIEF, refined)).toEqual([
    '      - extract_text_ocr: use tesseract + custom fintech model',
    '      - validate_documents: check against CKYC database',
    '      - screen_sanctions: PEP and sanctions list matching',
    '      - risk_assessment: ML model for fraud detection',
    '  - ckyc_database: SOAP integration with encryption',
    '  - sanctions_api: third-party service with fallback',
  ]);
});

test('every value that was chosen is listed and commented, and the sentences stay as comments', () => {
  const { edits, assumptions } = refineAll(BRIEF);
  const refined = applyEdits(BRIEF, edits);
  for (const value of ['0.88', '0.6', 'snapshot(24h)', 'mtls', 'xmlenc', '5s', '0.50', 'api_key'])
    expect([value, assumptions.some(({ text }) => text.includes(value))]).toEqual([value, true]);
  expect(refined.match(/# assumed: /g)?.length).toBeGreaterThan(15);
  for (const sentence of ['use tesseract + custom fintech model', 'PEP and sanctions list matching'])
    expect(refined).toContain(`  # ${sentence}`);
});

test('the refined text is laid out as the formatter lays it out, but for blank lines', () => {
  const refined = applyEdits(BRIEF, refineAll(BRIEF).edits);
  const formatted = formatSpec(refined);
  expect(formatted.kind).toBe('formatted');
  const visible = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');
  if (formatted.kind === 'formatted') expect(visible(formatted.text)).toEqual(visible(refined));
});

test('refining twice changes nothing', () => {
  const refined = applyEdits(BRIEF, refineAll(BRIEF).edits);
  expect(refineAll(refined).edits).toEqual([]);
});

test('steps can be refined one by one in any order, and every text on the way has no error', () => {
  const orders = [
    ['extract_text_ocr', 'validate_documents', 'screen_sanctions', 'risk_assessment'],
    ['risk_assessment', 'screen_sanctions', 'validate_documents', 'extract_text_ocr'],
    ['screen_sanctions', 'extract_text_ocr', 'risk_assessment', 'validate_documents'],
  ];
  for (const order of orders) {
    let text = BRIEF;
    for (const name of order) {
      const refinement = refineStep(text, `${STEP}/${name}`);
      expect([name, refinement !== null]).toEqual([name, true]);
      if (refinement === null) continue;
      expectClean(text, refinement);
      text = applyEdits(text, refinement.edits);
      expect([name, worse(text)]).toEqual([name, []]);
    }
    expect(checkSpec(text).readiness.prose).toBe(0);
  }
});

test('the editor offers it where the sentence is', () => {
  const fixes = fixesAt(BRIEF, BRIEF.indexOf('PEP and sanctions'));
  expect(fixes.map(({ title }) => title)).toEqual(['Refine: screen against sanctions_api.search']);
});

test('what is not a sentence of this text is not refined', () => {
  expect(refineStep(BRIEF, `${STEP}/nothing`)).toBe(null);
  expect(refineStep('', STEP)).toBe(null);
  expect(refineAll('- a\n').edits).toEqual([]);
  expect(refineAll(': :\n\t- {').edits).toEqual([]);
});

const FLOW_STYLE = `{service: a-service, roles: [clerk], endpoints: [{path: /a, method: POST, access: {roles: [clerk]}, input: [{name: string}], processing: [{look: PEP and sanctions list matching}, {approval: a person approves}], output: [{good: bool}]}], integrations: [{sanctions: external service}]}`;
const JSON_STYLE = `{"service": "a-service", "endpoints": [{"path": "/a", "method": "POST", "access": "authenticated", "input": {"name": "string"}, "processing": {"look": "sanctions list matching", "tell": "notify the customer"}}], "integrations": {"sanctions": "REST API"}}`;
const MAP_STYLE = `# a comment on top
service: a-service
errors:
  # nothing here yet
roles:   # who
  - clerk   # the clerk
endpoints:
- path: /a          # odd indentation is fine
  method: POST
  access: {roles: [clerk]}
  input: {scan: 'base64', name: string}
  processing:
    read: scan the document   # keep me
    # and me
    look: >-
      PEP and sanctions
      list matching
    approve: "manual review"

    tell: |
      notify the customer
  output: {good: bool}
integrations: {sanctions: external service with fallback}   # inline
types:
  Name: string
# the end`;

test.each([
  ['brackets', FLOW_STYLE],
  ['JSON', JSON_STYLE],
  ['maps and comments', MAP_STYLE],
  ['CRLF', MAP_STYLE.replaceAll('\n', '\r\n')],
  ['the brief example with CRLF', BRIEF.replaceAll('\n', '\r\n')],
])('%s: stays in its way of writing, without an error', (_, text) => {
  expect(worse(text).filter((line) => /^[A-Z]+\d+ .*$/.test(line) && line.startsWith('YML'))).toEqual([]);
  const refinement = refineAll(text);
  expectClean(text, refinement);
  const refined = applyEdits(text, refinement.edits);
  expect(refinement.edits.length).toBeGreaterThan(2);
  expect(refinement.left).toEqual([]);
  expect(checkSpec(refined).diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  for (const comment of text.match(/# .*/g) ?? []) expect(refined).toContain(comment.trim());
  if (text.includes('\r\n')) expect(refined.replaceAll('\r\n', '')).not.toContain('\n');
});

test('whatever is changed in the texts, edits never overlap and never make YAML that cannot be read', () => {
  const pieces = [
    'a',
    ' ',
    ': ',
    '\n',
    '  ',
    '- ',
    '{',
    '}',
    '#',
    '"',
    "'",
    'sanctions',
    'scan the text',
    'notify',
    ',',
  ];
  const random = randomFrom(20261122);
  let edited = 0;
  for (let i = 0; i < 600; i++) {
    const base = pick(random, [BRIEF, MAP_STYLE, FLOW_STYLE, JSON_STYLE], BRIEF);
    const at = random(base.length);
    const text = base.slice(0, at) + pick(random, pieces, '') + base.slice(at + random(4));
    const broken = (source: string): boolean =>
      checkSpec(source).diagnostics.some(({ code }) => code.startsWith('YML'));
    const refinement = refineAll(text);
    expectClean(text, refinement);
    if (refinement.edits.length === 0 || broken(text)) continue;
    edited++;
    const refined = applyEdits(text, refinement.edits);
    expect([refined, broken(refined)]).toEqual([refined, false]);
  }
  expect(edited).toBeGreaterThan(200);
}, 60_000);
