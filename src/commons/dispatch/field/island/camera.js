// Pages from the camera become grey JPEG of at most 300 KB, about 150-200 dots per inch for A4; QR codes are read where the browser can.
const most = 300 * 1024;
const longSide = 2339;

/** Compresses a picture on the phone. Returns the bytes. Throws when it is no picture. */
export async function compress(file) {
  const picture = await createImageBitmap(file);
  let scale = Math.min(1, longSide / Math.max(picture.width, picture.height));
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const canvas = new OffscreenCanvas(Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale)));
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    grey(pen, canvas);
    for (const quality of [0.72, 0.55, 0.4]) {
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
      if (blob.size <= most) return new Uint8Array(await blob.arrayBuffer());
    }
    scale *= 0.8;
  }
  throw new Error('too large');
}

function grey(pen, { width, height }) {
  const image = pen.getImageData(0, 0, width, height);
  const { data } = image;
  for (let at = 0; at < data.length; at += 4) {
    const light = (data[at] * 299 + data[at + 1] * 587 + data[at + 2] * 114) / 1000;
    data[at] = light; data[at + 1] = light; data[at + 2] = light;
  }
  pen.putImageData(image, 0, 0);
}

export function canReadQr() {
  return 'BarcodeDetector' in globalThis && navigator.mediaDevices?.getUserMedia !== undefined;
}

/** Looks through the camera until a QR code is seen. `stopped` ends it. */
export async function readQr(video, stopped) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  try {
    video.srcObject = stream;
    await video.play();
    const detector = new globalThis.BarcodeDetector({ formats: ['qr_code'] });
    while (!stopped()) {
      const [found] = await detector.detect(video);
      if (found) return found.rawValue;
      await new Promise((resolve) => { setTimeout(resolve, 250); });
    }
    return undefined;
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}

/** Where the phone is, or nothing: a missing fix never blocks the work. */
export function whereAmI() {
  if (!navigator.geolocation) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const late = setTimeout(() => { resolve(undefined); }, 4000);
    navigator.geolocation.getCurrentPosition(({ coords }) => { clearTimeout(late); resolve({ latitude: coords.latitude, longitude: coords.longitude, accuracy: Math.min(100_000, coords.accuracy) }); }, () => { clearTimeout(late); resolve(undefined); }, { enableHighAccuracy: true, maximumAge: 30_000, timeout: 3500 });
  });
}
