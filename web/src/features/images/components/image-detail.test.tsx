import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { delay, http, HttpResponse } from 'msw'
import { expect, it } from 'vitest'

import type { Image } from '../../../lib/types'
import { aModel, anAnchor, anImage, aProblem, aRegistration, aResult, aVote } from '../../../testing/fixtures'
import { renderWithQueries } from '../../../testing/render'
import { server } from '../../../testing/server'
import { ImageDetail } from './image-detail'

const path = '/api/images/bafkreiexample'
const withTag = (image: Image) => HttpResponse.json(image, { headers: { ETag: `"${image.version}"` } })
const no = () => null
const rest = { mayChange: true, maySee: false, signing: no, attesting: no, reviewing: no }
const show = () => renderWithQueries(<ImageDetail cid="bafkreiexample" resetAt={null} {...rest} />)
const serveModels = () =>
  server.use(http.get('/api/models', () => HttpResponse.json({ items: [aModel()], withdrawn: [] })))
/** Serves one version of the image, which does not change. */
const serve = (parts: Partial<Image>) =>
  server.use(
    http.get(path, ({ request }) =>
      request.headers.has('If-None-Match') ? delay('infinite') : withTag(anImage(parts)),
    ),
  )
const phase = () => screen.findByRole('status', { name: 'Phase' })

it('follows the image by asking for what is newer than it knows', async () => {
  const asked: (string | null)[] = []
  server.use(
    http.get(path, async ({ request }) => {
      asked.push(`${new URL(request.url).search} ${request.headers.get('If-None-Match')}`)
      if (asked.length === 1) return withTag(anImage())
      if (asked.length === 2) return new HttpResponse(null, { status: 304 })
      if (asked.length === 3) return withTag(anImage({ version: 2, phase: 'submitted' }))
      return delay('infinite')
    }),
  )
  show()

  expect(await phase()).toHaveTextContent('Awaiting signature')
  await waitFor(() => expect(screen.getByRole('status', { name: 'Phase' })).toHaveTextContent('Submitted'))
  await waitFor(() => expect(asked).toEqual([' null', '?wait=20 "1"', '?wait=20 "1"', '?wait=20 "2"']))
})

it('says that the server does not know the image', async () => {
  server.use(
    http.get(path, () => HttpResponse.json({ title: 'Image not found', detail: 'No such CID.' }, { status: 404 })),
  )
  show()

  expect(await screen.findByRole('alert')).toHaveTextContent('No such CID.')
})

it('shows the result with votes, warnings and the words of the card', async () => {
  const votes = [
    aVote({ warnings: ['The image is 700x460, not 50x50.'] }),
    aVote({ model: 'vgg16', probability: 0.41, label: 'IDC-negative tissue' }),
  ]
  const result = aResult({ probability: 0.67, votes })
  serveModels()
  server.use(
    http.get(path, ({ request }) =>
      request.headers.has('If-None-Match') ? delay('infinite') : withTag(anImage({ phase: 'classified', result })),
    ),
  )
  show()

  const region = within(await screen.findByRole('region', { name: 'Result' }))
  expect(region.getByRole('alert')).toHaveTextContent('basecnn')
  expect(region.getByRole('alert')).toHaveTextContent('The image is 700x460, not 50x50.')
  expect(region.getByText('Do not rely on the result')).toBeVisible()
  expect(region.getByText(/^Models suggest: IDC-positive tissue. The reasons/)).toBeVisible()
  expect(region.getAllByRole('meter').map((bar) => bar.getAttribute('aria-label'))).toEqual([
    'Ensemble: 0.67',
    'basecnn: 0.93',
    'vgg16: 0.41',
  ])
  expect(await region.findByText(/Probability of IDC-positive tissue: 0.67. The models disagree/)).toBeVisible()
  expect(region.getByText(/^0\.9251/)).toBeInTheDocument()
  expect(region.getAllByText('Model and card').map(({ textContent }) => textContent)).toEqual([
    'Model and card of basecnn',
    'Model and card of vgg16',
  ])
  expect(
    region.getByText(/^What the models tell: invasive ductal carcinoma in a patch. Trained on patches of 50x50 pixels/),
  ).toBeVisible()
  expect(region.getByText('basecnn.png')).toHaveAttribute('href', '/api/models/basecnn/plots/basecnn.png')
})

it('says in words that no call is made, why, and that the models disagree', async () => {
  const votes = [
    aVote({ probability: 0.6 }),
    aVote({ model: 'vgg16', probability: 0.41, label: 'IDC-negative tissue' }),
  ]
  const band = { low: 0.31, high: 0.66 }
  serveModels()
  serve({
    phase: 'classified',
    result: aResult({ probability: 0.5, label: null, uncertain: true, disagreement: true, band, votes }),
  })
  show()

  const region = within(await screen.findByRole('region', { name: 'Result' }))
  expect(region.getByText('Models suggest:')).toHaveTextContent('Models suggest: uncertain: no call is made')
  expect(
    await region.findByText(/IDC-positive tissue, 0.50, lies in the band from 0.31 up to 0.66.*a person has to decide/),
  ).toBeVisible()
  expect(region.getByText('The models disagree')).toBeVisible()
  expect(region.getByText('no call')).toBeVisible()
  expect(region.queryByRole('alert')).toBeNull()
})

it('says neither where the ensemble is sure and the models agree', async () => {
  serveModels()
  serve({ phase: 'classified', result: aResult({ band: { low: 0.31, high: 0.66 } }) })
  show()

  const region = within(await screen.findByRole('region', { name: 'Result' }))
  expect(region.getByText('Models suggest:')).toHaveTextContent('Models suggest: IDC-positive tissue')
  expect(region.queryByText(/uncertain|disagree|rely/i)).toBeNull()
})

it('warns of what is wrong with the ensemble, and bears results from before it could be', async () => {
  serveModels()
  serve({ phase: 'classified', result: aResult({ warnings: ['vgg16 is withdrawn.'] }) })
  const { unmount } = show()
  const region = within(await screen.findByRole('region', { name: 'Result' }))
  expect(region.getByRole('alert')).toHaveTextContent('vgg16 is withdrawn.')
  unmount()

  serve({ phase: 'classified', result: aResult({ warnings: null }) })
  show()
  expect(within(await screen.findByRole('region', { name: 'Result' })).queryByRole('alert')).toBeNull()
})

it('shows the evidence of a registration', async () => {
  const sender = `0x${'ef'.repeat(20)}`
  serve({ phase: 'confirming', registration: aRegistration({ finality: 'safe', standing: 'speaks', sender }) })
  show()

  const region = within(await screen.findByRole('region', { name: 'Evidence' }))
  expect(region.getByText('12,345')).toBeVisible()
  expect(region.getByText('45,931')).toBeVisible()
  expect(region.getByText('1 of 2')).toBeVisible()
  expect(region.getByText(/^1 Aug 2026/)).toHaveAttribute('dateTime', aRegistration().blockTime)
  expect(region.getByText(/^Safe:/)).toBeVisible()
  expect(region.getByText(/^Spoke for this site/)).toBeVisible()
  expect(region.getByRole('button', { name: 'Copy registrant' })).toBeVisible()
  expect(region.getByTitle(sender)).toBeVisible()
  expect(screen.getByRole('link', { name: 'Save the evidence' })).toHaveAttribute('href', path)
  expect(screen.getByRole('link', { name: 'Save the encrypted image' })).toHaveAttribute('href', `${path}/envelope`)
})

it('says what became of a transaction that registered nothing', async () => {
  const replacedBy = `0x${'cd'.repeat(32)}`
  const transactionProblem = aProblem({ kind: 'replaced', reason: 'Another transaction took its nonce.', replacedBy })
  serve({ phase: 'replaced', transactionProblem })
  show()

  expect(await phase()).toHaveTextContent('Replaced')
  expect(screen.getByRole('alert')).toHaveTextContent('The wallet sent another transaction with the same nonce')
  const region = within(screen.getByRole('region', { name: 'Transaction' }))
  expect(region.getByText('Another transaction took its nonce.')).toBeVisible()
  expect(region.getByTitle(replacedBy)).toBeVisible()
})

it.each([
  ['reverted', 'Reverted'],
  ['dropped', 'Dropped'],
  ['reorged', 'Reorganised away'],
  ['misdirected', 'Wrong registry'],
  ['unattributed', 'Not by this site'],
] as const)('names %s in words and says what to do', async (troubled, name) => {
  serve({ phase: troubled })
  show()

  expect(await phase()).toHaveTextContent(name)
  expect(screen.getByRole('alert')).toHaveTextContent(/[Ss]ign again/)
})

it('gives the proof of an anchor to copy', async () => {
  const anchor = anAnchor()
  const user = userEvent.setup()
  serve({ phase: 'classified', registration: aRegistration(), anchor })
  show()

  const region = within(await screen.findByRole('region', { name: 'Anchor' }))
  expect(region.getByTitle(anchor.root)).toBeVisible()
  expect(region.getByText('3')).toBeVisible()
  expect(region.getAllByRole('listitem')).toHaveLength(2)
  await user.click(region.getByRole('button', { name: 'Copy proof item 2' }))
  expect(await navigator.clipboard.readText()).toBe(anchor.proof[1])
})

it('has a failed image retried on request', async () => {
  let retries = 0
  const failure = { reason: 'The model did not answer', attempts: 2, retryAt: null, timesBusy: 0 }
  server.use(
    http.get(path, ({ request }) =>
      request.headers.has('If-None-Match') ? delay('infinite') : withTag(anImage({ phase: 'failed', failure })),
    ),
    http.post(`${path}/retry`, () => {
      retries++
      return HttpResponse.json(anImage({ version: 2, phase: 'registered' }))
    }),
  )
  show()

  expect(await screen.findByRole('alert')).toHaveTextContent(
    'The model did not answer (attempt 2). It is not tried again by itself.',
  )
  await userEvent.click(screen.getByRole('button', { name: 'Retry now' }))
  await waitFor(() => expect(retries).toBe(1))
})

it('says that an image waits where the models are only too busy, and when it is tried again', async () => {
  const failure = { reason: 'The classifier is busy.', attempts: 0, retryAt: '2026-08-01T10:00:09Z', timesBusy: 3 }
  serve({ phase: 'failed', failure })
  show()

  const notice = await screen.findByText('Waiting for the models')
  expect(notice.parentElement).toHaveTextContent(/The classifier is busy. It is tried again at 1 Aug 2026/)
  expect(await phase()).toHaveTextContent('Registered')
  expect(screen.queryByText(/failed|attempt/)).toBeNull()
  expect(screen.queryByRole('alert')).toBeNull()
})

it('says nothing of the last failure while the models are at it again', async () => {
  serve({ phase: 'classifying', failure: { reason: 'No answer', attempts: 2, retryAt: null, timesBusy: 0 } })
  show()

  expect(await phase()).toHaveTextContent('Classifying')
  expect(screen.queryByText(/No answer/)).toBeNull()
})

it('takes no word for the classes from a model of the same name that did not vote', async () => {
  serve({ phase: 'classified', result: aResult({ votes: [aVote({ modelSha256: 'ee'.repeat(32) })] }) })
  serveModels()
  show()

  const region = within(await screen.findByRole('region', { name: 'Result' }))
  expect(await region.findByText('another version is served')).toBeInTheDocument()
  expect(region.getByText(/^Probability of the positive class: 0\.93/)).toBeVisible()
})
