import { useEffect } from 'react'

/** Has the browser ask before it leaves the page, as long as something would be lost by that. */
export function useLeaveWarning(loses: boolean) {
  useEffect(() => {
    if (!loses) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [loses])
}
