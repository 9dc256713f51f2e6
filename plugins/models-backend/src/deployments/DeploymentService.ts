import {
  DeploymentReport,
  ModelsConfig,
} from '@modelry/backstage-plugin-models-common';
import { ModelWrites } from '../changes/ModelWrites';
import { VisibleModel } from '../kind/ModelAccess';
import { DeploymentReceipt, recordDeployments } from './recordDeployments';

/** Records where versions of models run. */
export class DeploymentService {
  readonly #options: {
    writes: ModelWrites;
    config: ModelsConfig;
  };

  constructor(options: { writes: ModelWrites; config: ModelsConfig }) {
    this.#options = options;
  }

  /** Records what a deployment was reported to be. */
  async report(options: {
    model: VisibleModel;
    report: DeploymentReport;
    actor: string;
    idempotencyKey?: string;
  }): Promise<DeploymentReceipt> {
    const { model, report, actor, idempotencyKey } = options;
    const { modelRef } = model;
    const { writes, config } = this.#options;
    const { lifecycle } = config;
    const { answer } = await writes.run(
      {
        ...{ model, actor, idempotencyKey, content: report },
        operation: 'report-deployment',
      },
      async (tx, _, now) => {
        const [receipt] = await recordDeployments(tx, {
          ...{ modelRef, reports: [report], lifecycle, actor, now },
        });
        return {
          answer: receipt,
          happened: receipt.changed
            ? [{ feature: 'deployments', action: 'deployment-reported' }]
            : [],
        };
      },
    );
    return answer;
  }
}
