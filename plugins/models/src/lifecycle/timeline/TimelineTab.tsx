import { Flex, Text, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import {
  TIMELINE_KINDS,
  TimelineItem,
  TimelineKind,
} from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';
import { useSearchParams } from 'react-router-dom';
import { useRecordPages } from '../../api';
import { EmptyState, InfoCard, LoadMore, Loaded } from '../../frame';
import { useNames } from '../../governance/useNames';
import { useModelEntity } from '../../kind/useModelEntity';
import { TimelineEntry } from './TimelineEntry';
import { TIMELINE_KIND_PRESENTATION } from './kinds';

const ALL = 'all';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyle: 'none' },
  // All kinds are too many for one line of a small screen.
  kinds: { maxWidth: '100%', overflowX: 'auto', overflowY: 'hidden' },
});

/** Shows all that happened to the model, the newest first. */
export function TimelineTab() {
  const { modelRef } = useModelEntity();
  const { kind, choose } = useChosenKind();
  // Keeps the page current, as the other tabs do.
  const names = useNames(modelRef);
  const timeline = useRecordPages<TimelineItem>({
    modelRef,
    list: ['timeline', kind ?? ALL],
    load: (client, cursor) => client.getTimeline(modelRef, { kind, cursor }),
  });
  const classes = useStyles();
  return (
    <InfoCard title="Timeline">
      <Flex direction="column" gap="4">
        <KindFilter kind={kind} onChange={choose} />
        <Loaded what="the timeline" loadable={timeline} lines={8}>
          {items =>
            items.length > 0 ? (
              <Flex direction="column" gap="3">
                <ol
                  className={classes.list}
                  aria-label="What happened, the newest first"
                >
                  {items.map(item => (
                    <TimelineEntry key={item.id} item={item} names={names} />
                  ))}
                </ol>
                <LoadMore pages={timeline} what="of the past" />
              </Flex>
            ) : (
              <Nothing kind={kind} />
            )
          }
        </Loaded>
      </Flex>
    </InfoCard>
  );
}

function KindFilter(props: {
  kind: TimelineKind | undefined;
  onChange: (chosen: string) => void;
}) {
  const { kind, onChange } = props;
  const classes = useStyles();
  return (
    <div className={classes.kinds}>
      <ToggleButtonGroup
        aria-label="What to show"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[kind ?? ALL]}
        onSelectionChange={([chosen]) => onChange(String(chosen))}
      >
        <ToggleButton id={ALL} size="small">
          Everything
        </ToggleButton>
        {TIMELINE_KINDS.map(one => (
          <ToggleButton key={one} id={one} size="small">
            {TIMELINE_KIND_PRESENTATION[one].label}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  );
}

function Nothing({ kind }: { kind: TimelineKind | undefined }) {
  return (
    <EmptyState
      title={
        kind
          ? TIMELINE_KIND_PRESENTATION[kind].none
          : 'Nothing has happened to this model yet'
      }
    >
      <Text as="p" color="secondary">
        {kind
          ? 'Choose “Everything” to see what else happened.'
          : 'Report a version or a deployment, and it is listed here.'}
      </Text>
    </EmptyState>
  );
}

function useChosenKind() {
  const [searchParams, setSearchParams] = useSearchParams();
  const asked = searchParams.get('kind');
  return {
    kind: TIMELINE_KINDS.find(kind => kind === asked),
    choose: (chosen: string) =>
      setSearchParams(
        params => {
          if (chosen === ALL) {
            params.delete('kind');
          } else {
            params.set('kind', chosen);
          }
          return params;
        },
        { replace: true },
      ),
  };
}
