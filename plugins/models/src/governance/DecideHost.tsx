import { RequirementState } from '@modelry/backstage-plugin-models-common';
import {
  createContext,
  ReactNode,
  useCallback,
  useContext,
  useState,
} from 'react';
import { DecideDialog } from './DecideDialog';
import { SeenRequirement } from './useSeenRequirement';

type Open = (seen: SeenRequirement) => void;

const DecideContext = createContext<Open | undefined>(undefined);

/**
 * Holds the dialogs in which requirements below it are decided.
 *
 * @remarks
 *
 * The page changes while somebody writes: a requirement may be asked for no more, or
 * be given by somebody else. Its button goes then; the dialog and what is written stay.
 */
export function DecideHost(props: { modelRef: string; children: ReactNode }) {
  const { modelRef, children } = props;
  const [opened, setOpened] = useState<SeenRequirement[]>([]);
  const [active, setActive] = useState<string>();
  const open = useCallback((seen: SeenRequirement) => {
    const key = keyOf(seen);
    setOpened(before => [...before.filter(one => keyOf(one) !== key), seen]);
    setActive(key);
  }, []);
  return (
    <DecideContext.Provider value={open}>
      {children}
      {opened.map(seen => (
        <DecideDialog
          key={keyOf(seen)}
          modelRef={modelRef}
          seen={seen}
          isOpen={active === keyOf(seen)}
          onOpenChange={isOpen => setActive(isOpen ? keyOf(seen) : undefined)}
        />
      ))}
    </DecideContext.Provider>
  );
}

/** Opens the dialog of a requirement in the {@link DecideHost} around. */
export function useOpenDecision(): Open {
  const open = useContext(DecideContext);
  if (!open) {
    throw new Error('There is no DecideHost around this');
  }
  return open;
}

function keyOf(seen: {
  version: string;
  requirement: Pick<RequirementState, 'id' | 'stage'>;
}): string {
  const { version, requirement } = seen;
  return JSON.stringify([version, requirement.stage, requirement.id]);
}
