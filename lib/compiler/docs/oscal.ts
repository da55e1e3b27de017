import { EDITION } from '../../spec/compliance/rule.ts';
import type { Plan } from '../plan.ts';
import { type Json, json } from '../text/json.ts';
import { certaintyText } from './compliance.ts';
import type { ControlStatus } from './controls.ts';
import { uuidOf } from './uuid.ts';

/** Whose names the properties have. */
const NAMES = 'urn:specification:compliance';

/**
 * compliance/component-definition.json: the same as COMPLIANCE.md for tools, as an OSCAL 1.1.2 component definition. Its
 * identifiers come from names, and its time is the day of the rules, so that the same specification gives the same bytes.
 */
export function oscal(plan: Plan, controls: readonly ControlStatus[]): string {
  const { service, version, summary } = plan.model;
  const id = (name: string): string => uuidOf(`https://specification.invalid/${service.name}/${version}/${name}`);
  const frameworks = [...new Set(controls.map(({ framework }) => framework))];
  return json({
    'component-definition': {
      uuid: id('component-definition'),
      metadata: {
        title: `Compliance of ${service.name}`,
        'last-modified': `${EDITION}T00:00:00Z`,
        version,
        'oscal-version': '1.1.2',
        remarks: 'The time is that of the rules. Rendered from the specification; not legal advice.',
      },
      components: [
        {
          uuid: id('component'),
          type: 'service',
          title: service.name,
          description: summary ?? service.name,
          'control-implementations': frameworks.map((framework) => ({
            uuid: id(`implementation/${framework}`),
            source: `#${id(`source/${framework}`)}`,
            description: `What the specification says to the rules of ${framework}.`,
            'implemented-requirements': controls
              .filter((one) => one.framework === framework)
              .map((one) => requirement(one, id(`requirement/${one.rule.id}`))),
          })),
        },
      ],
      'back-matter': {
        resources: frameworks.map((framework) => ({
          uuid: id(`source/${framework}`),
          title: framework,
          description: [
            ...new Set(controls.filter((one) => one.framework === framework).map(({ rule }) => rule.instrument)),
          ].join('; '),
        })),
      },
    },
  });
}

function requirement({ rule, status, reasons, evidence }: ControlStatus, uuid: string): Json {
  const property = (name: string, value: string): Json => ({ name, ns: NAMES, value });
  const missing = evidence.filter(({ file }) => file === null).map(({ asked }) => `${asked.kind}: ${asked.what}`);
  const files = evidence.flatMap(({ file }) => file ?? []);
  return {
    uuid,
    'control-id': rule.id,
    description: `${rule.demands} (${rule.instrument}, ${rule.paragraph})`,
    props: [
      property('result', status.replaceAll(' ', '-')),
      property('certainty', certaintyText(rule)),
      ...missing.map((what) => property('evidence-missing', what)),
    ],
    links:
      files.length === 0
        ? undefined
        : files.map((file): Json => ({ href: `../${file}`, rel: 'reference', text: 'evidence' })),
    remarks: reasons.length === 0 ? undefined : reasons.slice(0, MOST).join(' '),
  };
}

/** Places that are listed of one rule. */
const MOST = 20;
