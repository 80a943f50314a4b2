const listeners = new Set<() => void>()
let reachable = true

/** Whether the API answered the last request, and not with a failure of its own; a store for `useSyncExternalStore`. */
export const reachability = {
  get: () => reachable,
  report: (now: boolean) => {
    if (now === reachable) return
    reachable = now
    listeners.forEach((notify) => notify())
  },
  subscribe: (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
}
