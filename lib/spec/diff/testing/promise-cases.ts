import type { ChangeCase } from './small-spec.ts';

/** What operations promise: service levels and audit. */
export const PROMISE_CASES: readonly ChangeCase[] = [
  {
    name: 'a latency is promised',
    before: {},
    after: { operation: ['sla: 99% under 200 ms'] },
    gives: ['sla-added'],
  },
  {
    name: 'no latency is promised any more',
    before: { operation: ['sla: 99% under 200 ms'] },
    after: {},
    gives: ['sla-removed'],
  },
  {
    name: 'a longer latency is promised',
    before: { operation: ['sla: 99% under 200 ms'] },
    after: { operation: ['sla: 99% under 300 ms'] },
    gives: ['sla-loosened'],
  },
  {
    name: 'a higher availability is promised',
    before: { operation: ['sla: {availability: 99.9%}'] },
    after: { operation: ['sla: {availability: 99.95%}'] },
    gives: ['sla-tightened'],
  },
  {
    name: 'a promise is counted over another time',
    before: { operation: ['sla: {availability: 99.9%, window: 30d}'] },
    after: { operation: ['sla: {availability: 99.9%, window: 1 month}'] },
    gives: ['sla-window-changed'],
  },
  {
    name: 'an operation is recorded',
    before: {},
    after: { operation: ['audit: full request/response logging'] },
    gives: ['audit-added'],
  },
  {
    name: 'an operation is not recorded any more',
    before: { operation: ['audit: full request/response logging'] },
    after: {},
    gives: ['audit-removed'],
  },
  {
    name: 'more is recorded',
    before: { operation: ['audit: {record: [request]}'] },
    after: { operation: ['audit: {record: [request, response]}'] },
    gives: ['audit-part-added'],
  },
  {
    name: 'less is recorded',
    before: { operation: ['audit: {record: [request, response]}'] },
    after: { operation: ['audit: {record: [request]}'] },
    gives: ['audit-part-removed'],
  },
  {
    name: 'the audit is kept shorter',
    before: { operation: ['audit: {record: [request], keep: 7 years}'] },
    after: { operation: ['audit: {record: [request], keep: 60 months}'] },
    gives: ['audit-keep-shortened'],
  },
  {
    name: 'the audit is kept longer',
    before: { operation: ['audit: {record: [request]}'] },
    after: { operation: ['audit: {record: [request], keep: 7 years}'] },
    gives: ['audit-keep-lengthened'],
  },
];
