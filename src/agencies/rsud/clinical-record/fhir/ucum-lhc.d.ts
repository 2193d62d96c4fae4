/** The part of the UCUM library we call; it ships no types. */
declare module '@lhncbc/ucum-lhc' {
  const library: { UcumLhcUtils: { getInstance(): { convertToBaseUnits(unit: string, value: number): { status: string; magnitude?: number; unitToExp?: Record<string, number> } } } };
  export default library;
}
