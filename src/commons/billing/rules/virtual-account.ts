/** A virtual account number: the agency's prefix at the bank, ten digits of serial, one check digit (Luhn), so that a mistyped number is nobody's. */
export function virtualAccount(prefix: string, serial: bigint): string {
  const body = `${prefix}${serial.toString().padStart(10, '0')}`;
  return `${body}${luhn(body)}`;
}

/** Could this be one of ours? Digits, our prefix, right check digit. */
export function isVirtualAccount(prefix: string, typed: string): boolean {
  return /^\d+$/.test(typed) && typed.startsWith(prefix) && typed.length === prefix.length + 11 && luhn(typed.slice(0, -1)) === typed.slice(-1);
}

function luhn(digits: string): string {
  const sum = Array.from(digits).reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}
