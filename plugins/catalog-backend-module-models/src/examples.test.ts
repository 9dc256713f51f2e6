import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { parseEntityYaml } from '@backstage/plugin-catalog-node';
import {
  MODEL_REFERENCES,
  ModelEntity,
  isModelEntity,
} from '@modelry/backstage-plugin-models-common';
import fs from 'node:fs';
import path from 'node:path';
import {
  RunningCatalog,
  eventually,
  startCatalog,
} from './__testUtils__/startCatalog';

jest.setTimeout(120_000);

const EXAMPLES = path.resolve(__dirname, '../../../examples');
// The record is reported through the HTTP API: it holds no entities.
const ENTITY_FOLDERS = ['org', 'services', 'models'];

interface ExampleDocument {
  file: string;
  entity: Entity;
}

function readDocuments(file: string): ExampleDocument[] {
  const location = { type: 'file', target: file };
  return [...parseEntityYaml(fs.readFileSync(file), location)].map(result => {
    if (result.type !== 'entity') {
      throw new Error(`${file} holds a document that is no entity`);
    }
    return { file, entity: result.entity };
  });
}

function readFolder(folder: string): ExampleDocument[] {
  return fs
    .readdirSync(path.join(EXAMPLES, folder), {
      recursive: true,
      encoding: 'utf8',
    })
    .filter(file => file.endsWith('.yaml'))
    .flatMap(file => readDocuments(path.join(EXAMPLES, folder, file)));
}

function countReferences(model: ModelEntity): number {
  const { owner, system, baseModel, servedBy, dependsOn, trainedOn } =
    model.spec;
  return [owner, system, baseModel, servedBy, dependsOn, trainedOn]
    .flat()
    .filter(ref => ref !== undefined).length;
}

function countRelations(model: ModelEntity): number {
  const types = Object.values(MODEL_REFERENCES).map(({ relation }) => relation);
  const relations = model.relations ?? [];
  return types.flatMap(type => relations.filter(r => r.type === type)).length;
}

async function expectAllLanded(
  catalog: RunningCatalog,
  refs: string[],
): Promise<Entity[]> {
  const found = await catalog.find();
  const landed = new Set(found.map(entity => stringifyEntityRef(entity)));
  expect({
    missing: refs.filter(ref => !landed.has(ref)),
    errors: [...catalog.errors],
    unrelated: found
      .filter(isModelEntity)
      .filter(model => countRelations(model) !== countReferences(model))
      .map(model => model.metadata.name),
  }).toEqual({ missing: [], errors: [], unrelated: [] });
  return found;
}

describe('the demo company', () => {
  const root = path.join(EXAMPLES, 'catalog-info.yaml');
  const documents = [
    ...readDocuments(root),
    ...ENTITY_FOLDERS.flatMap(readFolder),
  ];
  const refs = documents.map(({ entity }) => stringifyEntityRef(entity));
  let catalog: RunningCatalog;
  let entities: Entity[];

  beforeAll(async () => {
    const kinds = new Set(documents.map(({ entity }) => entity.kind));
    catalog = await startCatalog({
      rules: [{ allow: [...kinds] }],
      locations: [{ type: 'file', target: root }],
    });
    entities = await eventually(() => expectAllLanded(catalog, refs));
  });

  it('declares nothing twice', () => {
    expect(refs.filter((ref, index) => refs.indexOf(ref) !== index)).toEqual(
      [],
    );
  });

  it('has at least 25 models', () => {
    expect(entities.filter(isModelEntity).length).toBeGreaterThanOrEqual(25);
  });

  it('names nothing that does not exist', () => {
    const known = new Set(refs);
    const dangling = entities.flatMap(entity =>
      (entity.relations ?? [])
        .filter(({ targetRef }) => !known.has(targetRef))
        .map(
          ({ type, targetRef }) =>
            `${stringifyEntityRef(entity)} ${type} ${targetRef}`,
        ),
    );

    expect(dangling).toEqual([]);
  });

  it('has the card of every model that names one', () => {
    const missing = documents.flatMap(({ file, entity }) => {
      const card = isModelEntity(entity) ? entity.spec.card : undefined;
      return card && !fs.existsSync(path.resolve(path.dirname(file), card))
        ? [`${entity.metadata.name}: ${card}`]
        : [];
    });

    expect(missing).toEqual([]);
  });
});
