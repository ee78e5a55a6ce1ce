// The messages between an import and the thread that reports its columns. Each request has one reply, in order.
import type { TableReport } from './column-reports.ts'

export type ReportRequest = { kind: 'add'; joined: string } | { kind: 'finish'; rowCount: number }
export type ReportReply = { kind: 'added' } | { kind: 'report'; report: TableReport }
