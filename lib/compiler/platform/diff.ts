import { code } from '../text/code.ts';

/** src/platform/diff.ts: a unified diff; only for services that need it. */
export function diffFile(): string {
  return code`
    /** One line: kept, taken out or put in. */
    interface Line {
      sign: ' ' | '-' | '+';
      text: string;
    }

    const CONTEXT = 3;
    /** More edits than this are not looked for: what is left is replaced as a whole. */
    const MAX_EDITS = 1000;

    /** What changed from one text to another, as a unified diff (GNU diffutils, "Detailed Description of Unified Format"). */
    export function diffOf(before: string, after: string): string {
      if (before === after) return '';
      const lines = compared(linesOf(before), linesOf(after));
      const hunks: string[] = [];
      for (const [from, until] of stretches(lines)) hunks.push(hunk(lines, from, until));
      return ['--- before', '+++ after', ...hunks, ''].join('\n');
    }

    function linesOf(text: string): string[] {
      const lines = text.split('\n');
      if (lines.at(-1) === '') return lines.slice(0, -1);
      return [...lines.slice(0, -1), \`\${lines.at(-1)}\n\\ No newline at end of file\`];
    }

    function compared(a: readonly string[], b: readonly string[]): Line[] {
      let start = 0;
      while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
      let end = 0;
      while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
      const same = (text: string): Line => ({ sign: ' ', text });
      const middle = edits(a.slice(start, a.length - end), b.slice(start, b.length - end));
      return [...a.slice(0, start).map(same), ...middle, ...a.slice(a.length - end).map(same)];
    }

    /** The fewest edits (E. W. Myers, "An O(ND) Difference Algorithm", 1986). */
    function edits(a: readonly string[], b: readonly string[]): Line[] {
      const limit = Math.min(a.length + b.length, MAX_EDITS);
      const furthest = new Map<number, number>([[1, 0]]);
      const steps: Map<number, number>[] = [];
      for (let edit = 0; edit <= limit; edit += 1) {
        steps.push(new Map(furthest));
        for (let diagonal = -edit; diagonal <= edit; diagonal += 2) {
          let x = down(furthest, diagonal, edit) ? far(furthest, diagonal + 1) : far(furthest, diagonal - 1) + 1;
          while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x += 1;
          furthest.set(diagonal, x);
          if (x >= a.length && x - diagonal >= b.length) return traced(a, b, steps);
        }
      }
      return [...a.map((text): Line => ({ sign: '-', text })), ...b.map((text): Line => ({ sign: '+', text }))];
    }

    function far(furthest: ReadonlyMap<number, number>, diagonal: number): number {
      return furthest.get(diagonal) ?? -1;
    }

    function down(furthest: ReadonlyMap<number, number>, diagonal: number, edit: number): boolean {
      return diagonal === -edit || (diagonal !== edit && far(furthest, diagonal - 1) < far(furthest, diagonal + 1));
    }

    function traced(a: readonly string[], b: readonly string[], steps: readonly Map<number, number>[]): Line[] {
      const lines: Line[] = [];
      let [x, y] = [a.length, b.length];
      for (let edit = steps.length - 1; edit >= 0; edit -= 1) {
        const furthest = steps[edit] ?? new Map<number, number>();
        const diagonal = x - y;
        const isDown = down(furthest, diagonal, edit);
        const from = isDown ? diagonal + 1 : diagonal - 1;
        const startX = far(furthest, from);
        const startY = startX - from;
        while (x > Math.max(startX, 0) && y > Math.max(startY, 0)) {
          x -= 1;
          y -= 1;
          lines.push({ sign: ' ', text: a[x] ?? '' });
        }
        if (edit === 0) break;
        lines.push(isDown ? { sign: '+', text: b[startY] ?? '' } : { sign: '-', text: a[startX] ?? '' });
        [x, y] = [startX, startY];
      }
      return lines.reverse();
    }

    /** Where something changed, with three lines around it; what touches is one stretch. */
    function stretches(lines: readonly Line[]): [number, number][] {
      const found: [number, number][] = [];
      for (const [at, { sign }] of lines.entries()) {
        if (sign === ' ') continue;
        const [from, until] = [Math.max(0, at - CONTEXT), Math.min(lines.length, at + CONTEXT + 1)];
        const last = found.at(-1);
        if (last !== undefined && from <= last[1]) last[1] = until;
        else found.push([from, until]);
      }
      return found;
    }

    function hunk(lines: readonly Line[], from: number, until: number): string {
      const range = (without: '-' | '+'): string => {
        const count = lines.slice(from, until).filter(({ sign }) => sign !== without).length;
        const before = lines.slice(0, from).filter(({ sign }) => sign !== without).length;
        return \`\${count === 0 ? before : before + 1}\${count === 1 ? '' : \`,\${count}\`}\`;
      };
      const body = lines.slice(from, until).map(({ sign, text }) => \`\${sign}\${text}\`);
      return [\`@@ -\${range('+')} +\${range('-')} @@\`, ...body].join('\n');
    }
  `;
}
