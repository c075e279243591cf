/** Keeps documents that are not as their schemas say out of a portal. */

import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Api, Page, Site } from 'gbif-portal-client';
import { isPage } from './copy.ts';

type Schemas = Record<string, { properties?: { type?: { const?: string } } }>;

/**
 * Compares documents with the schemas that their API serves beside them.
 *
 * @throws Error that names the page, its path and the place in its document (a JSON Pointer).
 */
export async function validate(api: Api, documents: (Page | Site)[]): Promise<void> {
  if (documents.length === 0) return;
  const url = `${api.url}schema/openapi.json`;
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`The delivery API answers ${answer.status} to ${url}.`);
  const contract = (await answer.json()) as { components: { schemas: Schemas } };
  const { schemas } = contract.components;
  // Formats are promises to readers, not what a page is drawn by. Most of the time is spent in
  // making the code that compares, so that it be made better does not pay.
  const ajv = new Ajv2020({ strict: false, validateFormats: false, code: { optimize: false } });
  ajv.addSchema(contract, 'contract');
  const compiled = new Map<string, ValidateFunction>();
  for (const document of documents) {
    const what = isPage(document)
      ? `The page “${document.title}” at ${document.path}`
      : `The site in “${document.locale.requested}”`;
    const { type } = document;
    const name = Object.keys(schemas).find((one) => schemas[one]?.properties?.type?.const === type);
    if (!name) throw new Error(`${what} is of the type “${type}”, which ${url} does not describe.`);
    const matches =
      compiled.get(name) ?? ajv.compile({ $ref: `contract#/components/schemas/${name}` });
    compiled.set(name, matches);
    if (matches(document)) continue;
    throw new Error(
      `${what} is not as its schema says: ${worst(matches.errors ?? [])}. ` +
        'The service that sends it must be repaired, or its page edited and published again.',
    );
  }
}

/** The mistake that lies deepest, in a member of a union that the document's `type` has chosen. */
function worst(errors: ErrorObject[]): string {
  const chosen = errors.filter(({ keyword }) => keyword !== 'const' && keyword !== 'oneOf');
  const candidates = chosen.length > 0 ? chosen : errors;
  const depth = ({ instancePath }: ErrorObject): number => instancePath.split('/').length;
  const [error] = candidates.toSorted((one, other) => depth(other) - depth(one));
  return `${error?.instancePath || '/'} ${error?.message ?? 'is not valid'}`;
}
