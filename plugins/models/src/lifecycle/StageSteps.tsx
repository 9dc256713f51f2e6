import {
  LifecycleStage,
  stagePosition,
} from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';
import { RiArrowRightSLine } from '@remixicon/react';
import { useLifecycle } from '../api';
import { StageBadge, usePresentStage } from '../status';

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
  passed: { color: 'var(--bui-fg-primary)' },
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
  const present = usePresentStage();
  const { lifecycle, isKnown } = useLifecycle();
  const current = stagePosition(lifecycle, props.stage);
  return (
    <>
      {isKnown && current < 0 && <StageBadge stage={props.stage} />}
      <ol className={classes.steps} aria-label="Lifecycle stages">
        {lifecycle.stages.map(({ id, description }, index) => {
          const { label, icon: Icon } = present(id);
          const look = [
            classes.step,
            ...(index < current ? [classes.passed] : []),
            ...(index === current ? [classes.current] : []),
          ];
          return (
            <li
              key={id}
              className={classes.item}
              aria-current={index === current ? 'step' : undefined}
            >
              <span className={look.join(' ')} title={description}>
                <Icon size={16} aria-hidden />
                {label}
              </span>
              {index < lifecycle.stages.length - 1 && (
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
    </>
  );
}
