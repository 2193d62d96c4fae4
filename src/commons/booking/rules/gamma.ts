/**
 * Quantile `p` of a gamma distribution given by its mean and variance (sums of positive times are well described by it). Units follow the mean.
 * A variance of 0 gives the mean; a mean of 0 gives 0.
 */
export function gammaQuantile(p: number, mean: number, variance: number): number {
  if (mean < 1e-9) return 0;
  if (variance <= mean * mean * 1e-9) return mean;
  const shape = (mean * mean) / variance;
  const scale = variance / mean;
  // On a logarithmic scale, where also very skewed distributions are smooth. Wilson and Hilferty's cube gives a start within a percent; Newton's
  // steps do the rest, held between two bounds that close in.
  let low = Math.log(mean) - 60;
  let high = Math.log(mean + 40 * Math.sqrt(variance));
  let y = Math.min(high, Math.max(low, Math.log(mean * Math.max(1e-20, 1 - 1 / (9 * shape) + normalQuantile(p) / Math.sqrt(9 * shape)) ** 3)));
  for (let step = 0; step < 80 && high - low > 1e-9; step += 1) {
    const x = Math.exp(y);
    const error = gammaCdf(x, shape, scale) - p;
    if (error > 0) high = y;
    else low = y;
    const slope = Math.exp(shape * (y - Math.log(scale)) - x / scale - logGamma(shape));
    const newton = y - error / slope;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - y) < 1e-7) return Math.exp(next);
    y = next;
  }
  return Math.exp(y);
}

/** Quantile of the standard normal distribution (Abramowitz and Stegun 26.2.23, error below 4.5e-4: a start for Newton's steps). */
function normalQuantile(p: number): number {
  const t = Math.sqrt(-2 * Math.log(Math.min(p, 1 - p)));
  const z = t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3);
  return p < 0.5 ? -z : z;
}

/** P(X ≤ x) of a gamma distribution: the regularised lower incomplete gamma function, by series below shape + 1 and by continued fraction above (Numerical Recipes §6.2). */
export function gammaCdf(x: number, shape: number, scale: number): number {
  const z = x / scale;
  if (z <= 0) return 0;
  const front = Math.exp(-z + shape * Math.log(z) - logGamma(shape));
  return z < shape + 1 ? front * series(z, shape) : 1 - front * fraction(z, shape);
}

function series(z: number, shape: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let n = 1; n < 10_000 && Math.abs(term) > Math.abs(sum) * 1e-14; n += 1) {
    term *= z / (shape + n);
    sum += term;
  }
  return sum;
}

function fraction(z: number, shape: number): number {
  const tiny = 1e-300;
  let b = z + 1 - shape;
  let c = 1 / tiny;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < 10_000; i += 1) {
    const an = -i * (i - shape);
    b += 2;
    d = an * d + b;
    if (Math.abs(d) < tiny) d = tiny;
    c = b + an / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    const factor = d * c;
    h *= factor;
    if (Math.abs(factor - 1) < 1e-14) break;
  }
  return h;
}

/** ln Γ(x), x > 0: Lanczos' approximation with g = 7, nine terms; relative error below 1e-13. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const coefficients = [0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7];
  const t = x - 1 + 7.5;
  const sum = coefficients.reduce((total, coefficient, index) => (index === 0 ? coefficient : total + coefficient / (x - 1 + index)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}
