import { parseEntityRef } from '@backstage/catalog-model';
import {
  Incident,
  ModelsConfig,
} from '@modelry/backstage-plugin-models-common';

/**
 * Fills the placeholders of the configured link; nothing when none is configured.
 *
 * What is filled in is percent-encoded: no name can turn the link into another one.
 */
export function retrainingLink(
  config: ModelsConfig,
  options: { modelRef: string; incident: Incident },
): string | undefined {
  const { modelRef, incident } = options;
  const { namespace, name } = parseEntityRef(modelRef);
  const values: Record<string, string> = {
    modelRef,
    namespace,
    name,
    check: incident.check,
    environment: incident.environment ?? '',
    version: incident.worst.version ?? '',
    incident: incident.id,
  };
  return config.monitoring.retraining.link?.replace(
    /\{(\w+)\}/g,
    (placeholder, key) =>
      key in values ? encodeURIComponent(values[key]) : placeholder,
  );
}
