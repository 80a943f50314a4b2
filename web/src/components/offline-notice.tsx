import { useSyncExternalStore } from 'react'

import { reachability } from '../lib/reachability'
import { Notice } from './notice'

/** Shown while the API does not answer as it should; requests go on being tried. */
export function OfflineNotice() {
  const reachable = useSyncExternalStore(reachability.subscribe, reachability.get)
  return reachable ? null : (
    <Notice tone="error" title="The server does not answer">
      What you see may be out of date. The page keeps trying and goes on by itself.
    </Notice>
  )
}
