import { Flex, Text } from '@backstage/ui';
import { Incident } from '@modelry/backstage-plugin-models-common';
import { useSearchParams } from 'react-router-dom';
import { useModelOverview, useRecordPages } from '../../api';
import { EmptyState, InfoCard, LoadMore, Loaded } from '../../frame';
import { IncidentItem } from './IncidentItem';
import { useIncidentStyles } from './useIncidentStyles';

/** Lists the incidents of a model, the newest first, and what can be done about them. */
export function IncidentsCard(props: { modelRef: string }) {
  const { modelRef } = props;
  const classes = useIncidentStyles();
  const [params] = useSearchParams();
  const { viewer, ownership } = useModelOverview(modelRef).data ?? {};
  const incidents = useRecordPages<Incident>({
    modelRef,
    list: ['incidents'],
    load: (client, cursor) =>
      client.listIncidents(modelRef, { cursor, limit: 10 }),
  });
  return (
    <InfoCard title="Incidents">
      <Loaded what="the incidents" loadable={incidents} lines={3}>
        {items =>
          items.length > 0 ? (
            <Flex direction="column" gap="3">
              <ul className={classes.list} aria-label="Incidents">
                {items.map(incident => (
                  <IncidentItem
                    key={incident.id}
                    modelRef={modelRef}
                    incident={incident}
                    mayAct={viewer?.mayHandleIncidents ?? false}
                    hasOwner={ownership?.owner !== undefined}
                    isAimedAt={params.get('incident') === incident.id}
                  />
                ))}
              </ul>
              <LoadMore pages={incidents} what="incidents" />
            </Flex>
          ) : (
            <EmptyState title="No check has been critical">
              <Text as="p" color="secondary">
                When one becomes critical, an incident begins here and the owner
                is told.
              </Text>
            </EmptyState>
          )
        }
      </Loaded>
    </InfoCard>
  );
}
