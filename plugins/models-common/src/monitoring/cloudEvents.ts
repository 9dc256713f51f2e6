import { z } from 'zod';
import {
  environmentNameSchema,
  timestampSchema,
  versionNameSchema,
} from '../api/fields';
import { MalformedReportError, parsePart } from './evidentlyFindings';
import { ReportContext } from './reports';

const cloudEventSchema = z.looseObject({
  specversion: z.literal('1.0'),
  id: z.string().min(1),
  source: z.string().min(1),
  type: z.string().min(1),
  time: timestampSchema.optional(),
  environment: environmentNameSchema.optional(),
  modelversion: versionNameSchema.optional(),
});

/** Types of events that carry what was asked of a model and what it answered. */
const PAYLOAD_TYPE = /^org\.kubeflow\.serving\.inference\./;

/** What an envelope holds. */
export interface OpenedEnvelope {
  /** The document in it. */
  data: unknown;
  /** What the envelope says about the document, where the sender said nothing. */
  context: ReportContext;
}

/**
 * Opens a CloudEvents 1.0 envelope in its JSON format.
 *
 * @returns nothing when the document is no such envelope.
 * @throws {@link MalformedReportError} when the envelope holds no JSON, or requests and
 *   answers of a model: these may be personal data and must not be kept here.
 */
export function openCloudEvent(
  document: unknown,
  context: ReportContext,
): OpenedEnvelope | undefined {
  if (!isEnvelope(document)) {
    return undefined;
  }
  const event = parsePart(cloudEventSchema, document, 'CloudEvent');
  if (PAYLOAD_TYPE.test(event.type)) {
    throw new MalformedReportError(
      `type: ${event.type}`,
      'such events carry requests and answers of the model, which are not kept here; send the events of a drift detector',
    );
  }
  return {
    data: jsonIn(event),
    context: {
      ...context,
      environment: context.environment ?? event.environment,
      version: context.version ?? event.modelversion,
      observedAt: context.observedAt ?? event.time,
    },
  };
}

/**
 * Names an event: source and id together, which its sender uses once.
 *
 * @returns nothing for a document that is no event.
 * @public
 */
export function cloudEventKey(document: unknown): string | undefined {
  const parsed = z
    .object({ specversion: z.string(), source: z.string(), id: z.string() })
    .safeParse(document);
  return parsed.success
    ? JSON.stringify([parsed.data.source, parsed.data.id])
    : undefined;
}

function isEnvelope(document: unknown): boolean {
  return (
    typeof document === 'object' &&
    document !== null &&
    'specversion' in document
  );
}

function jsonIn(event: z.output<typeof cloudEventSchema>): unknown {
  const { data, data_base64: encoded, datacontenttype: type } = event;
  if (typeof type === 'string' && !/^[^;]*\bjson\b/.test(type)) {
    throw new MalformedReportError(
      `datacontenttype: ${type}`,
      'send the report as JSON',
    );
  }
  const text = typeof encoded === 'string' ? decodeBase64(encoded) : data;
  if (typeof text !== 'string') {
    return text;
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new MalformedReportError('data', 'holds no JSON');
  }
}

function decodeBase64(encoded: string): string {
  try {
    const bytes = Uint8Array.from(atob(encoded), char => char.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch {
    throw new MalformedReportError('data_base64', 'is no base64');
  }
}
