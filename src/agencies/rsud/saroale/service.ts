/** Mounts the rooms of Saroale on the floors of the house. */
export function mount(): void {}
