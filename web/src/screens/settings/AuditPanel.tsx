import type { ReactNode } from 'react'
import { detailPairs } from '../../../../src/api/audit-details.ts'
import type { AuditEvent } from '../../../../src/api/status.ts'
import { exact } from '../../ui/format.ts'
import { KeyValues } from '../../ui/KeyValues.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { AuditLine } from './AuditLine.tsx'
import classes from './Settings.module.css'

interface Props {
  event: AuditEvent
  names: ReadonlyMap<string, string>
  onClose: () => void
}

/** One entry in full: when to the second, from where, and what was noted beside it. */
export function AuditPanel({ event, names, onClose }: Props) {
  return (
    <Panel title="Entry of the audit log" subtitle={exact(event.at)} onClose={onClose}>
      <div className={classes.panel}>
        <p>
          <AuditLine event={event} names={names} />
        </p>
        <KeyValues
          items={[
            ['Who', event.actor],
            ['From', event.address || 'not recorded'],
            [
              'Action',
              <code key="a" className="code">
                {event.action}
              </code>,
            ],
            ...(event.subject === ''
              ? []
              : ([
                  [
                    'Subject',
                    <code key="s" className="code">
                      {event.subject}
                    </code>,
                  ],
                ] as [string, ReactNode][])),
            ...detailPairs(event.detail),
          ]}
        />
      </div>
    </Panel>
  )
}
