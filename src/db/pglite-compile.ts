// How V8 compiles the engine. It compiles WebAssembly quickly at first, and again, optimised, what runs often. Most of
// what that costs is the SQL parser's: one function of 100 kB with a jump for every rule, on which the optimiser spends
// two to three CPU seconds and 600 MB in the first seconds of each process, to win microseconds a statement.
import { readFile } from 'node:fs/promises'
import { setFlagsFromString } from 'node:v8'
import type { PGlite } from '@electric-sql/pglite'

/** A section without meaning, called `once`: V8 takes equal modules for one. */
const once = Uint8Array.of(0, 5, 4, ...Buffer.from('once'))

/** The engine would do this too, but keep it to itself. */
export async function compileEngine(): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await readEngine())
}

/**
 * Runs what makes a new folder, with a module of its own: of what runs once nothing is optimised. A V8 without the flag
 * says so on stderr and goes on as usual.
 */
export async function unoptimised<T>(work: (compiled: WebAssembly.Module) => Promise<T>): Promise<T> {
  const compiled = await WebAssembly.compile(Buffer.concat([await readEngine(), once]))
  return withoutTierUp(() => work(compiled))
}

/**
 * Keeps the parser as V8 compiles it at first: a statement without content, before all others, compiles it and little
 * else.
 * @param db one that is being opened
 */
export function leaveParserUnoptimised(db: PGlite): void {
  const readTypes = db._initArrayTypes.bind(db)
  db._initArrayTypes = async (options) => {
    await withoutTierUp(() => db.exec(';'))
    await readTypes(options)
  }
}

/** What V8 compiles meanwhile is never optimised: only the function of this index may be, and that is an import. */
async function withoutTierUp<T>(work: () => Promise<T>): Promise<T> {
  setFlagsFromString('--wasm-tier-up-filter=0')
  try {
    return await work()
  } finally {
    setFlagsFromString('--wasm-tier-up-filter=-1')
  }
}

function readEngine(): Promise<Buffer<ArrayBuffer>> {
  return readFile(new URL('./pglite.wasm', import.meta.resolve('@electric-sql/pglite')))
}
