import { FleetAddress, readAddress, writeAddress } from '../page/fleetAddress';
import { knownColumns } from '../page/useChosenColumns';

/** So many views anybody can tell apart. */
export const MOST_VIEWS = 50;

/** So long the name of a view can be. */
export const LONGEST_NAME = 60;

/** A way to look at the list of models that somebody comes back to. */
export interface SavedView {
  name: string;
  /** The query of the address that shows it. */
  query: string;
  columns: readonly string[];
}

/** All views of a person. */
export interface SavedViews {
  views: readonly SavedView[];
  /** Name of the view with which the list opens; all models when there is none. */
  opensWith?: string;
}

/** What somebody looks at. */
export interface Look {
  address: FleetAddress;
  columns: readonly string[];
}

/** Makes a view of what somebody looks at, of all its pages. */
export function toView(name: string, { address, columns }: Look): SavedView {
  const query = writeAddress({ ...address, cursor: undefined });
  return { name, query: query.toString(), columns: [...columns] };
}

/** Whether a view is what somebody looks at. */
export function isShown(view: SavedView, look: Look): boolean {
  const shown = toView(view.name, look);
  return (
    shown.query === view.query &&
    shown.columns.join() === knownColumns(view.columns).join()
  );
}

/** What a view shows; what it names and there is no more is left out. */
export function lookOf(view: SavedView): Look {
  return {
    address: readAddress(new URLSearchParams(view.query)),
    columns: knownColumns(view.columns),
  };
}

/** Adds a view, in the place of the one that has its name. */
export function withView(
  { views, opensWith }: SavedViews,
  view: SavedView,
  isFirst: boolean,
): SavedViews {
  const others = views.filter(({ name }) => name !== view.name);
  const opens = isFirst ? view.name : exceptFor(opensWith, view.name);
  return {
    views: [...others, view].sort((a, b) => a.name.localeCompare(b.name)),
    ...(opens !== undefined && { opensWith: opens }),
  };
}

/** Says what is wrong with the name of a view, if anything is. */
export function checkName(
  name: string,
  others: readonly string[] = [],
): string | undefined {
  const trimmed = name.trim();
  if (trimmed === '') {
    return 'Give it a name';
  }
  if (trimmed.length > LONGEST_NAME) {
    return `Use at most ${LONGEST_NAME} characters`;
  }
  return others.includes(trimmed) ? 'Another view has this name' : undefined;
}

/** Reads views that were kept, as far as they can be read. */
export function readViews(kept: unknown): SavedViews {
  if (!isRecord(kept) || !Array.isArray(kept.views)) {
    return { views: [] };
  }
  const views = kept.views.flatMap(readView).slice(0, MOST_VIEWS);
  const opens = views.find(({ name }) => name === kept.opensWith)?.name;
  return { views, ...(opens !== undefined && { opensWith: opens }) };
}

function readView(kept: unknown): SavedView[] {
  return isRecord(kept) &&
    typeof kept.name === 'string' &&
    typeof kept.query === 'string'
    ? [
        {
          name: kept.name,
          // As it would be written today.
          query: writeAddress(
            readAddress(new URLSearchParams(kept.query)),
          ).toString(),
          columns: knownColumns(kept.columns),
        },
      ]
    : [];
}

function exceptFor(name: string | undefined, left: string): string | undefined {
  return name === left ? undefined : name;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
