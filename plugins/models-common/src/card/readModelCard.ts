import { ModelCard } from './cardSchemas';
import { isGoogleModelCard, readGoogleModelCard } from './googleModelCard';
import { readHuggingFaceCard } from './huggingFace';

/**
 * The longest card that is read, in bytes. The longest of 9,000 cards had 600 kB.
 *
 * @public
 */
export const MAX_CARD_BYTES = 1_000_000;

/**
 * Reads a model card: Hugging Face's, Markdown with YAML before it, or the JSON of
 * Google's Model Card Toolkit.
 *
 * @returns the card, or why the document is none and what to do about that.
 * @public
 */
export function readModelCard(
  document: string,
): { card: ModelCard } | { problem: string } {
  const text = document.replace(/^\uFEFF/, '').trim();
  if (!text) {
    return { problem: 'The card is empty; write it, or take it off the model' };
  }
  if (!text.startsWith('{')) {
    return { card: readHuggingFaceCard(text) };
  }
  const parsed = parseJson(text);
  if ('problem' in parsed) {
    return parsed;
  }
  return isGoogleModelCard(parsed.document)
    ? { card: readGoogleModelCard(parsed.document) }
    : {
        problem:
          "The JSON is no model card: it has none of 'model_details', 'model_parameters', 'quantitative_analysis' and 'considerations'",
      };
}

function parseJson(text: string): { document: unknown } | { problem: string } {
  try {
    return { document: JSON.parse(text) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { problem: `The card is no valid JSON: ${why}` };
  }
}
