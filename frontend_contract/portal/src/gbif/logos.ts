/**
 * Logos of publishers, fetched when the portal is built: a reader's browser asks nobody but the
 * portal. What is too large, too slow, no picture or not there stays away.
 */

const LARGEST = 60_000;
const TIMEOUT = 3_000;
const TYPES = /^image\/(png|jpeg|webp|gif|svg\+xml)/;

const known = new Map<string, Promise<string | null>>();

/** The picture at an address as a data: URL, or null. */
export function logoData(address: string): Promise<string | null> {
  const found = known.get(address) ?? fetchLogo(address);
  known.set(address, found);
  return found;
}

async function fetchLogo(address: string): Promise<string | null> {
  const { protocol, hostname } = new URL(address);
  // Publishers write these addresses: they are no reason to look into our own network.
  if (protocol !== 'https:' || !/\.[a-z]{2,}$/i.test(hostname)) return null;
  try {
    const answer = await fetch(address, {
      redirect: 'error',
      credentials: 'omit',
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const type = answer.headers.get('content-type') ?? '';
    if (!answer.ok || !TYPES.test(type)) return null;
    if (Number(answer.headers.get('content-length') ?? 0) > LARGEST) return null;
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (bytes.length > LARGEST) return null;
    return `data:${type.split(';')[0]};base64,${bytes.toString('base64')}`;
  } catch {
    return null;
  }
}
