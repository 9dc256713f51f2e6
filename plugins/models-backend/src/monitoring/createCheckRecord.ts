import { InputError, NotFoundError } from '@backstage/errors';
import { checkResultsReportSchema } from '@modelry/backstage-plugin-models-common';
import { CheckRecord } from '@modelry/backstage-plugin-models-node';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { CatalogModels } from '../governance/board/CatalogModels';
import { MonitoringService } from './MonitoringService';

/** What sources of checks read and write, held to the rules of the API. */
export function createCheckRecord(options: {
  database: ModelsDatabase;
  models: CatalogModels;
  monitoring: MonitoringService;
}): CheckRecord {
  const { database, models, monitoring } = options;
  return {
    async *models() {
      for await (const page of models.pages()) {
        yield page.map(({ entity }) => entity);
      }
    },
    async find(modelRefs) {
      const found = await models.find(modelRefs);
      return new Map(found.map(({ modelRef, entity }) => [modelRef, entity]));
    },
    async running(deploymentName) {
      return database
        .knex('deployments')
        .where('name', deploymentName)
        .orWhereRaw(`name like ? escape '\\'`, [
          `%/${deploymentName.replace(/[\\%_]/g, '\\$&')}`,
        ])
        .distinct()
        .orderBy('model_ref')
        .pluck<string[]>('model_ref');
    },
    async checks(modelRef) {
      return (await monitoring.state(modelRef)).checks;
    },
    async report(source, modelRef, results) {
      const parsed = checkResultsReportSchema.safeParse({ results });
      if (!parsed.success) {
        const [{ path, message }] = parsed.error.issues;
        throw new InputError(`${path.join('.')}: ${message}`);
      }
      const [model] = await models.find([modelRef]);
      if (!model) {
        throw new NotFoundError(`The catalog has no '${modelRef}'`);
      }
      return monitoring.report({
        ...{ model, results: parsed.data.results, format: 'modelry' },
        actor: `source:${source.id}`,
      });
    },
  };
}
