import { Entity } from '@backstage/catalog-model';
import { Flex, Text } from '@backstage/ui';
import { useEntity } from '@backstage/plugin-catalog-react';
import { EmptyState, InfoCard, LoadProblem, LoadingLines } from '../frame';
import {
  EndingModels,
  modelsNeededBy,
} from '../lifecycle/endOfLife/EndingModels';
import { fieldsThatName, thisEntity } from './relatedModels';
import { RelatedModelsTable } from './RelatedModelsTable';
import { useRankedModels } from './useRankedModels';
import { useRelatedModels } from './useRelatedModels';

/**
 * Lists the models that the entity of the page has to do with.
 */
export function RelatedModelsCard() {
  const { entity } = useEntity();
  const related = useRelatedModels(entity);
  const { models, asked, summaries } = useRankedModels(related.data);
  const count = models?.length ?? 0;
  const refs = modelsNeededBy(entity);
  const needed = (summaries.data ?? []).filter(({ modelRef }) =>
    refs.includes(modelRef),
  );
  return (
    <InfoCard title={count > 0 ? `Models (${count})` : 'Models'}>
      {related.error && (
        <LoadProblem
          what={`the models of ${related.what}`}
          error={related.error}
          onRetry={related.retry}
        />
      )}
      {!models && !related.error && <LoadingLines what="models" lines={3} />}
      {models && count === 0 && <NoRelatedModels entity={entity} />}
      {models && count > 0 && (
        <Flex direction="column" gap="3">
          <EndingModels models={needed} />
          <RelatedModelsTable
            models={models}
            asked={asked}
            summaries={summaries}
          />
        </Flex>
      )}
    </InfoCard>
  );
}

function NoRelatedModels({ entity }: { entity: Entity }) {
  return (
    <EmptyState title="No models">
      <Text as="p" variant="body-small" color="secondary">
        {howToRelate(entity)}
      </Text>
    </EmptyState>
  );
}

/** Whose models are listed beside those that name the entity itself. */
const OTHERS: Readonly<Record<string, string>> = {
  group: ' or a group in it',
  user: ' or a group of theirs',
};

function howToRelate(entity: Entity): string {
  const others = OTHERS[entity.kind.toLocaleLowerCase('en-US')] ?? '';
  const fields = fieldsThatName(entity.kind).map(field => `spec.${field}`);
  return fields.length > 0
    ? `A model that names ${thisEntity(entity)}${others} in ${fields.join(
        ' or ',
      )} is listed here.`
    : `Models of the systems of ${thisEntity(entity)} are listed here.`;
}
