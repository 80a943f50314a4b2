import { createEvent, fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { expect, it, vi } from 'vitest'

import { fileOf } from '../../../lib/own-files'
import { anImage } from '../../../testing/fixtures'
import { renderWithQueries } from '../../../testing/render'
import { server } from '../../../testing/server'
import { UploadPanel } from './upload-panel'

const { signal } = new AbortController()

const file = (name: string) => new File(['\x89PNG'], name, { type: 'image/png' })

async function choose(...files: File[]) {
  const onStored = vi.fn()
  renderWithQueries(<UploadPanel open selected={null} signal={signal} onStored={onStored} />)
  await userEvent.upload(screen.getByLabelText('Choose images'), files)
  return onStored
}

it('sends each image under a key of its own', async () => {
  const keys: (string | null)[] = []
  server.use(
    http.post('/api/images', ({ request }) => {
      keys.push(request.headers.get('Idempotency-Key'))
      return HttpResponse.json(anImage(), { status: 202 })
    }),
  )
  const onStored = await choose(file('a.png'), file('b.png'))

  expect(await screen.findAllByRole('link', { name: 'Stored: show it' })).toHaveLength(2)
  expect(new Set(keys).size).toBe(2)
  expect(onStored).toHaveBeenCalledWith(anImage(), false)
  expect(fileOf(anImage().cid)?.name).toBe('b.png')
})

it('marks the upload whose image is shown', async () => {
  server.use(
    http.post('/api/images', () => HttpResponse.json(anImage({ cid: 'bafkreifirst' }), { status: 202 }), {
      once: true,
    }),
    http.post('/api/images', () => HttpResponse.json(anImage({ cid: 'bafkreisecond' }), { status: 202 })),
  )
  renderWithQueries(<UploadPanel open selected="bafkreisecond" signal={signal} onStored={vi.fn()} />)
  await userEvent.upload(screen.getByLabelText('Choose images'), [file('a.png'), file('b.png')])

  await waitFor(() => expect(screen.getAllByRole('link')).toHaveLength(2))
  expect(screen.getAllByRole('link', { current: true }).map((link) => link.getAttribute('href'))).toEqual([
    '#bafkreisecond',
  ])
})

it('sends images from a page that came by plain HTTP from another machine too', async () => {
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) })
  server.use(http.post('/api/images', () => HttpResponse.json(anImage(), { status: 202 })))
  await choose(file('a.png'))

  expect(await screen.findByRole('link', { name: 'Stored: show it' })).toBeVisible()
})

it('shows why the server refused a file, and offers no repetition', async () => {
  const refusal = { title: 'Truncated image', detail: 'The PNG ends before its last row.' }
  server.use(http.post('/api/images', () => HttpResponse.json(refusal, { status: 422 })))
  const onStored = await choose(file('a.png'))

  expect(await screen.findByText('Truncated image')).toBeVisible()
  expect(screen.getByText(/The PNG ends before its last row/)).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Send again' })).toBeNull()
  expect(onStored).not.toHaveBeenCalled()
})

it('sends a file again under the same key after the connection broke', async () => {
  const keys: (string | null)[] = []
  server.use(
    http.post('/api/images', ({ request }) => {
      keys.push(request.headers.get('Idempotency-Key'))
      return keys.length === 1 ? HttpResponse.error() : HttpResponse.json(anImage(), { status: 202 })
    }),
  )
  await choose(file('a.png'))

  await userEvent.click(await screen.findByRole('button', { name: 'Send again' }))

  expect(await screen.findByRole('link', { name: 'Stored: show it' })).toHaveAttribute('href', '#bafkreiexample')
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/)
  expect(keys[1]).toBe(keys[0])
})

it('keeps an image that was chosen with others in their company when it is sent again', async () => {
  server.use(
    http.post('/api/images', () => HttpResponse.error(), { once: true }),
    http.post('/api/images', () => HttpResponse.json(anImage(), { status: 202 })),
  )
  const onStored = await choose(file('a.png'), file('b.png'))

  await userEvent.click(await screen.findByRole('button', { name: 'Send again' }))

  await waitFor(() => expect(onStored).toHaveBeenCalledTimes(2))
  expect(onStored.mock.calls.map(([, alone]) => alone as boolean)).toEqual([false, false])
})

it('sends all files again that a lost connection held up, and leaves the keyboard with them', async () => {
  let away = true
  server.use(
    http.post('/api/images', () => (away ? HttpResponse.error() : HttpResponse.json(anImage(), { status: 202 }))),
  )
  await choose(file('a.png'), file('b.png'), file('c.png'))
  const all = await screen.findByRole('button', { name: 'Send all 3 again' })
  away = false

  await userEvent.click(all)

  expect(screen.getByRole('list', { name: 'Uploads' })).toHaveFocus()
  expect(await screen.findAllByRole('link', { name: 'Stored: show it' })).toHaveLength(3)
  expect(screen.queryByRole('button', { name: /again/ })).toBeNull()
})

it.each([
  ['too large', new Uint8Array(32 * 1024 ** 2 + 1), 'The file is too large', /A file may have 32 MiB; send a smaller/],
  ['empty', '', 'The file is empty', /choose an image/],
])('sends no file that is %s, and says so', async (_, content, title, detail) => {
  const asked = vi.fn()
  server.events.on('request:start', asked)
  await choose(new File([content], 'a.png', { type: 'image/png' }))

  expect(await screen.findByText(title)).toBeVisible()
  expect(screen.getByRole('listitem')).toHaveTextContent(detail)
  expect(screen.queryByRole('button', { name: 'Send again' })).toBeNull()
  expect(asked).not.toHaveBeenCalled()
  server.events.removeAllListeners()
})

it('has the browser ask before it leaves while files are on their way', async () => {
  const leave = () => window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
  let store: () => void = () => undefined
  const stored = new Promise<void>((resolve) => (store = resolve))
  server.use(http.post('/api/images', () => stored.then(() => HttpResponse.json(anImage(), { status: 202 }))))
  await choose(file('a.png'))
  expect(leave()).toBe(false)

  store()
  await screen.findByRole('link', { name: 'Stored: show it' })
  expect(leave()).toBe(true)
})

it.each(['dragOver', 'drop'] as const)(
  'lets no file that is dropped beside the zone take the place of the page: %s',
  (happens) => {
    renderWithQueries(<UploadPanel open selected={null} signal={signal} onStored={vi.fn()} />)
    const isPrevented = (on: Element) => {
      const event = createEvent[happens](on)
      fireEvent(on, event)
      return event.defaultPrevented
    }

    expect(isPrevented(screen.getByText('Upload'))).toBe(true)
    expect(isPrevented(screen.getByLabelText('Choose images'))).toBe(false)
  },
)

it('lets no file take the place of the page while it takes none', () => {
  const { container } = renderWithQueries(
    <UploadPanel open={false} selected={null} signal={signal} onStored={vi.fn()} />,
  )
  const drop = createEvent.drop(document.body)
  fireEvent(document.body, drop)

  expect(container).toBeEmptyDOMElement()
  expect(drop.defaultPrevented).toBe(true)
})

it('says that an image is urgent only where that was chosen for it', async () => {
  const asked: string[] = []
  server.use(
    http.post('/api/images', ({ request }) => {
      asked.push(new URL(request.url).search)
      return HttpResponse.json(anImage(), { status: 202 })
    }),
  )
  await choose(file('a.png'))
  await userEvent.click(screen.getByRole('checkbox', { name: /^Urgent/ }))
  await userEvent.upload(screen.getByLabelText('Choose images'), file('b.png'))
  await userEvent.upload(screen.getByLabelText('Choose images'), file('c.png'))

  expect(await screen.findAllByRole('link', { name: 'Stored: show it' })).toHaveLength(3)
  expect(asked).toEqual(['', '?priority=stat', ''])
  expect(screen.getAllByText(/STAT$/)).toHaveLength(1)
})

it('says before a file is chosen what JPEG does to the result', () => {
  renderWithQueries(<UploadPanel open selected={null} signal={signal} onStored={vi.fn()} />)

  expect(screen.getByLabelText('Choose images')).toHaveAccessibleDescription(
    /at most 32 MiB; JPEG too, but the models cannot be relied on/,
  )
})
