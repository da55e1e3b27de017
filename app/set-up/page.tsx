import { redirect } from 'next/navigation';
import { Logo } from '#components/shell/logo.tsx';
import { needsSetUp, setUpCode } from '#lib/server/people/set-up.ts';
import { database } from '#lib/server/people/sign-in-database.ts';
import { SetUpForm } from './_components/set-up-form.tsx';

export const metadata = { title: 'Set up' };

/** The first minute of a real workspace. Gone as soon as there is anybody. */
export default async function SetUpPage() {
  const db = database();
  if (!(await needsSetUp(db))) redirect('/sign-in');
  await setUpCode(db);
  return (
    <main className="flex min-h-dvh items-center justify-center px-4 py-10">
      <div className="w-full max-w-[26rem]">
        <div className="mb-6 flex items-center gap-2.5">
          <Logo className="size-7 text-accent" />
          <h1 className="font-semibold text-xl">Set up this workspace</h1>
        </div>
        <p className="mb-5 text-muted text-sm">
          Nobody is here yet. Make the first administrator, who then adds the others. Administrators manage people; they
          approve nothing.
        </p>
        <SetUpForm />
      </div>
    </main>
  );
}
