// A stylesheet outside of the first load: the build says in the page where it is.

const loading = new Map<string, Promise<void>>();

function append(name: string): Promise<void> {
  const address = document.querySelector<HTMLMetaElement>(`meta[name="style-${name}"]`)?.content;
  return new Promise((resolve, reject) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = address ?? '';
    link.addEventListener('load', () => resolve());
    link.addEventListener('error', () => {
      link.remove();
      loading.delete(name);
      reject(new Error(`the stylesheet ${name} did not come`));
    });
    document.head.append(link);
  });
}

export function loadStyle(name: 'publish'): Promise<void> {
  let style = loading.get(name);
  if (!style) loading.set(name, (style = append(name)));
  return style;
}
