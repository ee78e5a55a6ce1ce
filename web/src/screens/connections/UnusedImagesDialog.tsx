import { Button, Group, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Connection } from '../../../../src/api/connection.ts'
import type { ImageRemoval, UnusedImages } from '../../../../src/api/image.ts'
import { unusedImagesQuery, useRestoreImages, useTrashImages } from '../../queries/images.ts'
import { ErrorNote, ErrorState } from '../../ui/ErrorState.tsx'
import { count, counted } from '../../ui/format.ts'
import { Modal } from '../../ui/Modal.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { Ago } from '../../ui/Time.tsx'
import classes from './Connections.module.css'

interface Props {
  connection: Connection
  opened: boolean
  onClose: () => void
}

const mostShown = 100

/** Pictures that were imported for pages of this site and that no page uses any more. */
export function UnusedImagesDialog({ connection, opened, onClose }: Props) {
  const query = useQuery({ ...unusedImagesQuery(connection.id), enabled: opened })
  return (
    <Modal opened={opened} onClose={onClose} title="Pictures that no page uses" size={560}>
      {query.data ? (
        <Unused id={connection.id} data={query.data} />
      ) : query.error ? (
        <ErrorState
          title="The pictures could not be listed"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      ) : (
        <BlockSkeleton lines={4} />
      )}
    </Modal>
  )
}

function Unused({ id, data: { items, removals } }: { id: string; data: UnusedImages }) {
  const trash = useTrashImages(id)
  const restore = useRestoreImages(id)
  return (
    <Stack gap="sm">
      {items.length === 0 ? (
        <p className={classes.imagesNote}>Every picture that was imported is used by a page.</p>
      ) : (
        <>
          <p className={classes.imagesNote}>
            {counted(items.length, 'picture')} we imported. They are moved to the trash of the Media Manager,
            from where they can be brought back. Where you use one by hand it goes on showing until that trash
            is emptied. Files that we did not import are never touched.
          </p>
          <ul className={classes.images}>
            {items.slice(0, mostShown).map(({ fileId, name }) => (
              <li key={fileId}>{name}</li>
            ))}
            {items.length > mostShown && <li>And {count(items.length - mostShown)} more.</li>}
          </ul>
          <Group justify="flex-end">
            <Button loading={trash.isPending} onClick={() => trash.mutate(items.map(({ fileId }) => fileId))}>
              Move {counted(items.length, 'picture')} to the trash
            </Button>
          </Group>
        </>
      )}
      {trash.error && <ErrorNote title="The pictures were not moved" error={trash.error} />}
      {removals.length > 0 && (
        <ul className={classes.images}>
          {removals.map((one) => (
            <li key={one.id}>
              <Ago at={one.createdAt} />, {one.author}: {outcome(one)}{' '}
              {one.images.some(({ state }) => state === 'moved') && (
                <Button
                  size="xs"
                  variant="default"
                  loading={restore.isPending && restore.variables === one.id}
                  onClick={() => restore.mutate(one.id)}
                >
                  Bring back
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {restore.error && <ErrorNote title="The pictures were not brought back" error={restore.error} />}
    </Stack>
  )
}

function outcome({ images }: ImageRemoval): string {
  const of = (state: ImageRemoval['images'][number]['state']) =>
    images.filter((one) => one.state === state).length
  return [
    of('moved') > 0 && `${count(of('moved'))} in the trash`,
    of('restored') > 0 && `${count(of('restored'))} brought back`,
    of('left') > 0 && `${count(of('left'))} still in the library`,
    of('asked') > 0 && `${count(of('asked'))} not known`,
  ]
    .filter((part) => part !== false)
    .join(', ')
}
