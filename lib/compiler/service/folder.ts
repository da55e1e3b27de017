import type { Expr } from '../../spec/expressions/ast.ts';
import { someExpr } from '../../spec/expressions/expr-parts.ts';
import type { Entity, Step } from '../../spec/model.ts';
import { camel } from '../names.ts';
import type { EntityPlan, Plan } from '../plan.ts';
import { code } from '../text/code.ts';
import { type Doc, hardline } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { comment, quote, sqlName } from '../text/quote.ts';
import { number } from './call-policy.ts';
import { fromData, type Module, moduleImports, newModule } from './module.ts';
import { rowColumns } from './row-columns.ts';
import { members } from './types.ts';

/** Bytes of a file where nothing is said. */
const USUAL_LARGEST = 16_777_216;

type Files = NonNullable<Entity['files']>;

/** src/data/<entity>.ts of an entity that is a folder: the row's type, its columns, and how rows come to be. */
export function folderModule(planned: EntityPlan, files: Files, plan: Plan): string {
  const { entity, type, columns, table } = planned;
  const module = newModule(plan);
  const writes = files.access === 'write';
  const [name, largest] = [folderOf(planned), number(files.maxBytes ?? USUAL_LARGEST)];
  const fields = members(entity.fields, plan, module.types, false);
  module.types.delete(type);
  return code`
    ${imports([...moduleImports(module), ['../platform/db.ts', 'type Db'], ...(writes ? [['../platform/folder-writes.ts', 'type FileTable'] as const] : []), ['../platform/folders.ts', ...(writes ? [] : ['type Folder']), 'mirror']])}

    /** A file of ${comment(entity.name)}. */
    ${origin(entity, `export interface ${type} {\n  ${fields.replaceAll('\n', '\n  ')}\n}`)}

    export const ${columns} =
      ${quote(rowColumns(planned, newModule(plan)).text)};

    ${writes ? `/** The folder, and the table of its files. */\nexport const ${name}: FileTable = {\n  setting: ${quote(files.root)},\n  table: ${quote(sqlName(table))},\n  columns: ${columns},\n  largest: ${largest},\n};` : `const FOLDER: Folder = { setting: ${quote(files.root)}, table: ${quote(sqlName(table))}, largest: ${largest} };`}

    /** Makes its rows the files that lie there now. */
    export function ${mirrorOf(planned)}(tx: Db): Promise<void> {
      return mirror(tx, ${writes ? name : 'FOLDER'});
    }
  `;
}

/** The name of the constant that says where the files of an entity are, and in which table. */
export function folderOf({ type }: EntityPlan): string {
  return `${camel(type)}Folder`;
}

/** The name of an entity's function that reads its folder. */
export function mirrorOf({ type }: EntityPlan): string {
  return `mirror${type}`;
}

/** The statements before a step that asks for files of folders; nothing for every other step. */
export function mirrored(step: Step, module: Module): Doc {
  const asked = module.plan.entities.filter(({ entity }) => entity.files !== null && asksFor(step, entity.name));
  if (asked.length > 0) module.needs.add('tx');
  return asked.map(
    (planned): Doc => [`await ${fromData(module, planned.entity.name, mirrorOf(planned))}(tx);`, hardline],
  );
}

/** Whether a step itself, not one inside of it, asks for rows of an entity: by its name, in a condition or in a screening. */
function asksFor(step: Step, entity: string): boolean {
  if ('entity' in step && step.entity === entity) return true;
  if (step.kind === 'screen' && step.against.some((one) => one.kind === 'entity' && one.entity === entity)) return true;
  return namesEntity(step, entity);
}

/** Whether some expression within a part of the model, apart from steps inside of it, names an entity. */
export function namesEntity(part: unknown, entity: string, outermost = true): boolean {
  if (part === null || typeof part !== 'object') return false;
  if (!outermost && 'when' in part && 'name' in part) return false;
  if (isExpr(part))
    return someExpr(part, (one) => one.kind === 'name' && one.scope === 'entity' && one.name === entity);
  return Object.values(part).some((inner) => namesEntity(inner, entity, false));
}

function isExpr(part: object): part is Expr {
  return 'kind' in part && 'type' in part && 'span' in part;
}
