import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
} from '@backstage/ui';
import {
  FormEvent,
  KeyboardEvent,
  ReactNode,
  RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { ActProblem } from './ActProblem';
import { Act } from './useAct';
import { useKeptFocus } from './useKeptFocus';

/** What an {@link ActDialog} needs. */
export interface ActDialogProps {
  title: string;
  /** What stands above the fields. */
  intro?: ReactNode;
  /** The fields. */
  children: ReactNode;
  submitLabel: string;
  /** What was not done when sending failed. */
  problemTitle: string;
  act: Pick<Act<unknown>, 'isPending' | 'error' | 'forget'>;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** Called when the person sends the form, which may lack something. */
  onSubmit: () => void;
  /** Keys that choose something while no text is written. */
  onShortcut?: (key: string) => void;
  /** What is said beside the buttons, e.g. about keys. */
  hint?: ReactNode;
  /** Called when the dialog has gone, and the focus can be moved. */
  onGone?: () => void;
  width?: number;
}

/**
 * A dialog with a form in which a person acts on a model.
 *
 * @remarks
 *
 * Ctrl+Enter, or Command+Enter, sends it from every field. What is written belongs to
 * who shows the dialog, so that it stays when sending fails and when the dialog closes.
 */
export function ActDialog(props: ActDialogProps) {
  const { title, act, isOpen, onOpenChange, width = 560 } = props;
  const formId = useId();
  useKeptFocus(isOpen);
  const changeOpen = (open: boolean) => {
    act.forget();
    onOpenChange(open);
  };
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={changeOpen}
      isDismissable={false}
      width={width}
    >
      <DialogHeader>{title}</DialogHeader>
      <ActForm {...props} id={formId} />
      <DialogFooter>
        {props.hint}
        <Button variant="secondary" onPress={() => changeOpen(false)}>
          Cancel
        </Button>
        <Button type="submit" form={formId} isPending={act.isPending}>
          {props.submitLabel}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function ActForm(props: ActDialogProps & { id: string }) {
  const { id, intro, children, act, problemTitle, onSubmit, onGone } = props;
  const form = useRef<HTMLFormElement>(null);
  const problem = useRef<HTMLDivElement>(null);
  useFocus(form, onGone);
  useSight(problem, act.error);
  const countAttempt = useFocusOnInvalid(form);

  const submit = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault();
    event.stopPropagation();
    onSubmit();
    countAttempt();
  };
  return (
    <DialogBody>
      <Flex direction="column" gap="4" style={{ overflowWrap: 'anywhere' }}>
        {intro}
        {act.error && (
          <div ref={problem}>
            <ActProblem error={act.error} title={problemTitle} />
          </div>
        )}
        {/* Keys are a shortcut for what the fields and buttons do. */}
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <form
          id={id}
          ref={form}
          onSubmit={submit}
          // Radio buttons keep Enter to themselves.
          onKeyDownCapture={event => isSendKey(event) && submit(event)}
          onKeyDown={event => choose(event, props.onShortcut)}
          noValidate
        >
          <Flex direction="column" gap="4">
            {children}
          </Flex>
        </form>
      </Flex>
    </DialogBody>
  );
}

// The focus begins in the first field; who shows the dialog says where it goes then.
function useFocus(
  form: RefObject<HTMLFormElement>,
  onGone: (() => void) | undefined,
) {
  const gone = useRef(onGone);
  gone.current = onGone;
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, textarea')?.focus();
    return () => gone.current?.();
  }, [form]);
}

// Long forms scroll: why sending failed must not stay out of sight.
function useSight(problem: RefObject<HTMLElement>, error: Error | null) {
  useEffect(() => {
    if (error) {
      problem.current?.scrollIntoView?.({ block: 'nearest' });
    }
  }, [problem, error]);
}

// What is wrong is known when the form has been shown again.
function useFocusOnInvalid(form: RefObject<HTMLFormElement>): () => void {
  const [attempts, setAttempts] = useState(0);
  useEffect(() => {
    if (attempts > 0) {
      focusOnInvalid(form.current);
    }
  }, [form, attempts]);
  return () => setAttempts(before => before + 1);
}

function isSendKey(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && (event.ctrlKey || event.metaKey);
}

function choose(
  event: KeyboardEvent,
  onShortcut: ActDialogProps['onShortcut'],
) {
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (isPlain && !isWriting(event.target)) {
    onShortcut?.(event.key);
  }
}

function focusOnInvalid(form: HTMLFormElement | null) {
  const invalid = form?.querySelector<HTMLElement>('[aria-invalid=true]');
  const field = invalid?.matches('input, textarea, [role=spinbutton]')
    ? invalid
    : invalid?.querySelector<HTMLElement>('input, textarea');
  field?.focus();
}

function isWriting(target: EventTarget): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && target.type !== 'radio')
  );
}
