import type { Framework, Model } from '../../model.ts';
import { type Differ, match, placeOf, said, saidChange } from '../differ.ts';
import { sayTypeOf } from '../say-type.ts';
import { writeLiteral } from '../write-expression.ts';

/** The service as a whole: its name, what is said about it, the frameworks that it follows and the roles of its callers. */
export function diffService(differ: Differ): void {
  const [before, after] = [differ.before.model, differ.after.model];
  if (before.service.name !== after.service.name)
    differ.report(
      'service-renamed',
      placeOf(before.service, after.service),
      `The service is called ${said(before.service.name)} → ${said(after.service.name)}: its addresses change.`,
    );
  const top = (model: Model) => ({ id: 'service', span: model.service.span });
  if (before.domain !== after.domain)
    differ.report(
      'domain-changed',
      { ...placeOf(top(before), top(after)), path: 'domain' },
      `Domain: ${saidChange(before.domain, after.domain)}.`,
    );
  diffSummary(
    differ,
    'The service',
    { ...top(before), summary: before.summary },
    { ...top(after), summary: after.summary },
  );
  if (before.timezone !== after.timezone)
    differ.report(
      'timezone-changed',
      { ...placeOf(top(before), top(after)), path: 'timezone' },
      `Time zone: ${saidChange(before.timezone, after.timezone)}.`,
    );
  if (before.nulls !== after.nulls)
    differ.report(
      'nulls-changed',
      { ...placeOf(top(before), top(after)), path: 'nulls' },
      `Outputs that are null: ${saidChange(before.nulls, after.nulls)}.`,
    );
  const [body, shape] = [before.errorBody, after.errorBody].map((type) => type && sayTypeOf(type));
  if (body !== shape)
    differ.report(
      'error-body-changed',
      { ...placeOf(top(before), top(after)), path: 'errors/default' },
      `The body of every error: ${saidChange(body ?? null, shape ?? null)}.`,
    );
  diffFrameworks(differ);
  diffRoles(differ);
}

interface Documented {
  id: string;
  span: Model['service']['span'];
  summary: string | null;
}

/** What is said for people: it appears in the documentation and nowhere else. */
export function diffSummary(differ: Differ, subject: string, before: Documented, after: Documented): void {
  if (before.summary === after.summary) return;
  const place = placeOf(before, after);
  const message = `${subject}: description ${saidChange(before.summary, after.summary)}.`;
  differ.report('documentation-changed', { ...place, path: `${place.path}/summary` }, message);
}

function diffFrameworks(differ: Differ): void {
  const { both, removed, added } = match(differ.before.model.frameworks, differ.after.model.frameworks);
  for (const framework of removed)
    differ.report(
      'framework-removed',
      placeOf(framework, null),
      `The service no longer follows ${said(framework.name)}.`,
    );
  for (const framework of added)
    differ.report('framework-added', placeOf(null, framework), `The service now follows ${said(framework.name)}.`);
  for (const [old, now] of both) {
    const facts = ({ facts: all }: Framework): string | null =>
      all.length === 0
        ? null
        : all
            .map(({ name, value }) => `${name}: ${writeLiteral(value)}`)
            .sort()
            .join(', ');
    if (facts(old) !== facts(now))
      differ.report(
        'framework-fact-changed',
        placeOf(old, now),
        `What ${said(now.name)} asks about the service: ${saidChange(facts(old), facts(now))}.`,
      );
  }
}

function diffRoles(differ: Differ): void {
  const { both, removed, added } = match(differ.before.model.roles, differ.after.model.roles);
  for (const role of removed) differ.report('role-removed', placeOf(role, null), `Role ${said(role.name)} is gone.`);
  for (const role of added) differ.report('role-added', placeOf(null, role), `Role ${said(role.name)} is new.`);
  for (const [old, now] of both) diffSummary(differ, `Role ${said(now.name)}`, old, now);
}
