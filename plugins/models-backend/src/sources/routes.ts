import { endpoints } from '@modelry/backstage-plugin-models-common';
import { Router } from 'express';
import { RouterContext, mountEndpoint } from '../http/mountEndpoint';
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
  mountEndpoint(
    router,
    context,
    reportSource,
    async ({ body, credentials }) => {
      await access.assertMay({ ...needed(reportSource), credentials });
      return { changed: await service.report(body, credentials) };
    },
  );
  mountEndpoint(router, context, runSource, async ({ body, credentials }) => {
    await access.assertMay({ ...needed(runSource), credentials });
    await service.run(body.id);
    return { requested: true as const };
  });
}

function needed({ permission = '' }: { permission?: string }) {
  return { permission };
}
