import { dayOf, wordsOf, yearAfter } from '../facts.ts';
import { type Observation, open, type Rule, SECONDARY, satisfied, violated } from '../rule.ts';
import type { Subject } from '../subject.ts';

/** The category of the entity is fixed every year; of several, the highest holds. */
export const cscrfCat: Rule = {
  ...SECONDARY,
  id: 'CSCRF-CAT',
  framework: 'SEBI',
  instrument: 'Cybersecurity and Cyber Resilience Framework, 2024',
  paragraph: 'categories',
  demands: 'The category of the entity is fixed every year; of several, the highest holds.',
  appliesTo: 'Entities that SEBI regulates',
  asks: [
    {
      name: 'category',
      question: 'Which category was fixed for this year?',
      values: ['mii', 'qualified', 'mid_size', 'small_size', 'self_certification'],
      gate: 'needed',
      applies: null,
    },
    {
      name: 'category_fixed_on',
      question: 'On which day was the category fixed?',
      values: null,
      gate: 'informs',
      applies: null,
    },
  ],
  inForceFrom: null,
  supersededBy: null,
  violatedBy: 'Several categories are given, or the day on which it was fixed is more than a year ago.',
  satisfiedBy: 'One category is given, fixed within the last year.',
  evidence: [{ kind: 'document', what: 'The computation of the category for the year.' }],
  note: null,
  check: seeCategory,
};

function seeCategory({ model, facts, on }: Subject): readonly Observation[] {
  const categories = wordsOf(facts, 'category');
  const fixed = dayOf(facts, 'category_fixed_on');
  if (categories.length > 1)
    return [violated('Several categories are given; the highest of them is the category.', model.service.span)];
  if (fixed === null) return [open('The fact `category_fixed_on` is absent (a day such as 2026-04-01).')];
  if (on === null) return [open('Whether the category is of this year depends on the day.')];
  return yearAfter(fixed) < on
    ? [violated(`The category was fixed on ${fixed}, more than a year ago.`, model.service.span)]
    : [satisfied(`The category was fixed on ${fixed}.`)];
}
