/** Links to the plots of a report, by file name. */
export function PlotLinks({ paths }: { paths: string[] }) {
  return (
    <span className="row">
      {paths.map((path) => (
        <a key={path} href={path} target="_blank" rel="noreferrer">
          {path.split('/').at(-1)}
        </a>
      ))}
    </span>
  )
}
