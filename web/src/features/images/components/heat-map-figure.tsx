import { useCallback, useState } from 'react'

import { fileOf } from '../../../lib/own-files'
import styles from './heat-map.module.css'

type HeatMapFigureProps = { cid: string; model: string; positive: string; onMissing: () => void }

/** The heat map, over the image where this page has its file, else on black. `onMissing` is told if there is none. */
export function HeatMapFigure({ cid, model, positive, onMissing }: HeatMapFigureProps) {
  const [unreadable, setUnreadable] = useState(false)
  const file = unreadable ? undefined : fileOf(cid)

  return (
    <figure className={styles.figure}>
      <div className={styles.layers}>
        {file && <OwnImage file={file} onUnreadable={() => setUnreadable(true)} />}
        <img
          src={`/api/images/${encodeURIComponent(cid)}/heatmaps/${encodeURIComponent(model)}`}
          alt={`Where ${model} saw signs of ${positive}: an explanation of its score, not a segmentation`}
          onError={onMissing}
        />
      </div>
      <figcaption className="hint">
        {file
          ? `Over your file, as this page still has it. `
          : `On black, for this page does not have the image: it was uploaded elsewhere, or cannot be shown. `}
        The brighter a place, the more it spoke to {model} for {positive}, compared with the rest of this image. A map
        without a bright place means that nothing did. It explains the model&rsquo;s score and outlines nothing.
      </figcaption>
    </figure>
  )
}

/** A file that is already here. Browsers cannot show every kind, as TIFF. */
function OwnImage({ file, onUnreadable }: { file: File; onUnreadable: () => void }) {
  const load = useCallback(
    (image: HTMLImageElement) => {
      const url = URL.createObjectURL(file)
      image.src = url
      return () => URL.revokeObjectURL(url)
    },
    [file],
  )
  return <img ref={load} alt="What you uploaded" onError={onUnreadable} />
}
