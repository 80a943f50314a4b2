import { useEffect, useRef } from 'react'

import { goToImage } from '../lib/go-to-image'

/**
 * Leads to an image whenever a person chooses one, by a link or the browser's back button. Returns what tells it of an
 * image that the page is about to show by itself: that one takes the focus from nothing, as the one that the page opens with does not.
 */
export function useLeadToImage(cid: string | null) {
  const expected = useRef(cid)

  useEffect(() => {
    if (cid !== expected.current) goToImage()
    expected.current = cid
  }, [cid])

  // A link to the image that is shown changes no address.
  useEffect(() => {
    const leadAgain = ({ target }: MouseEvent) => {
      if (target instanceof Element && target.closest('a')?.hash === `#${cid}`) goToImage()
    }
    window.addEventListener('click', leadAgain)
    return () => window.removeEventListener('click', leadAgain)
  }, [cid])

  return (next: string) => {
    expected.current = next
  }
}
