// The process in which templates run and texts are converted.
import { serveRows } from '../templates/serve-rows.ts'
import { isSpent, prepareJob, sizeOf } from './render-job.ts'

serveRows({ prepare: prepareJob, sizeOf, isSpent })
