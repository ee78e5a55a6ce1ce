import { Button } from '@mantine/core'
import { IconBell, IconChecks, IconSettings } from '@tabler/icons-react'
import { useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo } from 'react'
import type { Notice } from '../../../../src/api/notice.ts'
import { noticeGroups } from '../../../../src/api/notice-groups.ts'
import type { NoticeKind } from '../../../../src/api/notice-kind.ts'
import { noticeKinds } from '../../../../src/api/notice-kinds.ts'
import { useCursorList } from '../../queries/cursor-list.ts'
import { noticeQuery, noticesQuery, useMarkNotices } from '../../queries/notices.ts'
import { useOpenedRow } from '../../queries/opened-row.ts'
import { useSession } from '../../queries/session.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { ListFrame } from '../../ui/ListFrame.tsx'
import { Page } from '../../ui/Page.tsx'
import { sortingByAge } from '../../ui/sorting.ts'
import type { Column } from '../../ui/Table.tsx'
import { TickBar } from '../../ui/TickBar.tsx'
import { Ago } from '../../ui/Time.tsx'
import { useListAddress } from '../../ui/useListAddress.ts'
import { useTicks } from '../../ui/useTicks.ts'
import { NoticeLine } from './NoticeLine.tsx'
import { NoticePanel } from './NoticePanel.tsx'

/** The inbox. An opened notice counts as read. */
export function NoticesScreen() {
  const address = useListAddress(useSearch({ from: '/shell/notices' }))
  const { set } = address
  const { kind, state, search = '', sort, row } = address.search
  const filter = { kind, state, search }
  const { unreadNotices } = useSession()
  const list = useCursorList(noticesQuery({ ...filter, sort }))
  const mark = useMarkNotices()
  const opened = useOpenedRow(list, row, keyOf, noticeQuery)
  const close = useCallback(() => set({ row: undefined }), [set])
  useReadOnOpening(opened, mark.mutate)
  const ticks = useTicks(useMemo(() => list.rows.map(keyOf), [list.rows]))
  // Another filter is another list, whose ticks begin anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: of these the list depends
  useEffect(() => ticks.clear(), [kind, state, search, ticks.clear])
  const markTicked = (isRead: boolean) =>
    mark.mutate(
      { ...(ticks.isAll ? { filter } : { ids: [...ticks.keys].slice(0, mostAtOnce) }), isRead },
      { onSuccess: ticks.clear },
    )
  const markUnread = (notice: Notice) => {
    close()
    mark.mutate({ ids: [notice.id], isRead: false })
  }
  return (
    <Page
      width="full"
      title="Notices"
      lead="What happened while you were not looking, and what waits for you."
      actions={
        <>
          <ButtonLink
            to="/settings"
            search={{ tab: 'notices' }}
            variant="default"
            leftSection={<IconSettings size={15} />}
          >
            Settings
          </ButtonLink>
          <Button
            variant="default"
            leftSection={<IconChecks size={15} />}
            disabled={unreadNotices === 0}
            loading={mark.isPending && mark.variables.ids === undefined}
            onClick={() => mark.mutate({ isRead: true })}
          >
            Mark all as read
          </Button>
        </>
      }
    >
      <ListFrame
        name="notices"
        label="Notices"
        address={address}
        list={list}
        columns={columns}
        ticks={ticks}
        sorting={sortingByAge(address, 'at')}
        rowKey={keyOf}
        rowWords={({ text }) => text}
        searchLabel="Search notices"
        filters={[
          {
            name: 'state',
            label: 'Read or not',
            any: 'Read and unread',
            choices: [
              { value: 'unread', label: 'Unread' },
              { value: 'read', label: 'Read' },
            ],
          },
          { name: 'kind', label: 'Kind', any: 'Every kind', choices: kinds },
        ]}
        above={
          (ticks.isAll || ticks.keys.size > 0) && (
            <TickBar
              noun="notice"
              ticked={ticks.keys.size}
              all={{
                isChosen: ticks.isAll,
                matching: list.total,
                isWhole: !list.hasMore && ticks.keys.size >= list.rows.length,
                isCounting: false,
                onChoose: ticks.tickAll,
              }}
              onClear={ticks.clear}
            >
              <Button variant="default" size="xs" disabled={mark.isPending} onClick={() => markTicked(false)}>
                Mark as unread
              </Button>
              <Button size="xs" loading={mark.isPending} onClick={() => markTicked(true)}>
                Mark as read
              </Button>
            </TickBar>
          )
        }
        failed="The notices could not be loaded"
        empty={{
          icon: IconBell,
          title: 'Nothing to report',
          text: 'Runs that end or stop, refused imports, trouble with a connection and conflicts are told here.',
          action: (
            <ButtonLink to="/settings" search={{ tab: 'notices' }}>
              Choose what is sent on
            </ButtonLink>
          ),
        }}
        noMatch={{ title: 'No notice matches', text: 'Other notices may.' }}
        panel={opened && <NoticePanel notice={opened} onClose={close} onUnread={markUnread} />}
      />
    </Page>
  )
}

/** As many as one call takes. */
const mostAtOnce = 500

const keyOf = ({ id }: Notice) => id

const choiceOf = (value: NoticeKind) => ({ value, label: noticeKinds[value].label })

const kinds = [
  ...noticeGroups.map(({ title, kinds }) => ({ group: title, items: kinds.map(choiceOf) })),
  choiceOf('test'),
]

const columns: Column<Notice>[] = [
  { id: 'what', header: 'What', render: (notice) => <NoticeLine notice={notice} /> },
  {
    id: 'at',
    header: 'When',
    sort: 'at',
    width: '104px',
    align: 'right',
    render: ({ raisedAt }) => <Ago at={raisedAt} />,
  },
]

function useReadOnOpening(
  opened: Notice | undefined,
  mark: (input: { ids: string[]; isRead: boolean }) => void,
) {
  const id = opened?.id
  const isUnread = opened?.readAt === null
  useEffect(() => {
    if (id !== undefined && isUnread) mark({ ids: [id], isRead: true })
  }, [id, isUnread, mark])
}
