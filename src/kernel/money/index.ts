/** Whole rupiah. Never a float: sen have not been in use since 1959 and rounding belongs to rules that say so. */
export type Rupiah = bigint;

/** `Rp15.000`, `-Rp1.250.000` (Pedoman Umum Ejaan Bahasa Indonesia: no space, full stops between thousands). */
export function formatRupiah(amount: Rupiah): string {
  const digits = (amount < 0n ? -amount : amount).toString().replace(/\B(?=(\d{3})+$)/g, '.');
  return `${amount < 0n ? '-' : ''}Rp${digits}`;
}

/** `1.234,5`: Indonesian decimals. `places` is the most decimals shown. */
export function formatNumber(value: number, places = 1): string {
  return new Intl.NumberFormat('id-ID', { maximumFractionDigits: places }).format(value);
}
