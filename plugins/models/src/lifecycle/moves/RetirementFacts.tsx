import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Alert, Flex, Text } from '@backstage/ui';
import {
  Dependant,
  isActiveDeployment,
} from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';
import { useModelOverview } from '../../api';
import { Loaded } from '../../frame';
import { useDependants } from '../endOfLife/useDependants';

const RELATIONS: Record<Dependant['relation'], string> = {
  serves: 'serves it',
  'depends-on': 'depends on it',
  'derived-from': 'was derived from it',
};

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: 'var(--bui-space-5)' },
});

/** Shows what still uses a version and its model before the version ends. */
export function RetirementFacts(props: {
  modelRef: string;
  version: string;
  endsUse: boolean;
}) {
  return (
    <>
      <Running modelRef={props.modelRef} version={props.version} />
      <Dependants modelRef={props.modelRef} endsUse={props.endsUse} />
    </>
  );
}

function Running(props: { modelRef: string; version: string }) {
  const { data } = useModelOverview(props.modelRef);
  const running = (data?.deployments ?? []).filter(
    deployment =>
      deployment.version === props.version && isActiveDeployment(deployment),
  );
  return running.length === 0 ? null : (
    <Alert
      status="warning"
      icon
      title={
        running.length === 1
          ? 'It still runs in one place'
          : `It still runs in ${running.length} places`
      }
      description={`${running
        .map(({ environment, name }) => `${environment} (${name})`)
        .join(', ')}. Moving the version stops nothing.`}
    />
  );
}

function Dependants(props: { modelRef: string; endsUse: boolean }) {
  const { modelRef, endsUse } = props;
  const dependants = useDependants(modelRef);
  const classes = useStyles();
  return (
    <Loaded what="what depends on the model" loadable={dependants} lines={2}>
      {items =>
        items.length === 0 ? (
          <Text as="p" variant="body-small" color="secondary">
            Nothing that you may see depends on this model.
          </Text>
        ) : (
          <Flex direction="column" gap="1">
            <Text as="p" weight="bold">
              {items.length === 1
                ? 'One thing depends on this model'
                : `${items.length} things depend on this model`}
            </Text>
            <ul className={classes.list} aria-label="Depend on this model">
              {items.map(({ entityRef, relation, owner }) => (
                <li key={entityRef}>
                  <Text as="span" variant="body-small">
                    <EntityRefLink entityRef={entityRef} />{' '}
                    {RELATIONS[relation]}
                    {owner && (
                      <>
                        , owned by <EntityRefLink entityRef={owner} />
                      </>
                    )}
                  </Text>
                </li>
              ))}
            </ul>
            <Text as="p" variant="body-small" color="secondary">
              {endsUse
                ? 'No version is left in use then: their owners are told.'
                : 'Another version stays: their owners are told only if you set an end of life.'}
            </Text>
          </Flex>
        )
      }
    </Loaded>
  );
}
