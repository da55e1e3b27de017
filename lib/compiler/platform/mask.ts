import type { MaskName } from '../../spec/model.ts';
import { hidesValues, masksOf } from '../files-plan.ts';
import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** Whether something may be shown only masked, or tells others of what it does: that passes the masks always. */
export function masksValues({ model, files, waits, outside, publishes }: Plan): boolean {
  return hidesValues(model) || files.documents || files.bytes || files.kept || waits || outside || publishes;
}

/** src/platform/mask.ts: copies that may be kept and shown. */
export function maskFile({ model, internal, files, wire: { plainRecords } }: Plan): string {
  const masks = masksOf(model);
  const some = masks.has('last4') || masks.has('year') || masks.has('initials');
  const shown = some ? "shownAs(schema['x-mask'], value)" : "'[omitted]'";
  const left = `classified values are masked${when(files.bytes, ', file contents are left out')}`;
  const [flag, given] = plainRecords ? [', plain = false', ', plain'] : ['', ''];
  const name = internal ? 'SchemaName | InternalSchemaName' : 'SchemaName';
  return code`
    ${imports([
      ['../../openapi.json', 'default openapi'],
      ...(internal ? ([['../internal.json', 'default internal']] as const) : []),
      ['./contract.ts', ...(internal ? ['type InternalSchemaName'] : []), 'type SchemaName'],
    ])}

    /** What masking reads of a schema. \`x-mask\` says how a value is shown outside the operation itself. */
    interface Schema {
      type?: unknown;
      $ref?: string;
      ${when(files.bytes || plainRecords, 'format?: string;')}
      'x-mask'?: string;
      ${when(files.documents, 'contentSchema?: Schema;')}
      ${when(files.documents && internal, "'x-text'?: unknown;")}
      ${when(files.kept, "'x-file'?: unknown;")}
      anyOf?: readonly Schema[];
      items?: Schema;
      properties?: Readonly<Record<string, Schema>>;
      additionalProperties?: Schema | boolean;
    }

    const SCHEMAS: Readonly<Record<string, Schema>> = ${internal ? '{\n  ...openapi.components.schemas,\n  ...internal.components.schemas,\n}' : 'openapi.components.schemas'};

    ${plainRecords ? plain(left) : `/** A copy of \`value\` that may be kept and shown: ${left}. */`}
    export function masked(schema: ${name}, value: unknown${flag}): unknown {
      return maskedBy(SCHEMAS[schema], value${given});
    }

    /** The same for an object whose fields are described by several schemas. What none of them knows is left out. */
    export function maskedFields(schemas: readonly (SchemaName | null)[], value: object${flag}): object {
      const fields = Object.assign({}, ...schemas.map((name) => (name === null ? {} : SCHEMAS[name]?.properties)));
      ${plainRecords ? UNKNOWN : "return Object(maskedBy({ properties: fields, additionalProperties: { 'x-mask': 'omit' } }, value));"}
    }

    /** A value as one schema says that it may be shown. */
    export function maskedBy(schema: Schema | undefined, value: unknown${when(plainRecords, ', plain: boolean')}): unknown {
      if (value === null || value === undefined || schema === undefined) return value;
      ${plainRecords ? `const shows = plain && schema.format !== 'password';\nif (schema['x-mask'] !== undefined && !shows) return ${shown};` : `if (schema['x-mask'] !== undefined) return ${shown};`}
      ${when(files.documents && internal, DOCUMENT_TOLD)}
      const target = schema.$ref === undefined ? schema : SCHEMAS[schema.$ref.replace('#/components/schemas/', '')];
      if (target !== schema) return maskedBy(target, value${given});
      ${when(files.bytes, OMIT_CONTENTS)}
      ${when(files.documents, documentShown(given))}
      if (schema.anyOf !== undefined) return schema.anyOf.reduce((left: unknown, one) => maskedBy(one, left${given}), value);
      if (Array.isArray(value)) return value.map((item) => maskedBy(schema.items, item${given}));
      if (typeof value !== 'object') return value;
      const rest = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
      return Object.fromEntries(
        Object.entries(value).map(([name, item]) => [name, maskedBy(schema.properties?.[name] ?? rest, item${given})]),
      );
    }

    ${when(some, shownAs(masks))}
  `;
}

/** What is shown of values that are masked in one of these ways. */
function shownAs(masks: ReadonlySet<MaskName>): string {
  return code`
    /** What may be shown of a value; what no mask is known for is left out. */
    export function shownAs(mask: string, value: unknown): string {
      const text = String(value);
      ${when(masks.has('last4'), LAST_4)}
      ${when(masks.has('year'), "if (mask === 'year') return text.slice(0, 4);")}
      ${when(masks.has('initials'), INITIALS)}
      return '[omitted]';
    }
  `;
}

const LAST_4 = code`
  if (mask === 'last4') return text.length > 8 ? \`…\${text.slice(-4)}\` : '…';
`;

const INITIALS = code`
  if (mask === 'initials') return Array.from(text.matchAll(/\p{L}+/gu), ([word]) => \`\${[...word][0]}.\`).join(' ');
`;

const DOCUMENT_TOLD = code`
  if (schema['x-text'] !== undefined && typeof value === 'string') return \`[\${value.length} characters omitted]\`;
`;

/** A document is masked as what it is; a text that holds one is left out, as nobody looks into it for what is classified. */
function documentShown(given: string): string {
  return code`
    const isText = schema.contentSchema !== undefined && typeof value === 'string';
    if (isText) return \`[\${value.length} characters omitted]\`;
    if (schema.contentSchema !== undefined) return maskedBy(schema.contentSchema, value${given});
  `;
}

const OMIT_CONTENTS = code`
  if (schema.format === 'byte') return \`[\${String(value).length} characters omitted]\`;
`;

function plain(left: string): string {
  return code`
    /**
     * A copy of \`value\` that may be kept and shown: ${left}. Where it is
     * \`plain\`, because the specification keeps records so, only passwords are masked.
     */
  `;
}

const UNKNOWN = code`
  const unknown = { format: 'password', 'x-mask': 'omit' };
  return Object(maskedBy({ properties: fields, additionalProperties: unknown }, value, plain));
`;
