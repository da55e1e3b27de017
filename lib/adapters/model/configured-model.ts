import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModel } from 'ai';
import { z } from 'zod';
import { guardedFetch } from './guarded-fetch.ts';
import { type Price, parsePrice } from './price.ts';

/** The model that the settings name, or the plain reason why there is none. `label` is safe to show; the key is not in it. */
export type ConfiguredModel =
  | { kind: 'configured'; label: string; host: string; price: Price | null; model: LanguageModel }
  | { kind: 'none'; reason: string };

const settings = z.object({
  PLUMBLINE_MODEL: z.string().trim().max(200).optional(),
  PLUMBLINE_MODEL_URL: z.string().trim().max(2_000).optional(),
  PLUMBLINE_MODEL_KEY: z.string().trim().max(4_000).optional(),
  PLUMBLINE_MODEL_PRICE: z.string().trim().max(100).optional(),
});

const PROVIDERS = ['openai', 'anthropic', 'compatible'] as const;
type Provider = (typeof PROVIDERS)[number];
const HOME: Readonly<Record<Exclude<Provider, 'compatible'>, string>> = {
  openai: 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com/v1',
};

/**
 * Reads `PLUMBLINE_MODEL` (`openai:NAME`, `anthropic:NAME`, `compatible:NAME`), `PLUMBLINE_MODEL_URL` (base address; demanded for
 * `compatible`), `PLUMBLINE_MODEL_KEY` and `PLUMBLINE_MODEL_PRICE` (`in/out` US$ per million tokens). Opens no connection.
 * A key is sent over https or to this machine only; other addresses with a key are refused.
 */
export function configuredModel(environment: Readonly<Record<string, string | undefined>>): ConfiguredModel {
  const parsed = settings.safeParse(environment);
  if (!parsed.success) return none('A PLUMBLINE_MODEL setting is longer than it may be.');
  const { PLUMBLINE_MODEL: name, PLUMBLINE_MODEL_KEY: key, PLUMBLINE_MODEL_PRICE: priceText } = parsed.data;
  if (!name) return none('No model is configured. Set PLUMBLINE_MODEL on the server and start it again.');
  const read = readName(name);
  if (!read) return none('PLUMBLINE_MODEL must be openai:NAME, anthropic:NAME or compatible:NAME.');
  const address = readAddress(read.provider, parsed.data.PLUMBLINE_MODEL_URL, Boolean(key));
  if (typeof address === 'string') return none(address);
  if (read.provider !== 'compatible' && !key)
    return none(`PLUMBLINE_MODEL_KEY is not set: ${read.provider} needs a key.`);
  const price = priceText ? parsePrice(priceText) : null;
  if (priceText && !price) return none('PLUMBLINE_MODEL_PRICE must be two numbers, input/output, such as 2.50/10.');
  return {
    kind: 'configured',
    label: `${read.provider}:${read.model}`,
    host: address.host,
    price,
    model: open(read.provider, read.model, address.href.replace(/\/$/, ''), key),
  };
}

function none(reason: string): ConfiguredModel {
  return { kind: 'none', reason };
}

function readName(text: string): { provider: Provider; model: string } | null {
  const match = /^([a-z]+):([\w.:/@-]{1,150})$/.exec(text);
  const provider = PROVIDERS.find((known) => known === match?.[1]);
  return provider && match?.[2] ? { provider, model: match[2] } : null;
}

function readAddress(provider: Provider, url: string | undefined, withKey: boolean): URL | string {
  const text = url || (provider === 'compatible' ? null : HOME[provider]);
  if (!text)
    return 'PLUMBLINE_MODEL_URL is not set: compatible needs the base address of its server, such as http://127.0.0.1:8080/v1.';
  if (!URL.canParse(text)) return 'PLUMBLINE_MODEL_URL is not an address.';
  const address = new URL(text);
  if (!['http:', 'https:'].includes(address.protocol)) return 'PLUMBLINE_MODEL_URL must be an http or https address.';
  if (address.username || address.password)
    return 'PLUMBLINE_MODEL_URL may hold no credentials: use PLUMBLINE_MODEL_KEY.';
  if (withKey && address.protocol === 'http:' && !isThisMachine(address.hostname))
    return 'PLUMBLINE_MODEL_URL is http to another machine: the key would travel in the clear. Use https.';
  return address;
}

function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function open(provider: Provider, model: string, baseURL: string, key: string | undefined): LanguageModel {
  const common = { baseURL, fetch: guardedFetch, ...(key ? { apiKey: key } : {}) };
  if (provider === 'openai') return createOpenAI(common)(model);
  if (provider === 'anthropic') return createAnthropic(common)(model);
  return createOpenAICompatible({ name: 'compatible', includeUsage: true, ...common })(model);
}
