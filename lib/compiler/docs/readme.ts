import type { Integration } from '../../spec/model.ts';
import { rareMedia } from '../media-signs.ts';
import type { OperationPlan, Plan } from '../plan.ts';
import { reseals } from '../platform/seal.ts';
import { hashes } from '../service/hashed.ts';
import { goesBack } from '../sql/history.ts';
import { isBoxed } from '../steps-within.ts';
import { code, when } from '../text/code.ts';
import { origin } from '../text/origin.ts';
import { markdown } from '../text/quote.ts';
import { FILE_NOTES, TEST_NOTES } from './file-notes.ts';

/**
 * README.md of the service: what it does, how it is run and tested, what people do, and what is declared but not connected. `has`
 * are the paths of all other files.
 */
export function readme(plan: Plan, has: ReadonlySet<string>): string {
  const { model, waits, people } = plan;
  return code`
    # ${origin(model.service, markdown(model.service.name))}

    ${model.summary === null ? '' : markdown(model.summary)}

    This service was compiled from its specification, version ${markdown(model.version)}. Change the specification, not these files.

    ## Run it

    \`\`\`sh
    npm ci
    npm test
    npm start
    \`\`\`

    The settings are in \`.env.example\`; one that is missing or wrong is named at the start. \`DATABASE_URL\` names a PostgreSQL of
    version 18 or newer. Without it the database is embedded: in \`DATA_DIR\`, or in memory, for one process. It begins as a copy of an
    empty one, which the first start makes and keeps in \`node_modules/.cache\`. SIGTERM lets what was asked finish, then it ends.

    ## How it is tested

    \`npm run typecheck\` checks the types. \`npm test\` starts the whole service on the embedded database, or on the
    PostgreSQL database that \`DATABASE_URL\` names: tests empty it, so it has to be one of their own.

    ${notesOf(TEST_NOTES, has)}
    ${otherTests(has)}

    ## What it does

    ${plan.operations.map((operation) => origin(operation.endpoint, operationText(operation)))}

    The contract is \`openapi.json\`, also served under \`/openapi.json\`. Requests and answers are checked against it.

    ${when(people, peopleText(plan))}

    ${when(model.entities.length > 0, `## What it stores\n\n${model.entities.map(({ name, fields }) => `- ${markdown(name)}: ${fields.map((field) => markdown(field.name)).join(', ')}`).join('\n')}`)}

    ${when(plan.files.kept, FILES)}

    ${when(plan.files.sealed, SEALED_FILES)}

    ${unsignedText(plan)}

    ${when(plan.files.folders.length > 0, FOLDERS)}

    ${when(plan.files.written.length > 0, FOLDER_WRITES)}

    ${when(model.integrations.length > 0, integrationsText(plan))}

    ${ownText(plan)}

    ${when(model.requirements.length > 0, requirementsText(plan))}

    ## How it is watched

    \`/livez\`, \`/readyz\` and \`/metrics\` answer without a token. Every call of an operation, refusals included, is one row of
    \`platform.audit_log\`, stored in the same transaction as what it is about and chained by hashes; classified values are masked.
    ${when(plan.wire.plainRecords, PLAIN)}

    What the chain proves, and what not: \`verifyAudit\` in \`src/platform/audit.ts\` finds a record that was edited, removed or
    put in another place. It does not find a rewrite by somebody who can write every row and the head, such as the owner of the
    database or whoever holds its backups: to show that too, keep the head's hash (\`SELECT seq, hash FROM platform.audit_head\`)
    regularly in a place that they cannot write. The trigger that refuses changes stops mistakes, not the table's owner.
    Records are never deleted by this service.

    ${when(waits, KEPT)}

    ${when(plan.seals && reseals(plan), keysText(hashes(plan)))}

    ${when(goesBack(plan), BACK)}

    ${aroundText(has)}
  `;
}

function operationText({ endpoint, tasks }: OperationPlan): string {
  const people = tasks.length > 0 ? ` It waits for people: the caller reads 202 and asks again at \`Location\`.` : '';
  const roles = endpoint.access.kind === 'authenticated' ? endpoint.access.roles : [];
  const who =
    endpoint.access.kind === 'public'
      ? 'for anybody'
      : roles.length === 0
        ? 'for any signed-in caller'
        : `for ${roles.map(markdown).join(' or ')}`;
  const summary =
    endpoint.summary === null ? markdown(endpoint.name) : `${markdown(endpoint.name)}: ${markdown(endpoint.summary)}`;
  return `- ${endpoint.method} ${markdown(endpoint.path)}, ${who}. ${summary}.${people}`;
}

function peopleText(plan: Plan): string {
  const { operations, schedules, processes } = plan;
  const flows = [
    ...operations.map((flow) => ({ flow, name: flow.endpoint.name })),
    ...schedules.map((flow) => ({ flow, name: flow.schedule.name })),
    ...processes.map((flow) => ({ flow, name: flow.process.name })),
  ];
  const tasks = flows.flatMap(({ flow, name }) => flow.tasks.map((task) => ({ ...task, name })));
  return code`
    ## What people do

    ${tasks.every(({ step }) => step.kind === 'prose') ? 'These steps are said in prose, so a person does them' : 'People do these steps'}, at \`/tasks\` in a browser:

    ${tasks.map(({ name, step }) => origin(step, `- ${markdown(name)}, ${markdown(step.name)}: ${markdown(step.kind === 'prose' ? step.text : step.title)}`))}
  `;
}

/** The systems that are asked, and those that are only named. */
function integrationsText({ model, integrations, outside }: Plan): string {
  const asked = outside ? integrations.map(({ integration }) => integration) : [];
  const idle = model.integrations.filter((integration) => !asked.includes(integration));
  const line = (integration: Integration): string =>
    origin(integration, `- ${markdown(integration.name)}: ${markdown(integration.summary)}`);
  return code`
    ${asked.length > 0 && ASKED}

    ${asked.map(line)}

    ${idle.length > 0 && '## Declared, not connected\n\nNo step calls these systems, so there is no code for them:'}

    ${idle.map(line)}
  `;
}

const ASKED = code`
  ## Whom it asks

  No transaction is open while another system is asked: what a request stored before is kept, and the request goes on with the
  answer in a new one. An address that is \`simulator:\` is answered by a stand-in in this process, for tests and sandboxes;
  \`/readyz\` names those.
`;

const BOXED = code`
  Code with limits or programs runs in a process of its own, by Node’s permission model: it reads \`custom/\` and no other file, writes
  none, starts nothing by itself and knows no settings. The service starts the programs that the specification names, without a shell.
  A run ends with \`timeout\` when its time is over, and with \`rejected\` when it takes up more memory (besides 128 MB of the runtime) or
  gives more than it may. What no process can be kept from without rights of its own is the network and what a named program reads:
  the deployment’s network policy and its image bound these.
`;

/** Steps whose code people write, and work that nobody asks for. */
function ownText({ customs, schedules, events }: Plan): string {
  const written = customs.map(({ step, file }) => origin(step, `- \`custom/${file}.ts\`: ${markdown(step.text)}`));
  const due = schedules.map(({ schedule }) =>
    origin(
      schedule,
      `- ${markdown(schedule.name)}: \`${schedule.cron.replaceAll('`', '')}\`, ${markdown(schedule.timezone)}`,
    ),
  );
  const told = events.map(({ event }) => origin(event, `- ${markdown(event.name)}, as ${markdown(event.channel)}`));
  return code`
    ${written.length > 0 && '## What people write\n\nThese files are made once and belong to you. Until they are written, callers read 501:'}

    ${written}

    ${customs.some(({ step }) => isBoxed(step)) && BOXED}

    ${due.length > 0 && '## What the clock starts\n\nEach due time once; what was missed is made up for once:'}

    ${due}

    ${told.length > 0 && '## Whom it tells\n\nCloudEvents with Standard Webhooks signatures, at least once, in order for each subject:'}

    ${told}
  `;
}

function requirementsText({ model }: Plan): string {
  return code`
    ## Required of the operation

    The specification demands this; where and how the service is run has to meet it:

    ${model.requirements.map((requirement) => origin(requirement, `- ${markdown(requirement.name)}: ${markdown(requirement.text)}`))}
  `;
}

/** The files around the service, and what of them was checked. */
function aroundText(has: ReadonlySet<string>): string {
  const files = notesOf(FILE_NOTES, has);
  const deployed = [...has].some((path) => path.startsWith('deploy/'));
  if (files.length === 0) return '';
  return code`
    ## What is around it

    ${files}

    ${when(deployed, DEPLOYED)}
  `;
}

const DEPLOYED = code`
  What is in \`deploy/\` was checked by parsing it, not on a cluster. Before the first release: fill in the registry, the Gateway and
  the address of Prometheus, make the Secret and the ConfigMap, scrape \`/metrics\` with the service's name as \`job\`, and try a
  rollback.
`;

/** Tests that say by their name what they are about. */
function otherTests(has: ReadonlySet<string>): string[] {
  const known = new Set(TEST_NOTES.map(([path]) => path));
  const others = [...has].filter((path) => path.endsWith('.test.ts') && !known.has(path)).sort();
  return others.map((path) => `- \`${path}\``);
}

function notesOf(notes: readonly (readonly [path: string, note: string])[], has: ReadonlySet<string>): string[] {
  return notes.flatMap(([path, note]) => (has.has(path) ? [`- \`${path}\`: ${note}`] : []));
}

const KEPT = code`
  Requests that wait are kept, encrypted with \`DATA_KEY\`, until people finish them; 30 days after that they are deleted with
  their tasks, and the audit log says how many. Without the key nobody can read them: keep it as carefully as the database.
`;

function keysText(hashed: boolean): string {
  return code`
    ## Its keys

    What is encrypted begins with the name of its key. To change the key, write a new one into \`DATA_KEY\` and the old one into
    \`DATA_KEYS_OLD\`, and start all replicas anew, first with the old key as \`DATA_KEY\` and the new one among the others where
    several run side by side. Each start seals anew what older keys sealed, and logs how many values (\`resealed\`).
    ${when(hashed, 'Rows are found by hashes that `HASH_KEY` makes; with another one nothing is found, so it stays the same for good.')}
  `;
}

const BACK = code`
  ## Its database, forward and back

  Each start applies what is missing of \`migrations/\`. The release before goes on working beside this one: what only that one
  needs (a column's old name, a view with a table's old name) stays until the next migration, which ends it. Values of fields and
  entities that the specification does not have any more are kept under another name (\`…_kept_NNNN\`, the schema \`kept\`); whoever
  answers for the data drops them by hand when they may go.

  To go back to the database of an earlier release, stop this one and run \`node src/migrate.ts back MIGRATION\` with the last
  migration of that release. It says what would be lost, and does it only with \`--lose\`.
`;

const SEALED_FILES = code`
  What they hold is encrypted with \`DATA_KEY\`, each piece for its place; what is kept of them in rows is encrypted where the
  specification says so. A new key reaches them like all else that is encrypted, and so does encryption itself what an earlier
  release stored without it. Their SHA-256 is not encrypted: it tells whoever has a file already that it is here, and nothing else.
`;

const FILES = code`
  ## Files

  Files are kept in the database: what they hold once, by its SHA-256, in \`platform.content\`, and name, media type and size in
  the rows that have them. Both are stored in the transaction of the request, so that no backup has one without the other.
  While a file arrives it is laid into a temporary file without a name (in \`TMPDIR\`, which needs room for all that arrive at a
  time), and it is stored and sent in pieces of a mebibyte: the memory that it takes does not depend on its size. Steps that look
  into a file (\`bytes\`) hold all of it; what other systems are sent is read while it is sent.
  The media type is that of the contents, whatever the caller says; names lose what is invisible or means something to a file
  system. A download is sent to be saved, under a name that ends as its media type does, and with no right to run anything.
  What no row names any more, and no waiting request came with, is deleted after a day.
`;

/** What is believed of contents, because nothing in them shows it. */
function unsignedText({ model }: Plan): string {
  const { unsigned } = rareMedia(model);
  if (unsigned.length === 0) return '';
  return `Nothing in contents shows that they are ${unsigned.map((media) => `\`${media}\``).join(', ')}: whatever is recognised as nothing else is taken for it.`;
}

const FOLDERS = code`
  ## Folders

  The settings in \`.env.example\` name folders that are read. Before each step that asks for their files, the table of the folder
  is made what lies there now; only files that changed are read. Links are not followed, and a missing folder is empty.
  All instances of the service have to see the same folders.
`;

const FOLDER_WRITES = code`
  What steps write is noted in \`platform.folder_write\` in their transaction, and seen by everybody who asks from then on. A worker
  writes it to the folder, within a second and in order: beside the file first, then in its place, then to the disk. So nothing is
  written that was rolled back, nothing is lost if the process ends, and nobody reads half of a file. Who changes the same file
  from outside meanwhile is overwritten. What cannot be written is logged, left and tried again.
`;

const PLAIN = 'Where the specification says `redact: none`, they are not: whoever reads those records reads them.';
