import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { Toaster } from '#components/ui/toast.tsx';
import './globals.css';

const sans = localFont({
  src: '../node_modules/geist/dist/fonts/geist-sans/Geist-Variable.woff2',
  variable: '--font-geist-sans',
  weight: '100 900',
});
const mono = localFont({
  src: '../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2',
  variable: '--font-geist-mono',
  weight: '100 900',
  preload: false,
});

export const metadata: Metadata = { title: { default: 'Plumbline', template: '%s · Plumbline' }, robots: 'noindex' };

export const viewport: Viewport = { colorScheme: 'light dark', viewportFit: 'cover' };

/** The document. The chosen theme comes with the request, so the first paint is right; no cookie follows the system. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const chosen = (await cookies()).get('plumbline.theme')?.value;
  const theme = chosen === 'light' || chosen === 'dark' ? chosen : undefined;
  return (
    <html lang="en" data-theme={theme} className={`${sans.variable} ${mono.variable}`} suppressHydrationWarning>
      <body>
        {children}
        <Toaster />
      </body>
    </html>
  );
}
