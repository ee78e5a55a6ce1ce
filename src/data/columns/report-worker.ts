// The thread that looks at the cells of a large table while the table is still being read.
import { parentPort, workerData } from 'node:worker_threads'
import { ColumnReports } from './column-reports.ts'
import type { ColumnName } from './headers.ts'
import type { ReportReply, ReportRequest } from './report-protocol.ts'

const port = parentPort!
const reports = new ColumnReports(workerData as ColumnName[])

function answer(request: ReportRequest): ReportReply {
  if (request.kind === 'finish') return { kind: 'report', report: reports.finish(request.rowCount) }
  reports.add(request.joined)
  return { kind: 'added' }
}

port.on('message', (request: ReportRequest) => port.postMessage(answer(request)))
