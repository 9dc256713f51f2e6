import {
  LIFECYCLE_STAGES,
  LifecycleStage,
} from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';
import { RiArrowRightSLine } from '@remixicon/react';
import { STAGE_PRESENTATION } from '../status/presentations';

const useStyles = makeStyles({
  steps: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: 'var(--bui-space-1)',
    margin: 0,
    padding: 0,
    listStyle: 'none',
    fontFamily: 'var(--bui-font-regular)',
    fontSize: 'var(--bui-font-size-3)',
  },
  item: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: 'var(--bui-space-1)',
  },
  step: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: 'var(--bui-space-1_5)',
    padding: 'var(--bui-space-1) var(--bui-space-2)',
    borderRadius: 'var(--bui-radius-full)',
    color: 'var(--bui-fg-secondary)',
  },
  current: {
    backgroundColor: 'var(--bui-accent-bg)',
    color: 'var(--bui-accent-fg)',
    fontWeight: 'var(--bui-font-weight-bold)' as 'bold',
  },
  arrow: { color: 'var(--bui-fg-secondary)' },
});

/** Shows where in its life a model stands. */
export function StageSteps(props: { stage: LifecycleStage }) {
  const classes = useStyles();
  return (
    <ol className={classes.steps} aria-label="Lifecycle stages">
      {LIFECYCLE_STAGES.map((stage, index) => {
        const { label, icon: Icon } = STAGE_PRESENTATION[stage];
        const isCurrent = stage === props.stage;
        return (
          <li
            key={stage}
            className={classes.item}
            aria-current={isCurrent ? 'step' : undefined}
          >
            <span
              className={`${classes.step} ${isCurrent ? classes.current : ''}`}
            >
              <Icon size={16} aria-hidden />
              {label}
            </span>
            {index < LIFECYCLE_STAGES.length - 1 && (
              <RiArrowRightSLine
                className={classes.arrow}
                size={16}
                aria-hidden
              />
            )}
          </li>
        );
      })}
    </ol>
  );
}
