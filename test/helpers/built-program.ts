// The built program, for whoever starts a part of it as a process. Tests find it built (test/build-program.ts); scripts
// and measurements may be the first to need it.
import { type BuiltProgram, buildProgramIfStale, builtProgram } from '../../scripts/build-program.ts'

let built: Promise<void> | undefined

export async function builtOnce(): Promise<BuiltProgram> {
  built ??= buildProgramIfStale()
  await built
  return builtProgram
}
