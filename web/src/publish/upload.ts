// Files on their way to the server: the raw bytes, with progress, and a way to stop. fetch tells
// nothing about what was sent, so this is the one place where the older interface is used.
import { cookie, extraHeaders } from '../api/client';
import { errorFromBody, networkError, type ApiError } from '../api/error';
import { paths } from '../api/paths';
import type { Upload } from './shapes';

export interface Sending {
  done: Promise<Upload>;
  stop: () => void;
}

/** What a picker offers, and what a drop may hold. */
export const ACCEPTED = 'image/jpeg,image/png,video/mp4,video/quicktime';
export const isAccepted = (file: File): boolean => ACCEPTED.split(',').includes(file.type);

function failureOf(request: XMLHttpRequest): ApiError {
  try {
    return errorFromBody(request.status, JSON.parse(request.responseText));
  } catch {
    return errorFromBody(request.status, null);
  }
}

export function sendFile(file: File, onProgress: (share: number) => void): Sending {
  const request = new XMLHttpRequest();
  const done = new Promise<Upload>((resolve, reject) => {
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener('load', () => {
      if (request.status < 200 || request.status > 299) return reject(failureOf(request));
      resolve(JSON.parse(request.responseText) as Upload);
    });
    request.addEventListener('error', () => reject(networkError()));
    request.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')));
    const name = new URLSearchParams({ file_name: file.name });
    request.open('POST', `${paths.uploads}?${name}`);
    request.setRequestHeader('Content-Type', file.type);
    request.setRequestHeader('Accept', 'application/json');
    for (const [key, value] of Object.entries(extraHeaders(paths.uploads)))
      request.setRequestHeader(key, value);
    request.setRequestHeader('Accept-Language', document.documentElement.lang);
    request.setRequestHeader('X-CSRFToken', cookie('csrftoken'));
    request.send(file);
  });
  return { done, stop: () => request.abort() };
}
