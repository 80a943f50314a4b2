import type { Image, ImagePhase } from '../../lib/types'

/** The phase as a person should see it: an image for which the models are only too busy has not failed, but waits. */
export const shownPhase = ({ phase, failure }: Image): ImagePhase =>
  phase === 'failed' && failure && failure.timesBusy > 0 ? 'registered' : phase
