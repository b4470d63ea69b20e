// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- a declaration of another package's module cannot be imported
/// <reference path="./sqliteWithEncryption.d.ts" />
/** SQLite with page encryption; everything else in the engine gets its connection from caseFile.ts. */
export { default as Database } from 'better-sqlite3-multiple-ciphers'
