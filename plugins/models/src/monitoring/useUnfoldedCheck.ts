import { Check } from '@modelry/backstage-plugin-models-common';
import { useSearchParams } from 'react-router-dom';

type Named = Pick<Check, 'check' | 'environment'>;

/** Which check is unfolded: the one that the address names. */
export function useUnfoldedCheck() {
  const [params, setParams] = useSearchParams();
  const isChosen = ({ check, environment }: Named) =>
    params.get('check') === check &&
    (params.get('environment') ?? '') === (environment ?? '');
  const unfold = (check: Named, isUnfolded: boolean) =>
    setParams(before => {
      const after = new URLSearchParams(before);
      const chosen = isUnfolded ? check : undefined;
      for (const key of ['check', 'environment'] as const) {
        const value = chosen?.[key];
        if (value) {
          after.set(key, value);
        } else {
          after.delete(key);
        }
      }
      return after;
    });
  return { isChosen, unfold };
}
