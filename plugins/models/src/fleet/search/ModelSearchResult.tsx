import { Link } from '@backstage/core-components';
import { Flex, Text } from '@backstage/ui';
import { SearchDocument, SearchResult } from '@backstage/plugin-search-common';
import {
  HighlightedSearchResultText,
  useSearch,
  useSearchContextCheck,
} from '@backstage/plugin-search-react';
import ListItemIcon from '@material-ui/core/ListItemIcon';
import { makeStyles } from '@material-ui/core/styles';
import { ModelIcon } from '../ModelIcon';
import { MonitoringCell, Muted, SignOffCell, StageCell } from '../recordCells';
import { ModelSummariesProvider } from '../recordLines';
import { modelRefOf, typeOf } from './searchedModels';

/**
 * What the search hands to whoever shows something that it found.
 *
 * @public
 */
export interface ModelSearchResultProps {
  /** What was found. */
  result?: SearchDocument;
  /** Where in it the searched words stand. */
  highlight?: SearchResult['highlight'];
}

const useStyles = makeStyles({
  found: { minWidth: 0, flex: 1, overflowWrap: 'anywhere' },
  text: {
    display: '-webkit-box',
    overflow: 'hidden',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 3,
  },
});

/** Shows a model that a search found, with its stage and how it does. */
export function ModelSearchResult(props: ModelSearchResultProps) {
  const { result } = props;
  const modelRef = result && modelRefOf(result);
  if (!modelRef) {
    return null;
  }
  return <FoundModel {...props} result={result} modelRef={modelRef} />;
}

function FoundModel(
  props: ModelSearchResultProps & { result: SearchDocument; modelRef: string },
) {
  const { result, highlight, modelRef } = props;
  const classes = useStyles();
  return (
    <>
      <ListItemIcon>
        <ModelIcon />
      </ListItemIcon>
      <div className={classes.found}>
        <Flex direction="column" gap="2">
          <Text variant="title-x-small" weight="bold">
            <Link noTrack to={result.location}>
              <Marked text={result.title} field="title" highlight={highlight} />
            </Link>
          </Text>
          <Muted>{typeOf(result) ?? 'Model'}</Muted>
          <Text as="div" color="secondary" className={classes.text}>
            <Marked text={result.text} field="text" highlight={highlight} />
          </Text>
          <FoundRecord modelRef={modelRef} />
        </Flex>
      </div>
    </>
  );
}

function FoundRecord({ modelRef }: { modelRef: string }) {
  const isOnPage = useSearchContextCheck();
  return isOnPage ? (
    <AmongFound modelRef={modelRef} />
  ) : (
    <WithRecord modelRef={modelRef} asked={[modelRef]} />
  );
}

// All that one search found ask together: they name the same models.
function AmongFound({ modelRef }: { modelRef: string }) {
  const { result } = useSearch();
  const found = (result.value?.results ?? []).flatMap(
    ({ document }) => modelRefOf(document) ?? [],
  );
  return (
    <WithRecord
      modelRef={modelRef}
      asked={found.includes(modelRef) ? found : [modelRef]}
    />
  );
}

function WithRecord(props: { modelRef: string; asked: readonly string[] }) {
  const { modelRef, asked } = props;
  return (
    <ModelSummariesProvider modelRefs={asked}>
      <Flex gap="4" align="start" style={{ flexWrap: 'wrap' }}>
        <StageCell modelRef={modelRef} />
        <MonitoringCell modelRef={modelRef} />
        <SignOffCell modelRef={modelRef} />
      </Flex>
    </ModelSummariesProvider>
  );
}

function Marked(props: {
  text: string;
  field: string;
  highlight: SearchResult['highlight'];
}) {
  const { text, field, highlight } = props;
  const marked = highlight?.fields[field];
  return marked ? (
    <HighlightedSearchResultText
      text={marked}
      preTag={highlight.preTag}
      postTag={highlight.postTag}
    />
  ) : (
    <>{text}</>
  );
}
