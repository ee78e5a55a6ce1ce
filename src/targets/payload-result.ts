// What a destination made of a rendered page. Part of the contract of target.ts.
import type { Problem } from '../api/problem.ts'

export interface Loss {
  /** Of the template; the body unless told. */
  field?: string
  code: string
  message: string
  element: string
  line: number
  column: number
  instead: string
}

/** What is sent for one page, and everything worth telling about it. */
export interface PayloadResult<Payload> {
  payload: Payload
  summary: { title: string; slug: string }
  /** Size of the page in a request body once all its assets have ids. */
  wireBytes: number
  losses: Loss[]
  problems: Problem[]
  /** Absent: ours. `wix` only where Wix converted all of it. */
  convertedBy?: 'seomatic' | 'wix'
}
