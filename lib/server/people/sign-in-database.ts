import { database as connection, type Db } from '#db/client.ts';

/** The database, for the two pages that work before anybody is signed in. All others get it with their context. */
export function database(): Db {
  return connection().db;
}
