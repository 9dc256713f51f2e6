import { Entity } from '@backstage/catalog-model';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  MODEL_REFERENCES,
  ModelSummary,
  isEnded,
} from '@modelry/backstage-plugin-models-common';
import { RiCalendarCloseLine } from '@remixicon/react';
import { Flex, Text } from '@backstage/ui';
import { makeStyles } from '@material-ui/core/styles';
import { useLifecycle } from '../../api';
import { usePresentStage } from '../../status';
import { describeEnd } from './describeEnd';

const useStyles = makeStyles({
  notice: {
    padding: 'var(--bui-space-3)',
    borderRadius: 'var(--bui-radius-3)',
    backgroundColor: 'var(--bui-warning-bg-subdued)',
    color: 'var(--bui-warning-fg-subdued)',
  },
  list: { margin: 0, padding: 0, listStyle: 'none' },
});

const NEEDS: readonly string[] = [
  MODEL_REFERENCES.servedBy.reverse,
  MODEL_REFERENCES.dependsOn.relation,
  MODEL_REFERENCES.baseModel.relation,
];

/**
 * The models that an entity serves, depends on, or was derived from. Owners and systems
 * have models that end, too, but what uses one has to act.
 */
export function modelsNeededBy({ relations = [] }: Entity): string[] {
  return relations
    .filter(({ type }) => NEEDS.includes(type))
    .map(({ targetRef }) => targetRef)
    .filter(ref => ref.startsWith('model:'));
}

/**
 * Warns on the page of something of the models that it depends on and that end, or have
 * ended.
 */
export function EndingModels(props: { models: readonly ModelSummary[] }) {
  const { lifecycle } = useLifecycle();
  const present = usePresentStage();
  const classes = useStyles();
  const ending = props.models.filter(
    ({ stage, endOfLife }) => endOfLife || isEnded(lifecycle, stage),
  );
  if (ending.length === 0) {
    return null;
  }
  return (
    <div className={classes.notice} role="note" aria-label="Models that end">
      <Flex gap="2" align="start">
        <RiCalendarCloseLine size={18} aria-hidden />
        <ul className={classes.list}>
          {ending.map(({ modelRef, stage, endOfLife }) => (
            <li key={modelRef}>
              <Text as="span">
                <EntityRefLink entityRef={modelRef} defaultKind="model" />:{' '}
                {isEnded(lifecycle, stage)
                  ? `It is in ${present(stage).label}: no version is in use. `
                  : ''}
                {endOfLife && `${describeEnd(endOfLife)}.`}
              </Text>
            </li>
          ))}
        </ul>
      </Flex>
    </div>
  );
}
