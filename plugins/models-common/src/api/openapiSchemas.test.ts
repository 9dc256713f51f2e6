import { z } from 'zod';
import { OpenApiSchemas } from './openapiSchemas';

describe('schemas of the OpenAPI document', () => {
  it('keeps a schema with an id apart and refers to it', () => {
    const schemas = new OpenApiSchemas();
    const wheel = z.object({ inches: z.number() }).meta({ id: 'Wheel' });

    expect(schemas.describe(z.array(wheel), 'output')).toEqual({
      type: 'array',
      items: { $ref: '#/components/schemas/Wheel' },
    });
    expect(schemas.components).toEqual({
      Wheel: {
        type: 'object',
        properties: { inches: { type: 'number' } },
        required: ['inches'],
      },
    });
  });

  it('refuses two different schemas of one id', () => {
    const schemas = new OpenApiSchemas();
    schemas.describe(
      z.object({ spokes: z.number().default(32) }).meta({ id: 'Hub' }),
      'input',
    );

    expect(() =>
      schemas.describe(
        z.object({ spokes: z.string() }).meta({ id: 'Hub' }),
        'output',
      ),
    ).toThrow("Two schemas have the id 'Hub': rename one of them");
  });

  it('refuses a schema that is sent in one shape and answered in another', () => {
    const schemas = new OpenApiSchemas();
    const bell = z.object({ loud: z.boolean().default(true) });
    const withId = bell.meta({ id: 'Bell' });
    schemas.describe(withId, 'input');

    expect(() => schemas.describe(withId, 'output')).toThrow("'Bell'");
  });
});
