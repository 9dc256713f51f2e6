import { Select } from '@backstage/ui';
import { makeStyles } from '@material-ui/core/styles';
import { usePresentStage } from '../status';
import { OFFERED_VERSIONS, useOfferedVersions } from './useOfferedVersions';

const useStyles = makeStyles({ picker: { maxWidth: '22rem' } });

/**
 * Lets a person choose the version whose sign-offs are shown.
 *
 * @param props - `version` is the one that is shown now.
 */
export function VersionPicker(props: {
  modelRef: string;
  version: string | undefined;
  onChange: (version: string) => void;
}) {
  const { modelRef, version, onChange } = props;
  const classes = useStyles();
  const present = usePresentStage();
  const { data: versions = [], loadMore } = useOfferedVersions(modelRef);
  const options = versions.map(known => ({
    value: known.version,
    label: `${known.version} (${present(known.stage).label})`,
  }));
  const isOffered = options.some(option => option.value === version);
  return (
    <Select
      className={classes.picker}
      label="Version"
      description={
        loadMore &&
        `The newest ${OFFERED_VERSIONS}; the tab Versions leads to the older ones.`
      }
      options={
        version === undefined || isOffered
          ? options
          : [{ value: version, label: version }, ...options]
      }
      search={{ placeholder: 'Find a version' }}
      value={version ?? null}
      onChange={key => key !== null && onChange(String(key))}
    />
  );
}
