import type { Finding } from '../judge-rule.ts';
import type { IsoDay, RuleId } from '../rule.ts';

/** A short specification, and what a rule makes of it. */
export interface Fixture {
  text: string;
  /** The day for which is judged; the rule pack's own unless written. */
  on?: IsoDay;
  result: Finding['result'];
  /** Found in the reasons. */
  because: RegExp;
}

/** Where a text alone can never satisfy or break a rule, the fixtures show that it stays not tested, and for which reason. */
export interface Fixtures {
  passing: Fixture;
  failing: Fixture;
  boundary: Fixture;
}

export type FixturesOf<Id extends RuleId> = Readonly<Record<Id, Fixtures>>;

/** A specification that names a framework and has these sections. */
export function spec(compliance: string, ...sections: readonly string[]): string {
  return `service: an-example\nversion: 1.0.0\ncompliance: ${compliance}\n${sections.map((section) => `${section.trimEnd()}\n`).join('')}`;
}

/** An entity with a name that is personal data, kept for a period; null: for ever. */
export function person(keep: string | null): string {
  const retention = keep === null ? '' : `    retention: {keep: ${keep}, from: since, then: erase}\n`;
  return `types:\n  Name: {type: string, classification: pii}\nentities:\n  Person:\n    fields:\n      id: {type: uuid, key: true, default: =uuid()}\n      name: Name\n      since: {type: timestamp, default: =now()}\n${retention}`;
}

/** Requirements, one a line. */
export function requirements(...lines: readonly string[]): string {
  return `compliance_requirements:\n${lines.map((line) => `  - ${line}\n`).join('')}`;
}

/** One operation. */
export function operation(method: string, path: string, ...lines: readonly string[]): string {
  return `endpoints:\n${endpoint(method, path, ...lines)}`;
}

/** One of several operations. */
export function endpoint(method: string, path: string, ...lines: readonly string[]): string {
  const written = lines.some((line) => line.startsWith('access')) ? lines : ['access: authenticated', ...lines];
  return `  - path: ${path}\n    method: ${method}\n${written.map((line) => `    ${line.replace(/\n/g, '\n    ')}\n`).join('')}`;
}

/** A task for a person, as a step. */
export function task(name: string, title: string, due: string | null): string {
  return `  - ${name}: {userTask: ${title}, candidates: [officer], ${due === null ? '' : `due: {within: ${due}}, `}result: {ok: bool}}`;
}

/** An operation with these steps; the role `officer` exists. */
export function steps(...lines: readonly string[]): string {
  return `roles: [officer]\n${operation('POST', '/work', `processing:\n${lines.join('\n')}`)}`;
}
