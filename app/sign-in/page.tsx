import { redirect } from 'next/navigation';
import { Logo } from '#components/shell/logo.tsx';
import { sessionContext } from '#lib/server/people/request-context.ts';
import { needsSetUp } from '#lib/server/people/set-up.ts';
import { signInChoices } from '#lib/server/people/sign-in-choices.ts';
import { database } from '#lib/server/people/sign-in-database.ts';
import { localPath, refusalText } from './_components/refusal-text.ts';
import { SignInForm } from './_components/sign-in-form.tsx';

export const metadata = { title: 'Sign in' };

/** Who are you. `to` is where to go afterwards, `again` asks for a new proof although a session exists. */
export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { to, again, error } = await searchParams;
  const target = localPath(to);
  if (!again && !error && (await sessionContext())) redirect(target);
  const db = database();
  if (await needsSetUp(db)) redirect('/set-up');
  const choices = await signInChoices(db);
  return (
    <main className="flex min-h-dvh items-center justify-center px-4 py-10">
      <div className="w-full max-w-[23rem]">
        <div className="mb-6 flex items-center gap-2.5">
          <Logo className="size-7 text-accent" />
          <h1 className="font-semibold text-xl">Plumbline</h1>
        </div>
        <SignInForm choices={choices} target={target} again={Boolean(again)} refusal={refusalText(error)} />
      </div>
    </main>
  );
}
