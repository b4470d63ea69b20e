/** The order of the test files where nothing is known of former runs: a long file that begins last is waited for with the other worker idle. */
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Half a minute and more; the others come in the order of their size, as ever. */
const longest = [
  'engine/importRun',
  'engine/wholeCases',
  'engine/searchSamples',
  'engine/sameNumbers',
  'engine/reportRedactFiles',
  'hosts/cli',
  'engine/readerThreads',
  'engine/storeDurability',
  'engine/reportLibreOffice',
  'engine/recordsReconvert',
  'engine/importHold',
  'engine/keptFigures',
  'engine/measureBetting',
  'engine/measureGoods',
  'engine/searchTable',
].map((name) => `/${name}.test.ts`)

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = longest.findIndex((end) => moduleId.endsWith(end))
      return at < 0 ? longest.length : at
    }
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b))
  }
}
