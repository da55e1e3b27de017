import type { Integration, Requirement } from '../../model.ts';
import { readPeriod } from '../../phrases/duration.ts';
import { comparePeriods } from '../compare-periods.ts';
import { type Differ, match, placeOf, said, saidAll, saidChange, setChange } from '../differ.ts';
import { diffContracts } from './diff-contracts.ts';

/** Other systems that the service talks to. */
export function diffIntegrations(differ: Differ): void {
  const { both, removed, added } = match(differ.before.model.integrations, differ.after.model.integrations);
  for (const integration of removed)
    differ.report(
      'integration-removed',
      placeOf(integration, null),
      `The service no longer talks to ${said(integration.name)}.`,
    );
  for (const integration of added)
    differ.report(
      'integration-added',
      placeOf(null, integration),
      `The service now talks to ${said(integration.name)}: ${said(integration.summary)}.`,
    );
  for (const [old, now] of both) diffIntegration(differ, old, now);
}

function diffIntegration(differ: Differ, before: Integration, after: Integration): void {
  const place = placeOf(before, after);
  const subject = `Integration ${said(after.name)}`;
  const protocol = before.protocol !== after.protocol;
  const auth = before.auth !== after.auth;
  if (protocol)
    differ.report(
      'integration-protocol-changed',
      place,
      `${subject}: protocol ${saidChange(before.protocol, after.protocol)}.`,
    );
  if (auth)
    differ.report(
      'integration-auth-changed',
      place,
      `${subject}: this service proves itself by ${saidChange(before.auth, after.auth)}.`,
    );
  diffContracts(differ, before, after);
  if (!protocol && !auth && plain(before.summary) !== plain(after.summary))
    differ.report('integration-reworded', place, `${subject}: ${saidChange(before.summary, after.summary)}.`);
}

/** Obligations in words: what was read from them is compared fact by fact. */
export function diffRequirements(differ: Differ): void {
  const { both, removed, added } = match(differ.before.model.requirements, differ.after.model.requirements);
  for (const requirement of removed)
    differ.report(
      'requirement-removed',
      placeOf(requirement, null),
      `Requirement ${said(requirement.name)}: ${said(requirement.text)} → gone.`,
    );
  for (const requirement of added)
    differ.report(
      'requirement-added',
      placeOf(null, requirement),
      `Requirement ${said(requirement.name)} is new: ${said(requirement.text)}.`,
    );
  for (const [old, now] of both) diffRequirement(differ, old, now);
}

function diffRequirement(differ: Differ, before: Requirement, after: Requirement): void {
  const place = placeOf(before, after);
  const change = `Requirement ${said(after.name)}: ${saidChange(before.text, after.text)}`;
  const { removed, added } = setChange(before.facts, after.facts);
  const lost = removed.filter((fact) => !added.some((other) => isStricter(fact, other)));
  const gained = added.filter((fact) => !removed.some((other) => isWeaker(other, fact)));
  if (lost.length > 0) differ.report('requirement-weakened', place, `${change}; no longer said: ${facts(lost)}.`);
  else if (gained.length > 0)
    differ.report('requirement-strengthened', place, `${change}; newly said: ${facts(gained)}.`);
  else if (plain(before.text) !== plain(after.text))
    differ.report('requirement-reworded', place, `${change}. What was read from it is the same.`);
}

/** Facts are sentences; inside one they lose their full stop. */
function facts(sentences: readonly string[]): string {
  return saidAll(sentences.map((sentence) => sentence.replace(/\.$/, '')));
}

/** Facts with a measure, as `readRequirementPhrase` says them: what can be compared is, all else is a fact that is gone. */
function isStricter(before: string, after: string): boolean {
  const [kept, keeps] = [before, after].map((fact) => /^Records are kept for (.+)\.$/.exec(fact)?.[1]);
  const [old, now] = [readPeriod(kept ?? ''), readPeriod(keeps ?? '')];
  if (old !== null && now !== null) return comparePeriods(old, now) === 'longer';
  const [spoke, speaks] = [before, after].map((fact) => /^Connections use TLS (1\.[23]) or newer\.$/.exec(fact)?.[1]);
  if (spoke !== undefined && speaks !== undefined) return speaks > spoke;
  const [places, stays] = [before, after].map(regionsOf);
  if (places !== null && places !== undefined && stays !== null && stays !== undefined)
    return stays.every((region) => places.includes(region));
  return false;
}

function isWeaker(before: string, after: string): boolean {
  return isStricter(after, before);
}

function regionsOf(fact: string): string[] | null {
  return /^Data stays in (.+)\.$/.exec(fact)?.[1]?.split(' and ') ?? null;
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
