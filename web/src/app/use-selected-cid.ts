import { useSyncExternalStore } from 'react'

const subscribe = (listener: () => void) => {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

/** The CID in the page's address as it is now. */
export const selectedCid = () => window.location.hash.slice(1) || null

/** The same, followed, so that an image can be linked to and the browser's back button works. */
export const useSelectedCid = () => useSyncExternalStore(subscribe, selectedCid)

export const selectCid = (cid: string) => {
  window.location.hash = cid
}
