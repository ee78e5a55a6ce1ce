import { Link } from '@tanstack/react-router'
import type { SlotPage } from '../../../../src/api/schedule.ts'
import { useCursorList } from '../../queries/cursor-list.ts'
import { slotPagesQuery } from '../../queries/schedules.ts'
import { ListBody } from '../../ui/ListBody.tsx'
import { Status } from '../../ui/Status.tsx'
import type { Column } from '../../ui/Table.tsx'
import classes from './Calendar.module.css'
import { slotPageStates } from './slot-words.ts'

/** The pages of a slot, each with what became of it. */
export function SlotPages({ projectId, at }: { projectId: string; at: string }) {
  const list = useCursorList(slotPagesQuery(projectId, at))
  const columns: Column<SlotPage>[] = [
    {
      id: 'title',
      header: 'Page',
      render: ({ rowKey, title }) => (
        <Link
          to="/projects/$id"
          params={{ id: projectId }}
          search={{ tab: 'pages', row: rowKey }}
          className={classes.page}
        >
          {title || rowKey}
        </Link>
      ),
    },
    { id: 'state', header: 'State', width: '128px', render: State },
  ]
  return (
    <ListBody
      framed
      label="Pages of the slot"
      list={list}
      columns={columns}
      rowKey={keyOf}
      failed="The pages could not be loaded"
      nothing={<p className={classes.quiet}>No page is left in this slot.</p>}
    />
  )
}

const keyOf = ({ rowKey }: SlotPage) => rowKey

function State({ state, message, isUpdate }: SlotPage) {
  const { tone, sign, word } = slotPageStates[state]
  return (
    <span title={message ?? undefined}>
      <Status tone={tone} sign={sign}>
        {isUpdate && state === 'dated' ? 'Update' : word}
      </Status>
      {message !== null && <span className="sr-only">: {message}</span>}
    </span>
  )
}
