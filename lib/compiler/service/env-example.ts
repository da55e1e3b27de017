import type { SchemePlan } from '../auth-plan.ts';
import type { EventPlan, IntegrationPlan, Plan } from '../plan.ts';
import { reseals } from '../platform/seal.ts';
import { code, when } from '../text/code.ts';
import { comment } from '../text/quote.ts';
import { subscribersOf } from './event.ts';
import { hashes } from './hashed.ts';
import { addressOf, authSettings } from './integrations/adapter.ts';
import { protocolSettings } from './integrations/beyond-http.ts';
import { messageKeySettings } from './integrations/encrypted-messages.ts';

/** .env.example: every setting, with what it is for. */
export function envExample(plan: Plan): string {
  const { auth, wire, model, seals, outside, integrations, events, files } = plan;
  return code`
    # Settings of ${comment(model.service.name)}. The service reads the environment only; this file is never read by itself.

    # Where to listen: a port, or a unix socket instead.
    PORT=8080
    HOST=127.0.0.1
    # SOCKET=/run/service.sock

    # PostgreSQL. Without it the service keeps an embedded database in DATA_DIR, or in memory.
    # DATABASE_URL=postgres://user:password@localhost/service
    # DATA_DIR=./data

    ${when(wire.addresses, PROXIES)}

    ${when(seals, KEY)}
    ${when(seals && reseals(plan), OLD_KEYS)}

    ${when(hashes(plan), HASH_KEY)}

    ${when(outside, STAND_INS)}

    ${when(outside, integrations.map(systemText).join('\n\n'))}

    ${events.map(eventText).join('\n\n')}

    ${files.folders.map((name) => (files.written.includes(name) ? `# The folder that files are written to. All instances of the service have to see the same one.\n${name}=./files` : `# A folder whose files are read. Left out, it is empty.\n# ${name}=./files`)).join('\n\n')}

    ${auth.schemes.length > 0 ? authText(auth.schemes, model.service.name) : issuerText(model.service.name)}
  `;
}

const STAND_INS = `
# Where NODE_ENV is production, stand-ins for other systems (\`simulator:\`) are refused unless this says so: for sandboxes only.
# SIMULATORS=allowed
`.trim();

function systemText({ integration }: IntegrationPlan): string {
  const settings = authSettings(integration).map(([role, name]) => `${OPTIONAL.includes(role) ? '# ' : ''}${name}=`);
  const more = protocolSettings(integration).map(([role, name]) => [`# ${MORE[role]}`, `${name}=`].join('\n'));
  const keys = messageKeySettings(integration).map(([, name]) => `${name}=`);
  return code`
    # ${comment(integration.name)}: its address, or \`simulator:\` for a stand-in.
    ${addressOf(integration)}=simulator:
    ${settings}
    ${more}
    ${keys.length > 0 && KEYS}
    ${keys}
  `;
}

function eventText({ event }: EventPlan): string {
  const settings = subscribersOf(event).flatMap(({ url, secret, needed }) => {
    const mark = needed ? '' : '# ';
    return [`${mark}${url}=${needed ? 'simulator:' : ''}`, ...(secret === null ? [] : [`${mark}${secret}=`])];
  });
  if (settings.length === 0) return '';
  return code`
    # ${comment(event.name)}: who is told, and the secret (whsec_ and base64) that signs it; \`simulator:\` tells nobody.
    ${settings}
  `;
}

function issuerText(service: string): string {
  return code`
    # Who issues the callers' tokens, for which audience, and where the public keys are (https:, http: or data:).
    AUTH_ISSUER=https://issuer.example
    AUTH_AUDIENCE=${comment(service)}
    AUTH_JWKS_URL=https://issuer.example/.well-known/jwks.json
  `;
}

/** What is needed to know callers, for each way that the specification names. */
function authText(schemes: readonly SchemePlan[], service: string): string {
  const texts = schemes.map(({ kind, secret, issuer, audience }) => {
    if (kind === 'keys')
      return code`
        # The keys of callers: \`id:role,role:sha256\` for each, with spaces between them; the last part is the key's SHA-256 in hexadecimal.
        ${secret}=
      `;
    if (kind === 'secret')
      return code`
        # What the callers' tokens are signed with: at least 32 bytes.
        ${secret}=
      `;
    return code`
      # Who issues the callers' tokens. Where its public keys are, it says itself, unless AUTH_JWKS_URL does.
      ${issuer?.kind === 'literal' ? '' : `${issuer?.name ?? 'AUTH_ISSUER'}=https://issuer.example`}
      ${audience === null ? `AUTH_AUDIENCE=${comment(service)}` : ''}
      # AUTH_JWKS_URL=https://issuer.example/.well-known/jwks.json
    `;
  });
  return [...new Set(texts)].join('\n\n');
}

const OPTIONAL = ['scope', 'authority'];

const MORE = {
  from: 'The address that mails come from.',
  hostKey:
    "The fingerprint of the server's key, as `ssh-keygen -l` prints it: SHA256:… The secret may be a private key in PEM.",
};

const KEYS =
  '# Its messages are encrypted: for its public key (or certificate), and back for the private key of this service. PEM; line breaks may be \\n.';

const PROXIES = code`
  # Gateways in front of the service, as addresses or networks: they say for whom they ask (X-Forwarded-For). Limits for each
  # address count those; without this, they count whoever connects.
  # TRUSTED_PROXIES=10.0.0.0/8
`;

const KEY = code`
  # 32 bytes in base64; encrypts what is stored. Needed with DATABASE_URL; DATA_DIR keeps its own.
  # DATA_KEY=
`;

const OLD_KEYS = code`
  # Another DATA_KEY: write the new one there and the old ones here, with spaces between them, and start all replicas anew. What
  # they sealed is sealed with the new one at each start; as soon as a start says \`"resealed":0\`, they can go.
  # DATA_KEYS_OLD=
`;

const HASH_KEY = code`
  # At least 32 bytes; makes the hashes by which rows are found. With another one nothing would be found: keep it for good.
  HASH_KEY=
`;
