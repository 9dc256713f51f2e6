import { MODEL_API_VERSION, ModelEntity } from '../kind/ModelEntity';
import { DEFAULT_LIFECYCLE } from '../lifecycle/stages';
import {
  ANNOTATION_DECLARED_LIFECYCLE,
  ANNOTATION_DECLARED_OWNER,
  Overlay,
  declaredLifecycle,
  declaredOwner,
  layOver,
} from './overlay';

function model(
  spec: object = {},
  annotations?: Record<string, string>,
  namespace?: string,
): ModelEntity {
  return {
    apiVersion: MODEL_API_VERSION,
    kind: 'Model',
    metadata: { name: 'churn', namespace, annotations },
    spec: { type: 'ranking', lifecycle: 'development', ...spec },
  };
}

const lay = (entity: ModelEntity, overlay: Overlay | undefined) =>
  layOver(entity, overlay, DEFAULT_LIFECYCLE);

describe('layOver', () => {
  it('leaves an entity alone that nothing is laid over', () => {
    const entity = model({ owner: 'marketing' });
    expect(lay(entity, undefined)).toBe(entity);
    expect(lay(entity, {})).toBe(entity);
  });

  it('replaces owner and stage and keeps what was declared', () => {
    const entity = model({ owner: 'marketing' }, { other: 'kept' });
    const laid = lay(entity, {
      owner: 'group:default/credit',
      lifecycle: 'production',
    });
    expect(laid.spec).toEqual({
      type: 'ranking',
      owner: 'group:default/credit',
      lifecycle: 'production',
    });
    expect(laid.metadata.annotations).toEqual({
      other: 'kept',
      [ANNOTATION_DECLARED_OWNER]: 'marketing',
      [ANNOTATION_DECLARED_LIFECYCLE]: 'development',
    });
    expect(entity.spec.owner).toBe('marketing');
    expect(declaredOwner(laid)).toBe('group:default/marketing');
    expect(declaredLifecycle(laid)).toBe('development');
  });

  it('says that nobody was declared', () => {
    const laid = lay(model(), { owner: 'group:default/credit' });
    expect(laid.metadata.annotations).toEqual({
      [ANNOTATION_DECLARED_OWNER]: '',
    });
    expect(declaredOwner(laid)).toBeUndefined();
    expect(declaredLifecycle(laid)).toBe('development');
  });

  it('takes away annotations that an author wrote to pass for the declared', () => {
    const forged = model(
      { owner: 'marketing' },
      {
        [ANNOTATION_DECLARED_OWNER]: 'group:default/somebody-else',
        other: 'kept',
      },
    );
    const laid = lay(forged, undefined);
    expect(laid.metadata.annotations).toEqual({ other: 'kept' });
    expect(declaredOwner(laid)).toBe('group:default/marketing');
    expect(declaredOwner(lay(forged, { owner: 'group:default/credit' }))).toBe(
      'group:default/marketing',
    );
  });

  it.each([
    ['a stage that does not exist', { lifecycle: 'live' }],
    ['no stage', { lifecycle: undefined }],
    ['an owner of another kind', { owner: 'component:default/churn' }],
    ['an owner that is no text', { owner: 7 }],
    ['an empty owner', { owner: '' }],
  ])('leaves %s for the catalog to refuse', (_, spec) => {
    const [field, value] = Object.entries(spec)[0];
    const laid = lay(model(spec), {
      owner: 'group:default/credit',
      lifecycle: 'production',
    });
    expect(Object(laid.spec)[field]).toBe(value);
  });

  it('leaves what is declared where the stage of the record is not configured any more', () => {
    const entity = model();
    expect(lay(entity, { lifecycle: 'shadow' })).toBe(entity);
  });

  it('does not fail at an entity without spec', () => {
    const { spec: _, ...bare } = model();
    expect(
      lay(JSON.parse(JSON.stringify(bare)), {
        owner: 'group:default/credit',
      }),
    ).toEqual(JSON.parse(JSON.stringify(bare)));
  });
});

describe('declaredOwner', () => {
  it.each([
    ['marketing', undefined, 'group:default/marketing'],
    ['marketing', 'shop', 'group:shop/marketing'],
    ['user:Ada', 'shop', 'user:shop/ada'],
    ['group:default/marketing', 'shop', 'group:default/marketing'],
    [undefined, undefined, undefined],
    [':marketing', undefined, undefined],
  ])('reads %s in the namespace %s as %s', (owner, namespace, ref) => {
    expect(declaredOwner(model({ owner }, undefined, namespace))).toBe(ref);
  });
});
