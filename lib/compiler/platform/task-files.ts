import { allTasks } from '../asked-tasks.ts';
import { bodyLimitOf } from '../body-limit.ts';
import type { Plan } from '../plan.ts';
import { code } from '../text/code.ts';

// Parts of src/platform/tasks.ts: the files that tasks show, and those that people give.

/** How answers of tasks are taken: JSON, or forms with files where some task asks for one. */
export function completeRoute(plan: Plan): string {
  return plan.files.given ? withFiles(plan) : COMPLETE;
}

const COMPLETE = code`
  app.post<ById>('/tasks/:id/complete', async (request) =>
    completeTask(inbox, await known(request), request.params.id, request.body),
  );
`;

function withFiles({ model, ...plan }: Plan): string {
  const fields = allTasks(plan).flatMap(({ form }) => form);
  const limit = bodyLimitOf(fields, false, model).toLocaleString('en-US').replaceAll(',', '_');
  return code`
    app.post<ById>(
      '/tasks/:id/complete',
      {
        bodyLimit: ${limit},
        config: { takesForm: true },
        // Nothing is read of what nobody may send.
        onRequest: async (request) => void (await known(request)),
      },
      async (request) => {
        const completed = completeTask(inbox, request.caller ?? (await known(request)), request.params.id, request);
        return completed.finally(() => request.spool?.close());
      },
    );
  `;
}

export const FILE_ROUTE = code`
  app.get<{ Params: { id: string; sha256: string } }>('/tasks/:id/files/:sha256', async (request, reply) => {
    const file = await readFile(inbox, await known(request), request.params);
    return sendFile(reply, service.db, { status: 200, headers: {}, body: file });
  });
`;

export const READ_FILE = code`
  /** A file that a task shows, for whoever has claimed it; that is audited. */
  async function readFile(inbox: Inbox, caller: Caller, { id, sha256 }: { id: string; sha256: string }): Promise<object> {
    return inbox.service.db.transaction(async (tx) => {
      const row = await taskFor(inbox, tx, caller, id);
      const full = row.state === 'claimed' && row.claimedBy === caller.id;
      const file = full ? fileIn(view(inbox, row, true), sha256) : null;
      if (file === null) throw new Problem(not_found);
      await recordTask(tx, caller, 'read', row, { sha256 });
      return file;
    });
  }

  /** The file with these contents within a value. */
  function fileIn(value: unknown, sha256: string): object | null {
    if (value === null || typeof value !== 'object') return null;
    if ('sha256' in value && value.sha256 === sha256) return value;
    for (const inner of Object.values(value)) {
      const found = fileIn(inner, sha256);
      if (found !== null) return found;
    }
    return null;
  }
`;
