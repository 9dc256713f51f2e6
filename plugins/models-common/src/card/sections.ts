import { CardSection } from './cardSchemas';
import { partsOf } from './markdownParts';

/**
 * Where the recommended sections of a card come from.
 *
 * @public
 */
export const CARD_SECTIONS_SOURCE = {
  title: 'Hugging Face annotated model card template',
  link: 'https://huggingface.co/docs/hub/model-card-annotated',
} as const;

/** A section that the template recommends. */
export interface Recommended {
  id: string;
  title: string;
  asks: string;
  /** How headings of such a section read. */
  heading: RegExp;
  /** How headings read that would match, and are about something else. */
  except?: RegExp;
}

const OUT_OF_SCOPE = /out[- ]of[- ]scope|misuse|not (be )?used/i;

/** The sections of the template that every card can fill, whatever the model. */
export const RECOMMENDED: readonly Recommended[] = [
  {
    id: 'description',
    title: 'Model description',
    asks: 'What the model is, and who made it',
    heading: /\b(description|model details|overview|about|summary)\b/i,
  },
  {
    id: 'uses',
    title: 'Intended uses',
    asks: 'What it is meant for, and for whom',
    heading: /\b(uses?|usage|use cases?|applications?)\b/i,
    except: OUT_OF_SCOPE,
  },
  {
    id: 'out-of-scope',
    title: 'Out-of-scope uses',
    asks: 'What it must not be used for',
    heading: OUT_OF_SCOPE,
  },
  {
    id: 'limitations',
    title: 'Bias, risks and limitations',
    asks: 'Where it fails, and whom that may harm',
    heading: /\b(bias(es)?|risks?|limitations?|ethic\w*|caveats?)\b/i,
  },
  {
    id: 'training-data',
    title: 'Training data',
    asks: 'What it learned from, and how',
    heading: /\b(training (data\w*|details|procedure|set)|trained on)\b/i,
  },
  {
    id: 'evaluation',
    title: 'Evaluation',
    asks: 'How well it does, on which data',
    heading: /\b(evaluations?|results|performance|metrics|benchmarks?)\b/i,
  },
  {
    id: 'environment',
    title: 'Environmental impact',
    asks: 'What training it cost in energy or carbon',
    heading: /\b(environmental|carbon|co2|energy|emissions?)\b/i,
  },
  {
    id: 'contact',
    title: 'Contact',
    asks: 'Whom to ask about the card',
    heading: /\b(contacts?|authors?|maintainers?|owners?)\b/i,
  },
];

// The template says so where the author still has to write.
const PLACEHOLDER =
  /\[?more information needed\]?|\[?needs more information\]?/gi;

/**
 * Says of every recommended section whether a text has it.
 *
 * @param stated - sections that the card has in another way, as by a field.
 */
export function findSections(
  markdown: string,
  stated: readonly string[] = [],
): CardSection[] {
  const parts = partsOf(markdown);
  return RECOMMENDED.map(({ id, title, asks, heading, except }) => ({
    ...{ id, title, asks },
    present:
      stated.includes(id) ||
      parts.some(
        ({ headings, text }) =>
          headings.some(h => heading.test(h)) &&
          !(except && headings.some(h => except.test(h))) &&
          saysMore(text),
      ),
  }));
}

/**
 * Takes a text apart by the recommended sections.
 *
 * @remarks
 *
 * What stands under a heading that is about two sections is in both. Headings within a
 * section are of the third level and below.
 *
 * @returns the text of each section that says something, by its id, and what belongs to
 *   none of them.
 */
export function sectionTexts(markdown: string): {
  sections: ReadonlyMap<string, string>;
  rest: string;
} {
  const title = firstHeading(markdown);
  const sections = new Map<string, string[]>();
  const rest: string[] = [];
  for (const part of partsOf(markdown).filter(({ text }) => saysMore(text))) {
    // The title of a card is above all of it, and says nothing of a section.
    const headings = part.headings.filter(heading => heading !== title);
    const about = RECOMMENDED.flatMap(section => {
      const depth = depthBelow(section, headings);
      return depth === undefined ? [] : [{ id: section.id, depth }];
    });
    for (const { id, depth } of about) {
      const texts = sections.get(id) ?? [];
      sections.set(id, [...texts, below(headings, part.text, depth)]);
    }
    if (about.length === 0) {
      rest.push(below(headings, part.text, headings.length));
    }
  }
  return {
    sections: new Map(
      [...sections].map(([id, texts]) => [id, texts.join('\n\n')]),
    ),
    rest: rest.join('\n\n'),
  };
}

/** How far a text is below the heading of a section; nothing when it is elsewhere. */
function depthBelow(
  { heading, except }: Recommended,
  headings: readonly string[],
): number | undefined {
  if (except && headings.some(h => except.test(h))) {
    return undefined;
  }
  const outermost = headings.map(h => heading.test(h)).lastIndexOf(true);
  return outermost < 0 ? undefined : outermost;
}

function below(
  [heading]: readonly string[],
  text: string,
  depth: number,
): string {
  const body = withoutHtmlHeadings(text.trim());
  return depth === 0
    ? body
    : `${'#'.repeat(Math.min(2 + depth, 6))} ${heading}\n\n${body}`;
}

// They would look like sections of the document that the text is put into.
function withoutHtmlHeadings(text: string): string {
  return text.replace(/<(\/?)h[1-6]\b[^>]*>/gi, '<$1strong>');
}

/** The first heading of a text. */
export function firstHeading(markdown: string): string | undefined {
  return partsOf(markdown).find(part => part.headings.length > 0)?.headings[0];
}

// Labels of a list ("- **Hours used:**") say nothing without what follows them.
function saysMore(text: string): boolean {
  return text
    .replace(PLACEHOLDER, '')
    .split('\n')
    .some(line =>
      /[\p{L}\p{N}]/u.test(line.replace(/^\s*[-*]\s*\*\*[^*]*\*\*:?/, '')),
    );
}
