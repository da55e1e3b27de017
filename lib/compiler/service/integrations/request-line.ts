/** The method and the path of a REST request. */
export function restRequest(request: string): { method: string; path: string } {
  const [method = 'GET', ...rest] = request.trim().split(/\s+/);
  const path = rest.join(' ') || '/';
  return { method: method.toUpperCase(), path: path.startsWith('/') ? path : `/${path}` };
}

/** What is done with a file, and its path; values of the path are names of files and folders, nothing more. */
export function fileRequest(request: string): { verb: string; path: string } {
  const [verb = 'GET', path = '/'] = request.trim().split(/\s+/);
  return { verb, path };
}

/** The names that stand in braces in a path. */
export function namesOfPath(path: string): string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
}
