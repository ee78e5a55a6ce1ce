// The order in which files of tests are begun. Left to itself vitest begins with the largest, and a small file that
// waits a lot comes last: then one worker is busy with it while the others have nothing left to do.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const root = join(import.meta.dirname, '..')

/** Those that take more than half a minute, the slowest first. Not complete; a missing one costs time and no more. */
const slowest = [
  'test/crash/way-back.test.ts',
  'test/crash/store.test.ts',
  'test/crash/pglite.test.ts',
  'test/crash/postgres.test.ts',
  'test/crash/redirects.test.ts',
  'test/crash/collection.test.ts',
  'test/crash/selection.test.ts',
  'test/crash/month.test.ts',
  'test/crash/webhook.test.ts',
  'src/schedules/crash.test.ts',
  'src/runs/undo/destinations.test.ts',
  'src/runs/outage.test.ts',
  'test/documented-commands.test.ts',
  'src/runs/take-down-destinations.test.ts',
  'src/schedules/wix-dates.test.ts',
  'src/plans/estimate.test.ts',
  'src/runs/take-down.test.ts',
  'src/connections/doctor.test.ts',
  'src/runs/changed-keys.test.ts',
  'src/runs/dates.test.ts',
  'src/runs/redirects.test.ts',
  'src/runs/restored.test.ts',
  'src/cli/commands/publish.test.ts',
  'src/runs/changed-names.test.ts',
  'src/runs/part.test.ts',
  'src/runs/addresses.test.ts',
  'src/cli/commands/way-back.test.ts',
  'src/runs/run.test.ts',
  'src/runs/undo/undo.test.ts',
  'src/schedules/schedules.test.ts',
  'src/schedules/updates.test.ts',
  'src/ai/crash.test.ts',
  'src/cli/commands/data.test.ts',
  'src/vault/rotation.test.ts',
  'src/runs/visibility.test.ts',
  'src/main.test.ts',
  'src/runs/merge.test.ts',
  'src/runs/destinations.test.ts',
  'src/runs/gather.test.ts',
  'src/runs/moved-names.test.ts',
  'src/cli/commands/notices.test.ts',
  'src/ai/runs.test.ts',
  'src/jobs/jobs.test.ts',
  'src/runs/run-queue.test.ts',
  'src/cli/commands/connections.test.ts',
  'test/connections.test.ts',
  'test/canary.test.ts',
  'src/db/pglite-engine.test.ts',
  'src/cli/commands/destinations.test.ts',
  'src/schedules/many-pages.test.ts',
  'src/sources/rules.test.ts',
  'src/runs/unused-images.test.ts',
  'src/db/migrate.test.ts',
  'src/cli/commands/session.test.ts',
  'src/schedules/follow-keys.test.ts',
  'src/sources/services.test.ts',
  'src/cli/commands/templates.test.ts',
  'src/runs/late-pictures.test.ts',
  'src/jobs/takeover.test.ts',
].map((path) => join(root, path))

export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const unknown = slowest.filter((path) => !existsSync(path))
    if (unknown.length > 0)
      throw new Error(`test/slow-first.ts names files that are not there: ${unknown.join(', ')}`)
    const usual = await super.sort(files)
    const place = ({ moduleId }: TestSpecification) => {
      const at = slowest.indexOf(moduleId)
      return at < 0 ? slowest.length : at
    }
    return usual.toSorted((one, other) => place(one) - place(other))
  }
}
