import { useState } from 'react'

import { LeavingButton } from '../../../components/leaving-button'
import { Notice } from '../../../components/notice'
import { useEraseImage } from '../api/erase-image'

const focus = (button: HTMLButtonElement | null) => button?.focus()

/** Has an image erased, once a person said that they mean it. */
export function EraseImage({ cid }: { cid: string }) {
  const [answer, setAnswer] = useState<'asked' | 'kept' | null>(null)
  const { mutate, isPending, isSuccess, error } = useEraseImage(cid)

  if (answer !== 'asked')
    return (
      <p>
        <button
          type="button"
          className="quiet"
          ref={answer === 'kept' ? focus : undefined}
          onClick={() => setAnswer('asked')}
        >
          Erase this image…
        </button>
      </p>
    )
  return (
    <div className="stack">
      <Notice tone="warning" title="Erase this image for good?">
        Its key is destroyed and its encrypted content removed: nobody can open it again, nor have it classified again.
        Its registration, results and reviews stay.
      </Notice>
      <p className="row">
        <LeavingButton busy={isPending || isSuccess} onPress={mutate}>
          Erase for good
        </LeavingButton>
        {!isPending && !isSuccess && (
          <button type="button" className="quiet" ref={focus} onClick={() => setAnswer('kept')}>
            Keep it
          </button>
        )}
        <span role="status">{isPending && 'Erasing…'}</span>
      </p>
      {error && (
        <Notice tone="error" title="The image was not erased, or not wholly">
          {error.message} It can be tried again.
        </Notice>
      )}
    </div>
  )
}
