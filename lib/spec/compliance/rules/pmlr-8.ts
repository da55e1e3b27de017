import { monthDaysOf } from '../cron-days.ts';
import { MEMORY, type Rule, satisfied, violated } from '../rule.ts';

/** Monthly reports are filed by the 15th of the next month, and suspicious transactions within seven working days. */
export const pmlr8: Rule = {
  ...MEMORY,
  id: 'PMLR-8',
  framework: 'PMLA',
  instrument: 'Prevention of Money-laundering (Maintenance of Records) Rules, 2005',
  paragraph: 'rule 8',
  demands:
    'Monthly reports are filed by the 15th of the next month, and suspicious transactions within seven working days.',
  appliesTo: 'Reporting entities under the Prevention of Money-laundering Act',
  asks: [
    {
      name: 'files_reports',
      question: 'Does this service file the monthly reports?',
      values: null,
      gate: 'needed',
      applies: null,
    },
  ],
  inForceFrom: null,
  supersededBy: null,
  violatedBy: 'No schedule runs every month on a day up to the 15th.',
  satisfiedBy: 'A schedule runs every month on a day up to the 15th.',
  evidence: [
    {
      kind: 'test',
      what: 'The clock is set to the 15th and to the day after, and to seven working days after a suspicion.',
    },
  ],
  note: 'The monthly report is from a secondary source; the seven working days are from memory.',
  check: ({ model }) => {
    const timely = model.schedules.find(({ cron }) => monthDaysOf(cron).some((day) => day <= 15));
    return [
      timely === undefined
        ? violated('No schedule runs every month on a day up to the 15th.', model.service.span)
        : satisfied(`\`${timely.name}\` runs every month by the 15th.`, timely.span),
    ];
  },
};
