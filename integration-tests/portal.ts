import { APIRequestContext } from '@playwright/test';
import { tokenOf } from '../e2e-tests/portalApi';
import { surroundings } from './surroundings';

/** An entity of the catalog. */
export interface FoundEntity {
  metadata: { name: string; namespace?: string; title?: string };
  spec: Record<string, unknown>;
}

/** Models of the catalog that come from an MLflow registry: how many, and the named ones. */
export async function modelsOf(
  request: APIRequestContext,
  instance: string,
  registeredModel?: string,
): Promise<{ totalItems: number; items: FoundEntity[] }> {
  const filter = [
    'kind=model',
    `metadata.annotations.mlflow.org/instance=${instance}`,
    ...(registeredModel
      ? [`metadata.annotations.mlflow.org/registered-model=${registeredModel}`]
      : []),
  ];
  return get(request, 'catalog/entities/by-query', {
    ...{ filter: filter.join(','), limit: 5 },
  });
}

/** The versions that the record has of a model, the newest first. */
export async function versionsOf(
  request: APIRequestContext,
  model: string,
): Promise<{ items: object[] }> {
  return get(request, `models/${model}/versions`);
}

async function get(
  request: APIRequestContext,
  path: string,
  params?: Record<string, string | number>,
) {
  const token = await tokenOf(request, 'paul-platform');
  const response = await request.get(`${surroundings().backend}/api/${path}`, {
    headers: { authorization: `Bearer ${token}` },
    params,
  });
  return response.json();
}
