import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile, notYet } from '../index.ts';
import { goldenText, modelOf } from './read-golden.ts';

/**
 * `node lib/compiler/testing/promtool.ts`: asks Prometheus's own tool about generated alert rules and their tests, and breaks each
 * limit once to see the tests fail. Takes `promtool` from the path, else from Debian's package `prometheus`, which it unpacks
 * into a temporary folder. Ends with 1 if anything is not as it should be.
 */
const folder = mkdtempSync(join(tmpdir(), 'promtool-'));
try {
  const tool = promtool();
  const wrong = texts().filter(({ name, text }) => !holds(tool, name, text));
  process.exitCode = wrong.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function promtool(): string {
  if (spawnSync('promtool', ['--version']).status === 0) return 'promtool';
  execFileSync('apt-get', ['download', 'prometheus'], { cwd: folder, stdio: 'ignore' });
  const [packed = ''] = readdirSync(folder).filter((name) => name.endsWith('.deb'));
  execFileSync('dpkg', ['-x', packed, 'unpacked'], { cwd: folder });
  return join(folder, 'unpacked/usr/bin/promtool');
}

function texts(): { name: string; text: string }[] {
  const worlds = ['chargebacks', 'insurance-claims', 'kyc-precise', 'loan-origination', 'payment-disputes', 'shop'];
  const made = [
    ['availability', '{availability: 99.95%, window: 30d}', '14.4x/1h, 6x/6h, 1x/3d', 'oncall'],
    ['latency', '{latency: 95% under 800ms}', '14.4x/1h, 6x/6h', 'oncall'],
    ['whole seconds', '{latency: 95% under 2s}', '2x/2m', 'oncall'],
    ['everything', '{availability: 100%}', '14.4x/1h', 'oncall'],
    ['a template in a label', '{availability: 99.9%}', '14.4x/1h', '{{ query "up" }} $labels é'],
  ] as const;
  return [
    ...worlds.map((name) => ({ name, text: goldenText(name) })),
    ...made.map(([name, sla, rates, page]) => ({ name, text: specOf(sla, rates, page) })),
  ];
}

function specOf(sla: string, rates: string, page: string): string {
  return `
specVersion: "1.0"
service: pay-desk
version: 1.0.0
endpoints:
  - path: /payments/{id}
    method: GET
    operation: getPayment
    access: authenticated
    input: [{id: string}]
    output: [{id: {type: string, value: =input.id}}]
    sla: ${sla}
monitoring: {alerts: [{burnRate: getPayment, rates: [${rates}], page: ${JSON.stringify(page)}}]}
`;
}

function holds(tool: string, name: string, text: string): boolean {
  const model = modelOf(text);
  if (notYet(model).length > 0 || (model.monitoring?.alerts ?? []).length === 0) {
    console.log(`${name}: ${notYet(model).length > 0 ? 'is not generated yet' : 'has no alerts'}`);
    return true;
  }
  const { files } = compile(model);
  const textOf = (path: string): string => files.find((file) => file.path === path)?.text ?? '';
  const rules = textOf('deploy/alerts.yaml');
  writeFileSync(join(folder, 'alerts.yaml'), rules);
  writeFileSync(join(folder, 'alerts.test.yaml'), textOf('deploy/alerts.test.yaml'));
  const checked = asked(tool, 'check', 'alerts.yaml');
  const tested = asked(tool, 'test', 'alerts.test.yaml');
  const limits = [...new Set(Array.from(rules.matchAll(/> ([\d.e-]+)\)/g), ([, limit = '']) => limit))];
  const unseen = limits.filter((limit) => !isSeen(tool, rules, limit));
  const said =
    unseen.length === 0 ? `${limits.length} broken limits seen` : `not seen when broken: ${unseen.join(', ')}`;
  console.log(`${name}: check ${checked ? 'ok' : 'FAILS'}, tests ${tested ? 'ok' : 'FAIL'}, ${said}`);
  return checked && tested && unseen.length === 0;
}

/** Whether the tests fail when a limit is a little higher. One that can never be passed is not missed. */
function isSeen(tool: string, rules: string, limit: string): boolean {
  if (Number(limit) >= 1) return true;
  writeFileSync(join(folder, 'alerts.yaml'), rules.replaceAll(`> ${limit})`, `> ${Number(limit) * 1.1 + 0.000_01})`));
  const seen = !asked(tool, 'test', 'alerts.test.yaml');
  writeFileSync(join(folder, 'alerts.yaml'), rules);
  return seen;
}

function asked(tool: string, verb: 'check' | 'test', file: string): boolean {
  const { status, stdout, stderr } = spawnSync(tool, [verb, 'rules', file], { cwd: folder, encoding: 'utf8' });
  if (status !== 0 && process.env['VERBOSE'] === '1') console.log(stdout, stderr);
  return status === 0;
}
