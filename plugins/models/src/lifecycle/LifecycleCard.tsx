import { Flex, Text } from '@backstage/ui';
import {
  LifecycleState,
  ModelVersion,
} from '@modelry/backstage-plugin-models-common';
import { useModelOverview, useModelSummaries } from '../api';
import { FacetCard, TabLink } from '../frame';
import { FormerRecord } from '../kind/FormerRecord';
import { useModelEntity } from '../kind/useModelEntity';
import { versionsRouteRef } from '../routes';
import { StageBadge, StageName } from '../status';
import { EndOfLife } from './endOfLife/EndOfLife';
import { EndingModels, modelsNeededBy } from './endOfLife/EndingModels';
import { LastMove } from './LastMove';
import { NoVersions } from './NoVersions';
import { StageSteps } from './StageSteps';
import { VersionName } from './VersionName';
import { makeStyles } from '@material-ui/core/styles';

const SHOWN_VERSIONS = 4;

const useStyles = makeStyles({
  versions: {
    display: 'grid',
    gridTemplateColumns: 'fit-content(50%) max-content minmax(0, 1fr)',
    alignItems: 'center',
    columnGap: 'var(--bui-space-4)',
    rowGap: 'var(--bui-space-2)',
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  version: { display: 'contents' },
  name: { minWidth: 0 },
});

/** Shows the stage of the model and its newest versions. */
export function LifecycleCard() {
  const { entity, modelRef } = useModelEntity();
  const below = useModelSummaries(modelsNeededBy(entity));
  return (
    <FacetCard
      title="Lifecycle"
      what="the lifecycle stage"
      loadable={useModelOverview(modelRef)}
      lines={4}
      footer={({ lifecycle }) =>
        lifecycle.totalVersions > 0 && (
          <TabLink to={versionsRouteRef}>
            {lifecycle.totalVersions === 1
              ? 'Details of the version'
              : `All ${lifecycle.totalVersions} versions`}
          </TabLink>
        )
      }
    >
      {({ lifecycle, viewer, formerRecord }) => (
        <Flex direction="column" gap="4">
          {formerRecord && (
            <FormerRecord modelRef={modelRef} former={formerRecord} />
          )}
          <StageSteps stage={lifecycle.stage} />
          <EndingModels models={below.data ?? []} />
          <Text as="p" variant="body-small" color="secondary">
            <Explanation lifecycle={lifecycle} />
          </Text>
          {lifecycle.versions.length > 0 ? (
            <NewestVersions versions={lifecycle.versions} />
          ) : (
            <NoVersions modelRef={modelRef} />
          )}
          <EndOfLife
            modelRef={modelRef}
            end={lifecycle.endOfLife}
            maySet={viewer.mayMoveVersions}
          />
        </Flex>
      )}
    </FacetCard>
  );
}

function NewestVersions(props: { versions: readonly ModelVersion[] }) {
  const classes = useStyles();
  return (
    <ul className={classes.versions} aria-label="Newest versions">
      {props.versions.slice(0, SHOWN_VERSIONS).map(version => (
        <li key={version.version} className={classes.version}>
          <span className={classes.name}>
            <VersionName version={version} />
          </span>
          <StageBadge stage={version.stage} />
          <LastMove version={version} />
        </li>
      ))}
    </ul>
  );
}

function Explanation(props: { lifecycle: LifecycleState }) {
  const { stage, source, declared } = props.lifecycle;
  if (source === 'declared') {
    return (
      <>This is what the catalog declares: no version has been reported yet.</>
    );
  }
  return (
    <>
      This is the furthest stage that a version in use holds.
      {declared !== stage && (
        <>
          {' '}
          The catalog declares <StageName stage={declared} />.
        </>
      )}
    </>
  );
}
