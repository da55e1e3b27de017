import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { html } from '../text/quote.ts';
import { signInOf } from './operator-sign-in.ts';

/** src/platform/operator-page.html: the page on which people do their tasks. */
export function operatorPageHtml(
  service: string,
  outside: boolean,
  { shown, given }: Pick<Plan['files'], 'shown' | 'given'>,
  auth: Pick<Plan['auth'], 'schemes'>,
): string {
  const signIn = signInOf(auth);
  return code`
    <!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Tasks · ${html(service)}</title>
        <style>
          :root {
            --line: light-dark(#d5d8dd, #383c44);
            --soft: light-dark(#5b6270, #a2a9b6);
            --accent: light-dark(#1d4ed8, #8ab4ff);
            --bad: light-dark(#b42318, #ff9b90);
            font:
              14px/1.5 system-ui,
              sans-serif;
          }
          body {
            max-width: 60rem;
            margin: 2rem auto;
            padding: 0 1rem;
            background: light-dark(#fff, #15171b);
            color: light-dark(#16181d, #eceef2);
          }
          h1 {
            font-size: 1.25rem;
          }
          h2 {
            font-size: 1rem;
            margin: 0;
          }
          article,
          form {
            border-top: 1px solid var(--line);
            padding: 1rem 0;
          }
          article > p,
          small {
            color: var(--soft);
          }
          blockquote {
            margin: 0.5rem 0;
            padding-left: 0.75rem;
            border-left: 3px solid var(--line);
          }
          label {
            display: block;
            margin: 0.75rem 0;
            font-weight: 600;
          }
          input,
          select,
          textarea {
            display: block;
            box-sizing: border-box;
            width: 100%;
            margin-top: 0.25rem;
            padding: 0.4rem 0.5rem;
            font: inherit;
            color: inherit;
            background: transparent;
            border: 1px solid var(--line);
            border-radius: 6px;
          }
          input[type='checkbox'] {
            display: inline-block;
            width: auto;
          }
          button {
            padding: 0.4rem 0.9rem;
            font: inherit;
            font-weight: 600;
            color: light-dark(#fff, #10131a);
            background: var(--accent);
            border: 0;
            border-radius: 6px;
            cursor: pointer;
          }
          button.plain {
            color: var(--accent);
            background: transparent;
            padding-left: 0;
          }
          :focus-visible {
            outline: 2px solid var(--accent);
            outline-offset: 2px;
          }
          dt {
            font-weight: 600;
          }
          dd {
            margin: 0 0 0.5rem;
            overflow-wrap: anywhere;
            white-space: pre-wrap;
          }
          img {
            max-width: 100%;
            border: 1px solid var(--line);
          }
          [role='alert'] {
            color: var(--bad);
          }
        </style>
      </head>
      <body>
        <h1>Tasks · ${html(service)}</h1>
        ${when(outside, '<p role="note" id="note"></p>')}
        <p role="status" id="status"></p>
        <p role="alert" id="alert"></p>
        <main id="main"></main>
        <script>
          'use strict';
          const main = document.getElementById('main');
          ${signIn.start}

          /** An element with properties and children; texts become text nodes, so nothing is ever read as markup. */
          function make(name, properties, ...children) {
            const element = Object.assign(document.createElement(name), properties);
            element.append(...children);
            return element;
          }

          function say(id, text) {
            document.getElementById(id).textContent = text;
          }

          async function call(method, path, body) {
            const headers = { ${signIn.members === '' ? '' : `${signIn.members}, `}accept: 'application/json' };
            ${given ? SEND_ANY : SEND_JSON}
            const value = await answer.json();
            if (answer.ok) return value;
            const faults = (value.errors ?? []).map((fault) => \`\${fault.path} \${fault.message}\`);
            throw Object.assign(new Error([value.detail ?? value.title, ...faults].join(' · ')), { status: answer.status });
          }

          /** Runs what a person asked for; on failure says why and keeps the page as it is. */
          async function attempt(work) {
            say('alert', '');
            try {
              await work();
            } catch (error) {
              say('alert', error.message);
              if (error.status === 401) askForToken();
            }
          }

          ${signIn.asking}

          async function showTasks() {
            const { tasks, next } = await call('GET', '/tasks');
            say(
              'status',
              tasks.length === 0 ? 'No task is open.' : \`\${tasks.length}\${next === null ? '' : ' or more'} open\`,
            );
            main.replaceChildren(...tasks.map(row));
          }

          function row(task) {
            const mine = task.state === 'claimed' ? \`claimed by \${task.claimedBy}\` : 'open';
            const open = make('button', { type: 'button' }, task.state === 'claimed' ? 'Open' : 'Claim');
            open.addEventListener('click', () =>
              attempt(async () => showTask(await call('POST', \`/tasks/\${task.id}/claim\`))),
            );
            const when = new Date(task.createdAt).toLocaleString();
            const facts = \`\${task.operation} · \${mine} · since \${when}\`;
            return make('article', {}, make('h2', {}, task.title), make('p', {}, task.instruction, ' · ', facts), open);
          }

          function showTask(task) {
            say('status', '');
            const back = make('button', { type: 'button', className: 'plain' }, 'All tasks');
            back.addEventListener('click', () => attempt(showTasks));
            const findings = task.findings.map(({ step, finding }) => make('blockquote', {}, \`\${step}: \${finding}\`));
            const input = Object.entries(task.input).flatMap(([name, value]) => [
              make('dt', {}, name),
              make('dd', {}, ...[value].flat().map(${shown ? '(item) => shown(item, task)' : 'shown'})),
            ]);
            main.replaceChildren(
              back,
              make('article', {}, make('h2', {}, task.title), make('p', {}, task.instruction), ...findings),
              make('dl', {}, ...input),
              formOf(task),
            );
          }

          const IMAGES = { '/9j/': 'image/jpeg', iVBO: 'image/png' };

          ${when(shown, fileText(signIn.members))}

          function shown(value${when(shown, ', task')}) {
            ${when(shown, 'if (value?.sha256 !== undefined) return fileOf(value, task);')}
            const type = typeof value === 'string' ? IMAGES[value.slice(0, 4)] : undefined;
            if (type !== undefined)
              return make('img', { src: \`data:\${type};base64,\${value}\`, alt: 'Image sent by the caller' });
            const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
            return make('div', {}, text.length > 2000 ? \`\${text.slice(0, 2000)}… (\${text.length} characters)\` : text);
          }

          function formOf(task) {
            const fields = Object.entries(task.form.properties).map(([name, schema]) => ({
              name,
              ...control(name, schema, task.form),
            }));
            const form = make('form', {}, ...fields.map(({ label }) => label), make('button', {}, 'Complete'));
            form.addEventListener('submit', (event) => {
              event.preventDefault();
              attempt(async () => {
                const values = fields.map(({ name, read }) => [name, read()]).filter(([, value]) => value !== undefined);
                await call('POST', \`/tasks/\${task.id}/complete\`, ${given ? 'bodyOf(values)' : 'Object.fromEntries(values)'});
                await showTasks();
              });
            });
            return form;
          }

          ${when(given, BODY_OF)}

          /** An input for a schema, and how to read its value; an empty optional one is left out. */
          function control(name, schema, form) {
            const required = (form.required ?? []).includes(name);
            const types = [schema.type].flat();
            ${when(given, FILE_INPUT)}
            let input = make('textarea', { required, rows: 3 });
            if (schema.maxLength !== undefined) input.maxLength = schema.maxLength;
            let convert = (text) => text;
            if (schema.enum) {
              const options = ['', ...schema.enum].map((value) => make('option', { value }, value));
              input = make('select', { required }, ...options);
            } else if (types.includes('boolean')) {
              input = make('input', { type: 'checkbox' });
              return { label: make('label', {}, input, ' ', name), read: () => input.checked };
            } else if (types.includes('number') || types.includes('integer')) {
              input = make('input', { type: 'number', required, step: types.includes('integer') ? '1' : 'any' });
              input.min = schema.minimum ?? '';
              input.max = schema.maximum ?? '';
              convert = Number;
            } else if (!types.includes('string')) {
              convert = JSON.parse;
            }
            const hint = !required ? ' (optional)' : convert === JSON.parse ? ' (JSON)' : '';
            return {
              label: make('label', {}, name, make('small', {}, hint), input),
              read: () => (input.value === '' && !required ? undefined : convert(input.value)),
            };
          }

          ${signIn.begin}
          ${when(outside, SIMULATED)}
        </script>
      </body>
    </html>
  `;
}

/** What stands in for other systems is said on the page, so that nobody takes it for the truth. */
const SIMULATED = code`
  fetch('/readyz')
    .then((answer) => answer.json())
    .then(({ simulated = [] }) => {
      if (simulated.length > 0) say('note', \`Simulated, not real: \${simulated.join(', ')}\`);
    })
    .catch(() => undefined);
`;

const SEND_JSON = code`
  if (body !== undefined) headers['content-type'] = 'application/json';
  const answer = await fetch(path, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
`;

const SEND_ANY = code`
  const isForm = body instanceof FormData;
  if (body !== undefined && !isForm) headers['content-type'] = 'application/json';
  const sent = body === undefined ? null : isForm ? body : JSON.stringify(body);
  const answer = await fetch(path, { method, headers, body: sent });
`;

const BODY_OF = code`
  /** Values as JSON; with files among them, as a form, in which each item of a list is a field. */
  function bodyOf(values) {
    if (!values.some(([, value]) => [value].flat()[0] instanceof File)) return Object.fromEntries(values);
    const form = new FormData();
    for (const [name, value] of values) {
      for (const one of [value].flat()) {
        const isPlain = one instanceof File || typeof one !== 'object';
        form.append(name, isPlain ? one : JSON.stringify(one));
      }
    }
    return form;
  }
`;

const FILE_INPUT = code`
  const file = (schema.anyOf?.[0] ?? schema)['x-file'] ?? schema.items?.['x-file'];
  if (file !== undefined) {
    const chosen = make('input', { type: 'file', required, multiple: schema.items !== undefined });
    chosen.accept = (file.media ?? []).join(',');
    const read = () => {
      const all = [...chosen.files];
      return all.length === 0 ? undefined : schema.items === undefined ? all[0] : all;
    };
    return { label: make('label', {}, name, make('small', {}, required ? '' : ' (optional)'), chosen), read };
  }
`;

const fileText = (members: string): string => code`
  const PICTURES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'];

  /** A file that the task shows: a picture is shown here, anything else is saved. */
  function fileOf({ name, media, sha256 }, task) {
    const open = make('button', { type: 'button', className: 'plain' }, name);
    const holder = make('div', {}, open);
    open.addEventListener('click', () =>
      attempt(async () => {
        ${when(members !== '', `const headers = { ${members} };`)}
        const answer = await fetch(\`/tasks/\${task.id}/files/\${sha256}\`${members === '' ? '' : ', { headers }'});
        if (!answer.ok) throw Object.assign(new Error('The file cannot be read'), { status: answer.status });
        const blob = await answer.blob();
        if (PICTURES.includes(media)) {
          holder.replaceChildren(make('img', { src: await asText(blob), alt: name }));
          return;
        }
        const address = URL.createObjectURL(blob);
        make('a', { href: address, download: name }).click();
        URL.revokeObjectURL(address);
      }),
    );
    return holder;
  }

  /** A picture as an address that holds it. */
  function asText(blob) {
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.addEventListener('load', () => resolve(reader.result));
      reader.addEventListener('error', () => reject(reader.error));
      reader.readAsDataURL(blob);
    });
  }
`;
