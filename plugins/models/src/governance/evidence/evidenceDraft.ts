import {
  Evidence,
  EvidenceItem,
} from '@modelry/backstage-plugin-models-common';
import { checkLink, checkText } from '../acts/checks';

/** One piece of evidence as far as it is filled in. */
export interface EvidenceEntry {
  title: string;
  link: string;
  text: string;
}

/** What a person has filled in so far: by item, and what they add themselves. */
export interface EvidenceDraft {
  required: Record<string, EvidenceEntry>;
  free: EvidenceEntry[];
}

export const NO_EVIDENCE: EvidenceDraft = { required: {}, free: [] };

export const EMPTY_ENTRY: EvidenceEntry = { title: '', link: '', text: '' };

/** What is wrong with an entry, field by field. */
export interface EntryProblems {
  title: string | null;
  link: string | null;
  text: string | null;
}

const LONGEST_TITLE = 200;

/** Says what is wrong with the evidence for a named item. */
export function checkRequired(
  entry: EvidenceEntry,
  isNeeded: boolean,
): EntryProblems {
  const isMissing = isNeeded && isEmpty(entry);
  return {
    title: null,
    link: checkLink(entry.link),
    text: isMissing
      ? 'An approval needs this: give a link or a text'
      : checkText(entry.text),
  };
}

/** Says what is wrong with evidence that a person adds themselves. */
export function checkFree(entry: EvidenceEntry): EntryProblems {
  const title = entry.title.trim();
  return {
    title:
      (title === '' && 'Say what it is') ||
      (title.length > LONGEST_TITLE &&
        `Use at most ${LONGEST_TITLE} characters`) ||
      null,
    link: checkLink(entry.link),
    text: isEmpty(entry) ? 'Give a link or a text' : checkText(entry.text),
  };
}

/** Tells whether nothing is wrong with an entry. */
export function isFine(problems: EntryProblems): boolean {
  return !problems.title && !problems.link && !problems.text;
}

/** Tells whether everything in the draft could be sent. */
export function isSendable(
  draft: EvidenceDraft,
  items: readonly EvidenceItem[],
  isNeeded: boolean,
): boolean {
  return (
    items.every(({ id }) =>
      isFine(checkRequired(draft.required[id] ?? EMPTY_ENTRY, isNeeded)),
    ) && draft.free.every(entry => isFine(checkFree(entry)))
  );
}

/** Turns a draft into what is sent; items that are left empty are left out. */
export function toEvidence(
  draft: EvidenceDraft,
  items: readonly EvidenceItem[],
): Evidence[] {
  const required = items.flatMap(({ id, title }) => {
    const entry = draft.required[id];
    return entry && !isEmpty(entry)
      ? [{ item: id, title, ...toContent(entry) }]
      : [];
  });
  const free = draft.free.map(entry => ({
    title: entry.title.trim(),
    ...toContent(entry),
  }));
  return [...required, ...free];
}

function toContent(entry: EvidenceEntry): { link?: string; text?: string } {
  const link = entry.link.trim();
  const text = entry.text.trim();
  return { ...(link && { link }), ...(text && { text }) };
}

function isEmpty(entry: EvidenceEntry): boolean {
  return !entry.link.trim() && !entry.text.trim();
}
