/** The delivery API of one portal. */

import createClient, { type Client } from 'openapi-fetch';
import type { paths } from './openapi.ts';

const ROOT = '/api/delivery/v1';
type Paths = {
  [Path in keyof paths as Path extends `${typeof ROOT}${infer Rest}` ? Rest : never]: paths[Path];
};

export interface Options {
  /** The API's address, e.g. `https://cms.portal.example/api/delivery/v1/`. */
  url: string;
  /** The host name of the portal, where one CMS holds several. */
  site?: string | undefined;
  /** What asks in place of the global `fetch`: with a timeout, a cache or more headers. */
  fetch?: ((request: Request) => Promise<Response>) | undefined;
}

export interface Api {
  url: string;
  site: string | undefined;
  /** openapi-fetch, for what has no function here: `api.client.GET('/sitemap/')`. */
  client: Client<Paths>;
}

/** An RFC 9457 problem: `type` is an address that explains it. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
}

/** There is no answer, or it is not the one that was asked for. */
export class ApiError extends Error {
  override name = 'ApiError';
  /** null when there was no answer. */
  readonly status: number | null;
  /** null when what answered is not the API. */
  readonly problem: Problem | null;

  constructor(message: string, status: number | null, problem: Problem | null, cause?: unknown) {
    super(message, { cause });
    this.status = status;
    this.problem = problem;
  }
}

/** The API at an address; asks nothing yet. */
export function connect({ url, site, fetch }: Options): Api {
  const baseUrl = url.replace(/\/+$/, '');
  const client = createClient<Paths>({ baseUrl, ...(fetch && { fetch }) });
  return { url: `${baseUrl}/`, site: site || undefined, client };
}

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/**
 * The answer, whatever its status.
 *
 * @throws ApiError when there is none.
 */
export async function answerOf<Data>(
  api: Api,
  asked: Promise<Answer<Data>>,
): Promise<Answer<Data>> {
  try {
    return await asked;
  } catch (error) {
    const reason = error instanceof Error ? (error.cause ?? error) : error;
    throw new ApiError(
      `The delivery API does not answer at ${api.url}: ${String(reason)}`,
      null,
      null,
      error,
    );
  }
}

/** What was asked for; @throws ApiError naming the address when it is not a success. */
export function dataOf<Data>({ data, error, response }: Answer<Data>): Data {
  if (data !== undefined && response.ok) return data;
  const problem = problemOf(error);
  const said = problem ? `${problem.title}: ${problem.detail}` : String(error).slice(0, 500);
  throw new ApiError(
    `The delivery API answers ${response.status} to ${response.url}: ${said}`,
    response.status,
    problem,
  );
}

/** What any call of `api.client` asks for; @throws ApiError when it does not come. */
export async function read<Data>(api: Api, asked: Promise<Answer<Data>>): Promise<Data> {
  return dataOf(await answerOf(api, asked));
}

function problemOf(error: unknown): Problem | null {
  return typeof error === 'object' && error !== null && 'title' in error
    ? (error as Problem)
    : null;
}

/** Whether the problem is of the type that ends with this name, e.g. `invalid-cursor`. */
export function isProblem(error: unknown, name: string): boolean {
  return problemOf(error)?.type.endsWith(`/problems/${name}/`) ?? false;
}
