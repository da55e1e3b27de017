import type { Plan } from '../plan.ts';
import { code } from '../text/code.ts';
import { list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { quote } from '../text/quote.ts';

/** src/platform/whole-files.ts: bodies that are files; only for services that take some. */
export function wholeFilesFile({ media }: Plan): string {
  return code`
    ${imports([
      ['fastify', 'type FastifyInstance', 'type FastifyRequest'],
      ['./files.ts', 'safeName'],
      ['./problems.ts', 'invalid_input', 'Problem', 'too_large'],
      ['./uploads.ts', 'Spool', 'Upload'],
    ])}

    ${print(['const TYPES = ', list('[', media.fileTypes.map(quote), ']'), ';'])}

    /** Reads bodies that are files: they are laid aside while they arrive. An empty one is none. */
    export function useWholeFiles(app: FastifyInstance): void {
      app.addContentTypeParser(TYPES, async (request: FastifyRequest, body: AsyncIterable<Buffer>) => {
        const { bodyLimit } = request.routeOptions;
        if (Number(request.headers['content-length'] ?? 0) > bodyLimit) throw new Problem(too_large);
        const spool = new Spool();
        try {
          const upload = await Upload.received(safeName(''), within(bodyLimit, body), spool);
          request.spool = spool;
          request.uploads = upload.size === 0 ? [] : [upload];
          return request.uploads[0];
        } catch (error) {
          await spool.close();
          throw error;
        }
      });
    }

    /** What arrives, no further than it may be long. */
    async function* within(limit: number, body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      let size = 0;
      const pieces = body[Symbol.asyncIterator]();
      for (;;) {
        const { done, value } = await pieces.next().catch(() => {
          throw new Problem(invalid_input, 'The body ends before its end');
        });
        if (done === true) return;
        size += value.length;
        if (size > limit) throw new Problem(too_large);
        yield value;
      }
    }
  `;
}
