import { Request } from 'express';

/** Types of bodies that are CloudEvents in JSON: one event, and a batch of them. */
export const CLOUD_EVENT_TYPES = [
  'application/cloudevents+json',
  'application/cloudevents-batch+json',
];

const ATTRIBUTE_HEADER = /^ce-([a-z0-9]+)$/;

/**
 * Puts an event of the binary HTTP mode, whose attributes are headers, into the form of
 * the structured one; any other body stays as it is.
 */
export function structuredEvent(request: Request): unknown {
  if (request.header('ce-specversion') === undefined) {
    return request.body;
  }
  const attributes = Object.entries(request.headers).flatMap(
    ([header, value]) => {
      const name = ATTRIBUTE_HEADER.exec(header)?.[1];
      return name && typeof value === 'string' ? [[name, decode(value)]] : [];
    },
  );
  return { ...Object.fromEntries(attributes), data: request.body };
}

// Attributes are percent-encoded in headers.
function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
