// What is done with the ticked pages of the list; there while some are ticked. Another filter is another list, whose ticks begin anew.
import { useDisclosure } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { PageFilter, PageSummary } from '../../../../src/api/page.ts'
import type { Project } from '../../../../src/api/project.ts'
import type { PageSelection } from '../../../../src/api/selection.ts'
import type { PublishedPages } from '../../../../src/api/way-back.ts'
import type { CursorList } from '../../queries/cursor-list.ts'
import { useCountMatching } from '../../queries/pages.ts'
import { useBringBack, useTakeDown } from '../../queries/way-back.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { openedLater } from '../../ui/openedLater.tsx'
import type { TickedRows } from '../../ui/useTicks.ts'
import { PublishBar } from './PublishBar.tsx'

const TakeDownDialog = openedLater(async () => (await import('./TakeDownDialog.tsx')).TakeDownDialog)

interface Props {
  project: Project
  filter: PageFilter
  list: CursorList<PageSummary>
  ticks: TickedRows
  blocked: string | null
  isPending: boolean
  onPublish: (selection: PageSelection) => void
}

export function TickedPages({ project, filter, list, ticks, blocked, isPending, onPublish }: Props) {
  const projectId = project.id
  const counting = useCountMatching(projectId)
  const takeDown = useTakeDown(projectId)
  const bringBack = useBringBack(projectId)
  const [isAsking, asking] = useDisclosure(false)
  const navigate = useNavigate()
  const showPlan = () =>
    void navigate({ to: '/projects/$id', params: { id: projectId }, search: { tab: 'plan' } })
  const { clear, tickAll, keys, isAll } = ticks
  useEffect(() => clear, [clear])
  const matching = list.total ?? counting.data ?? null
  const pages: PublishedPages = isAll ? { filter: askedOf(filter) } : { rowKeys: [...keys] }
  const areDown = isAll
    ? filter.state === 'down'
    : list.rows.every(({ rowKey, state }) => state === 'down' || !keys.has(rowKey))
  return (
    <>
      {bringBack.error && <ErrorNote title="The plan was not created" error={bringBack.error} />}
      {counting.error && <ErrorNote title="The pages could not be counted" error={counting.error} />}
      <PublishBar
        ticked={keys.size}
        isAll={isAll}
        matching={matching}
        isWhole={!list.hasMore && keys.size >= (list.total ?? list.rows.length)}
        isCounting={counting.isPending}
        isPending={isPending || bringBack.isPending}
        areDown={areDown}
        blocked={blocked}
        onAll={() => (matching === null ? counting.mutate(filter, { onSuccess: tickAll }) : tickAll())}
        onPublish={() => onPublish(isAll ? { filter } : { rowKeys: [...keys] })}
        onTakeDown={asking.open}
        onBringBack={() => bringBack.mutate(pages, { onSuccess: showPlan })}
        onClear={clear}
      />
      <TakeDownDialog
        opened={isAsking}
        project={project}
        pages={pages}
        busy={takeDown.isPending || takeDown.isSuccess}
        error={takeDown.error}
        onPlan={(how, redirect) => takeDown.mutate({ pages, how, redirect }, { onSuccess: showPlan })}
        onClose={asking.close}
      />
    </>
  )
}

function askedOf({ search, state, problem, category }: PageFilter): NonNullable<PublishedPages['filter']> {
  return {
    ...(search && { search }),
    ...(state && { state }),
    ...(problem && { problem }),
    ...(category && { category }),
  }
}
