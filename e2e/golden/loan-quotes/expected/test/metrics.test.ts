import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Metrics } from '../src/platform/metrics.ts';

test('counters count, each set of labels by itself', () => {
  const metrics = new Metrics();
  metrics.count('things_total', { kind: 'one', of: 'us' });
  metrics.count('things_total', { kind: 'one', of: 'us' });
  metrics.count('things_total', { kind: 'other', of: 'us' });
  const lines = metrics.text().split('\n');
  assert.ok(lines.includes('things_total{kind="one",of="us"} 2'));
  assert.ok(lines.includes('things_total{kind="other",of="us"} 1'));
});

test('durations fall into every bucket that they fit in', () => {
  const metrics = new Metrics();
  for (const seconds of [0.25, 0.5, 40]) metrics.duration({ route: '/' }, seconds);
  const name = 'http_request_duration_seconds';
  const text = metrics.text();
  assert.ok(text.startsWith(`# TYPE ${name} histogram\n`));
  const values = new Map(Array.from(text.matchAll(/^(\S+) (\S+)$/gm), ([, line, said]) => [line, said]));
  const value = (line: string) => values.get(line);
  assert.equal(value(`${name}_bucket{route="/",le="0.1"}`), '0');
  assert.equal(value(`${name}_bucket{route="/",le="0.25"}`), '1');
  assert.equal(value(`${name}_bucket{route="/",le="0.5"}`), '2');
  assert.equal(value(`${name}_bucket{route="/",le="30"}`), '2');
  assert.equal(value(`${name}_bucket{route="/",le="+Inf"}`), '3');
  assert.equal(value(`${name}_sum{route="/"}`), '40.75');
  assert.equal(value(`${name}_count{route="/"}`), '3');
  assert.ok(Number(value('process_resident_memory_bytes')) > 1e6);
});
