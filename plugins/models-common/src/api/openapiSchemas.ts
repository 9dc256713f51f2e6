import { JsonObject } from '@backstage/types';
import { z } from 'zod';

const COMPONENTS = '#/components/schemas/';

/** Schemas of an OpenAPI document: those with an id are kept apart and referred to. */
export class OpenApiSchemas {
  readonly #components = new Map<string, JsonObject>();

  /** All schemas that have an id, by that id. */
  get components(): JsonObject {
    return Object.fromEntries(
      [...this.#components].sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  }

  /**
   * Says in JSON Schema what a caller may send, or what it is answered.
   *
   * @throws `Error` when two schemas have the same id.
   */
  describe(schema: z.ZodType, io: 'input' | 'output'): JsonObject {
    const jsonSchema = z.toJSONSchema(schema, {
      io,
      override: ({ jsonSchema: part }) => simplify(part, io),
    });
    const { $schema, $defs, ...root } = toPlainJson(jsonSchema);
    for (const [id, component] of Object.entries($defs ?? {})) {
      const known = this.#components.get(id);
      if (known && JSON.stringify(known) !== JSON.stringify(component)) {
        throw new Error(`Two schemas have the id '${id}': rename one of them`);
      }
      this.#components.set(id, component);
    }
    return root;
  }
}

function simplify(
  schema: z.core.JSONSchema.BaseSchema,
  io: 'input' | 'output',
): void {
  if (schema.format && schema.format !== 'uri') {
    // The format says what the pattern spells out in 300 characters.
    delete schema.pattern;
  }
  if (schema.minimum === Number.MIN_SAFE_INTEGER) {
    delete schema.minimum;
  }
  if (schema.maximum === Number.MAX_SAFE_INTEGER) {
    delete schema.maximum;
  }
  if (io === 'output' && schema.additionalProperties === false) {
    // An answer may say more one day, and callers must not stumble over it.
    delete schema.additionalProperties;
  }
}

type PlainSchema = JsonObject & { $defs?: Record<string, JsonObject> };

function toPlainJson(schema: z.core.JSONSchema.BaseSchema): PlainSchema {
  return JSON.parse(JSON.stringify(schema), (key, value) =>
    key === '$ref' ? value.replace('#/$defs/', COMPONENTS) : value,
  );
}
