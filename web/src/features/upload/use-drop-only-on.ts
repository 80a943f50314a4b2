import { useEffect, type RefObject } from 'react'

/** Lets files be dropped on one element alone: dropped beside it, they would take the page's place in the browser. */
export function useDropOnlyOn(element: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const refuse = (event: DragEvent) => {
      if (event.target === element.current) return
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'none'
    }
    window.addEventListener('dragover', refuse)
    window.addEventListener('drop', refuse)
    return () => {
      window.removeEventListener('dragover', refuse)
      window.removeEventListener('drop', refuse)
    }
  }, [element])
}
