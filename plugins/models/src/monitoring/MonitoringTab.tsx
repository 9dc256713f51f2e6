import { Flex, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { MonitoringState } from '@modelry/backstage-plugin-models-common';
import { useSearchParams } from 'react-router-dom';
import { useModelOverview } from '../api';
import { FacetCard } from '../frame';
import { useModelEntity } from '../kind/useModelEntity';
import { ChecksTable } from './ChecksTable';
import { IncidentsCard } from './incidents/IncidentsCard';
import { MonitoringVerdict } from './MonitoringVerdict';
import { NoChecks } from './NoChecks';
import { RetiredChecks } from './RetiredChecks';

const [RUN, RETIRED] = ['run', 'retired'];

/** Shows all checks of the model with their history. */
export function MonitoringTab() {
  const { modelRef } = useModelEntity();
  return (
    <Flex direction="column" gap="4">
      <FacetCard
        title="Checks"
        what="the checks"
        loadable={useModelOverview(modelRef)}
        lines={8}
      >
        {({ monitoring }) => (
          <Checks modelRef={modelRef} monitoring={monitoring} />
        )}
      </FacetCard>
      <IncidentsCard modelRef={modelRef} />
    </Flex>
  );
}

function Checks(props: { modelRef: string; monitoring: MonitoringState }) {
  const { modelRef, monitoring } = props;
  const { checks, retiredChecks = 0 } = monitoring;
  const { chosen, choose } = useChosenChecks();
  return (
    <Flex direction="column" gap="4">
      {(retiredChecks > 0 || chosen === RETIRED) && (
        <ToggleButtonGroup
          aria-label="Which checks"
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[chosen]}
          onSelectionChange={([key]) => choose(String(key))}
        >
          <ToggleButton id={RUN} size="small">
            {`In use (${checks.length})`}
          </ToggleButton>
          <ToggleButton id={RETIRED} size="small">
            {`Retired (${retiredChecks})`}
          </ToggleButton>
        </ToggleButtonGroup>
      )}
      {chosen === RETIRED ? (
        <RetiredChecks modelRef={modelRef} />
      ) : (
        <ChecksInUse modelRef={modelRef} monitoring={monitoring} />
      )}
    </Flex>
  );
}

function ChecksInUse(props: { modelRef: string; monitoring: MonitoringState }) {
  const { modelRef, monitoring } = props;
  return monitoring.checks.length > 0 ? (
    <>
      <MonitoringVerdict monitoring={monitoring} />
      <ChecksTable modelRef={modelRef} checks={monitoring.checks} />
    </>
  ) : (
    <NoChecks modelRef={modelRef} retired={monitoring.retiredChecks} />
  );
}

function useChosenChecks() {
  const [params, setParams] = useSearchParams();
  return {
    chosen: params.get('checks') === RETIRED ? RETIRED : RUN,
    choose: (key: string) =>
      setParams(
        before => {
          const after = new URLSearchParams(before);
          after.delete('checks');
          // What is unfolded in the one list is not in the other.
          after.delete('check');
          after.delete('environment');
          if (key === RETIRED) {
            after.set('checks', RETIRED);
          }
          return after;
        },
        { replace: true },
      ),
  };
}
