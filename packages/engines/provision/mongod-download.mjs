const patienceMs = 3_000;

/**
 * Downloads MongoDB's own build, where the machine reaches its host. Gives the reason instead of a path where it does
 * not, or where this repository's dependencies are not installed yet.
 * @param {string} folder
 * @param {(text: string) => void} progress
 * @returns {Promise<{ path?: string, reason?: string }>}
 */
export async function downloadOfficialMongod(folder, progress) {
  try {
    const { DryMongoBinary, MongoBinary, MongoBinaryDownloadUrl } = await loadDownloader();
    const options = await DryMongoBinary.generateOptions({ downloadDir: folder });
    const url = await new MongoBinaryDownloadUrl(options).getDownloadUrl();
    await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(patienceMs) });
    progress(`MongoDB: downloading ${options.version}`);
    return { path: await MongoBinary.getPath({ downloadDir: folder }) };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

async function loadDownloader() {
  const core = await import('mongodb-memory-server-core');
  const { MongoBinaryDownloadUrl } = await import(
    'mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl.js'
  );
  const { DryMongoBinary } = await import('mongodb-memory-server-core/lib/util/DryMongoBinary.js');
  return { MongoBinary: core.MongoBinary, MongoBinaryDownloadUrl, DryMongoBinary };
}

/** @param {unknown} error */
function reasonOf(error) {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return 'its downloader is not installed';
  return error.cause instanceof Error ? error.cause.message : error.message;
}
