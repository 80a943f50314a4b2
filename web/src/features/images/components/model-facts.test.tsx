import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'

import type { Candidate } from '../../../lib/types'
import { aModel, aVote } from '../../../testing/fixtures'
import { voterOf } from '../voter'
import { ModelFacts } from './model-facts'

const aCandidate = (parts: Partial<Candidate> = {}): Candidate => ({
  sha256: 'cd'.repeat(32),
  version: '3',
  shadowShare: 1,
  canaryShare: 0,
  images: 0,
  calledOtherwise: 0,
  largestDifference: null,
  timesAsFast: null,
  failures: 0,
  ...parts,
})

const factOf = (name: string) => screen.getByText(name).nextElementSibling

const show = (candidate: Candidate | null) =>
  render(<ModelFacts vote={aVote()} voter={{ model: aModel({ candidate }) }} />)

it('says how a new version on trial does beside the one that voted', () => {
  show(
    aCandidate({
      canaryShare: 0.05,
      images: 120,
      calledOtherwise: 2,
      largestDifference: 0.118,
      timesAsFast: 1.42,
      failures: 1,
    }),
  )

  expect(screen.getByText(/^version 3/)).toHaveTextContent(
    'version 3; votes on 5 % of the images; compared on 120, of which it calls 1.7 % otherwise; ' +
      'probabilities up to 0.12 apart; 1.4 times as fast; failures: 1',
  )
})

it('says of one that was compared on no image only what is known', () => {
  show(aCandidate())

  expect(screen.getByText(/^version 3/)).toHaveTextContent('version 3; does not vote; not compared yet')
})

it('says nothing of trials where there is none', () => {
  show(null)

  expect(screen.queryByText('On trial')).toBeNull()
})

it.each([
  ['another version is served', [aModel({ sha256: 'ee'.repeat(32) })]],
  [
    'on trial, in place of the version that is served',
    [aModel({ sha256: 'ee'.repeat(32), candidate: aCandidate({ sha256: aVote().modelSha256 }) })],
  ],
  ['no version of it is served', [aModel({ name: 'vgg16' })]],
])('shows of a vote by a file that is not served no figures of another: %s', (since, models) => {
  render(<ModelFacts vote={aVote()} voter={voterOf(aVote(), models)} />)

  expect(screen.getByText(since)).toBeVisible()
  expect(screen.queryByText(/0\.9251/)).toBeNull()
  expect(screen.queryByRole('link')).toBeNull()
})

it('gives figures with their interval, and says on what', () => {
  show(null)

  expect(factOf('ROC-AUC')).toHaveTextContent('0.9251 (0.9034 to 0.94)')
  expect(screen.getByText('IDC patches')).toBeVisible()
})

it('gives what a report knows beyond the card, and how that compares with what is published', () => {
  show(null)

  expect(factOf('ECE')).toHaveTextContent('0.0319 (0.016 to 0.0942)')
  expect(factOf('Patient score')).toHaveTextContent('0.8583')
  expect(factOf('Comparison')).toHaveTextContent('Balanced accuracy 0.8767 is above the published 0.8468.')
})

it('gives what the card says where no report scored the file', () => {
  render(<ModelFacts vote={aVote()} voter={{ model: aModel({ figures: null }) }} />)

  expect(factOf('ROC-AUC')).toHaveTextContent(/^0\.9251$/)
  expect(screen.queryByText('ECE')).toBeNull()
  expect(screen.queryByText('Comparison')).toBeNull()
})
