import type { FormPart } from '../../domain/deployments/form-parts.ts';

/** Parts as a body of `multipart/form-data` (RFC 7578), with a boundary that none of them holds. */
export async function encodeParts(parts: readonly FormPart[]): Promise<{ contentType: string; body: Uint8Array }> {
  const form = new FormData();
  for (const part of parts) {
    if ('text' in part) form.append(part.name, part.text);
    else form.append(part.name, new Blob([Buffer.from(part.base64, 'base64')], { type: part.media }), part.fileName);
  }
  const message = new Response(form);
  return { contentType: message.headers.get('content-type') ?? '', body: new Uint8Array(await message.arrayBuffer()) };
}
