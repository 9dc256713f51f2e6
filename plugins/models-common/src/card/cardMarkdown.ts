/** How a card says that somebody still has to write something; the template's words. */
export const TO_BE_WRITTEN = '[More Information Needed]';

/** A section of a Markdown document. */
export interface MarkdownSection {
  title: string;
  /** Its paragraphs, lists and tables. */
  blocks: string[];
}

/** Writes a section; one that says nothing says so. */
export function writeSection({ title, blocks }: MarkdownSection): string {
  const said = blocks.filter(block => block.trim() !== '');
  return [`## ${title}`, ...(said.length > 0 ? said : [TO_BE_WRITTEN])].join(
    '\n\n',
  );
}

/** Writes a text on one line, so that Markdown shows it as it is. */
export function plainText(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>|#~&]/g, character => `\\${character}`);
}

/** Writes a list of texts. */
export function bullets(texts: readonly string[]): string {
  return texts.map(text => `- ${plainText(text)}`).join('\n');
}

/** Writes a table; nothing when it has no rows. */
export function table(
  titles: readonly string[],
  rows: ReadonlyArray<ReadonlyArray<string | undefined>>,
): string {
  if (rows.length === 0) {
    return '';
  }
  const line = (cells: ReadonlyArray<string | undefined>) =>
    `| ${cells.map(cell => plainText(cell ?? '')).join(' | ')} |`;
  return [
    line(titles),
    `|${titles.map(() => ' --- |').join('')}`,
    ...rows.map(line),
  ].join('\n');
}
