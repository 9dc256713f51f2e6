/** A piece of a Markdown document. */
export interface MarkdownPart {
  /** The heading above the text, and those above that one, the lowest first. */
  headings: string[];
  text: string;
}

// What begins like this is a quote, an item of a list, a row of a table or HTML: a line
// of dashes below it does not make it a heading.
const OTHER_BLOCK = /^ {0,3}([>|<]|[-*+]([ \t]|$)|\d{1,9}[.)]([ \t]|$))/;

class Parts {
  readonly all: MarkdownPart[] = [{ headings: [], text: '' }];
  readonly #path: Array<{ level: number; title: string }> = [];
  // Lines that are a heading if the next one underlines them.
  #paragraph: string[] = [];
  #isInOtherBlock = false;

  get isInParagraph(): boolean {
    return this.#paragraph.length > 0;
  }

  add(line: string, isCode: boolean): void {
    this.#last.text += `${line}\n`;
    if (isCode || line.trim() === '') {
      this.#paragraph = [];
      this.#isInOtherBlock = false;
      return;
    }
    const beginsAnother =
      OTHER_BLOCK.test(line) ||
      (!this.isInParagraph && /^( {4}|\t)/.test(line));
    this.#isInOtherBlock ||= beginsAnother;
    if (this.#isInOtherBlock) {
      this.#paragraph = [];
    } else {
      this.#paragraph.push(line);
    }
  }

  underline(level: number): void {
    const title = this.#paragraph;
    const { text } = this.#last;
    const length = title.reduce((sum, line) => sum + line.length + 1, 0);
    this.#last.text = text.slice(0, text.length - length);
    this.open(level, title.map(line => line.trim()).join(' '));
  }

  open(level: number, title: string): void {
    const path = this.#path;
    while (path.length > 0 && path[path.length - 1].level >= level) {
      path.pop();
    }
    path.push({ level, title: plain(title) });
    const headings = path.map(above => above.title).reverse();
    this.all.push({ headings, text: '' });
    this.#paragraph = [];
    this.#isInOtherBlock = false;
  }

  get #last(): MarkdownPart {
    return this.all[this.all.length - 1];
  }
}

/**
 * Cuts a Markdown document at its headings, underlined ones included.
 *
 * @remarks
 *
 * The text below a heading counts for the headings that it stands under, too: a section
 * that only has subsections is not empty. What HTML comments say is left out.
 */
export function partsOf(markdown: string): MarkdownPart[] {
  const parts = new Parts();
  for (const { line, isCode } of proseOf(markdown)) {
    const heading = isCode ? null : /^ {0,3}(#{1,6})[ \t](.+)$/.exec(line);
    const underline = isCode ? null : /^ {0,3}(=+|-+)[ \t]*$/.exec(line);
    if (heading) {
      parts.open(heading[1].length, heading[2]);
    } else if (underline && parts.isInParagraph) {
      parts.underline(underline[1].startsWith('=') ? 1 : 2);
    } else {
      parts.add(line, isCode);
    }
  }
  return parts.all;
}

function* proseOf(
  markdown: string,
): Generator<{ line: string; isCode: boolean }> {
  let fence: string | undefined;
  const visible = withoutComments(markdown);
  for (const line of visible.split('\n')) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    const isCode = fence !== undefined || mark !== undefined;
    if (fence === undefined) {
      fence = mark;
    } else if (mark?.startsWith(fence)) {
      fence = undefined;
    }
    yield { line, isCode };
  }
}

/** Without what HTML comments say to authors. */
function withoutComments(markdown: string): string {
  let rest = markdown;
  let visible = '';
  for (;;) {
    const start = rest.indexOf('<!--');
    const end = start < 0 ? -1 : rest.indexOf('-->', start + 4);
    if (end < 0) {
      return visible + rest;
    }
    visible += rest.slice(0, start);
    rest = rest.slice(end + 3);
  }
}

function plain(heading: string): string {
  return heading
    .trimEnd()
    .replace(/[ \t]#+$/, '')
    .replace(/[*_`]/g, '')
    .trim();
}
