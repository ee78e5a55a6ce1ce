// A folder for the file of tests that runs, asked for by a module that several of them share.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

let made: string | undefined

export function folderOfFile(): string {
  made ??= mkdtempSync(join(tmpdir(), 'seomatic-test-file-'))
  return made
}

/** Called after each file (test/after-each-file.ts). */
export function removeFolderOfFile(): void {
  if (made) rmSync(made, { recursive: true, force: true })
  made = undefined
}
