// Verifies the request on standard input with npm's `standardwebhooks`; exits 1 when it is refused.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const portal = new URL('../../../frontend_contract/portal/package.json', import.meta.url);
const { Webhook, WebhookVerificationError } = createRequire(portal)('standardwebhooks');
const { secret, headers, body } = JSON.parse(readFileSync(0, 'utf8'));
try {
  new Webhook(secret).verify(body, headers);
} catch (error) {
  if (!(error instanceof WebhookVerificationError)) throw error;
  process.exitCode = 1;
}
