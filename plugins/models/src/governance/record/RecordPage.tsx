import { Button, Link } from '@backstage/ui';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { RiPrinterLine } from '@remixicon/react';
import { useParams, useSearchParams } from 'react-router-dom';
import { Loaded } from '../../frame';
import { useGovernanceLink } from '../board/useGovernanceLink';
import { RecordDocument } from './RecordDocument';
import { SignOffRecord, useRecord } from './useRecord';
import { useRecordStyles } from './useRecordStyles';

/** The sign-off record of one version of a model, to be printed and filed. */
export function RecordPage() {
  const { namespace = '', name = '' } = useParams();
  const [params] = useSearchParams();
  const modelRef = stringifyEntityRef({ kind: 'model', namespace, name });
  const version = params.get('version') ?? undefined;
  const record = useRecord(modelRef, version);
  const linkTo = useGovernanceLink();
  const classes = useRecordStyles();
  return (
    <article className={classes.record} aria-label="Sign-off record">
      <div className={classes.toolbar}>
        <Button
          variant="primary"
          iconStart={<RiPrinterLine />}
          isDisabled={!record.data}
          onPress={() => window.print()}
        >
          Print or save as PDF
        </Button>
        <Link href={linkTo(modelRef, version)}>Back to the model</Link>
      </div>
      <Loaded what="the sign-off record" loadable={record} lines={12}>
        {(data: SignOffRecord) => <RecordDocument record={data} />}
      </Loaded>
    </article>
  );
}
