import { RequirementState } from '@modelry/backstage-plugin-models-common';
import {
  createContext,
  ReactNode,
  useCallback,
  useContext,
  useState,
} from 'react';
import { WaiveDialog } from './acts/WaiveDialog';
import { DecideDialog } from './DecideDialog';
import { SeenRequirement } from './useSeenRequirement';

type ActName = 'decide' | 'waive';

/** Something that a person began to do about a requirement. */
interface Begun {
  act: ActName;
  seen: SeenRequirement;
}

const ActContext = createContext<((begun: Begun) => void) | undefined>(
  undefined,
);

const DIALOGS = { decide: DecideDialog, waive: WaiveDialog };

/**
 * Holds the dialogs in which requirements below it are decided and waived.
 *
 * @remarks
 *
 * The page changes while somebody writes: a requirement may be asked for no more, or
 * be given by somebody else. Its button goes then; the dialog and what is written stay.
 */
export function ActHost(props: { modelRef: string; children: ReactNode }) {
  const { modelRef, children } = props;
  const [opened, setOpened] = useState<Begun[]>([]);
  const [active, setActive] = useState<string>();
  const open = useCallback((begun: Begun) => {
    const key = keyOf(begun);
    setOpened(before => [...before.filter(one => keyOf(one) !== key), begun]);
    setActive(key);
  }, []);
  return (
    <ActContext.Provider value={open}>
      {children}
      {opened.map(begun => {
        const key = keyOf(begun);
        const Dialog = DIALOGS[begun.act];
        return (
          <Dialog
            key={key}
            modelRef={modelRef}
            seen={begun.seen}
            isOpen={active === key}
            onOpenChange={isOpen => setActive(isOpen ? key : undefined)}
          />
        );
      })}
    </ActContext.Provider>
  );
}

/** Opens the dialog of an act on a requirement in the {@link ActHost} around. */
export function useOpenAct(act: ActName): (seen: SeenRequirement) => void {
  const open = useContext(ActContext);
  if (!open) {
    throw new Error('There is no ActHost around this');
  }
  return seen => open({ act, seen });
}

function keyOf({ act, seen }: Begun): string {
  const { id, stage }: Pick<RequirementState, 'id' | 'stage'> =
    seen.requirement;
  return JSON.stringify([act, seen.version, stage, id]);
}
