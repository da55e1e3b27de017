import { EDITION, type Rule } from '../../spec/compliance/rule.ts';
import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { origin } from '../text/origin.ts';
import { markdown } from '../text/quote.ts';
import type { ControlStatus } from './controls.ts';

/** COMPLIANCE.md: each rule of the named frameworks, what the specification says to it, and what shows that it is so. */
export function complianceText(plan: Plan, controls: readonly ControlStatus[], unknown: readonly string[]): string {
  const { service, version, requirements } = plan.model;
  const frameworks = [...new Set(controls.map(({ framework }) => framework))];
  return code`
    # Compliance of ${markdown(service.name)}

    What version ${markdown(version)} of the specification says to the rules of the frameworks that it names. It was rendered from the
    specification and from rules as they were known on ${EDITION}, for no particular day; nobody wrote it by hand. It is not legal
    advice, and a file that shows something shows it when it is run: keep the results of your own runs.

    ${when(controls.length > 0, summary(controls))}

    ${unknown.length > 0 && `There are no rules here for: ${unknown.map(markdown).join(', ')}.`}

    ${frameworks
      .map((framework) =>
        frameworkText(
          framework,
          controls.filter((one) => one.framework === framework),
        ),
      )
      .join('\n\n')}

    ${when(requirements.length > 0, '## Requirements of the specification itself')}

    ${requirements.map((requirement) => origin(requirement, requirementText(requirement)))}
  `;
}

const SAID: Readonly<Record<ControlStatus['status'], string>> = {
  shown: 'met, and shown by files of this repository',
  said: 'said by the specification, not shown yet',
  fail: '**not met**',
  unverified: 'not verified: the specification does what we believe is demanded',
  'not tested': 'not tested',
  'not applicable': 'does not apply',
};

function summary(controls: readonly ControlStatus[]): string {
  const rows = Object.entries(SAID).map(([status, said]) => {
    const those = controls.filter((one) => one.status === status);
    return `| ${said} | ${those.length} | ${those.map(({ rule }) => rule.id).join(', ')} |`;
  });
  return ['| result | rules | |', '|---|---|---|', ...rows].join('\n');
}

function frameworkText(name: string, controls: readonly ControlStatus[]): string {
  return code`
    ## ${markdown(name)}

    ${controls.map(controlText).join('\n\n')}
  `;
}

function controlText({ rule, status, reasons, evidence }: ControlStatus): string {
  return code`
    ### ${markdown(rule.id)}: ${SAID[status]}

    - Demanded: ${markdown(rule.demands)}
    - Source: ${markdown(rule.instrument)}, ${markdown(rule.paragraph)}${rule.supersededBy === null ? '' : `; re-issued on ${rule.supersededBy.on}: ${markdown(rule.supersededBy.by)}`}${rule.inForceFrom === null ? '' : `; in force from ${rule.inForceFrom}`}. Binds: ${markdown(rule.appliesTo)}.
    - Certainty: ${certaintyText(rule)}
    ${rule.note !== null && `- To know: ${markdown(rule.note)}`}
    ${reasons.length > 0 && `- Of this service: ${reasons.slice(0, MOST).map(markdown).join(' ')}`}
    ${evidence.map(({ asked, file }) => `- Evidence (${asked.kind}): ${markdown(asked.what)} ${file === null ? 'Not in this repository.' : `\`${file}\``}`)}
  `;
}

/** Places that are listed of one rule. */
const MOST = 20;

/** How sure the text of a rule is. */
export function certaintyText(rule: Rule): string {
  if (rule.certainty === 'P') return `the primary text was read, by ${rule.verifiedOn}`;
  return rule.certainty === 'S'
    ? 'from a secondary source; the primary text was not read'
    : 'from memory; no text was read';
}

function requirementText({ name, text, facts, notUnderstood }: Plan['model']['requirements'][number]): string {
  const read = facts.length === 0 ? 'nothing that a machine can check' : facts.map(markdown).join('; ');
  const rest = notUnderstood.length === 0 ? '' : ` Not understood: ${notUnderstood.map(markdown).join(', ')}.`;
  return `- ${markdown(name)}: ${markdown(text)}. Read as: ${read}.${rest}`;
}
