/** A page that a browser ended on, after all redirects. */
export interface Page {
  url: string;
  status: number;
  text: string;
}

const MOST_REDIRECTS = 12;

/** The part of a browser that signing in needs: redirects, forms, and cookies per origin. */
export class Browser {
  readonly #jars = new Map<string, Map<string, string>>();

  get(url: string): Promise<Page> {
    return this.#load(url, { method: 'GET' });
  }

  post(url: string, form: Readonly<Record<string, string>>): Promise<Page> {
    return this.#load(url, { method: 'POST', body: new URLSearchParams(form) });
  }

  /** A cookie's value, decoded. */
  cookie(url: string, name: string): string | undefined {
    const value = this.#jar(url).get(name);
    return value === undefined ? undefined : decodeURIComponent(value);
  }

  async #load(start: string, first: RequestInit): Promise<Page> {
    let url = start;
    let init = first;
    for (let i = 0; i < MOST_REDIRECTS; i++) {
      const cookie = [...this.#jar(url)].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(url, {
        ...init,
        redirect: 'manual',
        signal: AbortSignal.timeout(20_000),
        headers: { cookie, origin: new URL(url).origin },
      });
      for (const line of response.headers.getSetCookie()) this.#keep(url, line);
      const to = response.headers.get('location');
      if (!to) return { url, status: response.status, text: await response.text() };
      await response.arrayBuffer();
      url = new URL(to, url).href;
      init = { method: 'GET' };
    }
    throw new Error(`too many redirects from ${start}`);
  }

  #jar(url: string): Map<string, string> {
    const { origin } = new URL(url);
    const jar = this.#jars.get(origin) ?? new Map<string, string>();
    this.#jars.set(origin, jar);
    return jar;
  }

  #keep(url: string, line: string): void {
    const [pair = ''] = line.split(';');
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    const gone = value === '' || /;\s*max-age=0\b|expires=Thu, 01 Jan 1970/i.test(line);
    if (gone) this.#jar(url).delete(name);
    else this.#jar(url).set(name, value);
  }
}
