import { handleAuth } from '#lib/server/people/auth-handler.ts';

export { handleAuth as GET, handleAuth as POST };
