import { endpoints } from '@modelry/backstage-plugin-models-common';
import { Router } from 'express';
import {
  RouterContext,
  mountEndpoint,
  mountRoutine,
} from '../http/mountEndpoint';
import { ModelAccess } from '../kind/ModelAccess';
import { SourceService } from './SourceService';

export function addSourceRoutes(options: {
  router: Router;
  context: RouterContext;
  access: ModelAccess;
  service: SourceService;
}): void {
  const { router, context, access, service } = options;
  const { listSources, reportSource, runSource } = endpoints;
  mountEndpoint(router, context, listSources, async ({ credentials }) => {
    await access.assertMay({ ...needed(listSources), credentials });
    const { permission } = needed(runSource);
    const mayRun = await access.may({ permission, credentials });
    const items = await service.list();
    return {
      items: items.map(item => ({
        ...item,
        canRunNow: item.canRunNow && mayRun,
      })),
    };
  });
  mountRoutine(router, context, reportSource, async ({ body, credentials }) => {
    await access.assertMay({ ...needed(reportSource), credentials });
    const { changed, isNews } = await service.report(body, credentials);
    return { answer: { changed }, isNews };
  });
  mountEndpoint(router, context, runSource, async ({ body, credentials }) => {
    await access.assertMay({ ...needed(runSource), credentials });
    return { requested: await service.run(body.id) };
  });
}

function needed({ permission = '' }: { permission?: string }) {
  return { permission };
}
