/** How many there are, and how many of them a test reached. */
export interface Count {
  found: number;
  hit: number;
}

export interface Coverage {
  lines: Count;
  branches: Count;
  functions: Count;
  /** What no test reached, as `line: what`. */
  missed: string[];
}

export const percent = ({ found, hit }: Count) => `${found === 0 ? 100 : ((100 * hit) / found).toFixed(2)} % (${hit}/${found})`;

/**
 * Reads an LCOV report: https://manpages.debian.org/unstable/lcov/geninfo.1.en.html#FILES
 * @returns by source file
 */
export function coverageOf(lcov: string): Map<string, Coverage> {
  const files = new Map<string, Coverage>();
  let file: Coverage | undefined;
  const add = (kind: "lines" | "branches" | "functions", hits: string, what: string) => {
    if (!file) throw new Error(`The LCOV report tells of ${what} before any source file.`);
    const hit = hits !== "-" && Number(hits) > 0;
    ++file[kind].found;
    if (hit) ++file[kind].hit;
    else file.missed.push(what);
  };

  for (const record of lcov.split("\n")) {
    const [, key, values] = /^(\w+):(.*)$/.exec(record) ?? [];
    const fields = values?.split(",") ?? [];
    if (key === "SF") {
      const none = () => ({ found: 0, hit: 0 });
      file = { lines: none(), branches: none(), functions: none(), missed: [] };
      files.set(values, file);
    } else if (key === "DA") add("lines", fields[1], `${fields[0]}: line`);
    else if (key === "BRDA") add("branches", fields[3], `${fields[0]}: branch ${fields[2]}`);
    else if (key === "FNDA") add("functions", fields[0], `function ${fields[1]}`);
  }
  return files;
}
