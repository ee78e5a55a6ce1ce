import { Button } from '@mantine/core'
import type { Notice, NoticeSubject } from '../../../../src/api/notice.ts'
import { noticeKinds } from '../../../../src/api/notice-kinds.ts'
import { exact } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Ago } from '../../ui/Time.tsx'
import { usePathLink } from '../../ui/usePathLink.ts'
import classes from './Notices.module.css'

interface Props {
  notice: Notice
  onClose: () => void
  onUnread: (notice: Notice) => void
}

/** One notice in full, with the way to what it tells of. */
export function NoticePanel({ notice, onClose, onUnread }: Props) {
  const { kind, text, message, subject, path, raisedAt } = notice
  const link = usePathLink(path)
  return (
    <Panel
      title={text}
      subtitle={
        <>
          {noticeKinds[kind].label}, <Ago at={raisedAt} /> ({exact(raisedAt)})
        </>
      }
      onClose={onClose}
    >
      <div className={classes.detail}>
        {message !== null && <p className={classes.message}>{message}</p>}
        <div className={classes.actions}>
          {subject.kind !== 'workspace' && (
            <Button component="a" {...link}>
              {openWords[subject.kind]}
            </Button>
          )}
          <Button variant="default" onClick={() => onUnread(notice)}>
            Mark as unread
          </Button>
        </div>
      </div>
    </Panel>
  )
}

const openWords: Record<Exclude<NoticeSubject['kind'], 'workspace'>, string> = {
  run: 'Open the run',
  plan: 'Open the plan',
  project: 'Open the project',
  schedule: 'Open the schedule',
  connection: 'Open connections',
  dataset: 'Open the data',
  import: 'Open the import',
  webhook: 'Open the settings',
  mail: 'Open the settings',
}
