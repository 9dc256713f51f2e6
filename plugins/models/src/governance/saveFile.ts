/** Lets the browser save a text as a file. */
export function saveFile(file: {
  name: string;
  type: string;
  content: string;
}): void {
  const url = URL.createObjectURL(
    new Blob([file.content], { type: file.type }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = file.name;
  link.click();
  // The browser reads it after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
