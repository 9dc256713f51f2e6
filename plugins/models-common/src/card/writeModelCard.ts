import { ModelOverview } from '../fleet/schemas';
import { ModelEntity } from '../kind/ModelEntity';
import { ModelVersion } from '../lifecycle/schemas';
import { writeFrontMatter } from './cardFrontMatter';
import { bullets, plainText, writeSection } from './cardMarkdown';
import { recordSections, sectionFacts } from './cardRecord';
import { CardAnswer } from './cardSchemas';
import { CARD_SECTIONS_SOURCE, RECOMMENDED, sectionTexts } from './sections';

/**
 * All that a card is written from.
 *
 * @public
 */
export interface ModelCardFacts {
  /** As the catalog has it, with its relations. */
  entity: ModelEntity;
  /** What the record holds of the model, with the sign-offs of the version. */
  overview: ModelOverview;
  /** The version that the card is about; nothing when none is known. */
  version?: ModelVersion;
  /** The card that the team wrote, if any. */
  written: CardAnswer;
  /** When it is made. */
  now: Date;
}

/**
 * Writes a model card in the format of Hugging Face: YAML and Markdown.
 *
 * @remarks
 *
 * Its sections are filled from the card that the team wrote, the entity, and the record:
 * versions, deployments, checks, sign-offs. Sections for which nobody wrote anything are
 * there, say so, and are listed at the end.
 *
 * @public
 */
export function writeModelCard(facts: ModelCardFacts): string {
  const { entity, written } = facts;
  const { card } = written;
  const title = entity.metadata.title ?? card?.title ?? entity.metadata.name;
  const texts = sectionTexts(card?.markdown ?? '');
  const sections = RECOMMENDED.map(section => ({
    ...section,
    blocks: [
      ...sectionFacts(section.id, facts),
      texts.sections.get(section.id) ?? '',
    ].filter(block => block !== ''),
  }));
  const [contact] = sections.splice(-1);
  const missing = [...sections, contact].filter(
    ({ blocks }) => blocks.length === 0,
  );
  const document = [
    ...[`# ${plainText(title)}`, origin(facts)],
    ...sections.map(writeSection),
    ...recordSections(facts).map(writeSection),
    writeSection(contact),
    ...(texts.rest
      ? [writeSection({ title: 'Further notes', blocks: [texts.rest] })]
      : []),
    ...whatIsMissing(missing, written),
  ].join('\n\n');
  const tags = entity.metadata.tags ?? [];
  return `${writeFrontMatter({ title, tags, card })}${document}\n`;
}

function origin({ overview, now }: ModelCardFacts): string {
  const { modelRef, governance } = overview;
  const { version } = governance;
  const subject =
    version === undefined
      ? `\`${modelRef}\``
      : `version ${plainText(version)} of \`${modelRef}\``;
  return `Exported by Modelry on ${now.toISOString()}, about ${subject}. Deployments, monitoring, sign-offs and who answers for the model are what the record held then; the rest is what its authors wrote.`;
}

function whatIsMissing(
  missing: ReadonlyArray<{ title: string; asks: string }>,
  { declared, card, problem }: CardAnswer,
): string[] {
  const why = [
    declared ? '' : 'Nobody has written a card for this model.',
    problem
      ? `The card that was written ${
          card ? 'may be out of date' : 'could not be read'
        }: ${plainText(problem)}`
      : '',
    ...(card?.problems ?? []).map(
      what => `Part of the card could not be read: ${plainText(what)}`,
    ),
  ].filter(text => text !== '');
  return missing.length === 0 && why.length === 0
    ? []
    : [
        writeSection({
          title: 'What is missing',
          blocks: [
            ...why,
            missing.length > 0
              ? `Nothing is said of these sections of the [${CARD_SECTIONS_SOURCE.title}](${CARD_SECTIONS_SOURCE.link}):`
              : '',
            bullets(missing.map(({ title, asks }) => `${title}: ${asks}`)),
          ],
        }),
      ];
}
