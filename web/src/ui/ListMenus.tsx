// The open menus of a list; loaded by ListTools.tsx.
import { Menu } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus, IconRestore, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { View, ViewSearch } from '../../../src/api/view.ts'
import { useRemoveView, viewsQuery } from '../queries/views.ts'
import { ErrorNote } from './ErrorState.tsx'
import classes from './List.module.css'
import { openedLater } from './openedLater.tsx'
import { type ColumnChoice, columnWord } from './useColumns.ts'

const SaveViewDialog = openedLater(async () => (await import('./SaveViewDialog.tsx')).SaveViewDialog)

/** So long a menu takes to go and to give back the focus, which a dialog then has for itself. */
const goneMs = 120

interface ColumnsProps {
  columns: ColumnChoice<unknown>
  children: ReactNode
}

export function ColumnsMenu({ columns, children }: ColumnsProps) {
  const { all, isShown, isChosen, toggle, reset } = columns
  return (
    <Menu position="bottom-end" width={230} defaultOpened closeOnItemClick={false}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown className={classes.menu}>
        <Menu.Label>Columns shown</Menu.Label>
        {all.slice(1).map((column) => (
          <Menu.CheckboxItem key={column.id} checked={isShown(column.id)} onChange={() => toggle(column.id)}>
            {columnWord(column)}
          </Menu.CheckboxItem>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconRestore size={15} />} disabled={!isChosen} onClick={reset}>
          As it comes
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

interface ViewsProps {
  name: string
  search: Readonly<Record<string, unknown>>
  /** Fields of the address that make up a view. */
  fields: readonly string[]
  onSet: (patch: Record<string, unknown>) => void
  children: ReactNode
}

export function ViewsMenu({ name, search, fields, onSet, children }: ViewsProps) {
  const views = useQuery(viewsQuery(name))
  const remove = useRemoveView()
  const [isSaving, saving] = useDisclosure(false)
  const now = viewOf(search, fields)
  const current = views.data?.find((view) => isSame(view.search, now))
  const isPlain = Object.keys(now).length === 0
  const show = (view: View | undefined) =>
    onSet({ row: undefined, ...Object.fromEntries(fields.map((field) => [field, view?.search[field]])) })
  return (
    <>
      <Menu position="bottom-end" width={250} defaultOpened>
        <Menu.Target>{children}</Menu.Target>
        <Menu.Dropdown className={classes.menu}>
          <Menu.Label>Your views</Menu.Label>
          <ViewItem label="As it comes" isCurrent={isPlain} onShow={() => show(undefined)} />
          {views.data?.map((view) => (
            <ViewItem
              key={view.id}
              label={view.name}
              isCurrent={view === current}
              onShow={() => show(view)}
            />
          ))}
          {views.error && <ErrorNote title="The views could not be loaded" error={views.error} />}
          {remove.error && <ErrorNote title="The view was not deleted" error={remove.error} />}
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconPlus size={15} />}
            disabled={isPlain}
            onClick={() => setTimeout(saving.open, goneMs)}
          >
            Save this view…
          </Menu.Item>
          {current && (
            <Menu.Item
              color="red.8"
              leftSection={<IconTrash size={15} />}
              closeMenuOnClick={false}
              disabled={remove.isPending}
              onClick={() => remove.mutate(current.id)}
            >
              Delete “{current.name}”
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <SaveViewDialog
        opened={isSaving}
        list={name}
        search={now}
        taken={views.data?.map((view) => view.name) ?? []}
        onClose={saving.close}
      />
    </>
  )
}

interface ItemProps {
  label: string
  isCurrent: boolean
  onShow: () => void
}

function ViewItem({ label, isCurrent, onShow }: ItemProps) {
  return (
    <Menu.RadioItem value={label} checked={isCurrent} closeMenuOnClick onChange={onShow}>
      {label}
    </Menu.RadioItem>
  )
}

/** What of an address makes up a view. Pure. */
function viewOf(search: Readonly<Record<string, unknown>>, fields: readonly string[]): ViewSearch {
  return Object.fromEntries(
    fields.flatMap((field) => (search[field] === undefined ? [] : [[field, search[field]]])),
  ) as ViewSearch
}

function isSame(one: ViewSearch, other: ViewSearch): boolean {
  const names = Object.keys(one)
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]))
  )
}
