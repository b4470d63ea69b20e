/** What other programs a chart can leave to, and the end of the file's name. */
export const exchangeFormats = ['graphml', 'gexf', 'csv', 'ftm', 'anx'] as const
export type ExchangeFormat = (typeof exchangeFormats)[number]
export const exchangeEndings: Readonly<Record<ExchangeFormat, string>> = {
  graphml: 'graphml',
  gexf: 'gexf',
  csv: 'zip',
  ftm: 'zip',
  anx: 'anx',
}
