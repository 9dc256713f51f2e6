import { Flex, Text } from '@backstage/ui';
import { EmptyState, InfoCard, Loaded } from '../frame';
import { SourceProblems } from './SourceProblems';
import { SourcesTable } from './SourcesTable';
import { useSources } from './useSources';

/** How the systems do that models and facts come from. */
export function SourcesView() {
  const sources = useSources();
  return (
    <InfoCard title="Sources of models and facts">
      <Loaded what="the sources" loadable={sources} lines={4}>
        {items =>
          items.length > 0 ? (
            <Flex direction="column" gap="4" align="stretch">
              <SourceProblems sources={items} />
              <SourcesTable sources={items} />
            </Flex>
          ) : (
            <EmptyState title="No source is configured">
              <Text as="p" color="secondary">
                Registries and clusters that models, versions and deployments
                come from appear here once their module is added to the backend
                and configured.
              </Text>
            </EmptyState>
          )
        }
      </Loaded>
    </InfoCard>
  );
}
